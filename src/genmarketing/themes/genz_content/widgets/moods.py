"""Views on the sentiment model: the same model examined twice, and what it sees in one's own sentence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.ui import (
    Choice,
    Explorer,
    Frame,
    Heat,
    Mark,
    Marked,
    Slider,
    Table,
    TextField,
    Tile,
    Tiles,
    Writer,
)

from ..models.sentiment import NaiveBayes, examine
from .unbroken import unbroken

THEME = "genz_content"

LABELS = ("正面", "中性", "负面")


def mood_exam(learned: pd.DataFrame, kept: pd.DataFrame, written: pd.DataFrame) -> Explorer:
    """Texts to learn from and texts to be examined on: right and given labels, and what the score is worth.

    Args:
        learned: made posts to learn from, columns ``clean`` and ``mood``.
        kept: made posts held back.
        written: sentences written by hand, columns ``text`` and ``mood``.
    """
    sizes = [30, 100, 500, len(learned)]
    order = np.random.default_rng(2).permutation(len(learned))
    models = {
        size: NaiveBayes(learned["clean"].iloc[order[:size]], learned["mood"].iloc[order[:size]]) for size in sizes
    }
    papers = {
        "made": (list(kept["clean"]), list(kept["mood"])),
        "written": (list(written["text"]), list(written["mood"])),
    }

    def results(size: int, paper: str) -> Frame:
        texts, right = papers[paper]
        exam = examine(models[size], texts, right)
        low, high = exam.interval()
        heat = Heat(
            exam.table(LABELS),
            [f"其实{label}" for label in LABELS],
            [f"判成{label}" for label in LABELS],
            "条",
            format="0",
            title=f"{len(right)} 条，学过 {size:,} 条",
        )
        tiles = Tiles(
            [
                Tile("判对", exam.accuracy, format="0.0%", colour="main", note=f"95% 区间 {low:.0%} 到 {high:.0%}"),
                Tile("一律判成最多的那类", exam.always, format="0.0%", colour="quiet"),
                Tile("宏平均 F1", exam.macro_f1, format="0.00"),
                Tile("负面里找到的", exam.recall("负面"), format="0%", colour="rival", note="召回率"),
            ]
        )
        wrong = [
            [text, unbroken(truth), unbroken(given)]
            for text, truth, given in zip(texts, right, exam.given, strict=True)
            if truth != given
        ][:4]
        table = Table(["判错的例子", unbroken("其实"), unbroken("判成")], wrong or [["（没有）", "", ""]])
        if paper == "made":
            said = f"考题和教材出自同一个生成程序，判对 {exam.accuracy:.1%}。这个分数说明它学会了程序的句式，不说明它懂人话。"
        else:
            said = f"换成人手写的句子，判对 {exam.accuracy:.1%}；一律判成最多的那类也有 {exam.always:.1%}。报告里该写的是这个数。"
        return Frame([tiles, heat, table], said)

    return Explorer(
        title="同一个模型，两张考卷",
        alt="一张三行三列的表：每行是其实的情绪，每列是判成的情绪；对角线上是判对的条数。",
        controls=[
            Choice("paper", "考卷", [("生成的帖子", "made"), ("人手写的句子", "written")]),
            Slider("size", "教材", sizes, start=len(sizes) - 1, unit="条"),
        ],
        results=results,
        key="mood_exam",
        theme=THEME,
    )


def mood_bench(model: NaiveBayes) -> Writer:
    """Write a sentence; see the label, how sure the model is, and which pairs of characters speak for what."""

    def respond(text: str) -> Frame:
        if not text.strip():
            raise ValueError("先写一句话，试试反话和转折。")
        chances = model.probabilities(text)
        label = max(chances, key=chances.__getitem__)
        other = sorted(chances, key=chances.__getitem__)[-2]
        evidence = dict(model.evidence(text, "正面", "负面"))
        parts: list[Mark | str] = []
        at = 0
        while at < len(text):
            pair = text[at : at + 2]
            added = evidence.get(pair, 0.0)
            if abs(added) > 0.7:
                side = "good" if added > 0 else "bad"
                parts.append(
                    Mark(pair, side, f"「{pair}」让正面比负面{'高' if added > 0 else '低'} {abs(added):.1f}（对数）")
                )
                at += 2
            else:
                parts.append(text[at])
                at += 1
        tiles = Tiles([Tile(name, chances[name], format="0%", colour=colour) for name, colour in _COLOURS.items()])
        known = len(evidence)
        if not known:
            said = "这句话里没有一对字是它见过的，它只能照教材里的比例猜。"
        else:
            said = f"它见过其中 {known} 对字，判成{label}，把握 {chances[label]:.0%}，其次是{other}。它不知道语序、转折和反话，把握也总是偏大。"
        return Frame([tiles, Marked(parts, {"good": ("偏正面", "gain"), "bad": ("偏负面", "rival")})], said)

    return Writer(
        title="它凭什么这么判",
        alt="一句话，偏正面的字对标绿，偏负面的标红；上面是三种情绪的概率。",
        fields=[
            TextField("text", "写一句评价", value="客服态度真好，让我等了三天，东西到了还少一件。", rows=2, limit=150)
        ],
        respond=respond,
        key="mood_bench",
        theme=THEME,
    )


_COLOURS = {"正面": "gain", "中性": "quiet", "负面": "rival"}
