"""Questions on routing: the weights of one token's experts, and what a routing log says about load and division of labour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.workbook.kinds import Case, FunctionQuestion, TableQuestion
from genmarketing.workbook.question import Check, Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def top_k_gates(scores: list[float], bias: list[float], k: int) -> list[float]:
    """按“得分＋偏置”选出 k 个专家，按原始得分分配权重。"""
    experts = range(len(scores))
    # sorted 是稳定的：并列时，编号小的留在前面
    ranking = sorted(experts, key=lambda i: scores[i] + bias[i], reverse=True)
    chosen = ranking[:k]
    total = sum(scores[i] for i in chosen)
    return [scores[i] / total if i in chosen else 0.0 for i in experts]


def _chosen(ranked_by: list[float], k: int) -> list[int]:
    return sorted(range(len(ranked_by)), key=lambda i: ranked_by[i], reverse=True)[:k]


def _gates_ignoring_bias(scores: list[float], bias: list[float], k: int) -> list[float]:
    return top_k_gates(scores, [0.0] * len(scores), k)


def _gates_of_biased_scores(scores: list[float], bias: list[float], k: int) -> list[float]:
    return top_k_gates([s + b for s, b in zip(scores, bias, strict=True)], [0.0] * len(scores), k)


def _gates_not_normalised(scores: list[float], bias: list[float], k: int) -> list[float]:
    chosen = _chosen([s + b for s, b in zip(scores, bias, strict=True)], k)
    return [s if i in chosen else 0.0 for i, s in enumerate(scores)]


def _gates_over_all_experts(scores: list[float], bias: list[float], k: int) -> list[float]:
    total = sum(scores)
    return [s / total for s in _gates_not_normalised(scores, bias, k)]


def _equal_gates(scores: list[float], bias: list[float], k: int) -> list[float]:
    return [1 / min(k, len(scores)) if g else 0.0 for g in _gates_not_normalised(scores, bias, k)]


def _gate_cases(rng: np.random.Generator) -> list[Case]:
    """Scores are distinct hundredths and biases a few thousandths, so only the tie that is meant is a tie."""

    def draw() -> tuple[list[float], list[float], int]:
        experts = int(rng.integers(5, 9))
        scores = [int(s) / 100 for s in rng.permutation(91)[:experts] + 5]
        bias = [int(b) / 1000 for b in rng.integers(-2, 3, experts)]
        return scores, bias, int(rng.integers(2, 4))

    cases = []
    for _ in range(2):
        scores, bias, k = draw()
        cases.append(Case("偏置为零", (scores, [0.0] * len(bias), k)))
    for _ in range(2):
        scores, bias, k = draw()
        ranking = _chosen(scores, len(scores))
        last_in, first_out = ranking[k - 1], ranking[k]
        bias[first_out] = round(scores[last_in] - scores[first_out] + 0.005, 3)
        cases.append(Case("偏置改变了人选", (scores, bias, k)))
    scores, bias, k = draw()
    ranking = _chosen(scores, len(scores))
    scores[ranking[k]] = scores[ranking[k - 1]]
    cases.append(Case("并列", (scores, [0.0] * len(bias), k)))
    for extra in (0, 2):
        scores, bias, _ = draw()
        bias[0] = 0.005
        cases.append(Case("k 不小于专家数", (scores, bias, len(scores) + extra)))
    return cases


TOP_K_GATES = FunctionQuestion(
    name="top_k_gates",
    title="给一个 token 选专家、分权重",
    points=7,
    minutes=12,
    concepts=("K001", "K002"),
    prompt="""
客服机器人读到「退款」这个 token，某一层的路由器给每个专家打了分。写一个函数，算出这一层每个专家的权重。

规则有两条，请留意它们用的不是同一组数：

1. **选人**看 `scores[i] + bias[i]`，取最大的 `k` 个。并列时取编号小的；`k` 不小于专家数时全选。
2. **分权重**只看 `scores`：被选中的专家，权重等于自己的得分除以所有被选中者的得分之和；没被选中的，权重是 0。（V3 还会乘一个固定的系数，本题不乘。）

