"""The question on the seeding and the conversion matrix, with goods whose tags stand on another platform."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from genmarketing.data import load
from genmarketing.workbook.kinds import TableQuestion
from genmarketing.workbook.question import Misconception
from genmarketing.workbook.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_GOODS = {
    "低糖茶饮": "无糖茶包", "水果茶": "冻干果茶", "围炉煮茶": "陶炉套装", "黄油面包": "黄油餐包", "低糖蛋糕": "减糖蛋糕", "碱水面包": "碱水结",
    "拌面酱": "罗勒青酱", "空气炸锅菜": "预炸小食", "早餐三明治": "吐司片", "通勤防晒": "防晒乳", "防晒衣": "防晒外套", "户外防晒": "防水防晒棒",
    "多巴胺穿搭": "撞色卫衣", "薄底鞋": "平底鞋", "通勤穿搭": "免烫西裤", "茶香调": "茶香淡香水", "木质调": "木质淡香水", "睡前香薰": "香薰蜡烛",
    "老城街巷": "城市地图册", "滨江夜走": "反光背心", "小众展览": "展览联票", "轻量露营": "单人帐篷", "公园野餐": "野餐垫", "溯溪": "溯溪鞋",
    "小家收纳": "抽屉分格", "一人食": "小奶锅", "夜灯布置": "感应夜灯",
}  # fmt: skip
"""Content tag -> tag of the goods on the shelf."""


@lru_cache(maxsize=1)
def _all_posts() -> pd.DataFrame:
    return load("posts")[["tag", "date", "exposures", "interactions", "sales"]]


def _extract(rng: np.random.Generator) -> dict[str, Any]:
    """Draw seven tags with enough posts and one with too few; the shelf also sells what nobody writes about."""
    posts = _all_posts()
    kept = posts[rng.random(len(posts)) < 0.9]
    counts = kept["tag"].value_counts().sort_index()
    large = sorted(counts[counts >= 105].index)
    small = sorted(counts[counts < 95].index)
    tags = [str(t) for t in rng.choice(large, size=7, replace=False)] + [str(rng.choice(small))]
    mine = kept[kept["tag"].isin(tags)].reset_index(drop=True)
    sold = mine.groupby("tag")["sales"].sum()
    rows = [(_GOODS[tag], int(sold[tag]) + int(rng.integers(1, 20))) for tag in tags]
    silent = [tag for tag in _GOODS if tag not in tags]
    rows += [(_GOODS[str(tag)], int(rng.integers(200, 900))) for tag in rng.choice(silent, size=2, replace=False)]
    shelf = _frame(rows).sample(frac=1, random_state=int(rng.integers(2**31))).reset_index(drop=True)
    return {"posts": mine.drop(columns="sales"), "shelf": shelf, "goods": {tag: _GOODS[tag] for tag in sorted(tags)}}


def _frame(rows: list[tuple[str, int]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=["goods_tag", "orders"])


@remembered
def _two_matrices(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    import pandas as pd

    orders = shelf.set_index("goods_tag")["orders"]
    late = posts["date"] >= "2026-04-06"

    def figures(part: pd.DataFrame, sold: float) -> list[float]:
        def rate(some: pd.DataFrame) -> float:
            return some["interactions"].sum() / some["exposures"].sum()

        mine = late[part.index]
        return [part["exposures"].sum() / len(part), rate(part), sold / len(part), rate(part[mine]) / rate(part[~mine])]

    overall = figures(posts, sum(orders[name] for name in goods.values()))  # 藏起来的标签也算在全体里
    rows = []
    for tag in goods:
        part = posts[posts["tag"] == tag]
        if len(part) < 100:
            continue
        index = [100 * a / b for a, b in zip(figures(part, orders[goods[tag]]), overall, strict=True)]
        seen, liked, sold, grown = (value >= 100 for value in index)
        seeding = {(True, True): "主推", (False, True): "潜力", (True, False): "空热", (False, False): "观望"}
        conversion = {(True, True): "守住", (False, True): "机会", (True, False): "收割", (False, False): "放下"}
        rows.append((tag, *index, seeding[seen, liked], conversion[sold, grown]))
    columns = ["tag", "exposure_index", "interaction_index", "sales_index", "growth_index", "seeding", "conversion"]
    return pd.DataFrame(rows, columns=columns)


_SEEDING = {(True, True): "主推", (False, True): "潜力", (True, False): "空热", (False, False): "观望"}
_CONVERSION = {(True, True): "守住", (False, True): "机会", (True, False): "收割", (False, False): "放下"}


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table the quadrants that follow from its four indices."""
    seen, liked = table["exposure_index"] >= 100, table["interaction_index"] >= 100
    sold, grown = table["sales_index"] >= 100, table["growth_index"] >= 100
    return table.assign(
        seeding=[_SEEDING[pair] for pair in zip(seen, liked, strict=True)],
        conversion=[_CONVERSION[pair] for pair in zip(sold, grown, strict=True)],
    )


