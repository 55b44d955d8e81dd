"""The hard question: rules for absolute terms, examined on sentences written by hand that no rule has seen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from genmarketing.data import load
from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Rules = dict[str, list[str]]
Labels = list[str | None]
Examined = dict[str, Labels | list[int] | float]


def examine_rules(
    texts: list[str], right: list[str], rules: dict[str, list[str]]
) -> dict[str, list[str | None] | list[int] | float]:
    """用词表加语境给每段文案一个判断，再同手写的答案比。"""
    import re

    grave = ["forbidden", "needs_person", "needs_proof", "exempt"]  # 由重到轻

    def judge(text: str) -> str | None:
        text = re.sub("「[^」]*」", " ", text)
        for phrase in rules["ordinary"]:
            text = text.replace(phrase, " ")
        found = []
        for sentence in re.split("[。！？]", text):
            terms = [term for term in rules["terms"] if term in sentence]
            if not terms:
                continue
            if any(word in sentence for word in rules["grave"]):
                found.append("forbidden")
            elif any(word in sentence for word in rules["exempt"]):
                found.append("exempt")
            elif any(word in sentence for word in rules["proof"]):
                found.append("needs_proof")
            elif all(term in rules["vague"] for term in terms):
                found.append("needs_person")
            else:
                found.append("forbidden")
        return min(found, key=grave.index) if found else None

    labels = [judge(text) for text in texts]
    both = sum(a == b == "forbidden" for a, b in zip(labels, right, strict=True))
    said, meant = labels.count("forbidden"), right.count("forbidden")
    return {
        "labels": labels,
        "precision": both / said if said else float("nan"),
        "recall": both / meant if meant else float("nan"),
        "slipped": [
            at for at, (a, b) in enumerate(zip(labels, right, strict=True)) if b == "forbidden" and a in (None, "exempt")
        ],
    }  # fmt: skip


RULES: Rules = {
    "terms": ["最", "第一", "唯一", "顶级", "极品", "国家级", "世界级", "史上", "首家", "首创", "独一无二", "独家", "极致", "绝对", "永久", "100%"],
    "ordinary": ["最近", "最后", "最初", "最多", "最少", "最早", "第一步", "第一次"],
    "vague": ["独家", "极致", "绝对", "永久", "100%"],
    "grave": ["治愈", "根治", "有效率", "回报率", "本金", "通过率", "培训"],
    "exempt": ["力求", "追求", "愿", "送给", "自家", "同门", "我们出过", "上新", "食用", "时间", "保存", "国家标准", "GB/T"],
    "proof": ["年", "月", "季度", "截至", "本市", "本省", "市内", "报告", "送检"],
}  # fmt: skip
"""Rules as learners get them, the same in every case; written from the guideline and the practice paper."""


def _judged(
    text: str,
    rules: Rules,
    *,
    names: bool = True,
    by_sentence: bool = True,
    mildest: bool = False,
    exempt_first: bool = False,
    context: bool = True,
) -> str | None:
    """Judge as the reference does, but for one thing."""
    import re

    order = ["forbidden", "needs_person", "needs_proof", "exempt"]
    text = re.sub("「[^」]*」", " ", text) if names else text
    for phrase in rules["ordinary"] if context else []:
        text = text.replace(phrase, " ")
    found = []
    for sentence in re.split("[。！？]", text) if by_sentence else [text]:
        terms = [term for term in rules["terms"] if term in sentence]
        if not terms:
            continue
        steps = [("grave", "forbidden"), ("exempt", "exempt"), ("proof", "needs_proof")] if context else []
        steps = [steps[1], steps[0], steps[2]] if exempt_first else steps
        last = "needs_person" if context and all(term in rules["vague"] for term in terms) else "forbidden"
        found.append(next((label for name, label in steps if any(word in sentence for word in rules[name])), last))
    return (max if mildest else min)(found, key=order.index) if found else None


def _measured(labels: Labels, right: list[str]) -> Examined:
    pairs = list(zip(labels, right, strict=True))
    both = sum(a == b == "forbidden" for a, b in pairs)
    said, meant = labels.count("forbidden"), right.count("forbidden")
    return {
        "labels": labels,
        "precision": both / said if said else float("nan"),
        "recall": both / meant if meant else float("nan"),
        "slipped": [at for at, (a, b) in enumerate(pairs) if b == "forbidden" and a in (None, "exempt")],
    }


def _list_alone(texts: list[str], right: list[str], rules: Rules) -> Examined:
    return _measured([_judged(text, rules, context=False, names=False) for text in texts], right)


def _names_read(texts: list[str], right: list[str], rules: Rules) -> Examined:
    return _measured([_judged(text, rules, names=False) for text in texts], right)


def _whole_text(texts: list[str], right: list[str], rules: Rules) -> Examined:
    return _measured([_judged(text, rules, by_sentence=False) for text in texts], right)


def _mildest(texts: list[str], right: list[str], rules: Rules) -> Examined:
    return _measured([_judged(text, rules, mildest=True) for text in texts], right)


def _exempt_first(texts: list[str], right: list[str], rules: Rules) -> Examined:
    return _measured([_judged(text, rules, exempt_first=True) for text in texts], right)


def _swapped(texts: list[str], right: list[str], rules: Rules) -> Examined:
    answer = examine_rules(texts, right, rules)
    return answer | {"precision": answer["recall"], "recall": answer["precision"]}


def _legal_where_nothing_found(texts: list[str], right: list[str], rules: Rules) -> Examined:
    said: Labels = [_judged(text, rules) or "exempt" for text in texts]
    return examine_rules(texts, right, rules) | {"labels": said}


@lru_cache(maxsize=1)
def _exam_paper() -> tuple[tuple[str, str], ...]:
    table = load("compliance_set")
    table = table[table["paper"] == "exam"]
    return tuple(zip(table["text"], table["label"], strict=True))


def _exams(rng: np.random.Generator) -> list[Case]:
    def item() -> str:
        return str(rng.choice(["拌面酱", "防晒乳", "薄底鞋", "夜灯", "水果茶", "帐篷"]))

    def exam(check: str, pairs: list[tuple[str, str]]) -> Case:
        order = [int(at) for at in rng.permutation(len(pairs))]
        return Case(check, ([pairs[at][0] for at in order], [pairs[at][1] for at in order], RULES))

    paper = _exam_paper()
    drawn = [paper[int(at)] for at in rng.choice(len(paper), size=14, replace=False)]
    year, days = int(rng.integers(2022, 2026)), int(rng.integers(2, 9))
    names = [
        (f"「唯一」系列{item()}补货了。", "exempt"),
        (f"最近{item()}卖得快，第一步先看尺码。", "exempt"),
        (f"「极品」是注册商标，{item()}却敢说全网第一。", "forbidden"),
        (f"这是最好用的{item()}。", "forbidden"),
    ]
    several = [
        (f"力求把{item()}做到最好。这是全城第一的{item()}。", "forbidden"),
        (f"这是最好的{item()}。本店 {year} 年开业。", "forbidden"),
        (f"{year} 年双十一，{item()}销量第一！送给最爱的人。", "needs_proof"),
        (f"极致松弛，一件就够。截至 {year} 年 6 月，门店数最多。", "needs_person"),
        (f"最佳食用时间是开盖后{days}天。", "exempt"),
    ]
    promised = [
        ("我们追求最高的治愈率。", "forbidden"),
        (f"{year} 年回报率第一的{item()}加盟店。", "forbidden"),
        ("通过率最高的培训，绝对。", "forbidden"),
        (f"同门{days}款里，这一款{item()}最轻。", "exempt"),
        (f"比谁都好用的{item()}，无人能及。", "forbidden"),
    ]
    calm = [(f"{item()}到货了，{days}天内发出。", "exempt"), (f"自家{item()}里，这一款最薄。", "exempt")]
    worded = [(f"{item()}的品质登峰造极。", "forbidden"), (f"{item()}，无出其右。", "forbidden")]
    return [
        exam("手写的考卷", drawn),
        exam("名字与日常用词", names),
        exam("一段里有几句", several),
        exam("医疗、投资、培训", promised),
        exam("没有一句禁用", calm),
        exam("没有一句禁用", worded),
    ]


EXAMINE_RULES = FunctionQuestion(
    name="examine_rules",
    title="广告用语：给豁免写规则，再拿考卷考它",
    points=8,
    minutes=18,
    concepts=("K150",),
    prompt="""
