"""Pricing, funnel, push and pull, automation, supervision, intermediary: exact small cases and properties on the shop's data."""

import itertools

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from genmarketing.data import load
from genmarketing.themes.gen_vs_digital.models import (
    automation,
    data_hub,
    intermediary,
    pricing,
    push_pull,
    supervision,
    traffic,
)

TRAFFIC = pricing.Traffic(impressions=100_000, ctr=0.02, cvr=0.03, order_value=200)


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load("events").assign(time=lambda table: pd.to_datetime(table["time"]))


@pytest.mark.parametrize(("model", "price"), [("CPM", 30), ("CPC", 1.5), ("CPA", 50), ("CPS", 0.25)])
def test_four_prices_are_the_same_price(model: str, price: float) -> None:
    """CTR .02, CVR .03, AOV 200: CPM 30 = CPC 1.5 = CPA 50 = CPS 25 %."""
    assert pricing.effective_cpm(model, price, TRAFFIC) == pytest.approx(30, abs=1e-9)
    assert pricing.bill(model, price, TRAFFIC) == pytest.approx(3000, abs=1e-9)


def test_an_optimised_bid_is_billed_by_click_or_impression() -> None:
    half = pricing.Traffic(100_000, 0.02, 0.015, 200)
    for model in ("oCPC", "oCPM"):
        price = pricing.optimised_price(model, 50, TRAFFIC)
        assert pricing.bill(model, price, TRAFFIC) / TRAFFIC.conversions == pytest.approx(50, abs=1e-9)
        assert pricing.bill(model, price, half) / half.conversions == pytest.approx(100, abs=1e-9)
    assert pricing.bill("CPA", 50, half) / half.conversions == pytest.approx(50, abs=1e-9)
    assert pricing.CHARGED_FOR["oCPC"] == pricing.CHARGED_FOR["CPC"]
    with pytest.raises(KeyError):
        pricing.bill("ROI", 1, TRAFFIC)


def test_returns() -> None:
    assert pricing.roas(30_000, 10_000) == 3
    assert pricing.roi(30_000, 10_000, 0.3) == pytest.approx(-0.1)
    assert pricing.romi(30_000, 12_000, 10_000, 0.3) == pytest.approx(-0.46)
    assert pricing.break_even_roas(0.3) == pytest.approx(10 / 3)
    assert pricing.roi(10_000 * pricing.break_even_roas(0.3), 10_000, 0.3) == pytest.approx(0, abs=1e-12)


def test_a_tenth_more_at_any_stage_is_a_tenth_more_at_the_end() -> None:
    rates = [0.02, 0.3, 0.1, 0.5]
    base = traffic.funnel(1e6, rates)
    assert base == pytest.approx([1e6, 20_000, 6_000, 600, 300])
    for stage in range(len(rates)):
        lifted = [rate * (1.1 if i == stage else 1) for i, rate in enumerate(rates)]
        assert traffic.funnel(1e6, lifted)[-1] == pytest.approx(330)


def test_the_pool_table_counts_journeys() -> None:
    touches = load("journeys")
    table = traffic.pool_table(touches)
    assert set(table.index) == {"电商", "搜索", "资讯", "视频", "社交"}
    assert table["first"].sum() == pytest.approx(1)
    assert table["last"].sum() == pytest.approx(1)
    search = touches[touches["pool"] == "搜索"].drop_duplicates("journey_id")
    assert table.loc["搜索", "journeys"] == len(search)
    assert table.loc["搜索", "conversion"] == pytest.approx(search["converted"].mean())


def test_owned_visits_keep_coming_and_overtake() -> None:
    paid = traffic.paid_visits([10_000] * 12, 2.0)
    owned = traffic.owned_visits([10_000] * 12, 1_000, 150, 0.8)
    assert paid == pytest.approx(np.full(12, 5_000))
    assert owned[:2] == pytest.approx([1_500, 2_700])
    # A geometric series: ten articles a month, each 150 visits, fading by a fifth.
    assert owned[11] == pytest.approx(1_500 * (1 - 0.8**12) / 0.2)
    assert traffic.overtaking_month(owned, paid / 2) == 3, "7 860 visits after three months against 7 500"
    stopped = traffic.owned_visits([10_000] + [0] * 3, 1_000, 150, 0.8)
    assert stopped == pytest.approx([1500, 1200, 960, 768])
    assert traffic.overtaking_month(paid[:4], stopped) == 1
    assert traffic.overtaking_month(stopped, paid[:4]) is None


