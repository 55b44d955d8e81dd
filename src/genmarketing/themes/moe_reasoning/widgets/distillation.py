"""Views on learning from a teacher: soft against hard labels, and what a filter on answers keeps."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Explorer, Frame, Line, Lines, Marker, Reference, Series, Slider, Tile, Tiles

from ..models.distillation import Lesson, student_accuracy
from ..models.rejection_sampling import draw_samples, expected_flawed_share

THEME = "moe_reasoning"
POINTS = (30, 125, 500, 2000)
TEMPERATURES = (1.0, 2.0, 5.0)
LENGTHS = (2, 6, 12)


def distillation_curve(lesson: Lesson) -> Explorer:
    """Accuracy of a student by number of examples and by what the labels are: 20 fits, about two seconds."""

    def curve(temperature: float | None) -> list[float]:
        return [student_accuracy(lesson, n, temperature, np.random.default_rng(5)) for n in POINTS]

    hard, told = curve(None), curve(0.0)
    soft = {temperature: curve(temperature) for temperature in TEMPERATURES}
    teacher, ceiling = lesson.score(lesson.teacher), lesson.ceiling()

    def results(temperature: float, points: int) -> Frame:
        at = POINTS.index(points)
        chart = Lines(
            [
                Line("硬标签（抽到的答案）", POINTS, hard, "quiet", points=True),
                Line("老师只说答案", POINTS, told, "warm", dash=True, points=True),
                Line(f"软标签，温度 {temperature:g}", POINTS, soft[temperature], "main", points=True),
            ],
            "样本（条）",
            "答对的比例",
            x_scale="log",
            y_range=(0.2, 0.9),
            y_format="0%",
            references=[Reference(max(teacher, ceiling), "老师与理论上限", colour="gain")],
            markers=[Marker(points, soft[temperature][at], "", "rival")],
            height=320,
        )
        gain = soft[temperature][at] - hard[at]
        sentence = f"在这个模型里，{points:,} 条样本：硬标签答对 {hard[at]:.0%}，软标签 {soft[temperature][at]:.0%}，"
        sentence += f"多 {100 * gain:.0f} 个百分点。" if gain >= 0.005 else "软标签没有带来好处。"
        return Frame([chart], sentence)

    return Explorer(
        title="软标签值多少样本",
        alt="两条上升的曲线，横轴是样本数，纵轴是学生答对的比例；软标签在样本少时高出许多，样本多时两线靠拢。",
        controls=[
            Slider("temperature", "温度", TEMPERATURES, start=1),
            Slider("points", "你有多少样本", POINTS, start=1, unit="条"),
        ],
        results=results,
        key="distillation_curve",
        theme=THEME,
    )


def sampling_explorer() -> Explorer:
    """Error per step and tries per question of a policy; what is kept by length, and how much of it is flawed."""
    errors, tries_per_question = (0.05, 0.1, 0.15, 0.2, 0.3), (4, 16, 64)
    lengths = np.repeat(np.array(LENGTHS), 20)
    groups = [f"{length} 步的题" for length in LENGTHS]

    def results(error: float, tries: int) -> Frame:
        samples = draw_samples(lengths, error, tries, np.random.default_rng(1))
        kept = samples.kept()
        written = [int((samples.length == length).sum()) for length in LENGTHS]
        stayed = [int((kept.length == length).sum()) for length in LENGTHS]
        missing = len(lengths) - len(np.unique(kept.question))
        tiles = Tiles(
            [
                Tile("写了", len(samples), "条"),
                Tile("留下", len(kept), "条", note=f"{len(kept) / len(samples):.0%}"),
                Tile("留下的链里有错步", kept.flawed_share(), format="0.0%", colour="rival"),
                Tile("一条也没留下的题", missing, "道", note=f"共 {len(lengths)} 道"),
            ]
        )
        share = [100 * stay / write for stay, write in zip(stayed, written, strict=True)]
        flawed = [100 * expected_flawed_share(length, error) for length in LENGTHS]
        bars = Bars(
            groups,
            [Series("留下的比例", share, "main"), Series("留下的里面有错步（精确值）", flawed, "rival")],
            "比例（%）",
            labelled=True,
            y_format="0",
        )
        sentence = (
            f"在这个模型里，最长的题留下 {share[-1]:.0f}%，最短的留下 {share[0]:.0f}%：样本偏向容易的题；"
            f"留下的长链里约 {flawed[-1]:.0f}% 错错相抵。"
        )
        return Frame([tiles, bars], sentence)

    return Explorer(
        title="自己写，留下答案对的",
        alt="柱图按题的长短比较留下的比例和其中含错步的比例；题越长，留下的越少，含错步的越多。",
        controls=[
            Slider("error", "每步出错", errors, labels=[f"{error:.0%}" for error in errors], start=2),
            Slider("tries", "每道题写几遍", tries_per_question, start=1, unit="遍"),
        ],
        results=results,
        key="sampling_explorer",
        theme=THEME,
    )
