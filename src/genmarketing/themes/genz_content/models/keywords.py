"""Which words say what a text is about: TF-IDF and TextRank, written out.

    TF-IDF     tf/total · idf,   idf(w) = ln((1 + N)/(1 + df)) + 1    (as scikit-learn smooths it), or jieba's table
    TextRank   S(i) = (1 − d) + d·Σ_j w_ij/Σ_k w_jk · S(j)              Mihalcea & Tarau 2004

jieba ships a table of idf; what texts it was made from is not said. Every word that it lacks gets the median, so that all new slang ties. A table
made from one's own posts tells them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log

from .segmentation import Word, quiet_jieba

WINDOW, DAMPING, ROUNDS = 5, 0.85, 10
"""jieba's TextRank: words next to each other within five, damping, and rounds that are always ten."""

PARTS = frozenset({"ns", "n", "vn", "v"})
"""Parts of speech that jieba's TextRank takes: places, nouns, verbal nouns, verbs."""


@cache
def jieba_idf() -> tuple[dict[str, float], float]:
    """jieba's own idf table, and its median for every word that is not in it."""
    with quiet_jieba().get_module_res("analyse", "idf.txt") as file:
        lines = [line.split(" ") for line in file.read().decode("utf-8").splitlines()]
    table = {word: float(value) for word, value in lines}
    return table, sorted(table.values())[len(table) // 2]


def document_idf(documents: Iterable[Sequence[str]]) -> dict[str, float]:
    """idf of each word from one's own documents, smoothed so that no word weighs nothing."""
    sets = [set(words) for words in documents]
    found = Counter(word for words in sets for word in words)
    return {word: log((1 + len(sets)) / (1 + count)) + 1 for word, count in found.items()}


def tf_idf(words: Sequence[str], idf: Mapping[str, float], unknown: float) -> dict[str, float]:
    """Weight of each word of two characters or more: share in the text times idf; ``unknown`` for words without one."""
    counts = Counter(word for word in words if len(word.strip()) >= 2)
    total = sum(counts.values())
    return {word: count / total * idf.get(word, unknown) for word, count in counts.items()}


def top(weights: Mapping[str, float], number: int) -> list[str]:
    """The words of largest weight; of equal ones, the one that came first."""
    return sorted(weights, key=weights.__getitem__, reverse=True)[:number]


def neighbours(words: Sequence[Word]) -> Counter[tuple[str, str]]:
    """How often two words stand within a window; words of other parts of speech take up room but count for nothing."""
    chosen = [word.part in PARTS and len(word.text.strip()) >= 2 for word in words]
    joined: Counter[tuple[str, str]] = Counter()
    for at, word in enumerate(words):
        for near in range(at + 1, min(at + WINDOW, len(words))):
            if chosen[at] and chosen[near]:
                joined[word.text, words[near].text] += 1
    return joined


def text_rank(words: Sequence[Word]) -> dict[str, float]:
    """Rank of each word by jieba's TextRank: ten rounds in the words' order, then stretched to end at 1.

    The lowest rank becomes min/10 rather than 0, as jieba does it.
    """
    beside: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (one, other), count in neighbours(words).items():
        beside[one].append((other, count))
        beside[other].append((one, count))
    if not beside:
        return {}
    given_out = {word: sum(count for _, count in near) for word, near in beside.items()}
    rank = dict.fromkeys(beside, 1 / len(beside))
    for _ in range(ROUNDS):
        for word in sorted(beside):  # each word uses ranks already renewed in this round
            received = sum(count / given_out[near] * rank[near] for near, count in beside[word])
            rank[word] = (1 - DAMPING) + DAMPING * received
    low, high = min(rank.values()), max(rank.values())
    return {word: (value - low / 10) / (high - low / 10) for word, value in rank.items()}
