"""Questions on how a reasoning model is trained: the stages of R1, group-relative advantages, distillation."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from statistics import mean, pstdev, stdev
from typing import TYPE_CHECKING, Any

from genmarketing.data import published_text
from genmarketing.workbook.kinds import Case, FunctionQuestion, OrderingQuestion, TableQuestion
from genmarketing.workbook.question import Check, Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


_TOKENS = published_text("v3_tokens_trillion")
_REASONING_SAMPLES = published_text("r1_reasoning_samples")
_OTHER_SAMPLES = published_text("r1_other_samples")

R1_PIPELINE = OrderingQuestion(
    name="r1_pipeline",
    title="R1 是怎样一步步训练出来的",
    points=5,
    minutes=6,
    concepts=("K008", "K009", "K010"),
    prompt="""
把下面六步按 R1 论文（DeepSeek-AI 2025，§2.3）的次序排好，从最早到最晚。

答案写成字母的列表，例如 `r1_pipeline = ["a", "b", ...]`；每一处前后衔接对了各得 1 分。
""",
    starter="r1_pipeline = [...]",
    items={
        "a": "面向推理题做强化学习，奖励由规则给：答案对不对、格式合不合",
        "b": f"把推理样本与约 {_OTHER_SAMPLES}其他样本合在一起，回到底座，重新做监督微调",
        "c": f"在约 {_TOKENS} 上预训练底座 V3-Base",
        "d": "再做一轮面向各种场景的强化学习，这时才用上按人的偏好训练的奖励模型",
        "e": f"从强化学习得到的检查点大量采样，只留下合格的，攒出约 {_REASONING_SAMPLES}推理样本",
        "f": "用数千条长推理样本给底座做一次冷启动微调",
    },
    answer=("c", "f", "a", "e", "b", "d"),
    hints=(
        "先定两头：没有底座什么都做不了；照顾「各种场景」要等推理练好以后。",
        "推理样本是从一个已经会推理的检查点里采出来的，所以采样一定在某一步之后。",
        "中间四步是：先给个样子，再按规则练，再从练好的自己那里采样，再用采来的样本重新教底座。",
    ),
    explanation=(
        f"{_REASONING_SAMPLES}是自家检查点采样、筛选得来的，偏好奖励到最后一轮才出场。"
        "企业想照着做，先问自己有没有「对错能由规则判」的任务：退款规则、格式检查有，文案好不好没有，后者才需要人的偏好。"
    ),
    teaching=(
        "约 6 分钟。先请学生找出「鸡生蛋」的一环：推理样本从哪个模型来？这一问就排除了多数错误的次序。"
        "常见错误是把攒推理样本放到最前面，那正是节目里的说法；也有人把 R1-Zero（不做冷启动）与 R1 混在一起。"
        "可追问：为什么推理题不用偏好奖励模型？（论文的理由：神经奖励容易被钻空子。）"
    ),
    misconceptions=(
        Misconception(
            "samples_come_from_outside",
            "你把攒推理样本放在强化学习之前，等于说样本是问别的模型得来的。论文里是从哪个检查点采的样？",
            ("c", "e", "b", "f", "a", "d"),
        ),
        Misconception(
            "cold_start_after_learning",
            "你让强化学习先于冷启动，那是 R1-Zero 的做法。R1 先给底座看几千个样子，再让它自己练。",
            ("c", "a", "f", "e", "b", "d"),
        ),
        Misconception(
            "preferences_before_rules",
            "你把偏好奖励那一轮放到了规则奖励之前。推理阶段的对错由规则来判；偏好那一轮要照顾的是推理以外的什么？",
            ("c", "f", "d", "a", "e", "b"),
        ),
    ),
)


def group_advantages(prompts: list[str], rewards: list[float]) -> list[float]:
    """每条回答减去同组的平均，再除以同组的总体标准差；同组同分时为 0。"""
    groups: dict[str, list[float]] = {}
    for prompt, reward in zip(prompts, rewards, strict=True):
        groups.setdefault(prompt, []).append(reward)
    advantages = []
    for prompt, reward in zip(prompts, rewards, strict=True):
        group = groups[prompt]
        mean = sum(group) / len(group)
        deviation = (sum((r - mean) ** 2 for r in group) / len(group)) ** 0.5
        # 一组全对或全错，比不出高下，也就学不到东西
        advantages.append((reward - mean) / deviation if deviation > 0 else 0.0)
    return advantages


def _within_groups(
    prompts: list[str], rewards: list[float], compare: Callable[[float, list[float]], float]
) -> list[float]:
    groups: dict[str, list[float]] = {}
    for prompt, reward in zip(prompts, rewards, strict=True):
        groups.setdefault(prompt, []).append(reward)
    return [compare(reward, groups[prompt]) for prompt, reward in zip(prompts, rewards, strict=True)]


def _one_big_group(prompts: list[str], rewards: list[float]) -> list[float]:
    return group_advantages(["all"] * len(prompts), rewards)


def _centred_only(prompts: list[str], rewards: list[float]) -> list[float]:
    return _within_groups(prompts, rewards, lambda reward, group: reward - mean(group))


def _sample_deviation(prompts: list[str], rewards: list[float]) -> list[float]:
    def compare(reward: float, group: list[float]) -> float:
        return (reward - mean(group)) / stdev(group) if len(set(group)) > 1 else 0.0

    return _within_groups(prompts, rewards, compare)


def _nan_where_equal(prompts: list[str], rewards: list[float]) -> list[float]:
    def compare(reward: float, group: list[float]) -> float:
        return (reward - mean(group)) / pstdev(group) if len(set(group)) > 1 else nan

    return _within_groups(prompts, rewards, compare)


def _against_the_best(prompts: list[str], rewards: list[float]) -> list[float]:
    return _within_groups(prompts, rewards, lambda reward, group: reward - max(group))


def _advantage_cases(rng: np.random.Generator) -> list[Case]:
    """Rewards are quarters, so that means of equal rewards are exact and «all equal» is not a matter of rounding."""

    def uneven(size: int) -> list[float]:
        rewards = [int(r) / 4 for r in rng.integers(0, 5, size)]
        rewards[0], rewards[1] = 0.0, 1.0
        return [rewards[int(i)] for i in rng.permutation(size)]

    def mixed(groups: dict[str, list[float]]) -> tuple[list[str], list[float]]:
        pairs = [(prompt, reward) for prompt, rewards in groups.items() for reward in rewards]
        order = [pairs[int(i)] for i in rng.permutation(len(pairs))]
        return [p for p, _ in order], [r for _, r in order]

    briefs = ["春茶", "夜跑鞋", "儿童牙膏"]
    high = [0.5 + r / 2 for r in uneven(4)]
    same = [int(rng.integers(0, 5)) / 4] * 4
    return [
        *(Case("只有一组", mixed({"春茶": uneven(int(rng.integers(5, 9)))})) for _ in range(2)),
        *(Case("几组交错", mixed({briefs[0]: uneven(4), briefs[1]: high, briefs[2]: uneven(3)})) for _ in range(2)),
        Case("全组同分", mixed({briefs[0]: same, briefs[1]: uneven(4)})),
        Case("一组只有一条", mixed({briefs[0]: [0.75], briefs[1]: uneven(5)})),
    ]


GROUP_ADVANTAGES = FunctionQuestion(
    name="group_advantages",
    title="一组口号互相作比，谁该加分",
    points=7,
    minutes=12,
    concepts=("K010", "K011"),
    prompt="""
