"""BM25: rank notes by the words they share with a question.

    score(q, d) = Σ_w idf(w) · tf·(k1+1) / (tf + k1·(1 − b + b·length(d)/average length))
    idf(w) = ln(1 + (N − n_w + ½)/(n_w + ½))                                        always above 0

k1 says how fast repetition stops counting, b how much a long note is held back. Other libraries use another idf
(rank_bm25: without the 1, floored at a quarter of the mean), so scores compare within one library only.

Source: Robertson & Zaragoza 2009.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from .arrays import FloatArray, IntArray

Tokens = Sequence[str]


class BM25:
    """An index over notes, each a sequence of tokens. Scores are computed for many questions at once."""

    def __init__(self, notes: Sequence[Tokens], k1: float = 1.5, b: float = 0.75) -> None:
        """Count the notes' words. ValueError without notes, for negative k1 or b outside 0 … 1."""
        if not notes:
            raise ValueError("an index needs at least one note")
        if k1 < 0 or not 0 <= b <= 1:
            raise ValueError("k1 must not be negative and b must lie between 0 and 1")
        self.k1, self.b = k1, b
        self.vocabulary = {word: at for at, word in enumerate(dict.fromkeys(word for note in notes for word in note))}
        self.counts = np.zeros((len(notes), len(self.vocabulary)))
        for row, note in enumerate(notes):
            for word, count in Counter(note).items():
                self.counts[row, self.vocabulary[word]] = count
        self.lengths = self.counts.sum(axis=1)

    @property
    def idf(self) -> FloatArray:
        """(words,): rare words weigh more."""
        containing = (self.counts > 0).sum(axis=0)
        return np.asarray(np.log1p((len(self.counts) - containing + 0.5) / (containing + 0.5)), dtype=np.float64)

    def weights(self) -> FloatArray:
        """(notes, words): what each word of a note adds to its score when a question contains it once."""
        damping = self.k1 * (1 - self.b + self.b * self.lengths / self.lengths.mean())
        saturated = self.counts * (self.k1 + 1) / (self.counts + damping[:, None])
        return np.asarray(saturated * self.idf, dtype=np.float64)

    def scores(self, question: Tokens) -> FloatArray:
        """(notes,): score of every note; words that no note contains add nothing."""
        known = [self.vocabulary[word] for word in question if word in self.vocabulary]
        return np.asarray(self.weights()[:, known].sum(axis=1), dtype=np.float64)

    def best(self, questions: Sequence[Tokens]) -> IntArray:
        """(questions,): index of the note ranked first for each; of equal ones the earlier."""
        asked = np.zeros((len(questions), len(self.vocabulary)))
        for row, question in enumerate(questions):
            for word in question:
                if word in self.vocabulary:
                    asked[row, self.vocabulary[word]] += 1
        return np.asarray(np.argmax(asked @ self.weights().T, axis=1), dtype=np.int64)
