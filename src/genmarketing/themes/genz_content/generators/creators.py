"""`creators.csv`: four hundred fictional creators: kind, platform, home topic, followers, fee, and the true rate."""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.themes.genz_content.generators.content_world import KINDS, PLATFORMS, topics

_SEED = 601

_FIRST = ("阿橘", "小满", "豆包脸", "南瓜", "七喜", "木木", "老周", "糯米", "青柠", "阿宽", "晚风", "小鹿", "山竹", "可可", "大头", "初七", "鱼丸", "栗子", "云朵", "阿飞")  # fmt: skip
_SECOND = ("不吃糖", "在路上", "的衣柜", "慢慢来", "住一居", "爱出门", "小日记", "今天买", "试一试", "下班后", "早八人", "碎碎念", "去散步", "做饭中", "睡不着", "攒钱中", "看展去", "的阳台", "带饭记", "周末见")  # fmt: skip

_FOLLOWERS = {"KOL": (300_000, 0.8), "KOC": (6_000, 0.9), "KOS": (2_500, 0.7)}
"""Median, and spread of the logarithm."""

_RATE = {"KOL": (6.0, 194.0), "KOC": (5.0, 95.0), "KOS": (4.0, 66.0)}
"""Beta(a, b) of the true interaction rate: means 3 %, 5 %, 5.7 %."""


def generate() -> pd.DataFrame:
    """Return the creators, one a row, kinds and topics in turn."""
    rng = np.random.default_rng(_SEED)
    kinds = [kind for kind, number in KINDS.items() for _ in range(number)]
    names = [first + second for first in _FIRST for second in _SECOND]
    rows = []
    for at, kind in enumerate(kinds):
        median, spread = _FOLLOWERS[kind]
        followers = int(round(rng.lognormal(np.log(median), spread), -2)) + 100
        rate = float(rng.beta(*_RATE[kind]))
        # Fees follow followers, not what a creator moves: some are cheap for what they do, some dear.
        fee = 0.8 * followers**0.72 * rng.lognormal(0, 0.35) if kind != "KOS" else rng.uniform(80, 300)
        platform = str(rng.choice(PLATFORMS, p=[0.5, 0.35, 0.15]))
        topic = topics()[at % len(topics())]
        rows.append((f"A{at + 1:03d}", kind, platform, topic, followers, int(round(fee, -1)), round(rate, 4)))
    found = pd.DataFrame(rows, columns=["creator_id", "kind", "platform", "topic", "followers", "fee", "true_rate"])
    found.insert(1, "name", rng.permutation(names)[: len(found)])
    return found
