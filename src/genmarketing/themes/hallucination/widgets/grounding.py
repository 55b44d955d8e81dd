"""Views on retrieval: how BM25 ranks notes, and what answering from notes does to errors."""

from __future__ import annotations

from typing import Literal

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Series, Slider, Tile, Tiles

from ..models.arrays import IntArray
from ..models.grounding import Grounded, Note, OnMiss, find_notes, ground, write_notes
from ..models.retrieval import BM25
from ..models.world import World

THEME = "hallucination"

LENGTH_DIAL = [0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0]
"""Values of b."""


def note_ranking(world: World, notes: list[Note]) -> Explorer:
    """Three questions, the notes of their brand for each: how b lets a short note about something else overtake the right one."""
    asked = _overtaken(world, notes)
    indexes = {b: BM25([note.tokens for note in notes], b=b) for b in LENGTH_DIAL}

    def results(which: int, b: float) -> Frame:
        brand, attribute, places = asked[which]
        scores = indexes[b].scores((brand, attribute))
        order = sorted(places, key=lambda place: -scores[place])
        bars = Bars(
            [f"{len(notes[place].tokens)} 词 · {''.join(notes[place].tokens)}" for place in order],
            [Series("BM25 分数", [float(scores[place]) for place in order], "main")],
            "BM25 分数",
            title=f"问：{brand} {attribute}",
            horizontal=True,
            labelled=True,
            highlighted=[rank for rank, place in enumerate(order) if notes[place].attribute == attribute],
            y_format="0.00",
            height=250,
        )
        first = notes[order[0]]
        if first.attribute == attribute:
            said = "讲对题目的那条排在第一。"
        else:
            said = f"排第一的短，却讲的是{first.attribute}：b 越大，长的笔记吃亏越多。"
        return Frame([bars], f"在这个模型里，b = {b:g}：{said}")

    return Explorer(
        title="哪一条笔记排第一",
        alt="横条图是同一品牌的几条笔记的 BM25 分数，高的在上，实色的一条讲的才是所问的属性；b 大时短而不对题的笔记会排到前面。",
        controls=[
            Choice("which", "问题", [(f"{brand} {attribute}", at) for at, (brand, attribute, _) in enumerate(asked)]),
            Slider("b", "b：长笔记吃多少亏", LENGTH_DIAL, start=LENGTH_DIAL.index(0.75)),
        ],
        results=results,
        key="note_ranking",
        theme=THEME,
    )


def _overtaken(world: World, notes: list[Note]) -> list[tuple[str, str, list[int]]]:
    """A question of each of the first three brands whose note does not come first at b = 0.75, with the notes of the brand."""
    ranked = find_notes(world, notes, b=0.75)
    width = len(world.attributes)
    missed = np.argwhere(ranked != np.arange(ranked.size).reshape(ranked.shape))
    brands = dict.fromkeys(int(b) for b, _ in missed)
    firsts = [next((int(b), int(a)) for b, a in missed if b == brand) for brand in list(brands)[:3]]
    return [(world.brands[b], world.attributes[a], list(range(b * width, (b + 1) * width))) for b, a in firsts]


def retrieval_switch(world: World, memory: IntArray) -> Explorer:
    """Retrieval off or on, b, bad and missing notes, and what to do when no note fits: right, wrong and silent answers."""
    lengths, bad_shares, gaps = (0.3, 0.75, 1.0), [0.0, 0.05, 0.1, 0.2], [0.0, 0.1, 0.3]
    shelves = {
        (bad, gap): write_notes(world, np.random.default_rng(2), corrupted=bad, missing=gap)
        for bad in bad_shares
        for gap in gaps
    }
    found = {(b, *kind): find_notes(world, notes, b=b) for b in lengths for kind, notes in shelves.items()}
    nothing = np.zeros(memory.shape, dtype=bool)
    own = Grounded(nothing, ~nothing, np.asarray(memory != world.truth))

    def results(source: Literal["off"] | OnMiss, b: float, bad: float, gap: float) -> Frame:
        outcome = own if source == "off" else ground(world, shelves[bad, gap], found[b, bad, gap], memory, source)
        rates = outcome.rates()
        tiles = Tiles(
            [
                Tile("答错", rates["wrong"], format="0.0%", colour="rival"),
                Tile("没有答", 1 - rates["answered"], format="0.0%"),
                Tile("找到对题的笔记", rates["found"], format="0.0%", colour="gain")
                if source != "off"
                else Tile("找到对题的笔记", "没有查"),
            ]
        )
        rows = [own.rates(), rates]
        parts = {
            "答对": ("gain", [each["answered"] - each["wrong"] for each in rows]),
            "说「没查到」": ("quiet", [1 - each["answered"] for each in rows]),
            "答错": ("rival", [each["wrong"] for each in rows]),
        }
        bars = Bars(
            ["全凭记忆", "现在"],
            [Series(name, values, colour) for name, (colour, values) in parts.items()],
            "占全部问题",
            horizontal=True,
            stacked=True,
            y_range=(0, 1),
            y_format="0.0%",
            height=190,
        )
        return Frame([tiles, bars], f"在这个模型里，{_about(source, outcome)}")

    return Explorer(
        title="检索：开和关",
        alt="两条横条是全凭记忆和现在的做法，各分答对、说没查到、答错三段；打开检索后答错大减，笔记有错、有缺时，错从别处回来。",
        controls=[
            Choice(
                "source",
                "从哪里答",
                [
                    ("关：全凭记忆", "off"),
                    ("开：排第一的就照念", "recite"),
                    ("开：不对题就凭记忆", "memory"),
                    ("开：不对题就说没查到", "refuse"),
                ],
            ),
            Slider("b", "b：长笔记吃多少亏", list(lengths), labels=["0.3", "0.75（常见默认）", "1"], start=1),
            Slider("bad", "笔记有错的", bad_shares, labels=["0%", "5%", "10%", "20%"]),
            Slider("gap", "没写笔记的", gaps, labels=["0%", "10%", "30%"]),
        ],
        results=results,
        key="retrieval_switch",
        theme=THEME,
    )


def _about(source: str, outcome: Grounded) -> str:
    wrong, silent = outcome.rates()["wrong"], 1 - outcome.rates()["answered"]
    if source == "off":
        return f"只凭记忆，答错 {wrong:.1%}；检索关着，另外三个旋钮都不起作用。"
    text = f"打开检索，答错 {wrong:.1%}"
    text += f"，有 {silent:.1%} 说没查到。" if silent else "。"
    if not wrong:
        return text + ("笔记都对，又不硬答，就没有错。" if silent else "笔记都对，问题个个查到，就没有错。")
    causes = {
        "照着错的笔记念的，口气和念对的一样": float((outcome.wrong & outcome.found).mean()),
        "把不对题的笔记当答案念的" if source == "recite" else "没查到又去凭记忆答的": float(
            (outcome.wrong & ~outcome.found).mean()
        ),
    }
    shares = {cause: share for cause, share in causes.items() if share}
    if len(shares) == 1:
        return f"{text}错的全是{next(iter(shares))}。"
    return f"{text}错的里面，" + "；".join(f"{share:.1%} 是{cause}" for cause, share in shares.items()) + "。"
