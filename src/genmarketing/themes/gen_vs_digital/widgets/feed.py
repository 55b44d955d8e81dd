"""Views on personalisation: the dial between what was clicked and what was never seen, and five policies in the long run."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache, partial

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Line, Lines, Reference, Series, Slider, Task, Tile, Tiles

from ..models.automation import difference_margin
from ..models.feed import POLICIES, TOPICS, FeedResult, draw_audience, epsilon_greedy, run_feed

THEME = "gen_vs_digital"

ROUNDS = 200
EPSILONS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0)
DRIFTS = (0.0, 0.02, 0.05)


@cache
def _dialled(epsilon: float, drift: float) -> FeedResult:
    rng = np.random.default_rng(1)
    return run_feed(partial(epsilon_greedy, epsilon=epsilon), draw_audience(rng), ROUNDS, drift, rng)


def bubble_dial() -> Explorer:
    """Share of rounds shown at random, and how far a click pulls the taste; clicks, breadth, and one user's feed."""
    user = 7

    def results(epsilon: float, drift: float) -> Frame:
        now = _dialled(epsilon, drift)
        runs = [_dialled(each, drift) for each in EPSILONS]
        tiles = Tiles(
            [
                Tile("点击率", now.click_rate, format="0.0%", colour="main"),
                Tile("宽度（熵）", now.entropy, format="0.00", note="1 最宽，0 只剩一类", colour="gain"),
                Tile("最爱被找到的人", now.favourites_found, format="0%", colour="accent"),
            ]
        )
        curves = Lines(
            [
                Line("点击率", EPSILONS, [run.click_rate for run in runs], "main", points=True),
                Line("宽度（熵）", EPSILONS, [run.entropy for run in runs], "gain", points=True),
                Line("最爱被找到的人", EPSILONS, [run.favourites_found for run in runs], "accent", points=True),
            ],
            "随便试的比例",
            "0 到 1",
            title="拨到哪里，得到什么",
            references=[Reference(epsilon, "", axis="x")],
            x_format="0%",
            y_range=(0, 1),
            y_format="0.0",
        )
        seen = Bars(
            list(TOPICS),
            [Series("看到的次数", now.shown[user], "main")],
            "次",
            title=f"其中一个人 {ROUNDS} 次里看到了什么",
            horizontal=True,
            y_range=(0, ROUNDS),
            highlighted=[int(now.shown[user].argmax())],
            height=330,
        )
        few = int((now.shown > ROUNDS / 20).sum(axis=1).mean().round())
        said = f"随便试 {epsilon:.0%}：点击率 {now.click_rate:.1%}，十二类里平均每人有 {few} 类占到二十分之一以上。"
        if epsilon == 1:
            said += "什么都看得到，也没有一样是为他挑的。"
        elif epsilon >= 0.1:
            found, before, users = now.favourites_found, runs[0].favourites_found, len(now.shown)
            margin = difference_margin(found, users, before, users)
            said += (
                f"看得宽了；找到最爱的人{'多' if found > before else '少'}了 {100 * abs(found - before):.0f} 个百分点，"
            )
            said += f"{users} 个人的误差上下 {100 * margin:.0f} 个{'，看不出差别' if abs(found - before) <= margin else ''}。"
            said += "随便试没有方向，次数平摊在十二类上。"
        elif drift:
            said += f"口味不会变的话，点击率只有 {_dialled(epsilon, 0.0).click_rate:.1%}：多出来的，是人被推得变了。"
        return Frame([tiles, curves, seen], f"在这个模型里，{said}")

    return Explorer(
        title="信息茧房的旋钮",
        alt="三个数是点击率、宽度和最爱被找到的人；线图是三者随随机比例的变化，点击率下降而宽度上升；横条图是一个人看到的十二类内容。",
        controls=[
            Slider("epsilon", "多大比例随便试", EPSILONS, labels=[f"{e:.0%}" for e in EPSILONS], start=0),
            Choice("drift", "点一次，口味变多少", [("不变", 0.0), ("一点（2%）", 0.02), ("不少（5%）", 0.05)], start=1),
        ],
        results=results,
        key="bubble_dial",
        theme=THEME,
    )


def policy_task() -> Task:
    """Run all five policies on the same audience and compare clicks, breadth, inequality and favourites."""

    def run(rounds: int, drift: float, seed: int) -> Generator[tuple[float, str], None, Frame]:
        measured: dict[str, FeedResult] = {}
        for number, (name, policy) in enumerate(POLICIES.items()):
            yield number / len(POLICIES), f"{name}：{rounds} 轮"
            rng = np.random.default_rng(seed)
            measured[name] = run_feed(policy, draw_audience(rng), rounds, drift, rng)
        names = list(measured)
        clicks = Bars(
            names,
            [Series("点击率", [each.click_rate for each in measured.values()], "main")],
            "点击率",
            title="点得多",
            horizontal=True,
            labelled=True,
            highlighted=[int(np.argmax([each.click_rate for each in measured.values()]))],
            y_range=(0, min(1.0, 1.4 * max(each.click_rate for each in measured.values()))),
            y_format="0.0%",
            height=260,
        )
        found = Bars(
            names,
            [
                Series("最爱被找到的人", [each.favourites_found for each in measured.values()], "accent"),
                Series("宽度（熵）", [each.entropy for each in measured.values()], "gain"),
            ],
            "0 到 1",
            title="看得准，看得宽",
            horizontal=True,
            y_range=(0, 1),
            y_format="0.0",
            height=260,
        )
        most = max(measured, key=lambda name: measured[name].click_rate)
        best = max(measured, key=lambda name: measured[name].favourites_found)
        said = f"跑完 {rounds:,} 轮，点击率最高的是「{most}」，最会找到真正最爱的是「{best}」。"
        said += "点得最多的，不是最懂人的。" if most != best else "这一次是同一个，换个种子再看。"
        return Frame([clicks, found], f"在这个模型里，这一个种子：{said}")

    return Task(
        title="五种推法，跑久一点",
        alt="跑完以后，两张横条图比较五种推法的点击率，以及宽度和找到最爱的比例。",
        button="五种都跑一遍（约 2 秒）",
        run=run,
        controls=[
            Choice("rounds", "推多少轮", [("200 轮", 200), ("1,000 轮", 1000)], start=1),
            Choice("drift", "点一次，口味变多少", [("不变", 0.0), ("一点（2%）", 0.02)]),
            Slider("seed", "随机种子", [1, 2, 3, 4, 5]),
        ],
        key="policy_task",
        theme=THEME,
    )
