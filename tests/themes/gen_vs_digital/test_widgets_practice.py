"""The widgets on feed, traffic, automation and attribution show what the models compute, and say it truly at every setting."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from explorers import frames, panel, tiles
from statsmodels.stats.proportion import confint_proportions_2indep

from genmarketing.themes.gen_vs_digital import widgets
from genmarketing.themes.gen_vs_digital.generators.journeys import lost_without_any
from genmarketing.themes.gen_vs_digital.models import (
    attribution,
    automation,
    markov,
    push_pull,
    traffic,
)
from genmarketing.themes.gen_vs_digital.widgets import attribution as attribution_views
from genmarketing.themes.gen_vs_digital.widgets import feed as feed_views
from genmarketing.ui import Explorer

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
        paid, owned = (np.array(series["values"], dtype=float) for series in panel(frame, "bars")["series"])
        both, only_paid = paid + owned, np.where(np.arange(24) < stop, 10_000.0, 0.0)
        month = traffic.overtaking_month(both, only_paid)
        said = re.search(r"到第 (\d+) 个月", frame["sentence"])
        assert said is None or (share > 0 and int(said[1]) == month)
        assert ("追不上" in frame["sentence"]) == (share > 0 and both.sum() <= only_paid.sum())
        assert not paid[stop:].any()
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
        assert ("次序和分数一样" in frame["sentence"]) == (many and high > middle > low)
        verdicts.add(frame["sentence"].split("。")[1])
    assert len(verdicts) == 3, "the learner meets a score in order, one that is not, and one on too few people"


def test_a_difference_within_the_error_is_not_called_one(explorers: dict[str, Explorer]) -> None:
    for frame in frames(explorers["score_check"]).values():
        bars = panel(frame, "bars")
        high, middle, _ = bars["series"][0]["values"]
        many, others, _ = (int(re.search(r"(\d+) 人", name)[1]) for name in bars["categories"])  # type: ignore[index]
        low, top = confint_proportions_2indep(round(high * many), many, round(middle * others), others, method="wald")
        assert ("还分不出高下" in frame["sentence"]) == (many >= 15 and low <= 0 <= top)


def test_points_for_buying_spoil_the_score(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["score_check"])
    assert "次序和分数不一样" in shown[20.0, 7.0, 20.0]["sentence"]
    assert "次序和分数一样" in shown[0.0, 7.0, 20.0]["sentence"]


def test_every_message_of_a_journey_is_accounted_for(explorers: dict[str, Explorer], log: pd.DataFrame) -> None:
    for (trigger, wait, again, cap, lift), frame in frames(explorers["journey_builder"]).items():
        if lift:
            continue
        nodes = panel(frame, "flow")["nodes"]
        due, waiting, *outcomes = (node["value"] for node in nodes)
        assert due == waiting == sum(outcomes[:4])
        if again:
            first_sent, again_due = outcomes[0], outcomes[4]
            assert sum(outcomes[5:]) == again_due <= first_sent
            late = re.search(r"另有 (\d+) 次，到日志结束", frame["sentence"])
            assert (int(late[1]) if late else 0) == first_sent - again_due
        else:
            assert len(outcomes) == 4
        if (trigger, wait) == ("加购", 24.0):
            played = automation.run_journey(log, automation.JourneyRule(trigger, (wait, *again), cap))
            assert sum(outcomes[:4]) + sum(outcomes[5:]) == len(played)
            assert tiles(frame)["发出"] == (played["outcome"] == automation.SENT).sum()


def test_a_lower_cap_sends_fewer(explorers: dict[str, Explorer]) -> None:
    shown = frames(explorers["journey_builder"])
    for trigger, wait, again in itertools.product(("加购", "浏览"), (1.0, 24.0, 48.0), ((), (48.0,))):
        sent = [tiles(shown[trigger, wait, again, cap, 0.0])["发出"] for cap in (1, 2, 3)]
        assert sent == sorted(sent)
        assert sent[0] < sent[2]


def test_what_the_back_office_reports_is_what_would_come_anyway_and_what_was_won(
    explorers: dict[str, Explorer],
) -> None:
    for (*_, lift), frame in frames(explorers["journey_builder"]).items():
        shown = tiles(frame)
        won = shown["提醒多卖"]
        assert shown["后台会报的转化"] == pytest.approx(shown["本来就会买的"] + won / shown["发出"], abs=1e-3)
        assert (won == 0) == (lift == 0)
        assert ("比退订的还少" in frame["sentence"]) == (0 < won < shown["预计退订"])


# Attribution


def test_each_rule_gives_out_all_conversions_but_the_platforms_more(
    explorers: dict[str, Explorer], journeys: list[attribution.Journey]
) -> None:
    sold = attribution.conversions(journeys)
    shown = frames(explorers["attribution_compare"])
    for (rule, view), frame in shown.items():
        credited = panel(frame, "bars")["series"][0]["values"]
        total = tiles(frame)["分出去的合计"]
        assert sum(credited) == pytest.approx(total, rel=1e-3)
        assert total == pytest.approx(1878 if rule == attribution_views.CLAIMS else sold, abs=1)
        assert tiles(frame)["渠道合起来促成的（真相）"] == pytest.approx(lost_without_any() * sold, rel=1e-4)
        if view == "walls" and rule != attribution_views.CLAIMS:
            whole = panel(shown[rule, "all"], "bars")["series"][0]["values"]
            assert panel(frame, "bars")["series"][1]["values"] == whole
            hidden = [name.endswith("▣") for name in panel(frame, "bars")["categories"]]
            assert sum(hidden) == 3
            assert all(value == 0 for value, behind in zip(credited, hidden, strict=True) if behind)


def test_the_channel_named_is_overpaid_most(explorers: dict[str, Explorer]) -> None:
    for (rule, _), frame in frames(explorers["attribution_compare"]).items():
        if rule != attribution_views.CLAIMS:
            bars = panel(frame, "bars")
            credited, *_, caused = (np.array(series["values"]) for series in bars["series"])
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
