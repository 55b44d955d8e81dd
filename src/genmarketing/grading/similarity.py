"""Answers that are nearly the same, word for word of the code: a hint for a talk, never a verdict.

Comments, blanks, the layout, texts and the learner's own names are taken away; what is left is cut into overlapping runs of tokens, and two answers
are compared by the share of runs that they have in common (Jaccard), as in Schleimer, Wilkerson & Aiken 2003 (MOSS) without the sampling. Runs that everybody
was given, and runs that many in the class wrote, say nothing about two of them and do not count.

Measured on the three to five honest answers to each computed question in `tests/grading/fair`, and on copies of them with other names, comments, lines
put in and lines exchanged: honest pairs have at most 0.25 in common, 19 of 20 copies at least 0.8.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

RUN = 5
"""Tokens in a run."""

SHORTEST = 30
"""Runs below which an answer is too short to be told from others: right answers of three lines look alike."""

ALIKE = 0.7
"""Share of common runs from which a pair is shown."""

COMMON = 0.25
"""A run that more than this share of a class has written, and more than four, is an example, an idiom or the question itself."""

_TOKEN = re.compile(
    r"""
    (?P<newline> \n )
  | (?P<comment> \#[^\n]* )
  | (?P<text>    [rbfuRBFU]{0,2} (?: \"\"\" (?: \\. | [^\\] )*? (?: \"\"\" | \Z )  |  \'\'\' (?: \\. | [^\\] )*? (?: \'\'\' | \Z )
                                   | " (?: \\. | [^"\\\n] )* "?  |  ' (?: \\. | [^'\\\n] )* '? ) )
  | (?P<name>    [^\W\d]\w* )
  | (?P<number>  \d [\w.]* )
  | (?P<sign>    \*\*=? | //=? | >>=? | <<=? | -> | [-+*/%@&|^=<>!:]= | [^\w\s] )
    """,
    re.VERBOSE | re.DOTALL,
)
_BUILTINS = frozenset(dir(builtins))


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
    known = {source: _runs(source) - given for source in set(answers.values())}
    runs = {student: known[source] for student, source in answers.items()}
    written = Counter(run for found in runs.values() for run in found)
    most = max(4, int(COMMON * len(answers)))
    common = {run for run, count in written.items() if count > most}
    own = {student: frozenset(found - common) for student, found in runs.items()}
    alike: dict[frozenset[int], list[str]] = defaultdict(list)
    for student, found in own.items():
        if len(found) >= SHORTEST:
            alike[found].append(student)
    pairs = [Pair(question, one, other, 1.0) for same in alike.values() for one, other in combinations(sorted(same), 2)]
    for one, other in combinations(alike, 2):
        share = _share(one, other)
        if share >= ALIKE:
            pairs += (
                Pair(question, min(first, second), max(first, second), round(share, 3))
                for first in alike[one]
                for second in alike[other]
            )
    return sorted(pairs, key=lambda pair: (-pair.share, pair.one, pair.other))


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    # Sets of very different sizes cannot have enough in common: no need to count.
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def _runs(source: str) -> set[int]:
    tokens = list(_tokens(source))
    return {hash(tuple(tokens[at : at + RUN])) for at in range(len(tokens) - RUN + 1)}


def _tokens(source: str) -> Iterator[str]:
    """Give the tokens of a source without docstrings; a name of the learner's own is any name, what Python and its libraries are called stays.

    Python's own tokenizer is ten times as slow, differs between versions, and gives up at the first thing that is no Python.
    """
    begins, before = True, ""
    for token in _TOKEN.finditer(source):
        kind, text = token.lastgroup, token.group()
        if kind in ("newline", "comment"):
            begins = True
            continue
        docstring, begins = begins and kind == "text", False
        if docstring:
            continue
        own = kind == "name" and not (keyword.iskeyword(text) or text in _BUILTINS or before == ".")
        before = text
        yield "name" if own else "text" if kind == "text" else text
