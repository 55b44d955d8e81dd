"""The source check: six claims of the source material, and what became of each when it was looked up."""

from __future__ import annotations

from genmarketing.data import figure_text
from genmarketing.workbook.kinds import MatchingQuestion
from genmarketing.workbook.question import Misconception

_FOUND = {"1": "d", "2": "f", "3": "a", "4": "h", "5": "b", "6": "e"}

MOE_SOURCE_CHECK = MatchingQuestion(
    name="moe_source_check",
    title="查到源头：六个说法，各有什么下落",
    points=6,
    minutes=12,
    concepts=("K001", "K003", "K009", "K014", "K023"),
    prompt="""
左边是源材料里的六个说法（用我们自己的话写的，括号里是出处）。右边是查证之后的下落：结论，以及**凭什么**。各配一个；右边有两项用不上。

本章「查到源头」一节走过其中几条；没走过的，可以照同样的办法想：这句话要成立，去哪份原件里能看到？

答案写成字典，例如 `moe_source_check = {"1": "a", "2": "b", ...}`。
""",
    starter='moe_source_check = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ...}',
    left={
        "1": f"DeepSeek 去问别家模型，攒下约 {figure_text('E42-02')}推理样本（EP42）",
        "2": "MoE 会同时搜出几条思维链，让它们竞争（EP42）",
        "3": "MoE 是几个专业互相较量（EP38），是先叫数学模块（EP40），是检索多条链（EP42）",
        "4": "推理过程看得见，所以它的话更可信（EP39）",
        "5": "中文是二维语言，字词组合能省下参数（EP38）",
        "6": "私有化部署只花原来的十分之一，一台普通服务器就够（EP38）",
    },
    right={
        "a": "互不相容：三种机制不能同时是它；V3 代码与 Mixtral 论文都写的是逐层、逐 token 选专家",
        "b": "待证：找不到证据；公开配置只给出词表与参数的大小，分词影响 token 数，参数多少是结构的选择",
        "c": "属实：数字与论文一致，整句话就成立",
        "d": "不实：数字对，来历不对；R1 论文 §2.3.3 写的是从自家检查点采样再筛选",
        "e": "一半不实，一半待证：官方部署说明用两个各八卡的节点；「十分之一」没有写明同什么比",
        "f": "不实：官方推理代码里，门控只给每个 token 打分、取前几名，没有「链」这种东西",
        "g": "不实：有对照实验测过，结果正好相反",
        "h": "换一种量法，高下就不同：摘要任务里 R1 的幻觉率比 V3 高，SimpleQA 上 R1 的正确率却也比 V3 高；看得见不等于对",
    },
    answer=_FOUND,
    hints=(
        "先认出每个下落里点名的原件：R1 论文、推理代码、部署说明、公开配置。哪个说法会写在那里？",
        "数字对，不等于整句话对；没有证据，也不等于已被推翻。用不上的两项，各是这两种想法之一。",
        "第 3 个说法要害在三期互相打架；第 6 个说法有两半，要分开查。",
    ),
    explanation=(
        "查证的结论不止真和假两种：有的数字对、来历错，有的没有基准，有的只是没有证据。"
        "转述之前，把一句话拆成数字、来历、比较的对象三块，分别去查；查不到的，写「未证实」，不替它圆。"
    ),
    teaching=(
        "约 12 分钟。请两人一组，一人负责说法、一人负责原件，互相问「你凭什么」。最常见的错误是把没有证据当作已被推翻，"
        "和看到数字对就放行。第 4 个说法的两个量法（摘要幻觉率、SimpleQA）请学生说出各量了什么。"
        "也请提醒：第 1 个说法里外界对 DeepSeek 的指控至今没有公开定论，这里只说论文写了什么。"
    ),
    misconceptions=(
        Misconception(
            "right_figure_right_claim",
            "第 1 个说法里数字确实对，可它还说了样本从哪里来。数字与来历要分开查，看看论文的那一节。",
            _FOUND | {"1": "c"},
        ),
        Misconception(
            "no_evidence_means_refuted",
            "第 5 个说法你判为已被实验推翻。查到的是没有证据，没有人做过那个实验；没有证据与证明为假是两回事。",
            _FOUND | {"5": "g"},
        ),
        Misconception(
            "open_weights_prove_the_price",
            "第 6 个说法你放行了。权重公开，不等于部署便宜：先找「十分之一」是同什么比，再看官方要几台机器。",
            _FOUND | {"6": "c"},
        ),
        Misconception(
            "visible_means_true",
            "第 4 个说法你放行了。看得见推理，只说明看得见；拿两种量法各比一次，看高下是不是一致。",
            _FOUND | {"4": "c"},
        ),
    ),
)
