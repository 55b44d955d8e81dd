"""The widgets of theme 05 show what the models compute, say it in a sentence, and say it truly at the edges."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from genmarketing.data import claim, load
from genmarketing.themes.trend_report import widgets
from genmarketing.themes.trend_report.models import (
    auction,
    brand_performance,
    budget,
    comparisons,
    diffusion,
    intervals,
    marginals,
    pricing,
    reach,
    returns,
    timeline,
)
from genmarketing.themes.trend_report.widgets import (
    differences,
    media,
    meeting,
    predictions,
    quick_questions,
    sources,
    spending,
)
from genmarketing.ui import Explorer

LARGEST = 300_000
"""Bytes of one explorer's grid: a page holds a dozen of them."""

EXPLORERS = (
    "auction_room",
    "bass_explorer",
    "brand_split",
    "break_even",
    "budget_optimiser",
    "carry_over",
    "chasm_explorer",
    "coverage_explorer",
    "false_alarms",
    "funnel_flow",
    "how_sure",
    "media_intentions",
    "pricing_converter",
    "raking_film",
    "reach_explorer",
    "respondents",
    "seeding_reports",
    "timeline_axis",
    "two_boxes",
    "waves_explorer",
)


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


def panel(frame: dict[str, Any], kind: str, number: int = 0) -> dict[str, Any]:
    return [each for each in frame["panels"] if each["kind"] == kind][number]


def tiles(frame: dict[str, Any]) -> list[Any]:
    return [tile["value"] for tile in panel(frame, "tiles")["tiles"]]


@pytest.fixture(scope="module")
def explorers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Explorer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GENMARKETING_PROGRESS", str(tmp_path_factory.mktemp("progress") / "progress.sqlite"))
        return {name: getattr(widgets, name)() for name in EXPLORERS}


@pytest.fixture(scope="module")
def shown(explorers: dict[str, Explorer]) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    return {name: frames(explorer) for name, explorer in explorers.items()}


def test_every_widget_is_tested() -> None:
    others = {
        "budget_meeting",
        "concept_map",
        "noise_task",
        "prediction",
        "quick_question",
        "recall",
        "spend_by_pieces",
    }
    assert set(widgets.__all__) == {*EXPLORERS, *others, "same_number", "usable_claims"}


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_explorer_is_small_and_each_frame_says_something(
    name: str, explorers: dict[str, Explorer], shown: dict[str, Any]
) -> None:
    assert len(json.dumps(explorers[name].grid, ensure_ascii=False).encode()) < LARGEST
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
    for values, frame in shown[name].items():
        assert frame["sentence"].endswith(("。", "！", "？")), values
        assert not re.search(r"nan|inf|None", frame["sentence"]), values
        assert not half_width.search(frame["sentence"]), frame["sentence"]


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_changes_what_is_shown(name: str, explorers: dict[str, Explorer], shown: dict[str, Any]) -> None:
    for number, control in enumerate(explorers[name]._controls):
        seen: dict[tuple[Any, ...], set[str]] = {}
        for values, frame in shown[name].items():
            seen.setdefault(values[:number] + values[number + 1 :], set()).add(json.dumps(frame))
        assert any(len(different) > 1 for different in seen.values()), control.name


def test_how_sure_allows_majority_only_above_a_half(shown: dict[str, Any]) -> None:
    said = set()
    for (percent, n), frame in shown["how_sure"].items():
        low, high = intervals.wilson(intervals.count_of(percent, n), n)
        verdict = "可以说「多数」" if low > 0.5 else "可以说「不到一半」" if high < 0.5 else "都不能写"
        assert verdict in frame["sentence"], (percent, n)
        said.add(verdict)
    assert len(said) == 3
    assert "都不能写" in shown["how_sure"][54, 228]["sentence"]


