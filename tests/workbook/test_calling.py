"""A learner's function can neither break the notebook nor hang it."""

import builtins
import os
import random
import signal
import sys
import time
import warnings

import numpy as np
import pytest

from genmarketing.workbook import calling
from genmarketing.workbook.calling import call


def spins() -> None:
    while True:
        pass


def spins_and_swallows() -> None:
    while True:
        try:
            while True:
                pass
        except:  # noqa: E722
            pass


def sleeps_and_swallows() -> None:
    while True:
        try:  # noqa: SIM105
            time.sleep(10)
        except BaseException:
            pass


@pytest.mark.parametrize("function", [spins, spins_and_swallows, sleeps_and_swallows])
def test_endless_functions_are_stopped(function: object) -> None:
    started = time.monotonic()
    outcome = call(function, (), 0.2)  # type: ignore[arg-type]
    assert outcome.kind == "time"
    assert time.monotonic() - started < 5


def leaves(how: object) -> None:
    raise how  # type: ignore[misc]


@pytest.mark.parametrize("how", [SystemExit(3), GeneratorExit()])
def test_leaving_the_program_is_an_ordinary_failure(how: BaseException) -> None:
    outcome = call(leaves, (how,), 1)
    assert outcome.kind == "error"
    assert "return" in outcome.failure


class OwnWayOut(BaseException):
    pass


def test_any_exception_is_an_ordinary_failure() -> None:
    assert "OwnWayOut" in call(leaves, (OwnWayOut(),), 1).failure


def test_the_process_outlives_every_way_out() -> None:
    def exits() -> None:
        os._exit(3)

    def aborts() -> None:
        os.abort()

    before = (os._exit, os.abort)
    assert call(exits, (), 1).kind == call(aborts, (), 1).kind == "error"
    assert (os._exit, os.abort) == before


def test_the_kernel_outlives_exit() -> None:
    """IPython's `exit()` does not raise; it asks the shell to end, and a kernel obeys after the cell."""
    import nbformat
    from nbclient import NotebookClient

    asking = (
        "from genmarketing.workbook.calling import call\n"
        "def leaves():\n    exit()\n    return 1\n"
        "call(leaves, (), 1).kind"
    )
    cells = [nbformat.v4.new_code_cell(asking), nbformat.v4.new_code_cell("'still here'")]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60).execute()
    said = [cell.outputs[0]["data"]["text/plain"] for cell in notebook.cells]
    assert said == ["'error'", "'still here'"]


def test_an_interrupted_call_says_so() -> None:
    assert "中断" in call(leaves, (KeyboardInterrupt(),), 1).failure


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the limit is a signal where there is one")
def test_an_alarm_that_is_late_strikes_nothing_outside_the_call() -> None:
    """The alarm may ring when the answer has just returned: then it must not raise."""
    for wait in range(300):
        outcome = call(time.sleep, (0.001 + wait * 1e-6,), 0.001)
        assert outcome.kind in ("time", "nothing")
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_limit_holds_where_there_are_no_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_signal_deadline", lambda seconds, _: calling._thread_deadline(seconds))
    assert call(spins, (), 0.2).kind == "time"
    assert call(sorted, ([2, 1],), 0.5).value == [1, 2]


def test_endless_recursion_is_an_ordinary_failure() -> None:
    def again(n: int) -> int:
        return again(n + 1)

    assert "递归" in call(again, (0,), 5).failure


def test_an_exception_names_the_line_of_the_answer() -> None:
    def divides(x: int) -> float:
        y = 1
        return y / x

    assert call(divides, (0,), 1).failure.startswith("函数第 3 行出错：ZeroDivisionError（除数是零）")


def test_an_exception_whose_text_cannot_be_printed() -> None:
    class Rude(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def rude() -> None:
        raise Rude

    assert call(rude, (), 1).failure == "函数第 2 行出错：Rude。"


def test_arguments_are_copies_and_changing_them_is_noticed() -> None:
    given = [3, 1, 2]

    def sorts(values: list[int]) -> list[int]:
        values.sort()
        return values

    outcome = call(sorts, (given,), 1)
    assert outcome.mutated
    assert outcome.value == [1, 2, 3]
    assert given == [3, 1, 2]
    assert not call(sorted, (given,), 1).mutated


def test_an_argument_that_cannot_be_read_any_more_counts_as_changed() -> None:
    class Raising(dict):  # type: ignore[type-arg]
        def items(self) -> None:  # type: ignore[override]
            raise ZeroDivisionError

    outcome = call(lambda numbers: numbers.append(Raising()) or 1, ([1],), 1)
    assert (outcome.value, outcome.mutated) == (1, True)


def test_the_notebook_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    asked, out, before = builtins.input, sys.stdout, np.geterr()
    random.seed(1)
    np.random.seed(1)
    expected = (random.random(), np.random.random())
    random.seed(1)
    np.random.seed(1)

    def meddles() -> int:
        print("x" * 100_000)
        print("error", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        random.seed(7)
        np.random.seed(7)
        np.seterr(all="raise")
        builtins.input = lambda *_: "42"
        return 1

    assert call(meddles, (), 1).value == 1
    assert (random.random(), np.random.random()) == expected
    assert np.geterr() == before
    assert (builtins.input, sys.stdout) == (asked, out)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_input_is_refused() -> None:
    def asks() -> str:
        return input("how many? ")

    assert "input()" in call(asks, (), 1).failure


def test_returning_nothing_is_said() -> None:
    assert "return" in call(print, ("x",), 1).failure
