"""The source check: seven claims on content, and what became of each when it was looked up."""

from __future__ import annotations

from genmarketing.data import figure_text, published_text
from genmarketing.workbook.kinds import MatchingQuestion
from genmarketing.workbook.question import Misconception

_FOUND = {"1": "c", "2": "f", "3": "a", "4": "h", "5": "e", "6": "b", "7": "d"}

CONTENT_SOURCE_CHECK = MatchingQuestion(
    name="content_source_check",
    title="查到源头：短剧、KOS、品牌总值、NFT 与直播",
    points=6,
    minutes=9,
    concepts=("K148", "K152", "K167", "K170"),
    prompt=f"""
左边是几份来源里的七个说法（用我们自己的话写的，括号里是出处）。右边是查证之后的下落：结论，以及**凭什么**。各配一个；右边有三项用不上。

查的时候问四句：数的是什么，哪一年，同谁比，是「所以」还是「同时」？背景：短剧市场的 {figure_text("E34-12")} 与电影票房，在查到的材料里当时都是**预估**。

答案写成字典，例如 `content_source_check = {{"1": "a", "2": "b", ...}}`。
""",
    starter='content_source_check = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ..., "7": ...}',
    left={
        "1": f"短剧市场预估 {figure_text('E34-12')}，超过电影（EP34）",
        "2": "短剧的规模接近甚至超过直播电视的投放（EP34）",
        "3": "KOS 是关键意见员工（EP33）",
        "4": f"品牌都重短效，所以 2023 年百大品牌总值缩水约 {figure_text('QR-02')}（千人千面一文的暗示）",
        "5": f"2022 年一季度 NFT 成交 {figure_text('ZH-080')}（知乎）",
        "6": f"一件 NFT 作品在佳士得卖出 {figure_text('ZH-077')}（知乎）",
        "7": f"2030 年直播占全网流量的 {figure_text('ZH-126')}（知乎）",
    },
    right={
        "a": "不实：最后一个字母是 Sales，销售；员工只是常见的身份",
        "b": "属实：拍卖行自己的公告里就有这个数",
        "c": "可以这样比，但要写明两边都是预估：白皮书报道里的短剧市场，比当年预计的内地票房略高",
        "d": f"对象和年份都换了：原来的预测说的是 2022 年、**全部视频**占 {published_text('video_share_2022')}",
        "e": f"不实：同一家机构统计，全年才售出约 {published_text('nft_2022_pieces')}；它说当季成交约 {published_text('nft_q1_2022_value')}，像是把钱数当成了笔数",
        "f": "不能比：一边是用户付费加广告的市场规模，一边是广告主花出去的钱",
        "g": "不实：已有统计说短剧比电视广告小得多",
        "h": f"数属实，因果没有依据：发布方归因于宏观环境与科技股，而且比 2019 年还高 {published_text('brandz_since_2019')}",
        "i": "属实：数与报告一致，连同前半句一起照写",
        "j": "待证：找不到任何一家机构的统计，只能先放着",
    },
    answer=_FOUND,
    hints=(
        "先找能用算术验的：一个季度能不能比全年还多？",
        "再找「换了对象」的：视频不等于直播，市场规模不等于投放。",
        "剩下的里，一项数对而因果不对，一项连出处都对得上。用不上的三项，各是一种省事的想法。",
    ),
    explanation=(
        "同一句话里，前半可以属实、后半不能比；同一个数，可以对而因果错。"
        "引用之前把句子拆开：数、对象、年份、因果各查一次，查到哪里写到哪里。方案里只留查过的那半句，比留一个吓人的数有用。"
    ),
    teaching=(
        "约 9 分钟。两人一组，先只用算术排除第 5 个：一个季度比全年多。第 4 个最有收获：数是真的，请学生说出「所以」两个字要什么证据。"
        "最常见的误会是把不可比判成不实：没有人证明短剧更小，只是两把尺子不同。KOS 一项回到词典就能查。"
    ),
    misconceptions=(
        Misconception(
            "incomparable_is_false",
            "第 2 个说法你判为已被推翻。没有人测出短剧更小；先写下两边各数的是什么钱，能不能放在一起比？",
            _FOUND | {"2": "g"},
        ),
        Misconception(
            "right_figure_right_cause",
            "第 4 个说法你整句放行了。数有出处，「所以」有没有？看看发布方自己归因于什么。",
            _FOUND | {"4": "i"},
        ),
        Misconception(
            "unheard_of_is_unverified",
            "第 5 个说法你写成了待证。全年的件数是有统计的，拿一个季度同它比一比。",
            _FOUND | {"5": "j"},
        ),
        Misconception(
            "a_round_forecast_passes",
            "第 7 个说法你放行了。原来的预测里有这个百分数，可它说的是哪一年、什么东西？",
            _FOUND | {"7": "i"},
        ),
        Misconception(
            "halves_swapped",
            "第 1 与第 2 个说法你对调了。哪一半比的是两个市场，哪一半拿市场去比投放？",
            _FOUND | {"1": "f", "2": "c"},
        ),
    ),
)
