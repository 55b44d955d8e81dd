"""The made coffee shop shows what its card promises: the true parameters come back, the promotion fades, the dirt is as counted."""

from __future__ import annotations

import re
import unicodedata

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from genmarketing.data import datasets_folder, load
from genmarketing.themes.audience_assets.generators import coffee_orders, coffee_world
from genmarketing.themes.audience_assets.models import bg_nbd, cohorts
from genmarketing.themes.audience_assets.models.identity import normal_phone

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    table = load("coffee_orders")
    return table.assign(date=pd.to_datetime(table["date"]))


@pytest.fixture(scope="module")
def dirty() -> pd.DataFrame:
    """The dirty rows in one way of writing, empty cells as empty texts."""
    table = load("coffee_orders_dirty").fillna("")
    texts = table.drop(columns="row").map(lambda text: unicodedata.normalize("NFKC", text).replace(" ", ""))
    return texts.assign(
        member_no=texts["member_no"].str.upper(),
        phone=texts["phone"].map(normal_phone),
        date=texts["date"].str.replace(r"[-/]", "", regex=True),
        amount=texts["amount"].str.lstrip("¥").astype(float),
    )


def card(name: str) -> str:
    return (datasets_folder() / f"{name}.md").read_text(encoding="utf-8")


def test_the_shop_is_large_enough_and_small_enough_to_ship(orders: pd.DataFrame) -> None:
    assert len(orders) >= 60_000
    assert (datasets_folder() / "coffee_orders.csv").stat().st_size < 4 * MEGABYTE
    assert f"共 {len(orders):,} 笔、{orders['customer_id'].nunique():,} 位顾客" in card("coffee_orders")
    assert orders["date"].min().year == 2022
    assert orders["date"].max() == pd.Timestamp("2024-12-31")


def test_no_shop_sells_before_it_opens(orders: pd.DataFrame) -> None:
    first = orders.groupby("store")["date"].min()
    assert all(first[name] >= pd.Timestamp(store.opened) for name, store in coffee_world.STORES.items())


def test_true_purchase_parameters_come_back(orders: pd.DataFrame) -> None:
    """Shops, seasons and a promotion blur them, so the bounds are wide. Those whom the promotion brought pull b down."""
    promoted = orders.groupby("customer_id")["date"].transform("min").dt.to_period("M") == "2023-06"
    histories = bg_nbd.histories(orders[~promoted], pd.Timestamp("2025-01-01"))
    found = bg_nbd.fit(*(histories[name].to_numpy(float) for name in ("x", "t_x", "T")))
    assert found.r == pytest.approx(coffee_world.R, abs=0.1)
    assert found.alpha == pytest.approx(coffee_world.ALPHA, abs=0.4)
    everybody = bg_nbd.histories(orders, pd.Timestamp("2025-01-01"))
    mixed = bg_nbd.fit(*(everybody[name].to_numpy(float) for name in ("x", "t_x", "T")))
    assert (round(found.b, 1), round(mixed.b, 1)) == (5.3, 4.0)  # as the chapter says
    assert found.a / (found.a + found.b) == pytest.approx(coffee_world.A / (coffee_world.A + coffee_world.B), abs=0.06)


def test_spend_is_gamma_gamma_and_has_nothing_to_do_with_frequency(orders: pd.DataFrame) -> None:
    factor = orders["store"].map({name: store.price for name, store in coffee_world.STORES.items()})
    repeats = orders[orders.duplicated("customer_id")]
    spend = (repeats["amount"] / factor[repeats.index]).groupby(repeats["customer_id"])
    mean = coffee_world.P * coffee_world.V / (coffee_world.Q - 1)
    assert spend.mean().mean() == pytest.approx(mean, rel=0.02)
    assert abs(np.corrcoef(np.log(spend.size()), spend.mean())[0, 1]) < 0.05
    often = spend.mean()[spend.size() >= 30]
    # Gamma(Q, V) rates: the variation of customers' means is 1/√(Q − 2), within a customer it is 1/√P
    assert often.std() / often.mean() == pytest.approx(1 / np.sqrt(coffee_world.Q - 2), abs=0.06)
    within = (spend.std() / spend.mean())[spend.size() >= 30]
    assert within.mean() == pytest.approx(1 / np.sqrt(coffee_world.P), abs=0.03)


def test_those_whom_the_promotion_brought_fade_faster(orders: pd.DataFrame) -> None:
    kept = cohorts.retention(cohorts.cohort_counts(orders))[[3, 4, 5, 6]].mean(axis=1)
    others = kept[[str(month) for month in pd.period_range("2023-02", "2023-10", freq="M") if str(month) != "2023-06"]]
    assert kept["2023-06"] < others.min()


