"""Agreement, claims, retrieval, abstention, scenarios, chess, moderation: against libraries, by hand, and in bands."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import chess
import numpy as np
import pytest
from rank_bm25 import BM25Okapi
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import MultinomialNB

from genmarketing.data import published
from genmarketing.themes.hallucination.models import (
    abstention,
    agreement,
    chess_player,
    citations,
    claims,
    enumeration,
    grounding,
    logic_check,
    moderation,
    ngram,
    retrieval,
    scenarios,
    world,
)
from genmarketing.themes.hallucination.models.world import World

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def worlds() -> list[tuple[World, np.ndarray]]:
    made = [world.draw_world(np.random.default_rng(seed)) for seed in SEEDS]
    return [(each, enumeration.answer_table(ngram.NGram(5).learn(each.sentences()), each)) for each in made]


# Agreement


def test_auroc_is_scikit_learn_s() -> None:
    rng = np.random.default_rng(0)
    score, positive = rng.integers(0, 5, 200) / 4, rng.random(200) < 0.4
    assert agreement.auroc(score, positive) == pytest.approx(roc_auc_score(positive, score), abs=1e-12)
    with pytest.raises(ValueError, match="positive and negative"):
        agreement.auroc(score, np.ones(200, dtype=bool))


def test_agreement_tells_right_from_wrong_the_better_the_more_samples(worlds: list[tuple[World, np.ndarray]]) -> None:
    measured = {
        samples: np.mean(
            [agreement.detector_quality(table, each.truth, samples, np.random.default_rng(9)) for each, table in worlds]
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


# Retrieval


NOTES = [
    ["雀舟", "的", "总部", "是", "成都"],
    ["雀舟", "的", "主色", "是", "靛青", "今年", "仍然", "如此", "今年"],
    ["栗灯", "的", "主色", "是", "朱红"],
    ["栗灯", "的", "总部", "是", "杭州", "欢迎", "到店"],
    ["鹿绒", "的", "吉祥物", "是", "水獭", "据", "门店", "介绍"],
]


def with_idf(notes: list[list[str]], idf: Callable[[str], float], k1: float, b: float) -> BM25Okapi:
    """rank_bm25's scoring with another idf in place of its own."""
    library = BM25Okapi(notes, k1=k1, b=b)
    library.idf = {word: idf(word) for word in library.idf}
    return library


@pytest.mark.parametrize("b", [0.0, 0.3, 0.75, 1.0])
def test_scores_are_rank_bm25_s_once_the_idf_is_the_same(b: float) -> None:
    def idf(word: str) -> float:
        containing = sum(word in note for note in NOTES)
        return math.log(1 + (len(NOTES) - containing + 0.5) / (containing + 0.5))

    index = retrieval.BM25(NOTES, k1=1.5, b=b)
    library = with_idf(NOTES, idf, 1.5, b)
    for question in (["雀舟", "主色"], ["的", "总部"], ["今年", "今年"], ["没有"]):
        assert index.scores(question) == pytest.approx(library.get_scores(question), abs=1e-12)


def test_the_library_s_own_idf_is_another_one() -> None:
    library = BM25Okapi(NOTES)
    assert (library.k1, library.b) == (published("rank_bm25_k1").value, published("rank_bm25_b").value)
    assert library.epsilon == published("rank_bm25_epsilon").value
    own = retrieval.BM25(NOTES)
    assert own.scores(["的"]).min() > 0
    assert not np.allclose(own.scores(["雀舟", "主色"]), library.get_scores(["雀舟", "主色"]))


def test_best_is_the_first_of_the_highest_scores() -> None:
    index = retrieval.BM25(NOTES, b=0.3)
    questions = [["雀舟", "主色"], ["栗灯", "总部"], ["没有"]]
    assert index.best(questions).tolist() == [int(np.argmax(index.scores(question))) for question in questions]
    with pytest.raises(ValueError, match="at least one note"):
        retrieval.BM25([])
    with pytest.raises(ValueError, match="between 0 and 1"):
        retrieval.BM25(NOTES, b=1.5)


