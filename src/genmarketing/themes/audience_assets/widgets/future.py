"""Views on the future of single customers: alive or gone, what they will bring, when to stop writing to them."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np

from genmarketing.data import published
from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Heat,
    Line,
    Lines,
    Reference,
    Series,
    Slider,
    Task,
    Tile,
    Tiles,
)

from ..models import bg_nbd
from ..models.bg_nbd import BgNbd
from ..models.gamma_gamma import GammaGamma
from ..models.lifetime_value import WEEKS_PER_YEAR, lifetime_value
from ..models.markov_value import rewards, transitions, value, values_of_stopping
from .axes import nice_top

if TYPE_CHECKING:
    import pandas as pd

THEME = "audience_assets"

REPEATS = (0, 1, 2, 3, 5, 8, 13, 20, 30)
SILENCE = (0, 1, 2, 4, 6, 8, 12, 16, 20, 26)
"""Weeks since the last purchase."""

CDNOW = BgNbd(*(published(f"bg_nbd_{name}").value for name in ("r", "alpha", "a", "b")))
"""The published parameters of an online record shop of 1997."""

MAIL_CHANCES = (0.3, 0.2, 0.15, 0.05)
"""Chance to buy after a mailing, 1 to 4 periods after the last purchase, as in Pfeifer & Carraway 2000."""


def alive_map(model: BgNbd) -> Explorer:
    """Heat map of P(alive) by repeat purchases and silence; one customer's row as a curve."""

    def results(shop: str, weeks: int, x: int) -> Frame:
        fitted = model if shop == "coffee" else CDNOW
        silence = [s for s in SILENCE if s < weeks]

        def chances(repeats: float) -> list[float]:
            quiet = np.array(silence, dtype=float)
            return list(
                fitted.p_alive(np.full(len(quiet), float(repeats)), weeks - quiet, np.full(len(quiet), float(weeks)))
            )

        rows = [number for number in REPEATS if number > 0]
        heat = Heat(
            [chances(number) for number in rows],
            [f"复购 {number} 次" for number in rows],
            [str(s) for s in silence],
            "仍是顾客的机会",
            x="最近一次购买以后过了几周",
            format="0%",
            limits=(0, 1),
            height=340,
        )
        own = chances(x)
        curve = Lines(
            [Line(f"复购过 {x} 次的人", silence, own, "main", points=True)],
            "最近一次购买以后过了几周",
            "仍是顾客的机会",
            y_range=(0, 1),
            y_format="0%",
            references=[Reference(0.5, "一半")],
            height=340,
        )
        below = next((s for s, chance in zip(silence, own, strict=True) if chance < 0.5), None)
        sentence = f"认识 {weeks} 周、复购过 {x} 次的人："
        if below is None:
            sentence += f"安静了 {silence[-1]} 周，仍是顾客的机会还有 {own[-1]:.0%}。"
        else:
            sentence += f"安静到第 {below} 周，他多半（{1 - own[silence.index(below)]:.0%}）已经不再是顾客。"
        sentence += "来得越勤的人，同样的沉默说明得越多。"
        return Frame([heat, curve], sentence)

    return Explorer(
        title="沉默说明什么：他还是我们的顾客吗",
        alt="热图：越往下复购越多，越往右沉默越久，颜色越浅仍是顾客的机会越小；来得多的几行变浅得更快。下面是一位顾客的曲线。",
        controls=[
            Choice("shop", "参数来自", [("咖啡店（拟合）", "coffee"), ("CDNOW（论文）", "cdnow")]),
            Slider("weeks", "认识他多久", [26, 52, 104], start=1, unit="周"),
            Slider("x", "他复购过几次", [1, 2, 5, 13, 30], start=2, unit="次"),
        ],
        results=results,
        key="alive_map",
        theme=THEME,
    )


