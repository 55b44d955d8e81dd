"""Spend a budget piece by piece: what the last piece brought, beside the average that reports show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from genmarketing.ui import Bars, Conversation, Frame, Series, Tile, Tiles, Turn

from ..models.budget import by_pieces, total_value
from .media import MEDIA as MEDIA_WITH_LIMITS

THEME = "trend_report"

PIECE, PIECES = 30.0, 10
"""万元 for each pick, and how many picks there are."""

MEDIA = tuple(replace(medium, high=float("inf")) for medium in MEDIA_WITH_LIMITS)
"""The media of the optimiser without its limit, so that every button works to the end."""


def spend_by_pieces() -> Conversation:
    """Hand out ten pieces of one budget over five media whose returns are unknown at first."""

    def begin(history: list[int]) -> Turn:
        left = PIECE * (PIECES - len(history))
        frame = _after(history) if history else None
        if not left:
            return Turn(_verdict(history), frame=frame, done=True)
        prompt = f"还剩 {left:.0f} 万元。下一笔 {PIECE:.0f} 万给谁？"
        first = f"你有 {left:.0f} 万元，一笔 {PIECE:.0f} 万，一共 {PIECES} 笔。第一笔给谁？"
        return Turn(prompt if history else first, [medium.name for medium in MEDIA], frame)

    return Conversation(
        title="三百万，请你来花",
        alt="一笔一笔地把预算给五种媒介；每给一笔，横条图比较各媒介平均每元的收获和最后一笔每元的收获。",
        begin=begin,
        key="spend_by_pieces",
        theme=THEME,
    )


def _spends(history: list[int]) -> list[float]:
    picked = Counter(history)
    return [PIECE * picked[number] for number in range(len(MEDIA))]


def _last_piece(number: int, spend: float) -> float:
    """What the last piece of a medium brought for each 元."""
    medium = MEDIA[number]
    return (medium.value(spend) - medium.value(spend - PIECE)) / PIECE


def _after(history: list[int]) -> Frame:
    spends, last = _spends(history), history[-1]
    average = [medium.value(x) / x if x else None for medium, x in zip(MEDIA, spends, strict=True)]
    latest = [_last_piece(number, x) if x else None for number, x in enumerate(spends)]
    bars = Bars(
        [f"{medium.name}（{x:.0f} 万）" for medium, x in zip(MEDIA, spends, strict=True)],
        [Series("平均每元", average, "quiet"), Series("最后一笔每元", latest, "warm")],
        "换回（元）",
        horizontal=True,
        labelled=True,
        y_format="0.0",
        y_range=(0, 7),
        height=330,
    )
    tiles = Tiles([Tile("已经换回", f"{total_value(MEDIA, spends):,.0f}", "万元", colour="main")])
    said = (
        f"在这个模型里，刚给{MEDIA[last].name}的 {PIECE:.0f} 万换回 {PIECE * _last_piece(last, spends[last]):.0f} 万。"
    )
    return Frame([tiles, bars], said)


def _verdict(history: list[int]) -> str:
    spends, best = _spends(history), by_pieces(MEDIA, PIECE * PIECES, PIECE).tolist()
    mine, most = total_value(MEDIA, spends), total_value(MEDIA, best)
    said = f"花完了，一共换回 {mine:,.0f} 万元。"
    if most - mine < 0.5:
        return f"{said}一笔一笔地花，没有更好的花法：你的钱跟着最后一笔走。"
    over, under = (max(range(len(MEDIA)), key=lambda n: sign * (spends[n] - best[n])) for sign in (1, -1))
    return (
        f"{said}最好的花法换回 {most:,.0f} 万，你少了 {1 - mine / most:.1%}："
        f"{MEDIA[over].name}多给了 {spends[over] - best[over]:.0f} 万，{MEDIA[under].name}少给了 {best[under] - spends[under]:.0f} 万。"
        "退几步，看着「最后一笔」再花一次。"
    )