def test_the_hill_of_how_sure_is_a_hundred_surveys_cut_at_a_half(shown: dict[str, Any]) -> None:
    for (percent, n), frame in shown["how_sure"].items():
        below, above = panel(frame, "lines")["lines"]
        heights = [b if a is None else a for a, b in zip(above["y"], below["y"], strict=True)]
        assert sum(heights) * 100 / n == pytest.approx(100, abs=0.01)
        assert max(heights) <= panel(frame, "lines")["y"]["range"][1]
        assert sum(x >= 50 for x, y in zip(below["x"], below["y"], strict=True) if y is not None) <= 1
        assert all(x >= 50 for x, y in zip(above["x"], above["y"], strict=True) if y is not None)
        fewer = 100 * (1 - intervals.chance_of_at_least(n // 2 + n % 2, n, percent / 100))
        turned = fewer if percent > 50 else 100 - fewer
        side = "不到一半" if percent > 50 else "在一半以上"
        assert (f"约 {turned:.0f} 批{side}" if turned >= 0.5 else f"几乎没有一批{side}") in frame["sentence"], (
            percent,
            n,
        )
    assert tiles(shown["how_sure"][53, 228])[3] == "35.4%"
    assert tiles(shown["how_sure"][13, 228])[3] == "不到 0.1%"


def test_coverage_lines_are_the_exact_ones(shown: dict[str, Any]) -> None:
    for (n, p), frame in shown["coverage_explorer"].items():
        assert tiles(frame)[0] == pytest.approx(intervals.true_coverage("wald", p, n), abs=1e-5)
        assert tiles(frame)[1] == pytest.approx(intervals.true_coverage("wilson", p, n), abs=1e-5)
    wald, wilson = panel(shown["coverage_explorer"][228, 0.5], "lines")["lines"]
    assert wald["colour"] != wilson["colour"]


def test_the_verdict_on_two_boxes_turns_with_the_overlap(shown: dict[str, Any]) -> None:
    at = differences.PAIRS.index(("E35-34", "E35-36"))
    assert "不能说前一项更多" in shown["two_boxes"][at, 0.0]["sentence"]
    assert "可以说前一项更多" in shown["two_boxes"][at, 1.0]["sentence"]
    for (pair, _), frame in shown["two_boxes"].items():
        segments = [series["values"][0] for series in panel(frame, "bars")["series"]]
        first, second = (next(m for m in marginals.MARGINALS if m.claim == id) for id in differences.PAIRS[pair])
        assert sum(segments) == 228
        assert min(segments) >= 0
        assert segments[0] + segments[1] == first.count
        assert segments[0] + segments[2] == second.count
        error = comparisons.two_boxes_error(first.count / 228, second.count / 228, segments[0] / 228, 228)
        low = (first.count - second.count) / 228 - intervals.Z95 * error
        assert ("可以说前一项更多" in frame["sentence"]) == (low > 0)
        [gap] = panel(frame, "lines")["lines"]
        here = gap["x"].index(segments[0])
        assert gap["low"][here] == pytest.approx(100 * low, abs=1e-3)
        assert [marker["y"] for marker in panel(frame, "lines")["markers"]] == [gap["low"][here], gap["high"][here]]
        assert np.all(np.diff(gap["low"]) > 0), "the more people tick both, the surer the gap"


def test_waves_show_the_power(shown: dict[str, Any]) -> None:
    for (change, n), frame in shown["waves_explorer"].items():
        seen = comparisons.power(0.54, 0.54 - change / 100, n, n)
        assert tiles(frame)[0] == pytest.approx(seen, abs=1e-5)
        assert ("够用了" in frame["sentence"]) == (seen >= 0.8)
    assert "65%" in shown["waves_explorer"][11, 228]["sentence"]


def test_holm_puts_false_alarms_out(shown: dict[str, Any]) -> None:
    plain = {key[:2]: tiles(frame)[0] for key, frame in shown["false_alarms"].items() if key[2] == "none"}
    held = {key[:2]: tiles(frame)[0] for key, frame in shown["false_alarms"].items() if key[2] == "holm"}
    assert all(int(held[key]) <= int(plain[key]) for key in plain)
    assert sum(int(value) for value in held.values()) < sum(int(value) for value in plain.values())
    for (tests, _, rule), frame in shown["false_alarms"].items():
        if rule == "none":
            assert tiles(frame)[1] == pytest.approx(comparisons.chance_of_a_false_alarm(tests), abs=1e-5)


def test_raking_ends_at_the_totals_whatever_the_seed(shown: dict[str, Any]) -> None:
    both = {}
    for (seed, step), frame in shown["raking_film"].items():
        assert float(tiles(frame)[1]) == pytest.approx(
            {"没有关系": 1, "常常一起勾": 16, "很少一起勾": 1 / 16}[seed], rel=1e-3
        )
        if step == 12:
            assert float(tiles(frame)[0]) < 0.05
            assert "取决于开头的猜测" in frame["sentence"]
            both[seed] = int(tiles(frame)[2])
    assert both["很少一起勾"] < both["没有关系"] < both["常常一起勾"]


def test_slices_count_all_respondents_and_boast_of_nothing_by_chance(shown: dict[str, Any]) -> None:
    for (question, by), frame in shown["respondents"].items():
        names = panel(frame, "bars")["categories"]
        assert sum(int(re.search(r"（(\d+) 人", name)[1]) for name in names) == 228  # type: ignore[index]
        printed, rebuilt, gap = tiles(frame)
        assert round(float(rebuilt.rstrip("%"))) == float(printed.rstrip("%"))
        [series] = panel(frame, "bars")["series"]
        assert all(
            low <= value <= high
            for low, value, high in zip(series["low"], series["values"], series["high"], strict=True)
        )
        usual = int(re.search(r"(\d+)$", panel(frame, "tiles")["tiles"][2]["note"])[1])  # type: ignore[index]
        if int(gap) < usual - 1:
            assert "不能写成发现" in frame["sentence"], (question, by)
        if int(gap) > usual + 1:
            assert "不能写成发现" not in frame["sentence"], (question, by)
    assert any("只能当练习" in frame["sentence"] for frame in shown["respondents"].values())


def test_brand_split_finds_the_model_s_optimum(shown: dict[str, Any]) -> None:
    market = brand_performance.MARKET
    for (share, weeks, strength), frame in shown["brand_split"].items():
        best, lost = tiles(frame)
        assert lost >= 0
        if strength == "中等":
            assert best == pytest.approx(market.best_share(weeks), abs=1e-5)
            assert lost == pytest.approx(market.loss(share, weeks), abs=1e-5)
    assert "顶是平的" in shown["brand_split"][0.53, 52, "中等"]["sentence"]
    assert "你给的就是最好的" in shown["brand_split"][0.0, 2, "中等"]["sentence"]
    assert tiles(shown["brand_split"][0.53, 52, "较弱"])[0] < tiles(shown["brand_split"][0.53, 52, "较强"])[0]


def test_stock_lasts_as_its_half_life_says(shown: dict[str, Any]) -> None:
    kept = {key: tiles(frame)[1] for key, frame in shown["carry_over"].items()}
    assert float(kept[0.0, "开头四周集中"]) == 0
    assert float(kept[0.97, "开头四周集中"]) > float(kept[0.9, "开头四周集中"]) > 0


def test_stock_is_marked_where_half_of_it_is_gone(shown: dict[str, Any]) -> None:
    for (carry, schedule), frame in shown["carry_over"].items():
        texts = [marker["text"] for marker in panel(frame, "lines")["markers"]]
        assert ("停投" in texts) == (schedule == "开头四周集中"), schedule
        if "剩一半" in texts:
            stop, half = panel(frame, "lines")["markers"]
            assert half["x"] - stop["x"] == pytest.approx(np.log(0.5) / np.log(carry), abs=1e-3)
            assert half["y"] == pytest.approx(stop["y"] / 2, rel=1e-4)
        stock = panel(frame, "lines")["lines"][1]["y"]
        assert max(stock) <= panel(frame, "lines")["y"]["range"][1], (carry, schedule)


def test_noise_spreads_the_optimum() -> None:
    task = widgets.noise_task()
    task.run_to_end()
    assert "54% 到 68%" in task.frame["sentence"]
    assert sum(task.frame["panels"][1]["series"][0]["values"]) == 300


def test_no_plan_beats_the_best_and_following_the_crowd_costs(shown: dict[str, Any]) -> None:
    for (money, floor, crowd, plan), frame in shown["budget_optimiser"].items():
        _value, lost, brand = tiles(frame)
        if plan == "best":
            assert lost == pytest.approx(0, abs=1e-9)
            assert brand >= floor - 1e-4
        elif brand >= floor:
            assert lost >= 0
        bars = panel(frame, "bars")
        assert sum(bars["series"][0]["values"]) == pytest.approx(money, rel=1e-4)
        assert ("没有守住品牌的下限" in frame["sentence"]) == (plan != "best" and brand < floor - 1e-6)
        if plan == "best" and floor == 0:
            margins = panel(frame, "bars", 1)["series"][0]["values"]
            free = [m for m, x in zip(margins, bars["series"][0]["values"], strict=True) if 0.5 < x < 149]
            assert max(free) - min(free) < 0.02, (money, crowd)
    assert "15.5%" in shown["budget_optimiser"][300, 0.0, 1.0, "heat"]["sentence"]
    assert [float(claim(id).figure) for id in media.HEAT] == [87, 67, 52, 26, 8]
    assert budget.total_value(media.MEDIA, [0.0] * 5) == 0


def test_media_intentions_are_the_ledger_s(shown: dict[str, Any]) -> None:
    by_question = {marginal.question: marginal for marginal in marginals.MARGINALS}
    listed = set()
    for (group, kind), frame in shown["media_intentions"].items():
        [bars] = frame["panels"]
        [series] = bars["series"]
        for question, value, low, high in zip(
            bars["categories"], series["values"], series["low"], series["high"], strict=True
        ):
            marginal = by_question[question]
            figure = float(claim(marginal.claim).figure)
            whole, count = (100, round(figure / 100 * 228)) if kind == "percent" else (228, round(figure / 100 * 228))
            assert value == (figure if kind == "percent" else count)
            assert (low, high) == pytest.approx([whole * end for end in intervals.wilson(count, 228)], rel=1e-5)
            listed.add(marginal.claim)
        assert group in media.GROUPS
        assert ("别同「增投」排在一起比" in frame["sentence"]) == (group == "媒介")
    assert listed >= {"E36-19", "E36-24", "E36-29", "E36-31", "E36-34", "E36-39"}


def test_reach_stays_below_always_new_people(shown: dict[str, Any]) -> None:
    for (insertions, habit), frame in shown["reach_explorer"].items():
        audience = reach.fit(0.30, media.HABITS[habit])
        assert tiles(frame)[0] == pytest.approx(audience.reach(insertions), abs=1e-5)
        assert tiles(frame)[0] <= reach.independent_reach(0.3, insertions) + 1e-9
        assert sum(panel(frame, "bars")["series"][0]["values"]) == pytest.approx(100, abs=0.01)
    assert tiles(shown["reach_explorer"][6, "看的总是那批人"])[:2] == [pytest.approx(0.5985, abs=5e-5), "3.01"]


def test_one_price_in_six_ways(shown: dict[str, Any]) -> None:
    for (ecpm, ctr, cvr, outcome), frame in shown["pricing_converter"].items():
        assert ("换哪种计费都亏" in frame["sentence"]) == (ecpm / (1000 * ctr * cvr) > 200)
        costs = panel(frame, "bars")["series"][0]["values"]
        assert len(costs) == len(pricing.MODELS) + 1
        if outcome == "和预计一样":
            assert costs == pytest.approx([100] * 6)
        if outcome == "只有一半":
            assert costs == pytest.approx([200, 200, 100, 100, 200, 200]), (ctr, cvr)
    start = panel(shown["pricing_converter"][30.0, 0.02, 0.03, "和预计一样"], "table")["rows"]
    assert [row[2] for row in start[:5]] == ["30.00 元", "1.50 元", "50.00 元", "25.0%", "3,000.00 元"]


def test_the_auction_room_charges_by_the_rules(shown: dict[str, Any]) -> None:
    assert "付 800 元，留下 1,200 元" in shown["auction_room"][10.0, 100.0, "gsp"]["sentence"]
    assert "付 600 元，留下 1,400 元" in shown["auction_room"][10.0, 100.0, "vcg"]["sentence"]
    for (bid, second, rule), frame in shown["auction_room"].items():
        everyone, clicks = (bid, 4.0, 2.0), (200.0, second)
        kept = auction.utility(10.0, everyone, 0, clicks, rule)
        assert tiles(frame)[0] == f"{kept:,.0f}"
        honest = auction.utility(10.0, (10.0, 4.0, 2.0), 0, clicks, rule)
        assert ("已经最好" in frame["sentence"]) == (rule == "vcg" and kept == honest) or rule == "gsp"
        assert ("照实出价不是最好的" in frame["sentence"]) <= (rule == "gsp")
    assert "1,592" in shown["auction_room"][10.0, 199.0, "gsp"]["sentence"]


def test_each_layer_of_the_funnel_moves_orders_alike(shown: dict[str, Any]) -> None:
    totals = load("campaigns")[["impressions", "orders"]].sum()
    for (line, layer, factor), frame in shown["funnel_flow"].items():
        amounts = [node["value"] for node in panel(frame, "flow")["nodes"]]
        assert amounts == sorted(amounts, reverse=True), (line, layer, factor)
        if line == "全部" and factor == 1:
            assert amounts[-1] == pytest.approx(totals["orders"], rel=1e-5)
    moved = {layer: tiles(shown["funnel_flow"]["全部", layer, 1.1])[1] for layer in range(4)}
    assert len(set(moved.values())) == 1


def test_break_even_counts_the_lines_above_it(shown: dict[str, Any]) -> None:
    totals = load("campaigns").groupby(["platform", "pricing"])[["spend", "revenue"]].sum()
    roas = totals["revenue"] / totals["spend"]
    for (margin, extra), frame in shown["break_even"].items():
        needed = returns.break_even_roas(margin)
        above, paying = (roas >= needed).sum(), (roas * extra * margin > 1.0001).sum()
        assert f"{above} 条够得到保本线 {needed:.2f}" in frame["sentence"]
        assert f"赚钱的是 {paying} 条" in frame["sentence"]
    assert "赚钱的是 2 条" in shown["break_even"][0.2, 1.0]["sentence"], "the commission of 20 % only breaks even"


def test_seeding_is_undercounted_unless_everybody_stays(shown: dict[str, Any]) -> None:
    for (stays, searches), frame in shown["seeding_reports"].items():
        reported, true = (series["values"] for series in panel(frame, "bars")["series"])
        assert true == [4, 2.4]
        assert (reported[0] < true[0]) == (stays < 1)
        assert ("都在站内成交" in frame["sentence"]) == (stays == 1)
        assert ("会砍掉种草" in frame["sentence"]) == (reported[0] < reported[1] and stays < 1), (stays, searches)


def test_bass_says_on_which_side_of_the_peak_one_stands(shown: dict[str, Any]) -> None:
    for (p, q, now), frame in shown["bass_explorer"].items():
        market = diffusion.Bass(p, q)
        assert ("已经过去" in frame["sentence"]) == (market.time_of(now) > market.peak_time + 1e-9)
        assert tiles(frame)[1] == diffusion.group_of(now)
    assert tiles(shown["bass_explorer"][0.03, 0.38, 0.28])[0] == "6.2"


def test_the_learner_can_open_and_close_the_chasm(shown: dict[str, Any]) -> None:
    said = {key: "这就是鸿沟" in frame["sentence"] for key, frame in shown["chasm_explorer"].items()}
    assert said[0.02, 0.16]
    assert not said[0.6, 0.16]


def test_the_axis_brings_54_per_cent_back_to_one_year(shown: dict[str, Any]) -> None:
    def columns(year: str) -> set[str]:
        board = panel(shown["timeline_axis"]["看减的比例", year], "board")
        return {board["columns"][place % len(board["columns"])] for place in board["cells"]["at"]}

    assert columns("said") == {"2023", "2024", "2025"}
    assert columns("checked") == {"2025"}
    for (topic, year), frame in shown["timeline_axis"].items():
        entries = [entry for prefix in sources.TOPICS[topic] for entry in timeline.of_topic(prefix)]
        assert len(panel(frame, "table")["rows"]) == len(entries)
        moved = sum(entry.drifted for entry in entries)
        if year == "said":
            assert (f"有 {moved} 处" in frame["sentence"]) == (moved > 0)
    on_the_axis = {
        entry.claim for topic in sources.TOPICS.values() for each in topic for entry in timeline.of_topic(each)
    }
    assert on_the_axis == {entry.claim for entry in timeline.ENTRIES}, (
        "nothing of the five episodes is left off the axis"
    )
    bars = panel(shown["timeline_axis"]["预算增幅", "checked"], "bars")
    assert [series["values"] for series in bars["series"]] == [
        [None, None, 11, 8, 10],
        [None, 8, 8, None, None],
        [None, None, None, 10, None],
    ]


def test_cards_can_be_sorted_and_figures_are_the_ledger_s() -> None:
    cards = widgets.same_number()
    cards.state = {"placed": {item["id"]: item["bin"] for item in cards.items}, "checked": {}}
    assert len(cards.right) == 5
    assert {item["bin"] for item in cards.items} == {one["id"] for one in cards.bins}
    assert all("53" in item["text"] for item in cards.items)
    claims = widgets.usable_claims()
    assert {item["bin"] for item in claims.items} == {"use", "repair", "leave"}


def test_the_learner_s_money_is_compared_with_the_best_way_to_spend_it() -> None:
    talk = widgets.spend_by_pieces()
    for pick in range(10):
        talk.state = {"history": [3] * pick}
        assert not talk.turn["done"]
        assert f"{300 - 30 * pick} 万元" in talk.turn["prompt"]
    talk.state = {"history": [3] * 10}
    assert talk.turn["done"]
    assert "户外楼宇多给了 180 万" in talk.turn["prompt"]
    best = (budget.by_pieces(spending.MEDIA, 300, 30) / 30).astype(int).tolist()
    assert sum(best) == 10
    talk.state = {"history": [number for number, pieces in enumerate(best) for _ in range(pieces)]}
    assert "没有更好的花法" in talk.turn["prompt"]
    talk.state = {"history": [2, 2]}
    average, latest = (series["values"] for series in panel(talk.turn["frame"], "bars")["series"])
    assert average[2] > latest[2] > 0, "the average hides that the last piece brought less"
    assert average[0] is None


def test_the_meeting_adds_up_for_every_way_through_it() -> None:
    talk = widgets.budget_meeting()
    for picks in itertools.product(range(3), range(4), range(4), range(3)):
        talk.state = {"history": list(picks)}
        assert talk.turn["done"]
        weeks, share, cut = meeting.HORIZONS[picks[2]], meeting.SHARES[picks[1]], meeting.CUTS[picks[0]]
        best = brand_performance.MARKET.best_share(weeks, cut)
        value = brand_performance.MARKET.total_value
        lost = 1 - value(share, weeks, cut) / value(best, weeks, cut)
        assert f"少赚 {lost:.1%}" in talk.turn["prompt"]
        assert ("品牌给少了" in talk.turn["prompt"]) == (lost > 0.06 and share < best)
        assert ("等不到品牌的回报" in talk.turn["prompt"]) == (lost > 0.06 and share > best)
        assert ("对照试验可以写进方案" in talk.turn["prompt"]) == (picks[3] == 1)
    talk.state = {"history": [1]}
    assert "8%" in talk.turn["frame"]["sentence"]
    for at in range(4):
        talk.state = {"history": [0] * at}
        assert not talk.turn["done"]


def test_predictions_come_back_with_words_for_every_guess() -> None:
    truths: dict[str, Any] = {"again": (47.8, 60.5), "both": 21, "brand_share": 61.0}
    for name, (_, answer) in predictions.QUESTIONS.items():
        guesses: Any = list(answer.values)
        if name == "again":
            guesses = [[low, high] for low in guesses[::5] for high in guesses[::5] if low < high]
        answers = {predictions.ANSWERS[name](guess, truths[name]) for guess in guesses}
        assert len(answers) >= 3, name
    assert "很接近" in predictions.ANSWERS["again"]([47, 61], (47.8, 60.5))
    assert "没有罩全" in predictions.ANSWERS["again"]([52, 56], (47.8, 60.5))
    assert [guess for guess in range(0, 125, 3) if predictions.ANSWERS["both"](guess, 21).startswith("对。")] == [21]
    shown = {
        name: widgets.recall(name, truth).frame["panels"][0]["tiles"][1]["value"] for name, truth in truths.items()
    }
    assert shown == {"again": "47.8% 到 60.5%", "both": "21 人", "brand_share": "61%"}


def test_the_guess_about_another_survey_lies_in_the_picture() -> None:
    recalled = widgets.recall("again", (47.8, 60.5))
    assert [band["text"] for band in panel(recalled.frame, "lines")["bands"]] == ["一百次里的九十五次"]
    guessing = widgets.prediction("again")
    guessing.state = {"at": [10, 30], "committed": True}
    low, high = guessing.guess
    own = panel(recalled.frame, "lines")["bands"][1]
    assert (own["low"], own["high"]) == (low, high)


def test_every_quick_question_has_one_right_answer() -> None:
    for name, (_, options) in quick_questions.QUESTIONS.items():
        assert sum(right for _, right, _ in options) == 1, name
        assert widgets.quick_question(name).alt
    assert len(quick_questions.QUESTIONS) == 8


def test_numbers_quoted_in_quick_questions_hold() -> None:
    p, q = 121 / 228, 109 / 228
    errors = comparisons.two_boxes_error_bounds(p, q, 228)
    assert [f"{100 * error:.1f}" for error in errors] == ["1.5", "6.6"]
    told = "".join(why for _, _, why in quick_questions.QUESTIONS["compare"][1])
    assert set(re.findall(r"\d\.\d", told)) == {"1.5", "6.6"}
    advertisers = load("advertisers")
    assert (advertisers["grow_brand"] & advertisers["cut_brand_to_performance"]).sum() == 58
    assert round(100 * intervals.wilson(64, 228)[0]) == 23
    assert round(100 * intervals.wilson(64, 228)[1]) == 34
    error = comparisons.one_question_error(0.54, 0.22, 228)
    assert round(0.32 / error) == 6
    assert round(np.log(0.5) / np.log(0.97)) == 23


def test_the_map_names_every_section() -> None:
    drawn = widgets.concept_map()
    text = " ".join(note.text for note in drawn.layout.annotations)
    assert all(f"第 {number} 节" in text for number in range(1, 10))
