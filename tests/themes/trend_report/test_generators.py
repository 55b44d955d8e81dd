"""The made data sets: every published total is met, and every bill follows its pricing model."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import claim, claim_ids, datasets_folder, load, published
from genmarketing.themes.trend_report.generators.campaigns import PLAN
from genmarketing.themes.trend_report.models import marginals
from genmarketing.themes.trend_report.models.marginals import MARGINALS, NOT_OF_THESE_RESPONDENTS, Marginal


@pytest.fixture(scope="module")
def advertisers() -> pd.DataFrame:
    return load("advertisers")


@pytest.fixture(scope="module")
def campaigns() -> pd.DataFrame:
    return load("campaigns")


def test_there_are_228_respondents(advertisers: pd.DataFrame) -> None:
    assert len(advertisers) == marginals.RESPONDENTS == published("trend_respondents").value


@pytest.mark.parametrize("marginal", MARGINALS, ids=[each.claim for each in MARGINALS])
def test_every_published_total_is_met_to_the_last_printed_digit(marginal: Marginal, advertisers: pd.DataFrame) -> None:
    rebuilt = marginal.rebuilt(advertisers)
    assert round(rebuilt) == marginal.published
    if marginal.kind == "share":
        assert rebuilt == pytest.approx(100 * marginal.count / 228, abs=1e-12)
        assert abs(marginal.count - marginal.published / 100 * 228) <= 0.5


def test_no_percentage_of_these_episodes_is_left_out() -> None:
    episodes = ("EP32", "EP33", "EP35", "EP36")
    figures = {
        id
        for id in claim_ids()
        if claim(id).source in episodes and claim(id).kind == "figure" and "%" in claim(id).unit
    }
    changes = {id for id in NOT_OF_THESE_RESPONDENTS if claim(id).unit == "百分点"}
    assert figures == {each.claim for each in MARGINALS} | set(NOT_OF_THESE_RESPONDENTS) - changes


def test_published_numbers_of_the_press_reports_are_met_too(advertisers: pd.DataFrame) -> None:
    rebuilt = {each.claim: each.rebuilt(advertisers) for each in MARGINALS}
    for id, row in {
        "trend_fewer": "E35-14",
        "trend_more": "E35-18",
        "trend_fewer_sharply": "E35-16",
        "trend_fewer_slightly": "E35-17",
        "trend_budget_growth": "E35-21",
        "trend_social_growth": "E36-30",
        "trend_pragmatic_kpi": "E35-29",
        "trend_cross_team": "E35-30",
        "trend_rapid_response": "E35-31",
        "trend_data_driven": "E35-32",
        "trend_higher_roi_media": "E35-33",
        "trend_brand_to_performance": "E35-34",
        "trend_new_products": "E35-36",
    }.items():
        assert rebuilt[row] == pytest.approx(published(id).value, abs=published(id).tolerance), id


def test_the_card_shows_published_against_rebuilt(advertisers: pd.DataFrame) -> None:
    card = (datasets_folder() / "advertisers.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| (E\d\d-\d\d) \| .+ \| .+ \| ([\d.]+)% \| ([\d.]+)% \|$", card, flags=re.M)
    table = marginals.published_against_rebuilt(advertisers)
    assert table["agrees"].all()
    assert [(id, float(printed), float(made)) for id, printed, made in shown] == [
        (row.claim, row.published, round(row.rebuilt, 2)) for row in table.itertuples()
    ]
    assert set(re.findall(r"^\| (E\d\d-\d\d) \| [^|]+ \|$", card, flags=re.M)) == set(NOT_OF_THESE_RESPONDENTS)


def test_moods_point_where_the_source_says(advertisers: pd.DataFrame) -> None:
    hopeful = advertisers["industry_outlook"] == "增加"
    gloomy = advertisers["industry_outlook"].isin(marginals.FEWER)
    mood = hopeful.astype(int) - gloomy.astype(int)
    by = {column: mood.groupby(advertisers[column]).mean() for column in ("industry", "business", "level")}
    assert by["level"]["管理层"] > by["level"]["执行层"]
    assert by["business"]["本地型"] > by["business"]["线索型"]
    assert by["industry"]["美妆个护"] > by["industry"]["汽车"]


def test_bills_follow_their_pricing_model(campaigns: pd.DataFrame) -> None:
    assert len(campaigns) == 90 * len(PLAN)
    for line in PLAN:
        rows = campaigns.query("platform == @line.platform and pricing == @line.pricing")
        units = {
            "CPM": rows["impressions"] / 1000,
            "CPC": rows["clicks"],
            "CPA": rows["enquiries"],
            "CPS": rows["revenue"],
            "CPT": pd.Series(1.0, rows.index),
        }.get(line.pricing)
        if units is not None:
            np.testing.assert_allclose(rows["spend"], units * line.price, atol=0.0051)
        else:
            achieved = rows["spend"].sum() / rows["orders"].sum()
            assert achieved == pytest.approx(line.price, rel=0.1), "an optimised bid comes near what it aims at"
            daily = rows["spend"] / rows["orders"]
            assert daily.std() > 1, "but it is no fixed price for an order"


def test_the_funnel_narrows(campaigns: pd.DataFrame) -> None:
    stages = campaigns[["impressions", "clicks", "visits", "enquiries", "orders"]].to_numpy()
    assert (np.diff(stages, axis=1) <= 0).all()


def test_lines_lie_on_both_sides_of_break_even(campaigns: pd.DataFrame) -> None:
    total = campaigns.groupby(["platform", "pricing"])[["spend", "revenue"]].sum()
    roas = total["revenue"] / total["spend"]
    assert (roas > 2.5).sum() >= 3
    assert (roas < 2.5).sum() >= 3
