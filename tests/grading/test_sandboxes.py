"""Which sandbox a submission gets: the light one, and the one with SciPy only where its code asks for it; either runs everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from test_sandbox import job

from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.notebooks import Cell, Sheet
from genmarketing.grading.sandbox import Sandbox
from genmarketing.grading.sandboxes import Sandboxes

LIMITS = Limits(seconds=60.0, total_seconds=120.0)
LOADED = "import sys\nanswer = [name in sys.modules for name in ('pandas', 'scipy.optimize', 'scipy.stats')]"


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes(LIMITS) as opened:
        yield opened


def sandbox_for(sandboxes: Sandboxes, source: str) -> Sandbox:
    return sandboxes.suited_to(Sheet((Cell("import pandas as pd", {}), Cell(source, {})), None, None))


@pytest.mark.parametrize(
    ("source", "loaded"),
    [
        ("answer = pd.Series([1.0]).mean()", [True, False, False]),
        ("my_scipy_notes = 1", [True, False, False]),
        ("from scipy.optimize import minimize", [True, True, False]),
        ("def f(x):\n    import scipy.stats as st", [True, True, True]),
        ("from scipy import special, stats", [True, True, True]),
        ("from scipy import optimize\nfrom scipy.signal import lfilter", [True, True, True]),
        ("import scipy as sp", [True, True, True]),
        ("import statsmodels.api as sm", [True, True, True]),
    ],
)
def test_scipy_is_loaded_where_the_code_asks_for_it(sandboxes: Sandboxes, source: str, loaded: list[bool]) -> None:
    sandbox = sandbox_for(sandboxes, source)
    assert sandbox.run(job(LOADED, value="answer")).handed["answer"][0].value == loaded
    assert sandbox_for(sandboxes, source) is sandbox


def test_a_wrong_guess_costs_time_only(sandboxes: Sandboxes) -> None:
    hidden = "answer = __import__('sci' + 'py.stats').stats.norm.cdf(0.0)"
    answers = sandbox_for(sandboxes, hidden).run(job(hidden, value="answer", seconds=60.0))
    assert answers.failures == {}
    assert answers.handed["answer"][0].value == 0.5


def test_none_is_left_after_closing() -> None:
    with Sandboxes(LIMITS) as opened:
        sandbox = sandbox_for(opened, "answer = 1")
        process, folder = sandbox._process, sandbox._stripped.parent
    assert process is not None
    assert process.poll() is not None
    assert not folder.exists()
