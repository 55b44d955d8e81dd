"""`posts.csv`: half a year of made Chinese posts with tags of four levels, dirt, exposures, interactions and orders."""

from __future__ import annotations

import numpy as np
import pandas as pd

from genmarketing.themes.genz_content.generators import content_words as words
from genmarketing.themes.genz_content.generators import creators
from genmarketing.themes.genz_content.generators.content_world import (
    DAYS,
    MOOD_INTERACTION,
    MOOD_SALES,
    MOOD_SHARE,
    START,
    could_be_dirtied,
    dirtied,
    effect,
    tags,
)

_SEED = 602
_POSTS = 3600
_DIRT = {"全角": 0.35, "拼音": 0.3, "繁体": 0.14, "形近": 0.3}
"""Kind of dirt -> chance, where the text lets it leave a trace."""

_MOOD_OF = {"安利": "正面", "吐槽": "负面"}
"""Styles in which only one mood writes."""

_EXPOSED = {"KOL": 9000.0, "KOC": 700.0, "KOS": 350.0}
"""Median exposures of a post."""


def generate() -> pd.DataFrame:
    """Return the posts, one a row, in the order of time."""
    rng = np.random.default_rng(_SEED)
    people = creators.generate()
    active = rng.lognormal(0, 1.1, len(people)) * people["kind"].map({"KOL": 1.6, "KOC": 1.0, "KOS": 0.8}).to_numpy()
    # Everybody has posted once; the rest falls on the active ones.
    more = rng.choice(len(people), size=_POSTS - len(people), p=active / active.sum())
    authors = rng.permutation(np.concatenate([np.arange(len(people)), more]))
    seen: set[str] = set()
    rows = [_post(people.iloc[int(author)], day, seen, rng) for author, day in zip(authors, _days(rng), strict=True)]
    columns = ["date", "platform", "creator_id", "area", "topic", "tag", "script", "tags", "mood", "dirt", "text", "clean", "exposures", "interactions", "sales"]  # fmt: skip
    posts = pd.DataFrame(rows, columns=columns)
    posts.insert(0, "post_id", [f"T{at:04d}" for at in range(1, len(posts) + 1)])
    return posts


def _days(rng: np.random.Generator) -> list[int]:
    return sorted(int(day) for day in rng.integers(0, DAYS, _POSTS))


def _post(creator: pd.Series, day: int, seen: set[str], rng: np.random.Generator) -> tuple[object, ...]:
    area, topic, tag = _subject(creator["topic"], rng)
    script = str(rng.choice(words.TREE[area][topic][tag]))
    mood = str(rng.choice(list(MOOD_SHARE), p=list(MOOD_SHARE.values())))
    clean = _text(topic, tag, script, mood, seen, rng)
    dirt = [kind for kind, can in could_be_dirtied(clean).items() if can and rng.random() < _DIRT[kind]]
    planted = effect(tag)
    exposures = int(_EXPOSED[creator["kind"]] * planted.heat * rng.lognormal(0, 0.7)) + 20
    late = day >= DAYS // 2
    growth = planted.growth**0.5 if late else planted.growth**-0.5
    rate = min(0.6, creator["true_rate"] * planted.appeal * growth * MOOD_INTERACTION[mood])
    interactions = int(rng.binomial(exposures, rate))
    sales = int(rng.binomial(interactions, min(0.9, 0.06 * planted.sells * MOOD_SALES[mood])))
    return (
        str(START + np.timedelta64(day, "D")), creator["platform"], creator["creator_id"], area, topic, tag, script,
        "|".join(_together(topic, tag, rng)), mood, "|".join(dirt), dirtied(clean, dirt, rng), clean, exposures, interactions, sales,
    )  # fmt: skip


def _subject(home: str, rng: np.random.Generator) -> tuple[str, str, str]:
    """Draw area, topic and tag of a post: the creator's own topic three times in four."""
    at_home = rng.random() < 0.75
    choices = [found for found in tags() if found[1] == home] if at_home else list(tags())
    weights = np.array([effect(tag).posts for _, _, tag in choices])
    return choices[int(rng.choice(len(choices), p=weights / weights.sum()))]


def _together(topic: str, tag: str, rng: np.random.Generator) -> list[str]:
    """Draw the hashtags of a post: its tag, often neighbours of the same topic, seldom a tag from anywhere."""
    near = [other for _, place, other in tags() if place == topic and other != tag]
    chosen = [tag, *(other for other in near if rng.random() < 0.55)]
    if rng.random() < 0.2:
        chosen.append(str(rng.choice([other for _, _, other in tags() if other not in chosen])))
    return chosen


def _text(topic: str, tag: str, script: str, mood: str, seen: set[str], rng: np.random.Generator) -> str:
    """Put a text together that no other post has."""

    def pick(choices: tuple[str, ...]) -> str:
        return choices[int(rng.integers(len(choices)))]

    while True:
        slots = {
            "tag": tag,
            "script": script,
            "brand": pick(words.BRANDS[topic]),
            "place": pick(words.PLACES[topic]),
            "who": pick(words.WHO),
            "when": pick(words.WHEN),
            "days": int(rng.integers(3, 31)),
            "number": int(rng.integers(2, 10)),
            "number_day": pick(("一", "二", "三")),
            "price": int(rng.integers(9, 300)),
        }
        style = pick(tuple(style for style in words.OPENINGS if _MOOD_OF.get(style, mood) == mood))
        parts = [pick(words.OPENINGS[style]), pick(words.MIDDLES)]
        if rng.random() < 0.35:
            parts.append(pick(words.SLANG))
        parts += [pick(words.MOODS[mood])]
        if topic == "城市漫步" and rng.random() < 0.5:
            parts.insert(1, pick(("City Walk走起。", "周末City Walk两小时。", "这条City Walk路线一共{number}公里。")))
        text = "".join(parts).format(**slots) + pick(words.ENDINGS)
        if text not in seen:
            seen.add(text)
            return text
