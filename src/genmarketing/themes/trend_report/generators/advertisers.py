"""228 respondents, rebuilt so that every printed total of the survey holds; who gave which answers together is made.

In order: 4,000 candidates are drawn, whose answers depend on four hidden traits; their weights are raked to all printed
shares; 228 of them are chosen whose counts come nearest; the one or two answers still in excess are changed where somebody
hardly leaned that way; the three numeric answers are shifted to the printed means. Only the totals are the survey's.
Everything that links two columns comes from ``_LEANINGS``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from genmarketing.themes.trend_report.models.arrays import FloatArray, IntArray
from genmarketing.themes.trend_report.models.marginals import MARGINALS, OUTLOOK, RESPONDENTS, option_columns
from genmarketing.themes.trend_report.models.raking import rake_weights, whole_respondents

SEED = 228
CANDIDATES = 4000

INDUSTRIES = {
    "食品饮料": 0.18,
    "美妆个护": 0.15,
    "汽车": 0.12,
    "医疗健康": 0.12,
    "服装鞋帽": 0.11,
    "3C 数码": 0.11,
    "本地生活": 0.10,
    "其他": 0.11,
}
KINDS = {"电商型": 0.38, "内容型": 0.24, "本地型": 0.18, "线索型": 0.20}
OUTLOOKS = {"大幅减少": 30, "小幅减少": 93, "持平": 55, "增加": 50}
"""Counts; «持平» is what is left of 228."""

_MOODS = {
    "美妆个护": 0.35,
    "汽车": -0.45,
    "本地型": 0.3,
    "内容型": 0.25,
    "线索型": -0.3,
    "管理层": 0.25,
    "执行层": -0.15,
}
"""Who is more hopeful and who less: the direction is the source's (E35-24), the size is made."""

_LEANINGS: dict[str, tuple[float, float, float, float]] = {
    "act_pragmatic_kpi": (-0.3, -0.2, 0.2, 0.5),
    "act_cross_team": (0.1, 0.1, 0.4, 0.1),
    "act_rapid_response": (0.0, 0.0, 0.5, 0.3),
    "act_data_driven": (0.1, -0.1, 0.9, 0.1),
    "cut_higher_roi_media": (-0.2, -0.5, 0.3, 0.6),
    "cut_brand_to_performance": (-0.4, -0.7, 0.1, 0.6),
    "cut_new_products": (0.3, 0.3, 0.1, -0.1),
    "grow_brand": (0.2, 1.0, 0.0, -0.1),
    "more_mobile": (0.4, 0.0, 0.3, 0.0),
    "more_outdoor": (0.4, 0.6, -0.1, -0.1),
    "more_smart_tv": (0.4, 0.6, 0.1, 0.0),
    "more_pc": (0.3, 0.0, 0.3, 0.0),
    "buys_linear_tv": (0.1, 0.6, -0.4, 0.0),
    "more_seeding": (0.2, 0.2, 0.3, 0.0),
    "more_short_video": (0.3, 0.0, 0.3, 0.1),
    "more_in_app_search": (0.1, -0.1, 0.4, 0.3),
    "more_kol_ads": (0.3, 0.3, 0.2, 0.0),
    "more_performance_ads": (-0.2, -0.6, 0.2, 0.5),
    "social_kol_content": (0.2, 0.3, 0.2, 0.0),
    "social_own_live": (0.1, -0.3, 0.3, 0.2),
    "social_amateurs": (0.0, 0.1, 0.3, 0.1),
    "video_creators": (0.2, 0.2, 0.2, 0.0),
    "video_live": (0.1, -0.2, 0.2, 0.2),
    "video_boost": (0.0, -0.3, 0.3, 0.3),
    "ai_weekly": (0.2, 0.0, 0.9, 0.1),
    "ai_marketing_used": (0.2, 0.0, 1.0, 0.1),
    "ai_marketing_planned": (0.2, 0.0, 0.5, 0.1),
}
"""How far each answer leans on hope, trust in brands, data maturity and pressure to deliver. Made."""


