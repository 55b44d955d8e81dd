"""The bank of theme 03: examples of the prompts by hand, references against models and brute force, every core concept graded."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import factorial
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.stats import entropy

from genmarketing.data import concept, concept_ids, load
from genmarketing.themes.gen_vs_digital.generators.journeys import CHANNELS
from genmarketing.themes.gen_vs_digital.models.attribution import Journey
from genmarketing.themes.gen_vs_digital.models.automation import SENT, JourneyRule, run_journey
from genmarketing.themes.gen_vs_digital.models.feed import coverage, normalised_entropy
from genmarketing.themes.gen_vs_digital.models.markov import markov_attribution
from genmarketing.themes.gen_vs_digital.models.need_finding import Catalogue
from genmarketing.themes.gen_vs_digital.models.shapley import shapley_attribution
from genmarketing.themes.gen_vs_digital.questions import QUESTIONS
from genmarketing.workbook import FunctionQuestion, Question, TableQuestion, ValueQuestion

BANK: dict[str, Question] = {question.name: question for question in QUESTIONS}


def reference(name: str) -> Any:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion | ValueQuestion | TableQuestion)
    return question.reference


def arguments(name: str, seeds: range) -> list[tuple[Any, ...]]:
    question = BANK[name]
    assert isinstance(question, FunctionQuestion)
    return [case.args for seed in seeds for case in question.cases_of(seed)]


def test_every_core_concept_is_graded() -> None:
    graded = {c for question in QUESTIONS for c in question.concepts}
    core = {c for c in concept_ids() if concept(c).theme == "gen_vs_digital" and concept(c).core}
    assert core - graded == set()


def test_points_and_minutes() -> None:
    assert sum(question.points for question in QUESTIONS) == 100
    assert sum(question.minutes for question in QUESTIONS) <= 150
    for question in QUESTIONS:
        assert f"约 {question.minutes} 分钟" in question.teaching, question.name


# The examples that prompts invite learners to work out by hand


def test_example_of_definitions() -> None:
    rows = [("搜索广告", 30, True, True, True, True, True), ("户外屏", 10, False, True, True, False, False)]
    columns = ["activity", "spend", "online", "linked", "cost_known", "result_known", "acted"]
    table = reference("digital_share")(pd.DataFrame(rows, columns=columns)).set_index("definition")
    assert table.T.to_dict("list") == {
        "看渠道": [1, 30, 0.75],
        "看连接": [2, 40, 1],
        "看效果": [1, 30, 0.75],
        "看数据基础": [1, 30, 0.75],
        "四种都算": [1, 30, 0.75],
        "至少一种算": [2, 40, 1],
    }


def test_example_of_a_budget() -> None:
    rates = {"right": 0.05, "wrong": 0.01, "individual": 0.06}
    assert reference("person_budget")(10_000, 100, rates, 0.25, 4, 5_000, 30_000) == pytest.approx(1)
    assert reference("person_budget")(5_000, 100, rates, 0.25, 4, 5_000, 30_000) == 0


def test_example_of_a_gain() -> None:
    gain = reference("question_gain")
    assert gain([0.5, 0.25, 0.25], ["通勤", "通勤", "旅行"], 0) == pytest.approx(0.811, abs=5e-4)
    assert gain([0.5, 0.5], ["防水", "不防水"], 0.1) == pytest.approx(0.531, abs=5e-4)
    assert gain([0.5, 0.5], ["防水", "防水"], 0.1) == 0


def test_example_of_a_feed() -> None:
    found = reference("feed_breadth")(["甲", "乙", "甲", "甲"], ["甲", "乙", "丙", "丁"])
    assert found == pytest.approx({"coverage": 0.5, "entropy": 0.4056, "narrowing": 0.5}, abs=5e-5)


def test_example_of_pools() -> None:
    rows = [
        ("一", 1, "短视频", True),
        ("一", 2, "自然搜索", True),
        ("一", 3, "搜索广告", True),
        ("二", 1, "短视频", False),
        ("二", 2, "短视频", False),
    ]
    log = pd.DataFrame(rows, columns=["journey_id", "step", "channel", "converted"])
    table = reference("pool_ledger")(log).set_index("pool")
    assert table.loc["视频"].tolist() == [3, 1.0, 2, 1, 0]
    assert table.loc["搜索"].tolist() == [2, 0.5, 1, 1, 1]


def test_example_of_reminders() -> None:
    log = [("S01", 100, "加购"), ("S01", 300, "加购"), ("S02", 100, "加购"), ("S02", 900, "下单")]
    log += [("S03", 50, "下单"), ("S03", 100, "加购")]
    assert reference("cart_reminders")(log, 1440, 2) == {"S01": [1540], "S03": [1540]}


def test_example_of_removal() -> None:
    credit = reference("markov_credit")([(["甲", "乙"], True), (["甲"], False), (["乙"], True)])
    assert credit == pytest.approx({"甲": 2 / 3, "乙": 4 / 3})


def test_example_of_shares() -> None:
    sales = {"": 10, "搜索": 40, "视频": 20, "搜索+视频": 70}
    assert reference("shapley_credit")(["搜索", "视频"], sales) == pytest.approx({"搜索": 40, "视频": 20})


def test_numbers_of_the_model_essay() -> None:
    """What the example essay says it has computed."""
    rates = {"right": 0.05, "wrong": 0.02, "individual": 0.058}
    budget = reference("person_budget")
    assert budget(200_000, 120, rates, 0.15, 8, 20_000, 60_000) == pytest.approx(2.0)
    assert budget(200_000, 120, rates, 0.05, 8, 20_000, 60_000) == pytest.approx(1.6, abs=0.05)
    assert budget(100_000, 120, rates, 0.15, 8, 20_000, 60_000) == pytest.approx(2.5)
    bags = load("products")
    gain = reference("question_gain")
    assert gain([1 / len(bags)] * len(bags), list(bags["scene"]), 0.1) == pytest.approx(1.4, abs=0.05)
    assert gain([1 / len(bags)] * len(bags), list(bags["returns"]), 0.1) == 0


# The references against the models of the chapter, other libraries and brute force


def test_gain_is_the_mutual_information() -> None:
    """H(answer) − H(answer | product), from the joint table of products and answers."""
    for belief, answers, slip in arguments("question_gain", range(5)):
        options = sorted(set(answers))
        if len(options) == 1:
            continue
        likelihood = np.full((len(belief), len(options)), slip / (len(options) - 1))
        likelihood[range(len(belief)), [options.index(answer) for answer in answers]] = 1 - slip
        joint = np.array(belief)[:, None] * likelihood
        independent = np.outer(belief, joint.sum(axis=0))
        information = entropy(joint.ravel(), independent.ravel(), base=2)
        assert reference("question_gain")(belief, answers, slip) == pytest.approx(information, abs=1e-9)


def test_gain_is_that_of_the_model() -> None:
    for belief, answers, slip in arguments("question_gain", range(5)):
        names = pd.DataFrame({"name": [str(n) for n in range(len(belief))], "asked": answers})
        catalogue = Catalogue.from_table(names, ["asked"], slip)
        expected = catalogue.information_gain(np.array(belief), 0)
        assert reference("question_gain")(belief, answers, slip) == pytest.approx(expected, abs=1e-9)


def test_budget_makes_both_profits_equal() -> None:
    for people, margin, rates, misplaced, segments, version, platform in arguments("person_budget", range(5)):
        budget = reference("person_budget")(people, margin, rates, misplaced, segments, version, platform)
        right = people * (1 - misplaced) * rates["right"] + people * misplaced * rates["wrong"]
        by_segment = right * margin - segments * version
        individual = people * rates["individual"] * margin - platform - people * budget
        if budget > 0:
            assert individual == pytest.approx(by_segment)
        else:
            assert individual <= by_segment


def test_breadth_is_that_of_the_model() -> None:
    for shown, topics in arguments("feed_breadth", range(5)):
        found = reference("feed_breadth")(shown, topics)
        counts = np.array([[shown.count(topic) for topic in topics]], dtype=float)
        assert found["coverage"] == pytest.approx(coverage(counts)[0])
        if shown and len(topics) > 1:
            assert found["entropy"] == pytest.approx(normalised_entropy(counts)[0], abs=1e-12)


def test_pools_are_those_of_the_data_set() -> None:
    """What learners are to tell apart is what `journeys.csv` says of the same journeys."""
    facts = load("journeys")
    for seed in range(3):
        log = BANK["pool_ledger"].data(seed)
        whole = facts[facts["journey_id"].isin(log["journey_id"])]
        table = reference("pool_ledger")(log).set_index("pool")
        assert table["touches"].to_dict() == whole["pool"].value_counts().to_dict()
        paid = whole["mode"].eq("付费").groupby(whole["pool"]).mean()
        assert table["paid_share"].to_dict() == pytest.approx(paid.to_dict())
        sold = whole.drop_duplicates("journey_id")["converted"].sum()
        assert table["last"].sum() == sold < table["claimed"].sum()


def test_channels_of_the_prompt_are_those_of_the_data() -> None:
    for channel, facts in CHANNELS.items():
        assert f"| `{channel}` |" in BANK["pool_ledger"].prompt, channel
        assert facts.pool in BANK["pool_ledger"].prompt


def test_reminders_are_those_of_the_model() -> None:
    """The model plays the same rule on a table with times; an event long after lets its last messages fall due."""
    start = pd.Timestamp("2026-03-02")
    for log, wait, cap in arguments("cart_reminders", range(5)):
        later = [*log, ("nobody", max(minute for _, minute, _ in log) + 10 * wait, "浏览")]
        table = pd.DataFrame(later, columns=["shopper_id", "minute", "event"])
        table["time"] = start + pd.to_timedelta(table["minute"], unit="min")
        messages = run_journey(table, JourneyRule(waits=(wait / 60,), cap=cap))
        sent = messages[messages["outcome"] == SENT]
        minutes = ((sent["due"] - start).dt.total_seconds() / 60).round().astype(int)
        expected = {str(who): sorted(of) for who, of in minutes.groupby(sent["shopper_id"]).agg(list).items()}
        assert reference("cart_reminders")(log, wait, cap) == expected


def simulated_sales(paths: list[tuple[list[str], bool]], removed: str) -> float:
    """Return the chance of a sale by following the chain's flow until nearly nothing of it is left."""
    graph = nx.DiGraph()
    for path, bought in paths:
        for here, there in pairwise(["开始", *path, "成交" if bought else "流失"]):
            graph.add_edge(here, there, taken=graph.get_edge_data(here, there, {"taken": 0})["taken"] + 1)
    here, sold = {"开始": 1.0}, 0.0
    for _ in range(400):
        there: dict[str, float] = {}
        for station, flow in here.items():
            out = graph.out_degree(station, weight="taken")
            for _, to, taken in graph.out_edges(station, data="taken"):
                if to == "成交":
                    sold += flow * taken / out
                elif to not in ("流失", removed):
                    there[to] = there.get(to, 0.0) + flow * taken / out
        here = there
    return sold


