"""What an answer is worth in a scenario, and which version of a product follows from that.

    answer exactly when    p·right − (1−p)·wrong > −silent          p: confidence; costs are positive numbers
    so the threshold is    t = (wrong − silent) / (right + wrong)

Three versions of the same model are put on the scale: hallucination lowered (notes, and silence where none is
found), kept (its own memory, always answering), raised (high temperature; labelled as invention). A fourth
choice is not to use the model. Worth and costs are made, and are meant to be changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .arrays import FloatArray
from .enumeration import best_answers, of_truth, temper_table
from .grounding import Note, find_notes, ground
from .world import World

ASKED = 10
"""How often a creative team asks the same question."""

RAISED = 3.0
"""Temperature of the version that invents."""

UPKEEP = 0.5
"""元 for each question that is looked up, for notes that somebody has to keep up."""


@dataclass(frozen=True)
class Scenario:
    """Money for one question, in 元; costs are positive numbers."""

    name: str
    right: float
    """worth of a right answer"""
    wrong: float
    """cost of a wrong answer that goes out"""
    silent: float
    """cost of 「不知道」: a person has to answer"""
    idea: float = 0.0
    """worth of each different answer among ten: only where variety is wanted"""


@dataclass(frozen=True)
class Version:
    """What a version of the product does with a question; the three shares sum to 1."""

    name: str
    right: float
    wrong: float
    silent: float
    ideas: float = 0.0
    """different answers among ten, on average"""
    price: float = 0.0
    """元 for each question, for notes that somebody has to keep up"""


@dataclass(frozen=True)
class Review:
    """A person reads every answer before it goes out."""

    caught: float
    """share of the wrong answers that are stopped; they then count as silent"""
    price: float
    """元 for each answer read"""


NO_REVIEW = Review(0.0, 0.0)

NO_MODEL = Version("交给人", right=0.0, wrong=0.0, silent=1.0)
"""Every question goes to a person: the border of what the model may do."""

SCENARIOS: Mapping[str, Scenario] = {
    "medical": Scenario("用药问答", right=2.0, wrong=1000.0, silent=6.0),
    "finance": Scenario("理财产品说明", right=2.0, wrong=60.0, silent=4.0),
    "draft": Scenario("内部初稿", right=0.6, wrong=0.1, silent=1.0),
    "idea": Scenario("广告点子会", right=0.0, wrong=0.02, silent=1.0, idea=0.3),
}
"""Made scenarios, from the dearest error to the cheapest."""


def cost_threshold(right: float, wrong: float, silent: float) -> float:
    """Confidence above which answering pays: (wrong − silent)/(right + wrong), at least 0.

    With silence free it is the t of the penalty t/(1−t) = wrong/right. ValueError unless right + wrong > 0.
    """
    if right + wrong <= 0:
        raise ValueError("right and wrong must not both be worth nothing")
    return max(0.0, (wrong - silent) / (right + wrong))


def reviewed(version: Version, review: Review) -> Version:
    """The same version with a person who reads its answers: what is stopped counts as silent, reading costs money."""
    stopped = version.wrong * review.caught
    return replace(
        version,
        wrong=version.wrong - stopped,
        silent=version.silent + stopped,
        price=version.price + (version.right + version.wrong) * review.price,
    )


def worth(version: Version, scenario: Scenario, review: Review = NO_REVIEW) -> float:
    """Mean 元 for each question."""
    checked = reviewed(version, review)
    return (
        checked.right * scenario.right
        - checked.wrong * scenario.wrong
        - checked.silent * scenario.silent
        + checked.ideas * scenario.idea
        - checked.price
    )


def choose(versions: Sequence[Version], scenario: Scenario, review: Review = NO_REVIEW) -> Version:
    """The version worth most; the earlier of equal ones."""
    return max(versions, key=lambda version: worth(version, scenario, review))


def different_answers(answers: FloatArray) -> float:
    """Mean number of different answers when each question (…, V) is asked ``ASKED`` times: Σ 1 − (1−p)^asked."""
    return float((1 - (1 - answers) ** ASKED).sum(axis=-1).mean())


def three_versions(world: World, answers: FloatArray, notes: Sequence[Note]) -> list[Version]:
    """Lowered, kept and raised versions of one model (B, A, V), measured on all facts of the world.

    Lowered answers from the note that BM25 (b = 0.3) finds, is silent otherwise, and costs ``UPKEEP`` a question;
    kept names its likeliest answer; raised draws at temperature ``RAISED``.
    """
    memory, _ = best_answers(answers)
    grounded = ground(world, notes, find_notes(world, notes, b=0.3), memory, "refuse").rates()
    kept_wrong = float((memory != world.truth).mean())
    hot = temper_table(answers, RAISED)
    hot_right = float(of_truth(hot, world.truth).mean())
    answered, wrong = grounded["answered"], grounded["wrong"]
    return [
        Version("降低", answered - wrong, wrong, 1 - answered, answered, UPKEEP),
        Version("保持", 1 - kept_wrong, kept_wrong, 0.0, 1.0),
        Version("增强", hot_right, 1 - hot_right, 0.0, different_answers(hot)),
    ]
