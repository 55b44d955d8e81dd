"""What the course says about the CDNOW customers follows from the data that the package lifetimes ships."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from genmarketing.data import published
from genmarketing.themes.audience_assets.models import bg_nbd, cohorts, concentration, markov_value
from genmarketing.themes.audience_assets.models.bg_nbd import BgNbd
from genmarketing.themes.audience_assets.models.pareto_nbd import ParetoNbd


def data_file(name: str) -> Path:
    found = find_spec("lifetimes")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "datasets" / name


def holds(computed: float, id: str) -> None:
    assert computed == pytest.approx(published(id).value, abs=published(id).tolerance), id


def test_master_file_is_not_eighty_twenty() -> None:
    master = pd.read_csv(data_file("CDNOW_master.txt"), sep=r"\s+")
    spent = master.groupby("customer_id")["dollar_value"].sum().to_numpy()
    assert (len(master), round(float(spent.sum()), 2)) == (69_659, 2_500_315.63)
    holds(len(spent), "cdnow_master_customers")
    holds(100 * concentration.top_share(spent, 0.2), "cdnow_top20_revenue")
    assert concentration.top_share(spent, 0.1) == pytest.approx(0.509, abs=5e-4)
    assert concentration.gini(spent) == pytest.approx(0.635, abs=5e-4)
    holds(100 * (master.groupby("customer_id").size() == 1).mean(), "cdnow_one_time_buyers")


def test_half_a_year_foretells_the_next_three_quarters() -> None:
    table = pd.read_csv(data_file("cdnow_customers_summary.csv"))
    x, t_x, T = (table[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T"))
    holds(float(bg_nbd.fit(x, t_x, T).expected_purchases(T + 39).sum()), "bg_nbd_repeats_week_78")
    sample = pd.read_csv(data_file("CDNOW_sample.txt"), sep=r"\s+", header=None).drop_duplicates([1, 2])
    holds(len(sample) - sample[1].nunique(), "cdnow_repeats_week_78")


def test_stopping_at_recency_four_is_best() -> None:
    stopping = markov_value.values_of_stopping((0.3, 0.2, 0.15, 0.05), 40, 4, 0.2)
    holds(stopping[4], "markov_stop_at_recency_4")
    assert np.argmax(list(stopping.values())) == list(stopping).index(4)


def test_the_second_month_of_the_master_file() -> None:
    """Three cohorts joined in January to March 1997; 14 to 15.5 % of each came back in the month after."""
    master = pd.read_csv(data_file("CDNOW_master.txt"), sep=r"\s+")
    dates = pd.to_datetime(master["date"].astype(str))
    counts = cohorts.cohort_counts(master.assign(date=dates))
    assert counts[0].head(3).sum() == master["customer_id"].nunique()
    kept = cohorts.retention(counts)[1].head(3)
    assert 0.139 < kept.min() < kept.max() < 0.156


def test_the_sample_is_the_published_one() -> None:
    table = pd.read_csv(data_file("cdnow_customers_summary.csv"))
    assert (len(table), table["frequency"].sum(), (table["frequency"] == 0).sum()) == (2357, 2457, 1411)


def test_the_other_model_has_its_maximum_where_the_paper_prints_it() -> None:
    table = pd.read_csv(data_file("cdnow_customers_summary.csv"))
    sample = [table[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T")]
    printed = {name: published(f"pareto_nbd_{name}").value for name in ("r", "alpha", "s", "beta")}
    highest = float(ParetoNbd(**printed).log_likelihood(*sample).sum())
    for name, value in printed.items():
        for factor in (0.995, 1.005):
            moved = ParetoNbd(**{**printed, name: value * factor})
            assert float(moved.log_likelihood(*sample).sum()) < highest, name


def test_the_likelihood_hardly_tells_one_b_from_another() -> None:
    """From b = 2 to b = 3 the best log-likelihood of the sample falls by less than 0.3: what the workbook says of it."""
    table = pd.read_csv(data_file("cdnow_customers_summary.csv"))
    sample = [table[name].to_numpy(dtype=float) for name in ("frequency", "recency", "T")]
    highest = float(bg_nbd.fit(*sample).log_likelihood(*sample).sum())
    start = np.log([published(f"bg_nbd_{name}").value for name in ("r", "alpha", "a")])
    for b in (2.0, 3.0):

        def cost(logs: np.ndarray, b: float = b) -> float:
            return -float(BgNbd(*np.exp(logs), b).log_likelihood(*sample).sum())

        found = minimize(cost, start, method="Nelder-Mead")
        assert 0 < highest + found.fun < 0.3
