"""The widgets of theme 04 show what the models compute, say it in a sentence, and say it truly at the edges."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import load
from genmarketing.themes.audience_assets import widgets
from genmarketing.themes.audience_assets.models import (
    aipl,
    bg_nbd,
    cohorts,
    concentration,
    diffusion,
    gamma_gamma,
    growth,
    identity,
    lifetime_value,
    markov_value,
    repurchase,
    rfm,
    valuation,
    value_levels,
)
from genmarketing.themes.audience_assets.widgets import customers, future, predictions, quick_questions, worth
from genmarketing.ui import Explorer

LARGEST = 300_000
"""Bytes of one explorer's grid: a page holds two dozen of them."""

TODAY = pd.Timestamp("2025-01-01")


@pytest.fixture(autouse=True)
def _own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "progress.sqlite"))


def frames(explorer: Explorer) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return what the explorer draws for each combination of its controls' values."""
    holes = explorer.grid["holes"]

    def filled(node: Any, at: int) -> Any:
        if isinstance(node, dict) and set(node) == {"hole"}:
            hole = holes[node["hole"]]
            return hole["values"][hole["at"][at]]
        if isinstance(node, dict):
            return {key: filled(value, at) for key, value in node.items()}
        return [filled(value, at) for value in node] if isinstance(node, list) else node

    values = itertools.product(*(control.values for control in explorer._controls))
    return {combination: filled(explorer.grid["template"], at) for at, combination in enumerate(values)}


def panel(frame: dict[str, Any], kind: str, at: int = 0) -> dict[str, Any]:
    return [each for each in frame["panels"] if each["kind"] == kind][at]


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    table = load("coffee_orders")
    return table.assign(date=pd.to_datetime(table["date"]))


@pytest.fixture(scope="module")
def known(orders: pd.DataFrame) -> pd.DataFrame:
    return bg_nbd.histories(orders, TODAY)


@pytest.fixture(scope="module")
def model(known: pd.DataFrame) -> bg_nbd.BgNbd:
    return bg_nbd.fit(*(known[name].to_numpy(dtype=float) for name in ("x", "t_x", "T")))


@pytest.fixture(scope="module")
def spending(known: pd.DataFrame) -> gamma_gamma.GammaGamma:
    again = known[known["x"] > 0]
    return gamma_gamma.fit(again["x"].to_numpy(), again["spend"].to_numpy())


@pytest.fixture(scope="module")
def value(known: pd.DataFrame, model: bg_nbd.BgNbd, spending: gamma_gamma.GammaGamma) -> pd.Series[float]:
    x, t_x, T = (known[name].to_numpy(dtype=float) for name in ("x", "t_x", "T"))
    spend = spending.expected_spend(x, known["spend"].fillna(0).to_numpy())
    return pd.Series(lifetime_value.lifetime_value(model, x, t_x, T, spend, 0.6, 0.1, years=3), index=known.index)


@pytest.fixture(scope="module")
def explorers(
    orders: pd.DataFrame, model: bg_nbd.BgNbd, spending: gamma_gamma.GammaGamma, value: pd.Series[float]
) -> dict[str, Explorer]:
    tier = rfm.tiers(rfm.rfm_table(orders, TODAY), rfm.Rules(30, 180, 10, 26))
    return {
        "aarrr_levers": widgets.aarrr_levers(),
        "account_pull": widgets.account_pull(),
        "aipl_flows": widgets.aipl_flows(),
        "alive_map": widgets.alive_map(model),
        "anonymity_explorer": widgets.anonymity_explorer(orders),
        "budget_explorer": widgets.budget_explorer(),
        "chasm": widgets.chasm(),
        "cohort_heat": widgets.cohort_heat(orders),
        "compounding": widgets.compounding(),
        "definition_explorer": widgets.definition_explorer(orders),
        "double_jeopardy": widgets.double_jeopardy(),
        "lifetime_explorer": widgets.lifetime_explorer(model, spending),
        "mailing_explorer": widgets.mailing_explorer(),
        "matching_explorer": widgets.matching_explorer(),
        "pareto_curve": widgets.pareto_curve(orders.groupby("customer_id")["amount"].sum(), value),
        "rfm_cube": widgets.rfm_cube(orders, TODAY),
        "snack_shop": widgets.snack_shop(),
        "tier_rules": widgets.tier_rules(orders, TODAY),
        "valuation_duel": widgets.valuation_duel(),
        "value_levels": widgets.value_levels(value, orders, tier),
    }


