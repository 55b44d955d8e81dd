"""The bank of theme 02: examples of the prompts by hand, references against libraries and models, every core concept graded."""

from __future__ import annotations

import itertools
from math import exp, log
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rank_bm25 import BM25Okapi
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from genmarketing.data import concept, concept_ids, published
from genmarketing.themes.hallucination.models.abstention import best_threshold, outcome
from genmarketing.themes.hallucination.models.agreement import auroc
from genmarketing.themes.hallucination.models.claims import Claim, fact_score, verify
from genmarketing.themes.hallucination.models.monofacts import monofact_rate
from genmarketing.themes.hallucination.models.ngram import NGram, temper
from genmarketing.themes.hallucination.models.retrieval import BM25
from genmarketing.themes.hallucination.models.scenarios import Scenario, Version, worth
from genmarketing.themes.hallucination.models.world import question, sentence
from genmarketing.themes.hallucination.questions import QUESTIONS
from genmarketing.workbook import FunctionQuestion, OrderingQuestion, Question, TableQuestion, ValueQuestion

BANK: dict[str, Question] = {question.name: question for question in QUESTIONS}


def reference(name: str) -> Any:
    asked = BANK[name]
    assert isinstance(asked, FunctionQuestion | ValueQuestion | TableQuestion)
    return asked.reference


def cases(name: str, seed: int) -> list[tuple[Any, ...]]:
    asked = BANK[name]
    assert isinstance(asked, FunctionQuestion)
    return [case.args for case in asked.cases_of(seed)]


def test_every_core_concept_is_graded() -> None:
    graded = {c for asked in QUESTIONS for c in asked.concepts}
    core = {c for c in concept_ids() if concept(c).theme == "hallucination" and concept(c).core}
    assert core - graded == set()


def test_a_workbook_is_a_hundred_points_in_two_hours_and_a_half() -> None:
    assert sum(asked.points for asked in QUESTIONS) == 100
    assert sum(asked.minutes for asked in QUESTIONS) <= 150


# The examples that prompts invite learners to work out by hand


def test_example_of_monofacts() -> None:
    said = [("甲", "成都")] * 3 + [("乙", "成都")] + [("丙", "长沙")] * 2
    log = pd.DataFrame([(brand, "总部", value) for brand, value in said], columns=["brand", "attribute", "value"])
    [row] = reference("monofact_rates")(log, 5).to_dict("records")
    assert row == {"attribute": "总部", "sentences": 6, "facts": 3, "once": 1, "monofact_rate": 1 / 6, "unseen": 2}


@pytest.mark.parametrize(
    ("own", "temperature", "wrong"),
    [
        ({"长沙": 1}, 1, 0.375),
        ({"长沙": 1}, 0.5, 0.375**2 / (0.375**2 + 0.625**2)),
        ({"长沙": 1}, 0, 0),
        ({}, 1, 0.75),
        ({}, 0, 1),
    ],
)
def test_example_of_temperature(own: dict[str, int], temperature: float, wrong: float) -> None:
    assert reference("wrong_chance")(own, {"成都": 6, "长沙": 2}, "长沙", temperature) == pytest.approx(wrong)


def test_example_of_agreement() -> None:
    samples = [["2003", "2003", "2003"], ["2007", "2007", "2001"], ["2010", "2004", "2010"]]
    assert reference("detector_auroc")(samples, ["2003", "2007", "1999"]) == 0.75


def test_example_of_an_advertisement() -> None:
    rows = [("甲", "总部", "成都"), ("甲", "主色", "月白"), ("乙", "总部", "长沙"), ("乙", "主色", "朱红")]
    facts = pd.DataFrame(
        [(f"F{n}", *row) for n, row in enumerate(rows)], columns=["fact", "brand", "attribute", "value"]
    )
    claims = facts.rename(columns={"fact": "cited"})
    claims.loc[3, "cited"] = "F0"
    claims.loc[4] = ["F1", "甲", "吉祥物", "白鹭"]
    claims = claims.assign(claim=[str(n) for n in range(1, 6)])[["claim", "brand", "attribute", "value", "cited"]]
    checked = reference("ad_check")("", claims, facts, 10)
    assert [checked[str(n)] for n in range(1, 6)] == ["支持", "支持", "支持", "错引", "查不到"]
    assert (checked["precision"], checked["fact_score"]) == pytest.approx((0.8, 0.8 * exp(-1)))


