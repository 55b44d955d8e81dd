"""Look-ups by id in the course's ledger: claims of the source material, checks of them, terms, published numbers, papers.

Each look-up gives a frozen record whose fields are the columns of the CSV file, described in `datasets/<name>.md`.
The files are read once. Nothing but the standard library is imported.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from genmarketing.data.folder import datasets_folder


class UnknownId(LookupError):
    """Nothing in a ledger file has that id; the text is a Chinese sentence that names near ones, or shows how ids look."""

    def __init__(self, file: str, wrong: str, known: Iterable[str]) -> None:
        ids = list(known)
        near = get_close_matches(wrong, ids, n=3, cutoff=0.6)
        hint = f"相近的有 {'、'.join(near)}" if near else f"写法像 {ids[0]}"
        super().__init__(f"{file} 里没有编号「{wrong}」；{hint}。")


@dataclass(frozen=True)
class Claim:
    """One thing that the source material says, and what became of it when it was checked (claims.csv).

    Args:
        id: such as `E42-02`.
        theme: name of the theme it belongs to.
        kind: `claim`, `figure`, `definition`, `mechanism`, `framework`, `case` or `recommendation`.
        claim: what the source says, in the course's own words.
        figure: the number as written («60», «53:47»), or nothing.
        unit: its Chinese unit, or nothing.
        year: the year that the statement is about, where known.
        source: short name of the source, such as `EP42`.
        place: where in the source; several places are parted by «；».
        verdict: `confirmed`, `contradicted`, `unverified` or `opinion`.
        checks: ids in source_checks.csv.
        primary_source: what was compared, with its evidence level in brackets; nothing where nobody could compare.
        note: what a reader has to know besides.
    """

    id: str
    theme: str
    kind: str
    claim: str
    figure: str
    unit: str
    year: int | None
    source: str
    place: str
    verdict: str
    checks: tuple[str, ...]
    primary_source: str
    note: str


@dataclass(frozen=True)
class SourceCheck:
    """One place where a claim was followed to its source (source_checks.csv); all texts are Chinese.

    Args:
        id: `C01` to `C61`.
        title: what is asked.
        labels: of 不实, 互斥, 口径, 待证, 过时, 误录.
        evidence_levels: of A (original read), B (report seen), C (known, not looked up), D (nothing found).
        claims: ids in claims.csv.
        says: what the source says.
        problem: what is wrong with it.
        evidence: what was found.
        primary_source: where that stands.
        conclusion: what may be said.
    """

    id: str
    title: str
    labels: tuple[str, ...]
    evidence_levels: tuple[str, ...]
    claims: tuple[str, ...]
    says: str
    problem: str
    evidence: str
    primary_source: str
    conclusion: str


@dataclass(frozen=True)
class Concept:
    """One term of the course (glossary.csv): Chinese `term`, `english`, `definition`; `core` terms are taught and graded."""

    id: str
    theme: str
    term: str
    english: str
    definition: str
    core: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """One published number (published.csv).

    Args:
        id: such as `v3_total_parameters`.
        theme: name of the theme it belongs to.
        quantity: what it counts, in Chinese.
        value: the number, in `unit`.
        printed: the number with the digits in which it was published.
        unit: Chinese unit or `B`, `%`; nothing for a pure number.
        tolerance: how far a computed value may lie from it, in the same unit.
        source: key in references.csv.
        place: table, section or file in it.
        evidence: `C` read in the original, `S` read in a secondary text, `R` recalled, `calc` computed from read numbers.
        note: what a reader has to know besides.
    """

    id: str
    theme: str
    quantity: str
    value: float
    printed: str
    unit: str
    tolerance: float
    source: str
    place: str
    evidence: str
    note: str


@dataclass(frozen=True)
class Reference:
    """One paper, book, data source or report (references.csv)."""

    key: str
    authors: str
    year: int
    title: str
    venue: str
    url: str
    themes: tuple[str, ...]


def claim(id: str) -> Claim:
    """Return a row of the ledger; raises UnknownId."""
    row = _row("claims", id)
    year = int(row["year"]) if row["year"] else None
    return Claim(**{**row, "year": year, "checks": _several(row["checks"])})  # type: ignore[arg-type]


def source_check(id: str) -> SourceCheck:
    """Return one source check; raises UnknownId."""
    row = _row("source_checks", id)
    several = {name: _several(row[name]) for name in ("labels", "evidence_levels", "claims")}
    return SourceCheck(**{**row, **several})  # type: ignore[arg-type]


def concept(id: str) -> Concept:
    """Return a term of the glossary; raises UnknownId."""
    row = _row("glossary", id)
    return Concept(**{**row, "core": row["core"] == "true", "sources": _several(row["sources"])})  # type: ignore[arg-type]


def published(id: str) -> Published:
    """Return a published number; raises UnknownId."""
    row = _row("published", id)
    numbers = {"value": float(row["value"]), "printed": row["value"], "tolerance": float(row["tolerance"])}
    return Published(**{**row, **numbers})  # type: ignore[arg-type]


def reference(key: str) -> Reference:
    """Return a paper, book or report by its key; raises UnknownId."""
    row = _row("references", key)
    return Reference(**{**row, "year": int(row["year"]), "themes": _several(row["themes"])})  # type: ignore[arg-type]


def claim_ids() -> list[str]:
    """Return the ids of all claims, in the order of the file."""
    return list(_rows("claims"))


def source_check_ids() -> list[str]:
    """Return the ids of all source checks, in order."""
    return list(_rows("source_checks"))


def concept_ids() -> list[str]:
    """Return the ids of all terms, in order."""
    return list(_rows("glossary"))


def published_ids() -> list[str]:
    """Return the ids of all published numbers, in the order of the file."""
    return list(_rows("published"))


def reference_keys() -> list[str]:
    """Return the keys of all references, in the order of the file."""
    return list(_rows("references"))


@cache
def _rows(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return a file's rows by their first column."""
    with (datasets_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def _row(name: str, id: str) -> Mapping[str, str]:
    rows = _rows(name)
    if id not in rows:
        raise UnknownId(f"{name}.csv", id, rows)
    return rows[id]


def _several(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