def test_the_share_depends_on_the_definition() -> None:
    activities = pd.DataFrame(
        {"spend": [50, 30, 20], "online": [True, False, False], "measured": [True, True, False],
         "database": [False, False, False], "digital": [True, True, True]}
    )  # fmt: skip
    shares = [traffic.digital_share(activities, definition) for definition in traffic.DIGITAL_BY]
    assert shares == pytest.approx([0.5, 0.8, 0.0, 1.0])


def test_pushing_oftener_helps_and_then_harms() -> None:
    people = push_pull.PushList()
    totals = [people.weekly(per_week)[1].sum() for per_week in range(1, 8)]
    best = push_pull.best_frequency(people)
    assert best == int(np.argmax(totals)) + 1
    assert 1 < best < 7
    left, orders = people.weekly(1)
    assert left[0] == 10_000
    assert orders[0] == pytest.approx(40)
    assert left[51] == pytest.approx(10_000 * 0.997**51)
    assert people.weekly(30)[0][1] == 0, "nobody can leave twice"


def test_pull_and_direct_mail() -> None:
    assert push_pull.pull_orders(2_000, 0.1, 0.05).sum() == pytest.approx(52 * 10)
    assert push_pull.break_even_response(0.8, 120) == pytest.approx(1 / 150)


# Automation


def small_log(rows: list[tuple[str, float, str]]) -> pd.DataFrame:
    start = pd.Timestamp("2026-03-02")
    table = pd.DataFrame(rows, columns=["shopper_id", "hour", "event"])
    table["time"] = start + pd.to_timedelta(table.pop("hour"), unit="h")
    return table.assign(product_id="P01", value=0)


def test_a_reminder_waits_and_is_not_sent_to_who_bought_left_or_heard_enough() -> None:
    log = small_log(
        [
            ("a", 0, "加购"),
            ("b", 0, "加购"), ("b", 10, "下单"),
            ("c", 0, "加购"), ("c", 5, "退订"),
            ("d", -50, "发送"), ("d", -20, "发送"), ("d", 0, "加购"),
            ("e", 0, "加购"), ("e", 3, "加购"), ("e", 40, "加购"),
            ("f", 90, "加购"),
            ("z", 100, "浏览"),
        ]
    )  # fmt: skip
    played = automation.run_journey(log, automation.JourneyRule(waits=(24,), cap=2))
    outcomes = played.groupby("shopper_id")["outcome"].agg(list).to_dict()
    sent, bought, left, capped = automation.SENT, automation.BOUGHT, automation.LEFT, automation.CAPPED
    assert outcomes == {"a": [sent], "b": [bought], "c": [left], "d": [capped], "e": [sent, sent]}
    assert (played["due"] - played["triggered"] == pd.Timedelta(hours=24)).all()
    assert played["due"].is_monotonic_increasing


@pytest.mark.parametrize(("wait", "again", "cap"), list(itertools.product((1, 24, 72), (24, 72), (1, 2, 3))))
def test_nobody_gets_more_than_the_cap_and_nobody_who_bought_meanwhile(
    log: pd.DataFrame, wait: int, again: int, cap: int
) -> None:
    rule = automation.JourneyRule(waits=(wait, again), cap=cap)
    played = automation.run_journey(log, rule)
    sent = played[played["outcome"] == automation.SENT]
    assert len(sent) > 0
    letters = log[log["event"] == "发送"]
    for person, messages in sent.groupby("shopper_id"):
        received = sorted([*letters.loc[letters["shopper_id"] == person, "time"], *messages["due"]])
        for due in messages["due"]:
            week = [time for time in received if due - pd.Timedelta(days=rule.window) < time <= due]
            assert len(week) <= cap
    orders = log[log["event"] == "下单"].groupby("shopper_id")["time"].agg(list)
    for message in sent.itertuples():
        meanwhile = [t for t in orders.get(message.shopper_id, []) if message.triggered < t <= message.due]
        assert meanwhile == []


