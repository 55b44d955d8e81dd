"""How much of a chain of agents to watch, and when to speak first.

Agents work one after another; each makes a mistake with probability e, and a mistake travels to the customer unless
somebody catches it. A person who checks a step catches a mistake with probability c and costs money each time.
Expected values for one piece of work, 元. Also: contacting people before they ask, from a forecast of who needs it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

STEPS = ("洞察", "素材", "投放", "优化")


@dataclass(frozen=True)
class Outcome:
    """Expected result for one piece of work."""

    faulty: float
    """chance that a mistake reaches the customer"""
    cost: float
    """元: checks and damage"""


def supervise(
    errors: Sequence[float], checked: Collection[int], catches: float, check_cost: float, damage: float
) -> Outcome:
    """Run a chain of steps with mistakes ``errors``; ``checked`` numbers the steps after which a person looks.

    A check sees everything made so far, catches each mistake that is still there with probability ``catches``, and
    has it repaired. ``damage`` is the loss when a piece reaches the customer with a mistake.
    """
    clean = 1.0
    for step, error in enumerate(errors):
        looks = sum(check >= step for check in checked)
        clean *= 1 - error * (1 - catches) ** looks
    return Outcome(1 - clean, len(checked) * check_cost + (1 - clean) * damage)


def best_supervision(
    errors: Sequence[float], catches: float, check_cost: float, damage: float
) -> tuple[tuple[int, ...], Outcome]:
    """The cheapest set of steps to check, by trying all; the fewest checks among equals."""
    subsets = sorted(
        (tuple(step for step in range(len(errors)) if mask >> step & 1) for mask in range(2 ** len(errors))), key=len
    )
    tried = [(subset, supervise(errors, subset, catches, check_cost, damage)) for subset in subsets]
    return min(tried, key=lambda pair: round(pair[1].cost, 9))


def outreach_threshold(gain: float, annoyance: float) -> float:
    """Least probability of a need at which speaking first pays: p·gain > (1 − p)·annoyance, so annoyance/(gain + annoyance)."""
    return annoyance / (gain + annoyance)


def outreach(scores: Sequence[float], needs: Sequence[bool], threshold: float) -> tuple[int, int]:
    """People contacted rightly and disturbed for nothing, when all with a score of ``threshold`` or more are contacted."""
    contacted = [bool(need) for score, need in zip(scores, needs, strict=True) if score >= threshold]
    return sum(contacted), len(contacted) - sum(contacted)