@pytest.mark.parametrize("seed", range(3))
def test_removal_is_that_of_a_followed_chain(seed: int) -> None:
    for [paths] in arguments("markov_credit", range(seed, seed + 1)):
        total = sum(bought for _, bought in paths)
        channels = {channel for path, _ in paths for channel in path}
        credit = reference("markov_credit")(paths)
        if not total:
            assert credit == dict.fromkeys(channels, 0.0)
            continue
        whole = simulated_sales(paths, "")
        assert whole == pytest.approx(total / len(paths))
        effects = {channel: 1 - simulated_sales(paths, channel) / whole for channel in channels}
        scale = total / sum(effects.values())
        assert credit == pytest.approx({channel: effect * scale for channel, effect in effects.items()}, abs=1e-9)
        assert credit == pytest.approx(markov_attribution([Journey(tuple(p), (0.0,) * len(p), b) for p, b in paths]))


@pytest.mark.parametrize("seed", range(3))
def test_shares_are_those_of_the_formula(seed: int) -> None:
    for channels, sales in arguments("shapley_credit", range(seed, seed + 1)):
        n, credit = len(channels), reference("shapley_credit")(channels, sales)
        for channel in channels:
            share = 0.0
            others = [other for other in channels if other != channel]
            for size in range(n):
                for group in combinations(others, size):
                    joined = "+".join(c for c in channels if c in {*group, channel})
                    weight = factorial(size) * factorial(n - size - 1) / factorial(n)
                    share += weight * (sales[joined] - sales["+".join(group)])
            assert credit[channel] == pytest.approx(share)
        assert sum(credit.values()) == pytest.approx(sales["+".join(channels)] - sales[""])


