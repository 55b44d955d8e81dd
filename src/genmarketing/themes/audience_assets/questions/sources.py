"""The source check: what became of four claims of the source material when they were looked up."""

from __future__ import annotations

from genmarketing.data import figure_text, published_text
from genmarketing.workbook.kinds import MatchingQuestion
from genmarketing.workbook.question import Misconception

_FOUND = {"1": "d", "2": "f", "3": "b", "4": "h", "5": "a", "6": "e"}
_YEARLY, _MONTHLY = figure_text("E37-12"), figure_text("E37-13")
_BEFORE, _AFTER = figure_text("CMO-050"), figure_text("CMO-051")
_PROSPECTUS = published_text("luckin_repurchase_2018")

AUDIENCE_SOURCE_CHECK = MatchingQuestion(
    name="audience_source_check",
    title="查到源头：六句话，各有什么下落",
    points=6,
    minutes=9,
    concepts=("K090", "K097"),
    prompt="""
左边是源材料里的说法，或由它引出的一问（用我们自己的话写的，括号里是出处）。右边是查过之后的下落：结论，以及**凭什么**。各配一个；右边有三项用不上。

答案写成字典，例如 `audience_source_check = {"1": "a", "2": "b", ...}`。
""",
    starter='audience_source_check = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ...}',
    left={
        "1": f"瑞幸的年复购率超过 {_YEARLY}（EP37）",
        "2": f"年复购率 {_YEARLY} 与月复购率 {_MONTHLY}，可能同时成立吗？",
        "3": "可口可乐的总裁说过：厂房烧光了，凭品牌也能重来（EP37）",
        "4": "人群资产让公司的估值由看利润、看销售，转向看用户长期价值（EP37）",
        "5": f"把 CTR 注成「点击转化率」（CMO2023，讲它由 {_BEFORE} 起）",
        "6": f"CTR 由 {_BEFORE} 升到 {_AFTER}，这一步该怎样写？",
    },
    right={
        "a": "不实，由来源自己作证：同册后文注的是点击率，即点击除以展现；转化率是另一个指标",
        "b": "待证：流传很广，没有查到原始的讲话；要引用就写「据传」",
        "c": f"不实：招股书写的 2018 年数字是超过 {_PROSPECTUS}，所以节目的数已被推翻",
        "d": f"待证：没有分母、周期和年份；媒体转述的招股书写 2018 年超过 {_PROSPECTUS}，年份与口径都未必相同，既不证明也不推翻",
        "e": "要把两种说法分开：升了 0.5 个百分点，相对升了 25%",
        "f": "看定义：问当月买两次的人，还是上月的顾客本月再来的人；有的定义下两者并不冲突",
        "g": "写成升了 0.5%，既简洁，又不夸大",
        "h": "待证，写成一种看法：没有举出哪家公司因此重新估值；终身价值是分析工具，据已知，定价仍看收入、利润与现金流",
        "i": "属实：分析师都在算用户终身价值，可见市场已经改用它定价",
    },
    answer=_FOUND,
    hints=(
        "第 2、6 两项不是查谁说得对，而是问怎样算、怎样写。先把这两项配好。",
        "「待证」有三个：一个缺口径，一个缺原始出处，一个是评论而没有证据。逐个对上。",
        "被推翻要拿同一年、同一口径的数来比；用得多、流传广，也都不是证据。用不上的三项各犯一条。",
    ),
    explanation=(
        "同一个比率，缺了分母、周期、年份，就既不能引用，也谈不上推翻。写报告时给每个比率配齐这三样；配不齐的，写「据传」或干脆不用。"
        "百分点与百分比差一个字，差出几十倍，老板会照你写的那个去批预算。"
    ),
    teaching=(
        "约 9 分钟。请两人一组，一人念说法，一人问「分母是谁、哪一年、谁量的」。最常见的错误是把不同年份、不同口径的招股书数字当成反证。"
        "第 2 项可以用 `coffee_orders` 造一个例子：同一家店，期内复购率年的多半高于月的（新客猛增的年份例外），而「上月顾客本月再来」又是另一回事。"
        "招股书一条只见于媒体转述（B 级），请学生写出还要去翻哪一份原件。"
    ),
    misconceptions=(
        Misconception(
            "other_year_refutes",
            "第 1 项你判它被推翻了。招股书说的是 2018 年，口径也没有对上；不同的两样东西，能互相推翻吗？",
            _FOUND | {"1": "c"},
        ),
        Misconception(
            "tool_means_price",
            "第 4 项你放行了。有人用它分析，与市场用它定价是两回事；去找一家因此重新估值的公司，来源举出来了吗？",
            _FOUND | {"4": "i"},
        ),
        Misconception(
            "points_as_per_cent",
            "第 6 项你把百分点写成了百分比。从 2% 升 0.5%，会到多少？读的人会这样算。",
            _FOUND | {"6": "g"},
        ),
        Misconception(
            "famous_so_unclear_only",
            "第 1 项与第 3 项的下落换了位置。一个缺的是口径，一个缺的是原话；看看哪个右项说到了分母。",
            _FOUND | {"1": "b", "3": "d"},
        ),
    ),
)
