"""Views on cleaning: one's own dirty text step by step, and the error that each step leaves."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

import pandas as pd

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Mark,
    Marked,
    Series,
    Slider,
    TextField,
    Tile,
    Tiles,
    Writer,
)

from ..models.cleaning import Step, after_each_step

THEME = "genz_content"

DIRTY = "昨天emo了，去巷口喝了一杯荼饮，種zhong草一家小店！评论区问地址的姐妹看这里，人均３８块。"
SAMPLE = 60
"""Posts of each kind on which the steps are measured."""
KINDS = {"全部": "", "拼音": "拼音", "繁体": "繁体", "形近字": "形近", "全角": "全角"}


def cleaning_bench(steps: Mapping[str, Step]) -> Writer:
    """Write a dirty text; see what each step has changed in it, the right changes and the wrong ones."""
    names = list(steps)

    def respond(text: str, upto: int) -> Frame:
        if not text.strip():
            raise ValueError("先写一句脏的。可以从一条真帖子里复制。")
        now = text
        for name in names[:upto]:
            now = steps[name](now)
        parts, changes = changed(text, now)
        tiles = Tiles(
            [
                Tile("做到", names[upto - 1] if upto else "原样"),
                Tile("改了", changes, "处", "0", colour="main"),
                Tile("字数", f"{len(text)} → {len(now)}"),
            ]
        )
        marked = Marked(parts or [" "], {"changed": ("改过的地方", "gain"), "gone": ("删掉的字", "rival")})
        said = (
            "还没有动过。" if not upto else f"到「{names[upto - 1]}」这一步，一共改了 {changes} 处。逐处看：改对了吗？"
        )
        return Frame([tiles, marked], said)

    return Writer(
        title="洗一条帖子",
        alt="一段文字，改过的地方标绿，删掉的字标红；上面是做到哪一步、改了几处。",
        fields=[TextField("text", "一条脏帖子（可以改）", value=DIRTY, rows=3, limit=300)],
        controls=[Slider("upto", "做到哪一步", list(range(len(names) + 1)), labels=["原样", *names], start=len(names))],
        respond=respond,
        key="cleaning_bench",
        theme=THEME,
    )


def changed(before: str, after: str) -> tuple[list[Mark | str], int]:
    """The text after cleaning, with what was changed and what was taken out, and the number of changes."""
    parts: list[Mark | str] = []
    changes = 0
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(after[c:d])
            continue
        changes += 1
        note = f"原来是「{before[a:b]}」" if b > a else ""
        parts.append(Mark(after[c:d], "changed", note) if d > c else Mark(before[a:b], "gone", "删掉了"))
    return parts, changes


def cleaning_errors(posts: pd.DataFrame, steps: Mapping[str, Step]) -> Explorer:
    """Which posts, and in which order the steps run: the character error rate after each."""
    orders = {"forward": dict(steps), "backward": dict(list(steps.items())[::-1])}
    rates = {}
    for label, kind in KINDS.items():
        chosen = posts[posts["dirt"].str.contains(kind)] if kind else posts
        sample = chosen.iloc[:SAMPLE]
        for order, walk in orders.items():
            rates[label, order] = after_each_step(list(sample["text"]), list(sample["clean"]), walk)

    def results(kind: str, order: str) -> Frame:
        found = rates[kind, order]
        names, values = list(found), [100 * rate for rate in found.values()]
        bars = Bars(
            names,
            [Series("还错的字", values)],
            "字错误率（%）",
            y_range=(0, 20),
            labelled=True,
            y_format="0.00",
            highlighted=[len(names) - 1],
        )
        in_order = 100 * rates[kind, "forward"]["错字"]
        harm = [names[at] for at in range(1, len(values)) if values[at] > values[at - 1] + 1e-9]
        tiles = Tiles(
            [
                Tile("洗之前", values[0] / 100, format="0.0%", colour="rival"),
                Tile("洗之后", values[-1] / 100, format="0.00%", colour="gain"),
                Tile("每一千字还错", 10 * values[-1], "个", "0.0"),
            ]
        )
        said = f"{SAMPLE} 条帖子，字错误率由 {values[0]:.1f}% 降到 {values[-1]:.2f}%。"
        if order == "backward" and values[-1] > in_order + 0.005:
            said += f"照原来的次序只剩 {in_order:.2f}%：倒过来，全角的拼音、繁体里的错字，轮到那一步时还认不出来。"
        elif harm:
            said += f"「{'」「'.join(harm)}」这一步改错的比改对的多。"
        else:
            said += "每一步改对的都比改错的多；剩下的多半是放回去也不成词的字，词典帮不上，还有几处是改坏的。"
        return Frame([tiles, bars], said)

    return Explorer(
        title="每一步值多少",
        alt="一排柱子：原样和每一步之后的字错误率，一步比一步低。",
        controls=[
            Choice("kind", "看哪些帖子", list(KINDS)),
            Choice("order", "步骤的次序", [("全角 → 错字", "forward"), ("倒过来", "backward")]),
        ],
        results=results,
        key="cleaning_errors",
        theme=THEME,
    )
