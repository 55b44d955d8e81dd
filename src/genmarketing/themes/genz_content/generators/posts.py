"""`posts.csv`: half a year of made Chinese posts with tags of four levels, dirt, exposures, interactions and orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from genmarketing.themes.genz_content.generators import content_phrases as phrases
from genmarketing.themes.genz_content.generators import content_words as words
from genmarketing.themes.genz_content.generators import creators
from genmarketing.themes.genz_content.generators.content_world import (
    DAYS,
    MOOD_INTERACTION,
    MOOD_SALES,
    MOOD_SHARE,
    STAFF_MOOD_SHARE,
    START,
    could_be_dirtied,
    dirtied,
    effect,
    tags,
)

_SEED = 721
"""Picked so that what is planted can be seen: with some twenty-five KOLs to a tag, chance alone moves its growth by a fifth."""

_POSTS = 3600
_DIRT = {"全角": 0.35, "拼音": 0.3, "繁体": 0.14, "形近": 0.3}
"""Kind of dirt -> chance, where the text lets it leave a trace."""

_MOODS_OF = {"安利": ("正面",), "吐槽": ("负面",), "求助": ("中性",)}
"""Styles in which not every mood writes."""

_EXPOSED = {"KOL": 9000.0, "KOC": 700.0, "KOS": 350.0}
"""Median exposures of a post."""


class Subject(NamedTuple):
    """What a post is about, and whether shop staff write it."""

    area: str
    topic: str
    tag: str
    script: str
    brand: str
    staff: bool


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
    staff = creator["kind"] == "KOS"
    area, topic, tag = _subject(creator["topic"], 1.0 if staff else 0.75, rng)
    script = str(rng.choice(words.TREE[area][topic][tag]))
    shares = STAFF_MOOD_SHARE if staff else MOOD_SHARE
    mood = str(rng.choice(list(shares), p=list(shares.values())))
    # Staff write about one brand: that of the shop in which they work.
    brand = words.BRANDS[topic][int(creator["creator_id"][1:]) // 9 % 3 if staff else int(rng.integers(3))]
    clean = _text(Subject(area, topic, tag, script, brand, staff), mood, seen, rng)
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


def _subject(home: str, loyal: float, rng: np.random.Generator) -> tuple[str, str, str]:
    """Draw area, topic and tag of a post: the creator's own topic with chance ``loyal``."""
    choices = [found for found in tags() if found[1] == home] if rng.random() < loyal else list(tags())
    weights = np.array([effect(tag).posts for _, _, tag in choices])
    return choices[int(rng.choice(len(choices), p=weights / weights.sum()))]


def _together(topic: str, tag: str, rng: np.random.Generator) -> list[str]:
    """Draw the hashtags of a post: its tag, often neighbours of the same topic, seldom a tag from anywhere."""
    near = [other for _, place, other in tags() if place == topic and other != tag]
    chosen = [tag, *(other for other in near if rng.random() < 0.55)]
    if rng.random() < 0.2:
        chosen.append(str(rng.choice([other for _, _, other in tags() if other not in chosen])))
    return chosen


def _text(about: Subject, mood: str, seen: set[str], rng: np.random.Generator) -> str:
    """Put a text together that no other post has."""

    def pick(choices: Sequence[str]) -> str:
        return choices[int(rng.integers(len(choices)))]

    done = words.USE[about.tag]
    done = {"喷": "闻", "点": "闻"}.get(done, done)
    styles = [s for s in phrases.OPENINGS if (s == "店员") == about.staff and mood in _MOODS_OF.get(s, (mood,))]
    middles = (phrases.STAFF_MIDDLES if about.staff else phrases.MIDDLES)[mood]
    closes = phrases.STAFF_CLOSES[mood] if about.staff else phrases.CLOSES[mood] + phrases.CLOSES_OF[done][mood]
    low, high = words.PRICES[about.topic]
    while True:
        slots = {
            "tag": about.tag,
            "script": about.script,
            "brand": about.brand,
            "use": words.USE[about.tag],
            "place": pick(words.PLACES[about.topic]),
            "who": pick(phrases.WHO),
            "when": pick(phrases.WHEN[about.area]),
            "weekday": pick(("一", "二", "三")),
            "price": int(rng.integers(low, high + 1)),
        }
        style = pick(styles)
        body = [pick(middles)]
        if not about.staff and rng.random() < 0.4:
            body.append(pick(phrases.DETAILS[done]))
        if not about.staff and rng.random() < 0.3:
            body.append(pick(phrases.SLANG[mood]))
        if about.topic == "城市漫步" and rng.random() < 0.5:
            body.append(pick(phrases.WALKS))
        body.append(pick(closes))
        # One in four says first what it thinks, and then why.
        if rng.random() < 0.25:
            body.reverse()
        ending = "在线等。" if style == "求助" else pick(phrases.ENDINGS)
        sentences = [pick(phrases.OPENINGS[style]), *body, ending]
        text = "".join(
            sentence.format(**slots, number=int(rng.integers(2, 10)), days=int(rng.integers(3, 31)))
            for sentence in sentences
        )
        if text not in seen:
            seen.add(text)
            return text