def lifetime_explorer(model: BgNbd, spending: GammaGamma, margin: float = 0.6) -> Explorer:
    """One customer known for 52 weeks: history and mean spend go in, P(alive), purchases and value come out."""
    known, years = 52.0, 3
    ahead = np.arange(0, years * WEEKS_PER_YEAR + 1, 12.0)

    def results(x: int, silence: int, spend: float, discount: float) -> Frame:
        t_x = known - silence if x else 0.0
        history = (np.array([float(x)]), np.array([t_x]), np.array([known]))
        alive = float(model.p_alive(*history)[0])
        purchases = model.future_purchases(ahead, float(x), t_x, known)
        expected = float(spending.expected_spend(float(x), spend))
        worth = float(lifetime_value(model, *history, np.array([expected]), margin, discount, years=years)[0])
        each = "没有复购，按全体平均" if x == 0 else f"他自己平均 {spend:g} 元"
        tiles = Tiles(
            [
                Tile("仍是顾客的机会", alive, format="0%", colour="main"),
                Tile("今后一年预计来", float(model.future_purchases(52.0, float(x), t_x, known)), "次", "0.0"),
                Tile("每次预计花", expected, "元", "0.0", each),
                Tile("今后三年值", worth, "元毛利", "0", f"折到今天，毛利率 {margin:.0%}", "gain"),
            ]
        )
        at_most = float(model.future_purchases(ahead[-1], float(x), known - 1 if x else 0.0, known))
        chart = Lines(
            [
                Line("模型预计", ahead, purchases, "main"),
                Line("照过去的速度画直线", ahead, x / known * ahead, "quiet", dash=True),
            ],
            "从今天起（周）",
            "累计购买（次）",
            y_range=(0, nice_top(max(at_most, x / known * ahead[-1]))),
            y_format="0.0" if x < 2 else "0",
            height=240,
        )
        if x == 0:
            sentence = "52 周前买过一次、再没来过的人，模型规定他还在（离开只发生在复购之后），只说他本来就来得很慢。"
            sentence += "没有复购，也就没有「最近一次」和「平均每次花」，那两条这时不起作用。"
        else:
            sentence = f"在这个模型里，复购过 {x} 次、安静了 {silence} 周的这位，仍是顾客的机会 {alive:.0%}，今后三年值 {worth:.0f} 元毛利。"
            sentence += f"照过去的速度会来 {x / known * ahead[-1]:.0f} 次，模型只敢算 {purchases[-1]:.0f} 次。"
        return Frame([tiles, chart], sentence)

    return Explorer(
        title="一位顾客今后值多少",
        alt="四个数：仍是顾客的机会、今后一年预计来几次、每次预计花多少、今后三年值多少；下面是预计累计购买次数的曲线，比照过去的速度画的直线低。",
        controls=[
            Slider("x", "过去 52 周复购了", [0, 1, 3, 8, 20, 40], start=3, unit="次"),
            Slider(
                "silence", "最近一次在", [1, 3, 6, 12, 26], labels=[f"{s} 周前" for s in (1, 3, 6, 12, 26)], start=1
            ),
            Slider("spend", "他平均每次花", [15.0, 28.0, 60.0], start=1, unit="元"),
            Slider("discount", "折现率（一年）", [0.05, 0.1, 0.2], labels=["5%", "10%", "20%"], start=1),
        ],
        results=results,
        key="lifetime_explorer",
        theme=THEME,
    )


_AFTER_PROMOTION, _JUNE_WEEKS = "2023-07-01", 30.5 / 7
"""The day after the first-cup promotion of June 2023, and how many weeks before it June begins."""


