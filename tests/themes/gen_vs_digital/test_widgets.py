"""The widgets of theme 03 show what the models compute, say it in a sentence, and say it truly at every setting."""

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
from genmarketing.themes.gen_vs_digital import widgets
from genmarketing.themes.gen_vs_digital.generators.journeys import lost_without, lost_without_any
from genmarketing.themes.gen_vs_digital.models import (
    attribution,
    automation,
    intermediary,
    market,
    markov,
    need_finding,
    push_pull,
    supervision,
    traffic,
    versions,
)
from genmarketing.themes.gen_vs_digital.widgets import attribution as attribution_views
from genmarketing.themes.gen_vs_digital.widgets import automation as automation_views
from genmarketing.themes.gen_vs_digital.widgets import feed as feed_views
from genmarketing.themes.gen_vs_digital.widgets import need as need_views
from genmarketing.themes.gen_vs_digital.widgets import predictions, quick_questions, sorters
from genmarketing.themes.gen_vs_digital.widgets import supervision as supervision_views
from genmarketing.ui import Explorer

LARGEST = 300_000
"""Bytes of one explorer's grid: a page holds two dozen of them."""

TASTES = ["taste_light", "taste_plain", "taste_sturdy"]


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


def panel(frame: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each for each in frame["panels"] if each["kind"] == kind)


def tiles(frame: dict[str, Any]) -> dict[str, Any]:
    return {tile["label"]: tile["value"] for tile in panel(frame, "tiles")["tiles"]}


@pytest.fixture(scope="module")
def people() -> market.Shoppers:
    shoppers = load("shoppers")
    return market.Shoppers(shoppers[TASTES].to_numpy(), shoppers["group"].to_numpy())


@pytest.fixture(scope="module")
def catalogue() -> need_finding.Catalogue:
    return need_finding.Catalogue.from_table(load("products"), list(need_views.ASKED), 0.1)


@pytest.fixture(scope="module")
def courses(catalogue: need_finding.Catalogue) -> dict[str, need_finding.Course]:
    shoppers = load("shoppers").head(60)
    number = {product: n for n, product in enumerate(load("products")["product_id"])}
    needs = shoppers["fits"].map(number).to_numpy()
    return need_finding.compare_orders(catalogue, needs, catalogue.codes(shoppers), 8, np.random.default_rng(1))


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return load("events").assign(time=lambda table: pd.to_datetime(table["time"]))


@pytest.fixture(scope="module")
def scored(log: pd.DataFrame) -> tuple[list[float], list[bool]]:
    now = log["time"].min().normalize() + pd.Timedelta(days=automation_views.DAY)
    scores = automation.lead_scores(log, now, {**automation.POINTS, "下单": 0})
    week = log[(log["time"] > now) & (log["time"] <= now + pd.Timedelta(days=7)) & (log["event"] == "下单")]
    return list(scores), list(scores.index.isin(week["shopper_id"]))


@pytest.fixture(scope="module")
def activities() -> pd.DataFrame:
    columns = ["activity", "spend", "online", "measured", "database", "digital"]
    rows = [("电视广告", 30, 0, 0, 0, 1), ("自动化邮件", 50, 1, 1, 1, 1), ("导购手册", 20, 0, 0, 0, 0)]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[2:], bool))


@pytest.fixture(scope="module")
def journeys() -> list[attribution.Journey]:
    return attribution.journeys_from_table(load("journeys"))


@pytest.fixture(scope="module")
def walled() -> set[str]:
    touches = load("journeys")
    return set(touches.loc[touches["walled"], "channel"])


