"""Questions on using a model: what an API bill is made of, when own machines pay, and which road fits which case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import Case, FunctionQuestion, MatchingQuestion, TableQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def _made_conversations(rng: np.random.Generator) -> dict[str, Any]:
    """Return made conversations, and a window that one of them leaves only with its last reply."""
    import pandas as pd

    system = int(rng.integers(3, 9)) * 100
    turns = [2, 4, 6, 8, 11]
    rows, longest, replies = [], [], []
    for place, conversation in enumerate(rng.permutation(range(101, 101 + len(turns)))):
        used, reply = system, 0
        for turn in range(1, turns[place] + 1):
            asked, reply = int(rng.integers(40, 160)), int(rng.integers(200, 500))
            rows.append((int(conversation), turn, asked, reply))
            used += asked + reply
        longest.append(used)
        replies.append(reply)
    log = pd.DataFrame(rows, columns=["conversation", "turn", "user_tokens", "reply_tokens"])
    return {
        "log": log.sort_values(["conversation", "turn"], ignore_index=True),
        "system_tokens": system,
        "window": longest[3] - int(rng.integers(20, replies[3] - 20)),
        "price_in": int(rng.integers(10, 31)) / 10,
        "price_out": int(rng.integers(60, 161)) / 10,
    }


def _bill(log: pd.DataFrame, system_tokens: int, window: int, price_in: float, price_out: float) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for conversation, turns in log.sort_values("turn").groupby("conversation"):
        context, input_tokens, full = system_tokens, 0, False
        for asked, reply in zip(turns["user_tokens"], turns["reply_tokens"], strict=True):
            context += asked  # 这一次要发出去的：系统提示、全部历史、新问题
            input_tokens += context
            context += reply  # 回答也占上下文，下一次又要发出去
            full = full or context > window
        output_tokens = turns["reply_tokens"].sum()
        yuan = (input_tokens * price_in + output_tokens * price_out) / 1_000_000
        rows.append((conversation, input_tokens, output_tokens, yuan, full))
    return pd.DataFrame(rows, columns=["conversation", "input_tokens", "output_tokens", "yuan", "full"])


def _priced(bill: pd.DataFrame, given: dict[str, Any]) -> pd.DataFrame:
    cost = bill["input_tokens"] * given["price_in"] + bill["output_tokens"] * given["price_out"]
    return bill.assign(yuan=cost / 1_000_000)


def _history_sent_once(**given: Any) -> pd.DataFrame:
    bill, turns = _bill(**given), given["log"].groupby("conversation")
    sent = turns["user_tokens"].sum() + given["system_tokens"] * turns.size()
    return _priced(bill.assign(input_tokens=bill["conversation"].map(sent)), given)


def _own_replies_not_resent(**given: Any) -> pd.DataFrame:
    silent = _bill(**given | {"log": given["log"].assign(reply_tokens=0)})
    return _priced(_bill(**given).assign(input_tokens=silent["input_tokens"]), given)


def _system_prompt_sent_once(**given: Any) -> pd.DataFrame:
    bill = _bill(**given)
    extra = bill["conversation"].map(given["log"].groupby("conversation").size() - 1) * given["system_tokens"]
    return _priced(bill.assign(input_tokens=bill["input_tokens"] - extra), given)


def _one_price(**given: Any) -> pd.DataFrame:
    return _priced(_bill(**given), given | {"price_out": given["price_in"]})


def _window_without_reply(**given: Any) -> pd.DataFrame:
    last = given["log"].groupby("conversation")["reply_tokens"].last()
    bill = _bill(**given)
    everything = given["log"].groupby("conversation")[["user_tokens", "reply_tokens"]].sum().sum(axis=1)
    largest = bill["conversation"].map(everything - last) + given["system_tokens"]
    return bill.assign(full=largest > given["window"])


def _window_against_the_sum(**given: Any) -> pd.DataFrame:
    return _bill(**given).assign(full=lambda t: t["input_tokens"] + t["output_tokens"] > given["window"])


API_BILL = TableQuestion(
    name="api_bill",
    title="一段对话到底计费多少 token",
    points=8,
    minutes=15,
    concepts=("K015", "K024"),
    prompt="""
客服机器人走云 API。接口**不记得**上一轮：每一次调用，都要把系统提示、此前全部问答和新问题一起发出去，重新计费。
`wb.data("api_bill")` 是一个字典（**虚构数据**，由随机种子生成）：

- `log`：每行一轮，`conversation`、`turn`（从 1 起）、`user_tokens`（顾客这一问的长度）、`reply_tokens`（机器人这一答的长度）；
- `system_tokens`：系统提示的长度；`window`：上下文窗口，即一次调用里**输入与输出合计**的上限；
- `price_in`、`price_out`：每**百万** token 的输入价与输出价（元）。

交一张表，每段对话一行：

| 列 | 含义 |
|---|---|
| `conversation` | 对话编号 |
| `input_tokens` | 各次调用计费的输入 token 之和 |
| `output_tokens` | 各次回答的 token 之和 |
| `yuan` | 费用（元），不四舍五入，不计缓存折扣 |
| `full` | 有没有哪一次调用的输入加输出**超过** `window`（`True` / `False`）；超过的照样计费，本题不截断 |

行的次序不限。