def test_seasons_show(orders: pd.DataFrame) -> None:
    last = orders[orders["date"].dt.year == 2024]
    a_day = last.groupby([last["date"].dt.month, "store"]).size().unstack()
    assert a_day.loc[7, "大学城"] < 0.7 * a_day.loc[6, "大学城"]
    weekend = orders["date"].dt.day_of_week >= 5
    busy = orders.groupby(["store", weekend]).size().unstack()
    ratio = busy[True] / 2 / (busy[False] / 5)
    assert ratio["软件园"] < 0.5 < 1.3 < ratio["老街"]


def test_more_devices_come_with_more_orders_but_change_no_rate(orders: pd.DataFrame) -> None:
    """The account gains devices by ordering; who has two after ten orders orders on no faster than who has one."""
    number = orders.groupby("customer_id").cumcount()
    days = orders["date"].groupby(orders["customer_id"])
    tenth = orders[number < 10].groupby("customer_id")["device"].nunique()
    length = (days.nth(19).set_axis(orders.loc[days.nth(19).index, "customer_id"])) - (
        days.nth(9).set_axis(orders.loc[days.nth(9).index, "customer_id"])
    )
    length = length.dropna().dt.days
    several = tenth.reindex(length.index) >= 2
    assert np.log1p(length[several]).mean() == pytest.approx(np.log1p(length[~several]).mean(), rel=0.06)
    everybody = orders.groupby("customer_id").agg(devices=("device", "nunique"), orders=("device", "size"))
    by_devices = everybody.groupby("devices")["orders"].mean()
    assert by_devices[1] < by_devices[2] < by_devices[3]


def test_the_made_table_is_a_copy() -> None:
    table = coffee_orders.generate()
    table["amount"] = 0
    assert coffee_orders.generate()["amount"].min() > 0


# The dirty extract


def test_the_key_fits_every_row(dirty: pd.DataFrame, orders: pd.DataFrame) -> None:
    true = orders.set_index(orders["order_id"].astype(str)).loc[dirty["order_no"]]
    for column, key in (("member_no", "customer_id"), ("store", "store")):
        said = dirty[column].str.removesuffix("店").str.replace("區", "区").to_numpy()
        assert set(said[said != true[key].to_numpy()]) <= {""}
    assert (dirty["amount"].abs().to_numpy() == true["amount"].to_numpy()).all()


def test_the_dirt_is_as_the_card_counts_it(dirty: pd.DataFrame, orders: pd.DataFrame) -> None:
    said = card("coffee_orders_dirty")
    once = dirty.assign(back=dirty["amount"] < 0).drop_duplicates(["order_no", "back"])
    paid, back = once[~once["back"]], once[once["back"]]
    true = orders.set_index(orders["order_id"].astype(str)).loc[dirty["order_no"]]
    wrong = dirty["date"].to_numpy() != true["date"].dt.strftime("%Y%m%d").to_numpy()
    counts = paid["order_no"].map(orders.set_index(orders["order_id"].astype(str))["customer_id"]).value_counts()
    written = load("coffee_orders_dirty")["phone"].dropna().value_counts()
    for sentence in (
        f"共 {len(dirty):,} 行，{len(counts)} 位顾客",
        f"{len(paid):,} 笔订单，另有 {len(back)} 笔整单退款",
        f"合计 {len(once):,} 行",
        f"{len(dirty) - len(once)} 行导出了两次",
        f"{wrong[once.index].sum()} 笔的日期不可能",
        f"连同重复的共 {wrong.sum()} 行",
        f"会员号空着的 {(dirty['member_no'] == '').sum()} 行，手机号空着的 {(dirty['phone'] == '').sum()} 行",
        f"付款 {paid['amount'].sum():,.1f} 元，退款 {-back['amount'].sum():,.1f} 元",
        f"{len(counts)} 人里有 {(counts >= 2).sum()} 人买过两次以上",
        f"即 {(counts >= 2).mean():.1%}",
        f"数成 {len(written)} 人、{(written >= 2).mean():.1%}",
    ):
        assert sentence in said
    assert re.search("11 月 31 日、13 月、1970 年、2042 年", said)


def test_people_found_by_member_number_and_phone(dirty: pd.DataFrame) -> None:
    graph = nx.Graph()
    for member, phone in zip(dirty["member_no"], dirty["phone"], strict=True):
        keys = [key for key in (member, phone) if key]
        assert keys
        graph.add_edges_from(zip(keys, keys[-1:] * len(keys), strict=True))
    assert f"归并成 {nx.number_connected_components(graph)} 人" in card("coffee_orders_dirty")
    assert dirty["phone"].replace("", "12").str.startswith("12").all()