@pytest.fixture(scope="module")
def explorers(
    people: market.Shoppers,
    courses: dict[str, need_finding.Course],
    log: pd.DataFrame,
    scored: tuple[list[float], list[bool]],
    activities: pd.DataFrame,
    journeys: list[attribution.Journey],
    walled: set[str],
) -> dict[str, Explorer]:
    products = load("products")
    fit = intermediary.fit_from_tastes(people.tastes, products[TASTES].to_numpy())
    three = [
        attribution.Journey(("短视频", "达人", "搜索"), (2.0, 1.0, 0.0), True),
        attribution.Journey(("短视频",), (0.0,), False),
        attribution.Journey(("达人", "搜索"), (1.0, 0.0), False),
    ]
    return {
        "three_systems": widgets.three_systems(people),
        "winner_map": widgets.winner_map(people),
        "two_savings": widgets.two_savings(),
        "versions_explorer": widgets.versions_explorer(people),
        "question_orders": widgets.question_orders(courses),
        "intermediary_dial": widgets.intermediary_dial(fit, products["price"].to_numpy(dtype=float)),
        "supervision_dial": widgets.supervision_dial(),
        "outreach_dial": widgets.outreach_dial(*scored),
        "bubble_dial": widgets.bubble_dial(),
        "definition_table": widgets.definition_table(activities),
        "pool_view": widgets.pool_view(load("journeys")),
        "funnel_levers": widgets.funnel_levers(),
        "paid_and_owned": widgets.paid_and_owned(),
        "push_frequency": widgets.push_frequency(),
        "score_check": widgets.score_check(log),
        "journey_builder": widgets.journey_builder(log),
        "attribution_compare": widgets.attribution_compare(
            journeys,
            walled,
            dict(lost_without() * attribution.conversions(journeys)),
            lost_without_any() * attribution.conversions(journeys),
        ),
        "removal_flow": widgets.removal_flow(three),
    }


def test_every_explorer_is_small_and_each_frame_says_something(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        assert len(json.dumps(explorer.grid, ensure_ascii=False).encode()) < LARGEST, name
        for values, frame in frames(explorer).items():
            assert frame["sentence"].endswith("。"), (name, values)
            assert not re.search(r"nan|inf", frame["sentence"]), (name, values)


def test_every_control_changes_what_is_shown(explorers: dict[str, Explorer]) -> None:
    for name, explorer in explorers.items():
        shown = frames(explorer)
        for number, control in enumerate(explorer._controls):
            seen: dict[tuple[Any, ...], set[str]] = {}
            for values, frame in shown.items():
                others = values[:number] + values[number + 1 :]
                seen.setdefault(others, set()).add(json.dumps(frame))
            assert any(len(different) > 1 for different in seen.values()), (name, control.name)


def test_chinese_text_uses_full_width_punctuation_and_keeps_its_distance(explorers: dict[str, Explorer]) -> None:
    slip = re.compile(
        r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]"
    )
    texts = [frame["sentence"] for explorer in explorers.values() for frame in frames(explorer).values()]
    texts += [
        part
        for question, options in quick_questions.QUESTIONS.values()
        for part in (question, *(o[0] + o[2] for o in options))
    ]
    for items in (sorters.PRACTICES, sorters.CHANGES, sorters.TASKS, sorters.DRAWBACKS):
        texts += [part for item in items for part in (item.text, item.because, *item.hints.values())]
    texts += [question for question, _ in predictions.QUESTIONS.values()]
    for text in texts:
        assert not slip.search(text), text


# The market


def test_the_winner_in_the_sentence_earns_most(explorers: dict[str, Explorer], people: market.Shoppers) -> None:
    seen = set()
    for (number, cost, wrong), frame in frames(explorers["three_systems"]).items():
        modes = market.three_modes(people, market.Prices(generation=cost), misassigned=wrong)
        best = market.winner(modes, number)
        seen.add(best)
        drawn = panel(frame, "bars")["series"][0]["values"]
        assert drawn == pytest.approx([mode.profit(number) / 1e4 for mode in modes], rel=1e-4, abs=1e-3)
        if best == market.NOBODY:
            assert "三种做法都亏" in frame["sentence"]
            assert max(drawn) <= 0
        else:
            assert f"{best}赚得最多" in frame["sentence"]
    assert seen == {*market.MODES, market.NOBODY}, "the learner must be able to make each of them win"


