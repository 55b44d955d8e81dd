"""View on the scaling law: one compute budget, two published fits, and the model size the learner would build."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Explorer, Frame, Line, Lines, Marker, Reference, Slider, Tile, Tiles

from ..models.scaling import CHINCHILLA, CHINCHILLA_COMPUTE, REPLICATION

BUDGETS = {
    1e20: "10²⁰",
    1e21: "10²¹",
    1e22: "10²²",
    1e23: "10²³",
    CHINCHILLA_COMPUTE: "5.76×10²³",
    3.3e24: "3.3×10²⁴",
    1e25: "10²⁵",
    1e26: "10²⁶",
}
"""Compute in floating-point operations, and how it is written."""

WHOSE = {CHINCHILLA_COMPUTE: "（Chinchilla 用的）", 3.3e24: "（约为 V3 用的）"}
"""Who spent that much."""

WORST = 3.2
"""Loss above which a curve is left out, so that the valley can be seen."""


def _size(parameters: float) -> str:
    return f"{parameters / 1e9:.3g} B"


def scaling_explorer() -> Explorer:
    """Choose a budget and a model size; see both fits' loss curves, their optima, and what the choice costs."""
    grid = np.logspace(8, 12.5, 73)
    sizes = [float(size) for size in np.logspace(8, 12.5, 19)]
    fits = (("2022 年论文", CHINCHILLA, "main"), ("2024 年重算", REPLICATION, "rival"))

    def results(compute: float, size: float) -> Frame:
        lines, markers, tiles, losses = [], [], [], []
        for name, law, colour in fits:
            loss = np.asarray(law.loss_at_compute(compute, grid))
            best = law.optimum(compute)
            lines.append(Line(name, grid / 1e9, np.where(loss < WORST, loss, np.nan), colour))
            markers.append(Marker(best.parameters / 1e9, best.loss, f"{name[:4]} 最低", colour))
            note = f"每个参数配 {best.tokens_per_parameter:.0f} 个 token"
            tiles.append(Tile(f"{name}：最好造多大", _size(best.parameters), note=note, colour=colour))
            losses.append(float(law.loss_at_compute(compute, size)) - best.loss)
        tokens = compute / 6 / size
        tiles.append(Tile("你打算造", _size(size), note=f"数据只够每个参数 {tokens / size:.3g} 个 token"))
        chart = Lines(
            lines,
            "模型大小（B 参数）",
            "预测的损失（奈特／token）",
            x_scale="log",
            y_range=(1.8, WORST),
            y_format="0.0",
            markers=markers,
            references=[Reference(size / 1e9, "你打算造", axis="x")],
            height=340,
        )
        sentence = (
            f"在这个公式里，用 {BUDGETS[compute]} 次运算{WHOSE.get(compute, '')}造 {_size(size)}，比各自的最低点多 {losses[0]:.3f}（2022 年）"
            f"和 {losses[1]:.3f}（2024 年）奈特。"
        )
        if max(losses) < 0.02:
            sentence += "谷底很平，差一点关系不大。"
        elif size > REPLICATION.optimum(compute).parameters:
            sentence += "模型偏大：参数没有读够数据。"
        else:
            sentence += "模型偏小：数据再多也装不下。"
        return Frame([Tiles(tiles), chart], sentence)

    return Explorer(
        title="同样的预算，模型该造多大",
        alt="两条碗形曲线，横轴是模型大小，纵轴是预测的损失；两套常数的最低点不在同一处，竖线是你的选择。",
        controls=[
            Slider("compute", "训练算力（次运算）", list(BUDGETS), labels=list(BUDGETS.values()), start=4),
            Slider("size", "你打算造多大", sizes, labels=[_size(size) for size in sizes], start=11),
        ],
        results=results,
        key="scaling_explorer",
        theme="moe_reasoning",
    )
