"""The guesses of the chapter's opening, and how each is answered when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genmarketing.ui import Choice, Prediction, Slider
from genmarketing.ui.prediction import Recall
from genmarketing.ui.prediction import recall as recall_guess

THEME = "audience_assets"

MORE_SILENT = "原来每周都来的那位"

QUESTIONS: dict[str, tuple[str, Slider | Choice]] = {
    "definition_gap": (
        "一家（虚构的）咖啡连锁，2024 年 11 月，同一份订单。按八种常见的说法各算一次「复购率」，最大的比最小的多几个百分点？",
        Slider("gap", "我猜", list(range(0, 101)), start=20, unit="个百分点"),
    ),
    "top_fifth": (
        "还是这家店，三年下来，花钱最多的 20% 顾客占销售额的百分之几？",
        Slider("share", "我猜", list(range(20, 101)), start=30, unit="%"),
    ),
    "who_left": (
        "两位老客都有三个月没来了。一位原来每周都来，一位原来一年来四五次。谁更可能已经不再是顾客？",
        Choice("who", "我猜", ["原来一年来四五次的那位", MORE_SILENT, "两位一样"]),
    ),
}


def _about_gap(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 8:
        return "很近。分母、分子、时间窗，动哪一样都换一个数。"
    side = "没有想到差这么多" if guess < truth else "差得没有你猜的那么多，也够写出完全相反的标题了"
    return f"你{side}。分母、分子、时间窗，动哪一样都换一个数。"


def _about_share(guess: float, truth: float) -> str:
    if abs(guess - 80) <= 3 and abs(guess - truth) > 3:
        return f"你猜的是二八。这家店是 {truth:.1f}%：集中，可是没有那么集中。二八是个说法，要自己数。"
    if abs(guess - truth) <= 5:
        return "很近。集中程度要自己数，二八只是个说法。"
    side = "更集中" if guess < truth else "没有那么集中"
    return f"实际{side}。集中程度要自己数，二八只是个说法。"


def _about_leaving(guess: str, _truth: float) -> str:
    if guess == MORE_SILENT:
        return "和模型说的一样：对他来说，三个月是反常的沉默。"
    return "模型说的不一样：一年来四五次的人，三个月不来很平常；每周都来的人，三个月不来就反常了。"


ANSWERS: dict[str, Callable[[Any, float], str]] = {
    "definition_gap": _about_gap,
    "top_fifth": _about_share,
    "who_left": _about_leaving,
}


def prediction(name: str) -> Prediction:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, answer = QUESTIONS[name]
    return Prediction(key=name, theme=THEME, question=question, answer=answer)


def recall(name: str, truth: float = 0.0) -> Recall:
    """Show a guess beside the result ``truth``; the one about who left has a name for its result."""
    written = {"definition_gap": f"{truth:.1f} 个百分点", "top_fifth": f"{truth:.1f}%", "who_left": MORE_SILENT}
    return recall_guess(name, theme=THEME, truth=written[name], say=lambda guess: ANSWERS[name](guess, truth))
