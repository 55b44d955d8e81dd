"""The source check: nine claims of the episodes, and what became of each when it was looked up."""

from __future__ import annotations

from genmarketing.data import figure_text, published_text
from genmarketing.workbook.kinds import MatchingQuestion
from genmarketing.workbook.question import Misconception

_FOUND = {"1": "d", "2": "g", "3": "a", "4": "f", "5": "b", "6": "i", "7": "c", "8": "k", "9": "l"}

TREND_SOURCE_CHECK = MatchingQuestion(
    name="trend_source_check",
    title="查到源头：九个说法，各有什么下落",
    points=6,
    minutes=12,
    concepts=("K113", "K114", "K116", "K117", "K122", "K141"),
    prompt="""
左边是几期节目里的九个说法（用我们自己的话写的，括号里是出处）。右边是查证之后的下落：结论，以及**凭什么**。各配一个；右边有三项用不上。

拿不准时用四把尺子：哪一年、问的什么、什么单位、是实际还是预测。答案写成字典，例如 `trend_source_check = {"1": "a", "2": "b", ...}`。
""",
    starter='trend_source_check = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ..., "7": ..., "8": ..., "9": ...}',
    left={
        "1": f"看减的由 {figure_text('E32-05')} 起步，升到 {figure_text('E32-06')}（EP32）",
        "2": "面对 2025 年预算下降，广告主要做取舍（EP35）",
        "3": f"品牌与效果的最佳配比是 {figure_text('E35-10')}（EP35）",
        "4": f"AI 营销供应商达到 {figure_text('E36-38')}（EP36）",
        "5": "KOS 是关键意见员工（EP33）",
        "6": f"只有 {figure_text('E33-02')} 的广告主会投直播电视（EP33），广电却要加码（EP36）",
        "7": "化妆品里，国货已把日韩的牌子挤出市场（EP32）",
        "8": f"信心由 2022 年的 {figure_text('E32-03')} 看好，落到 2023 年的 {figure_text('E32-04')}（EP32）",
        "9": f"短剧规模 {figure_text('E34-12')}，超过电影，逼近直播电视的投放（EP34）",
    },
    right={
        "a": "待证：没有写出自哪项研究、多少样本；60:40 比的是品牌与短期促销，不能替它作证，也不能把它推翻",
        "b": "不实：释义错了，百科与平台的文章都说最后一个字母是 Sales；员工只是常见的身份",
        "c": f"过头：报道只说 2023 年国货份额 {published_text('domestic_beauty_2023')}，首次过半；同一张表的外资前五里还有日本起家的牌子",
        "d": "不成立：同一份调查说同比多 11 个百分点，一减便知上一年约 43%；那个数更像「持平」，这一半是推测",
        "e": "属实：数字与通稿一致，整句话可以照写",
        "f": f"单位错了：下一版前言的总数 {published_text('ai_entries_2025')}，减去新增的 {published_text('ai_entries_added')}，正好是它，数的是提报，一家可以报几个",
        "g": f"方向反了：同一份通稿预计自家预算平均增 {figure_text('E35-21')}，慢了，没有降；行业看淡是另一道题",
        "h": "不实：已有另一项研究测出最佳的是 60:40",
        "i": "未必冲突：一个是广告主买不买的比例，一个是嘉宾对卖方的预测；后一句没有数",
        "j": "互斥：两句里必有一句是假的",
        "k": "年份错了：后一个数是 2024 年底问的，问的是 2025 年；前一个数，报告前言只写「以往」，没有写哪一年",
        "l": f"只有前半句可比：当时的预估 {published_text('short_drama_forecast_2024')}，高于票房的预计；后半句拿含有用户付费的规模，去比广告主的花费",
    },
    answer=_FOUND,
    hints=(
        "先找右边能用加减法验的两项，配给左边带数的；再把说年份的、说词义的、说两样东西比不得的各配上。",
        "用不上的三项，各是一种常见的想法：官方写了就对、有别的数就推翻、方向相反就打架。",
        "第 3 个说法，查的人没有找到原来的研究。没有找到，与被别的研究推翻，是两种下落。",
    ),
    explanation=(
        "查证的结论不止真和假：有年份错的、单位错的、方向反的、过头的、只能比一半的，也有只能写「待证」的。通稿自己也会写反，所以官方不是免检牌。"
        "转述之前把一句话拆成年份、题目、单位、方向四块，一块一块查；缺哪一块，就在句子里写明缺哪一块。"
    ),
    teaching=(
        "约 12 分钟。两人一组，一人念说法，一人问「凭什么」。第 2 个最有收获：错在通稿，不在节目，请学生说出怎样发现的（同一段里方向相反）。"
        "最常见的误会是拿 60:40 推翻 53:47，两个比的东西不同。第 1 个里「24 像是持平」只是推测，提醒学生转述时保留这两个字；第 8 个是同一组数的另一种错，两个放在一起讲。"
    ),
    misconceptions=(
        Misconception(
            "official_release_is_right",
            "第 2 个说法你放行了。通稿里确有这句话，可同一份通稿里还有一个方向相反的数；官方写的也要对一对。",
            _FOUND | {"2": "e"},
        ),
        Misconception(
            "another_ratio_refutes",
            "第 3 个说法你判为已被 60:40 推翻。先写下两个比各是谁对谁；比的东西不同，谁也推翻不了谁。",
            _FOUND | {"3": "h"},
        ),
        Misconception(
            "right_figure_right_unit",
            "第 4 个说法你放行了。数字有出处，可它数的是什么？找找下一版前言里的一道减法。",
            _FOUND | {"4": "e"},
        ),
        Misconception(
            "opposite_words_conflict",
            "第 6 个说法你判成了互斥。一句说的是买的一方，一句预测的是卖的一方；两件事能不能同时成立？",
            _FOUND | {"6": "j"},
        ),
        Misconception(
            "more_than_half_is_everything",
            "第 7 个说法你放行了。份额过半，不等于别人出局；先把原话里最重的那个动词圈出来。",
            _FOUND | {"7": "e"},
        ),
        Misconception(
            "said_year_is_right_year",
            "第 8 个说法你放行了。一份年末的调查有两个年份：哪一年问的，问的是哪一年。节目写的是哪一个？",
            _FOUND | {"8": "e"},
        ),
        Misconception(
            "all_sizes_compare",
            "第 9 个说法你放行了。短剧的钱有多少是观众掏的，电视的投放又是谁掏的？先看两边是不是同一种钱。",
            _FOUND | {"9": "e"},
        ),
    ),
)
