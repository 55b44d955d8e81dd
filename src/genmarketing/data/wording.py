"""How a row of the ledger reads in a Chinese sentence."""

from __future__ import annotations

from genmarketing.data.ledger import claim, concept, published, reference

_PERCENT = "%"


class NoFigure(LookupError):
    """A claim has no figure that could be shown; the text is a Chinese sentence."""


def figure_text(id: str) -> str:
    """Return a claim's figure with its unit: «60 万条», «54%», «53:47».

    Raises:
        UnknownId: no claim has that id.
        NoFigure: the claim has no number.
    """
    row = claim(id)
    if not row.figure:
        raise NoFigure(f"claims.csv 里「{id}」没有数字，写不出 figure；请改用 cite，或换一条带数字的。")
    return _with_unit(row.figure, row.unit)


def cite_text(id: str) -> str:
    """Return where a claim stands in its source, the first place only: «〔EP42 · SHOWNOTES 7:58〕»; raises UnknownId."""
    row = claim(id)
    return f"〔{row.source} · {row.place.split('；')[0]}〕"


def concept_text(id: str) -> str:
    """Return a term as it is introduced: «**混合专家模型**（Mixture of Experts, MoE）»; raises UnknownId."""
    row = concept(id)
    return f"**{row.term}**（{row.english}）"


def published_text(id: str) -> str:
    """Return a published number with the digits it was printed with and its unit: «671 B», «15.6%»; raises UnknownId."""
    row = published(id)
    return _with_unit(row.printed, row.unit)


def reference_text(key: str) -> str:
    """Return a paper in short: «DeepSeek-AI 2024», «Kalai 与 Vempala 2024», «Hoffmann 等 2022»; raises UnknownId."""
    row = reference(key)
    families = [author.split(",")[0] for author in row.authors.split("; ")]
    shown = " 与 ".join(families) if len(families) <= 2 else f"{families[0]} 等"
    return f"{shown} {row.year}"


def _with_unit(number: str, unit: str) -> str:
    """Return a number and its unit in Chinese typography: a thin run for per cent, a space before everything else."""
    shown = _grouped(number)
    if not unit:
        return shown
    if unit.startswith(_PERCENT):
        rest = unit.removeprefix(_PERCENT)
        return f"{shown}% {rest}".rstrip()
    return f"{shown} {unit}"


def _grouped(number: str) -> str:
    """Return a number with a comma between thousands; ratios, powers and decimals keep their digits."""
    whole, point, decimals = number.partition(".")
    return f"{int(whole):,}{point}{decimals}" if whole.isdigit() else number