def test_shares_of_a_log_are_those_of_the_model() -> None:
    journeys = [
        Journey(("甲", "乙"), (2.0, 1.0), True),
        Journey(("乙",), (1.0,), True),
        Journey(("丙",), (1.0,), False),
    ]
    sales = {"": 0, "甲": 0, "乙": 1, "丙": 0, "甲+乙": 2, "甲+丙": 0, "乙+丙": 1, "甲+乙+丙": 2}
    assert reference("shapley_credit")(["甲", "乙", "丙"], sales) == pytest.approx(shapley_attribution(journeys))


# What the data of every variant must show


@pytest.mark.parametrize("seed", range(20))
def test_definitions_disagree_in_every_variant(seed: int) -> None:
    table = reference("digital_share")(BANK["digital_share"].data(seed)).set_index("definition")["share"]
    assert 0 < table["四种都算"] <= table[["看渠道", "看连接", "看效果", "看数据基础"]].min()
    assert table["至少一种算"] > table[["看渠道", "看连接", "看效果", "看数据基础"]].max()


@pytest.mark.parametrize("seed", range(20))
def test_a_feed_narrows_in_the_first_cases(seed: int) -> None:
    shown, topics = arguments("feed_breadth", range(seed, seed + 1))[0]
    assert reference("feed_breadth")(shown, topics)["narrowing"] > 0.1


@pytest.mark.parametrize("seed", range(20))
def test_an_idle_channel_gets_nothing(seed: int) -> None:
    question = BANK["shapley_credit"]
    assert isinstance(question, FunctionQuestion)
    [case] = [case for case in question.cases_of(seed) if case.check == "一个渠道什么也没带来"]
    assert sorted(abs(share) for share in question.reference(*case.args).values())[0] == pytest.approx(0)
