"""Views on load balance: the film of the router alone, the film of training, and who serves which cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Film, Frame, Heat, Line, Lines, Marker, Reference, Series, Slider

from ..models.arrays import IntArray
from ..models.cluster_task import ClusterTask
from ..models.load_balance import Batch, late_violation
from ..models.moe_layer import MoELayer
from ..models.moe_training import Moment
from ..models.specialisation import service_table

THEME = "moe_reasoning"


def _load_bars(load: IntArray, average: float, highest: float) -> Bars:
    busiest = int(np.argmax(load))
    return Bars(
        [str(i + 1) for i in range(len(load))],
        [Series("收到的 token", load, "main")],
        "收到的 token（个）",
        x="专家",
        title="这一批的活怎样分",
        highlighted=[busiest] if load[busiest] > 1.5 * average else (),
        y_range=(0, highest),
        references=[Reference(average, "平均", colour="rival")],
    )


def load_balance_film(films: Mapping[float, Sequence[Batch]]) -> Explorer:
    """Play how a bias evens out the load, for each step size u in ``films`` (histories of equal length)."""
    first = next(iter(films.values()))
    shown = [0, *range(9, len(first), 10)]
    highest = max(int(film[i].load.max()) for film in films.values() for i in shown)
    average = float(first[0].load.mean())
    violations = {u: [batch.max_violation for batch in film] for u, film in films.items()}
    curve = range(0, len(first), 3)
    top = max(max(values) for values in violations.values())

    def results(u: float, batch: int) -> Frame:
        now = films[u][batch]
        late, lasting = late_violation(list(films[u]))
        line = Line(f"u = {u:g}", [i + 1 for i in curve], [violations[u][i] for i in curve], "main")
        chart = Lines(
            [line],
            "批",
            "MaxVio（倍）",
            title="最忙的专家比平均多几倍",
            markers=[Marker(batch + 1, now.max_violation, "现在", "rival")],
            y_range=(0, top * 1.05),
            y_format="0.0",
        )
        busiest = int(np.argmax(now.load)) + 1
        sentence = (
            f"在这个模型里，第 {batch + 1} 批最忙的是专家 {busiest}，比平均多 {now.max_violation:.0%}；"
            f"走到最后，每批的 MaxVio 约 {late:.2f}，把 100 批加起来看是 {lasting:.2f}。"
        )
        return Frame([_load_bars(now.load, average, highest), chart], sentence)

    steps = list(films)
    return Explorer(
        title="负载均衡的影片",
        alt="左图是十六位专家这一批收到的 token 数和平均线；右图是 MaxVio 随批次的变化，圆点是现在。",
        controls=[
            Slider("u", "偏置每批挪多少（u）", steps, labels=[f"{u:g}" for u in steps], start=0),
            Film("batch", "批", shown, labels=[f"第 {i + 1} 批" for i in shown], start=len(shown) - 1, seconds=8),
        ],
        results=results,
        key="load_balance_film",
        theme=THEME,
    )


def training_film(films: Mapping[str, Sequence[Moment]]) -> Explorer:
    """Play the training of layers side by side: load of the batch, MaxVio, and the loss (mean of ten moments)."""
    first = next(iter(films.values()))
    shown = [0, *range(4, len(first), 5)]
    highest = max(int(film[i].load.max()) for film in films.values() for i in shown)
    average = float(first[0].load.mean())
    steps = [moment.step for moment in first]

    def smooth(values: Sequence[float]) -> list[float]:
        return [float(np.mean(values[max(0, i - 9) : i + 1])) for i in range(len(values))]

    curves = {
        name: (smooth([moment.max_violation for moment in film]), smooth([moment.loss for moment in film]))
        for name, film in films.items()
    }
    colours = dict(zip(films, ("rival", "main"), strict=True))

    def results(way: str, moment: int) -> Frame:
        now = films[way][moment]
        here = Reference(now.step, "", axis="x")
        violation = Lines(
            [Line(name, steps, curve[0], colours[name]) for name, curve in curves.items()],
            "训练步",
            "MaxVio（倍）",
            references=[here],
            y_format="0.0",
        )
        loss = Lines(
            [Line(name, steps, curve[1], colours[name]) for name, curve in curves.items()],
            "训练步",
            "损失（奈特）",
            references=[here],
            y_format="0.0",
        )
        idle = int((now.load < average / 4).sum())
        sentence = (
            f"在这个模型里，{way}，第 {now.step} 步：最忙的专家比平均多 {now.max_violation:.0%}，"
            f"有 {idle} 位拿到的活不到平均的四分之一。"
        )
        return Frame([_load_bars(now.load, average, highest), violation, loss], sentence)

    return Explorer(
        title="边训练边看负载",
        alt="一张柱图是每位专家在这一批收到的 token；两张线图是两种做法的 MaxVio 和损失随训练步的变化。",
        controls=[
            Choice("way", "做法", list(films)),
            Film(
                "moment", "训练步", shown, labels=[f"第 {steps[i]} 步" for i in shown], start=len(shown) - 1, seconds=6
            ),
        ],
        results=results,
        key="training_film",
        theme=THEME,
    )


def specialisation_map(layer: MoELayer, task: ClusterTask) -> Explorer:
    """Show how each cluster's tokens are shared among the experts of a trained layer."""
    points = task.draw(4000, np.random.default_rng(3))
    table = service_table(points.cluster, layer.forward(points.x).chosen, task.clusters, layer.configuration.experts)
    by_cluster = table / np.bincount(points.cluster, minlength=task.clusters)[:, None]
    by_expert = table / table.sum(axis=0, keepdims=True)
    grouped = sorted(range(table.shape[1]), key=lambda e: (int(np.argmax(table[:, e])), -int(table[:, e].max())))

    def results(order: str, view: str) -> Frame:
        columns = grouped if order == "grouped" else list(range(table.shape[1]))
        values = (by_cluster if view == "cluster" else by_expert)[:, columns]
        heat = Heat(
            values,
            [f"第 {i + 1} 堆" for i in range(len(values))],
            [str(e + 1) for e in columns],
            "这堆点里叫了他的" if view == "cluster" else "占这位专家的比例",
            x="专家",
            format="0%",
            labelled=False,
            height=400,
        )
        if view == "cluster":
            most = by_cluster.max(axis=1).mean()
            said = f"一堆点里平均 {most:.0%} 都叫了同一位专家，每个点另叫的 {layer.configuration.active - 1} 位就因点而异了。"
        else:
            most = by_expert.max(axis=0).mean()
            said = f"一位专家的活里，最大的一堆平均只占 {most:.0%}；每个点要叫 {layer.configuration.active} 位，所以人人都得管好几堆。"
        return Frame([heat], f"在这个模型里，分工是练出来的，不是指定的：{said}")

    return Explorer(
        title="谁为谁干活",
        alt="热图：每行是一堆点，每列是一位专家，颜色越深，叫得越多；每行有几个深格，每列也有几个。",
        controls=[
            Choice("order", "专家的次序", [("分工相近的排在一起", "grouped"), ("按编号", "number")]),
            Choice("view", "比例按谁算", [("每堆点叫了谁", "cluster"), ("每位专家的活从哪来", "expert")]),
        ],
        results=results,
        key="specialisation_map",
        theme=THEME,
    )
