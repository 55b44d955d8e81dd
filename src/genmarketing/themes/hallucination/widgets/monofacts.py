"""Views on why a calibrated model hallucinates: monofacts, the bound with its slack, and what repetition buys."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Line, Lines, Marker, Reference, Series, Slider, Tile, Tiles

from ..models.enumeration import hallucination_rate
from ..models.monofacts import (
    LowerBound,
    calibrated_rate,
    good_turing,
    lower_bound,
    memoriser,
    miscalibration,
    missing_mass,
    monofact_rate,
    repeat_some,
    true_sentences,
)
from ..models.world import popularity

THEME = "hallucination"

BRANDS, ATTRIBUTES, VALUES = 400, 5, 40
"""A world of 80 000 sentences, 2000 of them true."""

WORLDS = {40: "40", 1_000: "1,000", 100_000: "10 万"}
"""Values that an attribute may have, and how the number is told. Only the smallest world is written out."""


class _Source:
    """A made world of that size with a text of ``statements`` sentences."""

    def __init__(self, exponent: float, statements: int) -> None:
        rng = np.random.default_rng(statements + round(100 * exponent))
        shape = (BRANDS, ATTRIBUTES)
        shares = popularity(BRANDS * ATTRIBUTES, exponent, rng)
        self.truth = rng.integers(VALUES, size=shape)
        self.mentions = rng.multinomial(statements, shares).reshape(shape)
        self.shares = shares.reshape(shape)
        self.said = true_sentences(self.shares, self.truth, VALUES)

    def calibrated(self) -> tuple[float, float]:
        """Hallucination and miscalibration of the Good–Turing model."""
        model = good_turing(self.mentions, self.truth, VALUES)
        return hallucination_rate(model, self.truth), miscalibration(model, self.said)

    def memorised(self) -> float:
        """Hallucination of the memoriser."""
        return hallucination_rate(memoriser(self.mentions, self.truth, VALUES), self.truth)

    def missing(self) -> float:
        """Share of the source's talk that is about facts the text never states."""
        return missing_mass(self.mentions, self.shares)


def monofact_line() -> Explorer:
    """Unevenness and length of the text, size of the world: monofact rate, two models' hallucination, the bound part by part."""
    exponents, lengths = [0.0, 0.5, 1.0, 1.5], [1000, 2000, 4000, 8000]
    sources = {(exponent, length): _Source(exponent, length) for exponent in exponents for length in lengths}
    rates = {at: monofact_rate(source.mentions) for at, source in sources.items()}
    errors = {at: source.calibrated()[1] for at, source in sources.items()}
    memorised = {at: source.memorised() for at, source in sources.items()}
    straight = [0.0, max(rates.values())]

    def results(exponent: float, length: int, values: int) -> Frame:
        rate, error = rates[exponent, length], errors[exponent, length]
        factor = calibrated_rate(1.0, values)
        bound = lower_bound(rate, error, length, values - 1)
        chart = Lines(
            [
                Line(
                    "校准的模型，16 种文本",
                    [*rates.values()],
                    [factor * each for each in rates.values()],
                    "main",
                    joined=False,
                ),
                Line("死记硬背的模型", [*rates.values()], [*memorised.values()], "gain", joined=False),
                Line(f"{factor:.5g} × 单次率", straight, [factor * each for each in straight], "quiet", dash=True),
            ],
            "单次率：只写过一次的事实占全部句子",
            "编造率：写出的话里假的占多少",
            title="单次率多高，编造率就多高",
            markers=[Marker(rate, factor * rate, "现在", "rival")],
            x_range=(0, 0.65),
            y_range=(0, 0.65),
            x_format="0%",
            y_format="0%",
        )
        sentence = (
            f"在这个模型里，单次率 {rate:.1%}，校准的模型编造 {factor * rate:.1%}。"
            f"死记的模型编造 {memorised[exponent, length]:.0%}，"
            f"可是世上的话有 {sources[exponent, length].missing():.1%} 讲的是它没见过的事，它一句也不留。"
        )
        return Frame([chart, _parts(bound)], sentence + _about(bound))

    return Explorer(
        title="只写过一次的事实，和编造",
        alt="左图的点排在一条斜线上：单次率越高，校准模型的编造率越高，死记的模型在零线上；右图把下界拆成几段，世界小时余量比单次率还大。",
        controls=[
            Slider("exponent", "重复有多不均", exponents, labels=["一样多", "0.5", "1", "1.5"], start=2),
            Slider("length", "文本有多少句", lengths, start=1, unit="句"),
            Choice("values", "一个属性有多少种值", [(told, values) for values, told in WORLDS.items()]),
        ],
        results=results,
        key="monofact_line",
        theme=THEME,
    )