强化学习时，同一份简报让模型写出一组口号，整条写完才按最终效果给一个奖励，中间的词都不单独打分。GRPO 不另外请裁判估「本该得几分」，而是让同组的口号互相作比：

优势 = （自己的奖励 − 同组平均）÷ 同组的标准差（**总体**标准差，即除以组内条数，不是条数减一）

**输入** `prompts`：每条口号属于哪份简报（文字的列表，各组可能交错排列）；`rewards`：每条口号的奖励，与 `prompts` 一样长。
**输出** 一个列表（数组也可以），次序与输入相同，是每条口号的优势。

同组奖励全都相同（包括一组只有一条）时，优势都是 0：比不出高下，就不改。

**可以手算的例子** `prompts = ["春茶"] * 4`，`rewards = [1, 0, 1, 0]`：平均 0.5，标准差 0.5，结果是 `[1, -1, 1, -1]`。
""",
    starter='''def group_advantages(prompts, rewards):
    """返回每条口号在同组里的优势，次序与输入相同。"""
    ...''',
    hints=(
        "先把奖励按简报分组（字典，或 `pandas` 的 `groupby`），再写每组的平均；最后按输入的次序取回。",
        "`numpy` 的 `std` 默认就是总体标准差；`pandas` 的 `std` 与 `statistics.stdev` 除以条数减一，要写 `ddof=0` 或改用 `pstdev`。",
        "标准差为 0 时先判断再除：`0.0 if deviation == 0 else (r - mean) / deviation`。",
    ),
    explanation=(
        "优势只看同一份简报里谁比谁好，题目难易被减掉了；全组同分的简报白算了一遍，什么也没有教。"
        "评文案也一样：别拿「春茶」的点击率去比「牙膏」的，先在同一份简报里比，再留下拉得开差距的那些简报继续试。"
    ),
    teaching=(
        "约 12 分钟。先请学生比较两份简报：一份容易，人人 0.9；一份难，最好的 0.4。哪条口号该被鼓励？这样引出同组作比。"
        "最常见的错误是用了样本标准差（`pandas` 的默认），方向不变、大小变了；其次是同分时得到 NaN，训练里一个 NaN 会毁掉整批。"
        "追问：奖励只在最后给一次，写得好的前半句会不会被差的后半句连累？（会，这是只看最终结果的代价。）"
    ),
    reference=group_advantages,
    checks=(
        Check("只有一组", 0.3, "只有一份简报时就不对：逐步写出平均、总体标准差，再与题目的例子对一对。"),
        Check("几组交错", 0.3, "几份简报交错排列时不对：平均和标准差要在各自的组里算，结果要按输入的次序放回。"),
        Check("全组同分", 0.25, "一份简报里的口号同分时，标准差是 0，这一组的优势应当都是 0。"),
        Check("一组只有一条", 0.15, "一份简报只有一条口号时，没有人可比，优势应当是 0。"),
    ),
    cases=_advantage_cases,
    misconceptions=(
        Misconception(
            "all_prompts_in_one_group",
            "你把所有简报的口号放在一起比。容易的简报人人高分，会把难简报里的好口号压成负数；先按 `prompts` 分组。",
            _one_big_group,
        ),
        Misconception(
            "centred_only",
            "你减了平均，却没有除以标准差。分数拉得开的组会比拉不开的组影响大；再除一次，让各组一样重。",
            _centred_only,
        ),
        Misconception(
            "sample_deviation",
            "你的标准差除以的是条数减一。这里不是从一组去推断总体，而是就在这一组里比；换成总体标准差。",
            _sample_deviation,
        ),
        Misconception(
            "nan_where_all_equal",
            "同组同分时你得到了 NaN：零除以零。训练里一个 NaN 会传遍整批，先判断标准差是不是 0。",
            _nan_where_equal,
        ),
        Misconception(
            "compared_with_the_best",
            "你拿每条去比组里最好的一条，于是没有人得正分。比的对象应当是同组的平均，再除以标准差。",
            _against_the_best,
        ),
    ),
)


def _student_runs(rng: np.random.Generator) -> dict[str, Any]:
    """Return made results of small models trained on hard or soft labels, and their teacher's accuracy."""
    import pandas as pd

    ceiling = int(rng.integers(78, 90)) / 100
    rows = []
    for samples, hard_share, soft_share in ((30, 0.55, 0.76), (125, 0.7, 0.92), (500, 0.85, 0.95), (2000, 0.94, 0.97)):
        for labels, share in (("硬标签", hard_share), ("软标签", soft_share)):
            for run, tested in enumerate(rng.permutation([100, 300, 800]), 1):
                accuracy = ceiling * share + rng.normal(0, 0.03)
                rows.append((samples, labels, run, int(tested), round(float(accuracy) * int(tested))))
    runs = pd.DataFrame(rows, columns=["samples", "labels", "run", "tested", "correct"])
    return {"runs": runs.iloc[rng.permutation(len(runs))].reset_index(drop=True), "teacher": ceiling}


