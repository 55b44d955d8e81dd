"""The widgets of theme 06 show what the models compute, say it in a sentence, and say it truly at the edges."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import claim, load, published
from genmarketing.themes.genz_content import widgets
from genmarketing.themes.genz_content.models import (
    cleaning,
    compliance,
    creators,
    diversity,
    experiments,
    forms,
    layers,
    matrices,
    production_line,
    segmentation,
    sentiment,
    tag_graph,
)
from genmarketing.themes.genz_content.widgets import cleaning as cleaning_views
from genmarketing.themes.genz_content.widgets import experiments as experiment_views
from genmarketing.themes.genz_content.widgets import layers as layer_views
from genmarketing.themes.genz_content.widgets import predictions, production, quick_questions
from genmarketing.themes.genz_content.widgets.concept_map import ARROWS, STATIONS
from genmarketing.ui import Explorer, Writer

LARGEST = 300_000
"""Bytes of one explorer's grid: a page holds a dozen of them."""

EXPLORERS = (
    "cleaning_errors",
    "collectible_odds",
    "community_explorer",
    "compliance_exam",
    "content_line",
    "conversion_matrix",
    "creator_picker",
    "drama_placement",
    "index_certainty",
    "keyword_bench",
    "layer_planner",
    "love_course",
    "mood_exam",
    "peeking_rates",
    "podcast_or_live",
    "sample_size_explorer",
    "seeding_matrix",
    "shrinkage_dial",
    "tag_explorer",
)
WRITERS = ("cleaning_bench", "compliance_checker", "mood_bench", "segment_bench")

Shown = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


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


def answered(writer: Writer, **values: Any) -> dict[str, Any]:
    """Return what a writer shows when these fields and controls are changed, the others left as they are."""
    state = json.loads(json.dumps(writer.state))
    for name, value in values.items():
        if name in state["texts"]:
            state["texts"][name] = value
        else:
            control = next(each for each in writer._controls if each.name == name)
            state["controls"][name] = list(control.values).index(value)
    writer._asked(None, {"ask": "respond", "number": writer.answer["to"] + 1, "state": state}, [])
    return writer.frame | {"sentence": writer.answer["problem"] or writer.frame["sentence"]}


def places(frame: dict[str, Any]) -> dict[str, str]:
    """Label -> group of each point."""
    scatter = panel(frame, "scatter")
    names = [group["name"] for group in scatter["groups"]]
    points = scatter["points"]
    return {label: names[int(group)] for label, group in zip(points["labels"], points["groups"], strict=True)}


STEPS = {
    "全角": cleaning.narrow,
    "拼音": cleaning.without_pinyin,
    "繁体": cleaning.simplified,
    "错字": lambda text: cleaning.unscanned(text, segmentation.known_words()),
}


@pytest.fixture(scope="module")
def posts() -> pd.DataFrame:
    return load("posts")


@pytest.fixture(scope="module")
def model(posts: pd.DataFrame) -> sentiment.NaiveBayes:
    return sentiment.NaiveBayes(posts["clean"].iloc[:2800], posts["mood"].iloc[:2800])


