"""The guesses of the chapter's opening, and how each is answered when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genmarketing.ui import Choice, Prediction, Slider
from genmarketing.ui.prediction import Recall
from genmarketing.ui.prediction import recall as recall_guess

THEME = "genz_content"

QUESTIONS: dict[str, tuple[str, Slider | Choice]] = {
    "written": (
        "一个三类情感模型（正面、中性、负面），在生成的帖子上判对 100%。换成人手写的评价，它判对百分之几？",
        Slider("right", "我猜", list(range(0, 101)), start=90, unit="%"),
    ),
    "peeking": (
        "新标签和旧标签其实没有差别。实验分 10 次看数据，哪一次「显著」就停下宣布。会误报的机会是百分之几？",
        Slider("wrong", "我猜", list(range(0, 61)), start=5, unit="%"),
    ),
    "people": (
        "渗透率 2%，想有八成机会看出它涨到 2.2%，对照组和实验组每组要多少人？",
        Choice(
            "people",
            "我猜",
            [("约 800 人", 800), ("约 8,000 人", 8_000), ("约 8 万人", 80_000), ("约 80 万人", 800_000)],
        ),
    ),
}


def _about_written(guess: float, truth: float) -> str:
    if guess <= truth + 8:
        return "你没有被 100% 骗到。考题和教材出自同一个程序，满分只说明程序没有变。"
    return "比你猜的低得多。它学会的是生成程序的句式，人不那样说话。"


def _about_peeking(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 4:
        return "很近。每多看一次，就多一次碰巧的机会。"
    return (
        "比你猜的高。5% 只对看一次成立。" if guess < truth else "没有那么多：前后几次看的大半是同一批数据，错也一起错。"
    )


def _about_people(guess: float, truth: float) -> str:
    if guess == 80_000:
        return "对。差 0.2 个百分点，要用很多人才托得住。"
    return "少了。差只有 0.2 个百分点：一成的涨幅听着不小，放在 2% 上很小。" if guess < truth else "多了一个量级。"


ANSWERS: dict[str, Callable[[Any, Any], str]] = {
    "written": _about_written,
    "peeking": _about_peeking,
    "people": _about_people,
}


def prediction(name: str) -> Prediction:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, answer = QUESTIONS[name]
    return Prediction(key=name, theme=THEME, question=question, answer=answer)


def recall(name: str, truth: float) -> Recall:
    """Show a guess beside the result: a percentage, or a number of people."""
    shown = f"{truth:,.0f} 人" if name == "people" else f"{truth:.1f}%"
    return recall_guess(name, theme=THEME, truth=shown, say=lambda guess: ANSWERS[name](guess, truth))
