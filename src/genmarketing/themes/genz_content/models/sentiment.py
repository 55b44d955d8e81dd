"""A sentiment model trained here, and how it is examined.

Naive Bayes over features of a text (pairs of neighbouring characters), each counted once::

    score(c) = ln P(c) + Σ_{features} ln P(f | c)          P(f | c) = (texts of c with f + 1)/(features of c + vocabulary)

(McCallum & Nigam 1998). It knows how often features stand in texts of a mood and nothing else: no order, no irony.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

_SIGNS = re.compile(r"[\s，。、！？：；,.!?~～…（）()「」“”]+")


def features(text: str) -> set[str]:
    """Pairs of neighbouring characters, within what stands between two punctuation marks."""
    return {part[at : at + 2] for part in _SIGNS.split(text) for at in range(len(part) - 1)}


class NaiveBayes:
    """Counts of features for each label."""

    def __init__(self, texts: Iterable[str], labels: Iterable[str]) -> None:
        """Learn from labelled texts. ValueError unless there are at least two labels."""
        self.texts: Counter[str] = Counter()
        self.counts: dict[str, Counter[str]] = {}
        for text, label in zip(texts, labels, strict=True):
            self.texts[label] += 1
            self.counts.setdefault(label, Counter()).update(features(text))
        if len(self.texts) < 2:
            raise ValueError("a model needs texts with at least two labels")
        self.vocabulary = set().union(*self.counts.values())
        self.totals = {label: counts.total() for label, counts in self.counts.items()}

    def weight(self, feature: str, label: str) -> float:
        """ln P(feature | label), with one added to each count."""
        return log((self.counts[label][feature] + 1) / (self.totals[label] + len(self.vocabulary)))

    def scores(self, text: str) -> dict[str, float]:
        """Log probability of each label, up to a common constant; features never met count for nothing."""
        known = features(text) & self.vocabulary
        number = self.texts.total()
        return {
            label: log(self.texts[label] / number) + sum(self.weight(feature, label) for feature in known)
            for label in self.counts
        }

    def probabilities(self, text: str) -> dict[str, float]:
        """Probability of each label as the model believes it; far too sure, since features are not independent."""
        scores = self.scores(text)
        highest = max(scores.values())
        parts = {label: exp(score - highest) for label, score in scores.items()}
        return {label: part / sum(parts.values()) for label, part in parts.items()}

    def label(self, text: str) -> str:
        """The most probable label."""
        scores = self.scores(text)
        return max(scores, key=scores.__getitem__)

    def evidence(self, text: str, label: str, against: str) -> list[tuple[str, float]]:
        """Features of a text with what each adds for one label against another, the strongest first."""
        known = features(text) & self.vocabulary
        added = [(feature, self.weight(feature, label) - self.weight(feature, against)) for feature in known]
        return sorted(added, key=lambda each: (-abs(each[1]), each[0]))


@dataclass(frozen=True)
class Examination:
    """Labels that a model gave, beside the right ones."""

    given: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def accuracy(self) -> float:
        """Share of texts with the right label."""
        return sum(a == b for a, b in zip(self.given, self.right, strict=True)) / len(self.right)

    @property
    def always(self) -> float:
        """Accuracy of giving everybody the commonest right label: what a model has to beat."""
        return Counter(self.right).most_common(1)[0][1] / len(self.right)

    def recall(self, label: str) -> float:
        """Of the texts with this label, the share that was found."""
        return self._both(label) / self.right.count(label) if label in self.right else float("nan")

    def precision(self, label: str) -> float:
        """Of the texts that were given this label, the share that has it."""
        return self._both(label) / self.given.count(label) if label in self.given else float("nan")

    def f1(self, label: str) -> float:
        """Harmonic mean of precision and recall; 0 when nothing was found."""
        wrong = self.given.count(label) + self.right.count(label)
        return 2 * self._both(label) / wrong if wrong else float("nan")

    @property
    def macro_f1(self) -> float:
        """Mean of F1 over the right labels, each as weighty as the others however rare."""
        labels = sorted(set(self.right))
        return sum(self.f1(label) for label in labels) / len(labels)

    def _both(self, label: str) -> int:
        return sum(a == b == label for a, b in zip(self.given, self.right, strict=True))

    def table(self, labels: Sequence[str]) -> list[list[int]]:
        """Counts: a row for each right label, a column for each given one."""
        pairs = Counter(zip(self.right, self.given, strict=True))
        return [[pairs[row, column] for column in labels] for row in labels]

    def interval(self) -> tuple[float, float]:
        """95 % Wilson interval of the accuracy: what another set of as many texts could have shown."""
        z, n, p = 1.959964, len(self.right), self.accuracy
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
        return centre - half, centre + half


def examine(model: NaiveBayes, texts: Sequence[str], right: Sequence[str]) -> Examination:
    """Let a model label texts that it has not learned from."""
    return Examination(tuple(model.label(text) for text in texts), tuple(right))
