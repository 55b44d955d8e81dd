"""The agent pipeline: hand-offs, the gate, bounded rework, and whether the division of work pays."""

import numpy as np
import pytest

from genmarketing.themes.moe_reasoning.models import agents

BRIEF = agents.Brief("青禾咖啡", ("我困了", "又困又赶时间", "太甜", "困"))


def test_analyst_counts_comments_not_words() -> None:
    insight = agents.analyse(BRIEF)
    assert insight.needs[:3] == ("提神", "省时", "低糖")
    assert insight.shares[:3] == pytest.approx((0.6, 0.2, 0.2))
    assert agents.analyse(agents.Brief("青禾咖啡", ())).shares == (0.0,) * 6


def test_reviewer_scores_by_the_stated_criteria() -> None:
    insight = agents.analyse(BRIEF)
    good = agents.evaluate(agents.Draft("青禾咖啡：提神，也省时", ("提神", "省时")), "青禾咖啡", insight)
    assert good.passed
    assert good.total == 1.0
    unlawful = agents.evaluate(agents.Draft("最提神、省时，青禾咖啡", ("提神", "省时")), "青禾咖啡", insight, 0.1)
    assert not unlawful.passed
    long = agents.evaluate(agents.Draft("青禾咖啡" * 10, ("提神",)), "青禾咖啡", insight)
    assert long.scores["长度"] == pytest.approx(0.5)
    assert long.scores["需求"] == pytest.approx(0.75)
    assert not long.passed


def test_every_hand_off_is_logged_and_typed() -> None:
    run = agents.run_pipeline(BRIEF, np.random.default_rng(4))
    assert [line.step for line in run.log] == list(range(1, len(run.log) + 1))
    assert [(line.sender, line.receiver) for line in run.log[:3]] == [
        ("客户", "分析员"),
        ("分析员", "文案"),
        ("文案", "评审"),
    ]
    kinds = {"客户": agents.Brief, "分析员": agents.Insight, "文案": agents.Draft, "评审": agents.Review}
    assert all(isinstance(line.message, kinds[line.sender]) for line in run.log)
    assert (run.log[-1].sender, run.log[-1].receiver) == ("评审", "客户")
    drafts = [line.message.slogan for line in run.log if isinstance(line.message, agents.Draft)]
    assert len(set(drafts)) == len(drafts)  # what was sent back is not handed in again
    assert run.steps == 1 + 2 * len(drafts)


def test_rework_is_bounded_and_nothing_unlawful_goes_out() -> None:
    for seed in range(60):
        rng = np.random.default_rng(seed)
        run = agents.run_pipeline(BRIEF, rng, rework=2, gate=1.1)  # a gate that nothing passes
        assert run.steps == 1 + 2 * 3
        assert run.slogan
        assert not any(word in run.slogan for word in agents.FORBIDDEN)
        single = agents.run_pipeline(BRIEF, rng, rework=0, gate=1.1)
        draft = single.log[2].message
        assert isinstance(draft, agents.Draft)
        lawful = not any(word in draft.slogan for word in agents.FORBIDDEN)
        assert single.slogan == (draft.slogan if lawful else "")


def test_same_seed_same_run() -> None:
    first = agents.run_pipeline(BRIEF, np.random.default_rng(7))
    second = agents.run_pipeline(BRIEF, np.random.default_rng(7))
    assert first == second


def test_market_judges_lawful_and_short_slogans_only() -> None:
    market = agents.Market(dict(zip(agents.NEEDS, (0.4, 0.3, 0.1, 0.1, 0.1, 0.0), strict=True)))
    assert market.appeal("青禾咖啡：提神，也省时") == pytest.approx(0.7)
    assert market.appeal("最提神") == 0.0
    assert market.appeal("提神" * 11) == 0.0
    comments = market.comments(200, np.random.default_rng(0))
    shares = agents.analyse(agents.Brief("青禾咖啡", comments))
    assert shares.needs[0] == "提神"
    assert "安静" not in shares.needs[:5]


def test_pipeline_pays_in_steps_and_gains_in_appeal() -> None:
    for seed in range(3):
        results = agents.compare(np.random.default_rng(seed), comments=40, markets=150)
        alone, once, full = results["通才"], results["流水线，不返工"], results["流水线"]
        assert alone.steps == 1 < once.steps == 3 < full.steps <= 9
        assert alone.appeal + 0.08 < once.appeal
        assert once.appeal + 0.08 < full.appeal


def test_early_mistakes_travel() -> None:
    ignorant = agents.compare(np.random.default_rng(1), comments=0, markets=150)["流水线"]
    informed = agents.compare(np.random.default_rng(1), comments=40, markets=150)["流水线"]
    assert ignorant.appeal + 0.15 < informed.appeal
    assert ignorant.steps > informed.steps
