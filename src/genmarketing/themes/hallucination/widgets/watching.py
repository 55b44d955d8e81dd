"""View on the model at work: what it writes freely, each sentence held to the table of facts."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Choice, Explorer, Frame, Mark, Marked, Slider

from ..models.enumeration import hallucination_rate, sentence_table
from ..models.ngram import NGram
from ..models.world import Sentence, World

THEME = "hallucination"

MEMORIES = {2: "只看前 1 个词", 3: "只看前 2 个词", 5: "看前 4 个词"}
"""Order of the n-gram, and how it is told."""

KINDS = {
    "known": ("文本里写过的事实", "gain"),
    "lucky": ("没写过，碰巧说对", "main"),
    "false": ("编的", "rival"),
}


def _told(world: World, tokens: Sentence) -> tuple[str, str]:
    """Kind of a sentence, and what the table of facts says."""
    brand, attribute, value = tokens[1], tokens[3], tokens[5]
    true = world.facts[brand, attribute]
    times = int(world.mentions[world.brands.index(brand), world.attributes.index(attribute)])
    stated = f"文本里写过 {times} 次" if times else "文本里没写过"
    if value != true:
        return "false", f"实际是{true}，{stated}"
    return ("known" if times else "lucky"), stated


def watch_it_write(world: World) -> Explorer:
    """Let models with memories of different length write eight sentences each, at several temperatures."""
    models = {order: NGram(order).learn(world.sentences()) for order in MEMORIES}
    rates = {order: hallucination_rate(sentence_table(model, world), world.truth) for order, model in models.items()}

    def results(order: int, temperature: float, draw: int) -> Frame:
        rng = np.random.default_rng(draw)
        parts: list[Mark | str] = []
        false = 0
        for number in range(8):
            tokens = models[order].write(rng, temperature=temperature)
            kind, note = _told(world, tokens)
            false += kind == "false"
            parts += [f"{number + 1}. {tokens[1]}的{tokens[3]}是", Mark(tokens[5], kind, note), f"。（{note}）\n"]
        sentence = f"在这个模型里，八句话句句通顺，{false} 句是编的。"
        if temperature == 1:
            sentence += f"把它可能说的话全列出来算，温度为 1 时编造占 {rates[order]:.1%}。"
        elif temperature < 1:
            sentence += "温度低，翻来覆去写最常见的几条。"
        else:
            sentence += "温度高，敢挑少见的词，编得也多。"
        return Frame([Marked(parts, KINDS, title="模型写的八句话（品牌全部虚构）")], sentence)

    return Explorer(
        title="看它编",
        alt="模型写的八句话，每句末尾的词按照真假标了三种底色：写过的事实、碰巧说对的、编的；括号里是事实表怎么说。",
        controls=[
            Choice("order", "记性", [(label, order) for order, label in MEMORIES.items()], start=2),
            Slider("temperature", "温度", [0.3, 1.0, 2.0, 3.0], labels=["0.3", "1", "2", "3"], start=1),
            Slider("draw", "再写一次", list(range(1, 7)), labels=[f"第 {n} 次" for n in range(1, 7)]),
        ],
        results=results,
        key="watch_it_write",
        theme=THEME,
    )
