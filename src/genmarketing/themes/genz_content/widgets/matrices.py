"""Views on the two matrices: tags by their indices, with cuts that move; and how sure an index is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from genmarketing.ui import (
    Explorer,
    Frame,
    Line,
    Lines,
    Marker,
    Point,
    Reference,
    Region,
    Scatter,
    Slider,
    Tile,
    Tiles,
)

from ..models.matrices import CONVERSION, SEEDING, SMALLEST, Cut, quadrant, shown, tag_indices, tgi, tgi_interval

THEME = "genz_content"

CUTS = {"80": Cut(80.0), "100": Cut(100.0), "120": Cut(120.0), "中位数": Cut(None)}
NEAR = 5
"""Points of an index within which a tag is too near to a cut to be called by its quadrant."""
COLOURS = ("gain", "main", "warm", "quiet")


def halves(posts: pd.DataFrame) -> pd.Series:
    """Whether a post belongs to the later half of the days."""
    days = pd.to_datetime(posts["date"])
    return days >= days.min() + (days.max() - days.min()) / 2


def seeding_matrix(posts: pd.DataFrame) -> Explorer:
    """Exposure index × interaction index of the tags, with movable cuts and least number of posts."""
    return _matrix(
        posts,
        ("exposure_index", "曝光指数", "interaction_index", "互动指数"),
        SEEDING,
        title="种草矩阵",
        key="seeding_matrix",
        best="潜力",
        advice="曝光没到切线，互动过了：先给它加曝光，再看互动守不守得住。",
    )


def conversion_matrix(posts: pd.DataFrame) -> Explorer:
    """Sales index × interaction growth index of the tags, with movable cuts and least number of posts."""
    return _matrix(
        posts,
        ("sales_index", "销售指数", "growth_index", "互动增长指数"),
        CONVERSION,
        title="转化矩阵",
        key="conversion_matrix",
        best="机会",
        advice="增长过了切线，订单没到：先查有没有货、好不好买，再决定加不加码。",
    )


def _matrix(
    posts: pd.DataFrame,
    axes: tuple[str, str, str, str],
    names: Mapping[tuple[bool, bool], str],
    *,
    title: str,
    key: str,
    best: str,
    advice: str,
) -> Explorer:
    x, x_name, y, y_name = axes
    indices = tag_indices(posts, "tag", halves(posts))
    order = [names[True, True], names[False, True], names[True, False], names[False, False]]
    top_x, top_y = 1.08 * float(indices[x].max()), 1.08 * float(indices[y].max())

    def results(cut_x: str, cut_y: str, smallest: int) -> Frame:
        table = shown(indices, smallest)
        at_x, at_y = CUTS[cut_x].of(table[x]), CUTS[cut_y].of(table[y])
        where = {tag: quadrant(row[x], row[y], at_x, at_y, names) for tag, row in table.iterrows()}
        points = [
            Point(
                round(row[x], 1),
                round(row[y], 1),
                str(tag),
                where[tag],
                max(0.4, row["posts"] / 120),
                f"{row['posts']:.0f} 条帖子",
            )
            for tag, row in table.iterrows()
        ]
        chart = Scatter(
            points,
            x=f"{x_name}（全部帖子 = 100）",
            y=f"{y_name}（全部帖子 = 100）",
            groups=list(zip(order, COLOURS, strict=True)),
            references=[Reference(at_x, f"{at_x:.0f}", "x"), Reference(at_y, f"{at_y:.0f}", "y")],
            regions=[
                Region(names[True, True], x0=at_x, y0=at_y, colour="gain"),
                Region(names[False, True], x1=at_x, y0=at_y, colour="main"),
                Region(names[True, False], x0=at_x, y1=at_y, colour="warm"),
                Region(names[False, False], x1=at_x, y1=at_y, colour="quiet"),
            ],
            x_range=(0, top_x),
            y_range=(0, top_y),
            height=430,
        )
        found = [str(tag) for tag in table.index if where[tag] == best]
        near = [str(tag) for tag, row in table.iterrows() if min(abs(row[x] - at_x), abs(row[y] - at_y)) < NEAR]
        hidden = len(indices) - len(table)
        tiles = Tiles(
            [
                *(
                    Tile(name, list(where.values()).count(name), "个", "0", colour=role)
                    for name, role in zip(order, COLOURS, strict=True)
                ),
                Tile("不足，藏起来", hidden, "个", "0", note=f"少于 {smallest} 条"),
            ]
        )
        listed = "、".join(found[:6]) + ("等" if len(found) > 6 else "")
        said = f"「{best}」有 {len(found)} 个：{listed}。{advice}" if found else f"这样切，没有标签落在「{best}」。"
        said += f"离切线不到 {NEAR} 的有 {len(near)} 个，切点一挪就换格，别为它们开会。" if near else ""
        return Frame([tiles, chart], said)

    return Explorer(
        title=title,
        alt=f"散点图，每点一个标签，横轴{x_name}，纵轴{y_name}，两条线切成四块：{'、'.join(order)}。",
        controls=[
            Slider("cut_x", f"{x_name}切在", list(CUTS), start=1),
            Slider("cut_y", f"{y_name}切在", list(CUTS), start=1),
            Slider("smallest", "少于多少条不显示", [1, 50, SMALLEST, 150], start=2, unit="条"),
        ],
        results=results,
        key=key,
        theme=THEME,
    )


def index_certainty() -> Explorer:
    """Share in the target group and people asked: the index and its 95 % interval."""
    sizes = [30, 50, 100, 200, 500, 1000, 2000]
    overall, everybody = 0.13, 4200

    def results(share: float, people: int) -> Frame:
        index = tgi(share, overall)
        ends = [tgi_interval(share, each, overall, everybody) for each in sizes]
        low, high = tgi_interval(share, people, overall, everybody)
        chart = Lines(
            [
                Line(
                    "TGI", sizes, [index] * len(sizes), low=[a for a, _ in ends], high=[b for _, b in ends], points=True
                )
            ],
            "目标人群里数到的人（人）",
            "TGI（全体 = 100）",
            x_scale="log",
            y_range=(0, 400),
            references=[Reference(100, "全体")],
            markers=[Marker(people, index, f"{low:.0f} 到 {high:.0f}")],
        )
        tiles = Tiles(
            [
                Tile("TGI", index, format="0", colour="main"),
                Tile("95% 区间", f"{low:.0f} 到 {high:.0f}"),
                Tile(
                    "跨不跨 100", "跨过" if low < 100 < high else "不跨", colour="rival" if low < 100 < high else "gain"
                ),
            ]
        )
        if share == overall:
            said = f"和全体一模一样。数了 {people:,} 人，真正的 TGI 在 {low:.0f} 到 {high:.0f} 之间：人越多，越能说「没有差别」。"
        elif low < 100 < high:
            said = f"TGI 是 {index:.0f}，可是只数了 {people:,} 人，和「跟全体一样」合得来：不能说偏好。"
        else:
            said = f"TGI 是 {index:.0f}，数了 {people:,} 人，区间不跨 100：偏{'高' if index > 100 else '低'}站得住。"
        return Frame([tiles, chart], said)

    return Explorer(
        title="指数要数多少人才算数",
        alt="一条横线带着区间，人数越多，区间越窄；另一条横线是 100，区间跨过它，就说不了偏好。",
        controls=[
            Slider(
                "share",
                "目标人群里的占比（全体 13%）",
                [0.08, 0.13, 0.16, 0.2, 0.26],
                labels=["8%", "13%", "16%", "20%", "26%"],
                start=3,
            ),
            Slider("people", "数了多少人", sizes, start=1, unit="人"),
        ],
        results=results,
        key="index_certainty",
        theme=THEME,
    )
