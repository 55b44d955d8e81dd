"""What the episodes said about confidence, budgets and media, on one axis of absolute years.

The episodes of the winter of 2024/25 say «this year» and «next year» and mix up when people were asked with what they were
asked about. Each entry keeps the year as it was said and gives the one that stands after checking; figures come from
``claims.csv`` by id. What the report's next edition says stands beside it, from ``published.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genmarketing.data import claim, published_text

Kind = Literal["实际", "预测", "意愿", "看法"]


@dataclass(frozen=True)
class Entry:
    """One statement.

    Attributes:
        claim: id in claims.csv; of the next edition, in published.csv.
        topic: what it is about.
        said: the year that the episode puts it in; None where it says only «next year» or nothing.
        about: the year that it is about, after checking.
        kind: what happened, what is expected, what somebody means to do, or what somebody thinks.
        why: how the year was settled.
    """

    claim: str
    topic: str
    said: int | None
    about: int | None
    kind: Kind
    why: str

    @property
    def figure(self) -> str:
        """Figure with unit as the ledger has it; empty for a statement without one."""
        if self.next_edition:
            return published_text(self.claim)
        row = claim(self.claim)
        return f"{row.figure} {row.unit}".strip().replace(" %", "%")

    @property
    def next_edition(self) -> bool:
        """Whether the report's next edition says it, and no episode."""
        return self.claim.startswith("trend_2026")

    @property
    def source(self) -> str:
        """Where it stands: an episode or the next edition."""
        return "下一版报告" if self.next_edition else claim(self.claim).source

    @property
    def drifted(self) -> bool:
        """Whether the year that was said is another one than it is about."""
        return self.said is not None and self.said != self.about


ENTRIES: tuple[Entry, ...] = (
    Entry("E32-03", "信心：看增", 2022, None, "看法", "报告前言只写「以往」，没有写哪一年"),
    Entry("E32-04", "信心：看增", 2023, 2025, "看法", "2024 年底问的，问的是 2025 年"),
    Entry("E32-02", "信心：看增", 2025, 2025, "看法", "与报道一致"),
    Entry("E35-18", "信心：看增", 2025, 2025, "看法", "与报道一致"),
    Entry("trend_2026_more", "信心：看增", 2026, 2026, "看法", "另一次调查，按版次推算是 2026 年"),
    Entry("E32-06", "信心：看减", 2023, 2025, "看法", "2024 年底问的，问的是 2025 年"),
    Entry("E32-01", "信心：看减", 2025, 2025, "看法", "与报道一致"),
    Entry("E35-14", "信心：看减", 2024, 2025, "看法", "节目写 2024 年，报道是对 2025 年的预期"),
    Entry("E35-20", "自家预算增幅", 2023, 2023, "实际", "上一次调查"),
    Entry("E35-22", "自家预算增幅", 2024, 2024, "预测", "上一次调查对 2024 年的预测"),
    Entry("E35-19", "自家预算增幅", 2024, 2024, "实际", "这一次调查"),
    Entry("E35-21", "自家预算增幅", 2025, 2025, "预测", "这一次调查，见报道"),
    Entry("trend_2026_growth", "自家预算增幅", 2026, 2026, "预测", "另一次调查，按版次推算是 2026 年"),
    Entry("E36-30", "社媒投入增幅", 2025, 2025, "预测", "这一次调查，见报道"),
    Entry("E35-27", "「竞争加剧」的名次", 2022, 2022, "看法", "节目自述"),
    Entry("E35-28", "「竞争加剧」的名次", 2024, 2024, "看法", "节目自述"),
    Entry("E33-02", "会投直播电视", 2024, 2024, "意愿", "总账照节目记 2024 年，没有别的出处"),
    Entry("E36-06", "直播电视加码", None, None, "看法", "嘉宾的预测，说的是电视台一方，没有写年份"),
    Entry("E33-05", "PC 回调", None, 2025, "看法", "「明后年」，按录制时间推算是 2025 至 2026 年"),
    Entry("E36-22", "增投 PC 端", 2025, 2025, "意愿", "这一次调查"),
    Entry("E36-21", "增投智能电视", 2025, 2025, "意愿", "这一次调查"),
    Entry("E36-08", "站内搜索，再往后 AI 搜索", 2025, 2025, "看法", "嘉宾的看法"),
    Entry("E34-12", "短剧的规模", 2024, 2024, "预测", "白皮书的预估，不是年底的实际"),
    Entry("E33-27", "「趋势年」", 2024, None, "看法", "结语写 2024，正文谈的多是「明年」，口径不清"),
)
"""By topic, then by the year that was said."""


def of_topic(topic: str) -> list[Entry]:
    """Entries whose topic begins so, in order."""
    return [entry for entry in ENTRIES if entry.topic.startswith(topic)]


def drifted() -> list[Entry]:
    """Entries whose year has to be corrected or struck out."""
    return [entry for entry in ENTRIES if entry.drifted]
