"""The question on what a mixture-of-experts model weighs, what its training run costs, and what more data buys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.themes.moe_reasoning.models.parameters import DEEPSEEK_V3, active_parameters, total_parameters
from genmarketing.themes.moe_reasoning.models.scaling import REPLICATION
from genmarketing.themes.moe_reasoning.models.training_cost import DEEPSEEK_V3_STAGES, H800_RENT, training_cost
from genmarketing.workbook.kinds import ValueQuestion
from genmarketing.workbook.question import Misconception

if TYPE_CHECKING:
    import numpy as np

_V3_TOTAL = total_parameters(DEEPSEEK_V3) / 1e9
_V3_ACTIVE = active_parameters(DEEPSEEK_V3) / 1e9
_V3_COST = training_cost(DEEPSEEK_V3_STAGES, H800_RENT) / 1e4


def _made_model(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "layers": int(rng.integers(20, 41)),
        "hidden": int(rng.choice([2048, 2560, 3072, 4096])),
        "routed": int(rng.choice([48, 64, 96, 128])),
        "shared": int(rng.integers(1, 3)),
        "active": int(rng.integers(4, 9)),
        "expert_width": int(rng.choice([768, 1024, 1280, 1536])),
        "other": int(rng.integers(15, 41)) * 100_000_000,
        "hours": {
            "预训练": int(rng.integers(200, 900)) * 1000,
            "加长上下文": int(rng.integers(20, 60)) * 1000,
            "后训练": int(rng.integers(5, 20)) * 1000,
        },
        "rent": int(rng.integers(14, 31)) / 10,
        "tokens": int(rng.integers(2, 11)) * 1e12,
        "token_scale": REPLICATION.token_scale,
        "token_exponent": REPLICATION.token_exponent,
    }


def _account(
    layers: int,
    hidden: int,
    routed: int,
    shared: int,
    active: int,
    expert_width: int,
    other: int,
    hours: dict[str, int],
    rent: float,
    tokens: float,
    token_scale: float,
    token_exponent: float,
) -> dict[str, float]:
    expert = 3 * hidden * expert_width  # 门、升、降三个矩阵

    def term(d: float) -> float:
        return float(token_scale / d**token_exponent)

    return {
        "total_b": (layers * (routed + shared) * expert + other) / 1e9,
        "active_b": (layers * (active + shared) * expert + other) / 1e9,
        "cost_wan": sum(hours.values()) * rent / 1e4,
        "first_doubling": term(tokens) - term(2 * tokens),
        "second_doubling": term(2 * tokens) - term(4 * tokens),
    }


def _every_expert_active(**model: Any) -> dict[str, float]:
    right = _account(**model)
    return right | {"active_b": right["total_b"]}


def _total_scaled_down(**model: Any) -> dict[str, float]:
    right = _account(**model)
    return right | {"active_b": right["total_b"] * model["active"] / model["routed"]}


def _shared_forgotten(**model: Any) -> dict[str, float]:
    return _account(**model | {"shared": 0})


def _two_matrices(**model: Any) -> dict[str, float]:
    return _account(**model | {"expert_width": model["expert_width"] * 2 / 3})


def _pretraining_only(**model: Any) -> dict[str, float]:
    hours = {"预训练": model["hours"]["预训练"]}
    return _account(**model | {"hours": hours})


def _same_gain_again(**model: Any) -> dict[str, float]:
    right = _account(**model)
    return right | {"second_doubling": right["first_doubling"]}


def _term_instead_of_difference(**model: Any) -> dict[str, float]:
    scale, exponent, tokens = model["token_scale"], model["token_exponent"], model["tokens"]
    return _account(**model) | {
        "first_doubling": scale / (2 * tokens) ** exponent,
        "second_doubling": scale / (4 * tokens) ** exponent,
    }


MODEL_ACCOUNT = ValueQuestion(
    name="model_account",
    title="一个 MoE 模型的三本账",
    points=8,
    minutes=15,
    concepts=("K001", "K007"),
    prompt="""
供应商送来一份模型说明（**虚构**，你的一份与别人不同）：`m = wb.data("model_account")`。请把五个数算出来，填进字典。

**有多重。** 模型有 `layers` 层，每层有 `routed` 个路由专家和 `shared` 个共享专家；每个 token 在每层用到 `active` 个路由专家和全部共享专家。
一个专家有三个矩阵，每个都是 `hidden × expert_width`。注意力、词表、路由器等其余参数合计 `other`，每个 token 都要用到。

- `total_b`：总参数；`active_b`：一个 token 用到的参数。单位都是**十亿**（B）。