def _parts(bound: LowerBound) -> Bars:
    names = ["单次率", "− 失准", "− 稀疏余量", "− 样本余量", "= 定理保证"]
    values = [
        bound.monofacts,
        -bound.miscalibration,
        -bound.sparsity_slack,
        -bound.sample_slack,
        bound.value,
    ]
    return Bars(
        names,
        [Series("大小", values, "main")],
        "占写出的话",
        title="下界，一项一项",
        horizontal=True,
        labelled=True,
        highlighted=[4],
        y_format="0.0%",
        y_range=(-2, 1),
        height=280,
    )


def _about(bound: LowerBound) -> str:
    if bound.value > 0:
        return f"余量小下来，定理才开口：至少编造 {bound.value:.1%}。"
    if bound.sparsity_slack > bound.monofacts:
        return "定理的下界是负数，什么也没有保证：值的种类太少，稀疏余量比单次率还大。斜线是算出来的，不是定理给的。"
    return "定理的下界是负数，什么也没有保证：单次率不够高，抵不过失准和样本余量。斜线是算出来的，不是定理给的。"


def repeat_dial() -> Explorer:
    """Repeat five per cent of the text: hallucination falls, calibration suffers."""
    times = [1, 2, 3, 5, 10, 20]
    outcomes = []
    for each in times:
        results_of = []
        for seed in range(3):
            source = _Source(0.5, 2000)
            repeated = repeat_some(source.mentions, 0.05, each, np.random.default_rng(seed))
            model = good_turing(repeated, source.truth, VALUES)
            results_of.append((hallucination_rate(model, source.truth), miscalibration(model, source.said)))
        outcomes.append(tuple(float(x) for x in np.mean(results_of, axis=0)))
    rates, errors = zip(*outcomes, strict=True)

    def results(repeat: int) -> Frame:
        at = times.index(repeat)
        tiles = Tiles(
            [
                Tile("编造率", rates[at], format="0.0%", colour="rival"),
                Tile("失准", errors[at], format="0.0%", colour="main"),
                Tile("编造率比原来", rates[at] / rates[0] - 1, format="0%", colour="gain"),
            ]
        )
        chart = Lines(
            [Line("编造率", times, rates, "rival", points=True), Line("失准", times, errors, "main", points=True)],
            "抽中的 5% 重复几遍",
            "占全部写出的话",
            x_scale="log",
            y_range=(0, 0.5),
            y_format="0%",
            references=[Reference(repeat, "现在", axis="x")],
        )
        if repeat == 1:
            said = "没有重复，编造率跟着单次率。"
        else:
            said = f"编造率降了 {1 - rates[at] / rates[0]:.0%}，失准升到 {errors[at]:.1%}：它少编了，也更偏向被重复的那几条。"
        return Frame([tiles, chart], f"在这个模型里，把 5% 的句子写 {repeat} 遍：{said}")

    return Explorer(
        title="重复一点，少编一点，偏一点",
        alt="两条线：抽中的 5% 句子重复得越多，编造率越低，失准越高。",
        controls=[Slider("repeat", "重复几遍", times, start=4, unit="遍")],
        results=results,
        key="repeat_dial",
        theme=THEME,
    )
