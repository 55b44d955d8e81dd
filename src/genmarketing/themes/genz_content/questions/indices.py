"""The question on the target group index, with the rule for small cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Counts = dict[str, int]
Indices = dict[str, float | None]


def tgi(group: dict[str, int], group_size: int, everyone: dict[str, int], size: int) -> dict[str, float | None]:
    """目标人群的占比比全体的占比，乘 100；目标人群里不到 100 人的不给。"""
    indices: dict[str, float | None] = {}
    for interest, people in everyone.items():
        inside = group.get(interest, 0)
        indices[interest] = 100 * (inside / group_size) / (people / size) if inside >= 100 else None
    return indices


def _mentions_as_people(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    return tgi(group, sum(group.values()), everyone, sum(everyone.values()))


def _share_of_the_interested(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    indices = tgi(group, group_size, everyone, size)
    return {i: None if value is None else 100 * group[i] / everyone[i] for i, value in indices.items()}


def _difference(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    indices = tgi(group, group_size, everyone, size)
    return {
        i: None if value is None else 100 + 100 * (group[i] / group_size - everyone[i] / size)
        for i, value in indices.items()
    }


def _small_cells_shown(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    return {i: 100 * (group.get(i, 0) / group_size) / (people / size) for i, people in everyone.items()}


def _hundred_hidden(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    indices = tgi(group, group_size, everyone, size)
    return {i: None if group.get(i, 0) <= 100 else value for i, value in indices.items()}


def _everyone_counted(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    shown = _small_cells_shown(group, group_size, everyone, size)
    return {i: value if everyone[i] >= 100 else None for i, value in shown.items()}


def _hidden_as_zero(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    return {i: value or 0.0 for i, value in tgi(group, group_size, everyone, size).items()}


def _hidden_dropped(group: Counts, group_size: int, everyone: Counts, size: int) -> Indices:
    return {i: value for i, value in tgi(group, group_size, everyone, size).items() if value is not None}


_INTERESTS = ("露营", "独居", "烘焙", "防晒", "茶饮", "看展", "香氛", "骑行")


def _surveys(rng: np.random.Generator) -> list[Case]:
    def survey(smallest: int, largest: int) -> tuple[Counts, int, Counts, int]:
        size = int(rng.integers(80, 121)) * 100
        group_size = int(rng.integers(15, 25)) * 100
        group, everyone = {}, {}
        for interest in rng.choice(_INTERESTS, size=4, replace=False):
            inside = int(rng.integers(smallest, largest))
            group[str(interest)] = inside
            everyone[str(interest)] = inside + int(rng.integers(300, 2500))
        return group, group_size, everyone, size

    group, group_size, everyone, size = survey(150, 900)
    names = list(everyone)
    on_the_edge = {**group, names[0]: 100, names[1]: 99, names[2]: int(rng.integers(5, 60))}
    absent = {name: group[name] for name in names[1:]}
    few = {**everyone, names[0]: int(rng.integers(20, 90))}
    return [
        Case("普通情形", survey(150, 900)),
        Case("普通情形", survey(200, 1200)),
        Case("正好 100 人，和不到 100 人", (on_the_edge, group_size, everyone, size)),
        Case("目标人群里没有人", (absent, group_size, everyone, size)),
        Case("目标人群里没有人", (absent, group_size, few, size)),
        Case("目标人群就是全体", (dict(everyone), size, everyone, size)),
    ]


TGI = FunctionQuestion(
    name="tgi",
    title="Z 世代更爱露营吗：TGI 与小样本",
    points=6,
    minutes=8,
    concepts=("K146", "K157"),
    prompt="""
「Z 世代爱露营」要同谁比？目标群体指数（TGI）的做法：拿他们当中爱露营的占比，去比全体的占比。等于 100 就是和大家一样。

写函数 `tgi(group, group_size, everyone, size)`：

**输入** `group`：目标人群里，兴趣 → 有这个兴趣的人数；`group_size`：目标人群共几人；`everyone`、`size`：全体（包括目标人群）的同样两样。一个人可以有几个兴趣。

