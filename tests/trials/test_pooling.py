"""The statistics of pooling, against figures that others have printed."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from d3k2.trials import FEW, Pooled, PoolingUnavailable, pool, without_each
from d3k2.trials.reproduction import (
    dersimonian_laird,
    inverse_variance,
    mantel_haenszel,
    peto,
)

BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)
"""Tuberculosis and none, vaccinated and not: Colditz GA et al., JAMA 1994;271:698-702; the numbers
are those of the R package metafor (dat.bcg), which tests itself against the figures below."""

STAY = (
    (-20, 40.5863), (-2, 2.0468), (-55, 15.2809), (-71, 150.2222), (-4, 20.1923),
    (1, 1.2235), (11, 95.3756), (-10, 8.0321), (7, 20.6936),
)  # fmt: skip
"""Days in hospital after stroke, difference and variance: Normand SLT, Stat Med 1999;18:321-359."""

LIDOCAINE = (
    (2.8026, 17.7575), (0, 37.5657), (1.9711, 8.1323), (1.7961, 10.8998), (3.5334, 8.0114),
    (4.4031, 6.1320),
)  # fmt: skip
"""Deaths, risk difference in % and variance, same paper."""


def relative_risks() -> list[tuple[float, float]]:
    return [
        (log((a / (a + b)) / (c / (c + d))), sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)))
        for a, b, c, d in BCG
    ]


def odds_ratios() -> list[tuple[float, float]]:
    return [(log(a * d / (b * c)), sqrt(1 / a + 1 / b + 1 / c + 1 / d)) for a, b, c, d in BCG]


def rooted(rows: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(effect, sqrt(variance)) for effect, variance in rows]


def pooled(rows: list[tuple[float, float]]) -> Pooled:
    effects, errors = zip(*rows, strict=True)
    return pool(effects, errors)


class TestAgainstPrintedFigures:
    def test_fixed_effect_of_the_bcg_trials(self) -> None:
        # metafor, tests/testthat/test_misc_metan_vs_rma.uni_with_dat.bcg.r
        assert inverse_variance(relative_risks()) == pytest.approx(
            (-0.4303, -0.5097, -0.3509), abs=5e-5
        )
        assert pooled(relative_risks()).heterogeneity.q == pytest.approx(152.2330, abs=5e-5)

    def test_dersimonian_and_laird_of_the_bcg_trials(self) -> None:
        assert dersimonian_laird(relative_risks()) == pytest.approx(
            (-0.7141, -1.0644, -0.3638), abs=5e-5
        )

    def test_mantel_and_haenszel_of_the_bcg_trials(self) -> None:
        # metafor, tests/testthat/test_misc_rma_mh.r and Stata's metan
        assert mantel_haenszel(BCG, "RR") == pytest.approx((0.6353, 0.5881, 0.6862), abs=5e-5)
        odds = [log(one) for one in mantel_haenszel(BCG, "OR")]
        assert odds == pytest.approx([-0.4734, -0.5538, -0.3930], abs=5e-5)

    def test_peto_of_the_bcg_trials(self) -> None:
        assert peto(BCG) == pytest.approx((0.6222, 0.5746, 0.6738), abs=5e-5)

    def test_stay_in_hospital(self) -> None:
        # Normand 1999, Table IX
        assert inverse_variance(rooted(STAY)) == pytest.approx(
            (-3.4939, -5.0265, -1.9613), abs=2e-4
        )
        assert dersimonian_laird(rooted(STAY)) == pytest.approx(
            (-14.0972, -24.4454, -3.7490), abs=5e-4
        )

    def test_trials_that_agree_have_no_variance_between_them(self) -> None:
        # Normand 1999, Table VII
        expected = pytest.approx((2.9444, 0.3831, 5.5058), abs=1e-4)
        assert dersimonian_laird(rooted(LIDOCAINE)) == expected
        found = pooled(rooted(LIDOCAINE))
        assert found.heterogeneity.tau2 == 0
        assert (found.effect, *found.normal_interval) == expected

    def test_interval_of_the_variance_between_trials(self) -> None:
        # metafor-project.org, analyses:vanhouwelingen2002: 0.1302 to 1.1812
        found = pooled(odds_ratios()).heterogeneity
        assert found.tau2_interval == pytest.approx((0.1302, 1.1812), abs=1e-4)
        assert 0 < found.i2_interval[0] < found.i2 < found.i2_interval[1] < 1


class TestAgainstTheLibrary:
    def test_hartung_and_knapp(self) -> None:
        rows = relative_risks()
        found = pooled(rows)
        effects, errors = zip(*rows, strict=True)
        theirs = combine_effects(
            np.asarray(effects), np.square(errors), method_re="iterated", use_t=True, atol=1e-10,
            maxiter=500,
        )  # fmt: skip
        assert found.effect == pytest.approx(theirs.mean_effect_re)
        assert found.interval == pytest.approx(theirs.conf_int()[3])
        assert sum(found.weights) == pytest.approx(1)

    def test_the_mean_solves_the_equation_of_paule_and_mandel(self) -> None:
        """The generalised Q is its expectation, the degrees of freedom."""
        rows = rooted(STAY)
        found = pooled(rows)
        tau2 = found.heterogeneity.tau2
        q = sum((y - found.effect) ** 2 / (se**2 + tau2) for y, se in rows)
        assert q == pytest.approx(len(rows) - 1, rel=1e-6)


class TestPrediction:
    def test_it_is_that_of_higgins(self) -> None:
        """Mean -/+ t with k-2 degrees times the root of tau2 and the squared standard error."""
        found = pooled(relative_risks())
        assert found.prediction is not None
        standard_error = (found.normal_interval[1] - found.normal_interval[0]) / 2 / 1.959964
        half = 2.200985 * sqrt(found.heterogeneity.tau2 + standard_error**2)
        assert found.prediction == pytest.approx((found.effect - half, found.effect + half))
        assert exp(found.prediction[0]) < exp(found.interval[0])

    def test_two_trials_predict_nothing(self) -> None:
        assert pool([0.1, 0.2], [0.1, 0.1]).prediction is None


class TestLeaveOneOut:
    def test_each_trial_is_missing_once(self) -> None:
        effects, errors = zip(*relative_risks(), strict=True)
        found = without_each(effects, errors)
        assert [one.trials for one in found] == [12] * 13
        assert found[3] == pool([*effects[:3], *effects[4:]], [*errors[:3], *errors[4:]])

    def test_a_trial_apart_from_the_others_moves_the_mean_towards_them(self) -> None:
        found = without_each([0.0, 0.0, 0.0, 5.0], [0.1, 0.1, 0.1, 0.1])
        assert found[-1].effect == 0


class TestWhatCannotBePooled:
    @pytest.mark.parametrize(
        ("effects", "errors"), [([], []), ([1.0], [1.0]), ([1.0, 2.0], [1.0]), ([1, 2], [1, 0])]
    )
    def test_it_is_refused(self, effects: list[float], errors: list[float]) -> None:
        with pytest.raises(ValueError, match="standard error"):
            pool(effects, errors)

    def test_without_the_library_nothing_is_pooled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("d3k2.trials.pooling.find_spec", lambda _: None)
        with pytest.raises(PoolingUnavailable):
            pool([0.1, 0.2], [0.1, 0.1])


def test_few_trials_that_agree_have_a_narrow_interval_and_it_is_told() -> None:
    """The known weakness of Hartung and Knapp: Jackson 2017, Stat Med 36:3923."""
    assert pool([0.10, 0.11, 0.10, 0.11], [0.2] * 4).narrower_than_normal
    assert not pooled(relative_risks()).narrower_than_normal
    assert FEW > 4
