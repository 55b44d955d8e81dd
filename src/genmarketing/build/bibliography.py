"""The two tables at the end of a chapter, made from what its text uses: the terms taught, and the sources cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from genmarketing.build.roles import Use
from genmarketing.data import load

VERDICTS = {"confirmed": "属实", "contradicted": "不实", "unverified": "待证", "opinion": "观点"}


def glossary(uses: Sequence[Use]) -> str:
    """Return a table of the concepts that a chapter teaches, in the order in which it does."""
    terms = load("glossary").set_index("id")
    rows = [
        f"| {terms.at[id_, 'term']} | {_text(terms.at[id_, 'english'])} | {_text(terms.at[id_, 'definition'])} |"
        for id_ in _ids(uses, "concept")
    ]
    return "\n".join(["| 中文 | English | 一句话 |", "|---|---|---|", *rows])


def sources(uses: Sequence[Use]) -> str:
    """Return the claims that a chapter takes figures from or cites, with what became of them, and the papers it names."""
    claims = load("claims").set_index("id")
    rows = [_claim(claims.loc[id_].to_dict()) for id_ in _ids(uses, "figure", "cite")]
    parts = []
    if rows:
        parts.append("\n".join(["| 说法 | 出处 | 核对 | 依据 |", "|---|---|---|---|", *rows]))
    papers = [_paper(key) for key in _cited_papers(uses)]
    if papers:
        parts.append("\n".join(papers))
    return "\n\n".join(parts)


def _claim(claim: dict[str, object]) -> str:
    place = f"{_text(claim['source'])} · {_text(claim['place'])}"
    return (
        f"| {_text(claim['claim'])} | {place} | {VERDICTS[str(claim['verdict'])]} "
        f"| {_linked(_text(claim['primary_source'])) or '—'} |"
    )


def _cited_papers(uses: Sequence[Use]) -> list[str]:
    """Return the keys of the papers named, and of those that published figures come from, each once."""
    published = load("published").set_index("id")
    keys = [
        use.id if use.role == "reference" else str(published.at[use.id, "source"])
        for use in uses
        if use.role in ("reference", "published")
    ]
    return list(dict.fromkeys(keys))


def _paper(key: str) -> str:
    papers = load("references").set_index("key")
    paper = {column: _text(papers.at[key, column]) for column in ("authors", "year", "title", "venue", "url")}
    link = f" {_linked(paper['url'])}" if paper["url"] else ""
    return f"- {paper['authors']}（{paper['year']}）. *{paper['title']}*. {paper['venue']}.{link}"


def _ids(uses: Iterable[Use], *roles: str) -> list[str]:
    return list(dict.fromkeys(use.id for use in uses if use.role in roles))


def _linked(text: str) -> str:
    """Make an address a link."""
    return f"<{text}>" if text.startswith("http") and " " not in text else text


def _text(value: object) -> str:
    """Return a table cell's text: nothing for a missing value, and no bar that would end the cell."""
    return "" if value is None or value != value else str(value).replace("|", "\\|").strip()