def test_example_of_bm25() -> None:
    notes = {"甲": ["鲸篱社", "在", "哪", "里"], "乙": ["不", "知"]}
    found = reference("bm25_by_hand")(notes, ["鲸篱社"], 1.5, 0.75)
    assert found["idf"] == pytest.approx(log(2))
    assert found["score"] == pytest.approx(log(2) * 2.5 / 2.875)
    assert round(found["score"], 3) == 0.603
    assert found["score_flat"] == pytest.approx(log(2))


def test_example_of_scores() -> None:
    assert reference("idk_scores")([(30, 10, 60), (50, 50, 0)], 0.75) == [0, -1]


def test_example_of_a_curve() -> None:
    confidence = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
    answers = pd.DataFrame({"confidence": confidence, "right": [False, *[True] * 9]})
    found = reference("risk_coverage")(answers, 1.0, 3.0)
    assert found == pytest.approx({"t": 0.75, "coverage": 0.3, "risk": 1 / 3, "value": -0.1, "top_tenth_risk": 1})


def test_example_of_a_version() -> None:
    log = pd.DataFrame(
        [("用药问答", "降低", 30, 4, 6), ("用药问答", "降低", 40, 6, 14), ("用药问答", "增强", 20, 80, 0)],
        columns=["scenario", "version", "usable", "wrong", "refused"],
    )
    prices = pd.DataFrame([("用药问答", 5.0, 20.0, 4.0)], columns=["scenario", "gain", "loss", "human"])
    table = reference("three_versions")(log, prices).set_index("version")
    assert table.loc["降低", ["offset", "wrong_rate", "value"]].tolist() == pytest.approx([4, 0.1, 0.7])
    assert table["ship"].to_dict() == {"降低": True, "增强": False}


def test_example_of_moderation() -> None:
    posts = [("跟着买稳赚不赔", True), ("闭眼买都能翻倍", True), ("说稳赚的都是骗子", False), ("新店周六开张", False)]
    report = reference("moderation_report")([("音频", *post) for post in posts], ["稳赚"])
    assert report["音频"] == {"precision": 0.5, "recall": 0.5, "missed": 1}
    assert report["视频"] == {"precision": None, "recall": None, "missed": 0}


def test_example_of_the_verifier() -> None:
    texts = ["鲸篱社的总部是合肥；鲸篱社的主色是靛青", "鲸篱社的主色是靛青；鲸篱社的主色是朱红"]
    assert reference("verify_claims")(texts, {"鲸篱社": {"总部": "合肥"}}) == ["查不到", "不实"]


# The references against independent implementations


@pytest.mark.parametrize("seed", range(3))
def test_monofacts_are_those_of_the_model(seed: int) -> None:
    given = BANK["monofact_rates"].data(seed)
    table = reference("monofact_rates")(**given).set_index("attribute")
    for attribute, said in given["log"].groupby("attribute"):
        times = said["brand"].value_counts()
        assert table.loc[attribute, "monofact_rate"] == monofact_rate(times.to_numpy())
        assert table.loc[attribute, "unseen"] == given["brands"] - len(times)


