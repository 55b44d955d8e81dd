"""One ungraded question with an answer to each option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets

from genmarketing.ui.widget import CourseWidget


class QuickQuestion(CourseWidget):
    """Radio buttons; the chosen option is answered at once, and another one may be tried.

    Example:
        >>> from genmarketing.ui import QuickQuestion
        >>> quick = QuickQuestion(
        ...     key="top_k", theme="moe_reasoning", question="把 k 从 2 加到 4，什么变多？",
        ...     options=[("总参数", False, "总参数与 k 无关：专家还是那些。"), ("每个词的计算", True, "对，经过的专家多了一倍。")],
        ... )
        >>> quick.answered is None
        True

    Args:
        key: keeps the choice under this name.
        theme: the theme that the key belongs to.
        question: what is asked.
        options: text, whether it is right, and what is said when it is chosen.
        title: heading.

    Raises:
        ValueError: fewer than two options, or none that is right.
    """

    script = "quick_question"
    question = traitlets.Unicode().tag(sync=True)
    options: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self, *, key: str, theme: str, question: str, options: Sequence[tuple[str, bool, str]], title: str = "想一想"
    ) -> None:
        if len(options) < 2 or not any(right for _, right, _ in options):
            raise ValueError("a quick question needs at least two options, one of them right")
        encoded = [{"text": text, "right": right, "answer": answer} for text, right, answer in options]
        alt = f"小问题：{question} 选项：{'；'.join(text for text, _, _ in options)}。"
        super().__init__(title=title, alt=alt, key=key, theme=theme, question=question, options=encoded)

    @property
    def answered(self) -> int | None:
        """Index of the chosen option, or None."""
        chosen: int | None = self.state["chosen"]
        return chosen

    def restored(self, kept: dict[str, Any] | None) -> dict[str, Any]:
        """Return the kept choice, if the question still has it."""
        chosen = (kept or {}).get("chosen")
        sound = isinstance(chosen, int) and not isinstance(chosen, bool) and 0 <= chosen < len(self.options)
        return {"chosen": chosen if sound else None}