*这道题留给做得快的人。* 内容生产线的最后一道工序是审核。只查词表，「最近」「最佳食用时间」都成了违禁词；给词表加上语境会好多少，又会放走谁？拿没有见过的句子考一考。

写函数 `examine_rules(texts, right, rules)`：

**输入** `texts`：若干段文案；`right`：每段的手写答案，四个词之一：`"forbidden"` 禁用、`"needs_person"` 需人工、`"needs_proof"` 待证、`"exempt"` 豁免（这是由重到轻的次序）；`rules`：字典，六份词表。

**一段文案的判断**：

1. 把每一对「」连同里面的字（名称、商标）、`rules["ordinary"]` 里的词都换成一个空格；
2. 按句号、叹号、问号切成句。一句里有 `rules["terms"]` 的词，就**依次**看：有 `grave`（医疗、投资、培训）的词是禁用；有 `exempt` 的词是豁免；有 `proof` 的词是待证；查到的 `terms` 全在 `vague` 里是需人工；剩下的是禁用。没有 `terms` 的句子不判；
3. 整段取最重的一句。没有一句查到的，是 `None`：程序什么也没看出来，**不等于合法**。

**输出** 字典：

- `"labels"`：各段的判断，列表；
- `"precision"`：判为禁用的里面，手写答案也是禁用的占几成；`"recall"`：手写答案是禁用的里面，判为禁用的占几成。分母是 0 的返回 `float("nan")`；
- `"slipped"`：漏网的位置（从 0 数，从小到大）：手写答案是禁用，而判断是豁免或 `None`。

