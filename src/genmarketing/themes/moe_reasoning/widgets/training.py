"""Buttons that train the small layer: without and with balancing, and cut into more or fewer experts."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from genmarketing.ui import Bars, Choice, Frame, Line, Lines, Series, Slider, Task, Tile, Tiles

from ..models.cluster_task import ClusterTask
from ..models.moe_layer import LayerConfiguration, MoELayer
from ..models.moe_training import Moment, Result, evaluate, train

STEPS = 1000

UNEVENNESS = 1.5
"""How uneven the uneven data is: the n-th cluster comes 1/n^1.5 as often as the first."""

CUTS = {
    "4 选 1，每位 16 个单元": LayerConfiguration(experts=4, active=1, hidden=16),
    "8 选 2，每位 8 个": LayerConfiguration(experts=8, active=2, hidden=8),
    "16 选 4，每位 4 个": LayerConfiguration(experts=16, active=4, hidden=4),
    "32 选 8，每位 2 个": LayerConfiguration(experts=32, active=8, hidden=2),
    "15 选 3，加 1 位共享": LayerConfiguration(experts=15, active=3, hidden=4, shared=1),
}
"""The same 64 hidden units, 16 of them for each token, cut in different ways."""


def training_task() -> Task:
    """Train with u = 0 and with the chosen u on the same data and seed, then compare loss and MaxVio."""

    def run(supply: str, gate: str, u: float, seed: int) -> Generator[tuple[float, str], None, Frame]:
        task = ClusterTask(np.random.default_rng(seed), unevenness=UNEVENNESS if supply == "uneven" else 0.0)
        exam = task.draw(4000, np.random.default_rng(99))
        configuration = LayerConfiguration(normalise=gate == "normalised")
        results: list[Result] = []
        films: list[list[Moment]] = []
        for round_, step in enumerate((0.0, u)):
            rng = np.random.default_rng(seed + 10)
            layer = MoELayer(task.dimensions, task.classes, configuration, rng)
            film = []
            for moment in train(layer, task, rng, step, steps=STEPS):
                film.append(moment)
                yield (
                    (round_ + moment.step / STEPS) / 2,
                    f"{'不管负载' if not step else '用偏置均衡'}，第 {moment.step} 步",
                )
            films.append(film)
            results.append(evaluate(layer, exam))
        return _comparison(results, films, u)

    return Task(
        title="自己训练一次：均衡要不要付代价",
        alt="训练结束后，数字和曲线比较不管负载与用偏置均衡两次训练的损失和 MaxVio。",
        button="训练两次（约 3 秒）",
        run=run,
        controls=[
            Choice("supply", "数据", [("有的堆常见得多", "uneven"), ("每堆一样多", "even")]),
            Choice("gate", "门控", [("权重归一化（像 V3）", "normalised"), ("不归一化", "plain")]),
            Slider(
                "u",
                "偏置每步挪多少（u）",
                [0.0001, 0.001, 0.01, 0.03],
                labels=["0.0001", "0.001", "0.01", "0.03"],
                start=1,
            ),
            Slider("seed", "随机种子", [1, 2, 3, 4, 5], start=2),
        ],
        key="training_task",
        theme="moe_reasoning",
    )


def _comparison(results: list[Result], films: list[list[Moment]], u: float) -> Frame:
    plain, balanced = results
    change = balanced.loss / plain.loss - 1
    tiles = Tiles(
        [
            Tile("损失，不管负载", plain.loss, "奈特", "0.000", f"MaxVio {plain.max_violation:.2f}", "rival"),
            Tile(f"损失，u = {u:g}", balanced.loss, "奈特", "0.000", f"MaxVio {balanced.max_violation:.2f}", "main"),
            Tile("均衡使损失变了", change, format="0.0%", colour="warm" if change > 0 else "gain"),
        ]
    )
    chart = Lines(
        [
            Line(name, [m.step for m in film], [m.max_violation for m in film], colour)
            for name, film, colour in zip(("不管负载", f"u = {u:g}"), films, ("rival", "main"), strict=True)
        ],
        "训练步",
        "MaxVio（倍）",
        y_format="0.0",
    )
    if abs(change) < 0.01:
        said = "负载摊平了，损失几乎没动。"
    elif change > 0:
        said = "负载摊平了，损失却高了：这一次，均衡要付代价。"
    else:
        said = "负载摊平了，损失还低了一些。"
    return Frame([tiles, chart], f"在这个模型里，这一个种子：{said}换几个种子再训练，别凭一次下结论。")


def granularity_task() -> Task:
    """Train one layer for each of ``CUTS`` with balancing, then compare their losses."""

    def run(seed: int) -> Generator[tuple[float, str], None, Frame]:
        task = ClusterTask(np.random.default_rng(seed))
        exam = task.draw(4000, np.random.default_rng(99))
        losses: dict[str, float] = {}
        for number, (name, configuration) in enumerate(CUTS.items()):
            rng = np.random.default_rng(seed + 10)
            layer = MoELayer(task.dimensions, task.classes, configuration, rng)
            for moment in train(layer, task, rng, steps=STEPS):
                yield (number + moment.step / STEPS) / len(CUTS), f"{name}，第 {moment.step} 步"
            losses[name] = evaluate(layer, exam).loss
        best = min(losses, key=lambda name: losses[name])
        bars = Bars(
            list(losses),
            [Series("损失", list(losses.values()), "main")],
            "损失（奈特，越短越好）",
            horizontal=True,
            labelled=True,
            highlighted=[list(losses).index(best)],
            y_format="0.000",
            height=260,
        )
        return Frame(
            [bars], f"在这个模型里，这一个种子：损失最低的是「{best}」。差别和种子之间的波动差不多大，换几个种子再看。"
        )

    return Task(
        title="同样大小，切成几块",
        alt="训练结束后，横条图比较五种切法的损失。",
        button="五种切法各训练一次（约 10 秒）",
        run=run,
        controls=[Slider("seed", "随机种子", [1, 2, 3, 4, 5])],
        key="granularity_task",
        theme="moe_reasoning",
    )
