"""Views on the production line of content: the bottleneck, what AI moves, and what rework eats."""

from __future__ import annotations

from dataclasses import replace

from genmarketing.ui import Bars, Choice, Explorer, Flow, Frame, Link, Node, Series, Slider, Tile, Tiles

from ..models.production_line import LINE, Line, balanced, with_ai

THEME = "genz_content"

SPEEDS = {1: "速度不变", 2: "速度 2 倍", 3: "速度 3 倍", 5: "速度 5 倍"}
"""How much faster a station works -> the same in a sentence."""


def line_of(faster: float, rework: float, reviewers: int, even: bool) -> Line:
    """The made team with AI's help, a share sent back, more reviewers, or its budget spread evenly over the work."""
    stations = tuple(
        replace(station, people=float(reviewers)) if station.name == "审核" else station for station in LINE
    )
    line = with_ai(Line(stations, rework), faster, rework)
    return balanced(line, line.weekly_cost) if even else line


def content_line() -> Explorer:
    """How much faster AI writes, how much is sent back, how many review: pieces a week and what one costs."""
    before = line_of(1, 0.2, 1, False)

    def results(faster: int, rework: float, reviewers: int, even: bool) -> Frame:
        line = line_of(faster, rework, reviewers, even)
        slowest = line.bottleneck.name
        nodes = [
            Node(
                station.name,
                line.busy(station),
                note=f"每篇 {line.load(station):.1f} 小时，{station.people:.1f} 人",
                colour="rival" if line.busy(station) > 0.999 else "main",
            )
            for station in line.stations
        ]
        links = [Link(a.name, b.name, line.pieces) for a, b in zip(line.stations, line.stations[1:], strict=False)]
        back = line.pieces * rework / (1 - rework)
        links.append(Link("审核", "脚本", back, f"退回 {back:.1f} 篇", "rival"))
        flow = Flow(
            nodes, links, format="0.0", node_format="0%", unit="忙", widest=40, title="每周经过多少篇，每一站有多忙"
        )
        bars = Bars(
            [station.name for station in line.stations],
            [Series("一周做得了", [line.capacity(station) for station in line.stations], "main")],
            "篇/周",
            y_range=(0, 140),
            labelled=True,
            y_format="0.0",
            height=240,
        )
        tiles = Tiles(
            [
                Tile("每周可用", line.pieces, "篇", "0.0", colour="gain"),
                Tile("每篇成本", line.cost_per_piece, "元", "0", colour="main"),
                Tile("每周人工", line.weekly_cost, "元", "0"),
            ]
        )
        if even:
            said = f"同样的钱按活儿分人，四站一样忙，每周 {line.pieces:.1f} 篇。"
        else:
            said = f"最慢的一站是{slowest}，它定了全线：每周 {line.pieces:.1f} 篇。"
        change = line.pieces / before.pieces
        compared = "和不用 AI 时一样" if abs(change - 1) < 0.005 else f"是不用 AI 时的 {change:.2f} 倍"
        return Frame([tiles, flow, bars], f"在这个模型里，{said}{SPEEDS[faster]}、退回 {rework:.0%}，产量{compared}。")

    return Explorer(
        title="内容生产线",
        alt="四站从左到右：选题、脚本、制作、审核，站里写着有多忙，最忙的是红色；一条回头的箭头是退回重做。",
        controls=[
            Slider(
                "faster", "用了 AI，脚本和制作的速度", list(SPEEDS), labels=["不变", "2 倍", "3 倍", "5 倍"], start=1
            ),
            Slider("rework", "审核退回", [0.0, 0.2, 0.35, 0.5], labels=["0%", "20%", "35%", "50%"], start=2),
            Slider("reviewers", "审核的人", [1, 2, 3], start=0, unit="人"),
            Choice("even", "人手", [("照现在的分工", False), ("同样的钱，按活儿分", True)]),
        ],
        results=results,
        key="content_line",
        theme=THEME,
    )
