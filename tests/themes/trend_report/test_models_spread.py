"""Reach, diffusion and the axis of years: published numbers, brute force, simulation."""

from __future__ import annotations

from math import inf, log

import numpy as np
import pytest
from scipy.stats import betabinom

from genmarketing.data import claim, published
from genmarketing.themes.trend_report.models import diffusion, reach, timeline
from genmarketing.themes.trend_report.models.diffusion import Bass, TwoMarkets


def test_beta_binomial_reach() -> None:
    audience = reach.fit(0.30, 0.42)
    assert (audience.a, audience.b) == pytest.approx((0.4, 0.9333), abs=5e-5)
    met = [audience.reach(n) for n in range(1, 7)]
    assert met == pytest.approx([0.300, 0.420, 0.4896, 0.5367, 0.5715, 0.5985], abs=5e-5)
    assert audience.average_frequency(6) == pytest.approx(3.007, abs=5e-4)
    assert reach.gross_rating_points(0.3, 6) == pytest.approx(180)
    assert reach.independent_reach(0.3, 6) == pytest.approx(0.882, abs=5e-4)
    assert reach.sainsbury([0.3, 0.25, 0.2]) == pytest.approx(0.58)


def test_contacts_are_scipy_s_beta_binomial() -> None:
    audience = reach.fit(0.25, 0.33)
    ours = [audience.exactly(k, 8) for k in range(9)]
    assert ours == pytest.approx(betabinom.pmf(range(9), 8, audience.a, audience.b), abs=1e-12)
    assert audience.reach(8) == pytest.approx(1 - ours[0], abs=1e-12)
    assert audience.at_least(3, 8) == pytest.approx(sum(ours[3:]), abs=1e-12)


@pytest.mark.parametrize(("first", "second"), [(0.3, 0.3), (0.3, 0.51), (0.3, 0.6), (0.0, 0.1)])
def test_audiences_that_cannot_be_are_refused(first: float, second: float) -> None:
    with pytest.raises(ValueError, match="no beta-binomial"):
        reach.fit(first, second)


AVERAGE = Bass(published("bass_p").value, published("bass_q").value)


def test_bass_numbers() -> None:
    assert AVERAGE.peak_time == pytest.approx(published("bass_peak_time").value, abs=5e-4)
    assert AVERAGE.adopted(AVERAGE.peak_time) == pytest.approx(published("bass_adopted_at_peak").value, abs=5e-5)
    assert AVERAGE.rate(AVERAGE.peak_time) == pytest.approx(0.1106, abs=5e-5)
    assert AVERAGE.adopted(5) == pytest.approx(published("bass_adopted_5").value, abs=5e-5)
    assert AVERAGE.adopted(10) == pytest.approx(published("bass_adopted_10").value, abs=5e-5)
    assert AVERAGE.time_of(diffusion.CHASM) == pytest.approx(3.13, abs=0.005)


def test_the_closed_form_solves_the_differential_equation() -> None:
    for t in (0.5, 3.0, 9.0):
        slope = (AVERAGE.adopted(t + 1e-6) - AVERAGE.adopted(t - 1e-6)) / 2e-6
        assert AVERAGE.rate(t) == pytest.approx(slope, rel=1e-6)
        assert AVERAGE.time_of(AVERAGE.adopted(t)) == pytest.approx(t, rel=1e-9)
    assert AVERAGE.time_of(1) == inf
    assert AVERAGE.rate(AVERAGE.peak_time) > max(AVERAGE.rate(AVERAGE.peak_time + d) for d in (-0.01, 0.01))


def test_without_imitation_it_only_falls() -> None:
    assert Bass(0.2, 0.1).peak_time == 0
    assert Bass(0.2, 0.0).peak_time == 0
    assert Bass(0.2, 0.0).adopted(3) == pytest.approx(1 - np.exp(-0.6))
    with pytest.raises(ValueError, match="p must be positive"):
        Bass(0.0, 0.4)
    with pytest.raises(ValueError, match="between 0 and 1"):
        AVERAGE.time_of(1.2)


