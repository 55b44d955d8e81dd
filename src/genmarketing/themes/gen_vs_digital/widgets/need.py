"""Views on finding a need: the dialogue itself, what a good order of questions is worth, and whom a shopping agent serves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from genmarketing.ui import (
    Bars,
    Choice,
    Conversation,
    Explorer,
    Frame,
    Line,
    Lines,
    Reference,
    Series,
    Slider,
    Tile,
    Tiles,
    Turn,
)

from ..models.arrays import FloatArray
from ..models.intermediary import serve
from ..models.need_finding import ORDERS, Catalogue, Course, Dialogue, entropy, next_question

THEME = "gen_vs_digital"

ASKED = {
    "scene": "这只包主要在什么时候背？",
    "carry": "想怎么背？",
    "size": "要多大的？",
    "laptop": "要放电脑吗？",
    "waterproof": "要防水吗？",
    "look": "喜欢什么样子？",
    "budget": "打算花多少？",
    "returns": "要能七天退货吗？",
}
"""How each column of the catalogue is asked."""

SURE = 0.75
"""Probability at which the dialogue stops asking."""


def offered(catalogue: Catalogue, question: int) -> list[int]:
    """Numbers of a question's answers in the order in which they are offered: budgets from low to high, others as listed."""
    options = catalogue.options[question]
    return sorted(range(len(options)), key=options.__getitem__ if catalogue.questions[question] == "budget" else None)


def need_dialogue(catalogue: Catalogue) -> Conversation:
    """Talk with the learner: each time the question with the greatest expected gain, until one bag is likely enough."""
    unused = np.random.default_rng(0)

    def begin(history: list[int]) -> Turn:
        dialogue = Dialogue(catalogue)
        for answer in history:
            question = next_question(catalogue, dialogue.belief, dialogue.asked, ORDERS[0], unused)
            if question is None:
                raise ValueError("没有更多的问题了。")
            dialogue.hear(question, offered(catalogue, question)[answer])
        question = next_question(catalogue, dialogue.belief, dialogue.asked, ORDERS[0], unused)
        likely = float(dialogue.belief[dialogue.recommendation])
        if question is None or likely >= SURE:
            name = catalogue.products[dialogue.recommendation]
            return Turn(f"我猜是「{name}」，把握 {likely:.0%}。", frame=_belief(catalogue, dialogue, None), done=True)
        return Turn(
            ASKED.get(catalogue.questions[question], catalogue.questions[question]),
            [catalogue.options[question][answer] for answer in offered(catalogue, question)],
            _belief(catalogue, dialogue, question),
        )

    return Conversation(
        title="问出你要哪一只包",
        alt="一段对话：系统每次问最有信息量的问题；下面的横条是目前最可能的几款和它们的机会，另一张图是各个问题还值多少信息。",
        begin=begin,
        key="need_dialogue",
        theme=THEME,
    )


def _belief(catalogue: Catalogue, dialogue: Dialogue, question: int | None) -> Frame:
    order = np.argsort(-np.round(dialogue.belief, 9), kind="stable")[:6]
    likely = Bars(
        [catalogue.products[i] for i in order],
        [Series("机会", dialogue.belief[order], "main")],
        "是这一款的机会",
        title="最可能的六款",
        horizontal=True,
        labelled=True,
        y_range=(0, 1),
        y_format="0%",
        height=260,
    )
    left = entropy(dialogue.belief)
    open_questions = [q for q in range(len(catalogue.questions)) if q not in dialogue.asked]
    if question is None or not open_questions:
        asked = "、".join(SHORT[catalogue.questions[q]] for q in dialogue.asked)
        unused = [SHORT[catalogue.questions[q]] for q in open_questions]
        spare = f"没有问的：{'、'.join(unused)}。" if unused else ""
        return Frame([likely], f"一共问了 {len(dialogue.asked)} 个问题：{asked}。{spare}还剩 {left:.1f} 比特的不确定。")
    gains = {q: catalogue.information_gain(dialogue.belief, q) for q in open_questions}
    ranked = sorted(gains, key=lambda q: -round(gains[q], 9))
    worth = Bars(
        [SHORT[catalogue.questions[q]] for q in ranked],
        [Series("预期信息量", [gains[q] for q in ranked], "gain")],
        "预期信息量（比特）",
        title="还能问的，各值多少",
        horizontal=True,
        labelled=True,
        highlighted=[ranked.index(question)],
        y_range=(0, 1.6),
        y_format="0.00",
        height=260,
    )
    useless = [SHORT[catalogue.questions[q]] for q in ranked if gains[q] < 1e-9]
    said = f"现在的不确定是 {left:.1f} 比特，相当于 {2**left:.0f} 款一样可能。问「{SHORT[catalogue.questions[question]]}」最值。"
    if useless:
        said += f"「{'、'.join(useless)}」问了也白问，所有的款都一样。"
    return Frame([likely, worth], said)