def test_every_explorer_is_small_and_each_frame_says_something(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        assert len(json.dumps(explorer.grid, ensure_ascii=False).encode()) < LARGEST, name
        for values, frame in frames(explorer).items():
            assert frame["sentence"].endswith(("。", "！", "？")), (name, values)
            for broken in ("nan", "inf", " -"):
                assert broken not in frame["sentence"], (name, values)


def test_every_control_changes_what_is_shown(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        shown = frames(explorer)
        for number, control in enumerate(explorer._controls):
            seen: dict[tuple[Any, ...], set[str]] = {}
            for values, frame in shown.items():
                others = values[:number] + values[number + 1 :]
                seen.setdefault(others, set()).add(json.dumps(frame))
            assert any(len(different) > 1 for different in seen.values()), (name, control.name)


def test_no_bar_sticks_out_of_its_axis(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        for values, frame in frames(explorer).items():
            for each in frame["panels"]:
                if each["kind"] == "bars" and each["y"]["range"]:
                    low, high = each["y"]["range"]
                    drawn = [v for series in each["series"] for v in series["values"] if v is not None]
                    assert low <= min(drawn), (name, values)
                    assert max(drawn) <= high, (name, values)


def test_no_cell_leaves_its_scale(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        for values, frame in frames(explorer).items():
            for each in frame["panels"]:
                if each["kind"] == "heat":
                    low, high = each["value"]["range"]
                    cells = [cell for row in each["values"] for cell in row if cell is not None]
                    assert low <= min(cells), (name, values)
                    assert max(cells) <= high, (name, values)


def test_chinese_text_uses_full_width_punctuation(explorers: dict[str, Explorer]) -> None:
    wrong = re.compile(
        r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]"
    )
    for explorer in explorers.values():
        for frame in frames(explorer).values():
            assert not wrong.search(frame["sentence"]), frame["sentence"]
    for question, options in quick_questions.QUESTIONS.values():
        for text in (question, *(part for option, _, answer in options for part in (option, answer))):
            assert not wrong.search(text), text


def test_the_definitions_are_counted_by_the_model(explorers: dict[str, Explorer], orders: pd.DataFrame) -> None:
    shown = frames(explorers["definition_explorer"])
    for (period, shop, name), frame in shown.items():
        if shop != customers.SHOPS[0]:
            continue
        definition = next(each for each in repurchase.DEFINITIONS if each.name == name)
        rate = definition.count(orders, repurchase.period_of(*customers.PERIODS[period]))
        at = panel(frame, "bars")["highlighted"][0]
        assert panel(frame, "bars")["series"][0]["values"][at] == pytest.approx(rate.value, abs=1e-5)
        assert f"{rate.whole:,}" in frame["sentence"]
        assert f"{rate.part:,}" in frame["sentence"]


def test_what_is_said_of_the_promotion_is_true(explorers: dict[str, Explorer], orders: pd.DataFrame) -> None:
    frame = frames(explorers["cohort_heat"])[2023, "share"]
    counts = cohorts.cohort_counts(orders)
    year = counts.loc["2023-01":"2023-12"]
    after_three = cohorts.retention(year)[3]
    assert str(after_three.idxmin()) == "2023-06"
    assert str(year[0].idxmax()) == "2023-06"
    assert f"{after_three.min():.0%}，最低" in frame["sentence"]
    assert panel(frame, "heat")["values"][5][2] == pytest.approx(after_three.min(), abs=1e-5)


def test_months_to_come_are_empty(explorers: dict[str, Explorer]) -> None:
    december = panel(frames(explorers["cohort_heat"])[2024, "share"], "heat")["values"][11]
    assert december == [None] * 12


def test_below_the_cohorts_stand_their_average_and_what_it_is_mistaken_for(
    explorers: dict[str, Explorer], orders: pd.DataFrame
) -> None:
    average = cohorts.average_retention(cohorts.cohort_counts(orders))[1:13]
    for year in (2022, 2023, 2024):
        heat = panel(frames(explorers["cohort_heat"])[year, "share"], "heat")
        assert heat["rows"][-2:] == ["三年各批合起来", "假如走了就不回来"]
        assert heat["values"][-2] == pytest.approx(average, abs=1e-5)
        assert heat["values"][-1] == pytest.approx(average[0] ** np.arange(1, 13), abs=1e-5)
        assert len(panel(frames(explorers["cohort_heat"])[year, "count"], "heat")["rows"]) == 12


def test_tiers_share_all_customers_and_all_money(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["tier_rules"]).values():
        for series in panel(frame, "bars")["series"]:
            assert sum(series["values"]) == pytest.approx(1, abs=1e-4)


def test_the_corners_hold_everybody(explorers: dict[str, Explorer], known: pd.DataFrame) -> None:
    for (_, measure), frame in frames(explorers["rfm_cube"]).items():
        cells = [cell for row in panel(frame, "heat")["values"] for cell in row]
        if measure == "people":
            assert sum(cells) == len(known)
        if measure == "money":
            assert sum(cells) == pytest.approx(1, abs=1e-4)


def test_silence_says_more_of_those_who_came_often(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["alive_map"]).values():
        heat = panel(frame, "heat")["values"]
        for row in heat:
            assert row == sorted(row, reverse=True)
        later = [row[-1] for row in heat]
        assert later[-1] < later[0]


def test_who_bought_once_is_here_by_assumption(explorers: dict[str, Explorer]) -> None:
    for (x, *_), frame in frames(explorers["lifetime_explorer"]).items():
        alive = panel(frame, "tiles")["tiles"][0]["value"]
        assert (alive == 1) == (x == 0)
        assert ("规定他还在" in frame["sentence"]) == (x == 0)


def test_where_to_stop_is_where_the_value_is_highest(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["mailing_explorer"])
    for (margin, cost, discount), frame in shown.items():
        stopping = markov_value.values_of_stopping(future.MAIL_CHANCES, margin, cost, discount)
        best = max(stopping, key=stopping.__getitem__)
        assert panel(frame, "bars", 1)["highlighted"] == [best - 2]
        negative = panel(frame, "bars")["highlighted"]
        assert ("亏在" in frame["sentence"]) == bool(negative)
        if stopping[best] > 0:
            assert ("四期都寄最划算" in frame["sentence"]) == (best == 5)
    assert "退到第 4 期就该停，比四期都寄多 0.83 元" in shown[40.0, 4.0, 0.2]["sentence"]


def test_the_top_fifth_is_what_the_curve_says(explorers: dict[str, Explorer], orders: pd.DataFrame) -> None:
    past = orders.groupby("customer_id")["amount"].sum().to_numpy()
    frame = frames(explorers["pareto_curve"])["past", 0.2]
    assert panel(frame, "lines")["markers"][0]["y"] == pytest.approx(100 * concentration.top_share(past, 0.2), abs=1e-3)
    assert "不是二八" in frame["sentence"]


def test_value_is_the_same_sum_however_it_is_divided(explorers: dict[str, Explorer], value: pd.Series[float]) -> None:
    for (_, measure), frame in frames(explorers["value_levels"]).items():
        if measure == "value":
            assert sum(panel(frame, "bars")["series"][0]["values"]) == pytest.approx(value.sum() / 1e4, rel=1e-4)


def test_the_newest_shop_leads_by_less_than_chance_allows(orders: pd.DataFrame, value: pd.Series[float]) -> None:
    """What the quick question says of 107 yuan against 104, and of a mean that may be 20 yuan off."""
    each = value_levels.by_store(value, orders)["value_each"]
    assert [f"{each[name]:.0f}" for name in ("新区", "软件园")] == ["107", "104"]
    shares = value_levels.store_shares(orders).loc[value.index, "新区"]
    assert 600 < shares.sum() < 700
    error = np.sqrt((shares**2 * (value - each["新区"]) ** 2).sum()) / shares.sum()
    assert 1.96 * error == pytest.approx(20, abs=2)


def test_both_companies_look_alike_to_multiples(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["valuation_duel"]).values():
        loyal, hungry = (series["values"] for series in panel(frame, "bars")["series"])
        assert loyal[:2] == hungry[:2]
    companies = worth.two_companies(0.8, 0.3)
    totals = {name: valuation.by_customers(company).total for name, company in companies.items()}
    shown = frames(explorers["valuation_duel"])[20, 0.8, 0.3, 0.12]
    drawn = [series["values"][2] for series in panel(shown, "bars")["series"]]
    assert drawn == pytest.approx([total / 1e4 for total in totals.values()], abs=1e-4)


def test_growth_is_said_to_end_where_it_ends(explorers: dict[str, Explorer]) -> None:
    for (kept, won, brought), frame in frames(explorers["compounding"]).items():
        end = growth.ends_at(kept, won, brought)
        if np.isinf(end):
            assert "复利" in frame["sentence"]
        else:
            assert f"{end:,.0f} 人" in frame["sentence"]


def test_old_customers_first_pays_where_it_is_said_to(explorers: dict[str, Explorer]) -> None:
    said = set()
    for frame in frames(explorers["budget_explorer"]).values():
        first, second = (line["y"][-1] for line in panel(frame, "lines", 1)["lines"])
        if abs(first - second) > 2:
            assert ("就该先在自己的社群里花" in frame["sentence"]) == (first > second)
            said.add(first > second)
    assert said == {True, False}, "the learner must be able to find both"


def test_each_ring_of_growth_can_matter_most(explorers: dict[str, Explorer]) -> None:
    winners = {
        frame["sentence"].split("最管用的是")[1].split("，")[0] for frame in frames(explorers["aarrr_levers"]).values()
    }
    assert "「留存」" in winners
    assert len(winners) > 2


def test_the_shop_gains_where_it_is_said_to(explorers: dict[str, Explorer]) -> None:
    signs = set()
    for frame in frames(explorers["snack_shop"]).values():
        *parts, profit = panel(frame, "bars")["series"][0]["values"]
        assert sum(parts) == pytest.approx(profit, abs=1e-6)
        assert ("一天赚" in frame["sentence"]) == (profit > 0)
        signs.add(profit > 0)
    assert signs == {True, False}


def test_the_pull_makes_devices_follow_devices(explorers: dict[str, Explorer]) -> None:
    for (_, pull, _), frame in frames(explorers["account_pull"]).items():
        chance = panel(frame, "lines")["lines"][0]["y"]
        assert (chance[-1] > chance[0]) == (pull > 0)


def test_the_chasm_is_named_where_it_is(explorers: dict[str, Explorer]) -> None:
    stories = set()
    for (cross, own, early_share), frame in frames(explorers["chasm"]).items():
        market = diffusion.Market(early_share=early_share, cross=cross, majority_innovation=own)
        depth = diffusion.saddle(market.new_adopters(40))
        stuck = market.spread(40)[1][-1] < 0.5
        story = next(word for word in ("没有跨过去", "先跌", "看不出鸿沟") if word in frame["sentence"])
        assert story == ("没有跨过去" if stuck else "先跌" if depth > 0.02 else "看不出鸿沟")
        stories.add(story)
    assert len(stories) == 3


def test_flows_lead_from_one_month_to_the_next(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["aipl_flows"])
    at = [[node["value"] for node in panel(shown[0.18, 0.15, 0.2, 0.35, month], "flow")["nodes"]] for month in (0, 1)]
    moved = np.zeros((5, 5))
    for link in panel(shown[0.18, 0.15, 0.2, 0.35, 0], "flow")["links"]:
        moved[link["source"], link["target"]] = link["value"]
    np.testing.assert_allclose(at[0] + moved.sum(axis=0) - moved.sum(axis=1), at[1], rtol=1e-4, atol=1)
    forever = [node["value"] for node in panel(shown[0.18, 0.15, 0.2, 0.35, 1000], "flow")["nodes"]]
    np.testing.assert_allclose(forever, 1e5 * aipl.stationary(aipl.matrix(aipl.MONTHLY)), rtol=1e-4)


def test_small_brands_suffer_twice(explorers: dict[str, Explorer]) -> None:
    for (spread, *_), frame in frames(explorers["double_jeopardy"]).items():
        points = panel(frame, "scatter")["points"]
        assert points["x"] == sorted(points["x"], reverse=True)
        assert points["y"] == sorted(points["y"], reverse=True)
        assert max(points["y"]) <= panel(frame, "scatter")["y"]["range"][1]
        people = float(frame["sentence"].split("买的人是 ")[1].split(" ")[0])
        times = float(frame["sentence"].split("每人买的次数是 ")[1].split(" ")[0])
        if spread < 1:
            assert times < 0.3 * people, "most of the difference is the number of people"


def test_pairs_add_up(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["matching_explorer"]).values():
        right, wrong, missed = panel(frame, "bars")["series"][0]["values"]
        precision, recall = (tile["value"] for tile in panel(frame, "tiles")["tiles"])
        assert precision == pytest.approx(right / (right + wrong), abs=1e-5)
        assert recall == pytest.approx(right / (right + missed), abs=1e-5)


def test_alone_is_said_where_somebody_is_alone(explorers: dict[str, Explorer]) -> None:
    for (_, _, k), frame in frames(explorers["anonymity_explorer"]).items():
        smallest, alone, _ = (tile["value"] for tile in panel(frame, "tiles")["tiles"])
        assert ("位会员独一无二" in frame["sentence"]) == (alone > 0) == (smallest == 1)
        assert (f"够 {k} 人一组" in frame["sentence"]) == (smallest >= k)
        assert sum(panel(frame, "bars")["series"][0]["values"]) == pytest.approx(1, abs=1e-4)


def test_the_held_out_half_is_foretold_better_than_by_a_straight_line(orders: pd.DataFrame) -> None:
    button = widgets.holdout_task(orders)
    button.run_to_end()
    assert button.status["phase"] == "done"
    foretold, happened, said = button.frame["panels"][0]["tiles"]
    miss = foretold["value"] / happened["value"] - 1
    assert said["value"] == f"{miss:+.1%}".replace("-", "−")
    assert abs(miss) < 0.15
    straight = button.frame["panels"][1]["lines"][2]["y"][-1]
    assert abs(straight / happened["value"] - 1) > 0.5


def test_the_june_newcomers_are_what_the_model_could_not_know(orders: pd.DataFrame) -> None:
    """Without them the same forecast is right to a few per cent, so the sentence blames the right people."""
    button = widgets.holdout_task(orders)
    button.state = {"cut": 0, "shop": 0}
    button.run_to_end()
    assert re.search(r"多算的次数，(8|9)\d% 出在 6 月才来的人身上", button.frame["sentence"])
    month = orders.groupby("customer_id")["date"].transform("min").dt.to_period("M")
    others, split = orders[month != "2023-06"], pd.Timestamp("2023-07-01")
    history = bg_nbd.histories(others, split)
    x, t_x, T = (history[name].to_numpy(dtype=float) for name in ("x", "t_x", "T"))
    later = others[(others["date"] >= split) & others["customer_id"].isin(history.index)]
    happened = len(later[["customer_id", "date"]].drop_duplicates())
    assert bg_nbd.fit(x, t_x, T).future_purchases(78.5, x, t_x, T).sum() == pytest.approx(happened, rel=0.05)


def test_a_hash_without_a_secret_is_undone() -> None:
    writer = widgets.hash_writer()
    assert "散列不等于匿名" in writer.frame["sentence"]
    assert writer.frame["panels"][0]["rows"][0][1] == identity.normal_phone("+86 120 0000 4321")
    assert "没找到" in json.dumps(writer._respond(phone="12000004321", secret="岔路口").encode(), ensure_ascii=False)
    with pytest.raises(ValueError, match="11 位"):
        writer._respond(phone="123", secret="")


def test_every_item_has_a_bin_and_every_bin_an_item() -> None:
    sorter = widgets.ppsc_sorter()
    assert {item["bin"] for item in sorter.items} == {each["id"] for each in sorter.bins}


def test_a_quick_question_has_one_right_option_and_answers_each() -> None:
    for name, (_, options) in quick_questions.QUESTIONS.items():
        assert [right for _, right, _ in options].count(True) == 1, name
        assert len({answer for _, _, answer in options}) == len(options), name
        assert widgets.quick_question(name).answered is None


def test_a_guess_comes_back_with_what_it_was() -> None:
    guess = widgets.prediction("definition_gap")
    back = widgets.recall("definition_gap", truth=81.3)
    assert "还没有下注" in back.frame["sentence"]
    guess.state = {"at": 20, "committed": True}
    assert "没有想到差这么多" in back.frame["sentence"]
    guess.state = {"at": 80, "committed": True}
    assert "很近" in back.frame["sentence"]


@pytest.mark.parametrize(("guess", "word"), [(80, "二八"), (70, "很近"), (40, "更集中"), (95, "没有那么集中")])
def test_each_guess_about_concentration_is_answered(guess: int, word: str) -> None:
    assert word in predictions.ANSWERS["top_fifth"](guess, 68.6)


def test_each_guess_about_who_left_is_answered() -> None:
    _, answer = predictions.QUESTIONS["who_left"]
    said = [predictions.ANSWERS["who_left"](option, 0.0) for option in answer.values]
    assert ["反常的沉默" in sentence for sentence in said] == [
        value == predictions.MORE_SILENT for value in answer.values
    ]


def test_the_map_describes_itself_for_those_who_cannot_see_it() -> None:
    drawn = widgets.concept_map()
    assert drawn.layout.meta["alt"].startswith("概念图：")
    titles = [note.text for note in drawn.layout.annotations]
    for section in range(1, 10):
        assert any(f"第 {section} 节" in title for title in titles)
