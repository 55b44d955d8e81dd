"""Look for contradictions inside a text, without any table: what cannot be true together.

Each rule gives a sentence for what is wrong, or nothing. A text that passes may still be false from end to end:
logic compares its parts with one another, never with the world.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Rule = Callable[[str, int], str]
"""Text and the present year → what is wrong in a sentence, or empty."""

_SHARE = re.compile(r"占[^\d，。]*(\d+(?:\.\d+)?)\s*%")
_FOUNDED = re.compile(r"(\d{4})\s*年(?:创立|成立)")
_JUBILEE = re.compile(r"(\d+)\s*周年")
_CHANGE = re.compile(r"从\s*(\d+(?:\.\d+)?)\s*%?\s*(升|涨|增|降|跌)到\s*(\d+(?:\.\d+)?)")
_DONE = re.compile(r"(\d{4})\s*年[^，。]*?(?:已经|达到了|获得了)")


def shares_sum(text: str, year: int) -> str:
    """In one sentence, two or more shares (「占 60%」) exceed 100 % together."""
    for part in text.split("。"):
        shares = [float(share) for share in _SHARE.findall(part)]
        if len(shares) >= 2 and sum(shares) > 100.5:
            return f"几个占比加起来是 {sum(shares):g}%，超过 100%。"
    return ""


def age(text: str, year: int) -> str:
    """Founding year and jubilee do not fit the present ``year``."""
    founded, jubilee = _FOUNDED.search(text), _JUBILEE.search(text)
    if founded and jubilee and abs(int(founded[1]) + int(jubilee[1]) - year) > 1:
        return f"{founded[1]} 年成立，到 {year} 年是 {year - int(founded[1])} 年，不是 {jubilee[1]} 周年。"
    return ""


def future(text: str, year: int) -> str:
    """Something is told as done in a year that has not come."""
    for match in _DONE.finditer(text):
        if int(match[1]) > year:
            return f"现在是 {year} 年，{match[1]} 年的事不能说已经发生。"
    return ""


def direction(text: str, year: int) -> str:
    """A rise that falls, or a fall that rises."""
    for match in _CHANGE.finditer(text):
        before, after = float(match[1]), float(match[3])
        if (match[2] in "升涨增" and after < before) or (match[2] in "降跌" and after > before):
            return f"从 {before:g} 到 {after:g}，方向和「{match[2]}」相反。"
    return ""


RULES: dict[str, Rule] = {"占比": shares_sum, "年份": age, "时间": future, "方向": direction}
"""Name of each rule and the rule."""


def contradictions(text: str, year: int) -> dict[str, str]:
    """Rule → what it found, for the rules that found something."""
    found = {name: rule(text, year) for name, rule in RULES.items()}
    return {name: what for name, what in found.items() if what}
