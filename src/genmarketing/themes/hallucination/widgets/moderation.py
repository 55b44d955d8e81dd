"""View on two moderation filters: what slips through, and what is stopped wrongly."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Choice, Explorer, Frame, Slider, Table, Tile, Tiles

from ..models.claims import alarm_quality
from ..models.moderation import Comment, NaiveBayes, make_comments, stopped_by_words

THEME = "hallucination"


def filter_bench() -> Explorer:
    """Word list or learned filter, disguise, new ways of talking and strictness: precision, recall and examples."""
    learned = NaiveBayes(make_comments(np.random.default_rng(1), 300))
    shares = [0.0, 0.25, 0.5, 1.0]
    batches = {
        (share, later): make_comments(np.random.default_rng(5), 300, share, later)
        for share in shares
        for later in (False, True)
    }

    def results(way: str, later: bool, disguised: float, strict: float) -> Frame:
        comments = batches[disguised, later]
        if way == "words":
            stopped = [stopped_by_words(each.text) for each in comments]
        else:
            stopped = [learned.score(each.text) > strict for each in comments]
        quality = alarm_quality(stopped, [each.forbidden for each in comments])
        tiles = Tiles(
            [
                Tile("拦下的里真违规", quality.precision, format="0%", note="精确率", colour="gain"),
                Tile("违规的里拦下", quality.recall, format="0%", note="召回率", colour="main"),
                Tile("漏掉", quality.misses, "条", "0", colour="rival"),
                Tile("误伤", quality.false_alarms, "条", "0", colour="warm"),
            ]
        )
        table = Table(
            ["哪一种错", "评论（合成）"], [*_examples("漏掉", comments, stopped), *_examples("误伤", comments, stopped)]
        )
        sentence = f"300 条合成的评论里，漏掉 {quality.misses} 条，误伤 {quality.false_alarms} 条。"
        if way == "words":
            sentence += "词表不分语境，门槛对它没有作用。"
        elif quality.misses or quality.false_alarms:
            sentence += "调门槛只是拿漏掉换误伤。"
        else:
            sentence += "说法和学的时候一样，又没有伪装，它才一条也没有判错。"
        return Frame([tiles, table], sentence)

    return Explorer(
        title="两道筛子，两种错",
        alt="四个数是精确率、召回率、漏掉和误伤的条数；表里是漏掉和误伤的例子。",
        controls=[
            Choice("way", "筛子", [("词表", "words"), ("学来的（字对）", "learned")], start=1),
            Choice("later", "说法", [("和学的时候一样", False), ("半年以后的新说法", True)], start=1),
            Slider("disguised", "违规评论里有多少会伪装", shares, labels=["0%", "25%", "50%", "100%"], start=1),
            Slider(
                "strict", "学来的筛子：分数高于多少才拦", [-4.0, 0.0, 4.0, 8.0], labels=["−4", "0", "4", "8"], start=1
            ),
        ],
        results=results,
        key="filter_bench",
        theme=THEME,
    )


def _examples(kind: str, comments: list[Comment], stopped: list[bool]) -> list[list[str]]:
    wanted = kind == "漏掉"
    texts = [
        each.text
        for each, caught in zip(comments, stopped, strict=True)
        if each.forbidden == wanted and caught != wanted
    ]
    different = list(dict.fromkeys(texts))[:3]
    return [[kind, text] for text in different] or [[kind, "（没有）"]]
