"""The question on when serving individuals pays: what may be spent on each person before segments are as good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def person_budget(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    """每个人身上最多还能花多少元做个体化，利润才不低于分群；一分也不能花就是 0。"""
    # 分群时，一部分人被归错，看到的是别群的版本
    by_segment = (1 - misplaced) * rates["right"] + misplaced * rates["wrong"]
    gain = margin * (rates["individual"] - by_segment)
    # 两边的固定花费之差，摊到每个人头上；人越多，摊得越薄
    fixed = (segments * version_cost - platform) / people
    return max(0.0, gain + fixed)


def _nobody_misplaced(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return person_budget(people, margin, rates, 0.0, segments, version_cost, platform)


def _fixed_costs_forgotten(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return person_budget(people, margin, rates, misplaced, 0, version_cost, 0.0)


def _one_version(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return person_budget(people, margin, rates, misplaced, 1, version_cost, platform)


def _platform_forgotten(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return person_budget(people, margin, rates, misplaced, segments, version_cost, 0.0)


def _whole_budget(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return people * person_budget(people, margin, rates, misplaced, segments, version_cost, platform)


def _below_nothing(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    by_segment = (1 - misplaced) * rates["right"] + misplaced * rates["wrong"]
    return margin * (rates["individual"] - by_segment) + (segments * version_cost - platform) / people


def _misplaced_buy_nothing(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return person_budget(people, margin, rates | {"wrong": 0.0}, misplaced, segments, version_cost, platform)


def _fixed_costs_for_each(
    people: int,
    margin: float,
    rates: dict[str, float],
    misplaced: float,
    segments: int,
    version_cost: float,
    platform: float,
) -> float:
    return person_budget(people, margin, rates, misplaced, segments, version_cost * people, platform * people)


def _budget_cases(rng: np.random.Generator) -> list[Case]:
    def case(check: str, people: int, individual: float, misplaced: float, platform: float) -> Case:
        right = int(rng.integers(40, 70)) / 1000
        rates = {"right": right, "wrong": int(rng.integers(10, 25)) / 1000, "individual": round(right + individual, 3)}
        segments, version = int(rng.integers(4, 11)), int(rng.integers(8, 25)) * 1000.0
        return Case(check, (people, int(rng.integers(60, 160)) * 1.0, rates, misplaced, segments, version, platform))

    many = [int(rng.integers(50, 400)) * 1000 for _ in range(4)]
    wrong = int(rng.integers(10, 25)) / 100
    return [
        *(case("普通情形", n, int(rng.integers(8, 25)) / 1000, wrong, 30_000.0) for n in many[:2]),
        case("没有人归错", many[2], 0.012, 0.0, 25_000.0),
        case("平台比各版素材都贵", 250_000 + many[3], 0.02, wrong, 260_000.0),
        case("人太少", int(rng.integers(100, 300)), 0.01, wrong, 900_000.0),
        case("个体化反而买得更少", 400_000, -0.03, 0.05, 600_000.0),
    ]


PERSON_BUDGET = FunctionQuestion(
    name="person_budget",
    title="个体化，一个人身上最多花几元",
    points=8,
    minutes=10,
    concepts=("K052", "K053", "K060"),
    prompt="""
「山岚」（虚构）原来把人分成 `segments` 群，每群做一版素材。现在想换成个体化：建一个共用的对话平台，给每个人生成一份。两种做法触达的是同样 `people` 个人，媒体费相同，不用算。

- **分群**：每版素材 `version_cost` 元。归对了群的人，购买率是 `rates["right"]`；有 `misplaced`（0 到 1）的人被归错，购买率只有 `rates["wrong"]`。
- **个体化**：平台一次性 `platform` 元，没有分群的素材费；购买率是 `rates["individual"]`。另外在每个人身上要花一笔钱（数据、生成），不论他买没买。
- 卖出一件，毛利 `margin` 元。

写函数 `person_budget(people, margin, rates, misplaced, segments, version_cost, platform)`，返回一个数：**每个人身上最多花多少元**，个体化的利润才不低于分群。一分钱也不能花（算出来是负数）就返回 `0`。不要四舍五入。

**可以手算的例子** 10,000 人，毛利 100 元，`rates = {"right": 0.05, "wrong": 0.01, "individual": 0.06}`，归错 0.25，4 群，每版 5,000 元，平台 30,000 元。

