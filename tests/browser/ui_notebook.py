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
                        ["自己部署（八张卡）", "调用接口"],
                        [Series("月费用", [15000 * experts, 90000], low=[12000 * experts, 70000], high=[19000 * experts, 130000])], "每月费用（元）",
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
    "panels": """
        from genmarketing.ui import Arrow, Board, Cell, Flow, Link, Mark, Marked, Node, Point, Region, Scatter

        DRINKS = {"奶茶": (15, 0.42, 4), "果汁": (22, 0.18, 2), "气泡水": (8, 0.5, 1), "咖啡": (31, 0.35, 3), "米酒": (44, 0.12, 1)}

        def quadrants(cut, stay):
            points = [Point(x, y, name, "贵" if x > cut else "便宜", size) for name, (x, y, size) in DRINKS.items()]
            return Frame(
                [
                    Scatter(
                        points, "客单价（元）", "复购率", y_format="0%", groups=["贵", "便宜"], title="五种饮料",
                        references=[Reference(cut, f"{cut} 元", "x"), Reference(0.3, "复购 30%")], regions=[Region("明星", x0=cut, y0=0.3)],
                    ),
                    Flow(
                        [Node("认知", 1000, 0), Node("购买", 1000 * (1 - stay), 1), Node("流失", 120, 1, colour="quiet")],
                        [Link("认知", "认知", stay), Link("认知", "购买", 0.9 - stay), Link("认知", "流失", 0.1), Link("购买", "认知", 0.2)],
                        format="0%", unit="人", title="下个月去哪儿",
                    ),
                    Board(
                        "4321", "abcd", [Cell("1", "a", "♔"), Cell("4", "d", "♛"), Cell("2", "b", kind="ok" if stay < 0.4 else "bad")],
                        [Arrow(("1", "a"), ("2", "b"), "ok")], kinds={"ok": "可以走", "bad": ("会被吃", "rival")}, checkered=True, title="王往哪儿走",
                    ),
                    Board(["百人", "万人"], ["1 元", "9 元"], [Cell(0, 0, "猜"), Cell(1, 1, "共创", "co")], kinds={"co": "共创赢"}, x="成本", title="谁赢"),
                    Marked(
                        ["这款茶", Mark("七天见效", "cure", "普通食品不得宣称功效。"), f"，{cut} 元一瓶，", Mark("第三方检测合格", "ok", "报告编号查得到。")],
                        {"cure": ("功效承诺", "rival"), "ok": ("有出处", "gain")}, title="广告词",
                    ),
                ],
                f"以 {cut} 元为界，{stay:.0%} 的人留在原处。",
            )

        Explorer(
            title="五样图", alt="散点、流向、棋盘、格子和标注过的文字。", key="panels", theme="ui", results=quadrants,
            controls=[Slider("cut", "客单价", [10, 20, 30], start=1, unit="元"), Slider("stay", "留下", [0.2, 0.5, 0.7], labels=["20%", "50%", "70%"])],
        )""",
    "writer": """
        import time
        from genmarketing.ui import TextField, Writer

        def check(text, words, strict):
            if not text.strip():
                raise ValueError("先写一句文案。")
            if "慢" in text:
                time.sleep(2)
            if "错" in text:
                return Frame([], f"{1 / 0}")
            banned = words.split() + (["最"] if strict else [])
            marks = [Mark(sign, "bad" if any(sign in word for word in banned) else "") for sign in text]
            return Frame([Marked(marks, {"bad": ("要改", "rival")})], f"{len(text)} 个字里有 {sum(mark.kind == 'bad' for mark in marks)} 个要改。")

        Writer(
            title="改一条文案", alt="标出了词表里的字。", key="writer", theme="ui", respond=check,
            fields=[TextField("text", "文案", "全网第一的茶", rows=2, limit=80), TextField("words", "词表（用空格隔开）", "第一 顶级")],
            controls=[Choice("strict", "口径", [("只看词表", False), ("连「最」也算", True)])],
        )""",
    "conversation": """
        from genmarketing.ui import Conversation, Turn

        ASKED = [("想要提神，还是解渴？", ["提神", "解渴"]), ("甜一点可以吗？", ["可以", "不要", "随便"]), ("在哪儿喝？", ["路上", "家里"])]

        def guide(history):
            left = [0.5, 0.3, 0.2] if not history else [0.2, 0.1 * len(history), 0.8 - 0.1 * len(history)]
            frame = Frame([Bars(["茶", "咖啡", "果汁"], [Series("把握", left)], "把握", y_format="0%", horizontal=True, height=180, y_range=(0, 1))], f"问了 {len(history)} 问。")
            if len(history) == 3:
                return Turn("那就来一瓶果汁。", frame=frame, done=True)
            return Turn(*ASKED[len(history)], frame)

        Conversation(title="问三句，猜一瓶", alt="三种饮料各有几成把握。", begin=guide, key="conversation", theme="ui")""",
    "sorter": """
        from genmarketing.ui import Item, Sorter

        Sorter(
            title="哪一条查得到", alt="三条引文分进两栏。", key="sorter", theme="ui", question="三条引文，哪些查得到？", bins=[("seen", "查得到"), ("made", "编造的")],
            items=[
                Item("report", "公司年报第 12 页：门店 1,203 家", "seen", "翻到这一页就能看到。"),
                Item("study", "研究表明七成的人愿意多付钱", "made", "哪项研究、谁做的，都没有说。", hints={"seen": "「研究表明」不是出处。"}),
                Item("paper", "《营销的黄昏》，作者不详", "made", "没有这篇论文。"),
            ],
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
