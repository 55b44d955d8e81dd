"""The bank of theme 06: examples of the prompts by hand, references against models, libraries and brute force, core concepts graded."""

from __future__ import annotations

import itertools
import math
import re
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import precision_score, recall_score
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from genmarketing.data import concept, concept_ids, load, published, source_check
from genmarketing.themes.genz_content.models import creators, diversity, layers, matrices, production_line
from genmarketing.themes.genz_content.questions import QUESTIONS
from genmarketing.themes.genz_content.questions.compliance import RULES
from genmarketing.workbook import (
    ChoiceQuestion,
    EssayQuestion,
    FunctionQuestion,
    MatchingQuestion,
    Question,
    TableQuestion,
)

BANK: dict[str, Question] = {question.name: question for question in QUESTIONS}
SEEDS = range(5)


def reference(name: str) -> Any:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion | TableQuestion)
    return question.reference


def arguments(name: str, seeds: range = SEEDS) -> list[tuple[Any, ...]]:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion)
    return [case.args for seed in seeds for case in question.cases_of(seed)]


def of_check(name: str, check: str, seeds: range = SEEDS) -> list[tuple[Any, ...]]:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion)
    return [case.args for seed in seeds for case in question.cases_of(seed) if case.check == check]


def test_every_core_concept_is_graded() -> None:
    graded = {c for question in QUESTIONS for c in question.concepts}
    core = {c for c in concept_ids() if concept(c).theme == "genz_content" and concept(c).core}
    assert core - graded == set()


def test_points_and_minutes() -> None:
    assert sum(question.points for question in QUESTIONS) == 100
    assert sum(question.minutes for question in QUESTIONS) <= 150
    for question in QUESTIONS:
        assert f"约 {question.minutes} 分钟" in question.teaching, question.name


def test_functions_have_three_misconceptions_or_more() -> None:
    for question in QUESTIONS:
        if isinstance(question, FunctionQuestion | TableQuestion):
            assert len(question.misconceptions) >= 4, question.name


# The examples that prompts invite learners to work out by hand


def test_examples_of_cleaning() -> None:
    clean = reference("clean_post")
    assert clean("拍vlog，第３碗拌（ban）麵。", {"麵": "面"}, ["vlog"]) == "拍vlog，第3碗拌面。"
    assert clean("种zhong草cao机", {}, []) == "种草机"