**可以手算的例子** `terms` 是最、第一，`ordinary` 是最近，`exempt` 是力求，其余为空。三段：「最近上新。」「力求最好。全网第一。」「无人能及。」，答案依次是豁免、禁用、禁用。

判断是 `[None, "forbidden", None]`，精确率 1，召回率 0.5，`slipped` 是 `[2]`。

六份词表照 160 句练习卷写成；第一项检查的句子抽自词表没有见过的 64 句考卷。写好以后，自己试试整张考卷：`load("compliance_set")` 里 `paper` 是 `"exam"` 的行（`from genmarketing.data import load`），`rules` 用 `wb.data("examine_rules")[2]`。
""",
    starter='''def examine_rules(texts, right, rules):
    """返回 labels、precision、recall、slipped 四项的字典。"""
    ...''',
    hints=(
        '先写只判一段的小函数。第一步用 `re.sub("「[^」]*」", " ", text)`，第二步用 `re.split("[。！？]", text)`。',
        "一句里的几个判断有先后，写成一串 if／elif，医疗、投资、培训排在最前。语境词只在同一句里找。",
        "整段取最重：`min(found, key=次序.index)`。精确率与召回率的分子一样，分母一个是程序说的，一个是人说的。",
    ),
    explanation=(
        "在整张考卷上，只查词表的精确率约 29%，加上语境约 38%；召回率却由 65% 落到 55%，没有一个违禁词的「世间再无第二碗」照样放行。"
        "机器只做第一遍筛，把「需人工」和漏网的样子交给审核的人看；词表改过一次，就换一份考卷。程序没看出问题，不能写成「合规」。"
    ),
    teaching=(
        "约 18 分钟，可作选做。先让学生把练习卷里的十句分到四个格子，再比谁和谁不同：人也不一致。"
        "常见错误是在整段里找语境词，前一句的「力求」就保护了后一句。讨论：漏一句，罚款可能从二十万元起；误报一句，多看一眼，召回与精确该偏哪边？"
        "题目与考卷都不是法律意见。"
    ),
    reference=examine_rules,
    checks=(
        Check("手写的考卷", 0.25, "从考卷里抽的句子判得不对：先只看 `labels`，再看两个比率的分母。"),
        Check("名字与日常用词", 0.2, "名字或日常用词没有先划掉：「」里的字和「最近」这样的词不算。"),
        Check("一段里有几句", 0.25, "一段里有几句时不对：语境词只管自己那一句，整段取最重的一句。"),
        Check("医疗、投资、培训", 0.15, "功效与回报的句子判轻了，或漏网的位置不对：`grave` 排在最前。"),
        Check("没有一句禁用", 0.15, "没有一句禁用、或一句也没有查到时不对：分母是 0 的是 NaN，查不到的是 None。"),
    ),
    cases=_exams,
    misconceptions=(
        Misconception(
            "list_alone",
            "你只查了词表，见词就禁：「最近」「最佳食用时间」都被误伤。词的旁边还写着什么？",
            _list_alone,
        ),
        Misconception(
            "names_read",
            "「」里的名称和商标你也查了。「唯一」系列只是它的名字；第一步先把它们换成空格。",
            _names_read,
        ),
        Misconception(
            "whole_text",
            "你在整段里找语境词，前一句的「力求」就替后一句的「第一」挡了箭。语境只管自己那一句。",
            _whole_text,
        ),
        Misconception(
            "mildest",
            "一段里有几句时，你取了最轻的一句。一句豁免，能不能让整段都豁免？",
            _mildest,
        ),
        Misconception(
            "exempt_first",
            "你先看豁免，后看医疗、投资、培训：「追求最高的治愈率」就放行了。哪一条该排在最前？",
            _exempt_first,
        ),
        Misconception(
            "precision_and_recall_swapped",
            "精确率与召回率你写反了。先问：分母是程序说禁用的，还是人说禁用的？",
            _swapped,
        ),
        Misconception(
            "legal_where_nothing_found",
            "一个词也没查到的，你写成了豁免。豁免要有理由；什么也没看出来时，该返回什么？",
            _legal_where_nothing_found,
        ),
    ),
)