@pytest.fixture(scope="module")
def explorers(posts: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Explorer]:
    given: dict[str, tuple[Any, ...]] = {
        "cleaning_errors": (posts, STEPS),
        "compliance_exam": (load("compliance_set"),),
        "creator_picker": (posts, load("creators")),
        "keyword_bench": (posts, segmentation.Segmenter(posts["tag"].unique())),
        "mood_exam": (posts.iloc[:2800], posts.iloc[2800:], load("sentiment_set")),
        **dict.fromkeys(("community_explorer", "conversion_matrix", "seeding_matrix", "tag_explorer"), (posts,)),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GENMARKETING_PROGRESS", str(tmp_path_factory.mktemp("progress") / "progress.sqlite"))
        return {name: getattr(widgets, name)(*given.get(name, ())) for name in EXPLORERS}


@pytest.fixture(scope="module")
def shown(explorers: dict[str, Explorer]) -> Shown:
    return {name: frames(explorer) for name, explorer in explorers.items()}


def test_every_widget_is_tested() -> None:
    others = {"concept_map", "form_sorter", "peeking_game", "prediction", "quick_question", "recall", "usable_claims"}
    assert set(widgets.__all__) == {*EXPLORERS, *WRITERS, *others}


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_explorer_is_small_and_each_frame_says_something(
    name: str, explorers: dict[str, Explorer], shown: Shown
) -> None:
    assert len(json.dumps(explorers[name].grid, ensure_ascii=False).encode()) < LARGEST
    half_width = re.compile(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")
    for values, frame in shown[name].items():
        assert frame["sentence"].endswith(("。", "！", "？")), values
        assert not re.search(r"nan|inf|None", frame["sentence"]), values
        assert not half_width.search(frame["sentence"]), frame["sentence"]


@pytest.mark.parametrize("name", EXPLORERS)
def test_no_bar_leaves_its_picture(name: str, shown: Shown) -> None:
    for values, frame in shown[name].items():
        for bars in (each for each in frame["panels"] if each["kind"] == "bars"):
            highest = max(value for series in bars["series"] for value in series["values"])
            assert bars["y"]["range"] is None or highest <= bars["y"]["range"][1], values


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_changes_what_is_shown(name: str, explorers: dict[str, Explorer], shown: Shown) -> None:
    for number, control in enumerate(explorers[name]._controls):
        seen: dict[tuple[Any, ...], set[str]] = {}
        for values, frame in shown[name].items():
            seen.setdefault(values[:number] + values[number + 1 :], set()).add(json.dumps(frame))
        assert any(len(different) > 1 for different in seen.values()), control.name


# Text


def test_washing_shows_what_was_changed_and_what_was_taken_out() -> None:
    bench = widgets.cleaning_bench(STEPS)
    assert tiles(answered(bench, text="种zhong草Ａ", upto=1)) == ["全角", 1, "8 → 8"]
    frame = answered(bench, text="种zhong草Ａ", upto=2)
    assert tiles(frame)[2] == "8 → 3"
    assert "还没有动过" in answered(bench, text="种zhong草Ａ", upto=0)["sentence"]
    parts, changes = cleaning_views.changed("种zhong草Ａ", "种草A")
    assert changes == 2
    assert [getattr(part, "text", part) for part in parts] == ["种", "zhong", "草", "A"]
    assert "先写一句" in answered(bench, text=" ")["sentence"]


def test_the_default_post_shows_one_thing_washed_wrongly() -> None:
    frame = widgets.cleaning_bench(STEPS).frame
    marked = "".join(panel(frame, "marked")["texts"])
    assert "评论区间地址" in marked
    assert "emo了" in marked
    assert "种草一家" in marked


def test_cleaning_in_order_leaves_less_than_backwards(shown: Shown) -> None:
    for kind in cleaning_views.KINDS:
        forward, backward = (
            float(tiles(shown["cleaning_errors"][kind, order])[1]) for order in ("forward", "backward")
        )
        assert forward < backward
        assert "照原来的次序只剩" in shown["cleaning_errors"][kind, "backward"]["sentence"]
        assert "改对的都比改错的多" in shown["cleaning_errors"][kind, "forward"]["sentence"]


def test_words_of_one_s_own_come_out_whole_and_a_blank_keeps_them_apart() -> None:
    bench = widgets.segment_bench()
    before, after = bench.frame, answered(bench, words="茶饮，松弛感，显眼包")
    assert tiles(before)[1] == 0
    assert tiles(after)[1] == 3
    assert "用上了 3 个" in after["sentence"]
    assert "空格处断开" in answered(bench, words="City Walk")["sentence"]
    assert "没有切出来" in answered(bench, words="奶茶")["sentence"]
    assert "全模式" in answered(bench, words="", mode="full")["sentence"]
    kinds = [row[0] for row in panel(after, "table")["rows"]]
    assert kinds == ["名词 n", "动词 v", "形容词 a"]
    assert "松弛感" in panel(after, "table")["rows"][0][1]


def test_the_bench_cuts_as_the_segmenter_does() -> None:
    bench = widgets.segment_bench()
    frame = answered(bench, text="我来到北京清华大学", words="", mode="precise", hmm=True)
    words = [text for text in panel(frame, "marked")["texts"] if text != "／"]
    assert words == ["我", "来到", "北京", "清华大学"]
    frame = answered(bench, text="他来到了网易杭研大厦", hmm=False)
    words = [text for text in panel(frame, "marked")["texts"] if text != "／"]
    assert words[-3:] == ["杭", "研", "大厦"]


def test_keywords_come_from_the_topic(shown: Shown, posts: pd.DataFrame) -> None:
    for (topic, way), frame in shown["keyword_bench"].items():
        bars = panel(frame, "bars")
        weights = bars["series"][0]["values"]
        assert weights == sorted(weights, reverse=True)
        assert weights[0] == 1
        text = "".join(posts.loc[posts["topic"] == topic, "clean"])
        assert all(word in text for word in bars["categories"])
        if way == "own":
            tags = set(posts.loc[posts["topic"] == topic, "tag"])
            assert tags & set(bars["categories"]), "its own tags are among what a topic says"


def test_the_two_examinations_tell_the_same_model_apart(
    shown: Shown, model: sentiment.NaiveBayes, posts: pd.DataFrame
) -> None:
    written = load("sentiment_set")
    exam = sentiment.examine(model, list(written["text"]), list(written["mood"]))
    assert float(tiles(shown["mood_exam"]["written", 2800])[0]) == pytest.approx(exam.accuracy, abs=1e-5)
    assert float(tiles(shown["mood_exam"]["made", 2800])[0]) > 0.99
    assert exam.accuracy < 0.65, "a score near 99 % on made posts proves nothing"
    for (paper, _), frame in shown["mood_exam"].items():
        counted = sum(map(sum, panel(frame, "heat")["values"]))
        assert counted == {"made": 800, "written": len(written)}[paper]


def test_a_sentence_shows_what_the_model_saw(model: sentiment.NaiveBayes) -> None:
    bench = widgets.mood_bench(model)
    frame = answered(bench, text="客服半天不回，气人。")
    assert "判成负面" in frame["sentence"]
    assert sum(float(value) for value in tiles(frame)) == pytest.approx(1, abs=1e-3)
    assert "没有一对字是它见过的" in answered(bench, text="鼐鼒鼓")["sentence"]


# Tags


def test_the_tag_explorer_counts_what_the_posts_hold(shown: Shown, posts: pd.DataFrame) -> None:
    columns = {"帖子": None, "互动": "interactions", "订单": "sales"}
    for (topic, measure, opened), frame in shown["tag_explorer"].items():
        here = posts[posts["topic"] == topic]
        values = here.groupby("tag").size() if measure == "帖子" else here.groupby("tag")[columns[measure]].sum()
        assert float(tiles(frame)[1]) == pytest.approx(diversity.effective_number(values.to_numpy()), abs=1e-4)
        nodes = {node["name"]: node["value"] for node in panel(frame, "flow")["nodes"]}
        assert nodes[topic] == pytest.approx(values.sum(), rel=1e-5)
        assert len(nodes) == 8
        chosen = values.sort_values(ascending=False, kind="stable").index[opened]
        scripts = set(here.loc[here["tag"] == chosen, "script"])
        assert sum(nodes[script] for script in scripts) == pytest.approx(values[chosen], rel=1e-5)


def test_groups_are_those_of_the_model(shown: Shown, posts: pd.DataFrame) -> None:
    lists = [tags.split("|") for tags in posts["tags"]]
    for (number, resolution), frame in shown["community_explorer"].items():
        together = tag_graph.pairs(lists[:number])
        groups = tag_graph.communities(together, resolution=resolution)
        assert int(tiles(frame)[0]) == len(groups)
        drawn = np.array(panel(frame, "heat")["values"])
        assert drawn.sum() == len({tag for pair in together for tag in pair}), "no group falls off the picture"
        said = "并成了" if len(groups) < 9 else "拆成了" if len(groups) > 9 else "全部找回来"
        assert said in frame["sentence"]


# Matrices


@pytest.mark.parametrize(("name", "names"), [("seeding_matrix", matrices.SEEDING), ("conversion_matrix", matrices.CONVERSION)])  # fmt: skip
def test_a_tag_stands_where_its_indices_put_it(name: str, names: Any, shown: Shown, posts: pd.DataFrame) -> None:
    indices = matrices.tag_indices(posts, "tag", posts["date"] >= "2026-04-06")
    x, y = ("exposure_index", "interaction_index") if name == "seeding_matrix" else ("sales_index", "growth_index")
    for (cut_x, cut_y, smallest), frame in shown[name].items():
        table = indices[indices["posts"] >= smallest]
        at_x, at_y = (
            float(np.median(table[column])) if cut == "中位数" else float(cut)
            for column, cut in ((x, cut_x), (y, cut_y))
        )
        points = places(frame)
        assert set(points) == set(table.index)
        for tag, group in points.items():
            high = bool(table.loc[tag, x] >= at_x), bool(table.loc[tag, y] >= at_y)
            assert group == names[high], (tag, cut_x, cut_y)
        counts = tiles(frame)
        assert sum(int(count) for count in counts[:4]) == len(table)
        assert int(counts[4]) == len(indices) - len(table)
        near = ((table[x] - at_x).abs() < 5) | ((table[y] - at_y).abs() < 5)
        assert (f"有 {near.sum()} 个，切点一挪" in frame["sentence"]) == bool(near.sum())


def test_small_tags_are_hidden_at_the_start(explorers: dict[str, Explorer], shown: Shown) -> None:
    start = shown["seeding_matrix"][tuple(explorers["seeding_matrix"].values.values())]
    assert "溯溪" not in places(start)
    assert "薄底鞋" in places(start)
    assert "溯溪" in places(shown["seeding_matrix"]["100", "100", 1])


def test_an_index_is_sure_when_its_interval_leaves_a_hundred(shown: Shown) -> None:
    for (share, people), frame in shown["index_certainty"].items():
        low, high = matrices.tgi_interval(share, people, 0.13, 4200)
        assert tiles(frame)[1] == f"{low:.0f} 到 {high:.0f}"
        assert ("站得住" in frame["sentence"]) == (not low < 100 < high)


# Creators


def test_the_error_falls_and_rises_with_the_pull(shown: Shown) -> None:
    errors = {key: float(tiles(frame)[0]) for key, frame in shown["shrinkage_dial"].items()}
    assert errors[50, 60] < 0.6 * errors[50, 0]
    assert errors[1000, 60] == pytest.approx(0.9 * errors[1000, 0], rel=0.05)
    assert errors[1000, 2000] > errors[1000, 0]
    for (exposures, weight), frame in shown["shrinkage_dial"].items():
        assert float(tiles(frame)[2]) == pytest.approx(60, abs=25), "the made world's own weight"
        assert ("拉过头" in frame["sentence"]) == (errors[exposures, weight] > 1.02 * errors[exposures, 0])


def test_the_picker_books_within_the_budget_and_says_what_is_best(shown: Shown, posts: pd.DataFrame) -> None:
    people = load("creators")
    for (rule, weeks, budget), frame in shown["creator_picker"].items():
        booked, spent, cost, _ = tiles(frame)
        assert int(spent) <= budget
        series = panel(frame, "bars")["series"]
        real = series[1]["values"][list(panel(frame, "bars")["categories"]).index(rule)]
        assert float(cost) == pytest.approx(int(spent) / real, rel=1e-3)
        assert ("带来的最多。" in frame["sentence"]) == (real == max(series[1]["values"]))
        if rule == "每次互动最便宜":
            table = creators.worth(posts, people, weeks)
            assert int(booked) == len(creators.booked(table, -table["cost"], budget))
            assert series[0]["values"][3] > 1.1 * series[1]["values"][3], "the cheapest look cheaper than they are"


# Tests


def test_sample_sizes_are_the_published_ones(shown: Shown) -> None:
    for base, lift, id in ((0.02, 0.1, "2_22"), (0.03, 0.2, "3_36"), (0.05, 0.2, "5_6"), (0.1, 0.2, "10_12")):
        frame = shown["sample_size_explorer"][base, lift, 0.8]
        assert int(tiles(frame)[0]) == published(f"sample_size_{id}").value
        assert int(tiles(frame)[1]) == 2 * published(f"sample_size_{id}").value
    for (base, lift, power), frame in shown["sample_size_explorer"].items():
        assert int(tiles(frame)[0]) == experiments.sample_size(base, base * (1 + lift), power=power)


def test_peeking_errs_as_published_and_corrections_keep_the_promise(shown: Shown) -> None:
    for (number, rule), frame in shown["peeking_rates"].items():
        wrong, found, first, last = map(float, tiles(frame))
        if rule == "naive":
            figure = published(f"peeking_{number}")
            assert wrong == pytest.approx(figure.value, abs=figure.tolerance)
        else:
            assert wrong == pytest.approx(0.05, abs=2e-4)
        assert found == pytest.approx(experiments.crossed(experiments.looks(40_000, number, np.random.default_rng(99), 2.8), experiment_views.thresholds(rule, number))[-1], abs=0.012)  # fmt: skip
        assert (first > last) == (rule == "fleming" and number > 1)


def test_the_prose_on_power_at_twenty_looks(shown: Shown) -> None:
    found = {rule: float(tiles(shown["peeking_rates"][20, rule])[1]) for rule in experiment_views.RULES}
    fixed = float(tiles(shown["peeking_rates"][1, "naive"])[1])
    assert 100 * (fixed - found["fleming"]) == pytest.approx(2, abs=1)
    assert 100 * (fixed - found["pocock"]) == pytest.approx(15, abs=1.5)


def test_the_game_deceives_as_it_says() -> None:
    ever = [bool((np.abs(z) > 1.96).any()) for _, _, z in experiment_views.game_table()]
    assert ever[0]
    assert ever[2], "games 1 and 3 cross by chance"
    assert [real for real, _ in experiment_views.GAMES] == [False, True, False, False]
    assert abs(experiment_views.game_table()[1][2][-1]) > 1.96, "the real difference shows in the end"
    rng = np.random.default_rng(4)
    chance = experiments.crossed(experiments.looks(40_000, 8, rng), experiments.pocock(8, 1.96))[-1]
    assert chance == pytest.approx(0.17, abs=0.01), "«约有 17%»"


def test_the_game_adds_up_for_many_ways_through_it() -> None:
    game = widgets.peeking_game()
    stop, same, go_on = experiment_views.STOP_TEST, experiment_views.STOP_SAME, experiment_views.GO_ON
    game.state = {"history": [go_on] * 3}
    assert "每组 2,000 人" in game.turn["frame"]["sentence"]
    game.state = {"history": [go_on] * 7}
    assert len(game.turn["options"]) == 2, "no more data after the eighth batch"
    for calls in itertools.product((stop, same), repeat=4):
        game.state = {"history": list(calls)}
        assert game.turn["done"]
        wrong = sum(call == stop and not real for call, (real, _) in zip(calls, experiment_views.GAMES, strict=True))
        missed = int(calls[1] == same)
        assert f"误报 {wrong} 个，漏掉 {missed} 个" in game.turn["prompt"]
        assert ("特意挑来的" in game.turn["prompt"]) == bool(wrong)
    game.state = {"history": [go_on] * 7 + [same] + [go_on] * 7 + [stop] + [go_on] * 7 + [same] + [same]}
    assert "你等得住" in game.turn["prompt"]


# Making and checking


def test_the_line_runs_at_its_slowest_station(shown: Shown) -> None:
    for (faster, rework, reviewers, even), frame in shown["content_line"].items():
        line = production.line_of(faster, rework, reviewers, even)
        slowest = min(s.people * 40 * ((1 - rework) if s.in_loop else 1) / s.hours for s in line.stations)
        assert float(tiles(frame)[0]) == pytest.approx(slowest, rel=1e-4)
        assert float(tiles(frame)[1]) == pytest.approx(line.weekly_cost / slowest, rel=1e-4)
        busy = [node["value"] for node in panel(frame, "flow")["nodes"]]
        assert max(busy) == pytest.approx(1)
        if even:
            assert min(busy) == pytest.approx(1)
    assert production_line.LINE[3].name == "审核"
    assert "速度不变" in shown["content_line"][1, 0.2, 1, False]["sentence"]
    assert "和不用 AI 时一样" in shown["content_line"][1, 0.2, 1, False]["sentence"]


def test_checkers_are_scored_on_each_paper(shown: Shown) -> None:
    sentences = load("compliance_set")
    for (paper, checker, wrong), frame in shown["compliance_exam"].items():
        part = sentences[sentences["paper"] == paper]
        bad = part["label"] == "forbidden"
        if checker == "规则":
            flagged = part["text"].map(lambda text: compliance.verdict(text) == "forbidden")
            precision, recall, false, missed = tiles(frame)
            assert float(precision) == pytest.approx((flagged & bad).sum() / flagged.sum(), abs=1e-5)
            assert float(recall) == pytest.approx((flagged & bad).sum() / bad.sum(), abs=1e-5)
            assert (int(false), int(missed)) == ((flagged & ~bad).sum(), (~flagged & bad).sum())
            assert ("不算数" in frame["sentence"]) == (paper == "practice")
        examples = [row[0] for row in panel(frame, "table")["rows"]]
        labels = part.set_index("text")["label"]
        assert all((labels[text] == "forbidden") == (wrong == "missed") for text in examples if text in labels)


def test_practice_flatters_and_the_exam_does_not(shown: Shown) -> None:
    practice, exam = (
        float(tiles(shown["compliance_exam"][paper, "规则", "false"])[0]) for paper in ("practice", "exam")
    )
    assert practice > 0.85
    assert exam < 0.5


def test_the_checker_never_says_legal() -> None:
    checker = widgets.compliance_checker()
    texts = [
        "",
        "今天天气不错。",
        "全城第一。",
        "最佳饮用时间是两小时内。",
        "2025 年全市销量第一。",
        "绝对好喝。",
        "保本理财。",
    ]
    said = [answered(checker, text=text, made=made)["sentence"] for text in texts for made in ("person", "ai")]
    assert not any(re.search(r"(?<!不等于)合法|合规", sentence) for sentence in said)
    assert "先写一句广告文案" in said[0]
    assert "没有找到词表里的词。这不等于合法" in said[2]
    assert all("看得见的标识" in sentence for sentence in said[3::2])
    frame = answered(checker, text="本文由 AI 生成。今天天气不错。", made="ai")
    assert tiles(frame)[-1] == "有"
    frame = answered(checker, text="全城第一！最佳饮用时间是两小时内。", made="person")
    assert [int(count) for count in tiles(frame)[:4]] == [1, 0, 0, 1]
    assert [row[2] for row in panel(frame, "table")["rows"]] == ["广告法第九条（三）", "指南第六条"]


# Spreading


def test_the_planner_spends_as_the_model_does(shown: Shown) -> None:
    for (budget, split, carried), frame in shown["layer_planner"].items():
        mine = layers.plan(budget, layer_views.SPLITS[split], carried, layer_views.MARKET)
        reach, frequency, remembered, both, responses = map(float, tiles(frame))
        assert (reach, remembered) == pytest.approx((mine.reach, mine.remembered), abs=1e-5)
        assert frequency == pytest.approx(mine.frequency, rel=1e-4)
        assert both == pytest.approx(remembered**2, abs=1e-4)
        assert responses == round(mine.responses)
        each = f"花 {budget / (mine.reach * layer_views.MARKET):.2f} 元" if mine.reach else "没有碰到"
        assert panel(frame, "tiles")["tiles"][0]["note"].endswith(each)
        everyone = {
            name: layers.plan(budget, shares, carried, layer_views.MARKET)
            for name, shares in layer_views.SPLITS.items()
        }
        best = max(everyone, key=lambda name: everyone[name].responses)
        assert (f"反应，选「{best}」" in frame["sentence"]) == (mine.reach > 0)


def test_what_chapter_and_quick_question_say_of_layers(shown: Shown) -> None:
    """600 000 yuan over three layers meet nobody; all on X gets most responses; without the claim X is remembered by nobody."""
    assert float(tiles(shown["layer_planner"][600_000, "1+N+X，主张为重", 0.8])[0]) == 0
    responses = {split: float(tiles(shown["layer_planner"][600_000, split, 0.8])[4]) for split in layer_views.SPLITS}
    assert max(responses, key=responses.__getitem__) == "全给 X"
    with_claim, without = (tiles(shown["layer_planner"][600_000, "全给 X", carried]) for carried in (0.8, 0.0))
    assert with_claim[4] == without[4]
    assert float(without[2]) == 0
    for (budget, split, carried), frame in shown["layer_planner"].items():
        if split == "全给 1":
            rivals = [shown["layer_planner"][budget, other, carried] for other in layer_views.SPLITS]
            assert float(tiles(frame)[2]) == max(float(tiles(rival)[2]) for rival in rivals), "«每一档都是 1»"


def test_love_that_reached_the_last_step_outlasts_mere_memory(shown: Shown) -> None:
    memory, loved = (shown["love_course"][key] for key in ((0.1, 0.0, 0.0), (0.02, 0.03, 0.02)))
    assert float(tiles(memory)[1]) < 0.1 < float(tiles(memory)[0])
    assert float(tiles(loved)[1]) > 4 * float(tiles(memory)[1])
    for (theme, _, _), frame in shown["love_course"].items():
        assert ("就没有人记得" in frame["sentence"]) == (theme == 0)
        assert float(tiles(frame)[1]) <= float(tiles(frame)[0]), "without content it only gets less"
        total = sum(line["y"][-1] for line in panel(frame, "lines")["lines"])
        assert total == pytest.approx(100 * float(tiles(frame)[1]), abs=0.01)


def test_the_podcast_overtakes_when_the_totals_cross(shown: Shown) -> None:
    for (kept, tail, viewers), frame in shown["podcast_or_live"].items():
        tree = np.cumsum(forms.podcast_listens(156, 300, kept, 0.15, tail)) / 2
        live = np.cumsum(forms.live_views(156, viewers, 0.1)) / 15
        ahead = np.flatnonzero(tree > live)
        assert ("三年也追不上" in frame["sentence"]) == (len(ahead) == 0)
        if len(ahead):
            assert f"{(ahead[0] + 1) / 4.345:.0f} 个月" in frame["sentence"]


def test_the_best_episode_is_the_highest_point(shown: Shown) -> None:
    for (kept, warm_up), frame in shown["drama_placement"].items():
        values = [kept**at * (1 - np.exp(-(at + 1) / warm_up)) for at in range(80)]
        assert f"第 {int(np.argmax(values)) + 1} 集" == tiles(frame)[1]


def test_odds_follow_from_the_edition(shown: Shown) -> None:
    common, rare = (int(claim(id).figure) for id in ("ZH-088", "ZH-089"))
    assert (common, rare) == (2022, 17)
    for (pieces, draws), frame in shown["collectible_odds"].items():
        share = pieces / (common + pieces)
        assert float(tiles(frame)[1]) == pytest.approx(1 - (1 - share) ** draws, abs=1e-5)
        assert float(tiles(frame)[2]) == pytest.approx(1 / share, rel=1e-4)


# Cards, guesses, questions


def test_cards_can_be_sorted_and_every_bin_is_used() -> None:
    for sorter, bins in ((widgets.form_sorter(), 4), (widgets.usable_claims(), 3)):
        sorter.state = {"placed": {item["id"]: item["bin"] for item in sorter.items}, "checked": {}}
        assert len(sorter.right) == len(sorter.items)
        assert len({item["bin"] for item in sorter.items}) == bins == len(sorter.bins)
    texts = " ".join(item["text"] for item in widgets.usable_claims().items)
    for figure in (published("short_drama_forecast_2024").printed, published("box_office_forecast_2024").printed, claim("ZH-077").figure):  # fmt: skip
        assert figure in texts


def test_predictions_come_back_with_words_for_every_guess() -> None:
    truths: dict[str, Any] = {"written": 46.5, "peeking": 19.3, "people": 80_682}
    for name, (_, answer) in predictions.QUESTIONS.items():
        answers = {predictions.ANSWERS[name](guess, truths[name]) for guess in answer.values}
        assert len(answers) >= 2, name
    assert "一成" in predictions.ANSWERS["people"](800, 80_682)
    assert predictions.ANSWERS["people"](80_000, 80_682).startswith("对。")
    shown = {
        name: widgets.recall(name, truth).frame["panels"][0]["tiles"][1]["value"] for name, truth in truths.items()
    }
    assert shown == {"written": "46.5%", "peeking": "19.3%", "people": "80,682 人"}


def test_every_quick_question_has_one_right_answer() -> None:
    for name, (_, options) in quick_questions.QUESTIONS.items():
        assert sum(right for _, right, _ in options) == 1, name
        assert widgets.quick_question(name).alt
    assert len(quick_questions.QUESTIONS) == 8


def test_numbers_quoted_in_quick_questions_hold() -> None:
    prior = creators.Prior(3, 57)
    own, weight = np.array([36.0]), np.array([300.0])
    _, right, because = quick_questions.QUESTIONS["creators"][1][2]
    assert f"{prior.shrunken(own, weight)[0]:.1%}" in quick_questions.QUESTIONS["creators"][1][2][0]
    assert right
    assert 300 / (300 + prior.weight) == pytest.approx(5 / 6), "«自己的数占六分之五»"
    few = int(re.search(r"只有 (\d+) 次曝光，就反过来", because)[1])  # type: ignore[index]
    assert few / (few + prior.weight) == pytest.approx(1 / 6)
    assert f"每组 {experiments.sample_size(0.05, 0.06):,} 人" in quick_questions.QUESTIONS["tests"][0]
    constant = experiments.constant_for(experiments.pocock, 5)
    assert f"每次用 {constant:.3f}" in quick_questions.QUESTIONS["tests"][1][1][2]


def test_the_map_names_all_sections_and_says_its_arrows() -> None:
    figure = widgets.concept_map()
    text = " ".join(note.text for note in figure.layout.annotations)
    for number in range(1, 10):
        assert f"第 {number} 节" in text
    for start, end, why in ARROWS:
        assert {start, end} <= set(STATIONS)
        assert why in text