def test_short_notes_about_something_else_win_with_the_default_b(worlds: list[tuple[World, np.ndarray]]) -> None:
    found = {b: [] for b in (0.0, 0.3, 0.75)}
    for seed, (each, table) in enumerate(worlds):
        notes = grounding.write_notes(each, np.random.default_rng(seed))
        memory, _ = enumeration.best_answers(table)
        for b, shares in found.items():
            shares.append(
                grounding.ground(each, notes, grounding.find_notes(each, notes, b=b), memory, "refuse").found.mean()
            )
    assert np.mean(found[0.75]) == pytest.approx(0.827, abs=0.03)
    assert found[0.3] == found[0.0] == [1.0, 1.0, 1.0]


def test_grounding_lowers_error_refusing_removes_it_and_bad_notes_bring_it_back(
    worlds: list[tuple[World, np.ndarray]],
) -> None:
    own, fallen_back, refused, answered, poisoned = [], [], [], [], []
    for seed, (each, table) in enumerate(worlds):
        memory, _ = enumeration.best_answers(table)
        own.append((memory != each.truth).mean())
        notes = grounding.write_notes(each, np.random.default_rng(seed))
        ranked = grounding.find_notes(each, notes)
        fallen_back.append(grounding.ground(each, notes, ranked, memory, "memory").wrong.mean())
        refusing = grounding.ground(each, notes, ranked, memory, "refuse")
        refused.append(refusing.wrong.mean())
        answered.append(refusing.answered.mean())
        bad = grounding.write_notes(each, np.random.default_rng(seed), corrupted=0.1)
        poisoned.append(grounding.ground(each, bad, grounding.find_notes(each, bad), memory, "refuse").wrong.mean())
    assert np.mean(own) == pytest.approx(0.507, abs=0.03)
    assert np.mean(fallen_back) == pytest.approx(0.093, abs=0.02)
    assert refused == [0, 0, 0]
    assert np.mean(answered) == pytest.approx(0.82, abs=0.03)
    assert np.mean(poisoned) == pytest.approx(0.09, abs=0.02)


def test_corrupted_notes_state_another_value_of_the_same_attribute(worlds: list[tuple[World, np.ndarray]]) -> None:
    made = worlds[0][0]
    notes = grounding.write_notes(made, np.random.default_rng(0), corrupted=1.0)
    for note in notes[:200]:
        assert note.value != made.facts[note.brand, note.attribute]
        assert note.value.split("-")[0] == made.facts[note.brand, note.attribute].split("-")[0]


# Abstention


@pytest.mark.parametrize(
    ("threshold", "name"), [(0.5, "idk_penalty_t50"), (0.75, "idk_penalty_t75"), (0.9, "idk_penalty_t90")]
)
def test_penalties_are_the_formula_s(threshold: float, name: str) -> None:
    assert abstention.penalty(threshold) == pytest.approx(published(name).value, abs=1e-9)


def test_answering_pays_exactly_above_the_threshold() -> None:
    for threshold in (0.0, 0.3, 0.5, 0.9):
        assert abstention.expected_score(threshold, threshold) == pytest.approx(0)
        assert abstention.should_answer(threshold + 0.01, threshold)
        assert not abstention.should_answer(threshold, threshold)
    with pytest.raises(ValueError, match="below 1"):
        abstention.penalty(1.0)


def test_two_published_models_change_places_when_errors_cost() -> None:
    def shares(model: str) -> tuple[float, float]:
        return published(f"simpleqa_{model}_right").value, published(f"simpleqa_{model}_wrong").value

    careful, bold = shares("gpt5_thinking_mini"), shares("o4_mini")
    assert careful[0] < bold[0]
    assert abstention.mean_score(*careful, 0.5) == published("simpleqa_gpt5_thinking_mini_score").value == -4
    assert abstention.mean_score(*bold, 0.5) == published("simpleqa_o4_mini_score").value == -51


