"""One file that somebody handed in, wherever it lay."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from genmarketing.grading.record import Record


@dataclass(frozen=True)
class Submission:
    """A file that somebody handed in, or the reason why it cannot be read.

    Args:
        student: whose it is, by folder or file name.
        theme: name of the theme, or empty where neither name nor content tells.
        origin: where it lay, as a teacher would look for it.
        read: returns the file's bytes; called when it is graded, so that three hundred files are not in memory at once.
        problem: a Chinese sentence on why it cannot be graded, or empty.
        submitted: when it was last changed, in seconds since 1970; of several, the newest counts.
        flags: Chinese remarks for the teacher.
        platform_id: `canvas:123` or `moodle:123`, the learning platform's number for the student, or empty.
    """

    student: str
    theme: str
    origin: str
    read: Callable[[], bytes]
    problem: str = ""
    submitted: float = 0.0
    flags: tuple[str, ...] = ()
    platform_id: str = ""


def hash_of(submission: Submission) -> str:
    """Return the SHA-256 of a file's bytes; empty for one that cannot be read."""
    if submission.problem:
        return ""
    try:
        return hashlib.sha256(submission.read()).hexdigest()
    except OSError:
        return ""


def unread(submission: Submission, problem: str) -> Record:
    """Return the record of a file that could not be graded, with the sentence that says why."""
    return Record(
        submission.student,
        submission.theme,
        submission.origin,
        hash_of(submission),
        problem=problem,
        flags=submission.flags,
        platform_id=submission.platform_id,
    )
