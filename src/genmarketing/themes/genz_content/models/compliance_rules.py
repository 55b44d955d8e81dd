"""What the compliance checker knows: absolute terms, everyday words that look like them, and what beside a term changes its verdict.

《广告法》 Article 9(3) forbids «国家级», «最高级», «最佳» «等用语». The authorities' guideline (市场监管总局公告 2023 年第 6 号) says where such
words fall outside of it: attitude and goals (5), comparison with oneself, hints for use, standard grades, names, state awards,
facts bounded in time and place (6). Exempt words must still be true and provable (7). Medical, investment and training
promises get no leniency (11).

Written from law and guideline, then revised on the practice paper of ``compliance_set.csv``, and left alone since: the exam
paper was written afterwards, so that it can tell what the rules are worth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["forbidden", "needs_person", "needs_proof", "exempt"]

STATUTE = ("国家级", "最高级", "最佳")
"""The three terms that the law itself prints."""

KEYWORDS = ("国家级", "最", "第一", "唯一", "首个", "首家", "首创", "顶级", "顶尖", "极致", "极品", "独家", "冠军", "销冠", "世界级", "领先", "绝对", "永久", "万能", "史上", "100%")  # fmt: skip
"""A list as marketers pass it round: long, and blind to what stands beside the word."""

_TONE = r"极致|绝对|永久|终身|万能|100\s?%|百分之?百"
TONE = re.compile(_TONE)
"""Words that no year and no place makes a fact."""

TERM = re.compile(
    r"国家级|世界级|宇宙级|最高级|最[\u4e00-\u9fff]|第一|NO\.?\s?1|TOP\s?1|唯一|首[个家创款批选]|居首|榜首|登顶"
    r"|顶[级尖流]|极[品限]|巅峰|冠绝|冠军|销冠|登峰造极|独家|独一无二|独一份|万中无一|绝无仅有|无人能及|无人可比|无可比拟|无与伦比"
    r"|无出其右|首屈一指|史无前例|空前绝后|天下无双|无敌|没有之一|没有对手|(?:没有|找不到)比\S{0,6}更\S|(?:做|找)不到更\S|一骑绝尘|领先|鼻祖|霸主"
    r"|一[哥姐]|之王|界的\S{2,4}|天花板|秒杀|吊打|碾压|完爆|填补\S{0,4}空白|史上|王牌|" + _TONE,
    re.IGNORECASE,
)
"""Words and turns that say «better than all others»."""

ORDINARY = re.compile(
    r"最(?:近|后|初|终|末|起码|先(?!进)|开始|[上下里外左右前]面)|最[迟早晚](?=[今明后周\d]|一[班趟场])"
    r"|最[多少低高大长短](?=可|能|只|要|用|点|起|气温|温度|承重|容量|支持|保存|\s?\d)"
    r"|第一(?:步|次|天|眼|口|时间|章|届|季度?|期|件事|站|课|排|页|周|个月|遍|层|印象|人称|[百千万]|[位杯单](?=到|给|端|送))"
    r"|唯一(?=要|不变|需要|的(?:缺点|遗憾|不足|要求))"
)
"""Words of order, place and limit: they contain 最, 第一 or 唯一 and compare with nobody."""

REGULATED = re.compile(
    r"治愈|疗效|有效率|根治|药|医美|美白针|手术|理财|收益|保本|本金|回报率|投资|加盟|招商|培训|考研|考公|提分|通过率|就业率|保过|上岸"
)
"""Healing, investing, training (guideline 11)."""

BORROWED = re.compile(r"医生|专家|院士|国家队|运动员|全国\S{0,8}都")
"""Authority that is borrowed; other articles of the law concern it."""

VAGUE = re.compile(
    _TONE + r"|领先|独家|史上|王牌|冠军|销冠|界的|天花板|之王|首选|顶流|最(?:爱|想|懂|适)", re.IGNORECASE
)
"""Terms that may be about the goods or a manner of speaking."""


@dataclass(frozen=True)
class Rule:
    """What stands beside a term, and what follows.

    Attributes:
        verdict: what the program says.
        place: where it stands in law or guideline.
        why: the same in Chinese, a sentence.
        before: pattern for what precedes the term in its clause.
        after: pattern for what follows it. Either is enough.
    """

    verdict: Verdict
    place: str
    why: str
    before: str = r"(?!)"
    after: str = r"(?!)"

    def fits(self, before: str, after: str) -> bool:
        """Whether the clause around a term is as the rule describes it."""
        return bool(re.search(self.before, before) or re.match(self.after, after))


_BOUND = (
    r"20\d\d|\d+\s?月|[去今]年|[一二三四五\d]年[里来间]|连续\S{1,3}年|双十一|双\s?11|618|上半年|下半年|季度|截至"
    r"|[本我全][市省县区国]|\S市内|国内|华[东南西北中]|[东西]\S?地区|商圈"
)
_FACT = (
    r"销|卖|占有率|门店|客流|好评|排名|榜|居首|登顶|首[家个创批款]|第一[家座款批条个]|唯一|最[多早]|认证|专利|增长|营业"
)

RULES = (
    Rule("needs_person", "要看语境", "说到这个词又说不用，要看广告全貌。", after=r"\S{0,6}不[敢用写说]"),
    Rule(
        "exempt",
        "指南第六条",
        "名称、型号或商标里的字，用来指这件东西。",
        before=r"(?:叫|商标|品名|型号|书名)\s?[「《“]?\S{0,4}\s?$",
        after=r"[^「《“]{0,6}[」》”](?:系列|款|牌|书店|联名)|\S{0,3}(?:(?<!品)牌|®|™)",
    ),
    Rule(
        "exempt",
        "指南第六条",
        "国家评定的奖项、称号或名录，要留证书。",
        before=r"国家[^，,]{2,10}$(?=\S{0,6}(?:奖|称号))",
        after=r"\S{0,6}(?:科学技术奖|森林公园|遗产\S*名录|自然保护区|文物)",
    ),
    Rule("needs_proof", "指南第六条", "奖项没有写谁评的；证书对得上，才在豁免之内。", after=r"\S{0,8}奖"),
    Rule(
        "exempt",
        "指南第六条",
        "分级用语：按标准定的等级，写明了哪一个标准。",
        before=r"国家标准|行业标准|地方标准|执行标准|GB|国标",
        after=r".*(?:国家标准|行业标准|地方标准|执行标准|GB|国标)",
    ),
    Rule(
        "needs_person",
        "要看语境",
        "借别人的口说，或者加了「可能」，要看评论真不真、页面怎样摆。",
        before=r"评论|顾客|网友|用户|粉丝|留言|朋友说|[他她]说|老客|测评|主播|直播间|有人说|可能|也许|或许",
    ),
    Rule(
        "exempt",
        "指南第六条",
        "消费提示：说的是怎样用、何时用、怎样存。",
        before=r"(?:食用|饮用|使用|冲泡|点燃|保存|冷藏|开封|水温)[^。]{0,8}$|(?:别|请勿|避免)在?$",
        after=r"[^，,]{0,3}(?:食用|饮用|使用|赏味|品尝|保存|冲泡|佩戴|时间|时长|时机|温度|用量)|在|先|别|\S{0,3}内",
    ),
    Rule(
        "exempt",
        "指南第六条",
        "同一品牌自己比自己，没有说到别人。",
        before=r"本店[^，。全本]{0,8}$|自家|[同本全]系列|历代|上一代|旧款|旗下|同门|单价|店里?上|店里|我们出过|(?:[几\d一二三四五六七八九十]款|的\S{1,4})里，",
    ),
    Rule(
        "exempt",
        "指南第五条",
        "说的是态度、理念、目标，或者是人，不是商品。",
        before=r"(?:追求|力争|力求|努力|希望|愿|祝|目标|争取|致力|初心|梦想)[^。]{0,12}$|送给$",
        after=r"\S{0,6}(?:服务|诚意|心意|祝福|用心|热情|敬意|愿望|位$)|\S?的(?:自己|人|年纪|时光|日子)|.*是我们.*(?:路|目标|梦想)",
    ),
    Rule(
        "needs_proof",
        "指南第六条、第七条",
        "限定了时间、地域或条件的事实，要有证明，并写明出处。",
        before=r"送检|检测|报告",
    ),
)
"""In the order in which they are tried; the first that fits decides. Bounded facts follow, see ``is_bounded_fact``."""


def is_bounded_fact(clause: str) -> bool:
    """Whether a clause names a time or a place and counts something there: sales, shops, who was first."""
    return bool(re.search(_BOUND, clause) and re.search(_FACT, clause))
