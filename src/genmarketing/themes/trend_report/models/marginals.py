"""Every total of the survey of 228 that the sources print, and how it is read off ``advertisers.csv``.

The ids are those of ``claims.csv``; the figure is looked up there and stands nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from genmarketing.data import claim

if TYPE_CHECKING:
    import pandas as pd

RESPONDENTS = 228

FEWER = ("大幅减少", "小幅减少")
"""Answers that the report adds up to «fewer»."""

OUTLOOK = "industry_outlook"
"""The single-choice question on next year's spending of the whole industry."""


@dataclass(frozen=True)
class Marginal:
    """One printed total.

    Attributes:
        claim: id in claims.csv.
        column: column of the table.
        question: what was asked, short.
        group: the question of the questionnaire that the option belongs to.
        answers: answers of a single-choice question that are counted; empty for a 0/1 column.
        kind: «share» of the respondents in percent, or «mean» of a numeric column.
    """

    claim: str
    column: str
    question: str
    group: str
    answers: tuple[str, ...] = ()
    kind: Literal["share", "mean"] = "share"

    @property
    def published(self) -> float:
        """The printed figure, in percent."""
        return float(claim(self.claim).figure)

    @property
    def count(self) -> int:
        """Respondents that the printed share stands for: the nearest whole number."""
        return round(self.published / 100 * RESPONDENTS)

    def rebuilt(self, table: pd.DataFrame) -> float:
        """The same figure read off a table of respondents, in percent, unrounded."""
        column = table[self.column]
        if self.kind == "mean":
            return float(column.mean())
        return float(100 * (column.isin(self.answers) if self.answers else column == 1).mean())


MARGINALS: tuple[Marginal, ...] = (
    Marginal("E35-16", OUTLOOK, "行业投入大幅减少", "信心", ("大幅减少",)),
    Marginal("E35-17", OUTLOOK, "行业投入小幅减少", "信心", ("小幅减少",)),
    Marginal("E35-14", OUTLOOK, "行业投入减少（两项合计）", "信心", FEWER),
    Marginal("E35-18", OUTLOOK, "行业投入增加", "信心", ("增加",)),
    Marginal("E35-19", "budget_change_2024", "自家 2024 年实际增幅", "预算", kind="mean"),
    Marginal("E35-21", "budget_change_2025", "自家 2025 年预计增幅", "预算", kind="mean"),
    Marginal("E36-30", "social_change_2025", "社媒 2025 年预计增幅", "预算", kind="mean"),
    Marginal("E35-29", "act_pragmatic_kpi", "更务实地管 KPI", "2024 年应对办法"),
    Marginal("E35-30", "act_cross_team", "加强跨部门协作", "2024 年应对办法"),
    Marginal("E35-31", "act_rapid_response", "建快速响应机制", "2024 年应对办法"),
    Marginal("E35-32", "act_data_driven", "强化数据化营销", "2024 年应对办法"),
    Marginal("E35-33", "cut_higher_roi_media", "改投 ROI 更高的媒体", "预算吃紧时"),
    Marginal("E35-34", "cut_brand_to_performance", "减品牌、增效果", "预算吃紧时"),
    Marginal("E35-36", "cut_new_products", "用新品找突破", "预算吃紧时"),
    Marginal("E35-37", "grow_brand", "加大品牌建设", "增长机会"),
    Marginal("E36-19", "more_mobile", "增投移动端", "媒介"),
    Marginal("E36-20", "more_outdoor", "增投户外", "媒介"),
    Marginal("E36-21", "more_smart_tv", "增投智能电视", "媒介"),
    Marginal("E36-22", "more_pc", "增投 PC 端", "媒介"),
    Marginal("E33-02", "buys_linear_tv", "会投直播电视", "媒介"),
    Marginal("E36-24", "more_seeding", "增投种草平台", "互联网资源"),
    Marginal("E36-25", "more_short_video", "增投短视频", "互联网资源"),
    Marginal("E36-26", "more_in_app_search", "增投站内搜索", "互联网资源"),
    Marginal("E36-28", "more_kol_ads", "增投 KOL", "广告形式"),
    Marginal("E36-29", "more_performance_ads", "增投效果广告", "广告形式"),
    Marginal("E36-31", "social_kol_content", "重点是 KOL 内容", "社媒重点"),
    Marginal("E36-32", "social_own_live", "重点是品牌自播", "社媒重点"),
    Marginal("E36-33", "social_amateurs", "重点是素人营销", "社媒重点"),
    Marginal("E36-34", "video_creators", "加码达人内容", "短视频投放"),
    Marginal("E36-35", "video_live", "加码直播", "短视频投放"),
    Marginal("E36-36", "video_boost", "加码推流", "短视频投放"),
    Marginal("E36-39", "ai_weekly", "每周使用 AI 工具", "AI"),
    Marginal("E36-40", "ai_marketing_used", "真正用到 AI 营销", "AI"),
    Marginal("E36-41", "ai_marketing_planned", "打算以后用 AI 营销", "AI"),
)
"""In the order of the episodes; multiple-choice options that share a group may be ticked together."""

NOT_OF_THESE_RESPONDENTS: dict[str, str] = {
    "E35-15": "两次调查之差，只有一次的人",
    "E35-20": "上一次调查的实际值",
    "E35-22": "上一次调查的预测值",
    "E35-23": "两次预测之差",
    "E35-35": "两次调查之差，只有一次的人",
    "E32-01": "与 E35-14 是同一个数",
    "E32-02": "与 E35-18 是同一个数",
    "E32-03": "所称的是 2022 年，不是这次调查",
    "E32-04": "年份写错的 22%",
    "E32-05": "来历不明的 24%",
    "E32-06": "年份写错的 54%",
    "E36-37": "出自生态图，数的是供应商提报",
}
"""Percentages of the same episodes that say nothing about these 228 people, and why."""


def option_columns() -> list[str]:
    """Names of the 0/1 columns, in the order of ``MARGINALS``."""
    return [each.column for each in MARGINALS if each.kind == "share" and not each.answers]


def published_against_rebuilt(table: pd.DataFrame) -> pd.DataFrame:
    """One row for each printed total: id, question, printed figure, figure of the table, and whether they agree.

    They agree when the table's figure rounds to what is printed.
    """
    import pandas as pd

    rows = [(m.claim, m.group, m.question, m.published, m.rebuilt(table)) for m in MARGINALS]
    shown = pd.DataFrame(rows, columns=["claim", "group", "question", "published", "rebuilt"])
    return shown.assign(agrees=[round(rebuilt) == printed for *_, printed, rebuilt in rows])
