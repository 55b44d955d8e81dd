"""When a check is run before its answer: a Chinese sentence instead of a traceback."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from genmarketing.workbook.notebook import Workbook


class UnknownQuestion(KeyError):
    """There is no question of that name; the text is a Chinese sentence that names the nearest."""

    def __str__(self) -> str:
        """Return the sentence without KeyError's quotes."""
        return str(self.args[0])


def sentence_for(error: BaseException, workbook: Workbook) -> str | None:
    """Return what to tell a learner, or None if the error has nothing to do with the workbook."""
    if isinstance(error, UnknownQuestion):
        return str(error)
    if isinstance(error, NameError) and error.name in workbook.questions:
        title = workbook.questions[error.name].title
        return (
            f"「{title}」还没有答案：`{error.name}` 没有定义。先运行上面写着 `# 题目: {error.name}` 的那一格；"
            "如果那一格报错，先把它改好。答案都还在，没有丢。"
        )
    return None


def explain_undefined_answers(workbook: Workbook) -> None:
    """Inside IPython, show these sentences where a traceback would stand. The cell still counts as failed."""
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return

    def show(
        shell: Any, kind: type[BaseException], error: BaseException, tb: TracebackType, tb_offset: int = 0
    ) -> None:
        sentence = sentence_for(error, workbook)
        if sentence is None:
            shell.showtraceback((kind, error, tb), tb_offset=tb_offset)
        else:
            shell._showtraceback(kind, error, [sentence])

    shell.set_custom_exc((NameError, UnknownQuestion), show)
