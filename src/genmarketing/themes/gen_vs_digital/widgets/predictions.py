"""The guesses of the chapter's opening, and how each is answered when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genmarketing.ui import Choice, Prediction, Slider
from genmarketing.ui.prediction import Recall
from genmarketing.ui.prediction import recall as recall_guess

THEME = "gen_vs_digital"

QUESTIONS: dict[str, tuple[str, Slider | Choice]] = {
    "three_questions": (
        "店里有 36 款包。助手只许问 3 个问题，每个问题有两到四种回答，顾客还有一成的机会说错。问完以后，它推荐对的机会是百分之几？",
        Slider("chance", "我猜", list(range(0, 101, 2)), start=10, unit="%"),
    ),
    "most_clicks": (
        "同一批人，200 次推送。哪一种推法得到的点击最多？",
        Choice("policy", "我猜", ["只推猜得最准的", "留一成随便试", "按把握抽签，多试没把握的", "完全随机"]),
    ),
    "claimed": (
        "七个渠道各自报告：凡是买以前碰过我的，都算我带来的成交。七份报告加起来，是实际成交的百分之几？",
        Slider("percent", "我猜", list(range(60, 501, 20)), start=2, unit="%"),
    ),
}

MOST_CLICKS = "只推猜得最准的"


def _about_questions(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 6:
        return "很近。胡乱指一款，对的机会不到 3%。"
    if guess < truth:
        return "比你猜的高。每个问题都挑最能分开剩下几款的，三问就把 36 款压到四五款。"
    return "没有那么高。顾客会说错，三问也只能把 36 款压到四五款。"


def _about_clicks(guess: str, _truth: float | None) -> str:
    if guess == MOST_CLICKS:
        return "对。论点击，只推最准的赢；它输在别的地方，下面接着看。"
    return "论点击，只推最准的赢。试探要花掉点击，换来的是别的东西，下面接着看。"


def _about_claims(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 40:
        return "很近。一个人平均碰过三四个渠道，每家都记一笔。"
    side = "低" if guess < truth else "高"
    return f"你猜得偏{side}。一个人平均碰过三四个渠道，每家都记一笔。"


ANSWERS: dict[str, Callable[[Any, Any], str]] = {
    "three_questions": _about_questions,
    "most_clicks": _about_clicks,
    "claimed": _about_claims,
}


def prediction(name: str) -> Prediction:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, answer = QUESTIONS[name]
    return Prediction(key=name, theme=THEME, question=question, answer=answer)


def recall(name: str, truth: float | None = None) -> Recall:
    """Show a guess beside the result: a percentage ``truth`` for numbers, the winner for the policies."""
    shown = MOST_CLICKS if truth is None else f"{truth:.0f}%"
    return recall_guess(name, theme=THEME, truth=shown, say=lambda guess: ANSWERS[name](guess, truth))