**输出** 字典，`everyone` 里的**每个**兴趣一项：

- TGI = (目标人群的占比 ÷ 全体的占比) × 100，占比的分母是**人数**；
- 目标人群里有这个兴趣的人**少于 100**（包括一个也没有，`group` 里可能就没有这一项），返回 `None`：人太少，指数不能信，也不能当成 0。

数据保证 `everyone` 里的人数都大于 0。

**可以手算的例子** 目标人群 2000 人，露营 300、看展 40；全体 10000 人，露营 1000、看展 500。

露营 15% ÷ 10% × 100，返回 `{"露营": 150.0, "看展": None}`。
""",
    starter='''def tgi(group, group_size, everyone, size):
    """返回兴趣 → TGI，人太少的是 None。"""
    ...''',
    hints=(
        "先算一个兴趣：两个占比各是几成？用题目里的露营对一对。",
        "占比的分母是人，不是人次：一个人有三个兴趣，也只在分母里算一次。",
        "循环 `everyone`，用 `group.get(interest, 0)` 取人数；先判断够不够 100，再算。",
    ),
    explanation=(
        "TGI 高只说明比别人爱，不说明人多：5% 对 2% 的 TGI 是 250，二十个人里也只有一个。"
        "选题时把 TGI 和占比并排放；不到 100 人的格子写「样本不足」，别拿它开会。给「Z 世代」下结论之前，先问全体是谁。"
    ),
    teaching=(
        "约 8 分钟。先请学生说「TGI 180」是什么意思，多半会说成「180% 的人喜欢」。常见错误是拿兴趣的人次合计作分母。"
        "追问：30 个人的 TGI，误差有多大？（占比一成多时，95% 的区间从不到一半到两倍多。）"
    ),
    reference=tgi,
    checks=(
        Check("普通情形", 0.4, "普通的人数就不对：先分别写出两个占比，再相除、乘 100。"),
        Check(
            "正好 100 人，和不到 100 人", 0.25, "100 人上下判错了：目标人群里少于 100 人才写 None，正好 100 人照算。"
        ),
        Check("目标人群里没有人", 0.2, "目标人群里没有这个兴趣时不对：它仍要有一项，写 None，不写 0。"),
        Check("目标人群就是全体", 0.15, "目标人群就是全体时，每个 TGI 都应当回到同一个数。"),
    ),
    cases=_surveys,
    misconceptions=(
        Misconception(
            "mentions_as_people",
            "你的分母是各兴趣人次的合计，一个有三个兴趣的人顶了三个人。占比是「几成的人」，分母该用谁？",
            _mentions_as_people,
        ),
        Misconception(
            "share_of_the_interested",
            "你算的是爱这个的人里有几成属于目标人群。题目反过来：目标人群里有几成爱它，再同全体比。",
            _share_of_the_interested,
        ),
        Misconception(
            "difference_in_points",
            "你把两个占比相减了。差几个百分点与是几倍，是两种说法；指数用的是哪一种？",
            _difference,
        ),
        Misconception(
            "small_cells_shown",
            "人太少的格子你也给了指数。格子里只有几个人时，多来两三个，指数就能翻倍；不到 100 人时该返回什么？",
            _small_cells_shown,
        ),
        Misconception(
            "hundred_hidden",
            "正好 100 人的那一格被你藏掉了。题目藏的是少于 100 的。",
            _hundred_hidden,
        ),
        Misconception(
            "everyone_counted",
            "你看的是全体里够不够 100 人。全体里人多，目标人群里也可能只有几个；该看哪一边？",
            _everyone_counted,
        ),
        Misconception(
            "hidden_as_zero",
            "人太少的格子你写了 0，看报告的人会读成「谁也不爱」。还不知道，不等于没有；题目要你写什么？",
            _hidden_as_zero,
        ),
        Misconception(
            "hidden_dropped",
            "人太少的兴趣，你整项丢掉了，看报告的人就不知道它被问过。每个兴趣都要有一项。",
            _hidden_dropped,
        ),
    ),
)
