"""Views on recognising one person: matching by hashed keys, and how alone somebody stands in a table without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Item,
    Series,
    Slider,
    Sorter,
    Table,
    TextField,
    Tile,
    Tiles,
    Writer,
)

from ..models.identity import KEYS, World, crack, group_sizes, hashed, match, normal_phone, quality

if TYPE_CHECKING:
    import pandas as pd

THEME = "audience_assets"

WHEN = {"日": ("首单日期", "哪天、"), "月": ("首单月份", "哪个月、"), "年": ("首单年份", "哪一年、"), "不给": ("", "")}
"""How exactly the first order is dated -> how the column is called, and what somebody has to know to look it up."""

KNOWN_PREFIX = "1200000"
"""Digits that whoever tries to undo a hash is taken to know already, so that 10 000 numbers remain."""


def matching_explorer() -> Explorer:
    """Which key, whether numbers are brought into one form, how many consent: precision and recall."""
    shares = (0.3, 0.5, 0.7, 1.0)
    worlds = {share: World(people=600, consents=share).accounts(np.random.default_rng(11)) for share in shares}

    def results(key: str, normalise: bool, consents: float) -> Frame:
        left, right = worlds[consents]
        found = quality(match(left, right, key, normalise), left, right)
        wrong, missed = found.found - found.right, found.wanted - found.right
        tiles = Tiles(
            [
                Tile("配上的里面真是同一人", found.precision, format="0.0%", note="精确率", colour="main"),
                Tile("真是同一人的里面配上了", found.recall, format="0.0%", note="召回率", colour="gain"),
            ]
        )
        bars = Bars(
            ["配对了", "配错了", "漏掉了"],
            [Series("对", [found.right, wrong, missed], "main")],
            "两边的账号（对）",
            horizontal=True,
            labelled=True,
            highlighted=[1],
            y_range=(0, 650),
            y_format="0",
            height=190,
        )
        sentence = f"在这个模型里，用「{key}」配出 {found.found} 对，{wrong} 对其实是两个人（多半是一家人合用），漏掉 {missed} 对。"
        if consents < 1:
            sentence += f"两边都同意的人才可以配：同意 {consents:.0%}，最多配上 {consents**2:.0%} 左右。"
        elif normalise or key == "设备":
            sentence += "假如人人都同意，这把钥匙最多也只配得出这些。"
        if not normalise and key != "设备":
            sentence += "号码没有先整理，同一个号的两种写法对不上。"
        return Frame([tiles, bars], sentence)

    return Explorer(
        title="两个平台，同一个人吗",
        alt="两个数是精确率和召回率；横条图是配对了、配错了、漏掉了各多少对。",
        controls=[
            Choice("key", "凭什么认", list(KEYS)),
            Choice("normalise", "号码先整理吗", [("整理", True), ("照原样", False)]),
            Slider("consents", "在每个平台同意打通的", shares, labels=[f"{s:.0%}" for s in shares], start=2),
        ],
        results=results,
        key="matching_explorer",
        theme=THEME,
    )


def anonymity_explorer(orders: pd.DataFrame) -> Explorer:
    """Names are gone; how many members can still be told apart by the columns that remain."""
    first = orders.groupby("customer_id").agg(
        store=("store", "first"), channel=("channel", "first"), device=("device", "first"), date=("date", "min")
    )
    grains = {
        "日": first["date"].dt.strftime("%Y-%m-%d"),
        "月": first["date"].dt.strftime("%Y-%m"),
        "年": first["date"].dt.strftime("%Y"),
        "不给": first["date"].dt.strftime(""),
    }

    def results(grain: str, columns: int, k: int) -> Frame:
        kept = ["store", "channel", "device"][:columns]
        sizes = group_sizes(first.assign(when=grains[grain]), ["when", *kept]).to_numpy()
        edges = [("只有自己", sizes == 1), (f"2 到 {k - 1} 人", (sizes > 1) & (sizes < k)), (f"{k} 人以上", sizes >= k)]
        bars = Bars(
            [name for name, _ in edges],
            [Series("会员", [float(inside.mean()) for _, inside in edges], "main")],
            "占会员的比例",
            x="和自己看上去一样的有几人",
            labelled=True,
            highlighted=[0],
            y_range=(0, 1),
            y_format="0%",
            height=240,
        )
        tiles = Tiles(
            [
                Tile("最小的一组", float(sizes.min()), "人", "0", "这就是 k", "main"),
                Tile("能单独认出来的", float((sizes == 1).mean()), format="0.0%", colour="rival"),
                Tile("为了凑够要删掉", float((sizes < k).mean()), format="0.0%", note=f"不足 {k} 人的组"),
            ]
        )
        column, known = WHEN[grain]
        given = "、".join([*([column] if column else []), *["首单的店", "取餐方式", "设备"][:columns]])
        alone = int((sizes == 1).sum())
        sentence = f"给出的列：{given}。没有姓名和手机号，"
        if alone:
            sentence += f"仍有 {alone:,} 位会员独一无二：知道他{known}在哪家店第一次来的人，查一查就可能找到他。"
        elif sizes.min() < k:
            sentence += f"没有人独一无二，可是最小的一组只有 {sizes.min()} 人，不足 {k} 人。"
        else:
            sentence += f"每个人至少和 {sizes.min() - 1:,} 人看上去一样，够 {k} 人一组。"
        return Frame([tiles, bars], sentence)

    return Explorer(
        title="去掉名字，还认得出吗",
        alt="柱图：会员按和自己看上去一样的人数分成三档，左边一档只有自己。",
        controls=[
            Choice("grain", "首单时间精确到", ["日", "月", "年", "不给"]),
            Slider("columns", "再给几列", [1, 2, 3], labels=["店", "店、取餐方式", "店、取餐方式、设备"], start=2),
            Slider("k", "至少几人一组才放行", [5, 10, 20], start=0, unit="人"),
        ],
        results=results,
        key="anonymity_explorer",
        theme=THEME,
    )


def hash_writer() -> Writer:
    """Write a made number and a secret: its one form, its hash, and whether trying all numbers finds it again."""

    def respond(phone: str, secret: str) -> Frame:
        number = normal_phone(phone)
        if not number:
            raise ValueError("整理以后要剩下 11 位数字。编一个就好，例如 1200000 开头再加四位，别写真的号码。")
        found = crack(hashed(number, secret), [f"{KNOWN_PREFIX}{tail:04d}" for tail in range(10_000)])
        other = number[:-1] + str((int(number[-1]) + 1) % 10)
        table = Table(
            ["", "号码", "散列值的前 16 位"],
            [
                ["你写的，整理以后", number, hashed(number, secret)[:16]],
                ["末位加一", other, hashed(other, secret)[:16]],
            ],
        )
        outcome = Tile(
            f"外人没有密钥，把 {KNOWN_PREFIX} 开头的一万个号码试一遍",
            "找到了" if found else "没找到",
            colour="rival" if found else "gain",
        )
        if secret:
            sentence = "有密钥，外人试遍号码也对不上；可是知道密钥的两家，谁都能照样试一遍。"
        elif found:
            sentence = f"没有密钥，一万个号码一试就找到 {found}。手机号一共不过百亿个，全试一遍只是多等一会儿：散列不等于匿名。"
        else:
            sentence = f"没有密钥；这次没找到，只因为号码不在试的那一万个里。换成 {KNOWN_PREFIX} 开头的再看。"
        return Frame([table, Tiles([outcome])], sentence)

    return Writer(
        title="把号码变成一串认不出的字，够了吗",
        alt="表里是整理以后的号码和散列值，改一位号码，散列值全变；下面说不知道密钥时能不能试出来。",
        fields=[
            TextField("phone", "手机号（请编一个，别写真的）", value="+86 120 0000 4321", limit=30),
            TextField("secret", "密钥（空着就是没有）", limit=30, hint="例如：岔路口 2024"),
        ],
        respond=respond,
        key="hash_writer",
        theme=THEME,
    )


def ppsc_sorter() -> Sorter:
    """Six things an insurer may do: which of people, product, scenario and content each is about."""
    return Sorter(
        title="PPSC：这件事动的是哪一样",
        alt="六件保险公司可以做的事，分进用户、产品、场景、内容四栏。",
        question="一家保险公司（虚构）打算做这几件事。每一件主要动的是哪一样？",
        bins=[("people", "用户"), ("product", "产品"), ("scenario", "场景"), ("content", "内容")],
        items=[
            Item(
                "one_id",
                "把 APP 和公众号里的同一个人，在他同意以后并成一个编号",
                "people",
                "说的是认得出是谁，数据归到一个人名下。",
                hints={"scenario": "地方没有多，只是知道两处来的是同一个人。"},
            ),
            Item(
                "rain",
                "台风预警那天，在打车软件里露出当日意外险",
                "scenario",
                "产品没变，变的是什么时候、在哪里遇见它。",
                hints={
                    "content": "文案当然要写，可是要紧的是那一天、那个地方。",
                    "product": "卖的还是那款当日险，保什么没有变。",
                },
            ),
            Item(
                "pet",
                "给养猫的年轻人出一款只管急诊的小额险",
                "product",
                "保什么、赔多少变了，这是产品。",
                hints={
                    "people": "先看清了人，动手改的却是卖的东西。",
                    "scenario": "没有换时间和地方，换的是保什么。",
                },
            ),
            Item(
                "cartoon",
                "把理赔条款画成四格漫画",
                "content",
                "条款没变，换了说法。",
                hints={"product": "赔的规矩一个字没改。"},
            ),
            Item(
                "tiers",
                "按过去的互动把会员分成三层，各派不同的人跟进",
                "people",
                "先分人，再派人。",
                hints={"product": "给三层人的可以是同一款产品。"},
            ),
            Item(
                "clinic",
                "体检报告出来的页面上，放一个咨询入口",
                "scenario",
                "在他正想这件事的地方等他。",
                hints={
                    "people": "没有去挑人，谁看到报告谁就看到入口。",
                    "content": "入口上总要写几个字，要紧的是它放在哪一页。",
                    "product": "咨询的入口不是一款新产品。",
                },
            ),
        ],
        key="ppsc_sorter",
        theme=THEME,
    )
