"""Views on one question: how the model weighs its answers, what stating the fact changes, and what the wording does."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Series, Slider, TextField, Writer

from ..models.ngram import NGram, temper
from ..models.world import World, question, sentence

THEME = "hallucination"

LONGEST = 40
"""Most characters of a question."""


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


def _likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda value: chances[value])


def _chances(asked: str, chances: Mapping[str, float], true: str | None, rows: int) -> Bars:
    """The likeliest answers, and the true one whatever its chance; all in the colour of inventions where none is true."""
    best = sorted(chances, key=lambda value: -chances[value])[:rows]
    shown = best if true is None or true in best else [*best[: rows - 1], true]
    return Bars(
        [value + ("（真）" if value == true else "") for value in shown],
        [Series("说出它的机会", [chances.get(value, 0.0) for value in shown], "main" if true else "rival")],
        "机会",
        horizontal=True,
        labelled=True,
        highlighted=[] if true is None else [shown.index(true)],
        title=f"「{asked}……」",
        y_range=(0, 1),
        y_format="0%",
        height=60 + 34 * rows,
    )


def question_playground(world: World) -> Explorer:
    """Ask about facts stated often, once or never, at a temperature, and state the fact some more times first."""
    examples = _examples(world)
    more = [0, 1, 3, 10]
    models = {
        (which, extra): NGram().learn(
            [*world.sentences(), *[sentence(brand, attribute, world.facts[brand, attribute])] * extra]
        )
        for which, (brand, attribute) in examples.items()
        for extra in more
    }

    def results(which: str, temperature: float, extra: int) -> Frame:
        brand, attribute = examples[which]
        asked, true = question(brand, attribute), world.facts[brand, attribute]
        chances, before = (temper(models[which, times].next_token(asked), temperature) for times in (extra, 0))
        first = _likeliest(chances)
        text = f"在这个模型里，它最想说「{first}」（{chances[first]:.0%}），说对的机会是 {chances.get(true, 0.0):.1%}。"
        if extra:
            text += f"补写 {extra} 遍以前，说对的机会是 {before.get(true, 0.0):.1%}。"
        elif which.startswith(("没写过", "整个")):
            text += "它没有见过答案，只好借别的品牌的答案来说，口气一样。"
        elif which == "只写过一次":
            text += "只见过一次：温度低，它信这一次；温度高，就和没见过差不多。"
        return Frame([_chances("".join(asked[1:]), chances, true, 7)], text)

    return Explorer(
        title="问它一句",
        alt="横条图是模型说出各个答案的机会，真的答案用实色标出；没有写过的事实，真的答案几乎没有机会，补写几遍才有。",
        controls=[
            Choice("which", "这条事实", list(examples), start=2),
            Slider("temperature", "温度", [0.1, 0.5, 1.0, 2.0, 3.0], labels=["0.1", "0.5", "1", "2", "3"], start=2),
            Slider("extra", "往文本里补写它", more, unit="遍"),
        ],
        results=results,
        key="question_playground",
        theme=THEME,
    )


def ask_it_yourself(world: World, model: NGram) -> Writer:
    """Write a question of one's own: full, careless, with a slip, or about a shop that the model never heard of."""
    brand, attribute = _well_known(world, model)

    def respond(text: str) -> Frame:
        match = re.fullmatch(r"(.+?)的(.+?)是", text.strip())
        if not match:
            raise ValueError("写成「某品牌的某件事是」，写到「是」字为止，后面留给模型。")
        brand, attribute = match.groups()
        chances = model.next_token(question(brand, attribute))
        true = world.facts.get((brand, attribute))
        return Frame(
            [_chances(match[0], chances, true, 6)], f"在这个模型里，{_heard(world, brand, attribute, chances)}"
        )

    return Writer(
        title="你来问",
        alt="上面一格是问题，可以改写；横条图是模型说出各个答案的机会，真的答案用实色标出。",
        fields=[
            TextField(
                "text",
                "问题，写到「是」字为止",
                value=f"{brand}的{attribute}是",
                limit=LONGEST,
                hint="某品牌的某件事是",
            )
        ],
        respond=respond,
        key="ask_it_yourself",
        theme=THEME,
    )


def _well_known(world: World, model: NGram) -> tuple[str, str]:
    """The fact stated most often, among those that the habits of other brands do not give away."""
    habits = [model.next_token(("的", attribute, "是")) for attribute in world.attributes]
    usual = [world.values.index(_likeliest(habit)) for habit in habits]
    telling = np.where(world.truth == np.array(usual), 0, world.mentions)
    b, a = divmod(int(telling.argmax()), len(world.attributes))
    return world.brands[b], world.attributes[a]


def _heard(world: World, brand: str, attribute: str, chances: Mapping[str, float]) -> str:
    """What the model made of the words."""
    first = _likeliest(chances)
    said = f"它最想说「{first}」（{chances[first]:.0%}）。"
    if attribute not in world.attributes:
        return f"{said}「{attribute}」它没见过，只看得懂「是」字：凡是跟在「是」后面的词，都拿来答。"
    if brand not in world.brands:
        return f"{said}它没见过「{brand}」，只好说别的品牌最常见的{attribute}，也不提醒你。"
    times = int(world.mentions[world.brands.index(brand), world.attributes.index(attribute)])
    right = f"说对的机会是 {chances.get(world.facts[brand, attribute], 0.0):.0%}。"
    if times:
        return f"{said}{right}这条事实写过 {times} 次，品牌名在窗口里，它才用得上。"
    return f"{said}{right}名字写全了，可是这条事实一次也没写过。"
