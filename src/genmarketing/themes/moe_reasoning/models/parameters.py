"""Count the parameters of a mixture-of-experts transformer: all of them, and those one token uses.

The sizes of DeepSeek-V3 are those of its published configuration (config_671B.json in the official inference
code; DeepSeek-AI 2024, arXiv 2412.19437, §4.2). Counting from them gives 671.03 B in total and 37.55 B active.
The module for multi-token prediction, used in training only, is not counted, as in the paper's 671 B.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class LatentAttention:
    """Multi-head latent attention: queries, keys and values pass through narrow layers to save memory.

    Source: DeepSeek-AI 2024 (arXiv 2412.19437), §2.1.1. All fields are widths, except ``heads``.
    """

    heads: int
    query_latent: int
    key_value_latent: int
    plain_head: int
    """width of a query or key head that carries no position"""
    rotary_head: int
    """width of the part that carries the position; keys share one for all heads"""
    value_head: int

    def parameters(self, hidden: int) -> int:
        """Count the weights of one attention block in a model of width ``hidden``."""
        query = hidden * self.query_latent + self.query_latent  # matrix and norm
        query += self.query_latent * self.heads * (self.plain_head + self.rotary_head)
        key_value = hidden * (self.key_value_latent + self.rotary_head) + self.key_value_latent
        key_value += self.key_value_latent * self.heads * (self.plain_head + self.value_head)
        output = self.heads * self.value_head * hidden
        return query + key_value + output


@dataclass(frozen=True)
class MoEConfiguration:
    """The sizes that decide how many parameters a mixture-of-experts transformer has."""

    vocabulary: int
    hidden: int
    layers: int
    dense_layers: int
    """how many of the layers have one ordinary feed-forward block instead of experts"""
    dense_width: int
    routed_experts: int
    shared_experts: int
    active_experts: int
    """routed experts that one token uses in a layer"""
    expert_width: int
    attention: LatentAttention

    def __post_init__(self) -> None:
        if not 0 <= self.dense_layers <= self.layers:
            raise ValueError("dense_layers must be between 0 and layers")
        if not 0 <= self.active_experts <= self.routed_experts:
            raise ValueError("active_experts must be between 0 and routed_experts")


@dataclass(frozen=True)
class Part:
    """A part of the model: its name in Chinese, all its parameters, and those that one token uses."""

    name: str
    total: int
    active: int


DEEPSEEK_V3 = MoEConfiguration(
    vocabulary=129_280,
    hidden=7168,
    layers=61,
    dense_layers=3,
    dense_width=18_432,
    routed_experts=256,
    shared_experts=1,
    active_experts=8,
    expert_width=2048,
    attention=LatentAttention(
        heads=128, query_latent=1536, key_value_latent=512, plain_head=128, rotary_head=64, value_head=128
    ),
)


def expert_parameters(hidden: int, width: int) -> int:
    """Count one gated feed-forward block (SwiGLU): gate, up and down matrices of hidden × width."""
    return 3 * hidden * width


def parameter_parts(model: MoEConfiguration) -> list[Part]:
    """Break the model into parts, in the order a token meets them."""
    d = model.hidden
    moe_layers = model.layers - model.dense_layers
    embedding = model.vocabulary * d
    attention = model.layers * model.attention.parameters(d)
    dense = model.dense_layers * expert_parameters(d, model.dense_width)
    expert = expert_parameters(d, model.expert_width)
    router = moe_layers * model.routed_experts * (d + 1)  # one vector and one balancing bias for each expert
    shared = moe_layers * model.shared_experts * expert
    norms = model.layers * 2 * d + d
    return [
        Part("输入词表", embedding, embedding),
        Part("注意力", attention, attention),
        Part("普通前馈层", dense, dense),
        Part("路由器", router, router),
        Part("共享专家", shared, shared),
        Part("路由专家", moe_layers * model.routed_experts * expert, moe_layers * model.active_experts * expert),
        Part("归一化", norms, norms),
        Part("输出词表", embedding, embedding),
    ]


def total_parameters(model: MoEConfiguration) -> int:
    """Count every parameter."""
    return sum(part.total for part in parameter_parts(model))


def active_parameters(model: MoEConfiguration, count_embedding: bool = True) -> int:
    """Count the parameters that one token uses; the input embedding is a look-up, so it may be left out."""
    active = sum(part.active for part in parameter_parts(model))
    return active if count_embedding else active - model.vocabulary * model.hidden


def weight_memory(parameters: int, bits: int) -> float:
    """Gigabytes (10^9 bytes) that the weights alone take at ``bits`` bits for each parameter.

    All parameters count, active or not: any expert may be chosen by the next token.
    """
    return parameters * bits / 8 / 1e9
