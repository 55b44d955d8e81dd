"""Answers that are nearly the same, word for word of the code: a hint for a talk, never a verdict.

Comments, blanks, the layout and the learner's own names are taken away; what is left is cut into overlapping runs of tokens, and two answers are
compared by the share of runs that they have in common (Jaccard), as in Schleimer, Wilkerson & Aiken 2003 (MOSS) without the sampling.
"""

from __future__ import annotations

import io
import keyword
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

RUN = 5
"""Tokens in a run."""

SHORTEST = 25
"""Runs below which an answer is too short to be told from others: right answers of two lines look alike."""

ALIKE = 0.85
"""Share of common runs from which a pair is shown."""

COMMON = 0.2
"""A text that more than this share of a class has handed in letter for letter is an example that was handed out."""

_LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Pair:
    """Two answers to one question that are nearly the same.

    Args:
        question: its name.
        one: a student.
        other: another.
        share: of the token runs that they have in common, 0 … 1.
    """

    question: str
    one: str
    other: str
    share: float


def near_identical(question: str, answers: Mapping[str, str], starter: str = "") -> list[Pair]:
    """Return the pairs of students whose answers to one question are nearly the same, the most similar first.

    Args:
        question: its name.
        answers: student -> source of the answer cell.
        starter: what everybody was given; its runs do not count.
    """
    given = _runs(starter)
    runs = {student: _runs(source) - given for student, source in answers.items()}
    runs = {student: found for student, found in runs.items() if len(found) >= SHORTEST}
    most = max(3, int(COMMON * len(answers)))
    groups: dict[frozenset[int], list[str]] = defaultdict(list)
    for student, found in runs.items():
        groups[frozenset(found)].append(student)
    kept = {students[0]: found for found, students in groups.items() if len(students) <= most}
    pairs = [
        Pair(question, one, other, 1.0)
        for students in groups.values()
        if len(students) <= most
        for one, other in combinations(sorted(students), 2)
    ]
    for one, other in combinations(sorted(kept), 2):
        share = _share(kept[one], kept[other])
        if share >= ALIKE:
            pairs.append(Pair(question, one, other, round(share, 3)))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.one, pair.other))


def _share(one: Iterable[int], other: Iterable[int]) -> float:
    a, b = frozenset(one), frozenset(other)
    # Sets of very different sizes cannot have enough in common: no need to count.
    if min(len(a), len(b)) < ALIKE * max(len(a), len(b)):
        return 0.0
    common = len(a & b)
    return common / (len(a) + len(b) - common)


def _runs(source: str) -> set[int]:
    tokens = _tokens(source)
    return {hash(tuple(tokens[at : at + RUN])) for at in range(len(tokens) - RUN + 1)}


def _tokens(source: str) -> list[str]:
    """Return the tokens of a source without docstrings; own names are numbered in the order in which they come up."""
    names: dict[str, str] = {}
    found: list[str] = []
    begins = True
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            docstring = begins and token.type == tokenize.STRING
            begins = token.type in _LAYOUT
            if begins or docstring:
                continue
            text = token.string
            if token.type == tokenize.NAME and not keyword.iskeyword(text):
                text = names.setdefault(text, f"name{len(names)}")
            elif token.type == tokenize.STRING:
                text = "text"
            found.append(text)
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass  # what came before the broken place still counts
    return found
