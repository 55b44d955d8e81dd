"""Spot the invented citation: real references, one copied wrongly, and some made up for this course."""

from __future__ import annotations

from genmarketing.data import reference
from genmarketing.ui import Item, Sorter

from ..models.citations import Citation

REAL = ("rag", "long_and_short", "selective_classification")
"""Keys of references.csv that are shown as they stand."""

ALTERED = Citation("Min", 2021, reference("fact_score").title)
"""A true reference with another year."""

INVENTED = (
    Citation("Lewis", 2022, "Retrieval-Grounded Brand Safety: Hallucination Rates in Automated Advertising Copy"),
    Citation("Sharp", 2023, "Why Brands Hallucinate: Memory Structures in the Age of Generative Media"),
)
"""Invented here: real authors' names, works that this course's authors made up."""

BINS = (("found", "表里有，对得上"), ("altered", "有这篇，抄错了"), ("unlisted", "表里没有"))

HOW = {
    "rag": "题目、作者、年份都和出处表一致，arXiv 编号点得开。",
    "long_and_short": "报告名、两位作者、年份都对得上；机构 IPA 有出版记录。",
    "selective_classification": "题目听着冷门，三样都对得上。像不像真的，不是证据。",
}


def written(key: str) -> Citation:
    """First author, year and title of an entry of references.csv."""
    entry = reference(key)
    return Citation(entry.authors.split(",")[0], entry.year, entry.title)


def _shown(citation: Citation) -> str:
    return f"{citation.author} 等，{citation.year}，{citation.title}"


def citation_sorter() -> Sorter:
    """Sort six citations by what the table of references says of them."""
    items = [
        Item(
            key,
            _shown(written(key)),
            "found",
            HOW[key],
            {"unlisted": "查一查再说：它在本课的出处表里。", "altered": "逐项对一对：作者、年份、题目都没有错。"},
        )
        for key in REAL
    ]
    items.insert(
        1,
        Item(
            "altered",
            _shown(ALTERED),
            "altered",
            f"题目和作者是真的，年份应当是 {reference('fact_score').year}。只搜题目会放过它，要逐项对。",
            {"found": "题目对得上，年份呢？", "unlisted": "题目搜得到。错在别处。"},
        ),
    )
    for number, citation in enumerate(INVENTED):
        items.insert(
            3 * number,
            Item(
                f"invented_{number}",
                _shown(citation),
                "unlisted",
                "作者确有其人，这一篇是我们为这道练习编的。编造的引文常借真名，题目正合你的心意。",
                {
                    "found": "作者是真的，书或论文呢？到出处表里搜题目。",
                    "altered": "表里没有题目相近的一篇，它不是抄错，是没有。",
                },
            ),
        )
    return Sorter(
        title="找出编造的引文",
        alt="六条引文，分进三栏：表里有而且对得上、有这篇但抄错了、表里没有。",
        question="手边只有本课的出处表（在这一章末尾，也可以用下面的代码查）。先凭感觉分，再查，再对。",
        items=items,
        bins=BINS,
        key="citation_sorter",
        theme="hallucination",
    )