def test_example_of_segmentation() -> None:
    frequency = {"茶": 30, "茶饮": 20, "饮品": 25, "品牌": 40}
    assert reference("segment")("茶饮品牌", frequency) == ["茶饮", "品牌"]
    scores = {}
    for cuts in itertools.product((False, True), repeat=3):
        ends = [at + 1 for at, cut in enumerate(cuts) if cut] + [4]
        words = ["茶饮品牌"[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        counts = [frequency.get(word, 1 if len(word) == 1 else 0) for word in words]
        scores["／".join(words)] = math.prod(count / 115 for count in counts)
    best, second, third, *_ = sorted(scores, key=scores.__getitem__, reverse=True)
    assert (best, second, third) == ("茶饮／品牌", "茶／饮／品牌", "茶／饮品／牌"), "«其余的更小»"
    prompt = BANK["segment"].prompt
    assert f"≈ {scores[best]:.3f}，{second} 是" in prompt
    assert f"≈ {scores[second]:.4f}，{third} 是" in prompt
    assert f"≈ {scores[third]:.4f}，其余的更小" in prompt


def test_example_of_keywords() -> None:
    posts = [("防晒", ["好用", "搓泥", "的"]), ("防晒", ["好用", "搓泥"]), ("面包", ["好用", "黄油"])]
    assert reference("tag_keywords")(posts, 1) == {"防晒": ["搓泥"], "面包": ["黄油"]}
    assert 2 * (math.log(3 / 2) + 1) == pytest.approx(2.81, abs=5e-3)


def test_example_of_effective_topics() -> None:
    parent = {"甲": "域", "乙": "域", "丙": "域", "丁": "域", **{f"{t}{n}": t for t in "甲乙丙丁" for n in "12"}}
    labels = ["甲1"] * 2 + ["甲2"] * 2 + ["乙1"] * 2 + ["丙1", "丁2"]
    assert reference("effective_topics")(parent, labels) == pytest.approx(3.364, abs=5e-4)


def test_example_of_an_index() -> None:
    answer = reference("tgi")({"露营": 300, "看展": 40}, 2000, {"露营": 1000, "看展": 500}, 10_000)
    assert answer == {"露营": pytest.approx(150), "看展": None}


def test_example_of_the_matrices() -> None:
    """Two tags of a hundred posts each, as in the prompt."""
    day = {"date": "2026-01-05"}
    posts = pd.DataFrame(
        [{"tag": "防晒", "exposures": 200, "interactions": 10, **day}] * 50
        + [{"tag": "防晒", "exposures": 200, "interactions": 10, "date": "2026-05-01"}] * 50
        + [{"tag": "露营", "exposures": 100, "interactions": 8, **day}] * 50
        + [{"tag": "露营", "exposures": 100, "interactions": 8, "date": "2026-05-01"}] * 50
    )
    shelf = pd.DataFrame([("乳", 300), ("帐篷", 100), ("无人写过", 900)], columns=["goods_tag", "orders"])
    table = reference("two_matrices")(posts, shelf, {"防晒": "乳", "露营": "帐篷"}).set_index("tag")
    assert table["exposure_index"].tolist() == pytest.approx([400 / 3, 200 / 3])
    assert table["interaction_index"].tolist() == pytest.approx([500 / 6, 800 / 6])
    assert table["sales_index"].tolist() == pytest.approx([150, 50])
    assert table["growth_index"].tolist() == pytest.approx([100, 100])
    assert table["seeding"].tolist() == ["空热", "潜力"]
    assert table["conversion"].tolist() == ["守住", "机会"]


def test_example_of_creators() -> None:
    people = pd.DataFrame(
        [("甲", "KOC", 50, 1, 100, 10), ("乙", "KOC", 90, 4, 900, 40)],
        columns=["creator_id", "kind", "fee", "posts", "exposures", "interactions"],
    )
    table = reference("creator_value")(people, 100)
    assert table["shrunken"].tolist() == pytest.approx([0.075, 0.045])
    assert table["cost"].tolist() == pytest.approx([6.67, 8.89], abs=5e-3)
    assert table["place"].tolist() == [1, 2]


def test_examples_of_a_controlled_test() -> None:
    assert reference("tag_test")(0.10, 0.2, 1000) == {"people": 3841, "days": 8}
    assert reference("tag_test")(0.02, 0.1, 1000)["people"] == 80_682 == published("sample_size_2_22").value


def test_example_of_reach() -> None:
    answer = reference("plan_reach")([(1.0, 60_000, 10_000, 50), (0.5, 35_000, 10_000, 100)], 1_000_000)
    assert answer["reach"] == pytest.approx(0.507, abs=5e-4)
    assert answer["frequency"] == pytest.approx(2.47, abs=5e-3)
    assert answer["cost"] == pytest.approx(0.187, abs=5e-4)
    for frequency, met in ((1.0, 0.463), (1.5, 0.551)):
        assert 1 - layers.none_and_one(frequency)[0] == pytest.approx(met, abs=5e-4)


def test_example_of_rules() -> None:
    rules = {name: list[str]() for name in RULES} | {"terms": ["最", "第一"], "ordinary": ["最近"], "exempt": ["力求"]}
    answer = reference("examine_rules")(
        ["最近上新。", "力求最好。全网第一。", "无人能及。"], ["exempt", "forbidden", "forbidden"], rules
    )
    assert answer == {"labels": [None, "forbidden", None], "precision": 1, "recall": 0.5, "slipped": [2]}


def test_the_bottleneck_by_the_model() -> None:
    hours, weekly = (1, 1, 8, 2.75), (40, 80, 160, 44)
    stations = tuple(
        production_line.Station(str(at), h, people=w / production_line.WEEK, wage=1)
        for at, (h, w) in enumerate(zip(hours, weekly, strict=True))
    )
    line = production_line.Line(stations, rework=0.0)
    assert line.pieces == 16
    assert line.bottleneck.name == "3"
    question = BANK["bottleneck"]
    assert isinstance(question, ChoiceQuestion)
    [right] = [option for option in question.options if option.key in question.answer]
    assert right.text.startswith("16 条")
    capacities = [line.capacity(station) for station in line.stations]
    texts = {option.key: option.text for option in question.options}
    assert f"{capacities[1]:.0f} 条" in texts["a"]
    assert f"{capacities[2]:.0f} 条" in texts["b"]
    assert f"约 {sum(weekly) / sum(hours):.0f} 条" in texts["d"]
    assert f"约 {sum(capacities) / 4:.0f} 条" in texts["e"]


# The references against the models of the chapter, libraries and brute force


def test_every_cut_is_tried_and_the_likeliest_wins() -> None:
    for text, frequency in arguments("segment", range(20)):
        total = sum(frequency.values())
        scores: dict[tuple[str, ...], Fraction] = {}
        for cuts in itertools.product((False, True), repeat=len(text) - 1):
            ends = [at + 1 for at, cut in enumerate(cuts) if cut] + [len(text)]
            words = tuple(text[start:end] for start, end in zip([0, *ends], ends, strict=False))
            chance = Fraction(1)
            for word in words:
                chance *= Fraction(frequency.get(word, 1 if len(word) == 1 else 0), total)
            scores[words] = chance
        best, second = sorted(scores, key=scores.__getitem__, reverse=True)[:2]
        assert reference("segment")(text, frequency) == list(best)
        assert scores[best] > Fraction(101, 100) * scores[second], "no tie, not even after rounding"


def test_keywords_are_ranked_as_scikit_learn_ranks_them() -> None:
    for posts, k in arguments("tag_keywords"):
        documents: dict[str, list[str]] = {}
        for tag, words in posts:
            documents.setdefault(tag, []).extend(word for word in words if len(word) >= 2)
        learned = TfidfVectorizer(analyzer=lambda words: words, norm=None)
        weights = learned.fit_transform(documents.values()).toarray().round(9)
        names = learned.get_feature_names_out()
        for row, tag in zip(weights, documents, strict=True):
            order = sorted((word for word, weight in zip(names, row, strict=True) if weight), key=lambda w: (-row[list(names).index(w)], w))  # fmt: skip
            assert reference("tag_keywords")(posts, k)[tag] == order[:k]


def test_effective_topics_are_those_of_the_model() -> None:
    for parent, labels in arguments("effective_topics"):
        topics = []
        for name in labels:
            while parent[name] in parent:
                name = parent[name]
            topics.append(name)
        counts = pd.Series(topics).value_counts().to_numpy()
        answer = reference("effective_topics")(parent, labels)
        assert answer == pytest.approx(diversity.effective_number(counts))
        assert answer == pytest.approx(math.exp(stats.entropy(counts)))


def test_indices_are_those_of_the_model_and_small_cells_hidden() -> None:
    for group, group_size, everyone, size in arguments("tgi"):
        answer = reference("tgi")(group, group_size, everyone, size)
        assert answer.keys() == everyone.keys()
        for interest, value in answer.items():
            inside = group.get(interest, 0)
            if inside < matrices.SMALLEST:
                assert value is None
            else:
                assert value == pytest.approx(matrices.tgi(inside / group_size, everyone[interest] / size))


@pytest.mark.parametrize("seed", SEEDS)
def test_matrices_are_those_of_the_model(seed: int) -> None:
    given = BANK["two_matrices"].data(seed)
    posts, goods = given["posts"], given["goods"]
    orders = given["shelf"].set_index("goods_tag")["orders"]
    counts = posts["tag"].value_counts()
    # The model takes orders from posts; each post of a tag gets the same part of its goods' orders.
    sales = posts["tag"].map(lambda tag: orders[goods[tag]] / counts[tag])
    model = matrices.tag_indices(posts.assign(sales=sales), "tag", posts["date"] >= "2026-04-06")
    model = matrices.shown(model)
    table = reference("two_matrices")(**given).set_index("tag")
    assert set(table.index) == set(model.index)
    assert len(table) == 7, "one of eight has too few posts"
    for column in ("exposure_index", "interaction_index", "sales_index", "growth_index"):
        np.testing.assert_allclose(table[column], model.loc[table.index, column])
    for tag, row in table.iterrows():
        x, y = model.loc[tag, "exposure_index"], model.loc[tag, "interaction_index"]
        assert row["seeding"] == matrices.quadrant(x, y, 100, 100, matrices.SEEDING)
        x, y = model.loc[tag, "sales_index"], model.loc[tag, "growth_index"]
        assert row["conversion"] == matrices.quadrant(x, y, 100, 100, matrices.CONVERSION)


def test_no_variant_has_an_index_so_near_a_hundred_that_rounding_moves_its_quadrant() -> None:
    question = BANK["two_matrices"]
    assert isinstance(question, TableQuestion)
    for seed in range(60):
        table = question.reference(**question.inputs_of(seed))
        assert (table.filter(like="index") - 100).abs().min().min() > 1e-5


@pytest.mark.parametrize("seed", SEEDS)
def test_rates_are_pulled_as_the_model_pulls_them(seed: int) -> None:
    given = BANK["creator_value"].data(seed)
    people, weight = given["creators"], given["weight"]
    table = reference("creator_value")(**given).set_index("creator_id")
    for _, kind in people.groupby("kind"):
        usual = kind["interactions"].sum() / kind["exposures"].sum()
        prior = creators.Prior(weight * usual, weight * (1 - usual))
        expected = prior.shrunken(kind["interactions"].to_numpy(), kind["exposures"].to_numpy())
        np.testing.assert_allclose(table.loc[kind["creator_id"], "shrunken"], expected)
    assert sorted(table["place"]) == list(range(1, len(people) + 1))
    assert (table["cost"].sort_values().diff().dropna() > 1e-6).all(), "no ties"


def test_sample_sizes_find_the_difference_as_often_as_promised() -> None:
    """An approximation of another kind (statsmodels: arcsine) comes to the same size within a few per cent."""
    for control, lift, daily in arguments("tag_test"):
        answer = reference("tag_test")(control, lift, daily)
        effect = proportion_effectsize(control * (1 + lift), control)
        other = NormalIndPower().solve_power(effect, alpha=0.05, power=0.8)
        assert answer["people"] == pytest.approx(other, rel=0.03)
        assert (answer["days"] - 1) * daily < 2 * answer["people"] <= answer["days"] * daily


def test_halving_the_lift_takes_four_times_the_people() -> None:
    people = reference("tag_test")
    assert people(0.05, 0.1, 1000)["people"] / people(0.05, 0.2, 1000)["people"] == pytest.approx(4, rel=0.08)


def test_reach_is_that_of_the_chapter_s_model_and_of_simulated_people() -> None:
    for plan, market in arguments("plan_reach", range(2)):
        answer = reference("plan_reach")(plan, market)
        made = [layers.Layer(str(at), a, 1, making, cpm, 0.01) for at, (a, _, making, cpm) in enumerate(plan)]
        budget = sum(layer[1] for layer in plan)
        outcome = layers.plan(budget, [layer[1] / budget for layer in plan], 1.0, market, made)
        assert answer["reach"] == pytest.approx(outcome.reach)
        assert answer["frequency"] == pytest.approx(outcome.frequency)
        assert answer["cost"] == pytest.approx(budget / (outcome.reach * market))
        rng = np.random.default_rng(1)
        use, place = rng.gamma(0.7, 1 / 0.7, 100_000), rng.random(100_000)
        seen = np.zeros(100_000)
        for audience, money, making, cpm in plan:
            average = max(money - making, 0) / cpm * 1000 / (market * audience)
            seen += rng.poisson(use * average) * (place < audience)
        assert answer["reach"] == pytest.approx((seen > 0).mean(), abs=0.006)


def test_rules_are_scored_as_scikit_learn_scores() -> None:
    for texts, right, rules in arguments("examine_rules"):
        answer = reference("examine_rules")(texts, right, rules)
        said, meant = [label == "forbidden" for label in answer["labels"]], [label == "forbidden" for label in right]
        if any(said):
            assert answer["precision"] == pytest.approx(precision_score(meant, said))
        else:
            assert math.isnan(answer["precision"])
        if any(meant):
            assert answer["recall"] == pytest.approx(recall_score(meant, said))
        else:
            assert math.isnan(answer["recall"])
        for at in answer["slipped"]:
            assert meant[at]
            assert answer["labels"][at] in (None, "exempt")


def test_the_exam_of_the_rules_is_held_out() -> None:
    sentences = load("compliance_set")
    exam = set(sentences.loc[sentences["paper"] == "exam", "text"])
    for texts, *_ in of_check("examine_rules", "手写的考卷", range(20)):
        assert set(texts) <= exam


def test_scores_that_the_explanation_of_the_rules_quotes() -> None:
    sentences = load("compliance_set")
    exam = sentences[sentences["paper"] == "exam"]
    texts, right = list(exam["text"]), list(exam["label"])
    answer = reference("examine_rules")(texts, right, RULES)
    listed = [any(term in text for term in RULES["terms"]) for text in texts]
    meant = [label == "forbidden" for label in right]
    said = BANK["examine_rules"].explanation
    for value in (precision_score(meant, listed), answer["precision"], recall_score(meant, listed), answer["recall"]):
        assert f"{100 * value:.0f}%" in said
    assert texts[next(at for at in answer["slipped"] if "第二碗" in texts[at])]


# The data that learners see


@pytest.mark.parametrize("seed", range(30))
def test_newcomers_among_creators_are_seen_a_few_dozen_times(seed: int) -> None:
    people = BANK["creator_value"].data(seed)["creators"]
    new = people[people["exposures"] < 90]
    assert len(new) == 8
    assert (new["posts"] == 1).all()
    assert (people["interactions"] <= people["exposures"]).all()
    assert people["interactions"].min() == 0
    usual = people.groupby("kind")[["interactions", "exposures"]].sum()
    assert (usual["interactions"] > 0).all()


def test_dirty_posts_hold_each_trap() -> None:
    for text, simplified, kept in of_check("clean_post", "插进来的拼音", range(20)):
        cleaned = reference("clean_post")(text, simplified, kept)
        assert re.search("[a-zａ-ｚ]", text)
        assert not re.search("[a-zａ-ｚ]", cleaned)
    texts = [text for text, *_ in of_check("clean_post", "要留下的词", range(20))]
    assert any("ｅｍｏ" in text for text in texts)
    assert any("emo" in text for text in texts)
    assert all("City Walk" in text or "vlog" in text for text in texts)


# The choices


def test_the_source_check_follows_the_ledger() -> None:
    question = BANK["content_source_check"]
    assert isinstance(question, MatchingQuestion)
    labels = {id: source_check(id).labels for id in ("C34", "C36", "C47", "C50", "C51")}
    assert labels == {"C34": ("不实",), "C36": ("口径",), "C47": ("口径",), "C50": ("不实",), "C51": ("不实",)}
    assert question.right[question.answer["3"]].startswith("不实")
    assert question.right[question.answer["2"]].startswith("不能比")
    assert question.right[question.answer["5"]].startswith("不实")
    assert question.right[question.answer["6"]].startswith("属实")
    assert published("video_share_2022").printed in question.right[question.answer["7"]]
    assert set(question.answer.values()) < set(question.right), "some options stay over"


def test_matching_questions_tell_each_misconception_apart() -> None:
    for question in QUESTIONS:
        if isinstance(question, MatchingQuestion):
            wrong = [tuple(sorted(each.program.items())) for each in question.misconceptions]  # type: ignore[attr-defined]
            assert len(set(wrong)) == len(wrong)
            assert tuple(sorted(question.answer.items())) not in wrong


def test_the_essay_s_example_keeps_its_own_rules_and_quotes_right() -> None:
    question = BANK["content_plan"]
    assert isinstance(question, EssayQuestion)
    text = question.example
    assert question.least <= len(re.sub(r"\s", "", text)) <= question.most
    posts = load("posts")
    indices = matrices.tag_indices(posts, "tag", posts["date"] >= "2026-04-06")
    for tag, column, said in (
        ("黄油面包", "interaction_index", "约 130"),
        ("黄油面包", "exposure_index", "约 160"),
        ("多巴胺穿搭", "exposure_index", "约 185"),
        ("多巴胺穿搭", "interaction_index", "约 50"),
    ):
        assert said in text
        assert indices.loc[tag, column] == pytest.approx(int(said[2:]), abs=4)
    assert indices.loc["拌面酱", "sales_index"] < 30
    assert reference("tag_test")(0.05, 0.2, 1000) == {"people": 8158, "days": 17}
    assert "8158 人" in text
    assert "十七天" in text
    assert "合成" in text
