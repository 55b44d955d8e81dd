"""A small team of specialised agents: analyse → create → evaluate, with hand-offs and a quality gate.

Everything is rules and counting, no language model: what is shown is how work is divided, what is handed on, and
how an early mistake travels. The analyst reads customer comments and ranks needs; the writer fills slogan
patterns with the needs it was given; the reviewer scores the slogan by stated criteria and sends it back, a
limited number of times. The market that judges in the end knows the true weights of the needs; no agent does.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

NEEDS: Mapping[str, tuple[str, ...]] = {
    "提神": ("困", "醒", "提神"),
    "省时": ("排队", "等太久", "赶时间"),
    "低糖": ("太甜", "控糖", "少糖"),
    "实惠": ("太贵", "划算", "便宜"),
    "香味": ("香", "味道", "豆子"),
    "安静": ("吵", "座位", "坐一会儿"),
}
"""Needs of coffee drinkers, each with words that betray it in a comment."""

PATTERNS = (
    "{brand}：{one}，也{two}",
    "要{one}，要{two}，来{brand}",
    "{brand}，{one}又{two}的一杯",
    "想要{one}，就喝{brand}",
    "最{one}的咖啡，全网第一{two}，只在{brand}",
    "不管你是谁、身在哪里、今天有多忙，{brand}都想给你一杯{one}而且{two}的咖啡",
)
"""Slogan patterns; one speaks of a single need, one breaks the law on absolute claims, one is too long."""

FORBIDDEN = ("最", "第一", "国家级")
"""Words that stand for the absolute claims of 《广告法》第九条; a word list is stricter and blinder than the law."""

LONGEST = 20
"""Characters that fit on a cup."""


@dataclass(frozen=True)
class Brief:
    """What the client gives: the brand and what customers said."""

    brand: str
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Insight:
    """Analyst → writer: needs, most mentioned first, with their share of all mentions."""

    needs: tuple[str, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Draft:
    """Writer → reviewer: a slogan, and the needs it claims to meet."""

    slogan: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """Reviewer → writer: points for each criterion (0 to 1), and whether the gate opens."""

    scores: Mapping[str, float]
    passed: bool

    @property
    def total(self) -> float:
        """Mean of the criteria."""
        return float(np.mean(list(self.scores.values())))


Message = Brief | Insight | Draft | Review


@dataclass(frozen=True)
class HandOff:
    """One line of the log: who handed what to whom."""

    step: int
    sender: str
    receiver: str
    message: Message


@dataclass
class Run:
    """What came out, and how it came about."""

    slogan: str = ""
    log: list[HandOff] = field(default_factory=list)
    steps: int = 0
    """pieces of work done by agents"""

    def hand(self, sender: str, receiver: str, message: Message) -> None:
        """Log one hand-off."""
        self.log.append(HandOff(len(self.log) + 1, sender, receiver, message))


def analyse(brief: Brief) -> Insight:
    """Count in how many comments each need shows, most frequent first; equal counts keep the list's order."""
    counts = Counter(dict.fromkeys(NEEDS, 0))
    for comment in brief.comments:
        counts.update(need for need, words in NEEDS.items() if any(word in comment for word in words))
    total = max(1, counts.total())
    ranked = counts.most_common()
    return Insight(tuple(need for need, _ in ranked), tuple(count / total for _, count in ranked))


def create(brand: str, insight: Insight, rng: np.random.Generator, avoid: tuple[str, ...] = ()) -> Draft:
    """Fill a random pattern with the two foremost needs; slogans in ``avoid`` were sent back before."""
    one, two = insight.needs[:2]
    slogans = [pattern.format(brand=brand, one=one, two=two) for pattern in PATTERNS]
    fresh = [slogan for slogan in slogans if slogan not in avoid] or slogans
    slogan = str(rng.choice(fresh))
    return Draft(slogan, tuple(need for need in (one, two) if need in slogan))


