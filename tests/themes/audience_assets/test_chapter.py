"""The chapter of theme 04 has the shape that every chapter has, and leaves no widget and no concept out."""

from __future__ import annotations

import re

import pytest
from notebooks import built, read, theme_of

from genmarketing.build.chapter import Chapter, read_chapter
from genmarketing.data import concept as concept_of
from genmarketing.data import concept_ids
from genmarketing.theme import theme
from genmarketing.themes.audience_assets import widgets
from genmarketing.themes.audience_assets.widgets import predictions, quick_questions

THEME = theme("audience_assets")
PATH = THEME.folder / "chapter.md"


@pytest.fixture(scope="module")
def chapter() -> Chapter:
    return read_chapter(THEME, PATH)


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """Title -> text of each section, with its teacher's notes and code."""
    parts = re.split(r"^## (.+)$", PATH.read_text(encoding="utf-8"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_concept_of_the_theme_is_taught_once(chapter: Chapter) -> None:
    taught = [use.id for use in chapter.uses if use.role == "concept"]
    of_theme = [id for id in concept_ids() if concept_of(id).theme == THEME.name]
    assert sorted(taught) == sorted(of_theme)


def test_every_section_has_notes_for_the_teacher_that_fill_the_announced_time(
    chapter: Chapter, sections: dict[str, str]
) -> None:
    noted = {note.section: note.text for note in chapter.notes}
    assert set(noted) == set(sections)
    for title, note in noted.items():
        for part in ("**时间**", "**可以问**", "**常见误会**"):
            assert part in note, title
    minutes = sum(int(re.search(r"\*\*时间\*\*：(\d+) 分钟", note)[1]) for note in noted.values())  # type: ignore[index]
    assert minutes == chapter.front.minutes


def test_every_teaching_section_asks_and_ends_in_a_decision(sections: dict[str, str]) -> None:
    teaching = [title for title in sections if re.match(r"[1-8] · ", title)]
    assert len(teaching) == 8
    for title in teaching:
        assert sections[title].count("widgets.quick_question(") == 1, title
        assert sections[title].count("**你会怎么做决定。**") == 1, title


def test_every_source_check_says_claim_evidence_verdict_and_what_to_write(sections: dict[str, str]) -> None:
    checked = re.split(
        r"^### (C\d\d) · ", next(text for title, text in sections.items() if "查到源头" in title), flags=re.M
    )
    assert checked[1::2] == ["C38", "C39", "C40", "C41"]
    for name, text in zip(checked[1::2], checked[2::2], strict=True):
        for part in ("**来源说**", "**证据**", "**结论**", "**可以这样写**", "{cite}`", "{code-cell}"):
            assert part in text, name


def test_the_numbers_to_remember_are_those_that_the_code_printed(sections: dict[str, str]) -> None:
    chapter = read(next(path for path in built("chapters") if theme_of(path) == THEME.name))
    outputs = (output for cell in chapter.cells if cell.cell_type == "code" for output in cell.outputs)
    shown = "\n".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in outputs)
    recap = next(text for title, text in sections.items() if "一页回顾" in title)
    numbers = [
        number for line in recap.splitlines() if line.startswith("|") for number in re.findall(r"\d+(?:\.\d+)?%", line)
    ]
    assert {"8.7%", "90.0%", "0.1%", "81.6%", "68.6%", "19%"} == set(numbers)
    assert [number for number in numbers if number not in shown] == []
    people = [float(share) for share in re.findall(r"一年有 (\d+)% 的人买过它", shown)]
    times = [float(mean) for mean in re.findall(r"每人买 (\d\.\d+) 次", shown)]
    assert people[0] / people[-1] == pytest.approx(
        6.9, abs=0.35
    )  # of rounded per cents; 6.9 stands in the widget's sentence
    assert f"{times[0] / times[-1]:.1f}" == "1.4"
    assert "k = 1，" in shown


def test_every_widget_prediction_and_quick_question_is_used(chapter: Chapter) -> None:
    code = "\n".join(cell.source for cell in chapter.cells if cell.kind == "code")
    for name in widgets.__all__:
        assert f"widgets.{name}(" in code, name
    for name in predictions.QUESTIONS:
        assert f'widgets.prediction("{name}")' in code
        assert f'widgets.recall("{name}"' in code
    for name in quick_questions.QUESTIONS:
        assert f'widgets.quick_question("{name}")' in code


def test_a_widget_stands_in_a_cell_that_nbval_does_not_compare(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.kind == "code" and "widgets." in cell.source:
            assert "nbval-ignore-output" in cell.tags, cell.source


def test_code_cells_are_short_enough_to_be_read_at_a_glance(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.kind == "code":
            assert len(cell.source.splitlines()) <= 15, cell.source
            assert max(map(len, cell.source.splitlines())) <= 120, cell.source