**可以手算的例子** 系统提示 100；第一轮问 10 答 50，第二轮问 20 答 60。第一次发 110；第二次发 100 + 10 + 50 + 20 = 180。输入共 290，输出共 110。
若输入每百万 2 元、输出每百万 8 元，费用是 290 × 2 ÷ 1,000,000 + 110 × 8 ÷ 1,000,000 = 0.00146 元。第二次调用的输入加输出是 240，`window` 为 200 时 `full` 是 `True`。
""",
    starter="api_bill = ...",
    hints=(
        "只拿一段两轮的对话，在纸上写出第二次调用发出去的每一样东西。与例子里的 180 对一对。",
        "按对话循环，用一个变量 `context` 记着到此为止的全部内容：加上新问题后计入输入，再加上回答，留给下一轮。",
        "窗口看的是单独一次调用：`context` 加上这一次的回答。不是几次调用的总和，也不只是输入。",
    ),
    explanation=(
        "轮数翻一倍，输入 token 多出不止一倍：历史被一遍遍重发。"
        "所以省钱先管住轮数与历史（定期做摘要、早转人工），再去谈单价；临近窗口时，先丢什么、一定留什么，要由业务说了算。"
    ),
    teaching=(
        "约 15 分钟。先让学生猜：11 轮的对话比 2 轮的贵几倍？多半会猜五倍左右，算完再回头看。"
        "常见错误是每条消息只算一次，那是按字数付费的想法；其次是窗口只看输入，于是最后一答被截断才发现。"
        "追问：有的服务对重复的前缀打折（缓存），这张表要改哪一列？"
    ),
    inputs=_made_conversations,
    reference=_bill,
    keys=("conversation",),
    relative=1e-6,
    missed={
        "input_tokens": "`input_tokens` 还不对：逐次写出调用时发出去的全部内容，再相加。",
        "output_tokens": "`output_tokens` 还不对：每段对话里 `reply_tokens` 之和。",
        "yuan": "`yuan` 还不对：输入与输出各乘各的价，价格是每百万 token 的。",
        "full": "`full` 还不对：逐次看输入加输出，有一次超过 `window` 就是 `True`，正好相等不算。",
    },
    misconceptions=(
        Misconception(
            "history_sent_once",
            "你让每个问题只计费一次。接口不记得上一轮，第二次调用时，第一轮的问与答要不要再发一遍？",
            _history_sent_once,
        ),
        Misconception(
            "own_replies_not_resent",
            "你重发了顾客的话，却没有重发机器人自己的回答。它不记得自己说过什么，那些也要作为输入再付一次。",
            _own_replies_not_resent,
        ),
        Misconception(
            "system_prompt_sent_once",
            "你只在每段对话的开头算了一次系统提示。它每次调用都要发；长的系统提示因此很贵。",
            _system_prompt_sent_once,
        ),
        Misconception(
            "one_price_for_both",
            "token 数都对，费用却按同一个价算了。输出的单价另有一项，回答越长差得越多。",
            _one_price,
        ),
        Misconception(
            "window_without_the_reply",
            "你判断窗口时只看了输入。回答也占窗口，写到一半没有地方了，就会被截断。",
            _window_without_reply,
        ),
        Misconception(
            "window_against_the_whole_bill",
            "你拿整段对话的计费总数去比窗口。窗口管的是一次调用；同样的历史重发几遍，并不会叠在一起。",
            _window_against_the_sum,
        ),
    ),
)


def break_even_month(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
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


def _fraction_of_a_node(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return break_even_month(requests, api_price - node_rent / capacity, setup, 10**12, 0.0, staff)


def _rounded_down(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    full = [max(1, volume // capacity) * node_rent - max(1, -(-volume // capacity)) * node_rent for volume in requests]
    api, own = 0.0, setup
    for month, (volume, less) in enumerate(zip(requests, full, strict=True), start=1):
        api += volume * api_price
        own += max(1, -(-volume // capacity)) * node_rent + less + staff
        if own <= api:
            return month
    return 0


def _setup_forgotten(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return break_even_month(requests, api_price, 0.0, capacity, node_rent, staff)


def _staff_forgotten(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    return break_even_month(requests, api_price, setup, capacity, node_rent, 0.0)


def _cheaper_in_the_month(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
) -> int:
    months = (break_even_month([volume], api_price, 0.0, capacity, node_rent, staff) for volume in requests)
    return next((n for n, found in enumerate(months, start=1) if found), 0)


def _counted_from_zero(
    requests: Sequence[int], api_price: float, setup: float, capacity: int, node_rent: float, staff: float
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
    """Draw plans until each wrong way of counting gives another month in one of them at least."""

    def plan() -> tuple[list[int], float, float, int, float, float]:
        start, growth = rng.uniform(20, 60), rng.uniform(1.02, 1.2)
        requests = [round(start * growth**m) * 1000 for m in range(24)]
        capacity = int(rng.integers(60, 161)) * 1000
        node_rent, staff = int(rng.integers(25, 46)) * 100.0, int(rng.integers(10, 31)) * 100.0
        return requests, int(rng.integers(8, 16)) / 100, int(rng.integers(3, 13)) * 1000.0, capacity, node_rent, staff

    chosen: list[tuple[list[int], float, float, int, float, float]] = []
    for wrong in _WRONG_BREAK_EVENS:
        while not any(wrong(*p) != break_even_month(*p) for p in chosen):
            drawn = plan()
            if 0 < break_even_month(*drawn) != wrong(*drawn):
                chosen.append(drawn)
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
