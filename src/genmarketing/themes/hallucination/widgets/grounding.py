"""Views on retrieval: how BM25 ranks notes, and what answering from notes does to errors."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Series, Slider, Table, Tile, Tiles

from ..models.arrays import IntArray
from ..models.grounding import Grounded, Note, OnMiss, find_notes, ground, write_notes
from ..models.retrieval import BM25
from ..models.world import World

THEME = "hallucination"

LENGTH_DIAL = [0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0]
"""Values of b."""


def note_ranking(world: World, notes: list[Note]) -> Explorer:
    """Two questions, four notes each: how b lets a short note about something else overtake the right one."""
    asked = _overtaken(world, notes)
    indexes = {b: BM25([note.tokens for note in notes], b=b) for b in LENGTH_DIAL}

    def results(which: int, b: float) -> Frame:
        brand, attribute, places = asked[which]
        scores = indexes[b].scores((brand, attribute))
        order = sorted(places, key=lambda place: -scores[place])
        table = Table(
            ["名次", "笔记", "词数", "分数"],
            [
                [str(rank + 1), "".join(notes[place].tokens), str(len(notes[place].tokens)), f"{scores[place]:.2f}"]
                for rank, place in enumerate(order)
            ],
            title=f"问：{brand} {attribute}",
            highlighted=[rank for rank, place in enumerate(order) if notes[place].attribute == attribute],
        )
        first = notes[order[0]]
        if first.attribute == attribute:
            said = "讲对题目的那条排在第一。"
        else:
            said = f"排第一的短，却讲的是{first.attribute}：b 越大，长的笔记吃亏越多。"
        return Frame([table], f"在这个模型里，b = {b:g}：{said}")

    return Explorer(
        title="哪一条笔记排第一",
        alt="一张表：同一品牌的几条笔记按 BM25 分数排名，标出的一行讲的才是所问的属性；b 大时短而不对题的笔记会排到前面。",
        controls=[
            Choice("which", "问题", [(f"{brand} {attribute}", at) for at, (brand, attribute, _) in enumerate(asked)]),
            Slider("b", "b：长笔记吃多少亏", LENGTH_DIAL, start=LENGTH_DIAL.index(0.75)),
        ],
        results=results,
        key="note_ranking",
        theme=THEME,
    )


def _overtaken(world: World, notes: list[Note]) -> list[tuple[str, str, list[int]]]:
    """The first three questions whose note comes second at b = 0.75, with the notes of their brand."""
    ranked = find_notes(world, notes, b=0.75)
    width = len(world.attributes)
    missed = np.argwhere(ranked != np.arange(ranked.size).reshape(ranked.shape))
    brands = dict.fromkeys(int(b) for b, _ in missed)
    firsts = [next((int(b), int(a)) for b, a in missed if b == brand) for brand in list(brands)[:3]]
    return [(world.brands[b], world.attributes[a], list(range(b * width, (b + 1) * width))) for b, a in firsts]


def retrieval_switch(world: World, memory: IntArray) -> Explorer:
    """Retrieval off or on, b, bad notes, and what to do when no note is found: right, wrong and silent answers."""
    bad_shares = [0.0, 0.05, 0.1, 0.2]
    found: dict[tuple[float, float], tuple[list[Note], IntArray]] = {}
    for bad in bad_shares:
        notes = write_notes(world, np.random.default_rng(2), corrupted=bad)
        for b in (0.3, 0.75, 1.0):
            found[b, bad] = (notes, find_notes(world, notes, b=b))
    own = memory != world.truth

    def results(source: str, b: float, bad: float) -> Frame:
        if source == "off":
            outcome = Grounded(np.zeros_like(own), np.ones_like(own), own)
        else:
            notes, ranked = found[b, bad]
            on_miss: OnMiss = "memory" if source == "memory" else "refuse"
            outcome = ground(world, notes, ranked, memory, on_miss)
        rates = outcome.rates()
        wrong, silent = rates["wrong"], 1 - rates["answered"]
        shares = [rates["answered"] - wrong, silent, wrong]
        bars = Bars(
            ["答对", "说「没查到」", "答错"],
            [Series("占全部问题", shares, "main")],
            "占全部问题",
            horizontal=True,
            labelled=True,
            highlighted=[2],
            y_range=(0, 1),
            y_format="0.0%",
            height=230,
        )
        tiles = Tiles(
            [
                Tile("答错", wrong, format="0.0%", colour="rival"),
                Tile("答了", rates["answered"], format="0.0%"),
                Tile("找到对题的笔记", rates["found"], format="0.0%", colour="gain")
                if source != "off"
                else Tile("找到对题的笔记", "没有查"),
            ]
        )
        return Frame([tiles, bars], f"在这个模型里，{_about(source, wrong, silent, bad)}")

    return Explorer(
        title="检索：开和关",
        alt="横条图是答对、说没查到和答错各占多少；打开检索后答错大减，笔记里有错时，错又从笔记里回来。",
        controls=[
            Choice(
                "source",
                "从哪里答",
                [("关：全凭记忆", "off"), ("开：查不到就凭记忆", "memory"), ("开：查不到就说没查到", "refuse")],
            ),
            Slider("b", "b", [0.3, 0.75, 1.0], labels=["0.3", "0.75（常见默认）", "1"], start=1),
            Slider("bad", "笔记本身有错的", bad_shares, labels=["0%", "5%", "10%", "20%"]),
        ],
        results=results,
        key="retrieval_switch",
        theme=THEME,
    )


def _about(source: str, wrong: float, silent: float, bad: float) -> str:
    if source == "off":
        return f"只凭记忆，答错 {wrong:.1%}；b 和笔记的好坏都用不上。"
    text = f"打开检索，答错 {wrong:.1%}"
    text += f"，有 {silent:.1%} 说没查到。" if source == "refuse" else "。"
    if bad:
        return text + "笔记错了，它照着念，口气和念对的一样。"
    if wrong:
        return text + "剩下的错，是没查到又去凭记忆答的。"
    return text + ("笔记都对，又不硬答，就没有错。" if silent else "笔记都对，问题个个查到，就没有错。")
