"""The shop's people, log and journeys, and every explorer of the theme, made once for all files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from genmarketing.data import load
from genmarketing.themes.gen_vs_digital import widgets
from genmarketing.themes.gen_vs_digital.generators.journeys import lost_without, lost_without_any
from genmarketing.themes.gen_vs_digital.models import attribution, automation, intermediary, need_finding
from genmarketing.themes.gen_vs_digital.widgets import automation as automation_views
from genmarketing.themes.gen_vs_digital.widgets import need as need_views
from genmarketing.ui import Explorer

TASTES = ["taste_light", "taste_plain", "taste_sturdy"]


@pytest.fixture(autouse=True)
def _own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GENMARKETING_PROGRESS", str(tmp_path / "progress.sqlite"))


@pytest.fixture(scope="session")
def people() -> np.ndarray:
    return load("shoppers")[TASTES].to_numpy()


@pytest.fixture(scope="session")
def catalogue() -> need_finding.Catalogue:
    return need_finding.Catalogue.from_table(load("products"), list(need_views.ASKED), 0.1)


@pytest.fixture(scope="session")
def courses(catalogue: need_finding.Catalogue) -> dict[str, need_finding.Course]:
    shoppers = load("shoppers").head(60)
    number = {product: n for n, product in enumerate(load("products")["product_id"])}
    needs = shoppers["fits"].map(number).to_numpy()
    return need_finding.compare_orders(catalogue, needs, catalogue.codes(shoppers), 8, np.random.default_rng(1))


@pytest.fixture(scope="session")
def log() -> pd.DataFrame:
    return load("events").assign(time=lambda table: pd.to_datetime(table["time"]))


@pytest.fixture(scope="session")
def scored(log: pd.DataFrame) -> tuple[list[float], list[bool]]:
    now = log["time"].min().normalize() + pd.Timedelta(days=automation_views.DAY)
    scores = automation.lead_scores(log, now, {**automation.POINTS, "下单": 0})
    week = log[(log["time"] > now) & (log["time"] <= now + pd.Timedelta(days=7)) & (log["event"] == "下单")]
    return list(scores), list(scores.index.isin(week["shopper_id"]))


@pytest.fixture(scope="session")
def activities() -> pd.DataFrame:
    columns = ["activity", "spend", "online", "measured", "database", "digital"]
    rows = [("电视广告", 30, 0, 0, 0, 1), ("自动化邮件", 50, 1, 1, 1, 1), ("导购手册", 20, 0, 0, 0, 0)]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[2:], bool))


@pytest.fixture(scope="session")
def journeys() -> list[attribution.Journey]:
    return attribution.journeys_from_table(load("journeys"))


@pytest.fixture(scope="session")
def walled() -> set[str]:
    touches = load("journeys")
    return set(touches.loc[touches["walled"], "channel"])


@pytest.fixture(scope="session")
def explorers(
    people: np.ndarray,
    courses: dict[str, need_finding.Course],
    log: pd.DataFrame,
    scored: tuple[list[float], list[bool]],
    activities: pd.DataFrame,
    journeys: list[attribution.Journey],
    walled: set[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Explorer]:
    products = load("products")
    fit = intermediary.fit_from_tastes(people, products[TASTES].to_numpy())
    three = [
        attribution.Journey(("短视频", "达人", "搜索"), (2.0, 1.0, 0.0), True),
        attribution.Journey(("短视频",), (0.0,), False),
        attribution.Journey(("达人", "搜索"), (1.0, 0.0), False),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GENMARKETING_PROGRESS", str(tmp_path_factory.mktemp("explorers") / "progress.sqlite"))
        return {
            "three_systems": widgets.three_systems(people),
            "winner_map": widgets.winner_map(people),
            "two_savings": widgets.two_savings(),
            "versions_explorer": widgets.versions_explorer(people),
            "question_orders": widgets.question_orders(courses),
            "intermediary_dial": widgets.intermediary_dial(fit, products["price"].to_numpy(dtype=float)),
            "supervision_dial": widgets.supervision_dial(),
            "outreach_dial": widgets.outreach_dial(*scored),
            "bubble_dial": widgets.bubble_dial(),
            "definition_table": widgets.definition_table(activities),
            "pool_view": widgets.pool_view(load("journeys")),
            "funnel_levers": widgets.funnel_levers(),
            "paid_and_owned": widgets.paid_and_owned(),
            "push_frequency": widgets.push_frequency(),
            "score_check": widgets.score_check(log),
            "journey_builder": widgets.journey_builder(log),
            "attribution_compare": widgets.attribution_compare(
                journeys,
                walled,
                dict(lost_without() * attribution.conversions(journeys)),
                lost_without_any() * attribution.conversions(journeys),
            ),
            "removal_flow": widgets.removal_flow(three),
        }
