"""The hard question: fit BG/NBD to one's own customers, and be graded by what it predicts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from genmarketing.themes.audience_assets.models.bg_nbd import BgNbd, fit
from genmarketing.themes.audience_assets.questions.shop_extract import all_orders
from genmarketing.workbook.kinds import ValueQuestion
from genmarketing.workbook.question import Misconception

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TODAY, LATER, WEEKS = "2024-07-01", "2024-12-30", 26


@lru_cache(maxsize=1)
def _all_histories() -> pd.DataFrame:
    """Return x, t_x, T (weeks) at TODAY and the repeat days until LATER, for all who came before a month ago."""
    import pandas as pd

    orders = all_orders()
    days = orders[orders["first"] < "2024-06-01"][["customer_id", "date"]].drop_duplicates()
    days = days.assign(date=pd.to_datetime(days["date"]))
    past = days[days["date"] < TODAY].groupby("customer_id")["date"].agg(["min", "max", "size"])
    later = days[(days["date"] >= TODAY) & (days["date"] < LATER)].groupby("customer_id").size()
    return pd.DataFrame(
        {
            "x": past["size"] - 1,
            "t_x": ((past["max"] - past["min"]).dt.days / 7).round(2),
            "T": ((pd.Timestamp(TODAY) - past["min"]).dt.days / 7).round(2),
            "later": later.reindex(past.index, fill_value=0),
        }
    )


def _drawn(rng: np.random.Generator) -> dict[str, Any]:
    everybody = _all_histories()
    chosen = everybody.iloc[sorted(rng.choice(len(everybody), 500, replace=False))]
    weeks_ago = float(rng.integers(2, 7))
    T = float(rng.integers(60, 101))
    return {
        "customers": chosen[["x", "t_x", "T"]].reset_index(),
        "weeks": WEEKS,
        "regular": {"x": int(rng.integers(10, 26)), "t_x": T - weeks_ago, "T": T},
        "happened": int(chosen["later"].sum()),
    }


def _forecast(customers: pd.DataFrame, weeks: int, regular: dict[str, float], happened: int) -> dict[str, float]:
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import betaln, gammaln, hyp2f1

    x, t_x, T = (customers[name].to_numpy(float) for name in ("x", "t_x", "T"))

    def cost(logs: np.ndarray) -> float:
        r, alpha, a, b = np.exp(logs)  # 找的是参数的对数，四个参数就总是正的
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
        alive = -(r + x) * np.log(alpha + T)
        left = np.log(a / (b + np.maximum(x, 1) - 1)) - (r + x) * np.log(alpha + t_x)
        return -float((common + np.where(x > 0, np.logaddexp(alive, left), alive)).mean())

    # 两边各试一步求坡度，一直走到平地：走到半路就停，换一台电脑停的地方就不同
    found = minimize(cost, np.zeros(4), method="L-BFGS-B", jac="3-point", options={"ftol": 1e-15, "gtol": 1e-9})
    r, alpha, a, b = np.exp(found.x).round(4)  # 再往后的小数，换一台电脑就不同

    def expected(x: np.ndarray, t_x: np.ndarray, T: np.ndarray) -> np.ndarray:
        odds = a / (b + np.maximum(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
        p_alive = np.where(x > 0, 1 / (1 + odds), 1.0)
        z = weeks / (alpha + T + weeks)
        grown = 1 - (1 - z) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, z)
        return np.asarray((a + b + x - 1) / (a - 1) * grown * p_alive)

    one, new = np.array([[regular["x"], regular["t_x"], regular["T"]], [0.0, 0.0, 0.0]])
    return {
        "total": float(expected(x, t_x, T).sum()),
        "regular": float(expected(*one)),
        "newcomer": float(expected(*new)),
    }


@lru_cache(maxsize=8)
def _fitted(histories: tuple[tuple[float, float, float], ...]) -> BgNbd:
    import numpy as np

    x, t_x, T = np.array(histories).T
    return fit(x, t_x, T)


def _model(customers: pd.DataFrame) -> BgNbd:
    return _fitted(tuple(customers[["x", "t_x", "T"]].itertuples(index=False, name=None)))


def _arrays(customers: pd.DataFrame, regular: dict[str, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, t_x and T of all customers, and after them of the regular one."""
    import numpy as np

    x, t_x, T = (np.append(customers[name].to_numpy(float), regular[name]) for name in ("x", "t_x", "T"))
    return x, t_x, T


def _answer(each: np.ndarray, newcomer: float) -> dict[str, float]:
    return {"total": float(each[:-1].sum()), "regular": float(each[-1]), "newcomer": float(newcomer)}


def _rates_go_on(customers: pd.DataFrame, weeks: int, regular: dict[str, float], happened: int) -> dict[str, float]:
    x, _, T = _arrays(customers, regular)
    return _answer(x / T * weeks, x[:-1].sum() / T[:-1].sum() * weeks)


def _rates_of_the_living(
    customers: pd.DataFrame, weeks: int, regular: dict[str, float], happened: int
) -> dict[str, float]:
    model, (x, t_x, T) = _model(customers), _arrays(customers, regular)
    return _answer(x / T * weeks * model.p_alive(x, t_x, T), model.r / model.alpha * weeks)


def _everyone_is_still_here(
    customers: pd.DataFrame, weeks: int, regular: dict[str, float], happened: int
) -> dict[str, float]:
    import numpy as np

    model, (x, t_x, T) = _model(customers), _arrays(customers, regular)
    each = model.future_purchases(np.array(float(weeks)), x, t_x, T) / model.p_alive(x, t_x, T)
    return _answer(each, float(model.expected_purchases(np.array(float(weeks)))))