def test_simulated_people_follow_the_curve_in_a_band() -> None:
    peaks = []
    for seed in range(6):
        adopted = AVERAGE.simulate(20_000, 15, np.random.default_rng(seed))
        assert adopted[-1] == pytest.approx(AVERAGE.adopted(15), abs=0.02)
        peaks.append(0.1 * int(np.argmax(np.diff(adopted, prepend=0.0))))
    assert np.mean(peaks) == pytest.approx(AVERAGE.peak_time, abs=0.8)
    assert np.ptp(peaks) > 0.3, "one draw's peak is no measure of the formula's"


def test_adopter_groups() -> None:
    shares = [share for _, share in diffusion.GROUPS]
    assert sum(shares) == pytest.approx(1)
    names = ("innovators", "early_adopters", "early_majority", "late_majority", "laggards")
    assert shares == [published(f"rogers_{name}").value / 100 for name in names]
    assert [diffusion.group_of(s) for s in (0, 0.024, 0.025, 0.159, 0.16, 0.49, 0.5, 0.83, 0.84, 1.0)] == [
        "创新者", "创新者", "早期采用者", "早期采用者", "早期大众", "早期大众", "晚期大众", "晚期大众", "落后者", "落后者",
    ]  # fmt: skip
    assert sum(shares[:2]) == pytest.approx(diffusion.CHASM)


def test_a_chasm_opens_when_the_mainstream_does_not_listen() -> None:
    fast, slow = Bass(0.1, 1.2), Bass(0.001, 0.45)
    deaf = TwoMarkets(0.16, fast, slow, across=0.02)
    open_minded = TwoMarkets(0.16, fast, slow, across=0.6)
    assert diffusion.has_saddle(deaf.new_adopters(25))
    assert not diffusion.has_saddle(open_minded.new_adopters(25))
    early, main = deaf.run(25)
    assert np.all(np.diff(early) >= 0)
    assert np.all(np.diff(main) >= 0)
    half = [0.05 * int(np.argmax(market.run(25)[1] > 0.5)) for market in (deaf, open_minded)]
    assert half[0] > half[1] + 2


def test_two_markets_that_listen_to_themselves_are_two_bass_curves() -> None:
    markets = TwoMarkets(0.16, AVERAGE, Bass(0.01, 0.5), across=0.0)
    early, main = markets.run(10, step=0.001)
    assert early[-1] == pytest.approx(AVERAGE.adopted(10), abs=2e-4)
    assert main[-1] == pytest.approx(Bass(0.01, 0.5).adopted(10), abs=2e-4)


def test_every_entry_of_the_axis_agrees_with_the_ledger() -> None:
    inferred = {"E33-05", "E33-27", "E32-03"}
    for entry in timeline.ENTRIES:
        if entry.next_edition:
            assert entry.figure == f"{published(entry.claim).printed}%"
            assert (entry.about, entry.drifted) == (2026, False)
            continue
        row = claim(entry.claim)
        assert row.theme in ("trend_report", "genz_content")
        if row.verdict == "contradicted":
            assert entry.said == row.year, entry.claim
            assert entry.drifted
        elif entry.claim not in inferred:
            assert entry.about == row.year, entry.claim
    assert len({entry.claim for entry in timeline.ENTRIES}) == len(timeline.ENTRIES)


def test_the_same_54_percent_stood_in_three_years() -> None:
    said = {entry.said for entry in timeline.of_topic("信心：看减")}
    assert said == {2023, 2024, 2025}
    assert {entry.figure for entry in timeline.of_topic("信心：看减")} == {"54%"}
    assert {entry.about for entry in timeline.of_topic("信心：看减")} == {2025}


def test_forecast_and_actual_of_2024_are_three_points_apart() -> None:
    of_2024 = {entry.kind: entry.figure for entry in timeline.of_topic("自家预算增幅") if entry.about == 2024}
    assert of_2024 == {"预测": "11%", "实际": "8%"}
    assert {entry.claim for entry in timeline.drifted()} == {"E32-03", "E32-04", "E32-06", "E35-14", "E33-27"}


def test_peak_time_is_the_formula() -> None:
    assert Bass(0.02, 0.5).peak_time == pytest.approx(log(0.5 / 0.02) / 0.52)
