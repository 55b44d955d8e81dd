"""The guesses of the chapter's opening, and how each is answered when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genmarketing.ui import Choice, Prediction, Slider
from genmarketing.ui.prediction import Recall
from genmarketing.ui.prediction import recall as recall_guess

THEME = "moe_reasoning"

PERCENTAGES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, *range(20, 101, 5))

QUESTIONS: dict[str, tuple[str, Slider | Choice]] = {
    "active_share": (
        "DeepSeek-V3 一共有 6,710 亿个参数。处理一个 token（大约一个字）时，它用到其中百分之几？",
        Slider("share", "我猜", PERCENTAGES, start=14, unit="%"),
    ),
    "voting": (
        "一道题要推 10 步，每步有 10% 的机会出错，一条推理链答对的机会是 38%。让模型独立做 33 遍，"
        "取出现最多的答案，答对的机会是百分之几？",
        Slider("chance", "我猜", list(range(0, 101)), start=38, unit="%"),
    ),
    "sample_origin": (
        "训练 DeepSeek-R1 用了约 60 万条推理样本。它们主要是怎样来的？",
        Choice("origin", "我猜", ["向别家的模型提问", "请人一条条写", "从自己的模型抽样，留下答案对的", "从网上搜集"]),
    ),
}


def _about_share(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 1:
        return f"很近。大约每 {100 / truth:.0f} 个参数里用到 1 个。"
    side = "多" if guess > truth else "少"
    return f"你猜得偏{side}。大约每 {100 / truth:.0f} 个参数里用到 1 个，其余的在旁边等着。"


def _about_voting(guess: float, truth: float) -> str:
    if guess >= truth - 5:
        return "你没有低估投票。要紧的是它为什么有效：错的链错得各不相同。"
    return "比你猜的高。错的链错得各不相同，选票分散；对的链只有一个答案，选票集中。"


RIGHT_ORIGIN = "从自己的模型抽样，留下答案对的"


def _about_origin(guess: str, _truth: str) -> str:
    if guess == RIGHT_ORIGIN:
        return "和论文一致。"
    if guess == "向别家的模型提问":
        return "你和播客说的一样；论文写的不是这样，证据在下面。"
    return "论文写的不是这样，证据在下面。"


ANSWERS: dict[str, Callable[[Any, Any], str]] = {
    "active_share": _about_share,
    "voting": _about_voting,
    "sample_origin": _about_origin,
}


def prediction(name: str) -> Prediction:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, answer = QUESTIONS[name]
    return Prediction(key=name, theme=THEME, question=question, answer=answer)


def recall(name: str, truth: float | None = None) -> Recall:
    """Show a guess beside the result: a percentage ``truth`` for numbers, the paper's account for the origin."""
    shown = RIGHT_ORIGIN if truth is None else f"{truth:.1f}%"
    return recall_guess(name, theme=THEME, truth=shown, say=lambda guess: ANSWERS[name](guess, truth))
