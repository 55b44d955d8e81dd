"""Views on saying 「不知道」: thresholds, what they are graded by, and a published exam graded in two ways."""

from __future__ import annotations

import numpy as np

from genmarketing.data import published
from genmarketing.ui import Bars, Choice, Explorer, Frame, Line, Lines, Marker, Reference, Series, Slider, Tile, Tiles

from ..models.abstention import mean_score, outcome, penalty, risk_coverage
from ..models.arrays import BoolArray, FloatArray
from ..models.enumeration import answer_table, best_answers
from ..models.ngram import NGram
from ..models.world import World

THEME = "hallucination"

GRADES = [0.0, 0.5, 0.75, 0.9]
"""Thresholds t that a grader may ask for; a wrong answer then costs t/(1−t)."""

LEVELS = [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]


def threshold_dial(world: World) -> Explorer:
    """A threshold on confidence, graded at t: coverage, risk, score, and the curve of risk against coverage."""
    weights = {1.0: "常规", 3.0: "偏信大众"}
    known: dict[float, tuple[FloatArray, BoolArray]] = {}
    curves = {}
    for weight in weights:
        best, confidence = best_answers(answer_table(NGram(5, weight).learn(world.sentences()), world))
        known[weight] = (confidence, np.asarray(best != world.truth))
        curves[weight] = risk_coverage(confidence, best != world.truth)

    def results(level: float, graded: float, weight: float) -> Frame:
        confidence, wrong = known[weight]
        now = outcome(confidence, wrong, level, graded)
        coverage, risk = curves[weight]
        tiles = Tiles(
            [
                Tile("回答了", now.coverage, format="0%"),
                Tile("回答里错的", now.risk, format="0.0%", colour="rival"),
                Tile("答错一题扣", penalty(graded), "分", "0"),
                Tile("平均得分", now.score, "分", "0.000", colour="gain" if now.score > 0 else "rival"),
            ]
        )
        chart = Lines(
            [Line("风险", coverage, risk, "rival")],
            "覆盖：回答了多少",
            "风险：回答里错的",
            title="从最有把握的答起",
            markers=[Marker(now.coverage, now.risk, "现在", "main")],
            x_range=(0, 1),
            y_range=(0, 0.6),
            x_format="0%",
            y_format="0%",
        )
        scores = [outcome(confidence, wrong, each, graded).score for each in LEVELS]
        score = Lines(
            [
                Line("平均得分", LEVELS, scores, "gain", points=True),
                Line("全说不知道", [LEVELS[0], LEVELS[-1]], [0, 0], "quiet", dash=True),
            ],
            "把握超过多少才答",
            "平均得分（分）",
            title="门槛定在哪里划算",
            references=[Reference(level, "现在", axis="x")],
            x_format="0%",
            y_range=(min(scores) - 0.1, 0.7),
            y_format="0.0",
        )
        points = f"{now.score:+.3f}".replace("-", "−")
        sentence = f"在这个模型里，把握超过 {level:.0%} 才答：答了 {now.coverage:.0%}，其中错 {now.risk:.1%}，平均 {points} 分。"
        falls = float((np.maximum.accumulate(risk) - risk).max())
        if falls > 0.02:
            sentence += "注意曲线中间有一段先升后降：有些没写过的事，它比写过一次的还有把握。"
        elif graded == 0 and level > 0:
            sentence += "答错不扣分时，闭嘴总是吃亏：这样考，考出来的就是瞎猜。"
        return Frame([tiles, chart, score], sentence)

    return Explorer(
        title="门槛：多有把握才开口",
        alt="左图是风险随覆盖的变化，圆点是现在的门槛；右图是平均得分随门槛的变化，零线是全说不知道。",
        controls=[
            Slider("level", "把握超过多少才答", LEVELS, labels=[f"{level:.0%}" for level in LEVELS]),
            Choice(
                "graded", "计分", [("错了不扣", 0.0), ("扣 1 分", 0.5), ("扣 3 分", 0.75), ("扣 9 分", 0.9)], start=1
            ),
            Choice("weight", "模型", [(f"{label}（λ = {weight:g}）", weight) for weight, label in weights.items()]),
        ],
        results=results,
        key="threshold_dial",
        theme=THEME,
    )


def exam_two_ways() -> Explorer:
    """Two published results on SimpleQA, graded by accuracy or with a penalty."""
    models = {"gpt-5-thinking-mini": "gpt5_thinking_mini", "o4-mini": "o4_mini"}
    shares = {
        name: [published(f"simpleqa_{key}_{part}").value for part in ("right", "wrong", "abstain")]
        for name, key in models.items()
    }

    def results(graded: float) -> Frame:
        scores = {name: mean_score(right, wrong, graded) for name, (right, wrong, _) in shares.items()}
        answers = Bars(
            list(shares),
            [
                Series(part, [values[at] for values in shares.values()], colour)
                for at, (part, colour) in enumerate((("答对", "gain"), ("答错", "rival"), ("不答", "quiet")))
            ],
            "占全部题目（%）",
            title="报告的结果（见于二手文本）",
            horizontal=True,
            stacked=True,
            y_range=(0, 100),
            height=220,
        )
        graded_bars = Bars(
            [*scores, "全部不答"],
            [Series("得分", [*scores.values(), 0], "main")],
            "每 100 题的得分",
            title=f"答错一题扣 {penalty(graded):g} 分",
            horizontal=True,
            labelled=True,
            highlighted=[int(np.argmax([*scores.values(), 0]))],
            y_range=(min(-20.0, 1.2 * min(scores.values())), 40),
            y_format="0",
            height=220,
        )
        first = max(scores, key=lambda name: scores[name])
        sentence = f"答错扣 {penalty(graded):g} 分时，两者里 {first} 在前"
        sentence += "；可是都不如一题不答。" if max(scores.values()) < 0 else "。"
        if graded == 0:
            sentence += "只数答对的，敢猜的就占便宜。"
        return Frame([answers, graded_bars], sentence)

    return Explorer(
        title="同一份考卷，两种打分",
        alt="左图是两个模型在 SimpleQA 上答对、答错和不答的比例；右图是扣分不同时的得分，名次会对调。",
        controls=[
            Slider(
                "graded", "要求的把握 t", GRADES, labels=["0（错了不扣）", "0.5（扣 1）", "0.75（扣 3）", "0.9（扣 9）"]
            )
        ],
        results=results,
        key="exam_two_ways",
        theme=THEME,
    )
