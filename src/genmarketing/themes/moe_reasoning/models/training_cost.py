"""What "5.576 million dollars" is made of, and what it leaves out.

Source: DeepSeek-AI 2024, DeepSeek-V3 (arXiv 2412.19437), §1 and Table 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """A stage of training: its name in Chinese and its GPU hours."""

    name: str
    gpu_hours: float


DEEPSEEK_V3_STAGES = (
    Stage("预训练", 2_664_000.0),
    Stage("加长上下文", 119_000.0),
    Stage("后训练", 5_000.0),
)
"""H800 hours as printed in Table 1."""

H800_RENT = 2.0
"""US dollars for one H800 hour: the paper's own assumption."""

LEFT_OUT = (
    "之前的研究：这套结构定下来以前做过的试验",
    "消融实验：为了选定结构、算法和数据而训练的其他模型",
)
"""What the paper itself says its figure does not contain."""


def gpu_hours(stages: tuple[Stage, ...]) -> float:
    """Add up the GPU hours of all stages."""
    return sum(stage.gpu_hours for stage in stages)


def training_cost(stages: tuple[Stage, ...], rent: float) -> float:
    """Dollars for the stages at ``rent`` dollars for each GPU hour."""
    return gpu_hours(stages) * rent


def pretraining_hours(tokens: float, hours_per_trillion: float = 180_000.0) -> float:
    """GPU hours to train on ``tokens`` tokens; the paper prints 180K hours for each trillion."""
    return tokens / 1e12 * hours_per_trillion


def calendar_days(hours: float, gpus: int) -> float:
    """Days that ``hours`` GPU hours take on ``gpus`` cards working without a break."""
    return hours / gpus / 24


def training_compute(active_parameters: float, tokens: float) -> float:
    """Floating-point operations of training, by the rule of thumb C = 6·N·D (Kaplan et al. 2020)."""
    return 6 * active_parameters * tokens


def cost_with_research(official_cost: float, research_share: float) -> float:
    """Dollars if research and failed attempts took ``research_share`` times the official run (a what-if).

    ValueError if the share is negative.
    """
    if research_share < 0:
        raise ValueError("research_share must not be negative")
    return official_cost * (1 + research_share)
