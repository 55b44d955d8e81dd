"""The question on what an API bill is made of: history is sent again with every call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

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


@remembered
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
