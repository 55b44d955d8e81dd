"""Views on attribution: rules side by side, with and without walls, and what removal means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from genmarketing.ui import Bars, Choice, Explorer, Flow, Frame, Link, Node, Series, Tile, Tiles

from ..models.attribution import (
    DIRECT,
    Credits,
    Journey,
    behind_walls,
    channels,
    conversions,
    first_touch,
    last_touch,
    linear,
    platform_claims,
    position,
    time_decay,
)
from ..models.markov import NOTHING, SALE, START, chain_of, markov_attribution, removal_effects
from ..models.shapley import shapley_attribution

THEME = "gen_vs_digital"

CLAIMS = "平台自报"

RULES: dict[str, Callable[[Sequence[Journey]], Credits]] = {
    "最先": first_touch,
    "最后": last_touch,
    "平分": linear,
    "时间衰减": time_decay,
    "看位置": position,
    "马尔可夫": markov_attribution,
    "Shapley": shapley_attribution,
    CLAIMS: platform_claims,
}
"""Names for learners; the last is no rule but what the platforms report."""


def attribution_compare(
    journeys: Sequence[Journey], walled: Collection[str], caused: Mapping[str, float], together: float
) -> Explorer:
    """Credit by rule and by what can be seen, beside what the channels really caused in the made world.

    ``caused``: conversions lost without each channel; ``together``: lost without all of them at once (less than the sum).
    """
    sold = conversions(journeys)
    views = {"all": list(journeys), "walls": behind_walls(journeys, walled)}
    names = [*channels(journeys), DIRECT]
    credits = {
        # A platform sees its own garden, so walls change nothing in what it reports.
        (rule, view): RULES[rule](views["all"] if rule == CLAIMS else seen)
        for rule in RULES
        for view, seen in views.items()
    }

    def results(rule: str, view: str) -> Frame:
        credit, whole = credits[rule, view], credits[rule, "all"]
        walls = view == "walls" and rule != CLAIMS
        series = [Series("分到的成交", [credit.get(name, 0.0) for name in names], "main")]
        if walls:
            series.append(Series("看得全时分到的", [whole.get(name, 0.0) for name in names], "quiet"))
        series.append(Series("没有它会少的成交（真相）", [caused.get(name, 0.0) for name in names], "gain"))
        bars = Bars(
            [f"{name} ▣" if name in walled else name for name in names],
            series,
            "成交（次）",
            horizontal=True,
            y_range=(0, 360),
            y_format="0",
            height=430,
        )
        total = sum(credit.values())
        far = max(names, key=lambda name: credit.get(name, 0.0) - caused.get(name, 0.0))
        tiles = Tiles(
            [
                Tile("分出去的合计", total, "次", "0", colour="main"),
                Tile("实际成交", sold, "次"),
                Tile("渠道合起来促成的（真相）", together, "次", "0", "其余的人本来就会买", "gain"),
            ]
        )
        if rule == CLAIMS:
            said = f"各家只要碰过就算自己的，加起来 {total:,.0f} 次，是实际的 {total / sold:.0%}。"
            said += "围墙里的平台照样自报，只是没有人能核对。" if view == "walls" else ""
        else:
            said = f"按「{rule}」，{sold} 次成交正好分完；多分得最厉害的是{far}，{credit.get(far, 0):.0f} 次，真相是 {caused.get(far, 0):.0f} 次。"
        if walls:
            hidden = sum(whole[name] for name in walled)
            said += f"围墙里的 {len(walled)} 个渠道本来分到 {hidden:.0f} 次，现在全落到别人头上，其中「{DIRECT}」凭空得了 {credit[DIRECT]:.0f} 次。"
        return Frame([tiles, bars], f"在这批模拟旅程里，{said}")

    return Explorer(
        title="功劳分给谁",
        alt="横条图按渠道比较某种规则分到的成交与真相；换规则、砌上围墙，分法就变，和真相始终对不齐。",
        controls=[
            Choice("rule", "规则", list(RULES), start=1),
            Choice("view", "看得见什么", [("全部接触", "all"), ("围墙里的看不见（▣）", "walls")]),
        ],
        results=results,
        key="attribution_compare",
        theme=THEME,
    )


def removal_flow(journeys: Sequence[Journey]) -> Explorer:
    """A chain of few channels; take one away and see how many sales are lost."""
    chain = chain_of(journeys)
    effects, whole = removal_effects(chain), chain.conversion()
    names = chain.states[1:]

    def results(removed: str) -> Frame:
        now = chain.without(removed) if removed in names else chain
        reach = now.conversion()
        nodes = [Node(START, column=0, row=1)]
        nodes += [
            Node(name, column=1 + i, row=(0, 1, 1)[i % 3], colour="quiet" if name == removed else "main")
            for i, name in enumerate(names)
        ]
        last = len(names) + 1
        nodes += [Node(SALE, column=last, row=0, colour="gain"), Node(NOTHING, column=last, row=2, colour="quiet")]
        # Every frame has the same arrows, those without traffic at zero: so they grow and shrink in their places.
        links = []
        for i, here in enumerate(chain.states):
            alive = float(here != removed)
            moves = [alive * float(chance) for chance in now.moves[i]]
            links += [Link(here, there, moves[j]) for j, there in enumerate(chain.states) if chain.moves[i, j]]
            if chain.sale[i]:
                links.append(Link(here, SALE, alive * float(now.sale[i]), colour="gain"))
            lost = alive * (1 - sum(now.moves[i]) - float(now.sale[i]))
            links.append(Link(here, NOTHING, max(0.0, round(lost, 9)), colour="quiet"))
        flow = Flow(nodes, links, format="0%", widest=1.0)
        tiles = Tiles(
            [
                Tile("从头走到成交的机会", reach, format="0.0%", note=f"原来 {whole:.1%}", colour="gain"),
                Tile("少掉几成", 1 - reach / whole, format="0%", colour="rival"),
            ]
        )
        if removed in names:
            said = f"拿掉「{removed}」，走到它的人都散了，成交的机会从 {whole:.1%} 降到 {reach:.1%}，少掉 {effects[removed]:.0%}。"
        else:
            said = f"三个渠道都在，{whole:.1%} 的旅程走到成交。拿掉一个试试。"
        return Frame([flow, tiles], said)

    return Explorer(
        title="拿掉一个渠道，成交少几成",
        alt="一条从开始经过三个渠道走到成交或没有成交的链，箭头上是概率；拿掉一个渠道，流向它的都改道没有成交。",
        controls=[Choice("removed", "拿掉", ["不拿", *names])],
        results=results,
        key="removal_flow",
        theme=THEME,
    )