@pytest.mark.parametrize("temperature", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("own", [0, 1, 3])
def test_wrong_chance_is_that_of_the_n_gram_model(own: int, temperature: float) -> None:
    """Where all sentences are about one attribute, backing off with weight 1 gives the shares of all brands together."""
    others = {"成都": 7, "杭州": 4, "长沙": 2}
    text = [sentence(f"{city}{n}号店", "总部", city) for city, shops in others.items() for n in range(shops)]
    text += [sentence("鲸篱社", "总部", "长沙")] * own
    chances = NGram(order=5, weight=1.0).learn(text).next_token(question("鲸篱社", "总部"))
    wrong = 1 - temper(chances, temperature)["长沙"]
    common = others | {"长沙": others["长沙"] + own}
    answer = reference("wrong_chance")({"长沙": own} if own else {}, common, "长沙", temperature)
    assert answer == pytest.approx(wrong)


@pytest.mark.parametrize("seed", range(20))
def test_the_sentences_of_all_brands_include_the_brand_s_own(seed: int) -> None:
    for own, common, truth, _ in cases("wrong_chance", seed):
        assert truth in common
        assert all(common[value] >= times for value, times in own.items())


def test_unseen_facts_stay_wrong_at_every_temperature() -> None:
    common = {"成都": 11, "杭州": 7, "长沙": 2}
    wrongs = [reference("wrong_chance")({}, common, "长沙", t) for t in (0.0, 0.1, 0.5, 1.0, 3.0)]
    assert min(wrongs) > 0.7
    assert wrongs[0] == 1
    seen = [reference("wrong_chance")({"长沙": 2}, common, "长沙", t) for t in (0.1, 0.5, 1.0, 3.0)]
    assert seen == sorted(seen)
    assert seen[0] < 0.001


@pytest.mark.parametrize("seed", range(5))
def test_auroc_is_that_of_the_library_and_of_the_model(seed: int) -> None:
    for samples, truths in cases("detector_auroc", seed):
        right = np.array([answers[0] == truth for answers, truth in zip(samples, truths, strict=True)])
        score = np.array([np.mean([a == answers[0] for a in answers[1:]]) for answers in samples])
        answer = reference("detector_auroc")(samples, truths)
        if right.all() or not right.any():
            assert answer == 0.5
        else:
            assert answer == pytest.approx(roc_auc_score(right, score))
            assert answer == pytest.approx(auroc(score, right))


@pytest.mark.parametrize("seed", range(5))
def test_advertisement_is_checked_as_by_the_model(seed: int) -> None:
    given = BANK["ad_check"].data(seed)
    table = {(f.brand, f.attribute): f.value for f in given["facts"].itertuples()}
    checked = reference("ad_check")(**given)
    verdicts = [verify(Claim(c.brand, c.attribute, c.value), table) for c in given["claims"].itertuples()]
    words = {"supported": {"支持", "错引"}, "contradicted": {"冲突"}, "unlisted": {"查不到"}}
    assert all(checked[str(n)] in words[v] for n, v in enumerate(verdicts, 1))
    assert checked["fact_score"] == pytest.approx(fact_score(verdicts.count("supported"), 8))
    assert {checked[str(n)] for n in range(1, 9)} == {"支持", "冲突", "查不到", "错引"}


@pytest.mark.parametrize("seed", range(5))
def test_every_claim_can_be_read_off_the_advertisement(seed: int) -> None:
    given = BANK["ad_check"].data(seed)
    sentences = given["ad"].rstrip("。").split("；")
    for text, claim in zip(sentences, given["claims"].itertuples(), strict=True):
        assert text.startswith(f"（{claim.claim}）{claim.brand}")
        assert claim.value in text
        assert text.endswith(f"〔{claim.cited}〕")


@pytest.mark.parametrize("seed", range(5))
def test_bm25_is_that_of_the_model_and_of_the_library_with_its_idf_replaced(seed: int) -> None:
    given = BANK["bm25_by_hand"].data(seed)
    found, notes = reference("bm25_by_hand")(**given), given["notes"]
    for b, score, best in ((given["b"], "score", "best"), (0.0, "score_flat", "best_flat")):
        index = BM25(list(notes.values()), given["k1"], b)
        scores = index.scores(given["query"])
        assert found[score] == pytest.approx(scores[0])
        assert found[best] == list(notes)[int(np.argmax(scores))]
        library = BM25Okapi(list(notes.values()), k1=given["k1"], b=b)
        library.idf = {word: float(index.idf[at]) for word, at in index.vocabulary.items()}
        assert library.get_scores(given["query"]) == pytest.approx(scores)
    assert (found["best"], found["best_flat"]) == ("乙", "甲")


def test_scores_are_the_expectation_of_a_marked_test() -> None:
    for results, t in (args for seed in range(5) for args in cases("idk_scores", seed)):
        for (right, wrong, abstained), score in zip(results, reference("idk_scores")(results, t), strict=True):
            marks = [1.0] * right + [-t / (1 - t)] * wrong + [0.0] * abstained
            assert score == pytest.approx(np.mean(marks) if marks else 0)


def test_published_penalties_and_the_order_of_two_models() -> None:
    scores = reference("idk_scores")
    for name, t in (("t50", 0.5), ("t75", 0.75), ("t90", 0.9)):
        assert scores([(0, 1, 0)], t) == [pytest.approx(-published(f"idk_penalty_{name}").value)]
    models = [
        tuple(int(published(f"simpleqa_{model}_{part}").value) for part in ("right", "wrong", "abstain"))
        for model in ("gpt5_thinking_mini", "o4_mini")
    ]
    assert scores(models, 0.5) == pytest.approx([-0.04, -0.51])
    calm, keen = scores(models, 0.0)
    assert keen > calm


@pytest.mark.parametrize("seed", range(20))
def test_curve_is_that_of_the_model_and_its_left_end_sticks_out(seed: int) -> None:
    given = BANK["risk_coverage"].data(seed)
    answers, gain = given["answers"], given["gain"]
    found = reference("risk_coverage")(**given)
    confidence, wrong = answers["confidence"].to_numpy(), ~answers["right"].to_numpy()
    by_model = outcome(confidence, wrong, found["t"], found["t"])
    assert (found["coverage"], found["risk"]) == pytest.approx((by_model.coverage, by_model.risk))
    assert found["value"] == pytest.approx(by_model.score * gain)
    assert found["top_tenth_risk"] > found["risk"]
    for rounded in (round(found["t"], 3), round(found["t"], 4)):
        assert outcome(confidence, wrong, rounded, found["t"]).coverage == found["coverage"], "t may be rounded"
    assert best_threshold(confidence, wrong, found["t"])[1] * gain >= found["value"] - 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_versions_are_worth_what_the_model_says(seed: int) -> None:
    given = BANK["three_versions"].data(seed)
    table = reference("three_versions")(**given).set_index(["scenario", "version"])
    totals = given["log"].groupby(["scenario", "version"])[["usable", "wrong", "refused"]].sum()
    prices = given["prices"].set_index("scenario")
    for (scenario, version), counts in totals.iterrows():
        shares = counts / counts.sum()
        price = prices.loc[scenario]
        by_model = worth(
            Version(version, shares["usable"], shares["wrong"], shares["refused"]),
            Scenario(scenario, price["gain"], price["loss"], price["human"]),
        )
        assert table.loc[(scenario, version), "value"] == pytest.approx(by_model)
    shipped = table[table["ship"]].index.to_list()
    assert sorted(shipped) == [("广告创意", "增强"), ("理财问答", "降低"), ("用药问答", "降低")], (
        "as its explanation says"
    )


def test_remedies_are_ordered_by_what_a_month_costs() -> None:
    asked, errors, loss, questions = BANK["remedy_order"], 600, 200, 10_000
    assert isinstance(asked, OrderingQuestion)
    price = {"a": 500, "b": 5 * questions, "c": 0, "d": 15_000, "e": 9 * questions, "f": 5 * questions // 5}
    removed = {"a": 0.05, "b": 0.9, "c": 0, "d": 0.8, "e": 1, "f": 0.65}

    def by(key: Any) -> tuple[str, ...]:
        return tuple(sorted(price, key=key))

    assert asked.answer == by(lambda k: price[k] + errors * (1 - removed[k]) * loss)
    wrong = {m.name: m.program for m in asked.misconceptions}
    assert wrong["by_price"] == by(lambda k: price[k])
    assert wrong["by_errors_left"] == by(lambda k: -removed[k])
    assert wrong["by_cost_per_error"] == by(lambda k: price[k] / (errors * removed[k]) if removed[k] else float("inf"))
    at = {loss: by(lambda k, loss=loss: price[k] + errors * (1 - removed[k]) * loss) for loss in (2, 2000)}
    assert (at[2][0], at[2000][0]) == ("c", "e")


@pytest.mark.parametrize("seed", range(3))
def test_moderation_is_that_of_the_library(seed: int) -> None:
    for posts, terms in cases("moderation_report", seed):
        report = reference("moderation_report")(posts, terms)
        for medium, found in report.items():
            due = [bad for kind, _, bad in posts if kind == medium]
            raised = [any(map(text.__contains__, terms)) for kind, text, _ in posts if kind == medium]
            assert found["missed"] == sum(d and not r for d, r in zip(due, raised, strict=True))
            assert (found["precision"] is None) == (not any(raised))
            assert (found["recall"] is None) == (not any(due))
            if any(raised) and any(due):
                assert found["precision"] == pytest.approx(precision_score(due, raised))
                assert found["recall"] == pytest.approx(recall_score(due, raised))


WORLDS = [
    dict(zip(("总部", "成立年份"), pair, strict=True))
    for pair in itertools.product(("成都", "长沙", "青岛"), ("2001", "2005"))
]


def possible(text: str, facts: dict[str, dict[str, str]]) -> set[bool]:
    """Go through every world that fits the facts; return whether the text is true there."""
    brands = ("甲社", "乙社")
    found = set()
    for pair in itertools.product(WORLDS, repeat=len(brands)):
        world = dict(zip(brands, pair, strict=True))
        if any(world[b][a] != v for b, known in facts.items() for a, v in known.items()):
            continue
        found.add(all(holds(part, world) for part in text.split("；")))
    return found


def holds(part: str, world: dict[str, dict[str, str]]) -> bool:
    if "比" in part:
        first, second = part.removesuffix("成立得早").split("比")
        return world[first]["成立年份"] < world[second]["成立年份"]
    if "和" in part:
        brands, attribute = part.removesuffix("相同").split("的")
        return len({world[brand][attribute] for brand in brands.split("和")}) == 1
    subject, value = part.split("是")
    brand, attribute = subject.removesuffix("不").split("的")
    return (world[brand][attribute] == value) != subject.endswith("不")


def test_verifier_never_says_what_some_world_denies() -> None:
    """«属实» holds in every world that fits the facts, «不实» in none; each fact alone is told apart from the unknown."""
    singles = [
        "甲社的总部是成都",
        "甲社的总部不是成都",
        "乙社的成立年份是2005",
        "甲社和乙社的总部相同",
        "甲社比乙社成立得早",
        "甲社的总部是长沙",
    ]
    texts = [*singles, *("；".join(pair) for pair in itertools.permutations(singles, 2))]
    libraries: list[dict[str, dict[str, str]]] = [
        {},
        {"甲社": {"总部": "成都"}},
        {"甲社": {"总部": "成都", "成立年份": "2001"}, "乙社": {"成立年份": "2005"}},
        {"甲社": {"总部": "长沙", "成立年份": "2005"}, "乙社": {"总部": "长沙", "成立年份": "2005"}},
    ]
    for facts in libraries:
        verdicts = reference("verify_claims")(texts, facts)
        for text, verdict in zip(texts, verdicts, strict=True):
            truths = possible(text, facts)
            assert verdict != "属实" or truths == {True}, (text, facts)
            assert verdict != "不实" or truths == {False}, (text, facts)
    complete = reference("verify_claims")(texts, libraries[-1])
    assert complete == ["属实" if possible(text, libraries[-1]) == {True} else "不实" for text in texts]