@remembered
def _gain_table(runs: pd.DataFrame, teacher: float) -> pd.DataFrame:
    import pandas as pd

    # 先加总再相除：题目多的那一次，分量也大
    totals = runs.groupby(["labels", "samples"])[["correct", "tested"]].sum()
    accuracy = totals["correct"] / totals["tested"]
    table = pd.DataFrame({"hard": accuracy.loc["硬标签"], "soft": accuracy.loc["软标签"]}).reset_index()
    table["gain_points"] = (table["soft"] - table["hard"]) * 100
    table["gap_closed"] = (table["soft"] - table["hard"]) / (teacher - table["hard"])
    return table


def _mean_of_rates(runs: pd.DataFrame, teacher: float) -> pd.DataFrame:
    even = runs.assign(correct=runs["correct"] / runs["tested"], tested=1.0)
    return _gain_table(even, teacher)


def _gain_in_percent(runs: pd.DataFrame, teacher: float) -> pd.DataFrame:
    return _gain_table(runs, teacher).assign(gain_points=lambda t: (t["soft"] / t["hard"] - 1) * 100)


def _gain_as_share(runs: pd.DataFrame, teacher: float) -> pd.DataFrame:
    return _gain_table(runs, teacher).assign(gain_points=lambda t: t["soft"] - t["hard"])


def _share_of_the_teacher(runs: pd.DataFrame, teacher: float) -> pd.DataFrame:
    return _gain_table(runs, teacher).assign(gap_closed=lambda t: t["soft"] / teacher)


