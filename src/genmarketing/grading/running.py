"""One run over all submissions: as many workers as there are cores, one gradebook, and nothing lost whenever it stops."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from genmarketing.course.failure import CourseError
from genmarketing.grading.class_file import ClassSettings
from genmarketing.grading.edition import version_of
from genmarketing.grading.gradebook import Gradebook
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.record import Record
from genmarketing.grading.submissions import Submission, hash_of, unread
from genmarketing.theme import theme


class Graders(Protocol):
    """Whatever grades submissions: a crew of processes on this machine, or a cluster."""

    def records(self, submissions: Iterable[Submission]) -> Iterator[Record]:
        """Give the record of each submission, in the order in which they are done."""


@dataclass(frozen=True)
class Run:
    """What the results of one run follow from.

    Args:
        place: where the submissions lie.
        settings: the class.
        limits: what each submission may use.
        themes: names of the themes that were handed in.
    """

    place: Path
    settings: ClassSettings
    limits: Limits
    themes: tuple[str, ...]

    def task(self) -> str:
        """Return a text that is the same for two runs whose results have to be the same."""
        editions = {name: version_of(theme(name)) for name in self.themes}
        parts = [str(self.place.resolve()), asdict(self.settings), asdict(self.limits), editions]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def left_to_grade(submissions: Iterable[Submission], gradebook: Gradebook, number: int) -> list[Submission]:
    """Return what a run has not graded yet; a file whose content has changed since is not graded yet."""
    done = gradebook.done(number)
    return [each for each in submissions if not _is_done(each, done)]


def grade_all(
    submissions: Iterable[Submission],
    gradebook: Gradebook,
    number: int,
    graders: Callable[[], AbstractContextManager[Graders]],
    step: Callable[[Record], None],
) -> None:
    """Grade submissions, append each record as it comes, and end the run.

    Args:
        submissions: what `left_to_grade` returned.
        gradebook: where the records go.
        number: of the run.
        graders: makes what grades; not called when there is nothing to grade.
        step: told of every record.

    Raises:
        NoSandbox: this machine has none.
        GradebookError: the gradebook cannot be written; what is in it stays.
    """
    readable = []
    for each in submissions:
        if each.problem:
            record = unread(each, each.problem)
            gradebook.append(number, record)
            step(record)
        else:
            readable.append(each)
    if readable:
        with graders() as crew:
            for record in crew.records(readable):
                gradebook.append(number, record)
                step(record)
    gradebook.close_run(number)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a results folder for one run at a time.

    Raises:
        CourseError: another run is writing there.
    """
    with (folder / ".run").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(f"另一次批改正在往 {folder} 里写。请等它结束，或把 --out 换一个文件夹。") from None
        yield


def _is_done(submission: Submission, done: dict[tuple[str, str, str], set[str]]) -> bool:
    hashes = done.get((submission.student, submission.theme, submission.origin))
    return hashes is not None and hash_of(submission) in hashes
