"""Agreement, claims, logic, filters, citations: against libraries, by hand, and in bands."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import MultinomialNB

from genmarketing.data import published
from genmarketing.themes.hallucination.models import agreement, citations, claims, logic_check, moderation
from genmarketing.themes.hallucination.models.world import World

# Agreement


def test_auroc_is_scikit_learn_s() -> None:
    rng = np.random.default_rng(0)
    score, positive = rng.integers(0, 5, 200) / 4, rng.random(200) < 0.4
    assert agreement.auroc(score, positive) == pytest.approx(roc_auc_score(positive, score), abs=1e-12)
    with pytest.raises(ValueError, match="positive and negative"):
        agreement.auroc(score, np.ones(200, dtype=bool))


def test_agreement_tells_right_from_wrong_the_better_the_more_samples(answered: list[tuple[World, np.ndarray]]) -> None:
    measured = {
        samples: np.mean(
            [
                agreement.detector_quality(table, each.truth, samples, np.random.default_rng(9))
                for each, table in answered
            ]
        )
        for samples in (3, 5, 10, 20)
    }
    assert list(measured.values()) == sorted(measured.values())
    for samples, expected in {3: 0.893, 5: 0.925, 10: 0.938, 20: 0.955}.items():
        assert measured[samples] == pytest.approx(expected, abs=0.02)


def test_draws_follow_the_probabilities() -> None:
    drawn = agreement.draw_answers(np.array([[0.2, 0.0, 0.8]]), 5000, np.random.default_rng(1))
    shares = np.bincount(drawn[0], minlength=3) / 5000
    assert shares == pytest.approx([0.2, 0, 0.8], abs=0.02)
    assert agreement.agreement(np.array([2]), np.array([[2, 2, 0, 1]])) == pytest.approx([0.5])


# Claims


def test_an_advertisement_is_taken_apart_clause_by_clause() -> None:
    text = "鹿麦坊的总部是成都，主色是靛青，人人都爱它；栗舟局的主色是朱红。"
    found = claims.split_claims(text, ("鹿麦坊", "栗舟局"), ("总部", "主色"))
    assert [(each.brand, each.attribute, each.value) for each in found] == [
        ("鹿麦坊", "总部", "成都"),
        ("鹿麦坊", "主色", "靛青"),
        ("栗舟局", "主色", "朱红"),
    ]
    [dated] = claims.split_claims("鹿麦坊的成立年份是 2014 年。", ("鹿麦坊",), ("成立年份",))
    assert (dated.value, dated.text) == ("2014", "鹿麦坊的成立年份是 2014 年")
    table = {("鹿麦坊", "总部"): "成都", ("鹿麦坊", "主色"): "月白"}
    assert [claims.verify(each, table) for each in found] == ["supported", "contradicted", "unlisted"]


def test_fact_score_is_discounted_up_to_gamma() -> None:
    assert published("fact_score_gamma").value == claims.GAMMA
    assert claims.fact_score(4, 5) == pytest.approx(0.8 * math.exp(1 - 10 / 5))
    assert claims.fact_score(8, 10) == pytest.approx(0.8)
    assert claims.fact_score(16, 20) == pytest.approx(0.8)
    assert claims.fact_score(0, 0) == 0


def test_precision_and_recall_by_hand_and_at_the_edges() -> None:
    quality = claims.alarm_quality([True, True, False, False], [True, False, True, False])
    assert (quality.hits, quality.false_alarms, quality.misses) == (1, 1, 1)
    assert (quality.precision, quality.recall) == (0.5, 0.5)
    assert claims.alarm_quality([False], [False]).precision == claims.alarm_quality([False], [False]).recall == 1


# Logic


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("品牌 2016 年创立，今年庆祝 20 周年。", "年份"),
        ("客群里白领占 70%，学生占 45%。", "占比"),
        ("复购率从 30% 涨到 25%。", "方向"),
        ("2031 年已经获得了金奖。", "时间"),
    ],
)
def test_each_rule_finds_its_contradiction_and_no_other(text: str, rule: str) -> None:
    assert list(logic_check.contradictions(text, 2026)) == [rule]


def test_a_consistent_invention_passes() -> None:
    # C20: both figures were invented by a model; they contradict nothing but the world.
    text = "数据要素贡献率 2020 年是 12%，从 12% 升到 38% 只用了五年。"
    assert logic_check.contradictions(text, 2026) == {}
    assert logic_check.contradictions("白领占 60%，学生占 40%。2016 年创立，今年 10 周年。", 2026) == {}


# Moderation


def test_the_learned_filter_is_scikit_learn_s_naive_bayes() -> None:
    comments = moderation.make_comments(np.random.default_rng(1), 120)
    own = moderation.NaiveBayes(comments)
    vectors = CountVectorizer(analyzer="char", ngram_range=(2, 2), lowercase=False)
    reference = MultinomialNB(alpha=1.0).fit(
        vectors.fit_transform([each.text for each in comments]), [each.forbidden for each in comments]
    )
    for comment in moderation.make_comments(np.random.default_rng(2), 40, disguised=0.5, later=True):
        allowed, forbidden = reference.predict_joint_log_proba(vectors.transform([comment.text]))[0]
        assert own.score(comment.text) == pytest.approx(forbidden - allowed, abs=1e-9)
    with pytest.raises(ValueError, match="forbidden and allowed"):
        moderation.NaiveBayes([each for each in comments if each.forbidden])


def test_both_filters_miss_in_both_ways_once_people_talk_otherwise() -> None:
    learned = moderation.NaiveBayes(moderation.make_comments(np.random.default_rng(1), 200))
    comments = moderation.make_comments(np.random.default_rng(5), 400, disguised=0.5, later=True)
    due = [each.forbidden for each in comments]
    words = claims.alarm_quality([moderation.stopped_by_words(each.text) for each in comments], due)
    bayes = claims.alarm_quality([learned.score(each.text) > 0 for each in comments], due)
    for quality in (words, bayes):
        assert quality.misses > 0
        assert quality.false_alarms > 0
    assert bayes.precision > words.precision
    assert bayes.recall > words.recall
    plain = moderation.make_comments(np.random.default_rng(6), 200)
    caught = claims.alarm_quality(
        [moderation.stopped_by_words(each.text) for each in plain], [each.forbidden for each in plain]
    )
    assert caught.recall == 1
    assert caught.precision < 0.7


# Citations


def test_a_citation_is_found_altered_or_unlisted() -> None:
    table = [
        citations.Citation("Lewis", 2020, "Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks"),
        citations.Citation("Min", 2023, "FActScore: Fine-grained Atomic Evaluation"),
    ]
    exact = citations.look_up(citations.Citation("lewis", 2020, table[0].title), table)
    assert (exact.verdict, exact.differences) == ("found", ())
    slip = citations.look_up(citations.Citation("Lewis", 2021, table[0].title), table)
    assert (slip.verdict, slip.differences) == ("altered", ("year",))
    invented = citations.look_up(citations.Citation("Lewis", 2022, "Brand Trust in the Age of Machines"), table)
    assert invented.verdict == "unlisted"
    with pytest.raises(ValueError, match="nothing to look up"):
        citations.look_up(slip.nearest, [])
