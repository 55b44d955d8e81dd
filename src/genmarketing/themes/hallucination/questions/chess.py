"""The question on the game of chess: what an anecdote shows, and what it does not."""

from __future__ import annotations

from genmarketing.workbook.kinds import ChoiceQuestion, Option

CHESS_EVIDENCE = ChoiceQuestion(
    name="chess_evidence",
    title="那一局棋，能写进报告的是哪句",
    points=4,
    minutes=4,
    concepts=("K030", "K031"),
    prompt="""
两期节目都讲到一局国际象棋：DeepSeek 自己编出走法，ChatGPT 信了，后来输了。这局棋从哪里来、记下了什么，第 9 节查过，请先想一想。

本章另有一个小模型：它只按前几步棋猜下一步，由规则引擎逐步当裁判。开局它走得像模像样，离开背过的棋谱以后，不合规则的着法多了起来。

把这件事写进给客户的报告，哪一句站得住？选一个。
""",
    starter="chess_evidence = []",
    options=(
        Option(
            "a",
            "实验证明：DeepSeek 会编造规则，ChatGPT 容易轻信",
            "你把一段解说写成了实验。没有提示词、没有重复、没有裁判，换一局也许就反过来；先看它够不够得上「实验」。",
            "anecdote_as_experiment",
        ),
        Option(
            "b",
            "模型根本不会下棋，它走出的每一步都不合规则",
            "你说过了头。背过的开局它多半走对；问题出在没背过的地方，它照样走得很流利。",
            "always_illegal",
        ),
        Option(
            "c",
            "只要把温度调到 0，模型就只走合规的棋",
            "温度只决定在几个着法里怎么抽。最可能的那一步如果不合规则，温度 0 会每次都走它。",
            "cold_is_legal",
        ),
        Option(
            "d",
            "一则轶事提醒我们：模型写的是像棋谱的下一步，合不合规则要另请裁判来查",
        ),
        Option(
            "e",
            "它能一步步说出理由，说明它是懂规则而故意犯规",
            "说得出理由，是因为理由也是顺着写出来的。写得通顺，与知不知道规则是两件事。",
            "fluent_reasons_mean_knowledge",
        ),
    ),
    answer=("d",),
    hints=(
        "把每句话拆成「说了什么」和「凭什么」。凭一段视频，最多能说到哪一步？",
        "有两句说得太满（「每一步」「只走」），有一句把故事当成了实验。",
        "站得住的那句，既说出了模型在做什么（接着写像的东西），又说出了该补上什么。",
    ),
    explanation=(
        "模型学的是「接下来通常写什么」，规则不在其中；要守规则，就得有懂规则的程序在旁边逐步查。"
        "营销里的规则是价格表、活动条款、禁用语：写得再顺，也要有一道程序来比对。引用这局棋时，写明它是轶事。"
    ),
    teaching=(
        "约 4 分钟。先请学生说：怎样才能把这局棋变成实验？（固定提示词、多下几局、规则引擎当裁判、记下每一步。）本章的小模型就是照这样做的。"
        "常见错误是选 a，因为数字和情节俱全；也有人选 c。提醒：两期节目对怪着的说法也不一致，一处横着跳，一处横着走。"
    ),
)
