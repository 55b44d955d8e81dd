"""Questions on where a model runs: when machines of one's own pay, and which road fits which case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion, MatchingQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np


def break_even_month(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    """自建的累计花费第一次不高于云 API 的月份；一直高就返回 0。"""
    from math import ceil

    api, own = 0.0, setup
    for month, volume in enumerate(requests, start=1):
        nodes = max(1, ceil(volume / capacity))  # 节点只能整台租；没有人问时也要留着一台
        api += volume * api_price
        own += nodes * node_rent + staff
        if own <= api:
            return month
    return 0


def _first_month(requests: list[int], api_price: float, setup: float, own_cost: Callable[[int], float]) -> int:
    api, own = 0.0, setup
    for month, volume in enumerate(requests, start=1):
        api += volume * api_price
        own += own_cost(volume)
        if own <= api:
            return month
    return 0


def _fraction_of_a_node(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return _first_month(requests, api_price, setup, lambda volume: volume / capacity * node_rent + staff)


def _rounded_down(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return _first_month(requests, api_price, setup, lambda volume: max(1, volume // capacity) * node_rent + staff)


def _setup_forgotten(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return break_even_month(requests, api_price, 0.0, capacity, node_rent, staff)


def _staff_forgotten(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return break_even_month(requests, api_price, setup, capacity, node_rent, 0.0)


def _cheaper_in_the_month(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    months = (break_even_month([volume], api_price, 0.0, capacity, node_rent, staff) for volume in requests)
    return next((month for month, found in enumerate(months, start=1) if found), 0)


def _counted_from_zero(
    requests: list[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return break_even_month(requests, api_price, setup, capacity, node_rent, staff) - 1


_WRONG_BREAK_EVENS = (
    _fraction_of_a_node,
    _rounded_down,
    _setup_forgotten,
    _staff_forgotten,
    _cheaper_in_the_month,
)


def _break_even_cases(rng: np.random.Generator) -> list[Case]:
    """Draw plans until they tell the right way of counting and all wrong ones from each other."""

    def plan() -> tuple[list[int], float, float, int, float, float]:
        start, growth = rng.uniform(20, 60), rng.uniform(1.02, 1.2)
        requests = [round(start * growth**m) * 1000 for m in range(24)]
        capacity = int(rng.integers(60, 161)) * 1000
        node_rent, staff = int(rng.integers(25, 46)) * 100.0, int(rng.integers(10, 31)) * 100.0
        return requests, int(rng.integers(8, 16)) / 100, int(rng.integers(3, 13)) * 1000.0, capacity, node_rent, staff

    programs = (break_even_month, *_WRONG_BREAK_EVENS)
    chosen: list[tuple[list[int], float, float, int, float, float]] = []
    told_apart = 1
    while told_apart < len(programs):
        drawn = plan()
        answers = {tuple(program(*p) for p in [*chosen, drawn]) for program in programs}
        if break_even_month(*drawn) and len(answers) > told_apart:
            chosen.append(drawn)
            told_apart = len(answers)
    requests, price, setup, capacity, rent, staff = chosen[0]
    quiet = [0, 0, *requests]
    return [
        *(Case("普通情形", p) for p in chosen),
        Case("有的月份没有人问", (quiet, price, setup, capacity, rent, staff)),
        Case("一直不划算", ([volume // 50 for volume in requests], price, setup, capacity, rent, staff)),
        Case("正好打平", ([100_000, 100_000, 100_000], 0.5, 60_000.0, 100_000, 15_000.0, 5_000.0)),
    ]


BREAK_EVEN_MONTH = FunctionQuestion(
    name="break_even_month",
    title="自己部署，第几个月回本",
    points=7,
    minutes=15,
    concepts=("K014", "K015"),
    prompt="""
一家连锁店估出了今后各月的机器人问答次数，想知道换成自己部署（私有化部署）要多久才回本。写一个函数。

