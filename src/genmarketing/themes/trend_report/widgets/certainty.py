"""Views on one share of a survey: how far repeated surveys scatter, and how often an interval catches the truth."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Band, Explorer, Frame, Line, Lines, Marker, Reference, Slider, Tile, Tiles

from ..models.intervals import count_of, likely_counts, majority_p_value, margin, true_coverage, wilson

THEME = "trend_report"

PERCENTS = (13, 22, 41, 48, 52, 53, 54, 56, 60, 70, 73, 87)
"""Printed shares of the report from which one is taken."""

SIZES = (57, 114, 228, 385, 1068)
"""Sizes of the sample: a quarter, half, the real one, and what ± 5 and ± 3 points ask for."""


def repeated_surveys(p: float, n: int) -> tuple[Line, Line, float]:
    """The hill of what surveys of n people find when the truth is p, cut at a half, and the chance to fall below a half.

    Heights are surveys of a hundred for each percentage point, so that the area under the hill is 100 for every n.
    """
    counts, chances = likely_counts(p, n)
    height = 100 * chances * n / 100
    below = 2 * counts < n
    first_above = np.diff(~below, prepend=False) & ~below  # belongs to both lines, so that they meet
    shares = 100 * counts / n
    return (
        Line("不到一半", shares, np.where(below | first_above, height, np.nan), "rival"),
        Line("一半以上", shares, np.where(~below, height, np.nan), "main"),
        float(chances[below].sum()),
    )


def how_sure() -> Explorer:
    """Move a printed share and the sample's size; see where other samples would fall and what may be said."""

    def results(percent: int, n: int) -> Frame:
        yes = count_of(percent, n)
        low, high = (100 * end for end in wilson(yes, n))
        left, right, below = repeated_surveys(percent / 100, n)
        chart = Lines(
            [left, right],
            "再问一批人，得到的比例（%），虚线是一半",
            "每一百次里，落在这一个点上的次数",
            x_range=(0, 100),
            bands=[Band(low, high, "95% 区间", axis="x", colour="main")],
            # A hill over a half of n people is 0.8·√n high; rarer answers scatter less.
            y_range=(0, 1.25 * n**0.5),
            references=[Reference(50, "", axis="x", colour="rival")],
        )
        tiles = Tiles(
            [
                Tile("还原成人", f"{yes:,}", "人", note=f"另外 {n - yes:,} 人没有这么说"),
                Tile("95% 区间", f"{low:.1f}% 到 {high:.1f}%", colour="main"),
                Tile("最大误差", f"± {100 * margin(n):.1f}", "个百分点", note="比例为一半时最大"),
                Tile("真是一半时，也会偏这么多", _seldom(majority_p_value(yes / n, n)), note="p 值，往两边都算"),
            ]
        )
        if low > 50:
            said = "区间整个在一半以上，可以说「多数」。"
        elif high < 50:
            said = "区间整个在一半以下，可以说「不到一半」。"
        else:
            said = "区间跨过一半，「多数」和「不到一半」都不能写。"
        other = "不到一半" if percent > 50 else "在一半以上"
        turned = below if percent > 50 else 1 - below
        again = f"真相若正是 {percent}%，再问一百批，{_times(100 * turned)}{other}；"
        return Frame([tiles, chart], f"{n:,} 人里的 {percent}%：{again}{said}")

    return Explorer(
        title="54% 有多准",
        alt="一座山形的曲线：假如真实比例就是这个数，再抽一次会落在哪里；阴影是 95% 区间，虚线是一半。",
        controls=[
            Slider("percent", "公布的比例", PERCENTS, start=PERCENTS.index(54), unit="%"),
            Slider("n", "问了多少人", SIZES, start=SIZES.index(228), unit="人"),
        ],
        results=results,
        key="how_sure",
        theme=THEME,
    )


def _seldom(chance: float) -> str:
    return "不到 0.1%" if chance < 0.001 else f"{chance:.1%}"


def _times(of_a_hundred: float) -> str:
    return "几乎没有一批" if of_a_hundred < 0.5 else f"约 {of_a_hundred:.0f} 批"


def coverage_explorer() -> Explorer:
    """Compare how often two intervals catch the truth, for samples and true shares."""
    grid = np.array([0.01, 0.02, 0.03, 0.05, 0.08, *np.arange(0.1, 0.91, 0.05), 0.92, 0.95, 0.97, 0.98, 0.99])
    sizes = (30, 60, 114, 228, 500)
    curves = {
        n: {name: [100 * true_coverage(name, float(p), n) for p in grid] for name in ("wald", "wilson")} for n in sizes
    }
    shown = (0.02, 0.05, 0.1, 0.2, 0.5, 0.8, 0.95)

    def results(n: int, p: float) -> Frame:
        at = int(np.argmin(np.abs(grid - p)))
        wald, wilson_ = (curves[n][name][at] for name in ("wald", "wilson"))
        chart = Lines(
            [
                Line("Wald（课本）", 100 * grid, curves[n]["wald"], "rival"),
                Line("Wilson", 100 * grid, curves[n]["wilson"], "main"),
            ],
            "真实的比例（%）",
            "区间罩住真相的机会（%），横的虚线是说好的 95%",
            x_range=(0, 100),
            y_range=(20, 100),
            references=[Reference(95, ""), Reference(100 * p, "", axis="x")],
            markers=[Marker(100 * p, wald, "Wald", "rival"), Marker(100 * p, wilson_, "Wilson", "main")],
            height=320,
        )
        tiles = Tiles(
            [
                Tile("Wald 实际罩住", wald / 100, format="0.0%", colour="rival"),
                Tile("Wilson 实际罩住", wilson_ / 100, format="0.0%", colour="main"),
            ]
        )
        said = "两种都守信。" if wald > 93.5 else "写着 95% 的 Wald 区间没有守信，换 Wilson。"
        return Frame(
            [tiles, chart], f"问 {n} 人、真实比例 {p:.0%}：Wald 罩住 {wald:.1f}%，Wilson 罩住 {wilson_:.1f}%。{said}"
        )

    return Explorer(
        title="写着 95%，真的罩住了吗",
        alt="两条曲线，横轴是真实比例，纵轴是区间罩住真相的机会；样本小、比例靠近两端时，Wald 那条掉得很低。",
        controls=[
            Slider("n", "问了多少人", sizes, start=1, unit="人"),
            Slider("p", "真实的比例", shown, labels=[f"{p:.0%}" for p in shown]),
        ],
        results=results,
        key="coverage_explorer",
        theme=THEME,
    )