def _everyone_is_new(customers: pd.DataFrame, weeks: int, regular: dict[str, float], happened: int) -> dict[str, float]:
    import numpy as np

    new = float(_model(customers).expected_purchases(np.array(float(weeks))))
    return _answer(np.full(len(customers) + 1, new), new)


def _mean_for_total(customers: pd.DataFrame, weeks: int, regular: dict[str, float], happened: int) -> dict[str, float]:
    import numpy as np

    model, (x, t_x, T) = _model(customers), _arrays(customers, regular)
    horizon = np.array(float(weeks))
    answer = _answer(model.future_purchases(horizon, x, t_x, T), float(model.expected_purchases(horizon)))
    return answer | {"total": answer["total"] / len(customers)}


REPEAT_FORECAST = ValueQuestion(
    name="repeat_forecast",
    title="下半年还会来几次（难题）",
    points=8,
    minutes=20,
    concepts=("K089", "K096"),
    prompt="""
站在 2024 年 7 月 1 日早晨，预测顾客往后 26 周还会来几次。先用**最大似然**给自己的顾客拟合 BG/NBD（似然就是 `bg_nbd_log_likelihood` 那一题的），再用拟合好的参数预测。

`wb.data("repeat_forecast")` 是一个字典，取自课程的 `coffee_orders`（**虚构数据**），每个人抽到的 500 位顾客不同：

- `customers`：每行一位，`x`、`t_x`、`T`（周）；一天来几次只算一次；
- `weeks`：往后几周；`regular`：另一位顾客的 `x`、`t_x`、`T`；
- `happened`：这 500 位后来**实际**来了几次，供你算完以后对照，不要用来拟合。

一位顾客往后 t 周的期望次数（`hyp2f1` 与 `scipy.special.hyp2f1` 的次序相同）：

E = (a + b + x − 1) ÷ (a − 1) × ( 1 − ( (α + T) ÷ (α + T + t) )^(r + x) × hyp2f1(r + x, b + x, a + b + x − 1, t ÷ (α + T + t)) ) × P(还在)

P(还在) 就是 `p_alive` 那一题的。刚刚首购的新顾客，x、t_x、T 都是 0。

交一个字典，三个期望次数：

| 键 | 含义 |
|---|---|
| `total` | 这 500 位**合计** |
| `regular` | `regular` 这位顾客 |
| `newcomer` | 一位今天刚刚首购的新顾客，往后还会来几次 |

误差在 1% 以内都算对：看的是预测，不是四个参数各是多少。可以用自己写的函数，也可以用课程的模型。

**可以自查** 参数若是 r = 0.5、α = 1.2、a = 0.8、b = 5，x = 0、t_x = 0、T = 0 的人往后 26 周约来 `5.0395` 次。
""",
    starter='repeat_forecast = {"total": ..., "regular": ..., "newcomer": ...}',
    hints=(
        "两步走：先拟合，再预测。拟合就是让 `bg_nbd_log_likelihood` 那一题的对数似然最大；四个参数都要大于 0，找它们的对数最省心。",
        "`scipy.optimize.minimize(cost, np.zeros(4))`，`cost` 里先 `r, alpha, a, b = np.exp(logs)`，再返回**负的**对数似然。用数组一次算完 500 人，别一人一人地循环。",
        "预测先用「可以自查」的那组参数对好，再换成拟合的参数。`happened` 与 `total` 差一两成是常事，差一倍就该回去找错。",
    ),
    explanation=(
        "拿 `total` 与 `happened` 比一比：每人只用了三个数，合计多半差不到两成。四个参数里 b 最飘，换一批顾客就变，预测却稳，所以考的是预测。"
        "备货、排班和预算看合计；给单个人打电话、发券看各人的期望。模型没有季节：你若正要进旺季，它会说少，这一点要由人补上。"
    ),
    teaching=(
        "约 20 分钟，留给走得快的人。先请学生只凭 `x ÷ T` 外推，与 `happened` 比（多半高出一倍上下：走了的人也算在内）。"
        "常见错误是忘了乘 P(还在)，或只用 P(还在) 乘各人的平均频率，没有向全体收缩。"
        "真相写在 `coffee_orders.md`：请他们比较拟合的参数与真的参数，哪个差得最远？为什么预测却差不多？"
    ),
    inputs=_drawn,
    reference=_forecast,
    relative=0.01,
    labels={"total": "500 位合计", "regular": "那一位常客", "newcomer": "一位新顾客"},
    unit="次",
    misconceptions=(
        Misconception(
            "rates_go_on",
            "你让每个人照以往的频率一直来下去。有的人已经走了，有的人只是碰巧来得密；这两件事模型都要扣。",
            _rates_go_on,
        ),
        Misconception(
            "own_rate_times_alive",
            "你用「还在」的概率乘各人自己的平均频率。只来过一两次的人，频率多半是碰巧；公式里的 r 与 α 会把它拉向全体。",
            _rates_of_the_living,
        ),
        Misconception(
            "everyone_is_still_here",
            "你少乘了「还在」的概率。公式的前半是「假如还在，会来几次」，久不来的人要打很大的折扣。",
            _everyone_is_still_here,
        ),
        Misconception(
            "everyone_is_new",
            "你给每个人用了新顾客的期望。他们各有各的 x、t_x、T，那正是你知道得比别人多的地方。",
            _everyone_is_new,
        ),
        Misconception(
            "mean_for_total",
            "`total` 里你给的是平均每人几次。备货要的是合计，题目也是。",
            _mean_for_total,
        ),
    ),
)
