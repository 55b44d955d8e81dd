"""View on temperature: which errors it removes, which it never does, and what it brings in return."""

from __future__ import annotations

from genmarketing.ui import Explorer, Frame, Line, Lines, Marker, Slider, Tile, Tiles

from ..models.arrays import FloatArray
from ..models.enumeration import of_truth, temper_table
from ..models.scenarios import different_answers
from ..models.world import World


def temperature_dial(world: World, answers: FloatArray) -> Explorer:
    """Wrong answers by temperature, over facts stated often, once and never, and how varied answers are."""
    dial = [0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0]
    groups = {
        "没写过的": (world.mentions == 0, "rival"),
        "写过一次的": (world.mentions == 1, "warm"),
        "写过多次的": (world.mentions > 1, "gain"),
    }
    wrong: dict[str, list[float]] = {name: [] for name in groups}
    ideas = []
    for temperature in dial:
        table = temper_table(answers, temperature)
        chance = 1 - of_truth(table, world.truth)
        for name, (rows, _) in groups.items():
            wrong[name].append(float(chance[rows].mean()))
        ideas.append(different_answers(table))
    shares = {name: float(rows.mean()) for name, (rows, _) in groups.items()}

    def results(temperature: float) -> Frame:
        at = dial.index(temperature)
        overall = sum(shares[name] * wrong[name][at] for name in groups)
        tiles = Tiles(
            [
                Tile("答错，全部问题", overall, format="0.0%"),
                Tile("答错，没写过的", wrong["没写过的"][at], format="0.0%", colour="rival"),
                Tile("答错，写过多次的", wrong["写过多次的"][at], format="0.0%", colour="gain"),
                Tile("问十遍，几种答案", ideas[at], "种", "0.0"),
            ]
        )
        chart = Lines(
            [Line(name, dial, wrong[name], colour) for name, (_, colour) in groups.items()],
            "温度",
            "答错的机会",
            x_scale="log",
            y_range=(0, 1),
            y_format="0%",
            markers=[
                Marker(temperature, wrong[name][at], f"{wrong[name][at]:.0%}", colour)
                for name, (_, colour) in groups.items()
            ],
        )
        if temperature <= 0.3:
            said = "低温去掉了本可避免的错。"
        elif temperature < 1.5:
            said = "写过一次的开始摇摆。"
        else:
            said = "高温连写过多次的也说错了，换来的是花样。"
        said += f"没写过的，照样错 {wrong['没写过的'][at]:.0%}。"
        return Frame([tiles, chart], f"在这个模型里，温度 {temperature:g} 时答错 {overall:.1%}。{said}")

    return Explorer(
        title="温度拨盘：哪些错能拧掉",
        alt="三条线是三类事实的答错率随温度的变化：没写过的一直在九成以上，写过多次的低温时接近零、高温时升上去。",
        controls=[Slider("temperature", "温度", dial, start=dial.index(1.0))],
        results=results,
        key="temperature_dial",
        theme="hallucination",
    )