**输入** `scores`：各专家的得分，0 到 1 之间的数；`bias`：各专家的偏置，可正可负，与 `scores` 一样长；`k`：正整数。
**输出** 一个与 `scores` 一样长的列表（数组也可以），第 i 个数是第 i 个专家的权重。

**可以手算的例子** `scores = [0.8, 0.6, 0.4, 0.2]`，`bias = [0, 0, 0.3, 0]`，`k = 2`：
选人时四个数是 0.8、0.6、0.7、0.2，选中 0 号与 2 号；权重是 0.8 ÷ 1.2 与 0.4 ÷ 1.2，即 `[0.667, 0, 0.333, 0]`（不用四舍五入）。
""",
    starter='''def top_k_gates(scores, bias, k):
    """返回每个专家的权重，没被选中的为 0。"""
    ...''',
    hints=(
        "先只做一半：给定 `scores` 和 `bias`，写出被选中的编号。拿题目里的例子对一对，应当是 0 和 2。",
        "`sorted(range(len(scores)), key=lambda i: ..., reverse=True)` 给出从高到低的编号，并列时编号小的在前；取前 k 个。",
        "选好以后，把 `bias` 忘掉：`total` 是被选中者的 `scores` 之和，每个被选中者的权重是 `scores[i] / total`。",
    ),
    explanation=(
        "偏置只管「派给谁」，不管「听谁的」：它把人流引开，却不改专家说话的分量。"
        "排班也可以照此办理：派单可以照顾忙闲，评价服务质量时不要把照顾分算进去。"
    ),
    teaching=(
        "约 12 分钟。先请学生口头说：偏置若也进了权重，会发生什么？（常被照顾的专家会被放大，损失随之变坏。）"
        "最常见的错误是用加了偏置的分去算权重；其次是除以全部专家的得分之和，于是权重加起来不到 1。"
        "追问：这段代码里哪一步在「搜索思维链」？没有一步是。这正好接到查到源头的那道题。"
    ),
    reference=top_k_gates,
    checks=(
        Check(
            "偏置为零", 0.35, "偏置全是 0 时权重就不对：先看选出的是不是得分最高的 k 个，再看它们的权重加起来是不是 1。"
        ),
        Check("偏置改变了人选", 0.35, "偏置让一个得分稍低的专家挤进来时，结果不对：选人与分权重各用哪一组数？"),
        Check("并列", 0.15, "两个专家并列、只剩一个名额时，应取编号小的那个，另一个的权重是 0。"),
        Check("k 不小于专家数", 0.15, "`k` 等于或大于专家数时，应当全选，权重仍按得分来分。"),
    ),
    cases=_gate_cases,
    misconceptions=(
        Misconception(
            "bias_ignored",
            "你选人时没有用上 `bias`，选的总是原始得分最高的几个。这样忙的专家会一直忙下去；选人那一步该看哪两个数的和？",
            _gates_ignoring_bias,
        ),
        Misconception(
            "bias_in_the_weights",
            "你把偏置也算进了权重。偏置是为了分流才加的，不代表这个专家更懂；算权重时请回到原始得分。",
            _gates_of_biased_scores,
        ),
        Misconception(
            "weights_not_normalised",
            "你直接把得分当成了权重，加起来不是 1。各层这样叠下去，输出会时大时小；还差除以谁的和？",
            _gates_not_normalised,
        ),
        Misconception(
            "normalised_over_all_experts",
            "你除以了全部专家的得分之和，没有到场的专家也占了一份。分母里只应有被选中的那几个。",
            _gates_over_all_experts,
        ),
        Misconception(
            "equal_weights",
            "你让被选中的专家人人一样重。路由器的得分不只决定谁到场，还决定各听几分；权重要与得分成比例。",
            _equal_gates,
        ),
    ),
)


def _routing_log(rng: np.random.Generator) -> dict[str, Any]:
    """Return a made routing log: every token goes to two experts, each expert has a taste, and one gets nothing."""
    import numpy as np
    import pandas as pd

    domains = np.array(["写口号", "答客服", "看报表", "审合同"])
    experts, tokens = 6, 160
    idle = rng.integers(experts)
    while True:
        taste = rng.dirichlet([0.5] * len(domains), experts) + 0.02
        taste *= rng.uniform(0.4, 1.6, experts)[:, None]
        taste[idle] = 1e-300
        domain = rng.integers(len(domains), size=tokens)
        # adding Gumbel noise to log-weights and taking the two largest draws two experts without replacement
        noisy = np.log(taste.T[domain]) + rng.gumbel(size=(tokens, experts))
        chosen = np.argsort(-noisy, axis=1)[:, :2].ravel()
        counts = np.zeros((experts, len(domains)))
        np.add.at(counts, (chosen, domain.repeat(2)), 1)
        ranked = np.sort(np.delete(counts, idle, axis=0), axis=1)
        if (ranked[:, -1] > ranked[:, -2]).all():
            break
    log = pd.DataFrame({"token": np.arange(tokens).repeat(2), "domain": domains[domain.repeat(2)], "expert": chosen})
    return {"log": log, "experts": experts}


@remembered
def _expert_table(log: pd.DataFrame, experts: int) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    # reindex 把一个 token 也没分到的专家补回来，否则平均负载会算高
    counts = log.groupby(["expert", "domain"]).size().unstack(fill_value=0).reindex(range(experts), fill_value=0)
    tokens = counts.sum(axis=1)
    mean = len(log) / experts
    return pd.DataFrame(
        {
            "expert": range(experts),
            "tokens": tokens,
            "overload": tokens / mean - 1,
            "nudge": np.sign(mean - tokens).astype(int),
            "domain": counts.idxmax(axis=1).where(tokens > 0, "无"),
            "share": counts.max(axis=1) / tokens.clip(lower=1),
        }
    ).reset_index(drop=True)


def _mean_over_busy_experts(log: pd.DataFrame, experts: int) -> pd.DataFrame:
    table = _expert_table(log, experts)
    mean = len(log) / log["expert"].nunique()
    table["overload"] = table["tokens"] / mean - 1
    table["nudge"] = [int(t < mean) - int(t > mean) for t in table["tokens"]]
    return table


def _idle_expert_dropped(log: pd.DataFrame, experts: int) -> pd.DataFrame:
    table = _mean_over_busy_experts(log, experts)
    return table[table["tokens"] > 0].reset_index(drop=True)


def _share_of_the_domain(log: pd.DataFrame, experts: int) -> pd.DataFrame:
    table = _expert_table(log, experts)
    sizes = log["domain"].value_counts()
    taken = table["share"] * table["tokens"]
    table["share"] = taken / table["domain"].map(sizes).fillna(1)
    return table


def _ratio_to_the_mean(log: pd.DataFrame, experts: int) -> pd.DataFrame:
    return _expert_table(log, experts).assign(overload=lambda t: t["overload"] + 1)


def _busy_experts_rewarded(log: pd.DataFrame, experts: int) -> pd.DataFrame:
    return _expert_table(log, experts).assign(nudge=lambda t: -t["nudge"])


EXPERT_SPECIALISATION = TableQuestion(
    name="expert_specialisation",
    title="从路由日志看忙闲与分工",
    points=10,
    minutes=15,
    concepts=("K002", "K012"),
    prompt="""