def holdout_task(orders: pd.DataFrame) -> Task:
    """Fit on the past, foretell the purchases of the same customers, and lay what happened beside it."""
    import pandas as pd

    def run(cut: str, shop: str) -> Generator[tuple[float, str], None, Frame]:
        own = orders if shop == "六家店合计" else orders[orders["store"] == shop]
        split, end = pd.Timestamp(cut), pd.Timestamp("2025-01-01")
        yield 0.1, "数出每位顾客的历史"
        known = bg_nbd.histories(own, split)
        x, t_x, T = (known[name].to_numpy(dtype=float) for name in ("x", "t_x", "T"))
        yield 0.4, "找似然最大的四个参数"
        model = bg_nbd.fit(x, t_x, T).rounded()
        yield 0.8, "往后推，和实际对照"
        days = own[["customer_id", "date"]].drop_duplicates()
        later = days[(days["date"] >= split) & days["customer_id"].isin(known.index)]
        weeks = np.arange(0, int((end - split).days // 7) + 1, 4)
        happened = [int((later["date"] < split + pd.Timedelta(weeks=int(week))).sum()) for week in weeks]
        foretold = [float(model.future_purchases(float(week), x, t_x, T).sum()) for week in weeks]
        lines = Lines(
            [
                Line("模型推出的", weeks, foretold, "main"),
                Line("实际的", weeks, happened, "rival", points=True),
                Line("照过去的速度画直线", weeks, weeks * x.sum() / T.sum() * len(x), "quiet", dash=True),
            ],
            "拟合以后（周）",
            "累计购买（次）",
            y_format="0",
            height=320,
        )
        miss, straight = foretold[-1] / happened[-1] - 1, weeks[-1] * x.sum() / T.sum() * len(x) / happened[-1] - 1
        tiles = Tiles(
            [
                Tile("模型推出", foretold[-1], "次", "0", colour="main"),
                Tile("实际", float(happened[-1]), "次", "0", colour="rival"),
                Tile("模型差了", f"{miss:+.1%}".replace("-", "−"), note=f"画直线差 {straight:+.0%}"),
            ]
        )
        sentence = (
            f"用 {cut} 以前的订单拟合，推 {len(x):,} 位老客此后 {weeks[-1]} 周的购买：模型{'多' if miss > 0 else '少'}算 {abs(miss):.1%}，"
            f"照直线推{'多' if straight > 0 else '少'}算 {abs(straight):.0%}。直线忘了有人会离开。"
        )
        new = T < _JUNE_WEEKS
        if cut == _AFTER_PROMOTION and miss > 0:
            excess = model.future_purchases(float(weeks[-1]), x[new], t_x[new], T[new]).sum()
            excess -= int(later["customer_id"].isin(known.index[new]).sum())
            sentence += (
                f"模型多算的次数，{excess / (foretold[-1] - happened[-1]):.0%} 出在 6 月才来的人身上："
                "他们多半是 9.9 元招来的，来了没几天，模型还看不出他们走得快。"
            )
        return Frame([tiles, lines], sentence)

    return Task(
        title="先藏起后半段：推得准吗",
        alt="拟合结束后，三条累计购买曲线：模型推出的、实际的、照过去的速度画的直线；直线高得多。",
        button="拟合并往后推（约 1 秒）",
        run=run,
        controls=[
            Choice(
                "cut",
                "站在哪个月初",
                [("2023 年 7 月", "2023-07-01"), ("2024 年 1 月", "2024-01-01"), ("2024 年 7 月", "2024-07-01")],
                start=1,
            ),
            Choice("shop", "哪家店", ["六家店合计", "软件园", "老街"]),
        ],
        key="holdout_task",
        theme=THEME,
    )


def mailing_explorer() -> Explorer:
    """Margin, cost of a mailing and discount: the value of each recency, and where to stop."""
    names = [f"{n} 期前" for n in range(1, len(MAIL_CHANCES) + 1)]

    def results(margin: float, cost: float, discount: float) -> Frame:
        worth = value(transitions(MAIL_CHANCES), rewards(len(MAIL_CHANCES), margin, cost), discount)[:-1]
        stopping = values_of_stopping(MAIL_CHANCES, margin, cost, discount)
        best = max(stopping, key=stopping.__getitem__)
        never = len(MAIL_CHANCES) + 1
        by_recency = Bars(
            names,
            [Series("一直寄", worth, "main")],
            "价值（元）",
            x="最近一次购买在",
            title="一直寄下去，各人值多少",
            labelled=True,
            y_range=(-25, 2 * margin),
            highlighted=[i for i, each in enumerate(worth) if each < 0],
            y_format="0.0",
        )
        choices = [f"到第 {stop} 期停" if stop < never else "四期都寄" for stop in stopping]
        by_stop = Bars(
            choices,
            [Series("刚买过的人值", list(stopping.values()), "gain")],
            "价值（元）",
            title="寄到什么时候停，刚买过的人值多少",
            labelled=True,
            y_range=(-25, 2 * margin),
            highlighted=[list(stopping).index(best)],
            y_format="0.0",
        )
        if best == never:
            said = "四期都寄最划算。"
        else:
            said = f"最近购买退到第 {best} 期就该停，比四期都寄多 {stopping[best] - stopping[never]:.2f} 元。"
        if stopping[best] < 0:
            said = "怎样寄都亏，这份目录不该寄。"
        losses = [f"{name}买的人（每位亏 {-each:.2f} 元）" for name, each in zip(names, worth, strict=True) if each < 0]
        said += f"一直寄就亏在 {'、'.join(losses)}。" if losses else "各期都还值得寄。"
        return Frame([by_recency, by_stop], f"在这个模型里，{said}")

    return Explorer(
        title="什么时候不再寄",
        alt="左图：一直寄下去，最近购买在一到四期前的人各值多少，负的用实色；右图：在不同的期数停下来，刚买过的人值多少，最高的用实色。",
        controls=[
            Slider("margin", "买一次的毛利", [20.0, 40.0, 60.0, 80.0], start=1, unit="元"),
            Slider("cost", "寄一次的成本", [1.0, 2.0, 4.0, 8.0], start=2, unit="元"),
            Slider("discount", "每期的折现率", [0.05, 0.1, 0.2], labels=["5%", "10%", "20%"], start=2),
        ],
        results=results,
        key="mailing_explorer",
        theme=THEME,
    )