def test_a_threshold_turns_the_score_round(worlds: list[tuple[World, np.ndarray]]) -> None:
    always, asked = [], []
    for each, table in worlds:
        best, confidence = enumeration.best_answers(table)
        always.append(abstention.outcome(confidence, best != each.truth, 0.0, 0.5))
        asked.append(abstention.outcome(confidence, best != each.truth, 0.5, 0.5))
    assert np.mean([each.risk for each in always]) == pytest.approx(0.507, abs=0.03)
    assert np.mean([each.score for each in always]) == pytest.approx(-0.015, abs=0.05)
    assert min(each.score for each in asked) > 0.35
    # World 1 is the one of the references: its text is so full of one fact that the model is sure of it everywhere.
    assert asked[0].coverage == pytest.approx(0.58, abs=0.02)
    assert asked[0].risk == pytest.approx(0.177, abs=0.01)
    assert asked[0].score == pytest.approx(0.375, abs=0.005)


def test_risk_falls_again_where_the_model_is_sure_and_wrong(worlds: list[tuple[World, np.ndarray]]) -> None:
    each, table = worlds[0]
    best, confidence = enumeration.best_answers(table)
    coverage, risk = abstention.risk_coverage(confidence, best != each.truth)
    assert coverage[-1] == 1
    assert risk[-1] == pytest.approx((best != each.truth).mean())
    fall = np.maximum.accumulate(risk) - risk
    assert fall.max() > 0.1, "risk rises, then falls by a tenth while more is answered"
    assert risk[-1] > risk[0]


def test_risk_and_coverage_by_hand() -> None:
    confidence, wrong = np.array([0.9, 0.8, 0.8, 0.3]), np.array([True, False, False, True])
    coverage, risk = abstention.risk_coverage(confidence, wrong)
    assert coverage == pytest.approx([0.25, 0.75, 1])
    assert risk == pytest.approx([1, 1 / 3, 0.5])
    found = abstention.outcome(confidence, wrong, 0.5, 0.75)
    assert (found.coverage, found.risk, found.score) == pytest.approx((0.75, 1 / 3, (2 - 3) / 4))
    assert abstention.outcome(confidence, wrong, 0.95, 0.75).risk == 0


def test_best_threshold_is_found_by_trying_all() -> None:
    rng = np.random.default_rng(3)
    confidence = rng.random(80)
    wrong = rng.random(80) > confidence
    threshold, score = abstention.best_threshold(confidence, wrong, 0.75)
    tried = [abstention.outcome(confidence, wrong, level, 0.75).score for level in np.linspace(0, 1, 2001)]
    assert score >= max(tried) - 1e-12
    assert abstention.outcome(confidence, wrong, threshold, 0.75).score == score


# Scenarios


def test_the_cost_threshold_is_where_answering_begins_to_pay() -> None:
    for right, wrong, silent in ((2, 200, 5), (1, 3, 0), (0.6, 0.1, 1)):
        threshold = scenarios.cost_threshold(right, wrong, silent)
        for p in np.linspace(0, 1, 101):
            if abs(p - threshold) > 1e-9:
                assert (p * right - (1 - p) * wrong > -silent) == (p > threshold or threshold == 0)
    assert scenarios.cost_threshold(1, 3, 0) == pytest.approx(0.75)
    with pytest.raises(ValueError, match="worth nothing"):
        scenarios.cost_threshold(0, 0, 1)


def test_each_version_wins_somewhere_and_one_scenario_is_left_to_people(worlds: list[tuple[World, np.ndarray]]) -> None:
    each, table = worlds[0]
    notes = grounding.write_notes(each, np.random.default_rng(1), corrupted=0.02)
    versions = [*scenarios.three_versions(each, table, notes), scenarios.NO_MODEL]
    chosen = {name: scenarios.choose(versions, scenario).name for name, scenario in scenarios.SCENARIOS.items()}
    assert chosen == {"medical": "交给人", "finance": "降低", "draft": "保持", "idea": "增强"}
    review = scenarios.Review(caught=0.95, price=3.0)
    assert scenarios.choose(versions, scenarios.SCENARIOS["medical"], review).name == "降低"
    for version in versions:
        assert version.right + version.wrong + version.silent == pytest.approx(1)


