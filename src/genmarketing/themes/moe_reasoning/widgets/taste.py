"""Views on scoring: a taste learned from clicks, how far a model may follow it, and advantages within a group."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Bars, Choice, Duel, Explorer, Frame, Line, Lines, Series, Slider, Tile, Tiles

from ..models.arrays import FloatArray
from ..models.bradley_terry import count_wins, elo_points, fit_strengths, next_pair, win_probability
from ..models.dpo import best_policy, divergence, expected_reward
from ..models.grpo import group_advantages, train_grpo

THEME = "moe_reasoning"

SLOGANS = (
    "赶早八，先来一杯",
    "不排队的好咖啡",
    "少糖，多一点自己",
    "楼下那杯，刚刚好",
    "豆子讲究，价格随和",
    "给会议一点香味",
    "今天也要醒着做梦",
    "一杯，换半小时安静",
)
"""Invented slogans of an invented coffee brand."""

ENOUGH = 8
"""Picks from which the learner's own taste is used."""

PRIOR = 0.5
"""Imagined wins each way between every two slogans: few picks give moderate scores."""

TYPICAL = np.array([0.24, 0.19, 0.15, 0.13, 0.1, 0.08, 0.06, 0.05])
"""How often the model before any preference training writes each slogan; made."""

SIMULATED_TASTE = np.array([-0.6, 0.2, 0.4, -0.2, 0.1, -0.9, 1.0, 0.0])
"""Scores used while the learner has hardly picked; made."""


def _scores(history: list[tuple[int, int]]) -> FloatArray:
    return fit_strengths(count_wins(history, len(SLOGANS)), PRIOR)


def taste_duel() -> Duel:
    """Let the learner pick between slogans; Bradley–Terry scores follow each pick, the model asks the next pair."""

    def update(history: list[tuple[int, int]]) -> Frame:
        scores = _scores(history)
        order = np.argsort(-scores, kind="stable")
        bars = Bars(
            [SLOGANS[i] for i in order],
            [Series("分数", elo_points(scores)[order] - 1500, "main")],
            "分数（Elo 分，0 为平均）",
            horizontal=True,
            labelled=True,
            y_range=(-400, 400),
            y_format="0",
            highlighted=[0] if history else [],
        )
        if not history:
            return Frame([bars], "还没有比过，八条都是 0 分。")
        first, second = int(order[0]), int(order[1])
        chance = win_probability(float(scores[first]), float(scores[second]))
        sentence = f"比了 {len(history)} 次。模型认为你最喜欢「{SLOGANS[first]}」，它胜过第二名的机会是 {chance:.0%}。"
        if len(history) < ENOUGH:
            sentence += "现在还很没有把握。"
        elif chance < 0.6:
            sentence += "前两名几乎分不出高下。"
        return Frame([bars], sentence)

    def ask(history: list[tuple[int, int]]) -> tuple[int, int]:
        return next_pair(count_wins(history, len(SLOGANS)), np.random.default_rng(len(history)), PRIOR)

    return Duel(
        title="用你的点击训练一个口味",
        alt="两张口号卡片供挑选，下面的横条图是八条口号现在的分数，从高到低。",
        items=SLOGANS,
        update=update,
        next_pair=ask,
        key="taste_duel",
        theme=THEME,
    )


def leash_dial(duel: Duel) -> Explorer:
    """Move β: how far a model goes towards the scores that the picks of ``duel`` gave, away from what it wrote before."""
    own = len(duel.history) >= ENOUGH
    reward = _scores(duel.history) if own else SIMULATED_TASTE
    whose = f"你的 {len(duel.history)} 次挑选" if own else "一份模拟的口味（你挑的还太少）"
    betas = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
    best = int(np.argmax(reward))

    def results(beta: float) -> Frame:
        policy = best_policy(reward, TYPICAL, beta)
        tiles = Tiles(
            [
                Tile("平均得分", expected_reward(policy, reward), format="0.00", colour="gain"),
                Tile("离原来的模型有多远", divergence(policy, TYPICAL), "奈特", "0.00", colour="rival"),
                Tile("最高分那条占", float(policy[best]), format="0%"),
            ]
        )
        bars = Bars(
            SLOGANS,
            [Series("原来写它的机会", TYPICAL, "quiet"), Series("照口味训练以后", policy, "main")],
            "机会",
            horizontal=True,
            y_range=(0, 1),
            y_format="0%",
            height=380,
        )
        if policy[best] > 0.9:
            said = "它几乎只会写一条了：分数最高，花样全无。"
        elif divergence(policy, TYPICAL) < 0.05:
            said = "绳子太短，口味几乎没有进去。"
        else:
            said = "口味进去了，花样还在。"
        return Frame([tiles, bars], f"奖励来自{whose}。β = {beta:g}：{said}")

    return Explorer(
        title="奖励和绳子：β",
        alt="横条图比较八条口号在训练前后被写出来的机会；β 越小，越集中到最高分的那一条。",
        controls=[Slider("beta", "离开原来的模型罚多重（β）", betas, start=4)],
        results=results,
        key="leash_dial",
        theme=THEME,
    )


def group_advantage() -> Explorer:
    """Advantages of a group of answers by how many are right, and learning curves for several group sizes."""
    sizes, updates = (4, 8, 16), 15
    questions = np.arange(12) % 6
    curves = {
        size: np.mean(
            [train_grpo(questions, 6, size, updates, np.random.default_rng(seed)) for seed in range(3)], axis=0
        )
        for size in (2, *sizes)
    }
    colours = {2: "quiet", 4: "warm", 8: "main", 16: "gain"}
    shares = {0.0: "全错", 0.25: "四分之一对", 0.5: "一半对", 0.75: "四分之三对", 1.0: "全对"}

    def results(size: int, share: float) -> Frame:
        right = round(size * share)
        advantage = group_advantages(np.array([1.0] * right + [0.0] * (size - right)))
        bars = Bars(
            [f"{i + 1}" for i in range(size)],
            [Series("相对优势", advantage, "main")],
            "相对优势（标准差）",
            x="第几个答案",
            title=f"一组 {size} 个答案，对 {right} 个",
            highlighted=list(range(right)),
            y_range=(-2, 2),
            y_format="0.0",
        )
        learning = Lines(
            [
                Line(f"一组 {group} 个", range(updates + 1), curve, colours[group], dash=group != size)
                for group, curve in curves.items()
            ],
            "更新次数",
            "答对的机会",
            title="十二道题的小模型，学得多快",
            y_range=(0, 1),
            y_format="0%",
        )
        if right in (0, size):
            sentence = f"一组 {size} 个{shares[share]}：优势都是 0，这道题这一轮什么也没有教。"
        else:
            sentence = f"一组 {size} 个对 {right} 个：答对的各得 {advantage[0]:+.2f}，答错的各得 {advantage[-1]:+.2f}；越稀罕，加得越多。"
        return Frame([bars, learning], sentence)

    return Explorer(
        title="和同组的答案比",
        alt="左图是一组答案各自的相对优势，对的为正、错的为负；右图是组的大小不同时正确率随更新次数的上升。",
        controls=[
            Choice("size", "一组几个答案", [(f"{size} 个", size) for size in sizes], start=1),
            Slider("share", "对了多少", list(shares), labels=list(shares.values()), start=1),
        ],
        results=results,
        key="group_advantage",
        theme=THEME,
    )
