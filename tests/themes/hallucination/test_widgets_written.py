"""The widgets of theme 02 that are written in, answered, sorted or guessed; and the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from explorers import panel, tiles

from genmarketing.data import load, reference_keys
from genmarketing.themes.hallucination import widgets
from genmarketing.themes.hallucination.models import citations, claims, ngram, world
from genmarketing.themes.hallucination.models.world import World
from genmarketing.themes.hallucination.widgets import citations as citation_views
from genmarketing.themes.hallucination.widgets import predictions, quick_questions
from genmarketing.ui import Writer


@pytest.fixture(autouse=True)
def _own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "progress.sqlite"))


@pytest.fixture(scope="module")
def brands() -> World:
    return world.from_table(load("brand_facts"))


@pytest.fixture(scope="module")
def model(brands: World) -> ngram.NGram:
    return ngram.NGram(5).learn(brands.sentences())


def ask(writer: Writer, text: str) -> dict[str, Any]:
    writer._asked(None, {"ask": "respond", "number": 1, "state": {"texts": {"text": text}, "controls": {}}}, [])
    return writer.frame


def test_a_careless_question_loses_what_the_model_knows(brands: World, model: ngram.NGram) -> None:
    writer = widgets.ask_it_yourself(brands, model)
    asked = writer.values["text"]
    brand, attribute = asked.removesuffix("是").split("的")
    true = brands.facts[brand, attribute]

    def chance(frame: dict[str, Any]) -> float:
        bars = panel(frame, "bars")
        chances = dict(zip(bars["categories"], bars["series"][0]["values"], strict=True))
        return float(chances.get(f"{true}（真）", chances.get(true, 0.0)))

    assert chance(writer.frame) > 0.9
    for careless in (f"它的{attribute}是", f"{brand[:-1]}家的{attribute}是", f"我家奶茶店的{attribute}是"):
        frame = ask(writer, careless)
        assert chance(frame) < 0.3, careless
        assert "也不提醒你" in frame["sentence"]
        assert not panel(frame, "bars")["highlighted"], "nobody knows what would be true"
    assert "只看得懂「是」字" in ask(writer, f"{brand}的市值是")["sentence"]
    before = writer.frame
    ask(writer, "你好")
    assert "写到「是」字为止" in writer.answer["problem"]
    assert writer.frame == before


def test_a_question_about_any_fact_is_answered_with_how_often_it_was_stated(brands: World, model: ngram.NGram) -> None:
    writer = widgets.ask_it_yourself(brands, model)
    for (brand, attribute), times in zip(brands.facts, brands.mentions.ravel(), strict=True):
        sentence = ask(writer, f"{brand}的{attribute}是")["sentence"]
        assert (f"写过 {times} 次" if times else "一次也没写过") in sentence


def test_the_checker_marks_each_claim_with_the_table_s_verdict(brands: World) -> None:
    checker = widgets.claim_checker(brands)
    shown = tiles(checker.frame)
    assert (shown["原子声明"], shown["一致"], shown["不符"], shown["表里没有"]) == (5, 4, 1, 0)
    assert shown["FActScore"] == pytest.approx(claims.fact_score(4, 5), abs=1e-4)
    assert "不能上线" in checker.frame["sentence"]
    text = "".join(panel(checker.frame, "marked")["texts"])
    assert text == claims.made_advertisement(brands), "no character is lost"
    checker._asked(
        None, {"ask": "respond", "number": 1, "state": {"texts": {"text": "人人都爱它。"}, "controls": {}}}, []
    )
    assert "没有找到可以核对的声明" in checker.frame["sentence"]
    state = {"texts": {"text": claims.made_advertisement(brands)}, "controls": {"table": 1}}
    checker._asked(None, {"ask": "respond", "number": 2, "state": state}, [])
    assert tiles(checker.frame)["表里没有"] > 0


def test_logic_finds_three_contradictions_and_praises_none() -> None:
    checker = widgets.logic_checker()
    assert "3 处矛盾" in checker.frame["sentence"]
    state = {"texts": {"text": "会员里男性占 40%，女性占 60%。"}, "controls": {}}
    checker._asked(None, {"ask": "respond", "number": 1, "state": state}, [])
    assert "不说明它真" in checker.frame["sentence"]


def test_citations_lie_in_the_bin_that_a_look_up_gives() -> None:
    entries = [citation_views.written(key) for key in reference_keys()]
    cited = {key: citation_views.written(key) for key in citation_views.REAL} | {"altered": citation_views.ALTERED}
    cited |= {f"invented_{n}": each for n, each in enumerate(citation_views.INVENTED)}
    sorter = widgets.citation_sorter()
    assert {item["id"] for item in sorter.items} == set(cited)
    for item in sorter.items:
        assert item["bin"] == citations.look_up(cited[item["id"]], entries).verdict, item["text"]
        assert set(item["hints"]) == {name for name, _ in citation_views.BINS} - {item["bin"]}


def test_a_quick_question_has_one_right_option_and_answers_each() -> None:
    for name, (_, options) in quick_questions.QUESTIONS.items():
        assert [right for _, right, _ in options].count(True) == 1, name
        assert len({answer for _, _, answer in options}) == len(options), name
        assert widgets.quick_question(name).answered is None


@pytest.mark.parametrize(
    ("name", "truth", "guess", "said"),
    [
        ("cold_model", 92.6, 20, "高得多"),
        ("cold_model", 92.6, 94, "没有被"),
        ("bad_notes", 8.8, 9, "很近"),
        ("bad_notes", 8.8, 50, "偏高"),
        ("illegal_moves", 67.9, 10, "比你猜的高"),
        ("illegal_moves", 67.9, 70, "猜到了大半"),
        ("illegal_moves", 67.9, 96, "没有你猜的那么多"),
    ],
)
def test_a_guess_comes_back_with_what_it_was(name: str, truth: float, guess: int, said: str) -> None:
    asked = widgets.prediction(name)
    back = widgets.recall(name, truth)
    _, answer = predictions.QUESTIONS[name]
    asked.state = {"at": list(answer.values).index(guess), "committed": True}
    assert said in back.frame["sentence"]


def test_the_map_describes_itself_for_those_who_cannot_see_it() -> None:
    drawn = widgets.concept_map()
    assert drawn.layout.meta["alt"].startswith("概念图：")
    titles = [note.text for note in drawn.layout.annotations]
    for section in range(1, 10):
        assert any(f"第 {section} 节" in title for title in titles)
