"""The guesses of the chapter's opening, and how each is answered when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genmarketing.ui import Band, Interval, Lines, Prediction, Reference, Slider
from genmarketing.ui.prediction import Recall
from genmarketing.ui.prediction import recall as recall_guess

from .certainty import repeated_surveys

THEME = "trend_report"

QUESTIONS: dict[str, tuple[str, Slider | Interval]] = {
    "again": (
        "228 位广告主里，54% 看减 2025 年的行业投入。假如换一批同样的 228 人再问一遍，一百次里有九十五次，结果会落在哪里？",
        Interval("range", "我猜从几到几", range(30, 81), start=(22, 26), unit="%"),
    ),
    "both": (
        "同样这 228 人，56% 说增长要靠加大品牌，53% 说预算吃紧时减品牌、加效果。两句话都说了的，至少有几个人？",
        Slider("people", "我猜至少", list(range(0, 125, 3)), start=0, unit="人"),
    ),
    "brand_share": (
        "一个品牌按一年的总收获算账。每周的预算，给品牌多少、给效果多少最划算？",
        Slider("share", "我猜品牌占", list(range(0, 101)), start=50, unit="%"),
    ),
}


def _about_again(guess: list[float], truth: tuple[float, float]) -> str:
    low, high = guess
    if low > truth[0] + 1 or high < truth[1] - 1:
        return "你的区间没有罩全：真的再问几次，常常会落到外面去。"
    if low < truth[0] - 4 or high > truth[1] + 4:
        return "罩得住，只是宽了些。看清左端：它不到一半。"
    return "很接近。看清左端：它不到一半。"


def _about_both(guess: float, truth: float) -> str:
    if guess == 0:
        return f"128 人加 121 人，比 228 多出 {truth:.0f}：再怎么错开，也有这么多人两句都说了。"
    if guess == truth:
        return "对。两个人数加起来超过 228 的部分，一定是重叠的。"
    if guess > truth:
        return "实际可能有那么多，但公布的数只保证到这里为止，再多就是猜。"
    return "还要多一些：两个人数加起来超过 228 的部分，一定是重叠的。"


def _about_share(guess: float, truth: float) -> str:
    if abs(guess - truth) <= 12:
        return "很近，而且顶是平的：你的分法只少赚一点点。"
    side = "多" if guess > truth else "少"
    return f"在这个模型里，你给品牌偏{side}。差别有多大，用下面的组件看。"


ANSWERS: dict[str, Callable[[Any, Any], str]] = {
    "again": _about_again,
    "both": _about_both,
    "brand_share": _about_share,
}


def _surveys(truth: tuple[float, float], guess: list[float] | None) -> Lines:
    """Draw what repeated surveys find, with the range that holds 95 of 100 and, where there is one, the learner's."""
    left, right, _ = repeated_surveys(0.54, 228)
    bands = [Band(*truth, "一百次里的九十五次", axis="x", colour="main")]
    if guess is not None and guess[0] < guess[1]:
        bands.append(Band(guess[0], guess[1], "", axis="x", colour="warm"))
    ends = (
        []
        if guess is None
        else [Reference(end, text, axis="x", colour="warm") for end, text in zip(guess, ("", "你猜的"), strict=True)]
    )
    return Lines(
        [left, right],
        "再问一批人，得到的比例（%），虚线是一半",
        "每一百次里，落在这一个点上的次数",
        x_range=(30, 80),
        y_range=(0, 16),
        bands=bands,
        references=[Reference(50, "", axis="x", colour="rival"), *ends],
        height=260,
    )


def prediction(name: str) -> Prediction:
    """Ask one of ``QUESTIONS``; KeyError for another name."""
    question, answer = QUESTIONS[name]
    return Prediction(key=name, theme=THEME, question=question, answer=answer)


def recall(name: str, truth: float | tuple[float, float]) -> Recall:
    """Show a guess beside the result: two percentages for an interval, people, or a percentage."""
    if isinstance(truth, tuple):
        shown = f"{truth[0]:.1f}% 到 {truth[1]:.1f}%"
        return recall_guess(
            name,
            theme=THEME,
            truth=shown,
            say=lambda guess: ANSWERS[name](guess, truth),
            draw=lambda guess: _surveys(truth, guess),
        )
    shown = f"{truth:.0f} 人" if name == "both" else f"{truth:.0f}%"
    return recall_guess(name, theme=THEME, truth=shown, say=lambda guess: ANSWERS[name](guess, truth))