分群的购买率是 0.75 × 0.05 + 0.25 × 0.01 = 0.04，个体化每人多赚 100 × 0.02 = 2 元；固定花费多出 10,000 元，摊到每人 1 元。所以返回 `1.0`。
""",
    starter='''def person_budget(people, margin, rates, misplaced, segments, version_cost, platform):
    """返回每个人身上最多能花的元数，不能花就是 0。"""
    ...''',
    hints=(
        "先写出两种做法各自的利润（个体化的那边，先把「每人花 x 元」留作未知数），再令两边相等。",
        "分群的购买率是归对的人与归错的人的加权平均。利润里，跟人数有关的和跟人数无关的分开写。",
        "x = `margin` × 两个购买率之差 + (`segments` × `version_cost` − `platform`) ÷ `people`；再与 0 取较大的一个。",
    ),
    explanation=(
        "分群的素材费要按群数付，人越多摊得越薄，这是规模经济；个体化用一个平台服务各样的需要，多一种需要不再多付一版，这是范围经济。"
        "谈个体化之前，先算出这个上限，再去问生成一份要多少钱。上限很薄时，先把归错的人减下来：分群变好了，也许就不必换。"
    ),
    teaching=(
        "约 10 分钟。先请学生猜：人数翻十倍，每人能花的钱也翻十倍吗？（不会，只是固定花费摊得更薄。）"
        "常见错误是忘了归错的人，那样把分群说得太好；其次是把固定花费整个忘掉。"
        "追问：教科书的范围经济说的是几样东西一起做比分开做省；这里共用的是什么？节目把它讲成「共享模型去服务多样需求」，是引申。"
    ),
    reference=person_budget,
    checks=(
        Check("普通情形", 0.35, "普通的一组数就不对：先拿题目里的例子逐步对照，分群的购买率是多少，固定花费差多少。"),
        Check("没有人归错", 0.15, "`misplaced` 为 0 时，分群的人人都看到对的版本，购买率就是 `right`。"),
        Check("平台比各版素材都贵", 0.2, "平台比分群的素材贵时，多出来的钱要从每人多赚的里面扣掉，摊到全部人头上。"),
        Check("人太少", 0.15, "人太少时，平台摊到每人身上比多赚的还多：这时一分也不能花，应返回 0。"),
        Check(
            "个体化反而买得更少", 0.15, "个体化的购买率比分群还低时，多赚的是负数：除非固定花费省得更多，否则返回 0。"
        ),
    ),
    cases=_budget_cases,
    misconceptions=(
        Misconception(
            "nobody_misplaced",
            "你让分群的人人都看到了对的版本。归错的那些人只按 `wrong` 买；不把他们算进去，分群就被说得太好。",
            _nobody_misplaced,
        ),
        Misconception(
            "fixed_costs_forgotten",
            "你只比了每人多赚多少，平台与素材都没有算。人少的时候，正是这两笔固定的钱决定输赢。",
            _fixed_costs_forgotten,
        ),
        Misconception(
            "one_version_for_all",
            "你只算了一版素材的钱。分成几群，就要做几版；换成个体化省下的是哪几版？",
            _one_version,
        ),
        Misconception(
            "platform_forgotten",
            "你减去了分群的素材费，却没有算个体化自己的平台。共用的东西也要有人先付钱。",
            _platform_forgotten,
        ),
        Misconception(
            "misplaced_buy_nothing",
            "你让归错的人一件也不买。他们看到的是别群的版本，照 `wrong` 的购买率还会买一些；加权平均有两项。",
            _misplaced_buy_nothing,
        ),
        Misconception(
            "fixed_costs_for_each",
            "平台与素材的差额，你让每个人各付了一遍。这笔钱只付一次，摊到每人头上要除以人数。",
            _fixed_costs_for_each,
        ),
        Misconception(
            "whole_budget",
            "你算出的是所有人加起来的总额。题目问的是一个人身上最多花几元，再看看哪一项该除以人数。",
            _whole_budget,
        ),
        Misconception(
            "below_nothing",
            "公式都对，但有的情形你返回了负数。钱不能花成负的：一分也不能花时应当返回什么？",
            _below_nothing,
        ),
    ),
)
