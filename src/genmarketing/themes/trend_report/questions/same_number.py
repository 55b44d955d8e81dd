"""The question on one number with four meanings: which sentences about «53» may be written."""

from __future__ import annotations

from genmarketing.data import figure_text
from genmarketing.workbook.kinds import ChoiceQuestion, Option

_RAPID, _SHIFT, _MORE, _SPLIT = (figure_text(id) for id in ("E35-31", "E35-34", "E36-29", "E35-10"))

SAME_NUMBER = ChoiceQuestion(
    name="same_number",
    title="一个 53，四种意思",
    points=5,
    minutes=5,
    concepts=("K113", "K115", "K116"),
    prompt=f"""
同一批节目里，53 出现了四次：

- {_RAPID} 建了快速响应机制（问 2024 年做了什么，多选）；
- {_SHIFT} 要减品牌、加效果（问预算吃紧时怎么办，多选）；
- {_MORE} 要增投效果广告（问 2025 年增投哪些广告形式，多选）；
- 品牌与效果的最佳配比是 {_SPLIT}（节目没有说出自哪项研究）。

前三个的分母都是 228 位受访广告主，53% 约合 121 人。下面六句话，**有两句**站得住，可以写进汇报。选出来。
""",
    starter="same_number = []",
    options=(
        Option(
            "a",
            "既建了快速响应机制、又要减品牌加效果的广告主，占 53%",
            "你把「同样多的人」读成了「同样的人」。两题各有约 121 人勾选，重叠有多少，百分数说不出来。",
            "same_share_same_people",
        ),
        Option("b", "2024 年底的调查里，53% 的受访广告主（228 位，多选）在预算吃紧时选择减品牌、加效果"),
        Option(
            "c",
            "最佳配比里品牌占 53，减品牌加效果的也占 53%，两个数互相印证",
            "一个分的是钱，一个数的是人；一个给品牌多数，一个减品牌。数字相同，意思差得远。",
            "same_number_confirms",
        ),
        Option(
            "d",
            "53% 的人增投效果广告，可见效果广告拿走了一半以上的预算",
            "增投的人数是人头，预算是钱。人人都多投一元，和一家多投一亿，人头数看不出来。",
            "heads_are_money",
        ),
        Option("e", "前两题各按 121 人算，两题都勾的最少 14 人、最多 121 人；到底几人没有公布"),
        Option(
            "f",
            "53% 已经过半，所以多数广告主会增投效果广告",
            "过半的是这 228 人。把 121 人的区间算出来，看左端在一半的哪一边。",
            "sample_majority_is_majority",
        ),
    ),
    answer=("b", "e"),
    hints=(
        "每句话先问三样：分母是谁、问的是什么、单位是人还是钱。少一样的先放一边。",
        "两个 121 人放进 228 人里，最多重叠多少、最少重叠多少？这是一步加减法。",
        "「过半」和「多数」之间隔着一个区间；第一道题的函数可以拿来用。",
    ),
    explanation=(
        "数相同，题目、分母、单位各不相同，就是四件事。能写的句子都把题目和分母写在数的前面；"
        "不知道重叠，就写知道的上下限。以后看见两个相同的百分数被放在一起，先问它们是不是同一道题。"
    ),
    teaching=(
        "约 5 分钟。可以先只念数字，请学生举手猜是不是同一件事，再亮题干。c 句最骗人，因为两处都说品牌和效果："
        "请学生说出一个是人、一个是钱，而且方向相反。追问：节目所称的配比，哪里找得到原来的研究？（没有查到，只能写「节目所称」。）"
    ),
)
