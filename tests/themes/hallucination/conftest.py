"""Three drawn worlds with all that a model answers in them, made once for all files."""

from __future__ import annotations

import numpy as np
import pytest

from genmarketing.themes.hallucination.models import enumeration, ngram, world
from genmarketing.themes.hallucination.models.world import World


@pytest.fixture(scope="session")
def answered() -> list[tuple[World, np.ndarray]]:
    """World and table of answers for seeds 1, 2, 3; the first is the one against which the references' numbers hold."""
    made = [world.draw_world(np.random.default_rng(seed)) for seed in (1, 2, 3)]
    return [(each, enumeration.answer_table(ngram.NGram(5).learn(each.sentences()), each)) for each in made]
