"""A dialogue that finds what somebody needs, by asking what tells the most.

A belief is a probability for each product of being the fitting one. A product's row in the table says how its
buyer would answer each question; a real answer slips with a small probability. Bayes' rule::

    P(product | answer) ∝ P(answer | product) · P(product)

and the question worth asking is the one with the greatest expected information gain, in bits (Lindley 1956)::

    gain(question) = H(belief) − Σ_answers P(answer) · H(belief | answer)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2

import numpy as np
import pandas as pd

from .arrays import FloatArray, IntArray

ORDERS = ("最有信息量", "固定次序", "随机次序")
"""Ways to choose the next question."""
USELESS = 1e-9
"""Bits at or below which a question tells nothing."""


def entropy(belief: FloatArray | Sequence[float]) -> float:
    """Uncertainty of a belief in bits: −Σ p·log₂ p. 0 when one product is certain, log₂ n when all n are equal."""
    return -sum(p * log2(p) for p in belief if p > 0)


@dataclass(frozen=True)
class Catalogue:
    """Products, questions, and how the buyer of each product would answer.

    ``answers`` is (products, questions): the number of the answer in ``options`` of that question. ``slip`` is the
    probability that somebody answers otherwise, any other option alike. ValueError unless shapes agree.
    """

    products: tuple[str, ...]
    questions: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    answers: IntArray
    slip: float = 0.05

    def __post_init__(self) -> None:
        if self.answers.shape != (len(self.products), len(self.questions)) or len(self.options) != len(self.questions):
            raise ValueError("answers must be (products, questions), with options for each question")
        if not 0 <= self.slip < 0.5:
            raise ValueError("slip must be at least 0 and below 0.5")

    @classmethod
    def from_table(cls, products: pd.DataFrame, columns: Sequence[str], slip: float = 0.05) -> "Catalogue":
        """Read a table with a product's ``name`` and one column for each question, the answers written out."""
        options = tuple(tuple(dict.fromkeys(products[column])) for column in columns)
        answers = [
            [choices.index(value) for value in products[column]]
            for column, choices in zip(columns, options, strict=True)
        ]
        return cls(tuple(products["name"]), tuple(columns), options, np.array(answers, dtype=np.int64).T, slip)

    def codes(self, said: pd.DataFrame) -> IntArray:
        """Answers (people, questions) as numbers, from a table with one column for each question."""
        columns = zip(self.questions, self.options, strict=True)
        return np.array([[choices.index(v) for v in said[q]] for q, choices in columns], dtype=np.int64).T

    def likelihood(self, question: int) -> FloatArray:
        """P(answer | product): (products, options of that question), each row sums to 1."""
        count = len(self.options[question])
        if count == 1:
            return np.ones((len(self.products), 1))
        table = np.full((len(self.products), count), self.slip / (count - 1))
        table[np.arange(len(self.products)), self.answers[:, question]] = 1 - self.slip
        return table

    def updated(self, belief: FloatArray, question: int, answer: int) -> FloatArray:
        """Belief after an answer, by Bayes' rule. ValueError if the answer was impossible."""
        joint = belief * self.likelihood(question)[:, answer]
        if joint.sum() == 0:
            raise ValueError("no product fits this answer")
        return np.asarray(joint / joint.sum(), dtype=np.float64)

    def information_gain(self, belief: FloatArray, question: int) -> float:
        """Bits by which the answer to a question is expected to lower the uncertainty."""
        likelihood = self.likelihood(question)
        left = 0.0
        for answer, chance in enumerate(belief @ likelihood):
            if chance > 0:
                left += float(chance) * entropy(belief * likelihood[:, answer] / chance)
        return max(0.0, entropy(belief) - left)


def next_question(
    catalogue: Catalogue, belief: FloatArray, asked: Sequence[int], order: str, rng: np.random.Generator
) -> int | None:
    """Number of the question to ask next, or None when every question has been asked or none tells anything.

    Only the first of ``ORDERS`` looks at the gain; the others ask useless questions too. ValueError for another order.
    """
    open_questions = [q for q in range(len(catalogue.questions)) if q not in asked]
    if order not in ORDERS:
        raise ValueError(f"order must be one of {ORDERS}, not {order!r}")
    if not open_questions:
        return None
    if order == ORDERS[0]:
        best = max(open_questions, key=lambda question: round(catalogue.information_gain(belief, question), 12))
        return best if catalogue.information_gain(belief, best) > USELESS else None
    return open_questions[0] if order == ORDERS[1] else int(rng.choice(open_questions))


@dataclass
class Dialogue:
    """The course of one dialogue; begins with every product equally likely."""

    catalogue: Catalogue
    belief: FloatArray = field(init=False)
    asked: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        count = len(self.catalogue.products)
        self.belief = np.full(count, 1 / count)

    def hear(self, question: int, answer: int) -> None:
        """Take in the answer to a question."""
        self.belief = self.catalogue.updated(self.belief, question, answer)
        self.asked.append(question)
        self.answered.append(answer)

    @property
    def recommendation(self) -> int:
        """Number of the likeliest product (the first of equals)."""
        return int(np.argmax(np.round(self.belief, 9)))


def draw_answers(catalogue: Catalogue, need: int, rng: np.random.Generator) -> IntArray:
    """Answers (questions,) that a buyer of product ``need`` would give, slips included."""
    chances = [catalogue.likelihood(question)[need] for question in range(len(catalogue.questions))]
    return np.array([rng.choice(len(chance), p=chance) for chance in chances], dtype=np.int64)


def replay(
    catalogue: Catalogue, need: int, answers: IntArray, order: str, questions: int, rng: np.random.Generator
) -> list[tuple[float, bool]]:
    """Ask somebody whose answers (questions,) are known, and who needs product ``need``, in one of the three orders.

    Returns (uncertainty in bits, whether the recommendation is right) before the first and after each of
    ``questions`` questions; when there is nothing left to ask, the last state stands.
    """
    dialogue = Dialogue(catalogue)
    states = [(entropy(dialogue.belief), dialogue.recommendation == need)]
    for _ in range(questions):
        question = next_question(catalogue, dialogue.belief, dialogue.asked, order, rng)
        if question is not None:
            dialogue.hear(question, int(answers[question]))
        states.append((entropy(dialogue.belief), dialogue.recommendation == need))
    return states


@dataclass(frozen=True)
class Course:
    """Means over many dialogues, before the first and after each question."""

    uncertainty: FloatArray
    """bits"""
    right: FloatArray
    """share of dialogues in which the likeliest product is the needed one"""


def compare_orders(
    catalogue: Catalogue, needs: IntArray, answers: IntArray, questions: int, rng: np.random.Generator
) -> dict[str, Course]:
    """Ask the same people in each order: their needs (n,), product numbers, and answers (n, questions)."""
    courses = {}
    for order in ORDERS:
        people = zip(needs, answers, strict=True)
        states = np.array([replay(catalogue, int(need), said, order, questions, rng) for need, said in people])
        courses[order] = Course(states[:, :, 0].mean(axis=0), states[:, :, 1].mean(axis=0))
    return courses