def test_the_map_colours_each_cell_by_its_winner(explorers: dict[str, Explorer], people: market.Shoppers) -> None:
    for (turns, margin), frame in frames(explorers["winner_map"]).items():
        counts = [int(count) for count in re.findall(r" (\d+) 格", frame["sentence"])]
        assert sum(counts) == 48, (turns, margin)
        won = dict.fromkeys((*market.MODES, market.NOBODY), 0)
        for cost in (0.02, 0.1, 0.2, 0.5, 1.0, 2.0):
            modes = market.three_modes(people, market.Prices(generation=cost, margin=margin), turns=turns)
            for number in (2_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000):
                won[market.winner(modes, number)] += 1
        assert counts == list(won.values())
        assert ("三种做法各有地盘" in frame["sentence"]) == all(won[mode] for mode in market.MODES)


def test_the_start_of_the_map_has_all_three_colours(explorers: dict[str, Explorer]) -> None:
    explorer = explorers["winner_map"]
    assert "三种做法各有地盘" in frames(explorer)[tuple(explorer.values.values())]["sentence"]


def test_the_best_number_of_versions_is_marked(explorers: dict[str, Explorer], people: market.Shoppers) -> None:
    numbers = [1, 2, 4, 8, 16, 32, 64, 128]
    per_person = versions.mismatch_by_versions(people.tastes, numbers, np.random.default_rng(1))
    for (cost, number), frame in frames(explorers["versions_explorer"]).items():
        profits = [
            number * (120 * market.purchase_probability(each).mean() - 0.6) - cost * n
            for n, each in zip(numbers, per_person, strict=True)
        ]
        marker = frame["panels"][0]["markers"][0]
        assert marker["x"] == numbers[int(np.argmax(profits))]
        assert marker["y"] == pytest.approx(max(profits) / 1e4, rel=1e-4)


def test_nothing_shared_saves_nothing(explorers: dict[str, Explorer]) -> None:
    for (kinds, shared), frame in frames(explorers["two_savings"]).items():
        alone, together = panel(frame, "bars")["series"][0]["values"]
        assert (alone > together) == (kinds > 1 and shared > 0)
        assert (
            "省" in frame["sentence"] and "不省" not in frame["sentence"] and "省不了" not in frame["sentence"]
        ) == (alone > together)


# Needs


def test_the_dialogue_asks_the_best_question_and_ends(catalogue: need_finding.Catalogue) -> None:
    talk = widgets.need_dialogue(catalogue)
    assert talk.turn["prompt"] == need_views.ASKED["scene"]
    rng = np.random.default_rng(1)
    for need in range(0, 36, 7):
        talk.state = {"history": []}
        dialogue = need_finding.Dialogue(catalogue)
        for _ in range(9):
            if talk.turn["done"]:
                break
            question = need_finding.next_question(
                catalogue, dialogue.belief, dialogue.asked, need_finding.ORDERS[0], rng
            )
            assert question is not None
            assert talk.turn["prompt"] == need_views.ASKED[catalogue.questions[question]]
            answer = int(catalogue.answers[need, question])
            dialogue.hear(question, answer)
            talk.state = {"history": [*talk.history, answer]}
        assert talk.turn["done"]
        assert catalogue.products[dialogue.recommendation] in talk.turn["prompt"]
        assert dialogue.recommendation == need, "without slips it finds what was in mind"
        assert "退货" in talk.turn["frame"]["sentence"], "the useless question was never asked"


def test_the_orders_meet_at_the_end(explorers: dict[str, Explorer], courses: dict[str, need_finding.Course]) -> None:
    shown = frames(explorers["question_orders"])
    assert "三种次序一样" in shown[(8,)]["sentence"]
    for (asked,), frame in shown.items():
        if asked < 8:
            for order, course in courses.items():
                assert f"{order} {course.right[asked]:.0%}" in frame["sentence"]


def test_more_commission_never_helps_the_customer(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["intermediary_dial"]).values():
        fit, commission = (line["y"] for line in panel(frame, "lines")["lines"])
        assert np.all(np.diff(fit) <= 1e-6)
        assert np.all(np.diff(commission) >= -1e-6)


