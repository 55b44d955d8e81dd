"""The guesses of the chapter's opening, and how each is answered when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genmarketing.ui import Choice, Prediction, Slider
from genmarketing.ui.prediction import Recall
from genmarketing.ui.prediction import recall as recall_guess

THEME = "hallucination"

QUESTIONS: dict[str, tuple[str, Slider | Choice]] = {
    "cold_model": (
        "把模型的温度调到最低，让它只说最有把握的话。训练文本里从没写过的事，它会答错百分之几？",
        Slider("wrong", "我猜", list(range(0, 101, 2)), start=15, unit="%"),
    ),
    "bad_notes": (
        "让模型先查资料、照资料回答，资料里每 10 条有 1 条是错的。它答错的会是百分之几？",
        Slider("wrong", "我猜", list(range(0, 61)), start=2, unit="%"),
    ),
    "illegal_moves": (
        "一个模型只读过 300 局国际象棋的着法记录，全都合规则。走到第 20 手，它提出的着法有百分之几犯规？",
        Slider("illegal", "我猜", list(range(0, 101, 2)), start=10, unit="%"),
    ),
}


def _about_cold(guess: float, truth: float) -> str:
    if guess >= truth - 6:
        return "你没有被「最有把握」骗到：没见过的事，再冷静也只能猜。"
    return "比你猜的高得多。低温只让它少摇摆，不会让它多知道。"


def _about_notes(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 3:
        return "很近。笔记错多少，它就照着错多少。"
    side = "高" if guess > truth else "低"
    return f"你猜得偏{side}。查得到时它只会照念：笔记错多少，它就错多少。"


def _about_moves(guess: float, truth: float) -> str:
    if guess > truth + 10:
        return "没有你猜的那么多：背来的着法，换了局面有时碰巧也合规则。可它自己分不出哪一手合、哪一手不合。"
    if guess >= truth - 10:
        return "你猜到了大半。它背的是着法的字，棋盘上有什么它不知道。"
    return "比你猜的高。局面一旦没人下过，着法再像样也只是字。"


ANSWERS: dict[str, Callable[[Any, Any], str]] = {
    "cold_model": _about_cold,
    "bad_notes": _about_notes,
    "illegal_moves": _about_moves,
}


def prediction(name: str) -> Prediction:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, answer = QUESTIONS[name]
    return Prediction(key=name, theme=THEME, question=question, answer=answer)


def recall(name: str, truth: float) -> Recall:
    """Show a guess beside the result, a percentage."""
    return recall_guess(name, theme=THEME, truth=f"{truth:.1f}%", say=lambda guess: ANSWERS[name](guess, truth))
