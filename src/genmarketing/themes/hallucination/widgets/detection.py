"""Views on catching inventions: agreement over samples, claims against a table, contradictions."""

from __future__ import annotations

import numpy as np

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

from ..models.agreement import agreement, auroc, draw_answers
from ..models.arrays import FloatArray
from ..models.claims import GAMMA, alarm_quality, fact_score, made_advertisement, split_claims, verify
from ..models.logic_check import RULES, contradictions
from ..models.world import World

THEME = "hallucination"

THIS_YEAR = 2026


def agreement_dial(world: World, answers: FloatArray) -> Explorer:
    """Ask each question K times more; the share that agrees, for right and wrong answers, and alarms below a limit."""
    counts, limits = [3, 5, 10, 20], [0.2, 0.4, 0.6, 0.8]
    drawn = draw_answers(answers, 21, np.random.default_rng(4))
    first = drawn[..., 0]
    right = (first == world.truth).ravel()
    names = ["0–20%", "20–40%", "40–60%", "60–80%", "80–100%"]

    def results(samples: int, limit: float) -> Frame:
        score = agreement(first, drawn[..., 1 : samples + 1]).ravel()
        bins = np.minimum(np.floor(5 * score + 1e-9).astype(int), 4)
        tally = [np.bincount(bins[rows], minlength=5) for rows in (right, ~right)]
        bars = Bars(
            names,
            [Series("说对的", tally[0], "gain"), Series("编的", tally[1], "rival")],
            "问题（个）",
            x="再问几遍，有多少遍和第一遍一样",
            title=f"{len(right)} 个问题，各再问 {samples} 遍",
        )
        quality = alarm_quality((score < limit).tolist(), (~right).tolist())
        area = auroc(score, right)
        tiles = Tiles(
            [
                Tile("AUROC", area, format="0.000", note="0.5 等于掷硬币"),
                Tile("报警里真是编的", quality.precision, format="0%", note="精确率", colour="gain"),
                Tile("编的里抓到的", quality.recall, format="0%", note="召回率", colour="main"),
                Tile("每个问题要问", samples + 1, "遍", "0", colour="warm"),
            ]
        )
        sentence = (
            f"在这个模型里，一致的不到 {limit:.0%} 就报警：抓到 {quality.recall:.0%} 的编造，"
            f"报警里有 {1 - quality.precision:.0%} 冤枉了对的；费用是原来的 {samples + 1} 倍。"
        )
        return Frame([tiles, bars], sentence)

    return Explorer(
        title="再问几遍：它改不改口",
        alt="柱图：说对的答案多半前后一致，编的答案多半一遍一个样；问得越多，两堆分得越开。",
        controls=[
            Slider("samples", "再问几遍", counts, start=1, unit="遍"),
            Slider("limit", "一致的不到这么多就报警", limits, labels=["20%", "40%", "60%", "80%"], start=2),
        ],
        results=results,
        key="agreement_dial",
        theme=THEME,
    )


VERDICTS = {
    "supported": ("和事实表一致", "gain"),
    "contradicted": ("和事实表不符", "rival"),
    "unlisted": ("表里没有，待查", "warm"),
}


def claim_checker(world: World) -> Writer:
    """Write an advertisement; each atomic claim is held to the table of facts, live."""
    halved = {pair: value for at, (pair, value) in enumerate(world.facts.items()) if at % 2 == 0}

    def respond(text: str, table: str) -> Frame:
        facts = world.facts if table == "full" else halved
        found = split_claims(text, world.brands, world.attributes)
        verdicts = [verify(claim, facts) for claim in found]
        parts: list[Mark | str] = []
        rest = text
        for claim, verdict in zip(found, verdicts, strict=True):
            before, _, rest = rest.partition(claim.text)
            known = facts.get((claim.brand, claim.attribute))
            note = f"{claim.brand} / {claim.attribute} / {claim.value}"
            note += f"；表里是{known}" if verdict == "contradicted" else ""
            parts += [before, Mark(claim.text, verdict, note)]
        parts.append(rest)
        supported = verdicts.count("supported")
        score = fact_score(supported, len(found))
        tiles = Tiles(
            [
                Tile("原子声明", len(found), "条", "0"),
                Tile("一致", supported, "条", "0", colour="gain"),
                Tile("不符", verdicts.count("contradicted"), "条", "0", colour="rival"),
                Tile("表里没有", verdicts.count("unlisted"), "条", "0", colour="warm"),
                Tile("FActScore", score, format="0.00", note="短文要打折" if 0 < len(found) < GAMMA else ""),
            ]
        )
        if not found:
            sentence = "没有找到可以核对的声明。声明要写成「某品牌的某属性是某值」，品牌用表里的名字。"
        elif "contradicted" in verdicts:
            sentence = "有和事实表不符的声明，不能上线。没有底色的是形容和祝愿，表管不到，要由人判断。"
        elif "unlisted" in verdicts:
            sentence = "没有查出不符，可是有的声明表里没有。没有查到，不等于没有问题。"
        else:
            sentence = "每条声明都和表一致。表本身对不对，是另一个问题。"
        return Frame([tiles, Marked(parts or [" "], VERDICTS)], sentence)

    return Writer(
        title="逐条核对一段广告",
        alt="一段广告文字，每条可以核对的声明标了底色：一致、不符、表里没有；上面是条数和 FActScore。",
        fields=[TextField("text", "广告文字（可以改）", value=made_advertisement(world), rows=4, limit=400)],
        controls=[Choice("table", "事实表", [("完整", "full"), ("只有一半", "half")])],
        respond=respond,
        key="claim_checker",
        theme=THEME,
    )


CONTRADICTORY = "本店 2016 年创立，今年庆祝 20 周年。客人里白领占 70%，学生占 45%。复购率从 30% 涨到 25%。"


def logic_checker() -> Writer:
    """Write a text; four rules look for contradictions inside it, without any table."""

    def respond(text: str) -> Frame:
        found = contradictions(text, THIS_YEAR)
        tiles = Tiles(
            [
                Tile(name, "矛盾" if name in found else "没有发现", colour="rival" if name in found else "gain")
                for name in RULES
            ]
        )
        if not found:
            return Frame(
                [tiles], f"{len(text)} 个字符里没有发现自相矛盾。这只说明四条规则没有抓到：不说明它自洽，更不说明它真。"
            )
        return Frame([tiles], f"{len(text)} 个字符里有 {len(found)} 处矛盾。{''.join(found.values())}")

    return Writer(
        title="只看它自己矛不矛盾",
        alt="四块牌子是四条规则的结果：占比、年份、时间、方向；下面一句说矛盾在哪里。",
        fields=[TextField("text", "一段文字（改成自洽的试试）", value=CONTRADICTORY, rows=2, limit=200)],
        respond=respond,
        key="logic_checker",
        theme=THEME,
    )
