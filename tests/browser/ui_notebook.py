"""A notebook with one of each course widget, small models inside."""

from __future__ import annotations

import nbformat

_CELLS = {
    "explorer": """
        import math
        from genmarketing.ui import (
            Band, Bars, Choice, Duel, Explorer, Film, Frame, Heat, Interval, Line, Lines, Marker, Prediction, QuickQuestion,
            Reference, Series, Slider, Table, Task, Tile, Tiles, controlled, figure, recall,
        )

        def load(experts, law, step):
            x = [10 ** (k / 10) for k in range(180, 240)]
            y = [1.69 + (2.6 if law == "old" else 2.2) * (v / 1e18) ** -0.1 * experts ** -0.2 for v in x]
            shares = [[abs(math.sin((row + 1) * (expert + 1) + step / 9)) for expert in range(experts)] for row in range(3)]
            return Frame(
                [
                    Tiles([Tile("总参数", 83.9e9 * experts, "个", "万"), Tile("激活比例", 2 / experts, format="0%", note="每次两位")]),
                    Lines(
                        [Line("损失", x, y, low=[v * 0.97 for v in y], high=[v * 1.03 for v in y]), Line("参照", x, [2.5] * 60, dash=True)],
                        "训练算力（FLOPs）", "损失（奈特/词）", x_scale="log", title="算力与损失",
                        markers=[Marker(x[30], y[30], "你在这里")], references=[Reference(1.69, "数据本身的熵")],
                        bands=[Band(1e21, 1e22, "常见的量级", "x")],
                    ),
                    Bars(
                        [f"专家 {n + 1}" for n in range(experts)], [Series("收到的词", [100 * s for s in shares[0]])],
                        "词（个）", title="每位专家的负载", highlighted=[0],
                    ),
                    Heat(shares, ["价格", "口感", "包装"], [f"专家 {n + 1}" for n in range(experts)], "分配比例", format="0%", title="谁答哪一类"),
                    Bars(
                        ["自己部署（八张卡）", "调用接口"], [Series("月费用", [15000 * experts, 90000])], "每月费用（元）",
                        y_format="万", horizontal=True, labelled=True, height=180,
                    ),
                    Table(["步骤", "交接的内容"], [["分析", "三条洞察"], ["创作", f"{experts} 条文案"]], highlighted=[1]),
                ],
                f"有 {experts} 位专家时，第 {step} 步的损失是 {y[30]:.3f}。",
            )

        Explorer(
            title="专家越多，损失怎么变", alt="损失曲线、每位专家的负载和分配比例。", key="explorer", theme="ui", results=load,
            controls=[
                Slider("experts", "专家数", [4, 8, 16, 32], start=1, unit="位"),
                Choice("law", "参数来自", [("2022 年论文", "old"), ("2024 年重算", "new")]),
                Film("step", "训练步", range(0, 41, 2), start=10, seconds=2),
            ],
        )""",
    "prediction": """
        Prediction(
            key="share", theme="ui", question="一个词经过全部参数的百分之几？",
            answer=Slider("share", "我猜", range(0, 101), start=50, unit="%"),
        )""",
    "interval": """
        Prediction(
            key="range", theme="ui", question="换一批同样的人再问一遍，比例会落在哪里？",
            answer=Interval("range", "我的区间", range(0, 101), start=(40, 60), unit="%"),
        )""",
    "recall": """
        recall("share", theme="ui", truth="5.6%", say=lambda guess: f"你猜 {guess}%，差 {abs(guess - 5.6):.1f} 个百分点。")""",
    "question": """
        QuickQuestion(
            key="question", theme="ui", question="把 k 从 2 加到 4，什么变多？",
            options=[("总参数", False, "总参数与 k 无关。"), ("每个词的计算", True, "对，经过的专家多了一倍。")],
        )""",
    "duel": """
        slogans = ["一口回到夏天", "每一滴都算数", "给你的，就是对的"]

        def wins(history):
            counts = [sum(winner == item for winner, _ in history) for item in range(3)]
            return Frame([Bars(slogans, [Series("选中", counts)], "次", y_range=(0, 6), horizontal=True, height=180)], f"你选了 {len(history)} 次。")

        def next_pair(history):
            return None if len(history) == 6 else (len(history) % 3, (len(history) + 1) % 3)

        Duel(title="你更喜欢哪一句", alt="三条文案各被选中的次数。", items=slogans, update=wins, next_pair=next_pair, key="duel", theme="ui")""",
    "task": """
        import time

        def train(steps):
            loss = []
            for step in range(steps):
                time.sleep(0.02)
                loss.append(2 * math.exp(-step / 20))
                yield (step + 1) / steps, f"第 {step + 1} 步"
            return Frame([Lines([Line("损失", range(steps), loss)], "训练步", "损失")], f"训练 {steps} 步后，损失是 {loss[-1]:.2f}。")

        Task(
            title="训练一个小模型", alt="损失随训练步下降。", button="开始训练", run=train, key="task", theme="ui",
            controls=[Slider("steps", "训练步数", [30, 60, 300], unit="步")],
        )""",
    "figure": """
        import plotly.graph_objects as go

        shown = figure(go.Scatter(x=list(range(5)), y=[0, 1, 4, 9, 16], name="幂"), title="幂函数", alt="一条越来越陡的曲线。", x="x（步）", y="y")

        def move(power):
            shown.data[0].y = [value**power for value in range(5)]
            return f"指数是 {power}。"

        controlled(shown, [Slider("power", "指数", [1, 2, 3], start=1)], move, title="换一个指数", key="figure", theme="ui")""",
}

NAMES = tuple(_CELLS)
"""What each cell shows, in order."""


def ui_notebook() -> nbformat.NotebookNode:
    """Return the notebook, not yet run."""
    cells = [nbformat.v4.new_code_cell(_dedented(source), id=name) for name, source in _CELLS.items()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _dedented(source: str) -> str:
    from textwrap import dedent

    return dedent(source).strip()
