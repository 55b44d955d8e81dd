"""A model's source, shown to the learner as it is, without the docstring."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.display import Markdown


def source(*functions: Callable[..., Any]) -> Markdown:
    """Return the source of functions as highlighted code; docstrings are for those who read the file.

    Markdown, so that JupyterLab colours it in its light and its dark theme, and pages without a kernel show it too.

    Example: `source(routing.gate_one_token)`.

    Args:
        functions: functions or methods, in the order in which they are shown.
    """
    from IPython.display import Markdown

    return Markdown(  # type: ignore[no-untyped-call]
        "```python\n" + "\n\n".join(_without_docstring(function) for function in functions) + "\n```"
    )


def _without_docstring(function: Callable[..., Any]) -> str:
    text = textwrap.dedent(inspect.getsource(function)).rstrip()
    definition = ast.parse(text).body[0]
    if not isinstance(definition, ast.FunctionDef) or ast.get_docstring(definition) is None:
        return text
    docstring = definition.body[0]
    lines = text.split("\n")
    del lines[docstring.lineno - 1 : docstring.end_lineno]
    return "\n".join(lines)