def test_waiting_longer_writes_less_to_those_who_buy_anyway(log: pd.DataFrame) -> None:
    shares = [
        automation.needless_share(log, automation.run_journey(log, automation.JourneyRule(waits=(wait,), cap=3)))
        for wait in (1, 12, 24, 48)
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 2 * shares[-1]


def test_a_second_message_follows_only_a_first_that_was_sent_and_did_not_help() -> None:
    log = small_log(
        [
            ("a", 0, "加购"),
            ("b", 0, "加购"), ("b", 60, "下单"),
            ("c", 0, "加购"), ("c", 10, "下单"),
            ("d", 0, "发送"), ("d", 0, "加购"),
            ("e", 0, "加购"), ("e", 50, "加购"), ("e", 72, "加购"),
            ("f", 130, "加购"),
            ("z", 200, "浏览"),
        ]
    )  # fmt: skip
    played = automation.run_journey(log, automation.JourneyRule(waits=(24, 48), cap=2))
    outcomes = {
        person: list(zip(rows["message"], rows["outcome"], strict=True))
        for person, rows in played.groupby("shopper_id")
    }
    sent, bought, capped = automation.SENT, automation.BOUGHT, automation.CAPPED
    assert outcomes == {
        "a": [(1, sent), (2, sent)],
        "b": [(1, sent), (2, bought)],
        "c": [(1, bought)],
        "d": [(1, sent), (2, capped)],
        "e": [(1, sent), (2, sent), (1, capped)],  # the cart at 50 waits for nothing; that at 72 begins anew
        "f": [(1, sent)],  # the second would fall due after the log's end
    }
    hours = (played["due"] - played["triggered"]).dt.total_seconds() / 3600
    assert hours[played["message"] == 1].eq(24).all()
    assert hours[played["message"] == 2].eq(72).all()


def test_expected_outcome_follows_from_its_assumptions(log: pd.DataFrame) -> None:
    played = automation.run_journey(log, automation.JourneyRule(waits=(24, 24), cap=3))
    sent = played[played["outcome"] == automation.SENT]["message"].value_counts()
    needless = automation.needless_share(log, played)
    orders, leaving = automation.expected_outcome(played, needless, automation.Effect(0.2, 24, 0.01))
    assert orders == pytest.approx((1 - needless) * (0.1 * sent[1] + 0.05 * sent[2]))
    assert leaving == pytest.approx(sent.sum() * 0.01)
    assert automation.needless_share(log, played.head(0)) == 0


def test_a_lot_leaves_the_right_number_out_and_loses_nobody() -> None:
    bought = [True] * 30 + [False] * 70
    trial = automation.leave_out(bought, 0.4, np.random.default_rng(1))
    assert (trial.sent, trial.held) == (60, 40)
    assert trial.sent_bought + trial.held_bought == 30
    p, q = trial.sent_bought / 60, trial.held_bought / 40
    assert trial.difference == pytest.approx(p - q)
    low, high = confint_proportions_2indep(trial.sent_bought, 60, trial.held_bought, 40, method="wald")
    assert trial.margin == pytest.approx((high - low) / 2, rel=1e-3)


def test_a_trial_of_messages_that_cause_nothing_finds_nothing(log: pd.DataFrame) -> None:
    """The interval covers zero about 19 times in 20: the made log's messages have no effect."""
    bought = automation.bought_anyway(log, automation.run_journey(log, automation.JourneyRule(waits=(1,))))
    trials = [automation.leave_out(bought, 0.5, np.random.default_rng(seed)) for seed in range(200)]
    covered = np.mean([abs(trial.difference) <= trial.margin for trial in trials])
    assert 0.9 < covered < 0.99
    assert np.mean([trial.difference for trial in trials]) == pytest.approx(0, abs=0.02)


def test_tags_scores_and_grades() -> None:
    log = small_log([("a", 0, "注册"), ("a", 24, "加购"), ("b", 0, "注册"), ("b", 1, "下单"), ("c", 300, "注册")])
    now = pd.Timestamp("2026-03-02") + pd.Timedelta(days=8)
    scores = automation.lead_scores(log, now, half_life=7)
    assert scores["a"] == pytest.approx(5 * 0.5 ** (8 / 7) + 10 * 0.5)
    assert scores["c"] == 0, "what has not happened yet counts nothing"
    assert list(automation.grade(pd.Series([20.0, 19.9, 5.0, 4.9]))) == ["高", "中", "中", "低"]
    tagged = automation.tags(log)
    assert tagged.loc["a", ["加购没买", "买过"]].tolist() == [True, False]
    assert tagged.loc["b", ["加购没买", "买过"]].tolist() == [False, True]


def test_tags_on_the_shop_s_log(log: pd.DataFrame) -> None:
    tagged = automation.tags(log)
    buyers = set(log.loc[log["event"] == "下单", "shopper_id"])
    assert set(tagged.index[tagged["买过"]]) == buyers
    looked = log[log["event"] == "浏览"].groupby("shopper_id")["product_id"].nunique()
    assert tagged["看得多"].sum() == (looked >= 3).sum()
    assert not (tagged["加购没买"] & tagged["买过"]).any()


def test_identities_are_the_components_of_a_graph() -> None:
    rng = np.random.default_rng(1)
    records = [
        {"手机": str(rng.integers(12)), "会员": str(rng.integers(12)) if rng.random() < 0.5 else ""} for _ in range(20)
    ]
    graph = nx.Graph()
    graph.add_nodes_from(range(len(records)))
    for (i, a), (j, b) in itertools.combinations(enumerate(records), 2):
        if a["手机"] == b["手机"] or (a["会员"] and a["会员"] == b["会员"]):
            graph.add_edge(i, j)
    expected = sorted(sorted(component) for component in nx.connected_components(graph))
    assert sorted(data_hub.merge_identities(records, ["手机", "会员"])) == expected
    assert len(data_hub.merge_identities(records, [])) == 20


# Supervision, speaking first, the intermediary


def simulated(errors: list[float], checked: tuple[int, ...], catches: float, rng: np.random.Generator) -> float:
    """Share of faulty pieces when mistakes are made and caught one by one."""
    faulty, pieces = 0, 20_000
    for _ in range(pieces):
        mistakes = 0
        for step, error in enumerate(errors):
            mistakes += rng.random() < error
            if step in checked:
                mistakes = sum(rng.random() >= catches for _ in range(mistakes))
        faulty += mistakes > 0
    return faulty / pieces


@pytest.mark.parametrize("checked", [(), (3,), (1, 3)])
def test_supervision_equals_a_simulation(checked: tuple[int, ...]) -> None:
    errors = [0.05, 0.1, 0.03, 0.08]
    outcome = supervision.supervise(errors, checked, 0.8, 2.0, 100.0)
    assert outcome.faulty == pytest.approx(simulated(errors, checked, 0.8, np.random.default_rng(1)), abs=0.008)
    assert outcome.cost == pytest.approx(2.0 * len(checked) + 100 * outcome.faulty)


def test_supervision_pays_where_damage_is_great() -> None:
    errors = [0.05, 0.1, 0.03, 0.08]
    assert supervision.best_supervision(errors, 0.8, 5.0, 10.0)[0] == ()
    subset, cheap = supervision.best_supervision(errors, 0.8, 5.0, 1_000.0)
    assert subset
    for size in range(5):
        for other in itertools.combinations(range(4), size):
            assert cheap.cost <= supervision.supervise(errors, other, 0.8, 5.0, 1_000.0).cost + 1e-9


def test_speaking_first_pays_above_the_threshold() -> None:
    threshold = supervision.outreach_threshold(gain=30, annoyance=10)
    assert threshold == 0.25
    assert threshold * 30 == pytest.approx((1 - threshold) * 10)
    assert supervision.outreach([0.9, 0.5, 0.2], [True, False, True], 0.5) == (1, 1)


def test_an_agent_paid_by_commission_serves_the_commission() -> None:
    shoppers, products = load("shoppers"), load("products")
    tastes = ["taste_light", "taste_plain", "taste_sturdy"]
    fit = intermediary.fit_from_tastes(shoppers[tastes].to_numpy(), products[tastes].to_numpy())
    commission = np.random.default_rng(0).random(len(products))
    served = [intermediary.serve(fit, commission, weight) for weight in np.linspace(0, 1, 6)]
    assert served[0].fit == pytest.approx(1)
    assert served[0].best == pytest.approx(1, abs=0.01)
    assert np.all(np.diff([each.fit for each in served]) <= 1e-12)
    assert np.all(np.diff([each.commission for each in served]) >= -1e-12)
    assert set(intermediary.recommend(fit, commission, 1.0)) == {int(commission.argmax())}
