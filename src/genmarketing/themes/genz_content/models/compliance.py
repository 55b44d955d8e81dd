"""Absolute terms in an advertisement: what a program can say, and where it must hand over to a person.

《广告法》 Article 9(3) forbids «国家级», «最高级», «最佳» «等用语». The authorities' guideline (市场监管总局公告 2023 年第 6 号) says where such
words fall outside of it: attitude and goals (5), comparison with oneself, hints for use, standard grades, names, state
awards, facts bounded in time and place (6). Exempt words must still be true and provable (7). Medical, investment
and training promises get no leniency (11); further articles of the law concern them.

The rules below look at a term and the words beside it, in the order in which they stand. They were written from law and
guideline, then revised once on the first half of ``compliance_set.csv``; the second half is kept for the exam. They never say that a text is legal: a program sees no picture, no evidence, not the page
around the text, and no word that is missing from its list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["forbidden", "needs_person", "needs_proof", "exempt"]

GRAVEST: tuple[Verdict, ...] = ("forbidden", "needs_person", "needs_proof", "exempt")
"""From the gravest; a text is as grave as its gravest finding."""

NAMES: dict[Verdict, str] = {"forbidden": "禁用", "needs_person": "需人工", "needs_proof": "待证", "exempt": "豁免"}
"""What each verdict is called in Chinese."""

STATUTE = ("国家级", "最高级", "最佳")
"""The three terms that the law itself prints."""

KEYWORDS = ("国家级", "最", "第一", "唯一", "首个", "首家", "首创", "顶级", "顶尖", "极致", "极品", "独家", "冠军", "销冠", "世界级", "领先", "绝对", "永久", "万能", "史上", "100%")  # fmt: skip
"""A list as marketers pass it round: long, and blind to what stands beside the word."""

_ORDINARY = re.compile(
    r"最(?:近|后|初|终|迟|晚|起码|先(?!进)|开始)|最[多少](?=可|能|只|要|用|\s?\d)"
    r"|第一(?:步|次|天|眼|口|时间|章|届|季|期|件|批|年|站|课|排|页|周|个月|遍|层|印象|人称)"
)
_TERM = re.compile(
    r"国家级|世界级|宇宙级|最高级|最佳|最(?:喜欢|受欢迎|先进|便宜|专业|正宗|天然|安全|有效|真诚|清爽|[\u4e00-\u9fff])"
    r"|第一|NO\.?\s?1|TOP\s?1|唯一|首个|首家|首创|顶级|顶尖|极致|极品|独家|独一无二|绝无仅有|无人能及|无与伦比|首屈一指|史无前例"
    r"|无敌|没有之一|没有对手|一骑绝尘|无出其右|登峰造极|独一份|鼻祖|之王|霸主|秒杀|吊打|碾压|完爆|填补\S{0,4}空白"
    r"|冠军|销冠|领先|绝对|永久|万能|史上|100\s?%|百分之百|王牌|界的(?:爱马仕|劳斯莱斯|天花板)",
    re.IGNORECASE,
)
_TONE = re.compile(r"极致|绝对|永久|万能|100\s?%|百分之百", re.IGNORECASE)
"""Words that no year and no place makes a fact."""
_VAGUE = re.compile(
    r"极致|绝对|领先|独家|永久|史上|100\s?%|百分之百|王牌|冠军|销冠|界的|最(?:爱|喜欢|想|懂)", re.IGNORECASE
)
_REGULATED = re.compile(
    r"治愈|疗效|有效率|根治|药|医美|手术|理财|收益|保本|回报率|投资|加盟|培训|考研|考公|提分|通过率|保过|上岸"
)
_CLAUSE = re.compile(r"[^。！？；!?;\n]+")


@dataclass(frozen=True)
class Rule:
    """What stands near a term, and what follows.

    Attributes:
        verdict: what the program says.
        place: where it stands in law or guideline.
        why: the same in Chinese, a sentence.
        near: pattern for the clause in which the term stands; ``{term}`` is the term itself.
    """

    verdict: Verdict
    place: str
    why: str
    near: str


RULES: tuple[Rule, ...] = (
    Rule("exempt", "指南第六条", "消费提示：说的是怎样用、何时用、怎样存。", r"{term}[^，,]{{0,3}}(?:食用|饮用|使用|赏味|品尝|保存|冲泡|浸泡|佩戴|观赏|时间|时长|时机|温度|用量)|(?:水温|温度|保存|冷藏|存放|冲泡)[^，,]{{0,6}}{term}|最好(?=在|先|别|不要|提前|避开|搭配|\S{{0,4}}内)"),
    Rule("exempt", "指南第六条", "分级用语：按标准定的等级，要写明哪一个标准。", r"(?:国家标准|行业标准|地方标准|GB|国标).*{term}|{term}.*(?:国家标准|行业标准|地方标准|GB|国标)"),
    Rule("exempt", "指南第六条", "国家评定的奖项或称号，要留证书。", r"(?:国家|国务院)[^，,]{{0,12}}{term}[^，,]{{0,6}}(?:奖|称号)|{term}[^，,]{{0,6}}(?:科学技术奖|国家[^，,]{{0,4}}奖)"),
    Rule("exempt", "指南第六条", "名称或商标里的字，用来指这件东西。", r"[「《“\"][^」》”\"]*{term}[^「《“\"]*[」》”\"]|{term}[^，,]{{0,4}}(?:(?<!品)牌|®|™)"),
    Rule("needs_person", "要看语境", "借别人的口说，或者加了「可能」，要看评论真不真、页面怎样摆。", r"(?:评论|顾客|网友|用户|粉丝|留言|都说|有人说|可能|也许|或许).*{term}"),
    Rule("exempt", "指南第六条", "同一品牌自己比自己，没有说到别人。", r"(?:本店|自家|本品牌|同系列|本系列|历代|历年|上一代|旗下)[^，,]{{0,14}}{term}|我们[^，,]{{0,8}}{term}[^，,]{{0,6}}一款|(?:同门|自家|几款|\S款|系列|的[^，,]{{1,4}})\S{{0,6}}里，.*{term}"),
    Rule("exempt", "指南第五条", "说的是态度、理念或目标，不是商品。", r"(?:追求|力争|努力|希望|愿|立志|目标|争取|致力|初心|梦想)[^，,]{{0,10}}{term}|{term}[^，,]{{0,6}}(?:服务|诚意|态度|心意|祝福|用心|热情|敬意)|{term}.*是我们.*(?:路|目标|梦想|方向)"),
    Rule("needs_proof", "指南第六条、第七条", "限定了时间或地域的事实，要有证明，并写明出处。", r"(?:20\d\d\s?年|\d+\s?月|[去今]年|连续\S{{1,3}}年|双十一|双\s?11|618|上半年|下半年|季度|截至|本[市省]|全[省市]|\S市内|商圈|据\S*报告).*{term}"),
)  # fmt: skip
"""In the order in which they are tried; the first that fits decides."""


@dataclass(frozen=True)
class Finding:
    """A term, where it stands, and what follows from the rule that fits it."""

    start: int
    end: int
    text: str
    verdict: Verdict
    place: str
    why: str


def by_keywords(text: str, words: Sequence[str] = KEYWORDS) -> list[str]:
    """What a plain list finds: its words that stand in the text, whatever stands beside them."""
    return [word for word in words if word in text]


def check(text: str) -> list[Finding]:
    """Terms of a text in their order; an empty list says that the program knows nothing, not that the text is legal."""
    found = []
    for clause in _CLAUSE.finditer(text):
        ordinary = {at for match in _ORDINARY.finditer(clause[0]) for at in range(*match.span())}
        terms = [match for match in _TERM.finditer(clause[0]) if match.start() not in ordinary]
        for match in terms:
            verdict, place, why = _decide(clause[0], match)
            start = clause.start() + match.start()
            found.append(Finding(start, start + len(match[0]), match[0], verdict, place, why))
        if not terms and (promise := _REGULATED.search(clause[0])):
            start = clause.start() + promise.start()
            why = "医疗、投资、培训的承诺另有专门的条文，词表管不到。"
            found.append(Finding(start, start + len(promise[0]), promise[0], "needs_person", "广告法其他条文", why))
    return found


def _decide(clause: str, match: re.Match[str]) -> tuple[Verdict, str, str]:
    if _REGULATED.search(clause):
        return "forbidden", "指南第十一条", "医疗、投资、培训的功效或回报用了绝对化用语，不算轻微。"
    for rule in RULES:
        near = re.compile(rule.near.format(term=re.escape(match[0])))
        if rule.verdict == "needs_proof" and _TONE.match(match[0]):
            continue
        if any(hit.start() <= match.start() < hit.end() for hit in near.finditer(clause)):
            return rule.verdict, rule.place, rule.why
    if _VAGUE.match(match[0]):
        return "needs_person", "要看语境", "这个词有时指商品，有时只是语气，要由人看它说的是什么。"
    return "forbidden", "广告法第九条（三）", "指向商品的绝对化用语，没有看到可以豁免的情形。"


def verdict(text: str) -> Verdict | None:
    """The gravest verdict of a text; None when no term was found, which is no proof of anything."""
    verdicts = {finding.verdict for finding in check(text)}
    return next((each for each in GRAVEST if each in verdicts), None)


def alarms(flagged: Sequence[bool], bad: Sequence[bool]) -> tuple[float, float]:
    """Precision and recall of alarms; NaN where there is nothing to divide by."""
    both = sum(a and b for a, b in zip(flagged, bad, strict=True))
    return both / sum(flagged) if any(flagged) else float("nan"), both / sum(bad) if any(bad) else float("nan")


_LABEL = re.compile(r"(?:人工智能|AI|ＡＩ)\s?(?:辅助)?(?:生成|合成|制作)", re.IGNORECASE)

LabelState = Literal["present", "missing", "not_needed"]


def ai_label(text: str, made_by_ai: bool) -> LabelState:
    """Whether a text that a machine wrote says so at its beginning or end, where readers look.

    《人工智能生成合成内容标识办法》 (2025) asks for a visible label and one in the file's metadata; only the visible one can be seen
    here. A person has to say whether a machine wrote the text: the program cannot tell.
    """
    if not made_by_ai:
        return "not_needed"
    return "present" if _LABEL.search(text[:20]) or _LABEL.search(text[-20:]) else "missing"