# Dimensions


def test_the_cheapest_watch_is_cheapest(explorers: dict[str, Explorer]) -> None:
    let_go = 0
    for (error, damage, check), frame in frames(explorers["supervision_dial"]).items():
        costs = panel(frame, "bars")["series"][0]["values"]
        assert costs[3] == min(costs)
        best, _ = supervision.best_supervision([error] * 4, supervision_views.CATCHES, check, damage)
        let_go += not best
        assert ("放手更省" in frame["sentence"]) == (not best)
    assert 0 < let_go < 48, "both letting go and watching must be able to win"


def test_speaking_first_is_worth_it_exactly_where_it_pays(
    explorers: dict[str, Explorer], scored: tuple[list[float], list[bool]]
) -> None:
    verdicts = set()
    for (cut, annoyance), frame in frames(explorers["outreach_dial"]).items():
        right, wrong = supervision.outreach(*scored, cut)
        worth = right * supervision_views.GAIN - wrong * annoyance
        assert tiles(frame)["合起来"] == pytest.approx(worth)
        assert ("值得先开口" in frame["sentence"]) == (worth > 0)
        verdicts.add(worth > 0)
    assert verdicts == {True, False}


def test_sorters_have_right_answers_of_every_kind() -> None:
    for items, bins in (
        (sorters.PRACTICES, sorters.ERAS),
        (sorters.CHANGES, sorters.DIMENSIONS),
        (sorters.TASKS, sorters.KINDS),
        (sorters.DRAWBACKS, sorters.CHECKS),
    ):
        assert {item.bin for item in items} == {name for name, _ in bins}
        assert len({item.because for item in items}) == len(items)
    assert [item.text.split("：")[0] for item in sorters.DRAWBACKS] == [
        "隐私",
        "成本",
        "疲劳",
        "偏差",
        "碎片",
        "同质",
        "依赖",
    ]


# The feed


def test_more_chance_means_fewer_clicks_and_more_breadth(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["bubble_dial"]).values():
        clicks, breadth, _ = (line["y"] for line in panel(frame, "lines")["lines"])
        assert clicks[0] > clicks[4] > clicks[-1]
        assert breadth[0] < breadth[4] < breadth[-1]


def test_what_drift_adds_is_said_truly(explorers: dict[str, Explorer]) -> None:
    for (epsilon, drift), frame in frames(explorers["bubble_dial"]).items():
        if "口味不会变的话" in frame["sentence"]:
            still = feed_views._dialled(epsilon, 0.0).click_rate
            assert f"{still:.1%}" in frame["sentence"]
            assert tiles(frame)["点击率"] > still + 0.02, (epsilon, drift)


def test_the_long_run_compares_five_policies() -> None:
    button = widgets.policy_task()
    button.run_to_end()
    assert button.status["phase"] == "done"
    clicks, found = button.frame["panels"]
    assert len(clicks["categories"]) == 5
    assert clicks["highlighted"] == [0]
    favourites = found["series"][0]["values"]
    assert max(favourites) > favourites[0] + 0.05
    assert "点得最多的，不是最懂人的" in button.frame["sentence"]


# Traffic


def test_counted_rows_and_share_agree(explorers: dict[str, Explorer], activities: pd.DataFrame) -> None:
    for (definition,), frame in frames(explorers["definition_table"]).items():
        table = panel(frame, "table")
        assert table["highlighted"] == [i for i, row in enumerate(table["rows"]) if row[0] == "算"]
        assert f"{traffic.digital_share(activities, definition):.0%}" in frame["sentence"]


def test_the_highest_pool_changes_with_the_way_of_counting(explorers: dict[str, Explorer]) -> None:
    best = set()
    for frame in frames(explorers["pool_view"]).values():
        bars = panel(frame, "bars")
        values = bars["series"][0]["values"]
        assert bars["highlighted"] == [int(np.argmax(values))]
        name = bars["categories"][bars["highlighted"][0]]
        assert f"{name}池最高（{max(values):.0%}）" in frame["sentence"]
        best.add(name)
    assert len(best) > 2