**训练花了多少。** `hours` 是各阶段的 GPU 小时，`rent` 是每 GPU 小时的租金（美元）。

- `cost_wan`：各阶段合计的租金，单位**万美元**。

**再加数据值不值。** 规模法则里，与数据有关的那一项是 `token_scale / D ** token_exponent`（单位：每 token 的损失；`D` 是训练用的 token 数，常数取 Besiroglu 等 2024 的重新拟合，它来自稠密模型，用在这里只看快慢）。现在 `D = tokens`。

- `first_doubling`：数据翻一倍，这一项下降多少；`second_doubling`：在此之上再翻一倍，又下降多少。两个都写正数。

**可以手算的例子** 2 层、`hidden` 10、`routed` 4、`shared` 1、`active` 2、`expert_width` 5、`other` 500：一个专家 150 个参数，总参数 2 × 5 × 150 + 500 = 2000，用到 2 × 3 × 150 + 500 = 1400。
若那一项是 `8 / D`、现有 `D = 1`：第一次翻倍降 8 − 4 = 4，第二次降 4 − 2 = 2。
""",
    starter="""model_account = {
    "total_b": ...,
    "active_b": ...,
    "cost_wan": ...,
    "first_doubling": ...,
    "second_doubling": ...,
}""",
    hints=(
        "先算一个专家有几个参数，再数总共存着几个专家、一个 token 路过几个。「存着」与「路过」就是总参数与激活参数的差别。",
        "总参数里，每层的专家数是 `routed + shared`；激活参数里是 `active + shared`。两边都加上 `other`，再除以 1e9。",
        "把数据那一项写成小函数 `term(D)`。三个点 `tokens`、`2 * tokens`、`4 * tokens`，相邻两个相减。",
    ),
    explanation=(
        f"同样的数法用在 V3 的公开配置上，得到 {_V3_TOTAL:.2f} B 与 {_V3_ACTIVE:.2f} B；"
        f"它自报的 {_V3_COST:.1f} 万美元也只是各阶段小时数乘租金，不含此前的研究与试验。"
        "所以听到「训练只花了多少」，先问含不含试错；听到「多少参数」，先问是存着的还是每次用到的："
        "显存按前者备，每次调用的算力按后者算。数据每翻一倍，好处都比上一次小，预算不要按直线外推。"
    ),
    teaching=(
        "约 15 分钟。先不写代码，请学生说出「显存要多大」和「每次回答多快」分别由哪个参数量决定。"
        "常见错误：把总参数按 active/routed 打折，忘了共享专家与其余参数不打折；第二次翻倍照抄第一次。"
        "`cost_wan` 容易少除或多除 10：请学生先口算数量级。可追问：若再加三倍于正式训练的试验费用，这笔账怎么写才不误导？"
    ),
    inputs=_made_model,
    reference=_account,
    labels={
        "total_b": "总参数",
        "active_b": "激活参数",
        "cost_wan": "训练租金",
        "first_doubling": "第一次翻倍的下降",
        "second_doubling": "第二次翻倍的下降",
    },
    misconceptions=(
        Misconception(
            "every_expert_active",
            "你的激活参数等于总参数：等于说每个 token 都把全部专家叫了一遍。一个 token 在一层里只到几个专家那里去？",
            _every_expert_active,
        ),
        Misconception(
            "total_scaled_down",
            "你把总参数整个按比例打了折。只有路由专家是挑着用的；共享专家与其余参数每个 token 都用，不打折。",
            _total_scaled_down,
        ),
        Misconception(
            "shared_forgotten",
            "你的两个参数量里都没有共享专家。它们每层都在，而且每个 token 都要经过。",
            _shared_forgotten,
        ),
        Misconception(
            "two_matrices",
            "你按每个专家两个矩阵算的。这种前馈层除了升维与降维，还有一个门，题目里写了共有几个。",
            _two_matrices,
        ),
        Misconception(
            "pretraining_only",
            "你的租金只算了预训练。加长上下文与后训练也占着显卡，`hours` 里有几个阶段？",
            _pretraining_only,
        ),
        Misconception(
            "same_gain_again",
            "你让第二次翻倍和第一次一样划算。这一项是幂函数，不是直线；从 `2 * tokens` 出发重新算一次差。",
            _same_gain_again,
        ),
        Misconception(
            "term_instead_of_difference",
            "你填的是翻倍之后那一项还剩多少。题目问的是降了多少：用翻倍前的减翻倍后的。",
            _term_instead_of_difference,
        ),
    ),
)
