"""Workers and cores: as many workers as cores have one each, and lose nothing but time when one of them is killed."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path

import pytest

from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.crew import Crew
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.submissions import Submission

UNTOUCHED = Path(__file__).resolve().parents[2] / "exercises" / "01_moe_reasoning.ipynb"
CORES = sorted(os.sched_getaffinity(0))
SETTINGS = ClassSettings("测试班", "", "a key that nobody guesses")


@pytest.fixture
def submissions(tmp_path: Path) -> list[Submission]:
    """One more than there are cores, so that every worker has something to do."""
    handed_in = []
    for number in range(len(CORES) + 1):
        path = tmp_path / f"s{number}.ipynb"
        path.write_bytes(UNTOUCHED.read_bytes())
        handed_in.append(Submission(path.stem, "moe_reasoning", path.name, path.read_bytes))
    return handed_in


def cores_of_workers() -> list[set[int]]:
    """Return what each worker's process may run on."""
    return [os.sched_getaffinity(worker.pid or 0) for worker in active_children()]


def test_as_many_workers_as_cores_have_a_core_each(submissions: list[Submission]) -> None:
    with Crew(len(CORES), SETTINGS, Limits()) as crew:
        records = list(crew.records(submissions))
        placed = cores_of_workers()
    assert [each.problem for each in records] == [""] * len(submissions)
    assert sorted(map(sorted, placed)) == [[core] for core in CORES]


def test_who_takes_the_place_of_a_killed_worker_takes_its_core(submissions: list[Submission]) -> None:
    with Crew(len(CORES), SETTINGS, Limits()) as crew:
        records = crew.records(submissions)
        first = next(records)
        victim = active_children()[0]
        os.kill(victim.pid or 0, signal.SIGKILL)
        graded = {first.student, *(record.student for record in records)}
        placed = cores_of_workers()
    assert graded == {each.student for each in submissions}
    assert len(placed) <= len(CORES)
    assert len({core for cores in placed for core in cores}) == len(placed)


@pytest.mark.skipif(len(CORES) < 2, reason="with one core, there are never fewer workers than cores")
def test_fewer_workers_than_cores_are_placed_by_the_system(submissions: list[Submission]) -> None:
    with Crew(len(CORES) - 1, SETTINGS, Limits()) as crew:
        assert len(list(crew.records(submissions))) == len(submissions)
        assert cores_of_workers() == [set(CORES)] * (len(CORES) - 1)