def test_any_single_lever_lifts_alike(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["funnel_levers"])
    single = [frame for values, frame in shown.items() if sorted(values) == [1.0, 1.0, 1.0, 1.3]]
    assert len(single) == 4
    assert len({tiles(frame)["再买"] for frame in single}) == 1
    assert tiles(shown[1.0, 1.0, 1.0, 1.0])["再买"] == 120


def test_own_content_catches_up_when_the_sentence_says_so(explorers: dict[str, Explorer]) -> None:
    outcomes = set()
    for (share, _, stop), frame in frames(explorers["paid_and_owned"]).items():
        paid, owned, both = (np.array(line["y"], dtype=float) for line in panel(frame, "lines")["lines"])
        assert both == pytest.approx(paid + owned, rel=1e-4, abs=1)
        only_paid = np.where(np.arange(24) < stop, 10_000.0, 0.0)
        month = traffic.overtaking_month(both, only_paid)
        said = re.search(r"到第 (\d+) 个月", frame["sentence"])
        assert said is None or (share > 0 and int(said[1]) == month)
        assert ("追不上" in frame["sentence"]) == (share > 0 and both.sum() <= only_paid.sum())
        outcomes.add((share == 0, said is not None))
    assert outcomes == {(True, False), (False, True), (False, False)}


def test_the_best_frequency_is_the_model_s(explorers: dict[str, Explorer]) -> None:
    said = set()
    for (per_week, fatigue, _), frame in frames(explorers["push_frequency"]).items():
        best = push_pull.best_frequency(push_pull.PushList(fatigue=fatigue))
        assert tiles(frame)["一年里最好的频次"] == best
        assert ("太多" in frame["sentence"]) == (per_week > best)
        assert ("是这一年的最好" in frame["sentence"]) == (per_week == best)
        said.add((per_week > best) - (per_week < best))
    assert said == {-1, 0, 1}


# Automation


def test_a_score_is_praised_only_when_it_is_in_order(explorers: dict[str, Explorer]) -> None:
    verdicts = set()
    for frame in frames(explorers["score_check"]).values():
        bars = panel(frame, "bars")
        high, middle, low = bars["series"][0]["values"]
        many = int(re.search(r"(\d+) 人", bars["categories"][0])[1]) >= 15  # type: ignore[index]
        assert ("对得上" in frame["sentence"]) == (many and high > middle > low)
        verdicts.add(frame["sentence"].split("。")[1])
    assert len(verdicts) == 3, "the learner meets a useful score, a useless one, and one on too few people"


def test_points_for_buying_spoil_the_score(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["score_check"])
    assert "高分反而不如中分" in shown[20.0, 7.0, 20.0]["sentence"]
    assert "对得上" in shown[0.0, 7.0, 20.0]["sentence"]


def test_a_verdict_about_the_order_is_about_high_and_middle(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["score_check"]).values():
        if "高分反而不如中分" in frame["sentence"]:
            high, middle, _ = panel(frame, "bars")["series"][0]["values"]
            assert high <= middle


def test_every_message_of_a_journey_is_accounted_for(explorers: dict[str, Explorer], log: pd.DataFrame) -> None:
    for (trigger, wait, cap, lift), frame in frames(explorers["journey_builder"]).items():
        if lift:
            continue
        flow = panel(frame, "flow")
        due, waiting, *outcomes = (node["value"] for node in flow["nodes"])
        assert due == waiting == sum(outcomes)
        if (trigger, wait) == ("加购", 24.0):
            played = automation.run_journey(log, automation.JourneyRule(trigger, wait, cap))
            assert due == len(played)
            assert tiles(frame)["发出"] == (played["outcome"] == automation.SENT).sum()