def _mean_of_rates(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    table = _two_matrices(posts, shelf, goods)
    rate = posts["interactions"] / posts["exposures"]
    means = rate.groupby(posts["tag"]).mean()
    return _named(table.assign(interaction_index=(100 * means[table["tag"]] / rate.mean()).to_numpy()))


def _totals_compared(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    table = _two_matrices(posts, shelf, goods)
    number = posts["tag"].value_counts()
    factor = number[table["tag"]].to_numpy() / (len(posts) / posts["tag"].nunique())
    changed = table.assign(exposure_index=table["exposure_index"] * factor, sales_index=table["sales_index"] * factor)
    return _named(changed)


def _growth_against_itself(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    table = _two_matrices(posts, shelf, goods)
    late = posts["date"] >= "2026-04-06"

    def rates(part: pd.DataFrame) -> pd.Series[float]:
        sums = part.groupby("tag")[["interactions", "exposures"]].sum()
        return sums["interactions"] / sums["exposures"]

    growth = rates(posts[late]) / rates(posts[~late])
    return _named(table.assign(growth_index=100 * growth[table["tag"]].to_numpy()))


def _small_tags_shown(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    import pandas as pd

    # Repeating every post leaves all ratios as they are and lifts the small tag above the limit.
    times = 4
    return _two_matrices(
        pd.concat([posts] * times, ignore_index=True), shelf.assign(orders=shelf["orders"] * times), goods
    )


def _hidden_left_out(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    number = posts["tag"].value_counts()
    large = [tag for tag in goods if number[tag] >= 100]
    return _two_matrices(posts[posts["tag"].isin(large)], shelf, {tag: goods[tag] for tag in large})


def _whole_shelf(posts: pd.DataFrame, shelf: pd.DataFrame, goods: dict[str, str]) -> pd.DataFrame:
    table = _two_matrices(posts, shelf, goods)
    sold = shelf.set_index("goods_tag")["orders"]
    factor = sum(sold[name] for name in goods.values()) / sold.sum()
    return _named(table.assign(sales_index=table["sales_index"] * factor))


TWO_MATRICES = TableQuestion(
    name="two_matrices",
    title="两张矩阵：种草的和带货的是不是同一批",
    points=9,
    minutes=14,
    concepts=("K154", "K157", "K158", "K159"),
    prompt="""
`wb.data("two_matrices")` 是一个字典，取自课程的 `posts`（**合成数据**），每个人抽到的标签不同：

- `posts`：内容平台的帖子，`tag`、`date`、`exposures`、`interactions`；
- `shelf`：货架平台的订单，`goods_tag`、`orders`（单），其中有的货没有人写过；
- `goods`：字典，内容标签 → 货品标签。两个平台互不相通，只有靠标签对接。

交一张表，**满 100 条帖子**的标签每个一行：

| 列 | 含义 |
|---|---|
| `tag` | 内容标签 |
| `exposure_index` | 每条帖子的曝光 |
| `interaction_index` | 互动率：互动合计 ÷ 曝光合计 |
| `sales_index` | 每条帖子对应的订单：这个标签的货的订单 ÷ 帖子数 |
| `growth_index` | 互动率的增长：下半段（`"2026-04-06"` 起）的互动率 ÷ 上半段的互动率 |
| `seeding` | 种草矩阵：曝光、互动都 ≥ 100 是「主推」，只有互动 ≥ 100 是「潜力」，只有曝光 ≥ 100 是「空热」，都不到是「观望」 |
| `conversion` | 转化矩阵：销售、增长都 ≥ 100 是「守住」，只有增长 ≥ 100 是「机会」，只有销售 ≥ 100 是「收割」，都不到是「放下」 |

四个指数都是 **100 × 这个标签的值 ÷ 全体的值**。全体是 `posts` 的所有帖子，**不到 100 条的标签也在内**；全体的订单只算 `goods` 里的货。

**可以手算的例子** 防晒 100 条帖子共 20000 次曝光、1000 次互动；露营 100 条共 10000 次、800 次。全体每条 150 次曝光，互动率 6%。

防晒的 `exposure_index` = 100 × 200 ÷ 150 ≈ 133.3，`interaction_index` = 100 × 5% ÷ 6% ≈ 83.3，落在「空热」；露营是 66.7 与 133.3，「潜力」。
""",
    starter="two_matrices = ...",
    hints=(
        "先只写一个函数：给它几条帖子和一个订单数，返回四个数（每条曝光、互动率、每条订单、增长）。全体和每个标签都用它。",
        '互动率是两个合计相除，不是各条互动率的平均。下半段：`posts["date"] >= "2026-04-06"`，文字可以直接比。',
        '订单从 `shelf.set_index("goods_tag")["orders"]` 里按 `goods[tag]` 取；先用所有帖子算出全体的四个数，再丢掉不到 100 条的标签。',
    ),
    explanation=(
        "潜力格里的标签加曝光；机会格里的先查货：是没有铺货、价格不对，还是看热闹的人本来不买。"
        "收割格靠老需求，别再加内容费。下结论前把切点从 100 挪到中位数看看：一挪就换格的标签，还不能下决定。"
        "两边靠标签对上，只说明同涨同落；内容是不是原因，要靠对照实验。"
    ),
    teaching=(
        "约 14 分钟。先请学生猜：互动最好的标签卖得最好吗？再把全班的结果贴到黑板的四个格子里，"
        "「拌面酱」「防晒衣」「薄底鞋」常在对角。常见错误是平均各条的互动率，和把小标签从全体里也去掉。"
        "白皮书说兴趣先于销量，这张表证明不了：它没有时间先后的检验。"
    ),
    inputs=_extract,
    reference=_two_matrices,
    keys=("tag",),
    relative=1e-6,
    missed={
        "exposure_index": "`exposure_index` 还不对：先求每条帖子的平均曝光，再同全体的每条平均曝光比。",
        "interaction_index": "`interaction_index` 还不对：互动合计除以曝光合计，标签与全体各算一次。",
        "sales_index": "`sales_index` 还不对：订单按 `goods` 对到标签，除以帖子数，再同全体比；全体不算没有人写的货。",
        "growth_index": "`growth_index` 还不对：先求标签自己的下半段比上半段，再除以全体的同一个比。",
        "seeding": "`seeding` 还不对：横看曝光，纵看互动，正好 100 算高。",
        "conversion": "`conversion` 还不对：横看销售，纵看互动增长，正好 100 算高。",
    },
    misconceptions=(
        Misconception(
            "mean_of_rates",
            "你把各条帖子的互动率平均了：只有几十次曝光的帖子，和上万次的说话一样响。互动率应当是两个合计相除。",
            _mean_of_rates,
        ),
        Misconception(
            "totals_compared",
            "曝光和订单你比的是标签的合计，帖子写得多的标签自然大。先除以帖子数，再比。",
            _totals_compared,
        ),
        Misconception(
            "growth_against_itself",
            "增长你只拿标签同它自己的上半段比。整个平台都在涨的时候，人人都超过 100；还要除以什么？",
            _growth_against_itself,
        ),
        Misconception(
            "small_tags_shown",
            "不到 100 条帖子的标签也进了你的表。几十条帖子，换一批，指数就可能差出一半，先藏起来。",
            _small_tags_shown,
        ),
        Misconception(
            "hidden_left_out",
            "你把小标签从全体里也去掉了。它不进表，但仍是全体的一部分，基准不该跟着变。",
            _hidden_left_out,
        ),
        Misconception(
            "whole_shelf",
            "全体的订单里，你算进了没有人写过的货。那些货没有帖子，谈不上「每条帖子几单」。",
            _whole_shelf,
        ),
    ),
)
