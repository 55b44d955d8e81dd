"""Writers, conversations and sorters without a browser: what is answered, kept, found again and refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from genmarketing.ui import (
    Choice,
    Conversation,
    Frame,
    Item,
    Slider,
    Sorter,
    TextField,
    Turn,
    Writer,
)
from genmarketing.workbook.progress import Progress


@pytest.fixture(autouse=True)
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Progress:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "progress.sqlite"))
    return Progress.open()


# Writers


def _respond(text: str, times: int) -> Frame:
    if not text:
        raise ValueError("先写一句。")
    return Frame([], f"{text * times}，每字 {1 / (len(text) - 2):.1f}")


def _writer(value: str = "一杯茶", respond: Any = _respond, **more: Any) -> Writer:
    return Writer(
        title="t",
        alt="a",
        fields=[TextField("text", "文案", value, limit=8)],
        controls=[Slider("times", "遍数", [1, 2])],
        respond=respond,
        **more,
    )


def _ask(writer: Writer, text: Any, times: Any = 0, number: int = 1) -> None:
    content = {"ask": "respond", "number": number, "state": {"texts": {"text": text}, "controls": {"times": times}}}
    writer._handle_custom_msg(content, [])


def test_writer_answers_with_the_number_of_the_question() -> None:
    writer = _writer()
    assert (writer.answer, writer.frame["sentence"]) == ({"to": 0, "problem": ""}, "一杯茶，每字 1.0")
    _ask(writer, "两杯红茶", 1, number=7)
    assert writer.values == {"text": "两杯红茶", "times": 2}
    assert (writer.answer["to"], writer.frame["sentence"]) == (7, "两杯红茶两杯红茶，每字 0.5")


def test_writer_keeps_the_last_picture_when_the_answer_fails() -> None:
    writer = _writer()
    _ask(writer, "", number=1)
    assert (writer.answer["problem"], writer.frame["sentence"]) == ("先写一句。", "一杯茶，每字 1.0")
    _ask(writer, "两字", number=2)
    assert writer.answer["problem"].startswith("这样写没能算出来（ZeroDivisionError：")
    assert writer.values["text"] == "两字"
    _ask(writer, "三个字", number=3)
    assert (writer.answer["problem"], writer.frame["sentence"]) == ("", "三个字，每字 1.0")


def test_english_value_errors_are_not_shown_bare() -> None:
    def fails(text: str, times: int) -> Frame:
        if text == "坏":
            raise ValueError("bad shape")
        return Frame([], text)

    writer = _writer(respond=fails)
    _ask(writer, "坏")
    assert writer.answer["problem"].startswith("这样写没能算出来（ValueError：bad shape）")


def test_mistakes_in_the_first_answer_stop_the_cell_but_a_meant_sentence_does_not() -> None:
    with pytest.raises(ZeroDivisionError):
        _writer("两字")
    with pytest.raises(TypeError, match="must return a Frame, not int"):
        _writer(respond=lambda text, times: 1)
    writer = _writer("")
    assert (writer.answer["problem"], writer.frame) == ("先写一句。", {})


def test_writer_finds_its_text_again_even_one_that_fails(progress: Progress) -> None:
    _ask(_writer(key="w", theme="t"), "两字", 1)
    assert progress.widget("t", "w") == {"texts": {"text": "两字"}, "controls": {"times": 1}}
    again = _writer(key="w", theme="t")
    assert again.values == {"text": "两字", "times": 2}
    assert "ZeroDivisionError" in again.answer["problem"]


@pytest.mark.parametrize(
    "kept",
    [
        {"texts": {"text": "长" * 9}},
        {"texts": {"text": 3}},
        {"texts": {"text": "两\n行"}},
        {"texts": []},
        {"controls": 1},
    ],
    ids=["too long", "no text", "two lines", "a list", "a number"],
)
def test_kept_text_that_the_field_cannot_hold_is_left_out(progress: Progress, kept: dict[str, Any]) -> None:
    progress.save_widget("t", "w", kept)
    assert _writer(key="w", theme="t").values == {"text": "一杯茶", "times": 1}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: TextField("a b", "x"), "identifier"),
        (lambda: TextField("a", "x", rows=7), "1 to 6 rows"),
        (lambda: TextField("a", "x", limit=0), "between 1 and 20000"),
        (lambda: TextField("a", "x", "两\n行"), "cannot hold its own value"),
        (lambda: Writer(title="t", alt="a", fields=[], respond=_respond), "at least one field"),
        (
            lambda: Writer(
                title="t", alt="a", fields=[TextField("a", "x")], controls=[Choice("a", "y", ["b", "c"])], respond=_respond
            ),
            "different names",
        ),
    ],
)  # fmt: skip
def test_mistakes_of_writers_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


# Conversations


def _guide(history: list[int]) -> Turn:
    if history == [1, 1]:
        raise KeyError("gone")
    if len(history) == 2:
        return Turn(f"你选了 {history}。", done=True)
    return Turn(f"第 {len(history) + 1} 问", ["甲", "乙"], Frame([], f"{len(history)}"))


def _talk(begin: Any = _guide, **more: Any) -> Conversation:
    return Conversation(title="t", alt="a", begin=begin, **more)


def test_conversation_asks_on_and_tells_what_was_said(progress: Progress) -> None:
    talk = _talk(key="c", theme="t")
    assert (talk.turn["prompt"], talk.turn["options"], talk.turn["past"]) == ("第 1 问", ["甲", "乙"], [])
    talk.state = {"history": [0]}
    talk.state = {"history": [0, 1]}
    assert (talk.turn["prompt"], talk.turn["done"], talk.turn["frame"]) == ("你选了 [0, 1]。", True, {})
    assert talk.turn["past"] == [{"prompt": "第 1 问", "picked": "甲"}, {"prompt": "第 2 问", "picked": "乙"}]
    assert progress.widget("t", "c") == {"history": [0, 1]}
    assert _talk(key="c", theme="t").history == [0, 1]


def test_each_turn_is_asked_for_once() -> None:
    asked: list[list[int]] = []
    talk = _talk(lambda history: (asked.append(list(history)), _guide(history))[1])
    for history in ([0], [0, 0], [0], [], [0]):
        talk.state = {"history": history}
    assert asked == [[], [0], [0, 0]]


def test_conversation_survives_a_turn_that_fails() -> None:
    talk = _talk()
    talk.state = {"history": [1]}
    talk.state = {"history": [1, 1]}
    assert talk.turn["prompt"].startswith("这一步没有算出来（KeyError：")
    assert [one["picked"] for one in talk.turn["past"]] == ["乙", "乙"]
    talk.state = {"history": [1]}
    assert talk.turn["options"] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("history", "found"),
    [([0, 5], [0]), (["x"], []), ([True], []), ("no", []), ([0, 0, 0], [0, 0]), ([1, 1, 0], [1, 1])],
    ids=["option gone", "text", "bool", "no list", "after the end", "after a failure"],
)
def test_kept_picks_are_played_as_far_as_they_go(progress: Progress, history: Any, found: list[int]) -> None:
    progress.save_widget("t", "c", {"history": history})
    assert _talk(key="c", theme="t").history == found


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Turn("?"), ValueError, "options to pick from, or it is done"),
        (lambda: Turn("?", ["a"], done=True), ValueError, "options to pick from, or it is done"),
        (lambda: Turn("?", "是否"), ValueError, "not one text"),
        (lambda: Turn("?", [str(n) for n in range(10)]), ValueError, "at most nine options"),
        (lambda: _talk(lambda history: "?"), TypeError, "must return a Turn, not str"),
    ],
)
def test_mistakes_of_conversations_are_refused(make: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        make()


# Sorters


def _items(**more: Any) -> list[Item]:
    return [Item("a", "甲", "yes", "对。"), Item("b", "乙", "no", "也对。", **more)]


def _sorter(items: Any = None, bins: Any = (("yes", "是"), ("no", "否"))) -> Sorter:
    return Sorter(title="t", alt="a", items=items or _items(), bins=bins, key="s", theme="t")


def test_sorter_keeps_what_lies_where(progress: Progress) -> None:
    sorter = _sorter()
    sorter.state = {"placed": {"a": "no", "b": "no"}, "checked": {"a": "no"}}
    assert (sorter.placed, sorter.right) == ({"a": "no", "b": "no"}, ["b"])
    assert _sorter().state == {"placed": {"a": "no", "b": "no"}, "checked": {"a": "no"}}


@pytest.mark.parametrize(
    "kept",
    [{"placed": {"a": "gone", "z": "yes"}}, {"placed": ["a"]}, {"placed": {"a": ["yes"]}}, {}],
    ids=["gone", "a list", "a list of bins", "nothing"],
)
def test_kept_places_of_another_edition_are_left_out(progress: Progress, kept: dict[str, Any]) -> None:
    progress.save_widget("t", "s", kept)
    assert _sorter().state == {"placed": {}, "checked": {}}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: _sorter(_items()[:1]), "at least two items"),
        (lambda: _sorter(bins=[("yes", "是")]), "two to six bins"),
        (lambda: _sorter([*_items(), *_items()]), "different ids"),
        (lambda: _sorter(bins=[("yes", "是"), ("maybe", "也许")]), "item 'b' belongs to 'no', which is no bin"),
        (lambda: _sorter(_items(hints={"maybe": "？"})), "hint for 'maybe', which is no bin"),
        (lambda: _sorter(_items(hints={"no": "？"})), "say it in because"),
    ],
)
def test_mistakes_of_sorters_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()