SHORT = {
    "scene": "场合",
    "carry": "怎么背",
    "size": "大小",
    "laptop": "电脑",
    "waterproof": "防水",
    "look": "样子",
    "budget": "价位",
    "returns": "退货",
}
"""Names of the catalogue's columns for learners."""


def question_orders(courses: Mapping[str, Course]) -> Explorer:
    """Uncertainty and hit rate after each question, for the three orders of asking."""
    last = len(next(iter(courses.values())).right) - 1
    colours = dict(zip(ORDERS, ("main", "rival", "quiet"), strict=True))

    def results(asked: int) -> Frame:
        here = [Reference(asked, "", axis="x")]
        steps = range(last + 1)
        left = Lines(
            [Line(name, steps, course.uncertainty, colours[name], points=True) for name, course in courses.items()],
            "问了几个问题（个）",
            "还剩的不确定（比特）",
            references=here,
            y_range=(0, 5.5),
            y_format="0",
        )
        right = Lines(
            [Line(name, steps, course.right, colours[name], points=True) for name, course in courses.items()],
            "问了几个问题（个）",
            "推荐对的比例",
            references=here,
            y_range=(0, 1),
            y_format="0%",
        )
        rates = [courses[name].right[asked] for name in ORDERS]
        if asked == last:
            said = f"八个问题都问完，三种次序一样，都是 {rates[0]:.0%}：次序省的是时间，不是把握。"
        else:
            said = "，".join(f"{name} {rate:.0%}" for name, rate in zip(ORDERS, rates, strict=True)) + "。"
        return Frame([left, right], f"在这个模型里，问 {asked} 个问题以后，推荐对的比例：{said}")

    return Explorer(
        title="先问什么，差多少",
        alt="左图是还剩的不确定随问题数下降，右图是推荐对的比例上升；先问最有信息量的那条线一直领先，问完八个时三条线汇合。",
        controls=[Slider("asked", "问几个问题", list(range(1, last + 1)), start=2, unit="个")],
        results=results,
        key="question_orders",
        theme=THEME,
    )


def intermediary_dial(fit: FloatArray, prices: FloatArray) -> Explorer:
    """How heavily an agent weighs its commission; what customers get, what it earns, and who sells."""
    weights = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
    random = np.random.default_rng(3).random(len(prices))
    rules = {"各款随意": random, "越贵给得越多": (prices - prices.min()) / (prices.max() - prices.min())}
    served = {rule: [serve(fit, commission, weight) for weight in weights] for rule, commission in rules.items()}

    def results(weight: float, rule: str) -> Frame:
        now = served[rule][weights.index(weight)]
        tiles = Tiles(
            [
                Tile("顾客合适到几成", now.fit, format="0%", note="100% 是对他最合适的那款", colour="main"),
                Tile("买到最合适的人", now.best, format="0%", colour="main"),
                Tile("代理收到的佣金", now.commission, format="0.00", note="满分 1", colour="rival"),
                Tile("卖得最多的一款占", now.leaders_share, format="0%"),
            ]
        )
        chart = Lines(
            [
                Line("顾客合适到几成", weights, [each.fit for each in served[rule]], "main", points=True),
                Line("代理收到的佣金", weights, [each.commission for each in served[rule]], "rival", points=True),
            ],
            "排序时佣金占多重",
            "0 到 1",
            x_format="0%",
            references=[Reference(weight, "", axis="x")],
            y_range=(0, 1),
            y_format="0.0",
            height=280,
        )
        if weight == 0:
            said = "排序只看合不合适，人人买到最合适的一款。"
        elif weight == 1:
            said = "排序只看佣金，所有人买到同一款。"
        else:
            said = f"佣金占 {weight:.0%}，{1 - now.best:.0%} 的人没有买到最合适的那款，而他们看不到排序，也就不知道。"
        return Frame([tiles, chart], f"在这个模型里，{said}")

    return Explorer(
        title="替你下单的代理，听谁的",
        alt="两条线：排序里佣金越重，顾客买到的越不合适，代理收到的佣金越多。",
        controls=[
            Slider("weight", "佣金占多重", weights, labels=[f"{weight:.0%}" for weight in weights], start=3),
            Choice("rule", "佣金怎样定", list(rules)),
        ],
        results=results,
        key="intermediary_dial",
        theme=THEME,
    )
