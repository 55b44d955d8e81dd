"""The made facts: names, values and mentions are what the card says."""

from __future__ import annotations

import re

from genmarketing.data import datasets_folder, load
from genmarketing.themes.hallucination.generators.brand_facts import ATTRIBUTES, BRANDS, STATEMENTS, generate


def test_the_loaded_table_is_the_made_one() -> None:
    made = generate()
    assert load("brand_facts").astype(object).equals(made.astype(object))


def test_every_brand_has_each_fact_once() -> None:
    facts = generate()
    assert len(facts) == BRANDS * len(ATTRIBUTES)
    assert not facts.duplicated(["brand", "attribute"]).any()
    assert facts["brand"].nunique() == BRANDS
    assert facts["brand"].str[:2].nunique() == BRANDS
    values = facts.groupby("attribute")["value"].agg(set)
    for attribute, known in ATTRIBUTES.items():
        assert len(set(known.split())) == 30
        assert values[attribute] <= set(known.split())


def test_no_value_belongs_to_two_attributes_or_stands_in_a_name() -> None:
    values = [value for known in ATTRIBUTES.values() for value in known.split()]
    assert len(set(values)) == len(values)
    assert [brand for brand in generate()["brand"] if any(value in brand for value in values)] == []


def test_mentions_are_the_sentences_of_the_corpus() -> None:
    mentions = generate()["mentions"]
    assert mentions.sum() == STATEMENTS
    assert (mentions == 0).mean() > 0.5
    assert mentions.max() > 100


def test_the_card_counts_what_the_file_holds() -> None:
    card = (datasets_folder() / "brand_facts.md").read_text(encoding="utf-8")
    mentions = generate()["mentions"]
    once = re.search(r"只写过一遍的占全部句子的 ([\d.]+)%", card)
    assert once is not None
    assert float(once[1]) == 100 * (mentions == 1).sum() / STATEMENTS
    assert (mentions == 0).sum() == 326
    assert "三百二十六件" in card


def test_usual_values_and_famous_brands_stand_out() -> None:
    """Without usual values and famous brands the model would have nothing to fall back on and nothing to remember."""
    facts = generate()
    for _, values in facts.groupby("attribute")["value"]:
        assert values.value_counts().iloc[0] >= 3 * BRANDS / 30
    fame = facts.groupby("brand")["mentions"].sum().sort_values()
    assert fame.iloc[-12:].sum() > STATEMENTS / 2
    assert (fame == 0).sum() >= 5