def evaluate(draft: Draft, brand: str, insight: Insight, gate: float = 0.9) -> Review:
    """Score by four criteria, each 0 to 1: lawful, short enough, names the brand, meets the foremost needs.

    The gate opens when the mean reaches ``gate`` and the slogan is lawful: no average buys off the law.
    """
    lawful = float(not any(word in draft.slogan for word in FORBIDDEN))
    share = dict(zip(insight.needs, insight.shares, strict=True))
    met = sum(share[need] for need in draft.needs)
    reachable = sum(sorted(insight.shares, reverse=True)[:2])
    scores = {
        "合规": lawful,
        "长度": min(1.0, LONGEST / len(draft.slogan)),
        "品牌": float(brand in draft.slogan),
        "需求": met / reachable if reachable > 0 else 0.0,
    }
    return Review(scores, lawful == 1.0 and float(np.mean(list(scores.values()))) >= gate)


def run_pipeline(brief: Brief, rng: np.random.Generator, rework: int = 3, gate: float = 0.9) -> Run:
    """Analyst, writer and reviewer hand work on; a refused draft goes back at most ``rework`` times.

    If none passes, the best-scored lawful draft goes out; if none is lawful, nothing does (empty slogan).
    """
    run = Run()
    run.hand("客户", "分析员", brief)
    insight = analyse(brief)
    run.hand("分析员", "文案", insight)
    run.steps = 1
    reviewed: list[tuple[float, str]] = []
    refused: tuple[str, ...] = ()
    for attempt in range(rework + 1):
        draft = create(brief.brand, insight, rng, refused)
        run.hand("文案", "评审", draft)
        review = evaluate(draft, brief.brand, insight, gate)
        run.steps += 2
        refused += (draft.slogan,)
        if review.scores["合规"] == 1.0:
            reviewed.append((review.total, draft.slogan))
        last = review.passed or attempt == rework
        run.hand("评审", "客户" if last else "文案", review)
        if last:
            break
    run.slogan = max(reviewed)[1] if reviewed else ""
    return run


def run_generalist(brief: Brief, rng: np.random.Generator) -> Run:
    """One agent writes a slogan on two needs it happens to think of: no analysis, no review, one step."""
    run = Run()
    run.hand("客户", "通才", brief)
    guess = tuple(str(need) for need in rng.permutation(list(NEEDS)))
    draft = create(brief.brand, Insight(guess, (1 / len(guess),) * len(guess)), rng)
    run.slogan, run.steps = draft.slogan, 1
    run.hand("通才", "客户", draft)
    return run


@dataclass(frozen=True)
class Market:
    """What customers really want: a weight for each need, summing to 1. Made, and hidden from the agents."""

    weights: Mapping[str, float]

    def comments(self, number: int, rng: np.random.Generator) -> tuple[str, ...]:
        """Draw comments; each names one need in one of its words."""
        needs = rng.choice(list(self.weights), size=number, p=list(self.weights.values()))
        return tuple(f"说到咖啡，我想到的是{rng.choice(NEEDS[str(need)])}" for need in needs)

    def appeal(self, slogan: str) -> float:
        """Share of the market's wishes that the slogan meets; 0 if it may not be shown or does not fit."""
        if any(word in slogan for word in FORBIDDEN) or len(slogan) > LONGEST:
            return 0.0
        return sum(weight for need, weight in self.weights.items() if need in slogan)


def draw_market(rng: np.random.Generator, evenness: float = 1.0) -> Market:
    """Draw a market; small ``evenness`` means that a few needs dominate (Dirichlet)."""
    weights = rng.dirichlet(np.full(len(NEEDS), evenness))
    return Market({need: float(weight) for need, weight in zip(NEEDS, weights, strict=True)})


@dataclass(frozen=True)
class Comparison:
    """Mean appeal and mean steps of one way of working."""

    appeal: float
    steps: float


def compare(rng: np.random.Generator, comments: int = 40, markets: int = 200) -> dict[str, Comparison]:
    """Let a generalist, a pipeline without rework and the full pipeline serve the same random markets."""
    results: dict[str, list[tuple[float, int]]] = {"通才": [], "流水线，不返工": [], "流水线": []}
    for _ in range(markets):
        market = draw_market(rng)
        brief = Brief("青禾咖啡", market.comments(comments, rng))
        for name, run in (
            ("通才", run_generalist(brief, rng)),
            ("流水线，不返工", run_pipeline(brief, rng, rework=0)),
            ("流水线", run_pipeline(brief, rng)),
        ):
            results[name].append((market.appeal(run.slogan), run.steps))
    return {name: Comparison(*(float(x) for x in np.mean(values, axis=0))) for name, values in results.items()}