`wb.data("expert_specialisation")` 给你一个字典：`log` 是一层路由的日志（**虚构数据**，由随机种子生成），`experts` 是专家总数，编号从 0 起。
日志一行是一次派单：`token`（编号）、`domain`（它来自哪类活）、`expert`（派给了谁）。每个 token 派给两个专家，所以占两行；有的专家可能一单也没有。

交一张表，**每个专家一行**（没有单的也要有），列如下：

| 列 | 含义 |
|---|---|
| `expert` | 专家编号 |
| `tokens` | 分到的单数（日志的行数） |
| `overload` | 超载率：单数 ÷ 平均单数 − 1。平均按**全部**专家算 |
| `nudge` | 下一步偏置往哪边推：单数低于平均 → 1，高于平均 → −1，正好相等 → 0 |
| `domain` | 它接得最多的那类活（数据保证不并列）；没有单写 `"无"` |
| `share` | 它的单子里，这类活占几成（0 到 1）；没有单写 0 |

行的次序不限，数不要四舍五入。

**可以手算的例子** 3 个专家共 8 单：0 号 4 单（3 单「写口号」、1 单「答客服」），1 号 4 单（全是「答客服」），2 号没有单。平均是 8 ÷ 3。
0 号一行是 4、0.5、−1、写口号、0.75；1 号是 4、0.5、−1、答客服、1；2 号是 0、−1、1、无、0。
""",
    starter="expert_specialisation = ...",
    hints=(
        '先数数：`pd.crosstab(log["expert"], log["domain"])` 给出每个专家、每类活各几单。它有几行？专家有几个？',
        "`.reindex(range(experts), fill_value=0)` 补上没有单的专家。横着加是 `tokens`，横着取最大的列名是 `domain`（`idxmax(axis=1)`）。",
        "平均单数是 `len(log) / experts`。`share` 的分母是这个专家自己的单数，不是这类活的总数；单数为 0 的那一行单独处理。",
    ),
    explanation=(
        "超载率里最大的那个数，就是论文里说的 MaxVio。忙闲与分工是两件事：单子摊平了，专家也可以各干各的活；"
        "平均分配而人人什么都接，才是没有分工。看团队排班也一样，先问谁超载，再问谁在做自己最擅长的事，两张表不要混成一张。"
    ),
    teaching=(
        "约 15 分钟。先让学生看 `crosstab` 的行数与 `experts` 对不对得上，闲着的专家正是在这里丢掉的。"
        "`share` 的分母是本题的难处：「写口号的单子里 0 号接了几成」与「0 号的单子里写口号占几成」是两个问题，请全班各写一个句子。"
        "追问：只看 `domain` 一列就给专家取名「口号专家」，够不够？（不够：`share` 只有三成时名不副实。）"
    ),
    inputs=_routing_log,
    reference=_expert_table,
    keys=("expert",),
    missed={
        "tokens": "`tokens` 还不对：日志一行算一单，同一个 token 派给两个专家算两单。",
        "overload": "`overload` 还不对：先写下平均单数，看它是不是总行数除以全部专家，再看有没有减 1。",
        "nudge": "`nudge` 还不对：闲的专家要推高，忙的要压低，正好等于平均的不动。",
        "domain": "`domain` 还不对：取每个专家单数最多的那一类；没有单的写「无」。",
        "share": "`share` 还不对：分子是最多那类的单数，分母是这个专家自己的单数；没有单的写 0。",
    },
    misconceptions=(
        Misconception(
            "idle_expert_dropped",
            "你的表里没有闲着的专家：`groupby` 和 `crosstab` 看不见没有出现的编号。少了它，平均单数也跟着变了；按 `experts` 把它补回来。",
            _idle_expert_dropped,
        ),
        Misconception(
            "mean_over_busy_experts",
            "你算平均时只除以有单的专家，超载因此被说轻了。闲着的那个同样占着显存，平均时要把它算上。",
            _mean_over_busy_experts,
        ),
        Misconception(
            "share_of_the_domain",
            "你的 `share` 回答的是「这类活里它接了几成」，题目问的是「它的活里这类占几成」。换一个分母。",
            _share_of_the_domain,
        ),
        Misconception(
            "ratio_without_minus_one",
            "你的 `overload` 是平均的几倍。题目要的是超出平均多少：正好等于平均时应当是 0。",
            _ratio_to_the_mean,
        ),
        Misconception(
            "busy_experts_rewarded",
            "你的 `nudge` 方向反了：越忙的越往上推，下一批会更忙。想想偏置加在选人的得分上，谁该加、谁该减。",
            _busy_experts_rewarded,
        ),
    ),
)
