"""The two tables at the end of a chapter, made from what its text uses: the terms taught, and the sources cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from genmarketing.build.roles import Use
from genmarketing.data import claim, concept, published, reference
from genmarketing.data.ledger import Claim, Reference

_PAPER_ROLES = ("reference", "published")
_NO_BREAK = "\u2060"
# A word joiner keeps the two characters on one line where the column is narrow.
VERDICTS = {
    verdict: _NO_BREAK.join(word)
    for verdict, word in {"confirmed": "属实", "contradicted": "不实", "unverified": "待证", "opinion": "观点"}.items()
}
_LEGEND = (
    "**属实**、**不实**：与一手资料对照过，相符或抵触。**待证**：可以查，但还没有人查过，或者查了没有结果。"
    "**观点**：评价、预测、建议或比喻，谈不上真假。"
    "依据后面的字母是证据等级：A 读过原件，B 见过转述它的报告，C 只凭已有的了解，D 没有找到。"
)


def glossary(uses: Sequence[Use]) -> str:
    """Return a table of the concepts that a chapter teaches, in the order in which it does."""
    terms = [concept(id_) for id_ in _ids(uses, "concept")]
    rows = [f"| {_cell(term.term)} | {_cell(term.english)} | {_cell(term.definition)} |" for term in terms]
    return "\n".join(["| 中文 | English | 一句话 |", "|---|---|---|", *rows])


def sources(uses: Sequence[Use]) -> str:
    """Return the claims that a chapter takes figures from or cites, with what became of them, and the papers it names."""
    rows = [_claim(claim(id_)) for id_ in _ids(uses, "figure", "cite")]
    claims = [_LEGEND, "\n".join(["| 来源怎么说 | 出处 | 核对 | 依据 |", "|---|---|---|---|", *rows])] if rows else []
    papers = ["\n".join(_paper(reference(key)) for key in keys)] if (keys := _papers(uses)) else []
    return "\n\n".join([*claims, *papers])


def _claim(row: Claim) -> str:
    place = f"{row.source} · {_cell(row.place)}"
    return f"| {_cell(row.claim)} | {place} | {VERDICTS[row.verdict]} | {_cell(row.primary_source) or '—'} |"


def _papers(uses: Sequence[Use]) -> list[str]:
    """Return the keys of the papers named, and of those that published numbers come from, each once."""
    named = (
        use.id if use.role == "reference" else published(use.id).source for use in uses if use.role in _PAPER_ROLES
    )
    return list(dict.fromkeys(named))


def _paper(row: Reference) -> str:
    link = f" <{row.url}>" if row.url.startswith("http") else f" {row.url}"
    return f"- {row.authors}（{row.year}）. *{row.title}*. {row.venue}.{link}".rstrip()


def _ids(uses: Iterable[Use], *roles: str) -> list[str]:
    return list(dict.fromkeys(use.id for use in uses if use.role in roles))


def _cell(text: str) -> str:
    """Return text that does not end its table cell."""
    return text.replace("|", "\\|").strip()
