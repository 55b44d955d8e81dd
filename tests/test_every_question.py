"""What must hold for every question of every theme: the one list of promises behind each card.

The everyday tier runs ten seeds, the full tier two hundred. Transcripts are rewritten with `--update-transcripts`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from broken_answers import broken_answers
from manifest import Ran
from other_forms import other_forms

from genmarketing.build.proof import right_answer, wrong_answer
from genmarketing.theme import Theme, themes
from genmarketing.workbook import (
    EssayQuestion,
    FunctionQuestion,
    Question,
    State,
    TableQuestion,
    ValueQuestion,
    Workbook,
)
from genmarketing.workbook.card import card_text
from genmarketing.workbook.progress import Progress

TRANSCRIPTS = Path(__file__).parent / "transcripts"
THEMES = [theme for theme in themes() if theme.questions()]
QUESTIONS = [question for theme in THEMES for question in theme.questions()]
EVERYDAY, FULL = range(10), range(10, 200)
HIDDEN = 0xFFFF_FFFF_FFFF_FFFF
"""Hidden seeds are unsigned numbers of 64 bits; this is the largest."""

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
every_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)


def theme_of(question: Question) -> str:
    return next(theme.name for theme in THEMES if question in theme.questions())


def defined_by(code: str, name: str) -> Any:
    """Run the code of an answer cell and return the answer that it defines."""
    scope: dict[str, Any] = {}
    exec(compile(code, "<answer cell>", "exec", dont_inherit=True), scope)
    return scope[name]


# The bank


@every_theme
def test_points_sum_to_a_hundred_and_names_are_unique(theme: Theme) -> None:
    questions = theme.questions()
    assert sum(question.points for question in questions) == 100
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)
    assert 10 <= len(questions) <= 14


@every_theme
def test_a_workbook_has_every_sort_of_work(theme: Theme) -> None:
    kinds = [question.kind for question in theme.questions()]
    assert kinds.count("function") >= 5
    assert kinds.count("table") + kinds.count("value") >= 2
    assert sum(kinds.count(kind) for kind in ("choice", "ordering", "matching")) >= 2
    assert kinds.count("essay") == 1


@every_question
def test_a_question_says_all_that_it_must(question: Question) -> None:
    assert question.concepts
    assert question.minutes > 0
    assert question.gives_data == (question.data(0) is not None)
    assert len(question.hints) == 3
    assert min(len(question.explanation), len(question.teaching), len(question.prompt)) > 40
    if not isinstance(question, EssayQuestion):
        assert len(question.misconceptions) >= 3
    names = [m.name for m in question.misconceptions]
    messages = [m.message for m in question.misconceptions]
    assert len(set(names)) == len(names)
    assert len(set(messages)) == len(messages)


# The states


@every_question
def test_the_starter_is_untouched(question: Question) -> None:
    starter = defined_by(question.starter, question.name)
    for seed in (*EVERYDAY, *FULL, HIDDEN):
        assert question.mark(starter, seed).state is State.UNTOUCHED


def check_reference(question: Question, seed: int) -> None:
    verdict = question.mark(right_answer(question, seed), seed)
    if isinstance(question, EssayQuestion):
        assert verdict.state is State.PENDING, verdict
    else:
        assert (verdict.state, verdict.score) == (State.CORRECT, question.points), (seed, verdict)
        assert sum(r.points for r in verdict.checks) == pytest.approx(question.points)


@every_question
def test_the_reference_scores_full(question: Question, ran: Ran) -> None:
    for seed in (*EVERYDAY, HIDDEN):
        check_reference(question, seed)
    ran(theme_of(question), "questions")


@pytest.mark.full
@every_question
def test_the_reference_scores_full_on_all_seeds(question: Question) -> None:
    for seed in FULL:
        check_reference(question, seed)


def check_misconceptions(question: Question, seed: int) -> None:
    for misconception in question.misconceptions:
        verdict = question.mark(wrong_answer(question, misconception, seed), seed)
        assert verdict.state is State.PARTIAL, (seed, misconception.name)
        assert (verdict.misconception, verdict.message) == (misconception.name, misconception.message), seed
        assert verdict.score < question.points


@every_question
def test_every_misconception_gets_its_own_message(question: Question, ran: Ran) -> None:
    for seed in (*EVERYDAY, HIDDEN):
        check_misconceptions(question, seed)
    ran(theme_of(question), "misconceptions", len(question.misconceptions))


@pytest.mark.full
@every_question
def test_every_misconception_gets_its_own_message_on_all_seeds(question: Question) -> None:
    for seed in FULL:
        check_misconceptions(question, seed)


@every_question
def test_the_solution_is_code_that_scores_full(question: Question, tmp_path: Path) -> None:
    """What `solutions/` shows runs by itself after the setup cell, and is right for the variant shown."""
    theme = next(theme for theme in THEMES if question in theme.questions())
    wb = Workbook(theme.name, "solutions", progress=Progress.open(tmp_path / "progress.sqlite"))
    scope: dict[str, Any] = {"wb": wb}
    exec(
        compile(f"import numpy as np\nimport pandas as pd\n{question.solution()}", "", "exec", dont_inherit=True), scope
    )
    verdict = wb.check(question.name, scope[question.name]).verdict
    assert verdict.state is (State.PENDING if isinstance(question, EssayQuestion) else State.CORRECT)


@every_question
def test_seeds_give_different_data(question: Question) -> None:
    shown = [repr(question.data(seed)) for seed in EVERYDAY]
    if isinstance(question, FunctionQuestion | ValueQuestion | TableQuestion):
        assert len(set(shown)) > len(shown) / 2
        assert repr(question.data(3)) == shown[3]
    else:
        assert set(shown) == {"None"}


# Other forms and broken answers


@every_question
def test_equal_answers_in_other_forms_score_full(question: Question) -> None:
    for seed in (0, 1, 2):
        for name, answer in other_forms(question, seed):
            verdict = question.mark(answer, seed)
            assert verdict.state is State.CORRECT, (name, seed, verdict)


def check_broken_answers(question: Question, seed: int) -> None:
    for broken in broken_answers(question, seed):
        verdict = question.mark(broken.answer, seed, broken.seconds)
        text = card_text(question, verdict, seed)
        assert verdict.state is broken.state, (broken.name, verdict)
        assert verdict.state is State.CORRECT or verdict.score < question.points / 2, broken.name
        assert bool(verdict.message) is (verdict.state in (State.UNREADABLE, State.PARTIAL)), broken.name
        assert len(text) < 2000, broken.name
        assert "Traceback" not in text
        if "改动了输入" in broken.name:
            assert any("改动了" in note for note in verdict.notes)


@every_question
def test_broken_answers_get_a_clear_card(question: Question, capfd: pytest.CaptureFixture[str]) -> None:
    for seed in EVERYDAY:
        check_broken_answers(question, seed)
    assert capfd.readouterr() == ("", "")


@pytest.mark.full
@every_question
def test_broken_answers_get_a_clear_card_on_all_seeds(question: Question) -> None:
    for seed in FULL:
        check_broken_answers(question, seed)


@every_question
def test_a_question_survives_broken_answers(question: Question) -> None:
    """A broken answer leaves nothing behind: the reference is still right afterwards."""
    for broken in broken_answers(question, 4):
        question.mark(broken.answer, 4, broken.seconds)
    check_reference(question, 4)


@every_question
def test_no_card_shows_an_expected_value(question: Question) -> None:
    if not isinstance(question, ValueQuestion | TableQuestion):
        return
    for seed in (0, 1, 2):
        expected = _numbers(question.expected(seed))
        answers = [wrong_answer(question, m, seed) for m in question.misconceptions]
        answers += [b.answer for b in broken_answers(question, seed) if b.state is not State.CORRECT]
        for answer in answers:
            verdict = question.mark(answer, seed)
            said = " ".join([verdict.message, *verdict.notes, *(f"{r.name} {r.note}" for r in verdict.checks)])
            for number in expected:
                assert repr(number) not in said
                assert f"{number:.4g}" not in said


def _numbers(encoded: Any) -> list[float]:
    """Return the numbers inside a canonical form that are too particular to stand in a sentence by chance."""
    if isinstance(encoded, dict):
        return [n for value in encoded.values() for n in _numbers(value)]
    if isinstance(encoded, list):
        return [n for value in encoded for n in _numbers(value)]
    return [encoded] if isinstance(encoded, float) and len(f"{encoded:.4g}") > 3 else []


# The transcript


@every_theme
def test_every_card_reads_as_stored(theme: Theme, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """All cards that questions can show for one variant, as a Chinese text that people read and review."""
    written = transcript(theme, tmp_path)
    stored = TRANSCRIPTS / f"{theme.name}.md"
    if request.config.getoption("--update-transcripts"):
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(written, encoding="utf-8")
    assert stored.is_file(), f"no transcript yet: run `pytest {Path(__file__).name} --update-transcripts` and read it"
    assert written.splitlines() == stored.read_text(encoding="utf-8").splitlines()


def transcript(theme: Theme, folder: Path) -> str:
    """Return the cards of all questions of a theme as Markdown; each run keeps a progress file of its own."""
    wb = Workbook(theme.name, progress=Progress.open(folder / "progress.sqlite"))
    parts = [
        f"# 卡片实录：{theme.title}",
        "第 1 套数据。每张卡片是学习者看到的原文，改题之后用 `--update-transcripts` 重写。",
    ]
    for question in theme.questions():
        parts.append(f"## {question.title} `{question.name}`")
        runs = [("起始代码", defined_by(question.starter, question.name)), ("参考答案", right_answer(question, 0))]
        runs += [(f"想法：{m.name}", wrong_answer(question, m, 0)) for m in question.misconceptions]
        cards = [(name, wb.check(question.name, answer).text) for name, answer in runs]
        parts += [f"### {name}\n\n```text\n{text}\n```" for name, text in cards]
        alike: dict[str, list[str]] = {}
        for broken in broken_answers(question, 0):
            text = card_text(question, question.mark(broken.answer, 0, broken.seconds))
            alike.setdefault(text, []).append(broken.name)
        parts += [f"### 坏答案：{'；'.join(names)}\n\n```text\n{text}\n```" for text, names in alike.items()]
    return "\n\n".join(parts) + "\n"