- **云 API**：每次问答 `api_price` 元，用多少付多少。
- **自己部署**：开头一次性花 `setup` 元；以后每月付人工 `staff` 元，再加节点租金。一个节点每月最多承担 `capacity` 次问答，租金 `node_rent` 元；**节点只能整台租**，每月按当月的量调整台数，**至少留一台**。

**输入** `requests`：各月的次数（列表，可能有 0）；其余如上，都是数。参数次序：`break_even_month(requests, api_price, setup, capacity, node_rent, staff)`。
**输出** 整数：到第几个月末，自己部署的**累计**花费第一次**不高于**云 API 的累计花费（第一个月是 1）。给出的月份里一直高，就返回 0。

**可以手算的例子** `requests = [100, 200, 300]`，`api_price = 10`，`setup = 1000`，`capacity = 250`，`node_rent = 500`，`staff = 300`：
云 API 累计 1000、3000、6000；自己部署累计 1800、2600、3900（第三个月要两台）。第二个月末 2600 ≤ 3000，返回 2。
""",
    starter='''def break_even_month(requests, api_price, setup, capacity, node_rent, staff):
    """返回回本的月份（从 1 数起），一直不回本返回 0。"""
    ...''',
    hints=(
        "先照着例子在纸上列三行：当月台数、云 API 累计、自己部署累计。哪一行最先容易写错？",
        "当月台数是 `max(1, math.ceil(requests[m] / capacity))`。两个累计都从第一个月加起，`setup` 在一开始就加进去。",
        "`for month, volume in enumerate(requests, start=1):` 每月先累加，再比较，满足就 `return month`；循环走完还没有返回，就 `return 0`。",
    ),
    explanation=(
        "整台的节点与人工让自己部署的账有台阶：量刚过一台的上限，那个月会突然变贵。"
        "回本月份对量的估计很敏感，所以决定之前先用云 API 跑三个月，拿真实的量再算一次；数据不能出门时，另当别论。"
    ),
    teaching=(
        "约 15 分钟。先请学生说出四笔钱里哪几笔与量无关。按比例租「0.4 台」是最常见的错误，它总把自己部署说得太便宜；"
        "其次是只比当月，那样一次性投入就凭空消失了。"
        "追问：这个模型没有算电费、折旧、故障时的备用节点，也没有算 API 降价，各会把答案往哪边推？"
    ),
    reference=break_even_month,
    checks=(
        Check("普通情形", 0.5, "普通的增长曲线下月份不对：把前几个月的台数、两边的累计逐月打印出来，与手算对照。"),
        Check("有的月份没有人问", 0.15, "有的月份次数是 0 时不对：这个月 API 不花钱，自己部署仍有一台节点和人工。"),
        Check("一直不划算", 0.2, "给出的月份里一直没有回本时，应返回 0，不是最后一个月，也不是 None。"),
        Check("正好打平", 0.15, "两边累计正好相等的那个月末，就算回本；量正好等于一台的上限时，只要一台。"),
    ),
    cases=_break_even_cases,
    misconceptions=(
        Misconception(
            "fraction_of_a_node",
            "你按用量租了零点几台节点。机器只能整台租，量少时也要付一台的钱；用得不满，正是自己部署贵的地方。",
            _fraction_of_a_node,
        ),
        Misconception(
            "nodes_rounded_down",
            "你把台数向下取整了：超出的问答没有机器来接。差一次也要多租一台。",
            _rounded_down,
        ),
        Misconception(
            "setup_forgotten",
            "你没有算一次性的投入。它从第一天就欠着，要靠以后各月省下来的钱去还。",
            _setup_forgotten,
        ),
        Misconception(
            "staff_forgotten",
            "你没有算人工。自己部署要有人盯着机器，这笔钱每个月都在。",
            _staff_forgotten,
        ),
        Misconception(
            "cheaper_in_the_month",
            "你找的是当月第一次比 API 便宜的月份。前面多花的还没有还清；两边都要从头累计。",
            _cheaper_in_the_month,
        ),
        Misconception(
            "counted_from_zero",
            "你的月份从 0 数起，正好都早了一个月，没有回本时也少了一。题目里第一个月是 1。",
            _counted_from_zero,
        ),
    ),
)


_ROUTES = {"1": "c", "2": "e", "3": "a", "4": "f", "5": "b", "6": "d"}

DEPLOYMENT_ROUTE = MatchingQuestion(
    name="deployment_route",
    title="哪种情形走哪条路",
    points=6,
    minutes=8,
    concepts=("K013", "K014", "K015", "K016", "K017", "K018"),
    prompt="""
