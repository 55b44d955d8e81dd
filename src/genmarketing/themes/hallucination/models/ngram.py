"""An n-gram language model: the next token from the n−1 tokens before it, with smoothing and back-off.

    P(w | context) = (count(context, w) + λ·P(w | shorter context)) / (count(context) + λ)

λ is the back-off weight: how many sightings the opinion of the shorter context counts for. The recursion ends at
one token of context, whose counts are taken as they are; only after a token that was never followed by anything
do the frequencies of all tokens step in. So every two neighbours in what such a model writes were neighbours in
its text: it is always fluent. Nothing in it asks whether a sentence is true.

Source: interpolation with a Dirichlet prior, MacKay & Peto 1995; the n-gram itself goes back to Shannon 1948.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from .world import Sentence

Distribution = dict[str, float]
"""Token → probability; sums to 1."""


class NGram:
    """A language model with a memory of ``order`` − 1 tokens."""

    def __init__(self, order: int = 5, weight: float = 1.0) -> None:
        """Begin with no counts. ValueError unless order ≥ 2 and weight (λ) ≥ 0."""
        if order < 2 or weight < 0:
            raise ValueError("order must be at least 2 and weight at least 0")
        self.order, self.weight = order, weight
        self.counts: dict[Sentence, Counter[str]] = defaultdict(Counter)
        self._shorter: dict[Sentence, Distribution] = {}

    def learn(self, sentences: Iterable[Sentence]) -> NGram:
        """Count, for contexts of every length up to order − 1, which token follows. Returns the model."""
        for tokens in sentences:
            for end in range(1, len(tokens)):
                for length in range(min(self.order, end + 1)):
                    self.counts[tokens[end - length : end]][tokens[end]] += 1
        self._shorter.clear()
        return self

    def next_token(self, context: Sentence) -> Distribution:
        """Probabilities of what follows; only the last order − 1 tokens of ``context`` count."""
        context = context[-(self.order - 1) :]
        seen = self.counts.get(context, Counter())
        if len(context) == 1:
            followers = seen or self.counts[()]
            return {token: count / followers.total() for token, count in followers.items()}
        shorter = self._remember(context[1:])
        if not seen:
            return shorter
        total = seen.total() + self.weight
        return {token: (seen[token] + self.weight * p) / total for token, p in shorter.items()}

    def _remember(self, context: Sentence) -> Distribution:
        """``next_token``, kept: short contexts are asked for again and again."""
        if context not in self._shorter:
            self._shorter[context] = self.next_token(context)
        return self._shorter[context]

    def write(self, rng: np.random.Generator, start: Sentence = ("^",), temperature: float = 1.0) -> Sentence:
        """Draw token after token until the full stop; returns the whole sentence, ``start`` included."""
        tokens = start
        while tokens[-1] != "。" and len(tokens) < 50:
            chances = temper(self.next_token(tokens), temperature)
            tokens += (str(rng.choice(list(chances), p=list(chances.values()))),)
        return tokens

    def probability(self, tokens: Sentence) -> float:
        """Probability that ``write`` gives exactly this sentence at temperature 1."""
        return float(np.prod([self.next_token(tokens[:end]).get(tokens[end], 0.0) for end in range(1, len(tokens))]))


def temper(chances: Distribution, temperature: float) -> Distribution:
    """Probabilities at a temperature: P^(1/T), made to sum to 1 again. ValueError unless T > 0.

    Below 1 the likeliest token gains, above 1 the others do; the order never changes.
    """
    if temperature <= 0:
        raise ValueError("temperature must be positive")
    logs = np.log(np.maximum(list(chances.values()), np.finfo(float).tiny)) / temperature
    powers = np.exp(logs - logs.max())
    return dict(zip(chances, (powers / powers.sum()).tolist(), strict=True))
