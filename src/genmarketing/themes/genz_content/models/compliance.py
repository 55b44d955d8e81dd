"""Absolute terms in an advertisement: what a program can say, and where it must hand over to a person.

Each term is judged by the words beside it in its clause, see ``compliance_rules``. The answers are 禁用, 需人工, 待证, 豁免, and
never that a text is legal: a program sees no picture, no evidence, not the page around the text, and no word that is missing
from its list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .compliance_rules import (
    BORROWED,
    KEYWORDS,
    ORDINARY,
    REGULATED,
    RULES,
    TERM,
    TONE,
    VAGUE,
    Verdict,
    is_bounded_fact,
)

GRAVEST: tuple[Verdict, ...] = ("forbidden", "needs_person", "needs_proof", "exempt")
"""From the gravest; a text is as grave as its gravest finding."""

NAMES: dict[Verdict, str] = {"forbidden": "禁用", "needs_person": "需人工", "needs_proof": "待证", "exempt": "豁免"}
"""What each verdict is called in Chinese."""

_CLAUSE = re.compile(r"[^。！？；!?;\n]+")


@dataclass(frozen=True)
class Finding:
    """A term, where it stands, and what follows from the rule that fits it."""

    start: int
    end: int
    text: str
    verdict: Verdict
    place: str
    why: str


def by_keywords(text: str, words: Sequence[str] = KEYWORDS) -> list[str]:
    """What a plain list finds: its words that stand in the text, whatever stands beside them."""
    return [word for word in words if word in text]


def check(text: str) -> list[Finding]:
    """Terms of a text in their order; an empty list says that the program knows nothing, not that the text is legal."""
    found = []
    for clause in _CLAUSE.finditer(text):
        ordinary = {at for match in ORDINARY.finditer(clause[0]) for at in range(*match.span())}
        terms = [match for match in TERM.finditer(clause[0]) if match.start() not in ordinary]
        judged = [(match, *_decide(clause[0], match)) for match in terms] or _without_a_term(clause[0])
        found += [
            Finding(clause.start() + match.start(), clause.start() + match.end(), match[0], verdict, place, why)
            for match, verdict, place, why in judged
        ]
    return found


def _decide(clause: str, term: re.Match[str]) -> tuple[Verdict, str, str]:
    if REGULATED.search(clause):
        return "forbidden", "指南第十一条", "医疗、投资、培训的功效或回报用了绝对化用语，不算轻微。"
    for rule in RULES:
        if rule.fits(clause[: term.start()], clause[term.end() :]):
            return rule.verdict, rule.place, rule.why
    if not TONE.match(term[0]) and is_bounded_fact(clause):
        return "needs_proof", "指南第六条、第七条", "限定了时间或地域的事实，要有证明，并写明出处。"
    if VAGUE.match(term[0]):
        return "needs_person", "要看语境", "这个词有时指商品，有时只是语气，要由人看它说的是什么。"
    return "forbidden", "广告法第九条（三）", "指向商品的绝对化用语，没有看到可以豁免的情形。"


def _without_a_term(clause: str) -> list[tuple[re.Match[str], Verdict, str, str]]:
    """What other articles of the law concern, so that a person should look."""
    hits = (
        (REGULATED, "医疗、投资、培训的承诺另有专门的条文，词表管不到。"),
        (BORROWED, "借人的名头说话，另有专门的条文。"),
    )
    return [
        (match, "needs_person", "广告法其他条文", why) for pattern, why in hits if (match := pattern.search(clause))
    ][:1]


def verdict(text: str) -> Verdict | None:
    """The gravest verdict of a text; None when no term was found, which is no proof of anything."""
    verdicts = {finding.verdict for finding in check(text)}
    return next((each for each in GRAVEST if each in verdicts), None)


def alarms(flagged: Sequence[bool], bad: Sequence[bool]) -> tuple[float, float]:
    """Precision and recall of alarms; NaN where there is nothing to divide by."""
    both = sum(a and b for a, b in zip(flagged, bad, strict=True))
    return both / sum(flagged) if any(flagged) else float("nan"), both / sum(bad) if any(bad) else float("nan")


_LABEL = re.compile(r"(?:人工智能|AI|ＡＩ)\s?(?:辅助)?(?:生成|合成|制作)", re.IGNORECASE)

LabelState = Literal["present", "missing", "not_needed"]


def ai_label(text: str, made_by_ai: bool) -> LabelState:
    """Whether a text that a machine wrote says so at its beginning or end, where readers look.

    《人工智能生成合成内容标识办法》 (2025) asks for a visible label and one in the file's metadata; only the visible one can be seen
    here. A person has to say whether a machine wrote the text: the program cannot tell.
    """
    if not made_by_ai:
        return "not_needed"
    return "present" if _LABEL.search(text[:20]) or _LABEL.search(text[-20:]) else "missing"
