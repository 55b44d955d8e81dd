"""Views on routing: which experts a token calls, and how large a model is when it keeps many and calls few."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from genmarketing.ui import Bars, Choice, Explorer, Frame, Series, Slider, Tile, Tiles

from ..models.parameters import DEEPSEEK_V3, active_parameters, parameter_parts, total_parameters, weight_memory
from ..models.routing import affinity, choose_experts, expert_combinations, gate_weights

THEME = "moe_reasoning"

TOKENS = {
    "优惠": (2.0, -0.3, 0.2, 0.4),
    "拿铁": (-0.2, 2.0, 0.1, 0.3),
    "排队": (0.1, -0.2, 2.0, -0.3),
    "会员": (1.2, 0.2, 0.3, 1.2),
    "的": (0.1, 0.1, 0.1, 0.1),
}
"""Made vectors of five tokens: price, taste, time, relation."""

EXPERTS = 8
NUDGED = 4
"""Index of the expert whose bias the learner moves."""

CARD_MEMORY = 80
"""Gigabytes of one common data-centre card."""


def routing_playground() -> Explorer:
    """Choose a token, how many experts it calls, and the bias of one of them: 5 × 8 × 9 settings.

    The vectors are made (``TOKENS``, experts drawn with a fixed seed); the gate is ``models.routing``.
    """
    experts = np.random.default_rng(7).normal(0, 0.8, (EXPERTS, 4))
    names = [f"专家 {i + 1}" for i in range(EXPERTS)]

    def results(word: str, k: int, nudge: float) -> Frame:
        scores = affinity(np.array([TOKENS[word]]), experts)
        bias = np.zeros(EXPERTS)
        bias[NUDGED] = nudge
        chosen = choose_experts(scores, k, bias)
        weights = np.zeros(EXPERTS)
        weights[chosen[0]] = gate_weights(scores, chosen, scale=1.0)[0]
        called = sorted(int(i) for i in chosen[0])
        ranking = Bars(
            names,
            [Series("亲和度", scores[0], "quiet"), Series("亲和度 + 偏置", scores[0] + bias, "main")],
            "分数（无单位）",
            title="排序用的分数：前 k 位被叫到",
            highlighted=called,
            y_format="0.00",
        )
        effort = Bars(
            names,
            [Series("权重", weights, "gain")],
            "权重（合计为 1）",
            title="出多少力",
            highlighted=called,
            y_range=(0, 1),
            y_format="0.00",
        )
        listed = "、".join(str(i + 1) for i in called)
        sentence = f"在这个模型里，「{word}」叫了专家 {listed}，动用了专家参数的 {k / EXPERTS:.0%}；"
        sentence += f"{EXPERTS} 位选 {k} 位，有 {expert_combinations(EXPERTS, k)} 种搭配。"
        if nudge and (NUDGED in called) != (NUDGED in choose_experts(scores, k)[0]):
            sentence += f"专家 {NUDGED + 1} 因为偏置{'被叫到' if nudge > 0 else '落选'}，权重仍按原来的亲和度算。"
        return Frame([ranking, effort], sentence)

    nudges = [-0.4, -0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4]
    return Explorer(
        title="路由：一个 token 叫哪几位专家",
        alt="左图是八位专家的排序分数，被叫到的用实色；右图是他们的权重，没有被叫到的为零。",
        controls=[
            Choice("word", "token", list(TOKENS)),
            Slider("k", "每次叫几位（k）", list(range(1, EXPERTS + 1)), start=1, unit="位"),
            Slider(
                "nudge",
                f"给专家 {NUDGED + 1} 的偏置",
                nudges,
                labels=[f"{n:+.1f}" if n else "0" for n in nudges],
                start=4,
            ),
        ],
        results=results,
        key="routing_playground",
        theme=THEME,
    )


def parameter_explorer() -> Explorer:
    """DeepSeek-V3 with other numbers of experts: total and active parameters, memory of the weights."""
    numbers, calls, bits = [32, 64, 128, 256, 512], [1, 2, 4, 8, 16, 32], [4, 8, 16]

    def results(experts: int, active: int, bits: int) -> Frame:
        model = replace(DEEPSEEK_V3, routed_experts=experts, active_experts=active)
        total, used = total_parameters(model), active_parameters(model)
        memory = weight_memory(total, bits)
        cards = int(np.ceil(memory / CARD_MEMORY))
        groups: dict[str, tuple[str, ...]] = {
            "路由专家": ("路由专家",),
            "注意力": ("注意力",),
            "共享专家": ("共享专家",),
        }
        parts = {part.name: part for part in parameter_parts(model)}
        rest = tuple(name for name in parts if name not in groups)
        groups["其他"] = rest
        kept = [sum(parts[name].total for name in names) / 1e9 for names in groups.values()]
        called = [sum(parts[name].active for name in names) / 1e9 for names in groups.values()]
        tiles = Tiles(
            [
                Tile("总参数", total / 1e9, "B", "0.0", colour="quiet"),
                Tile("激活参数", used / 1e9, "B", "0.0", colour="main"),
                Tile("激活占总数", used / total, format="0.0%"),
                Tile("权重占显存", memory, "GB", "0", f"至少 {cards} 张 {CARD_MEMORY} GB 的卡"),
            ]
        )
        bars = Bars(
            list(groups),
            [Series("养着的", kept, "quiet"), Series("一个 token 用到的", called, "main")],
            "参数（B，十亿个）",
            horizontal=True,
            labelled=True,
            y_format="0.0",
        )
        published = (
            "这就是 V3 公开的配置。" if (experts, active) == (256, 8) else "层数、宽度和注意力都照 V3，只改了专家。"
        )
        sentence = f"每层 {experts} 位专家选 {active} 位：养着 {total / 1e9:.0f} B，每个 token 用 {used / 1e9:.1f} B。{published}"
        return Frame([tiles, bars], sentence)

    return Explorer(
        title="两个大小：养着的和用到的",
        alt="横条图按部件比较总参数和激活参数；几乎全部差别在路由专家。",
        controls=[
            Slider("experts", "每层路由专家", numbers, start=3, unit="位"),
            Slider("active", "每个 token 叫几位", calls, start=3, unit="位"),
            Slider("bits", "每个参数用几位存", bits, start=1, unit="位"),
        ],
        results=results,
        key="parameter_explorer",
        theme=THEME,
    )
