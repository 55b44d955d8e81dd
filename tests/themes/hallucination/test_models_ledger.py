"""Every published figure of theme 02 that a model can compute, within the tolerance that published.csv states."""

import pytest

from genmarketing.data import published
from genmarketing.themes.hallucination.models import abstention, claims, monofacts, retrieval


def shares(model: str) -> tuple[float, float]:
    return published(f"simpleqa_{model}_right").value, published(f"simpleqa_{model}_wrong").value


COMPUTED: dict[str, float] = {
    "idk_penalty_t50": abstention.penalty(0.5),
    "idk_penalty_t75": abstention.penalty(0.75),
    "idk_penalty_t90": abstention.penalty(0.9),
    "simpleqa_gpt5_thinking_mini_score": abstention.mean_score(*shares("gpt5_thinking_mini"), 0.5),
    "simpleqa_o4_mini_score": abstention.mean_score(*shares("o4_mini"), 0.5),
    "bound_sample_slack": monofacts.sample_slack(2000, 0.05),
    "fact_score_gamma": claims.GAMMA,
    "rank_bm25_k1": retrieval.BM25([["a"]]).k1,
    "rank_bm25_b": retrieval.BM25([["a"]]).b,
}


@pytest.mark.parametrize("name", COMPUTED)
def test_model_reaches_the_published_figure(name: str) -> None:
    figure = published(name)
    assert COMPUTED[name] == pytest.approx(figure.value, abs=figure.tolerance + 1e-9, rel=0)


@pytest.mark.parametrize("model", ["gpt5_thinking_mini", "o4_mini"])
def test_right_wrong_and_abstaining_make_a_hundred(model: str) -> None:
    assert sum(published(f"simpleqa_{model}_{part}").value for part in ("right", "wrong", "abstain")) == 100
