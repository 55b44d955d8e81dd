"""`wb`: the one object that a learner's notebook talks to."""

from __future__ import annotations

import copy
import difflib
from html import escape
from typing import Any

from genmarketing.theme import theme as theme_of
from genmarketing.workbook.card import Standing, card_html, card_text
from genmarketing.workbook.progress import Progress, ProgressUnavailable
from genmarketing.workbook.question import Question
from genmarketing.workbook.undefined import UnknownQuestion, explain_undefined_answers
from genmarketing.workbook.variants import normal_id, variant_of, visible_seed
from genmarketing.workbook.verdict import Verdict


class Feedback:
    """What a check returns: `text/plain` is the bare score (nbgrader reads it), `text/html` the card."""

    def __init__(self, question: Question, verdict: Verdict, seed: int, standing: Standing) -> None:
        self.question = question
        self.verdict = verdict
        self._seed = seed
        self._standing = standing

    def __repr__(self) -> str:
        return f"{self.verdict.score:g}"

    def _repr_html_(self) -> str:
        return card_html(self.question, self.verdict, self._seed, self._standing)

    @property
    def text(self) -> str:
        """The card as plain text."""
        return card_text(self.question, self.verdict, self._seed)


class Workbook:
    """The workbook of one theme, for one learner.

    Args:
        theme: name of the theme, such as `moe_reasoning`.
        learner_id: the learner's id in the class, or any name in self-study; empty for variant 0.
        class_code: the class's public code; empty in self-study.
        progress: where attempts are kept; by default the progress file of the course folder.

    Raises:
        UnknownTheme: there is no such theme.
    """

    def __init__(
        self, theme: str, learner_id: str = "", class_code: str = "", progress: Progress | None = None
    ) -> None:
        self.theme = theme_of(theme)
        self.questions: dict[str, Question] = {q.name: q for q in self.theme.questions()}
        self.learner_id = str(learner_id)
        self.variant = variant_of(self.learner_id, str(class_code))
        self._progress = progress or Progress.open()
        explain_undefined_answers(self)

    def check(self, name: str, answer: Any) -> Feedback:
        """Mark an answer, keep the attempt, and return the card.

        Raises:
            UnknownQuestion: no question has that name.
        """
        question = self._question(name)
        verdict = question.mark(answer, self._seed)
        remark = ""
        try:
            self._progress.record(self.theme.name, name, normal_id(self.learner_id), self.variant, verdict)
        except ProgressUnavailable as unavailable:
            remark = str(unavailable)
        return Feedback(question, verdict, self._seed, self._standing(verdict, name, remark))

    def data(self, name: str) -> Any:
        """Return a copy of what a question gives this learner: one object, a dictionary of several, or None.

        Raises:
            UnknownQuestion: no question has that name.
        """
        return copy.deepcopy(self._question(name).data(self._seed))

    def points(self) -> float:
        """Return the best points so far, over all questions of this variant."""
        return self._standing(None, "", "").points

    def __repr__(self) -> str:
        return f"{self.theme.title}：{len(self.questions)} 题，{self._total} 分，第 {self.variant + 1} 套数据"

    def _repr_html_(self) -> str:
        who = f"学习者 {escape(self.learner_id)}" if self.learner_id else "没有填编号"
        minutes = sum(q.minutes for q in self.questions.values())
        return (
            f"<p><b>{escape(self.theme.title)}</b> · {len(self.questions)} 题 {self._total} 分，约 {minutes} 分钟。"
            f"{who}，用第 {self.variant + 1} 套数据。</p>"
        )

    @property
    def _seed(self) -> int:
        return visible_seed(self.variant)

    @property
    def _total(self) -> int:
        return sum(q.points for q in self.questions.values())

    def _question(self, name: str) -> Question:
        if name in self.questions:
            return self.questions[name]
        near = difflib.get_close_matches(str(name), self.questions, 1, 0.4)
        hint = f"是不是 `{near[0]}`？" if near else f"本册的题目有：{'、'.join(self.questions)}。"
        raise UnknownQuestion(f"没有叫「{name}」的题目。{hint}")

    def _standing(self, verdict: Verdict | None, name: str, remark: str) -> Standing:
        try:
            best = {
                question: found.score
                for question, found in self._progress.best(
                    self.theme.name, normal_id(self.learner_id), self.variant
                ).items()
                if question in self.questions
            }
        except ProgressUnavailable as unavailable:
            best, remark = {}, remark or str(unavailable)
        if verdict is not None:
            best[name] = max(verdict.score, best.get(name, 0))
        return Standing(round(sum(best.values()), 2), self._total, remark)
