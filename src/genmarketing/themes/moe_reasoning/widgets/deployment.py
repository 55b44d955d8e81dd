"""Views on putting a model to work: the break-even of API and own machines, and the log of a small team of agents."""

from __future__ import annotations

import numpy as np

from genmarketing.ui import Choice, Explorer, Frame, Line, Lines, Marker, Slider, Table, Tile, Tiles

from ..models.agents import Brief, Draft, Insight, Message, Review, draw_market, run_generalist, run_pipeline
from ..models.deployment import ApiPrice, OwnDeployment, Request, api_cost, break_even

THEME = "moe_reasoning"

REQUEST = Request(tokens_in=1500, tokens_out=500)
TOKENS_PER_SECOND = 8_000
INPUT_SHARE = 0.25
"""Price of a token in, as a share of the price of a token out; made for the demonstration."""

BRAND = "青禾咖啡"


def _times(requests: float) -> str:
    return f"{requests / 1e4:,.1f} 万次" if requests < 1e6 else f"{requests / 1e4:,.0f} 万次"


def deployment_break_even() -> Explorer:
    """Price of the API, rent of a node, utilisation and staff; both cost curves and where they meet."""
    prices, rents = (2.0, 4.0, 8.0, 16.0, 32.0), (20_000.0, 40_000.0, 80_000.0, 160_000.0)
    utilisations, staffs = (0.05, 0.1, 0.2, 0.4, 0.6), (0.0, 30_000.0, 100_000.0)
    volumes = np.logspace(4, 8, 97)
    low, high = 1e3, 1e7

    def inside(cost: list[float]) -> list[float]:
        return [value if low <= value <= high else float("nan") for value in cost]

    def results(price: float, rent: float, utilisation: float, staff: float) -> Frame:
        api = ApiPrice(price * INPUT_SHARE, price)
        own = OwnDeployment(rent, TOKENS_PER_SECOND, utilisation, staff)
        point = break_even(REQUEST, api, own)
        finite = bool(np.isfinite(point.first))
        shown = finite and volumes[0] <= point.first <= volumes[-1]
        cost = own.monthly_cost(point.first, REQUEST) if finite else 0.0
        capacity = own.requests_per_node(REQUEST)
        tiles = Tiles(
            [
                Tile("接口每万次", 1e4 * api.per_request(REQUEST), "元", "0", colour="main"),
                Tile("一台机器每月最多", _times(capacity), colour="rival"),
                Tile("盈亏平衡点", f"每月 {_times(point.first)}" if finite else "没有", colour="gain"),
            ]
        )
        chart = Lines(
            [
                Line("接口", volumes, inside([api_cost(n, REQUEST, api) for n in volumes]), "main"),
                Line("自己部署", volumes, inside([own.monthly_cost(n, REQUEST) for n in volumes]), "rival"),
            ],
            "每月请求（次）",
            "每月花费（元）",
            x_scale="log",
            y_scale="log",
            x_range=(volumes[0], volumes[-1]),
            y_range=(low, high),
            x_format="万",
            y_format="万",
            markers=[Marker(point.first, cost, "平衡点", "gain")] if shown else [],
            height=340,
        )
        if not finite:
            sentence = "在这个模型里，一台满负荷的机器也比同样多的接口调用贵：量再大，自己部署也不划算。"
        elif point.lasting > point.first * 1.01:
            if np.isfinite(point.lasting):
                sentence = f"过了 {_times(point.first)} 开始划算，加新机器时又会贵回去，过了 {_times(point.lasting)} 才一直划算。"
            else:
                sentence = f"过了 {_times(point.first)} 会划算一阵，再加机器又贵回去，没有一直划算的量。"
        else:
            sentence = f"每月少于 {_times(point.first)}，用接口便宜；多于它，自己部署便宜。"
        return Frame([tiles, chart], sentence + "价格与速度都是演示用的假设。")

    return Explorer(
        title="接口还是自己部署：每月多少次才划算",
        alt="双对数图：接口的花费是一条斜线，自己部署的花费先平后成台阶；两线相交处是盈亏平衡点。",
        controls=[
            Slider("price", "接口价，每百万输出 token", prices, start=3, unit="元"),
            Slider("rent", "一台机器每月租金", rents, labels=[f"{rent / 1e4:g} 万元" for rent in rents], start=2),
            Slider("utilisation", "利用率", utilisations, labels=[f"{share:.0%}" for share in utilisations], start=3),
            Slider("staff", "运维人力每月", staffs, labels=["不另算", "3 万元", "10 万元"], start=1),
        ],
        results=results,
        key="deployment_break_even",
        theme=THEME,
    )


def _content(message: Message) -> str:
    """Write what was handed on, in Chinese."""
    match message:
        case Brief():
            return f"品牌：{message.brand}；评论 {len(message.comments)} 条"
        case Insight():
            needs = "、".join(f"{n} {s:.0%}" for n, s in zip(message.needs[:3], message.shares[:3], strict=True))
            return f"需要排名：{needs}"
        case Draft():
            return f"「{message.slogan}」"
        case Review():
            scores = "，".join(f"{name} {score:.2f}" for name, score in message.scores.items())
            return f"{'通过' if message.passed else '不通过'}（{scores}）"


def agent_pipeline() -> Explorer:
    """Follow the hand-offs of a pipeline for three made markets, by number of comments and allowed reworks."""
    seeds = {"第一家店": 4, "第二家店": 8, "第三家店": 15}

    def results(shop: str, comments: int, rework: int) -> Frame:
        seed = seeds[shop]
        market = draw_market(np.random.default_rng(seed))
        brief = Brief(BRAND, market.comments(comments, np.random.default_rng(seed + 100)))
        run = run_pipeline(brief, np.random.default_rng(seed + 200), rework)
        alone = run_generalist(brief, np.random.default_rng(seed + 200))
        table = Table(
            ["", "谁交给谁", "交接的内容"],
            [[str(h.step), f"{h.sender} → {h.receiver}", _content(h.message)] for h in run.log],
            highlighted=[i for i, h in enumerate(run.log) if isinstance(h.message, Review) and not h.message.passed],
        )
        appeal = market.appeal(run.slogan)
        tiles = Tiles(
            [
                Tile("流水线满足的心愿", appeal, format="0%", note=f"{run.steps} 步", colour="main"),
                Tile("一个人包办", market.appeal(alone.slogan), format="0%", note="1 步", colour="quiet"),
            ]
        )
        sent_back = max(0, (run.steps - 1) // 2 - 1)
        sentence = f"在这个模型里，退回了 {sent_back} 次，" + (
            f"交出的是「{run.slogan}」。" if run.slogan else "没有一条合规，什么也没有交出。"
        )
        return Frame([table, tiles], sentence)

    return Explorer(
        title="分析、创意、评估：三个智能体接力",
        alt="一张表按次序列出谁把什么交给谁，退回的几行标出；下面比较流水线和一个人包办满足了多少市场心愿。",
        controls=[
            Choice("shop", "哪家店的市场（虚构）", list(seeds)),
            Slider("comments", "读多少条评论", [3, 10, 40], start=2, unit="条"),
            Slider("rework", "最多退回几次", [0, 1, 2, 3], start=3, unit="次"),
        ],
        results=results,
        key="agent_pipeline",
        theme=THEME,
    )