def generate() -> pd.DataFrame:
    """Return one row for each of 228 made respondents."""
    rng = np.random.default_rng(SEED)
    people = pd.DataFrame(
        {
            "industry": rng.choice(list(INDUSTRIES), CANDIDATES, p=list(INDUSTRIES.values())),
            "business": rng.choice(list(KINDS), CANDIDATES, p=list(KINDS.values())),
            "level": rng.choice(["管理层", "执行层"], CANDIDATES, p=[0.4, 0.6]),
        }
    )
    traits = rng.normal(size=(CANDIDATES, 4))
    traits[:, 0] += sum(people[column].map(_MOODS).fillna(0.0) for column in people)
    columns = option_columns()
    wanted = {m.column: m.count for m in MARGINALS if m.column in columns}
    for column in columns:
        people[column] = _answers(traits @ np.array(_LEANINGS[column]), wanted[column] / RESPONDENTS, rng)
    people[OUTLOOK] = _outlook(traits[:, 0] + rng.normal(0, 0.8, CANDIDATES))

    outlook = np.column_stack([people[OUTLOOK] == answer for answer in OUTLOOKS]).astype(np.int64)
    answers = np.column_stack([outlook, people[columns].to_numpy(np.int64)])
    counts = np.array([*OUTLOOKS.values(), *wanted.values()], dtype=np.int64)
    weights = np.round(rake_weights(answers, counts / RESPONDENTS), 10)
    # Tripled, so that an exchange never gives up the single-choice question for an option.
    tripled = np.array([3] * len(OUTLOOKS) + [1] * len(columns))
    chosen = rng.permutation(whole_respondents(answers * tripled, weights, counts * tripled, RESPONDENTS))

    people, traits = people.iloc[chosen].reset_index(drop=True), traits[chosen]
    for column in columns:
        _settle(people, column, traits @ np.array(_LEANINGS[column]), wanted[column])
    own = 4 * traits[:, 0] - 1.5 * traits[:, 3] + rng.normal(0, 7, RESPONDENTS)
    people["budget_change_2024"] = _with_mean(0.6 * own + rng.normal(0, 6, RESPONDENTS), 8)
    people["budget_change_2025"] = _with_mean(own, 8)
    people["social_change_2025"] = _with_mean(0.7 * own + 3 * traits[:, 2] + rng.normal(0, 5, RESPONDENTS), 10)
    people.insert(0, "respondent", [f"R{number:03d}" for number in range(1, RESPONDENTS + 1)])
    numeric = ["budget_change_2024", "budget_change_2025", "social_change_2025"]
    return people[["respondent", "industry", "business", "level", OUTLOOK, *numeric, *columns]]


def _answers(leaning: FloatArray, share: float, rng: np.random.Generator) -> IntArray:
    """0 or 1: yes for the ``share`` that leans towards it most, with chance mixed in."""
    score = leaning + rng.logistic(size=len(leaning))
    return (score > np.quantile(score, 1 - share)).astype(np.int64)


def _outlook(hope: FloatArray) -> npt.NDArray[np.str_]:
    shares = np.cumsum(list(OUTLOOKS.values()))[:-1] / RESPONDENTS
    return np.array(list(OUTLOOKS))[np.searchsorted(np.quantile(hope, shares), hope)]


def _settle(people: pd.DataFrame, column: str, leaning: FloatArray, count: int) -> None:
    """Change the fewest answers that give the column its count, first of those who leaned that way least."""
    excess = int(people[column].sum()) - count
    answer, order = (1, np.argsort(leaning)) if excess > 0 else (0, np.argsort(-leaning))
    changed = [row for row in order if people[column].iloc[row] == answer][: abs(excess)]
    people.loc[changed, column] = 1 - answer


def _with_mean(raw: FloatArray, mean: int) -> IntArray:
    """Whole percentages with exactly this mean: shift, cut off the fractions, hand out what is missing to the largest."""
    shifted = raw - raw.mean() + mean
    whole: IntArray = np.floor(shifted).astype(np.int64)
    missing = mean * len(raw) - int(whole.sum())
    whole[np.argsort(whole - shifted, kind="stable")[:missing]] += 1
    return whole