def _gap_to_perfection(runs: pd.DataFrame, teacher: float) -> pd.DataFrame:
    return _gain_table(runs, teacher).assign(gap_closed=lambda t: (t["soft"] - t["hard"]) / (1 - t["hard"]))


DISTILLATION_GAIN = TableQuestion(
    name="distillation_gain",
    title="蒸馏帮小模型补上了多少差距",
    points=8,
    minutes=12,
    concepts=("K006",),
    prompt="""
门店要一个能离线跑的小模型，判断顾客一句话是问价、退货还是投诉。团队比较了两种教法：**硬标签**只告诉学生正确类别；**软标签**把大模型（教师）给各类别的概率都告诉它。

`wb.data("distillation_gain")` 是一个字典（**虚构数据**，由随机种子生成）：`runs` 每行是一次训练，`samples` 是训练样本数，`labels` 是哪种标签，`tested` 是这一次考了几题，`correct` 是答对几题；`teacher` 是教师的正确率。每种设置跑了三次，**三次考的题数不同**。

交一张表，每个 `samples` 一行：

| 列 | 含义 |
|---|---|
| `samples` | 训练样本数 |
| `hard`、`soft` | 两种标签的正确率：三次的答对题数之和 ÷ 考题数之和（0 到 1） |
| `gain_points` | 软标签比硬标签高多少个**百分点** |
| `gap_closed` | 硬标签学生与教师之间的差距，软标签补上了几成：(soft − hard) ÷ (teacher − hard) |

行的次序不限，数不要四舍五入。

**可以手算的例子** 某个样本数下，硬标签共考 200 题对 120 题，软标签共考 200 题对 150 题，教师 0.8：`hard` 0.6，`soft` 0.75，`gain_points` 15，`gap_closed` 0.15 ÷ 0.2 = 0.75。
""",
    starter="distillation_gain = ...",
    hints=(
        "先按 `samples` 和 `labels` 分组，把 `correct` 与 `tested` 各加总，再相除。先除再平均，会让题少的那次占便宜。",
        '`totals = runs.groupby(["labels", "samples"])[["correct", "tested"]].sum()`，两列相除就是各组的正确率；`.loc["硬标签"]` 取出一种标签的那几行。',
        "0.75 比 0.60 高 15 个百分点，也就是差乘以 100；补上的差距，分母是教师与硬标签学生之差。最后 `reset_index()`，列名改成题目要的。",
    ),
    explanation=(
        "样本少的时候，软标签补得最多：教师把「像退货，也有点像投诉」一并教了。学生的天花板是教师，不是满分。"
        "手里只有几十条标注时，先请大模型打软标签，比再买几百条硬标签更划算；标注够多了，就不必多此一举。"
        "也要先看教师模型的许可允不允许这样用。"
    ),
    teaching=(
        "约 12 分钟。先请学生说「高 15 个百分点」与「高 25%」的差别，汇报里这两句话常被混用。"
        "先除再平均是最常见的错误，差得不多，但足以判错；请学生指出哪一次训练因此占了便宜。"
        "追问：教师自己只有八成对，学生会不会把教师的错也学去？（会。）这里的蒸馏方向是大教小，与「蒸馏撑起底座」的说法对照着讲。"
    ),
    inputs=_student_runs,
    reference=_gain_table,
    keys=("samples",),
    relative=1e-4,
    missed={
        "hard": "`hard` 还不对：三次的答对题数加总，再除以三次的考题数之和。",
        "soft": "`soft` 还不对：三次的答对题数加总，再除以三次的考题数之和。",
        "gain_points": "`gain_points` 还不对：两个正确率之差，以百分点计，软标签减硬标签。",
        "gap_closed": "`gap_closed` 还不对：分子是软标签比硬标签高出的，分母是教师比硬标签高出的。",
    },
    misconceptions=(
        Misconception(
            "mean_of_rates",
            "你先算每次的正确率再取平均，考 100 题的那次与考 800 题的那次成了一样重。先加总，再相除。",
            _mean_of_rates,
        ),
        Misconception(
            "percent_for_points",
            "你的 `gain_points` 是相对增幅（百分之几），题目要的是百分点：两个正确率直接相减。",
            _gain_in_percent,
        ),
        Misconception(
            "share_for_points",
            "你的 `gain_points` 是 0 到 1 的差，题目要百分点，还差一个换算。",
            _gain_as_share,
        ),
        Misconception(
            "share_of_the_teacher",
            "你的 `gap_closed` 是学生达到教师的几成，不用软标签的学生也已达到不少。该看的是剩下的差距补了几成。",
            _share_of_the_teacher,
        ),
        Misconception(
            "gap_to_perfection",
            "你把差距量到了满分。学生跟着教师学，教师自己也会错；天花板换成谁？",
            _gap_to_perfection,
        ),
    ),
)
