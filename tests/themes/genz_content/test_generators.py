"""The made posts and creators: varied, coherent, with what was planted to be found; and the two hand-written sets kept apart from them."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import load
from genmarketing.themes.genz_content.generators import content_phrases, content_words, content_world
from genmarketing.themes.genz_content.models import cleaning, compliance_rules, matrices, tag_graph

MOODS = ("正面", "中性", "负面")


@pytest.fixture(scope="module")
def posts() -> pd.DataFrame:
    return load("posts")


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return load("creators")


@pytest.fixture(scope="module")
def indices(posts: pd.DataFrame) -> pd.DataFrame:
    return matrices.tag_indices(posts, "tag", posts["date"] >= "2026-04-06")


def grams(texts: pd.Series, size: int) -> set[str]:
    """Runs of so many characters, within what stands between two punctuation marks."""
    parts = [part for text in texts for part in re.split(r"[\s，。、！？：；｜「」《》]+", text)]
    return {part[at : at + size] for part in parts for at in range(len(part) - size + 1)}


# Text


def test_posts_are_many_and_varied(posts: pd.DataFrame) -> None:
    assert len(posts) >= 3000
    assert posts["clean"].is_unique
    assert posts["clean"].str.len().std() > 7
    openings = Counter(re.sub(r"\d+", "", text.split("。")[0]) for text in posts["clean"])
    assert len(openings) > 1500
    assert openings.most_common(1)[0][1] < 30
    ends = Counter(part for text in posts["clean"] for part in re.split(r"[。！？]", text)[1:] if part)
    assert len(ends) > 2000, "sentences, not posts"


def test_a_post_says_its_script_and_nothing_of_another_tag(posts: pd.DataFrame) -> None:
    script_of = {script: tag for topics in content_words.TREE.values() for tags in topics.values() for tag, scripts in tags.items() for script in scripts}  # fmt: skip
    assert len(script_of) == 81
    for row in posts.itertuples():
        assert row.script in row.clean
    others = [script for script in script_of if len(script) > 4]
    for row in posts.head(400).itertuples():
        assert all(script_of[script] == row.tag for script in others if script in row.clean), row.clean


def test_sentences_fit_what_is_done_with_the_thing(posts: pd.DataFrame) -> None:
    """Nobody complains of bread that pills, or of a jacket that gave a stomach ache."""
    done = posts["tag"].map(content_words.USE)
    for word, allowed in {
        "起球": {"穿"},
        "拉肚子": {"喝"},
        "闷痘": {"涂"},
        "尺码": {"穿"},
        "蚊子": {"玩"},
        "刺鼻": {"喷", "点"},
        "墙皮": {"用"},
    }.items():
        assert set(done[posts["clean"].str.contains(word)]) <= allowed, word


def test_shop_staff_write_about_one_shop_and_never_complain(posts: pd.DataFrame, people: pd.DataFrame) -> None:
    joined = posts.merge(people[["creator_id", "kind", "topic"]], on="creator_id", suffixes=("", "_home"))
    staff = joined[joined["kind"] == "KOS"]
    assert set(staff["mood"]) == {"正面", "中性"}
    assert (staff["topic"] == staff["topic_home"]).all()
    brands = [brand for found in content_words.BRANDS.values() for brand in found]
    for _, group in staff.groupby("creator_id"):
        named = {brand for text in group["clean"] for brand in brands if brand in text}
        assert len(named) <= 1


def test_moods_have_words_of_their_own(posts: pd.DataFrame) -> None:
    for table in (content_phrases.MIDDLES, content_phrases.CLOSES):
        groups = [set(table[mood]) for mood in MOODS]
        assert sum(map(len, groups)) == len(set.union(*groups))
    assert set(posts["mood"]) == set(MOODS)
    assert posts["mood"].value_counts(normalize=True).min() > 0.15


# Dirt


def test_each_kind_of_dirt_is_what_it_is_called(posts: pd.DataFrame) -> None:
    dirt = posts["dirt"].fillna("")
    assert ((posts["text"] == posts["clean"]) == (dirt == "")).all()
    kinds = dirt.str.split("|")
    for kind in ("全角", "拼音", "繁体", "形近"):
        alone = posts[kinds.map(lambda found, kind=kind: found == [kind])]
        assert len(alone) > 50, kind
        for row in alone.itertuples():
            if kind == "全角":
                assert cleaning.narrow(row.text) == row.clean
            elif kind == "拼音":
                assert re.sub(r"（[a-z]+）", "", row.text).translate(
                    str.maketrans("", "", "abcdefghijklmnopqrstuvwxyz")
                ) == re.sub(r"[a-z]", "", row.clean)
            else:
                table = content_words.TRADITIONAL if kind == "繁体" else content_words.LOOK_ALIKE
                pairs = [(a, b) for a, b in zip(row.clean, row.text, strict=True) if a != b]
                assert pairs
                assert all(table[a] == b for a, b in pairs)


def test_traditional_characters_come_back_by_the_converter() -> None:
    for simple, traditional in content_words.TRADITIONAL.items():
        assert simple != traditional
        assert cleaning.simplified(traditional) == simple, traditional


# What was planted


@pytest.mark.parametrize(
    ("tag", "index", "low", "high"),
    [
        ("通勤防晒", "exposure", 120, 250), ("通勤防晒", "interaction", 110, 200), ("通勤防晒", "sales", 180, 400), ("通勤防晒", "growth", 115, 200),
        ("黄油面包", "exposure", 120, 220), ("黄油面包", "interaction", 115, 200),
        ("多巴胺穿搭", "exposure", 140, 260), ("多巴胺穿搭", "interaction", 35, 75),
        ("薄底鞋", "exposure", 25, 75), ("薄底鞋", "interaction", 140, 250),
        ("拌面酱", "interaction", 120, 210), ("拌面酱", "growth", 130, 220), ("拌面酱", "sales", 10, 45),
        ("防晒衣", "sales", 180, 320), ("防晒衣", "growth", 55, 90),
        ("老城街巷", "interaction", 120, 200), ("老城街巷", "sales", 10, 45),
        ("围炉煮茶", "exposure", 25, 85), ("围炉煮茶", "interaction", 40, 85), ("围炉煮茶", "sales", 5, 40), ("围炉煮茶", "growth", 40, 85),
        ("溯溪", "interaction", 130, 200),
    ],
)  # fmt: skip
def test_what_was_planted_can_be_seen(tag: str, index: str, low: float, high: float, indices: pd.DataFrame) -> None:
    assert low < indices.loc[tag, f"{index}_index"] < high


def test_chance_makes_no_story_where_none_was_planted(indices: pd.DataFrame) -> None:
    usual = [tag for tag in indices.index if tag not in content_world.PLANTED]
    assert indices.loc[usual, "growth_index"].between(70, 140).all()
    assert 28 <= indices.loc["溯溪", "posts"] <= 40


def test_interaction_is_not_liking(posts: pd.DataFrame) -> None:
    sums = posts.groupby("mood")[["exposures", "interactions", "sales"]].sum()
    rate, sells = sums["interactions"] / sums["exposures"], sums["sales"] / sums["interactions"]
    assert rate["负面"] > 1.15 * rate["正面"] > rate["中性"]
    assert sells["负面"] < 0.3 * sells["正面"]


def test_rates_scatter_around_the_true_ones(posts: pd.DataFrame, people: pd.DataFrame) -> None:
    seen = posts.groupby("creator_id")[["exposures", "interactions"]].sum()
    table = people.join(seen, on="creator_id")
    assert table["exposures"].notna().all(), "everybody has posted"
    observed = table["interactions"] / table["exposures"]
    assert np.corrcoef(observed, table["true_rate"])[0, 1] > 0.75
    few = table["exposures"] < 800
    error = (observed - table["true_rate"]).abs()
    assert error[few].mean() > 1.2 * error[~few].mean()
    means = table.groupby("kind")["true_rate"].mean()
    assert means["KOL"] < means["KOC"] < means["KOS"]


def test_fees_are_those_of_a_market(people: pd.DataFrame) -> None:
    fees = people.groupby("kind")["fee"].median()
    assert fees["KOS"] < fees["KOC"] < 1_000 < 5_000 < fees["KOL"] < 20_000
    paid = people[people["kind"] != "KOS"]
    assert abs(np.corrcoef(np.log(paid["fee"] / paid["followers"] ** 0.72), paid["true_rate"])[0, 1]) < 0.15


def test_topics_can_be_found_from_tags_alone(posts: pd.DataFrame) -> None:
    groups = tag_graph.communities(tag_graph.pairs(tags.split("|") for tags in posts["tags"]))
    topic_of = posts.set_index("tag")["topic"].to_dict()
    assert {frozenset(group) for group in groups} == {
        frozenset(tag for tag in topic_of if topic_of[tag] == topic) for topic in content_world.topics()
    }


def test_the_tree_has_no_faults(posts: pd.DataFrame) -> None:
    graph = tag_graph.TagGraph()
    for path in posts[["area", "topic", "tag", "script"]].drop_duplicates().itertuples(index=False):
        graph.add_path(path)
    assert graph.problems() == []
    assert Counter(graph.level.values()) == {"area": 3, "topic": 9, "tag": 27, "script": 81}


# The sets written by hand


@pytest.mark.parametrize("name", ["sentiment_set", "compliance_set"])
def test_hand_written_sentences_share_no_turn_with_the_generator(name: str, posts: pd.DataFrame) -> None:
    own = {tag for topics in content_words.TREE.values() for tags in topics.values() for tag in tags}
    own |= {brand for found in content_words.BRANDS.values() for brand in found}
    texts = load(name)["text"]
    for known in own:  # a brand or a tag may stand in both; turns of phrase may not
        texts = texts.str.replace(known, "　")
        posts = posts.assign(clean=posts["clean"].str.replace(known, "　"))
    assert grams(texts, 5) & grams(posts["clean"], 5) <= {"吃过才知道"}


def test_the_exam_paper_shares_no_sentence_with_the_practice_paper() -> None:
    sentences = load("compliance_set")
    papers = sentences.groupby("paper")["text"]
    assert papers.size().to_dict() == {"practice": 160, "exam": 64}
    practice, exam = (grams(papers.get_group(paper), 6) for paper in ("practice", "exam"))
    assert len(practice & exam) <= 12, practice & exam
    assert set(sentences["label"]) == {"forbidden", "needs_proof", "exempt", "needs_person"}
    for _, labels in sentences.groupby("paper")["label"]:
        assert labels.value_counts().min() >= 11


def test_no_rule_was_copied_from_the_exam_paper() -> None:
    """No turn of four characters or more in the rules stands in the exam paper alone."""
    sentences = load("compliance_set").groupby("paper")["text"]
    source = compliance_rules.TERM.pattern + "".join(rule.before + rule.after for rule in compliance_rules.RULES)
    turns = set(re.findall(r"[\u4e00-\u9fff]{4,}", source))
    practice, exam = ("\n".join(sentences.get_group(paper)) for paper in ("practice", "exam"))
    only = {turn for turn in turns if turn in exam and turn not in practice}
    assert only <= {"行业标准", "自然保护区"}, "words of the guideline itself, and of the state's own lists"


def test_difficult_sentences_are_well_represented() -> None:
    traits = load("sentiment_set")["trait"].value_counts()
    assert traits.min() >= 8
    assert traits["反话"] + traits["转折"] + traits["不带情绪词"] > 0.35 * traits.sum()