def test_worth_by_hand() -> None:
    version = scenarios.Version("", right=0.6, wrong=0.3, silent=0.1, ideas=2.0, price=0.5)
    scenario = scenarios.Scenario("", right=2.0, wrong=10.0, silent=1.0, idea=0.25)
    assert scenarios.worth(version, scenario) == pytest.approx(1.2 - 3.0 - 0.1 + 0.5 - 0.5)
    review = scenarios.Review(caught=0.5, price=1.0)
    assert scenarios.worth(version, scenario, review) == pytest.approx(1.2 - 1.5 - 0.25 + 0.5 - 0.9 - 0.5)


def test_different_answers_counts_what_ten_draws_bring() -> None:
    p = np.array([0.7, 0.2, 0.1])
    drawn = np.random.default_rng(0).multinomial(10, p, size=20_000)
    assert scenarios.different_answers(p[None, :]) == pytest.approx((drawn > 0).sum(axis=1).mean(), abs=0.02)


# Chess


@pytest.fixture(scope="module")
def games() -> list[tuple[str, ...]]:
    rng = np.random.default_rng(1)
    return [chess_player.play_game(rng, 30) for _ in range(120)]


def test_games_to_learn_from_are_legal(games: list[tuple[str, ...]]) -> None:
    for game in games[:20]:
        board = chess.Board()
        for move in game[1:]:
            board.push(board.parse_uci(move))  # raises for an illegal move


def test_illegal_share_is_what_the_referee_finds_move_by_move(games: list[tuple[str, ...]]) -> None:
    player = ngram.NGram(3).learn(games[:-1])
    game = games[-1]
    shares = chess_player.illegal_share(player, game)
    board = chess.Board()
    for move in game[1:6]:
        board.push_uci(move)
    proposals = player.next_token(game[:6])
    refused = sum(p for uci, p in proposals.items() if chess.Move.from_uci(uci) not in board.legal_moves)
    assert shares[5] == pytest.approx(refused)
    assert shares[0] == pytest.approx(0), "the first move of every game was legal"


def test_illegal_moves_grow_with_the_game_and_memory_helps_the_opening_only(games: list[tuple[str, ...]]) -> None:
    shares = {}
    for order in (2, 5):
        player = ngram.NGram(order).learn(games[:-15])
        shares[order] = np.mean([chess_player.illegal_share(player, game)[:28] for game in games[-15:]], axis=0)
        assert shares[order][-8:].mean() > shares[order][1:5].mean()
    assert shares[2][1:6].mean() - shares[5][1:6].mean() > 0.1
    assert abs(shares[2][-8:].mean() - shares[5][-8:].mean()) < 0.1


@pytest.mark.parametrize(
    ("uci", "reason"),
    [
        ("e2e4", ""),
        ("e4e5", "空格"),
        ("e7e5", "对方的子"),
        ("a1a2", "自己的子"),
        ("a1c1", "自己的子"),
        ("b1b3", "不能这样走"),
    ],
)
def test_the_referee_gives_its_reason(uci: str, reason: str) -> None:
    said = chess_player.why_illegal(chess.Board(), chess.Move.from_uci(uci))
    assert (reason in said) if reason else said == ""


def test_a_pinned_piece_may_not_leave_the_king_in_check() -> None:
    board = chess.Board("4k3/4r3/8/8/8/8/4N3/4K3 w - - 0 1")
    assert "将军" in chess_player.why_illegal(board, chess.Move.from_uci("e2c3"))


def test_trusting_opponents_carry_out_what_no_referee_stops(games: list[tuple[str, ...]]) -> None:
    player = ngram.NGram(2).learn(games)
    proposals = list(chess_player.play_unrefereed(player, 24, np.random.default_rng(2)))
    assert len(proposals) == 24
    assert any(each.reason for each in proposals)
    for now, then in itertools.pairwise(proposals):
        assert now.before.turn != then.before.turn
        moved = now.before.piece_at(now.move.from_square)
        if moved is not None and not now.move.promotion and now.move.from_square != now.move.to_square:
            assert then.before.piece_at(now.move.to_square) == moved


def test_one_game_says_almost_nothing_about_a_rate() -> None:
    low, high = chess_player.rate_interval(1, 1)
    assert (low, high) == pytest.approx((0.025, 1.0))
    assert chess_player.rate_interval(50, 0)[1] == pytest.approx(1 - 0.025 ** (1 / 50))


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