def test_without_an_effect_nothing_more_is_sold(explorers: dict[str, Explorer]) -> None:
    for (*_, lift), frame in frames(explorers["journey_builder"]).items():
        sold = tiles(frame)["预计多卖"]
        assert (sold == 0) == (lift == 0)
        assert ("比退订的还少" in frame["sentence"]) == (0 < sold < tiles(frame)["预计退订"])


# Attribution


def test_each_rule_gives_out_all_conversions_but_the_platforms_more(
    explorers: dict[str, Explorer], journeys: list[attribution.Journey]
) -> None:
    sold = attribution.conversions(journeys)
    for (rule, view), frame in frames(explorers["attribution_compare"]).items():
        credited = panel(frame, "bars")["series"][0]["values"]
        total = tiles(frame)["分出去的合计"]
        assert sum(credited) == pytest.approx(total, rel=1e-3)
        assert total == pytest.approx(1878 if rule == attribution_views.CLAIMS else sold, abs=1)
        assert tiles(frame)["渠道合起来促成的（真相）"] == pytest.approx(lost_without_any() * sold, rel=1e-4)
        if view == "walls" and rule != attribution_views.CLAIMS:
            hidden = [name.endswith("▣") for name in panel(frame, "bars")["categories"]]
            assert sum(hidden) == 3
            assert all(value == 0 for value, behind in zip(credited, hidden, strict=True) if behind)


def test_the_channel_named_is_overpaid_most(explorers: dict[str, Explorer]) -> None:
    for (rule, _), frame in frames(explorers["attribution_compare"]).items():
        if rule != attribution_views.CLAIMS:
            bars = panel(frame, "bars")
            credited, caused = (np.array(series["values"]) for series in bars["series"])
            name = bars["categories"][int(np.argmax(credited - caused))].removesuffix(" ▣")
            assert f"多分得最厉害的是{name}" in frame["sentence"]


def test_removal_shows_the_chain_and_what_is_lost(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["removal_flow"])
    assert tiles(shown[("不拿",)])["少掉几成"] == 0
    assert tiles(shown[("短视频",)])["少掉几成"] == pytest.approx(0.5)
    assert tiles(shown[("达人",)])["少掉几成"] == pytest.approx(1)
    for (removed,), frame in shown.items():
        flow = panel(frame, "flow")
        names = [node["name"] for node in flow["nodes"]]
        for name in names:
            if name in (markov.SALE, markov.NOTHING, removed):
                continue
            leaving = sum(link["value"] for link in flow["links"] if names[link["source"]] == name)
            assert leaving == pytest.approx(1, abs=1e-6), (removed, name)


# Guesses, questions, map


def test_a_quick_question_has_one_right_option_and_answers_each() -> None:
    for name, (_, options) in quick_questions.QUESTIONS.items():
        assert [right for _, right, _ in options].count(True) == 1, name
        assert widgets.quick_question(name).answered is None


def test_a_guess_comes_back_with_what_it_was() -> None:
    for name, truth, near, far in (("three_questions", 62.0, 62, 10), ("claimed", 354.0, 360, 100)):
        guess, back = widgets.prediction(name), widgets.recall(name, truth=truth)
        values = predictions.QUESTIONS[name][1].values
        assert "还没有下注" in back.frame["sentence"]
        guess.state = {"at": list(values).index(far), "committed": True}
        assert "很近" not in back.frame["sentence"]
        guess.state = {"at": list(values).index(near), "committed": True}
        assert "很近" in back.frame["sentence"]


def test_the_guess_about_clicks_knows_the_winner() -> None:
    options = predictions.QUESTIONS["most_clicks"][1].values
    said = [predictions.ANSWERS["most_clicks"](option, None) for option in options]
    assert [text.startswith("对。") for text in said] == [option == predictions.MOST_CLICKS for option in options]


def test_the_map_describes_itself_for_those_who_cannot_see_it() -> None:
    drawn = widgets.concept_map()
    assert drawn.layout.meta["alt"].startswith("概念图：")
    titles = [note.text for note in drawn.layout.annotations]
    for section in range(1, 10):
        assert any(f"第 {section} 节" in title for title in titles)
