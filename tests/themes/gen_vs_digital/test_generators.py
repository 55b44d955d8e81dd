"""The made world: what the cards promise of the four data sets, counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import load
from genmarketing.themes.gen_vs_digital.generators import bag_shop, journeys, products, shoppers
from genmarketing.themes.gen_vs_digital.generators.bag_shop import ANSWERS, TASTES


def entropy(values: pd.Series) -> float:
    shares = values.value_counts(normalize=True).to_numpy()
    return float(-(shares * np.log2(shares)).sum())


def test_no_two_bags_agree_in_every_answer() -> None:
    asked = [attribute for attribute in ANSWERS if attribute != "returns"]
    bags = load("products")
    assert not bags.duplicated(asked).any()
    assert bags["name"].is_unique


def test_some_questions_are_useless_at_once_or_after_another() -> None:
    bags = load("products")
    assert bags["returns"].nunique() == 1
    hiking = bags.query("scene == '徒步'")
    assert hiking["carry"].nunique() == hiking["laptop"].nunique() == 1
    assert entropy(bags["carry"]) > 0


def test_every_answer_of_the_two_tables_is_one_that_can_be_given() -> None:
    for table in (load("products"), load("shoppers")):
        for attribute, answers in ANSWERS.items():
            assert set(table[attribute]) <= set(answers), attribute


def test_one_answer_in_ten_does_not_fit() -> None:
    said = load("shoppers")
    fitting = load("products").set_index("product_id").loc[said["fits"]]
    asked = [attribute for attribute, answers in ANSWERS.items() if len(answers) > 1]
    wrong = np.mean([(said[a].to_numpy() != fitting[a].to_numpy()).mean() for a in asked])
    assert wrong == pytest.approx(bag_shop.SAID_WRONG, abs=0.01)


def test_clicks_misplace_about_fifteen_in_a_hundred() -> None:
    people = load("shoppers")
    share = (people["group"] != people["segment"]).mean()
    assert share == pytest.approx(bag_shop.MISPLACED, abs=0.03)
    assert set(people["group"]) == set(people["segment"]) == set(range(1, bag_shop.GROUPS + 1))


def test_shoppers_lie_around_the_centres_of_their_groups() -> None:
    people = load("shoppers")
    away = people[list(TASTES)].to_numpy() - bag_shop.group_centres()[people["group"] - 1]
    assert away.std(axis=0) == pytest.approx([0.5] * 3, abs=0.03)


def test_the_fitting_bag_is_nearer_than_a_bag_by_chance() -> None:
    people, bags = shoppers.generate(), products.generate().set_index("product_id")
    tastes = people[list(TASTES)].to_numpy()
    fitting = ((tastes - bags.loc[people["fits"], list(TASTES)].to_numpy()) ** 2).sum(axis=1).mean()
    by_chance = ((tastes - bags.iloc[np.arange(len(people)) % len(bags)][list(TASTES)].to_numpy()) ** 2).sum(axis=1)
    assert fitting < by_chance.mean() / 2


def test_fit_is_a_logit_on_squared_distance() -> None:
    [row] = bag_shop.fit_chances(np.zeros((1, 1)), np.array([[0.0], [1.0]]), sharpness=np.log(4))
    assert row == pytest.approx([0.8, 0.2])


def test_a_journey_is_one_story() -> None:
    touches = load("journeys")
    by_journey = touches.groupby("journey_id")
    assert by_journey.ngroups == journeys.JOURNEYS
    assert (by_journey["step"].max() == by_journey.size()).all()
    assert (by_journey["converted"].nunique() == 1).all()
    assert ((touches["revenue"] > 0) == touches["converted"]).all()
    earlier = by_journey["hours_before"].diff().dropna()
    assert (earlier <= 0).all()
    facts = touches.drop_duplicates(["channel", "pool", "mode", "walled"])
    assert len(facts) == touches["channel"].nunique() == len(journeys.CHANNELS)
    assert set(touches["pool"]) == {"电商", "搜索", "资讯", "视频", "社交"}


def test_the_last_touch_flatters_search() -> None:
    """What the card says: search often stands last and hardly moves anybody."""
    touches = load("journeys").query("converted")
    last = touches.groupby("journey_id")["channel"].last().value_counts(normalize=True)
    lost = journeys.lost_without()
    assert last.idxmax() == "搜索广告"
    assert lost.idxmax() == "达人种草"
    assert lost["自然搜索"] == pytest.approx(0, abs=1e-12)
    assert lost["搜索广告"] < last["搜索广告"] / 10


def test_losses_do_not_add_up() -> None:
    """A sale that several channels pushed together is lost without any one of them, and so counted more than once."""
    assert journeys.lost_without().max() < journeys.lost_without_any() < journeys.lost_without().sum() < 1


def test_conversions_are_as_many_as_expected() -> None:
    """The chances behind `lost_without` are those by which the log was drawn."""
    bought = load("journeys").groupby("journey_id")["converted"].first()
    touched = load("journeys").pivot_table(index="journey_id", columns="channel", values="step", aggfunc="size")
    assert (touched["短视频"].notna().mean(), bought.mean()) == pytest.approx((0.57, 0.21), abs=0.02)


def test_nobody_acts_before_joining_and_no_letter_follows_a_farewell() -> None:
    log = load("events")
    log["time"] = pd.to_datetime(log["time"])
    assert log["time"].is_monotonic_increasing
    joined = log.query("event == '注册'").set_index("shopper_id")["time"]
    assert joined.index.is_unique
    assert (log["time"] >= log["shopper_id"].map(joined)).all()
    left = log.query("event == '退订'").set_index("shopper_id")["time"]
    letters = log.query("event == '发送' and shopper_id in @left.index")
    assert (letters["time"] < letters["shopper_id"].map(left)).all()
    assert set(log["shopper_id"]) <= set(load("shoppers")["shopper_id"])


def test_values_stand_where_the_card_says() -> None:
    log = load("events")
    assert (log["product_id"].notna() == log["value"].notna()).all()
    assert set(log.loc[log["value"].notna(), "event"]) == {"浏览", "加购", "下单"}
    paid = log[log["event"].isin(["加购", "下单"])]
    price = load("products").set_index("product_id")["price"]
    assert (paid["value"] == paid["product_id"].map(price)).all()


def test_four_carts_in_ten_are_bought_without_being_asked() -> None:
    events = load("events")["event"].value_counts()
    assert events["下单"] / events["加购"] == pytest.approx(0.4, abs=0.05)
