"""The frame of the pages that grading writes: one file, nothing fetched, light and dark, narrow and on A4 paper.

Texts of a submission or of a file's name reach a page through `shown` only.
"""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from genmarketing.grading.record import printable
from genmarketing.ui import palette
from genmarketing.workbook.card import card_style

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""A page of results runs no script and loads nothing, whatever found its way into it."""


def shown(text: str) -> str:
    """Return a text that somebody handed in as HTML: escaped, without invisible characters, kept apart from the direction around it."""
    return f"<bdi>{escape(printable(text))}</bdi>"


@cache
def page_style(package: str, name: str) -> str:
    """Return the style of a page: the card's, the frame's in both colour schemes, and a file of its own.

    Args:
        package: dotted name of the package in which the file lies.
        name: the file's.
    """
    dark = f"{palette.variables(palette.DARK)} --jp-layout-color0: {palette.DARK['surface']};"
    return "\n".join(
        [
            card_style(),
            f":root {{ {palette.variables(palette.LIGHT)} --gm-fonts: {palette.FONTS}; color-scheme: light dark; }}",
            f"@media screen and (prefers-color-scheme: dark) {{ :root, .gm {{ {dark} }} }}",
            files("genmarketing.grading").joinpath("page.css").read_text(encoding="utf-8"),
            files(package).joinpath(name).read_text(encoding="utf-8"),
        ]
    )


def document(title: str, body: str, style: str) -> str:
    """Return a whole HTML page.

    Args:
        title: plain text; it is escaped.
        body: HTML.
        style: CSS, as `page_style` returns it.
    """
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{escape(printable(title))}</title>\n<style>{style}</style></head>\n"
        f'<body><main class="gm page">\n{body}\n</main></body></html>\n'
    )


def write_page(path: Path, html: str) -> None:
    """Write a page whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(html, encoding="utf-8")
    part.replace(path)
