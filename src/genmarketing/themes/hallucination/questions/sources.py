"""The source check: six things from the source material on hallucination, and what became of each when it was looked up."""

from __future__ import annotations

from genmarketing.data import figure_text
from genmarketing.workbook.kinds import MatchingQuestion
from genmarketing.workbook.question import Misconception

_FOUND = {"1": "f", "2": "c", "3": "h", "4": "b", "5": "e", "6": "a"}

HALLUCINATION_SOURCE_CHECK = MatchingQuestion(
    name="hallucination_source_check",
    title="查到源头：讲幻觉的节目里，哪些话站得住",
    points=6,
    minutes=10,
    concepts=("K028", "K031", "K032", "K039"),
    prompt=f"""
左边是源材料里的六件事（用我们自己的话写的，括号里是出处）。右边是查证之后的下落：结论，以及**凭什么**。各配一个；右边有三项用不上。

第 5 件里的两个百分数是模型编出来的（**虚构**），抄进任何地方都要同页写明「虚构」：{figure_text("E40-08")} 与 {figure_text("E40-09")}。

答案写成字典，例如 `hallucination_source_check = {{"1": "a", "2": "b", ...}}`。
""",
    starter='hallucination_source_check = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ...}',
    left={
        "1": "模型过度倚重某个专家模块，所以出现幻觉（EP40）",
        "2": "推理过程亮出来给人看，所以它更可信（EP39；EP40、EP41 又说它编造）",
        "3": "一局国际象棋里，DeepSeek 自编走法，ChatGPT 信了并落败（EP40、EP41）",
        "4": "DeepSeek 在巴黎 AI 峰会以全息投影演讲，反响热烈（EP40 开场）",
        "5": f"数据要素贡献率从 2020 年的 {figure_text('E40-08')} 升到 2025 年的 {figure_text('E40-09')}，并有供应商案例为证（虚构，EP40 引模型的回答）",
        "6": "EP40 文末的十条要点，概括了讲幻觉的这一期",
    },
    right={
        "a": "误录：与 EP39 的要点逐条同义，这一期的正文讲的不是这些；以正文为准",
        "b": "待证：没有找到任何报道；有报道说创始人受邀而没有到场；不引用",
        "c": "换一种量法，高下就不同：摘要任务里 R1 的幻觉率比 V3 高，SimpleQA 上 R1 却答对得多；看得见不等于可信",
        "d": "不实：有官方公布的另外两个百分数，照那两个改过来就可以引用",
        "e": "不实：节目自己去核实，供应商不存在，那家公司也没有推出过这样的产品",
        "f": "没有证据：结构相同的两个模型，同一项摘要测试里，一个的幻觉率是另一个的三倍多，差别不能算到结构头上",
        "g": "不实：有实验关掉了那个模块，幻觉并没有减少",
        "h": "待证的轶事：一段视频解说，双方都有违规着法，没有提示词和重复次数；两期对走法的说法也不一致",
        "i": "属实：两期节目各讲了一遍，互相印证",
    },
    answer=_FOUND,
    hints=(
        "先找下落里点名的东西：哪个要去看要点，哪个要去看报道，哪个要去看供应商在不在？",
        "用不上的三项，各是一种想法：编的数总有个真的可换，讲两遍就是印证，没有证据就是已被推翻。",
        "第 1 件与第 2 件都提到两个模型：一件问差别能不能算到结构头上，一件问看得见能不能算数。",
    ),
    explanation=(
        "讲幻觉的节目也会出错：有查不到的开场，有贴错的要点，有编出来的百分数。细节多、讲两遍、说得顺，都不是依据。"
        "转述前问三句：原件在哪、谁核实过、说的是不是同一件事。虚构的数，连同「虚构」两个字一起抄，不然下一个人就会把它写进报告。"
    ),
    teaching=(
        "约 10 分钟。两人一组，一人念说法，一人追问「你去哪里看到的」。第 5 件最常见的错误是想「把数改对」：有年份、有百分点、有案例，看着像是记错了数，其实整段是编的，没有可改的原件。"
        "第 3 件请学生分清：两期节目同出一源，讲两遍不是两份证据。第 1 件请强调：没有证据不等于已被推翻。"
        "也请说明：第 4 件只说没有找到报道，没有说演讲一定不存在。"
    ),
    misconceptions=(
        Misconception(
            "a_right_figure_to_put_in",
            "第 5 件你以为换两个对的数就行。查证没有找到可以换上的数：供应商和案例都不在，是整段编的。去看节目核实了什么。",
            _FOUND | {"5": "d"},
        ),
        Misconception(
            "told_twice_means_confirmed",
            "第 3 件你当成了互相印证。两期讲的是同一局棋，再讲一遍不会多出一份证据；它够不够得上实验？",
            _FOUND | {"3": "i"},
        ),
        Misconception(
            "no_evidence_means_refuted",
            "第 1 件你判为已被实验推翻。没有人做过那个实验；没有证据，与证明为假，是两种结论。",
            _FOUND | {"1": "g"},
        ),
        Misconception(
            "unfound_taken_for_an_anecdote",
            "第 4 件你当成了轶事。轶事至少有一份记录可看；查了而没有找到的，该怎么写？",
            _FOUND | {"4": "h"},
        ),
    ),
)
