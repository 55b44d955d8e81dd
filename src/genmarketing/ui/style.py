"""The one style sheet of cards and widgets, and the scripts of widgets, read from the files beside this one."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from genmarketing.ui import palette


@cache
def _read(name: str) -> str:
    return files("genmarketing.ui").joinpath(name).read_text(encoding="utf-8")


@cache
def style_sheet(*, widgets: bool = False) -> str:
    """Return the CSS for anything inside an element of class `gm`.

    The colours come from `palette`; where JupyterLab's own variables exist, surface and text follow its theme. The dark set holds
    below an element with `data-jp-theme-light="false"` (JupyterLab's body) or `data-theme="dark"`.

    Args:
        widgets: also the rules that only widgets need; a card does without them.

    >>> "--gm-main" in style_sheet()
    True
    """
    dark = ':is([data-jp-theme-light="false"], [data-theme="dark"])'
    parts = [
        f".gm {{ {palette.variables(palette.LIGHT)} --gm-fonts: {palette.FONTS}; }}",
        f"{dark} .gm {{ {palette.variables(palette.DARK)} }}",
        _read("style.css"),
    ]
    return "\n".join([*parts, _read("widgets.css")] if widgets else parts)


@cache
def script(*names: str) -> str:
    """Return the module made of `js/<name>.js` for each name, in this order.

    A widget's script travels as one text, so shared files are plain declarations; only the last one exports.
    """
    return "\n".join(_read(f"js/{name}.js") for name in names)
