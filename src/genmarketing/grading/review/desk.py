"""The desk at which a teacher marks: the essays in their order, what is half done, and the comments that can be used again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from genmarketing.grading.essay_marks import Review, can_be_reviewed, text_key
from genmarketing.grading.gradebook import Gradebook, Graded
from genmarketing.grading.record import printable
from genmarketing.grading.review.rubric import level_points
from genmarketing.theme import theme
from genmarketing.workbook import EssayQuestion

FILE = "review.json"
"""In the results folder: marks that are not complete yet, and the bank of comments."""

LONGEST_COMMENT = 2000
LONGEST_TEXT = 20_000
MOST_COMMENTS = 60


@dataclass(frozen=True)
class Essay:
    """One text that waits for a person, or has been marked.

    Args:
        theme: name of the theme.
        question: with its rubric.
        student: whose it is.
        text: what was handed in.
        review: the one that counts, or None.
        note: why the machine did not take it as handed in, or empty.
    """

    theme: str
    question: EssayQuestion
    student: str
    text: str
    review: Review | None
    note: str = ""

    @property
    def key(self) -> str:
        """What its marks are kept under; says nothing about the student."""
        return hashlib.sha256(f"{self.theme}\n{self.question.name}\n{self.student}\n{self.text}".encode()).hexdigest()


def essays(graded: Sequence[Graded]) -> list[Essay]:
    """Return all essays, question by question; within one, in an order that is shuffled and always the same.

    Alphabetical order would give the same people a tired reader every time.
    """
    found: list[tuple[tuple[int, int, str], Essay]] = []
    for each in graded:
        if each.record.problem or not each.record.theme:
            continue
        about = theme(each.record.theme)
        places = {question.name: (place, question) for place, question in enumerate(about.questions())}
        for row in each.record.rows:
            place, question = places.get(row.question, (0, None))
            review = each.reviews.get(row.question)
            if isinstance(question, EssayQuestion) and (can_be_reviewed(row) or review is not None):
                note = printable(row.message) if row.state == "unreadable" else ""
                essay = Essay(about.name, question, each.record.student, row.source, review, note)
                found.append(((about.number, place, essay.key), essay))
    return [essay for _, essay in sorted(found, key=lambda entry: entry[0])]


class Stale(Exception):
    """Marks were given to an essay as it was before another window changed it."""


class Desk:
    """Essays, drafts and comments of one results folder. May be used from several threads, and from several windows of a browser.

    Every mark is kept at once: as a draft while the rubric is not filled, as a review in the gradebook when it is.

    Args:
        folder: the results folder, with a gradebook in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        with Gradebook(folder) as gradebook:
            self.essays = essays(gradebook.latest())
        self._marked = {essay.key: essay.review for essay in self.essays}
        self._revisions = dict.fromkeys(self._marked, 0)
        kept = self._read()
        self._comments: dict[str, list[str]] = kept["comments"]
        self._drafts: dict[str, dict[str, Any]] = {
            key: draft for key, draft in kept["drafts"].items() if key in self._marked
        }

    def shown(self) -> dict[str, Any]:
        """Return what the page shows, as plain data: no name of a student is in it."""
        with self._lock:
            return {"essays": [self._essay(each) for each in self.essays], "comments": self._comments}

    def student(self, number: int) -> str:
        """Return whose the essay with this number is."""
        return printable(self.essays[number].student)

    def keep(
        self,
        number: int,
        revision: int,
        points: Mapping[str, float],
        comment: str,
        seconds: float,
    ) -> dict[str, Any]:
        """Keep marks as a draft; where they are complete, as a review in the gradebook. Return the essay as it is now.

        Args:
            number: of the essay.
            revision: that the window has seen.
            points: criterion -> points.
            comment: to the student.
            seconds: spent on this essay.

        Raises:
            ValueError: points that the rubric does not allow.
            Stale: another window has changed the essay meanwhile.
            GradebookError: the gradebook cannot be written; the draft is kept.
        """
        essay = self.essays[number]
        allowed = {criterion.name: criterion.points for criterion in essay.question.rubric}
        if any(name not in allowed or not 0 <= given <= allowed[name] for name, given in points.items()):
            raise ValueError("points beyond the rubric")
        with self._lock:
            if revision != self._revisions[essay.key]:
                raise Stale
            draft = {"points": dict(points), "comment": comment[:LONGEST_COMMENT], "seconds": round(seconds, 1)}
            self._drafts[essay.key] = draft
            self._revisions[essay.key] += 1
            self._write()
            if points.keys() == allowed.keys():
                self._settle(essay)
            else:
                self._take_back(essay)
            return self._essay(essay)

    def essay(self, number: int) -> dict[str, Any]:
        """Return what the page shows of one essay."""
        with self._lock:
            return self._essay(self.essays[number])

    def settle_all(self) -> int:
        """Make reviews of all drafts that are complete: the page was closed, or the server stopped. Return how many there were."""
        with self._lock:
            complete = [
                essay
                for essay in self.essays
                if len(self._drafts.get(essay.key, {}).get("points", ())) == len(essay.question.rubric)
            ]
            for essay in complete:
                self._settle(essay)
            return len(complete)

    def add_comment(self, number: int, comment: str) -> None:
        """Put a comment into the bank of an essay's question; the newest stands first."""
        with self._lock:
            bank = self._comments.setdefault(self.essays[number].question.name, [])
            bank[:] = [comment[:LONGEST_COMMENT], *(each for each in bank if each != comment)][:MOST_COMMENTS]
            self._write()

    def remove_comment(self, number: int, comment: str) -> None:
        """Take a comment out of the bank."""
        with self._lock:
            bank = self._comments.setdefault(self.essays[number].question.name, [])
            bank[:] = [each for each in bank if each != comment]
            self._write()

    def _settle(self, essay: Essay) -> None:
        draft = self._drafts[essay.key]
        before = self._marked[essay.key]
        if before is None or (dict(before.points), before.comment) != (draft["points"], draft["comment"]):
            self._append(essay, Review(*self._of(essay), **draft))
        del self._drafts[essay.key]
        self._write()

    def _take_back(self, essay: Essay) -> None:
        """Let an essay wait again of which a mark was taken back; the draft has what is left."""
        if self._marked[essay.key] is not None:
            self._append(essay, Review(*self._of(essay), {}))

    def _append(self, essay: Essay, review: Review) -> None:
        with Gradebook(self._folder) as gradebook:
            gradebook.add_review(review)
        self._marked[essay.key] = review if review.points else None

    def _of(self, essay: Essay) -> tuple[str, str, str, str]:
        return essay.student, essay.theme, essay.question.name, text_key(essay.text)

    def _essay(self, essay: Essay) -> dict[str, Any]:
        review = self._marked[essay.key]
        draft = self._drafts.get(essay.key)
        given = draft or (
            {"points": dict(review.points), "comment": review.comment, "seconds": review.seconds} if review else {}
        )
        about = theme(essay.theme)
        return {
            "revision": self._revisions[essay.key],
            "marked": review is not None and draft is None,
            "theme": f"{about.number:02d} {about.title}",
            "number": f"{about.number:02d}",
            "question": essay.question.name,
            "title": essay.question.title,
            "prompt": essay.question.prompt.strip().replace("**", "").replace("`", ""),
            "text": printable(essay.text, LONGEST_TEXT),
            "note": essay.note.removesuffix("这一次不计。"),
            "rubric": [
                {"name": each.name, "points": each.points, "levels": each.levels, "worth": level_points(each)}
                for each in essay.question.rubric
            ],
            "points": given.get("points", {}),
            "comment": given.get("comment", ""),
            "seconds": given.get("seconds", 0.0),
        }

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads((self._folder / FILE).read_text(encoding="utf-8"))
            return {"comments": dict(kept["comments"]), "drafts": dict(kept["drafts"])}
        except (OSError, ValueError, KeyError, TypeError):
            return {"comments": {}, "drafts": {}}

    def _write(self) -> None:
        part = self._folder / f"{FILE}.part"
        kept = {"comments": self._comments, "drafts": self._drafts}
        part.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(self._folder / FILE)
