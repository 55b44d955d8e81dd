"""Views on the model at work: what it writes freely, and how it weighs the answers to one question."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Mark, Marked, Series, Slider

from ..models.enumeration import hallucination_rate, sentence_table
from ..models.ngram import NGram, temper
from ..models.world import World, question

THEME = "hallucination"

MEMORIES = {2: "只看前 1 个词", 3: "只看前 2 个词", 5: "看前 4 个词"}
"""Order of the n-gram, and how it is told."""

KINDS = {
    "known": ("文本里写过的事实", "gain"),
    "lucky": ("没写过，碰巧说对", "main"),
    "false": ("编的", "rival"),
}


def _told(world: World, tokens: tuple[str, ...]) -> tuple[str, str]:
    """Kind of a sentence, and what the table of facts says."""
    brand, attribute, value = tokens[1], tokens[3], tokens[5]
    true = world.facts[brand, attribute]
    times = int(world.mentions[world.brands.index(brand), world.attributes.index(attribute)])
    stated = f"这条事实在文本里出现 {times} 次。" if times else "这条事实在文本里一次也没有出现。"
    if value != true:
        return "false", f"实际是{true}。{stated}"
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
            parts += [f"{number + 1}. {tokens[1]}的{tokens[3]}是", Mark(tokens[5], kind, note), "。\n"]
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
        alt="模型写的八句话，每句末尾的词按照真假标了三种底色：写过的事实、碰巧说对的、编的。",
        controls=[
            Choice("order", "记性", [(label, order) for order, label in MEMORIES.items()], start=2),
            Slider("temperature", "温度", [0.3, 1.0, 2.0, 3.0], labels=["0.3", "1", "2", "3"], start=1),
            Slider("draw", "再写一次", list(range(1, 7)), labels=[f"第 {n} 次" for n in range(1, 7)]),
        ],
        results=results,
        key="watch_it_write",
        theme=THEME,
    )


def _examples(world: World) -> dict[str, tuple[str, str]]:
    """A question for each degree of knowledge: often stated, once, never (though the brand is known), never at all."""
    per_brand = world.mentions.sum(axis=1)
    found: dict[str, tuple[str, str]] = {}
    wanted = {
        "写过很多次": world.mentions == world.mentions.max(),
        "只写过一次": (world.mentions == 1) & (per_brand[:, None] > 3),
        "没写过，但品牌出现过": (world.mentions == 0) & (per_brand[:, None] > 8),
        "整个品牌都没写过": (world.mentions == 0) & (per_brand[:, None] == 0),
    }
    for name, rows in wanted.items():
        b, a = (int(axis[0]) for axis in np.nonzero(rows))
        found[name] = (world.brands[b], world.attributes[a])
    return found


def question_playground(world: World, model: NGram) -> Explorer:
    """Ask about facts stated often, once or never, at a temperature: the chances of the likeliest answers."""
    examples = _examples(world)

    def results(which: str, temperature: float) -> Frame:
        brand, attribute = examples[which]
        chances = temper(model.next_token(question(brand, attribute)), temperature)
        true = world.facts[brand, attribute]
        best = sorted(chances, key=lambda value: -chances[value])[:7]
        shown = best if true in best else [*best[:6], true]
        bars = Bars(
            [value + ("（真）" if value == true else "") for value in shown],
            [Series("说出它的机会", [chances[value] for value in shown], "main")],
            "机会",
            horizontal=True,
            labelled=True,
            highlighted=[shown.index(true)],
            title=f"「{brand}的{attribute}是……」",
            y_range=(0, 1),
            y_format="0%",
            height=300,
        )
        first = best[0]
        sentence = f"在这个模型里，它最想说「{first}」（{chances[first]:.0%}），说对的机会是 {chances[true]:.1%}。"
        if which.startswith(("没写过", "整个")):
            sentence += "它没有见过答案，只好借别的品牌的答案来说，口气一样。"
        elif which == "只写过一次":
            sentence += "只见过一次：温度低，它信这一次；温度高，就和没见过差不多。"
        return Frame([bars], sentence)

    return Explorer(
        title="问它一句",
        alt="横条图是模型说出各个答案的机会，真的答案用实色标出；没有写过的事实，真的答案几乎没有机会。",
        controls=[
            Choice("which", "这条事实", list(examples), start=2),
            Slider("temperature", "温度", [0.1, 0.5, 1.0, 2.0, 3.0], labels=["0.1", "0.5", "1", "2", "3"], start=2),
        ],
        results=results,
        key="question_playground",
        theme=THEME,
    )


def prompt_compare(world: World, model: NGram) -> Explorer:
    """The same question asked fully and carelessly: what the model can use is what stands in its window.

    For each attribute the fact stated most often, among those that are not also the likeliest guess.
    """
    mentions = world.mentions
    order = np.argsort(-mentions.ravel(), kind="stable")
    best, seen = [], set()
    for place in order:
        b, a = divmod(int(place), len(world.attributes))
        attribute = world.attributes[a]
        guesses = model.next_token(("它", "的", attribute, "是"))
        if a not in seen and world.facts[world.brands[b], attribute] != max(guesses, key=lambda value: guesses[value]):
            seen.add(a)
            best.append((b, a))

    def results(ask: int, wording: str) -> Frame:
        b, a = best[ask]
        brand, attribute = world.brands[b], world.attributes[a]
        asked = {
            "full": question(brand, attribute),
            "vague": ("它", "的", attribute, "是"),
            "typo": ("^", brand[:-1] + "家", "的", attribute, "是"),
        }[wording]
        chances = model.next_token(asked)
        true = world.facts[brand, attribute]
        shown = sorted(chances, key=lambda value: -chances[value])[:5]
        if true not in shown:
            shown = [*shown[:4], true]
        bars = Bars(
            [value + ("（真）" if value == true else "") for value in shown],
            [Series("机会", [chances[value] for value in shown], "main")],
            "机会",
            title="".join(asked).removeprefix("^") + "……",
            horizontal=True,
            labelled=True,
            highlighted=[shown.index(true)],
            y_range=(0, 1),
            y_format="0%",
            height=240,
        )
        said = {
            "full": "品牌名在窗口里，记得的就用上了。",
            "vague": "「它」是谁，模型不知道，只好说最常见的。",
            "typo": "名字差一个字，对它就是没见过的品牌，它照样回答，也不提醒你。",
        }[wording]
        return Frame([bars], f"在这个模型里，说对的机会是 {chances[true]:.0%}。{said}")

    return Explorer(
        title="同一件事，三种问法",
        alt="横条图是同一个问题写全、写成「它」和写错一个字时，模型说出各个答案的机会。",
        controls=[
            Slider(
                "ask",
                "问哪一条",
                list(range(len(best))),
                labels=[f"{world.brands[b]}的{world.attributes[a]}" for b, a in best],
            ),
            Choice(
                "wording", "怎么问", [("写全", "full"), ("用「它」代替", "vague"), ("名字错一个字", "typo")], start=1
            ),
        ],
        results=results,
        key="prompt_compare",
        theme=THEME,
    )