六家（虚构的）企业要用大模型。请给每家配一条最先该试的路，每条路只用一次。

答案写成字典，例如 `deployment_route = {"1": "a", "2": "b", ...}`。
""",
    starter='deployment_route = {"1": ..., "2": ..., "3": ..., "4": ..., "5": ..., "6": ...}',
    left={
        "1": "三个人的花店，每天两百来次问答，没有工程师，也没有敏感数据",
        "2": "私人银行，客户资料不许出机房；有机房、有运维，要整个推理模型的全部本事",
        "3": "便利店收银台，一块普通显卡，常断网，只要分清问价、退货、投诉",
        "4": "老字号，攒了八千条改好的文案；提示写得再细，语气还是时好时坏",
        "5": "软件商，要给物业行业做产品：改推理代码、加行业工具，打包卖给几百个客户",
        "6": "器械公司，五百页内部手册每周在改；要推理着回答，还要指出根据在哪一页",
    },
    right={
        "a": "用蒸馏出来的小模型，装在本机",
        "b": "在开放权重的模型上做二次开发，先读许可证",
        "c": "直接接云 API，先把提示写好",
        "d": "做专属专家：推理模型加企业自己的知识库，回答时现查",
        "e": "私有化部署完整模型，备齐多卡节点",
        "f": "用自己的样本做微调",
    },
    answer=_ROUTES,
    hints=(
        "先挑两家条件最硬的：谁的数据出不了门？谁的机器最小？",
        "「一直在变的事实」与「稳定的语气」用的不是同一条路：前者要现查，后者可以写进参数。",
        "要改代码、打包再卖，需要的是权重公开且许可证允许；只想用起来，并不需要。",
    ),
    explanation=(
        "先看三个硬条件：数据能不能出门，有没有人管机器，知识变得快不快。都不硬，就从最省事的一条开始，量出问题再往重的走。"
        "语气可以微调，事实最好现查。"
    ),
    teaching=(
        "约 8 分钟。请学生每配一项说一句「因为哪个条件」。最有讨论价值的是 4 与 6：微调适合稳定的样式，不适合每周在变的事实。"
        "第 3 项提醒：普通一台机器跑的是蒸馏版，不是完整模型，这与「一台普通服务器就够」的说法对照。开放权重不等于没有限制。"
    ),
    misconceptions=(
        Misconception(
            "tuning_for_changing_facts",
            "你让每周在变的手册去做微调。写进参数的事实改一次要重训一次，也指不出在哪一页；语气与事实该换过来。",
            _ROUTES | {"6": "f", "4": "d"},
        ),
        Misconception(
            "full_model_on_a_till",
            "你把完整模型放上了收银台。一块普通显卡装不下它，能在那里跑的是什么？机房里的那家正好相反。",
            _ROUTES | {"3": "e", "2": "a"},
        ),
        Misconception(
            "own_machines_for_everyone",
            "你让三个人的花店自己养多卡节点，却让银行的资料出了门。先看数据能不能出门，再看有没有人管机器。",
            _ROUTES | {"1": "e", "2": "c"},
        ),
        Misconception(
            "development_for_a_tone",
            "你让老字号去改代码，让软件商只微调。要稳住的是语气还是产品的做法？这两家换一换。",
            _ROUTES | {"4": "b", "5": "f"},
        ),
    ),
)
