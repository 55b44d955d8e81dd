"""The question on the production line: where the work piles up once a machine writes the scripts."""

from __future__ import annotations

from genmarketing.workbook.kinds import ChoiceQuestion, Option

BOTTLENECK = ChoiceQuestion(
    name="bottleneck",
    title="AI 写脚本快了三倍，一周多出几条",
    points=4,
    minutes=4,
    concepts=("K150",),
    prompt="""
一个小团队按 SOP 做短视频，每条依次过四道工序。下面是每条的工时和每道工序一周的总工时（数字是编的）：

| 工序 | 每条几小时 | 一周几小时 |
|---|---:|---:|
| 选题 | 1 | 40 |
| 脚本 | 4 | 80 |
| 拍剪 | 8 | 160 |
| 审核 | 2 | 44 |

现在用 AI 写脚本，每条只要 1 小时；审核的人发现问题多了，每条审核由 2 小时变成 2.75 小时。没有返工，各道工序只做自己的事。一周能出几条？选一个。
""",
    starter="bottleneck = []",
    options=(
        Option(
            "a",
            "80 条：脚本原来一周 20 条，快了三倍多出 60 条",
            "你只看了快起来的那一道。后面的拍剪和审核，一周各接得住几条？",
            "the_faster_station_decides",
        ),
        Option(
            "b",
            "20 条：拍剪一周还是只有 20 条",
            "你找到了原来的瓶颈，但漏看一道变慢的工序。逐道用一周的工时除以每条的工时，再取最小的。",
            "the_old_bottleneck_stays",
        ),
        Option("c", "16 条：审核成了最慢的一道，比原来还少"),
        Option(
            "d",
            "约 25 条：每条合计由 15 小时降到 12.75 小时，总工时不变",
            "你把四道工序的工时倒在一起平分了。题目里各人只做自己的事，闲着的脚本人手帮不了审核。",
            "hours_can_be_pooled",
        ),
        Option(
            "e",
            "约 39 条：四道工序一周接得住的条数取平均",
            "你取了平均。一条视频四道都要过，最慢的那道之前，东西会怎样？",
            "the_average_decides",
        ),
    ),
    answer=("c",),
    hints=(
        "逐道算：一周的工时 ÷ 每条的工时，就是这道工序一周接得住几条。",
        "四道都算出来以后，流水线的快慢由哪一道定？",
        "注意有两道工序的工时变了，一道变快，一道变慢。",
    ),
    explanation=(
        "原来拍剪和脚本各 20 条、审核 22 条；AI 把脚本抬到 80 条，审核却落到 16 条。"
        "上 AI 之前，先看它之后的那道工序接不接得住；省下的脚本人手要真的转去审核，产量才会涨。"
    ),
    teaching=(
        "约 4 分钟。先请学生举手猜产量涨几成，再逐道除。最常见的答案是 80 条。"
        "追问：把脚本的 40 小时转给审核会怎样？（审核一周 84 小时，约 30 条，瓶颈回到拍剪的 20 条。）"
    ),
)
