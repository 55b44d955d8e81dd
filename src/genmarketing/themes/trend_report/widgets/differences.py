"""Views on differences: two boxes that the same people tick, two waves of a survey, and many tests at once."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Point,
    Reference,
    Scatter,
    Series,
    Slider,
    Tile,
    Tiles,
)

from ..models.comparisons import (
    NORMAL,
    chance_of_a_false_alarm,
    difference_interval,
    joint_bounds,
    power,
    sample_for_power,
    survives_holm,
    two_boxes_error,
    two_surveys_error,
)
from ..models.intervals import Z95
from ..models.marginals import MARGINALS, RESPONDENTS

THEME = "trend_report"

PAIRS = (("E35-33", "E35-34"), ("E35-34", "E35-36"), ("E35-37", "E35-34"), ("E35-31", "E35-32"), ("E35-29", "E35-30"))
"""Pairs of boxes that the same 228 people could tick."""

SHORT = {
    "E35-29": "务实管 KPI",
    "E35-30": "跨部门协作",
    "E35-31": "快速响应",
    "E35-32": "数据化",
    "E35-33": "投高 ROI 媒体",
    "E35-34": "减品牌",
    "E35-36": "出新品",
    "E35-37": "加大品牌",
}
"""Names that fit on a button."""

_BY_CLAIM = {each.claim: each for each in MARGINALS}


def two_boxes() -> Explorer:
    """Choose two boxes and how far they overlap; the error of their difference moves although both shares stand still."""
    options = [
        (" 与 ".join(f"{SHORT[id]} {_BY_CLAIM[id].published:.0f}%" for id in pair), at) for at, pair in enumerate(PAIRS)
    ]

    def results(pair: int, overlap: float) -> Frame:
        first, second = (_BY_CLAIM[id] for id in PAIRS[pair])
        p, q = first.count / RESPONDENTS, second.count / RESPONDENTS
        least, most = (round(RESPONDENTS * bound) for bound in joint_bounds(p, q))
        both = round(least + overlap * (most - least))
        error = two_boxes_error(p, q, both / RESPONDENTS, RESPONDENTS)
        low, high = (100 * end for end in difference_interval(p - q, error))
        bars = Bars(
            ["228 人"],
            [
                Series("两个都勾", [both], "gain"),
                Series(f"只勾「{first.question}」", [first.count - both], "main"),
                Series(f"只勾「{second.question}」", [second.count - both], "rival"),
                Series("都不勾", [RESPONDENTS - first.count - second.count + both], "quiet"),
            ],
            "人",
            horizontal=True,
            stacked=True,
            y_range=(0, RESPONDENTS),
            height=150,
        )
        overlaps = np.arange(least, most + 1)
        errors = [two_boxes_error(p, q, each / RESPONDENTS, RESPONDENTS) for each in overlaps.tolist()]
        edges = np.array([difference_interval(p - q, each) for each in errors]) * 100
        funnel = Lines(
            [
                Line(
                    "两个比例之差",
                    overlaps,
                    np.full(len(overlaps), 100 * (p - q)),
                    "main",
                    low=edges[:, 0],
                    high=edges[:, 1],
                ),
            ],
            "两个都勾（人）",
            "差的 95% 区间（百分点），虚线是没有差别",
            x_range=(0, 140),
            y_range=(-10, 40),
            references=[Reference(0, "")],
            markers=[Marker(both, low, "", "rival"), Marker(both, high, "现在", "rival")],
            height=230,
        )
        tiles = Tiles(
            [
                Tile("两个比例之差", f"{100 * (p - q):.1f}", "个百分点"),
                Tile("差的标准误", f"{100 * error:.1f}", "个百分点", colour="main"),
                Tile(
                    "差的 95% 区间",
                    f"{low:.1f} 到 {high:.1f}".replace("-", "−"),
                    "个百分点",
                    note=f"同时勾的可以是 {least} 到 {most} 人",
                ),
            ]
        )
        said = "区间不含 0，可以说前一项更多。" if low > 0 else "区间含 0，不能说前一项更多。"
        return Frame(
            [tiles, bars, funnel],
            f"「{first.question}」{first.published:.0f}%，「{second.question}」{second.published:.0f}%；假如有 {both} 人两个都勾：{said}",
        )

    return Explorer(
        title="两个勾选项的差，误差有多大",
        alt="一条横条把 228 人分成都勾、只勾其一、都不勾四段；下图的阴影是差的 95% 区间，重叠越多越窄，不碰零线才能说前一项更多。",
        controls=[
            Choice("pair", "比哪两项", options, start=1),
            Slider(
                "overlap",
                "两个都勾的人",
                [0.0, 0.25, 0.5, 0.75, 1.0],
                labels=["最少", "偏少", "居中", "偏多", "最多"],
                start=2,
            ),
        ],
        results=results,
        key="two_boxes",
        theme=THEME,
    )


def waves_explorer() -> Explorer:
    """Choose a true change and the sample; see how often two waves of a survey would notice."""
    x = np.linspace(-30, 30, 121)
    changes = (2, 3, 5, 8, 11, 15)
    sizes = (114, 228, 400, 800, 1600)

    def results(change: int, n: int) -> Frame:
        p, q = 0.54, 0.54 - change / 100
        pooled = (p + q) / 2
        nothing, something = two_surveys_error(pooled, n, pooled, n), two_surveys_error(p, n, q, n)
        line = 100 * Z95 * nothing

        def density(centre: float, error: float) -> list[float]:
            return [NORMAL.pdf((at - centre) / (100 * error)) / error for at in x.tolist()]

        chart = Lines(
            [
                Line("其实没有变", x, density(0, nothing), "quiet", dash=True),
                Line(f"其实变了 {change} 个点", x, density(change, something), "main"),
            ],
            "两次调查看到的差（百分点）",
            "每个百分点上的次数（%）",
            x_range=(-30, 30),
            references=[
                Reference(line, "看得见的门槛", axis="x", colour="rival"),
                Reference(-line, "", axis="x", colour="rival"),
            ],
        )
        seen = power(p, q, n, n)
        needed = sample_for_power(p, q)
        tiles = Tiles(
            [
                Tile("看得出来的机会", seen, format="0%", colour="main"),
                Tile("要有八成机会，每次问", f"{needed:,}", "人", note="两次都要"),
            ]
        )
        said = "够用了。" if seen >= 0.8 else "多半会错过。" if seen < 0.5 else "有时看得见，有时看不见。"
        return Frame(
            [tiles, chart], f"两次各问 {n:,} 人、真的变了 {change} 个点：{seen:.0%} 的机会报出「有变化」，{said}"
        )

    return Explorer(
        title="涨了几个点，看得出来吗",
        alt="两座山：没有变化时两次调查会差多少，真有变化时又会差多少；山离得越开、越瘦，越看得出来。",
        controls=[
            Slider("change", "真的变了", changes, start=4, unit="个百分点"),
            Slider("n", "每次问多少人", sizes, start=1, unit="人"),
        ],
        results=results,
        key="waves_explorer",
        theme=THEME,
    )


def false_alarms() -> Explorer:
    """Test many differences where nothing differs; some light up, and a correction puts them out."""

    def results(tests: int, survey: int, rule: str) -> Frame:
        p_values = np.random.default_rng(100 + survey).uniform(size=60)[:tests]
        kept = survives_holm(p_values.tolist()) if rule == "holm" else [p < 0.05 for p in p_values.tolist()]
        points = [
            Point(number, p, f"第 {number} 项" if alarm else "", "报「显著」" if alarm else "没有报")
            for number, (p, alarm) in enumerate(zip(p_values.tolist(), kept, strict=True), start=1)
        ]
        chart = Scatter(
            points,
            x="第几项比较",
            y="p 值",
            groups=[("没有报", "quiet"), ("报「显著」", "rival")],
            references=[Reference(0.05, "0.05")],
            x_range=(0, 61),
            y_range=(0, 1),
            y_format="0.00",
            height=300,
        )
        chance = chance_of_a_false_alarm(tests) if rule == "none" else 0.05
        tiles = Tiles(
            [
                Tile("这一次误报", f"{sum(kept)}", "项", colour="rival"),
                Tile("至少误报一项的机会", chance, format="0%", note="" if rule == "none" else "至多这么多"),
            ]
        )
        said = f"其实没有一项有差别，{f'却报了 {sum(kept)} 项' if any(kept) else '也没有报'}"
        how = "Holm 校正以后" if rule == "holm" else "逐项用 0.05"
        return Frame([tiles, chart], f"第 {survey} 次模拟，比较 {tests} 项，{how}：{said}。")

    return Explorer(
        title="比得多了，总有一项「显著」",
        alt="散点图：每一项比较的 p 值，其实都没有差别；落在 0.05 以下的被误报为显著。",
        controls=[
            Slider("tests", "比较多少项", (1, 5, 10, 20, 30, 60), start=4, unit="项"),
            Slider("survey", "第几次模拟", (1, 2, 3, 4, 5, 6)),
            Choice("rule", "怎样判断", [("逐项用 0.05", "none"), ("Holm 校正", "holm")]),
        ],
        results=results,
        key="false_alarms",
        theme=THEME,
    )
