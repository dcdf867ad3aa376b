"""The algebra of the steady state is the model at rest, and inverts it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.physiology import (
    Course,
    Daily,
    Dose,
    Draws,
    invert,
    people,
    run,
    steady_calcidiol,
    steady_state,
)

START = date(2026, 1, 1)


def varied() -> Draws:
    """Five people, none of them typical."""
    return people(
        5,
        size=[0.6, 0.8, 1.2, 1.6, 2.0],
        fat_ratio=[0.4, 2.0, 0.9, 1.5, 3.0],
        bioavailability_d3=[0.3, 0.9, 0.6, 1.1, 0.5],
        conversion_max=[45.0, 18.0, 27.0, 33.0, 24.0],
        conversion_clearance=[1.3, 0.4, 0.8, 1.0, 0.7],
        other_clearance=[4.0, 11.0, 6.0, 7.0, 9.0],
        calcidiol_clearance=[0.4, 0.2, 0.25, 0.3, 0.22],
        fat_volume=[80.0, 300.0, 170.0, 150.0, 120.0],
    )


@pytest.mark.parametrize(
    "daily",
    [Daily(), Daily(d3=130.0), Daily(d2=126.0), Daily(calcifediol=25.0), Daily(65.0, 126.0, 25.0)],
)
def test_a_long_run_ends_where_the_algebra_says(daily: Daily) -> None:
    who = invert(varied(), [12.0, 30.0, 55.0, 80.0, 140.0])
    dose = Dose(float(daily.d3), float(daily.d2), float(daily.calcifediol))  # type: ignore[arg-type]
    ended = run(who, Course(START, 6000.0, ((0.0, dose),)), []).end
    np.testing.assert_allclose(ended, steady_state(who, daily), rtol=1e-6, atol=1e-6)


def test_the_input_behind_a_level_holds_that_level() -> None:
    levels = np.array([12.0, 30.0, 55.0, 80.0, 140.0])
    np.testing.assert_allclose(steady_calcidiol(invert(varied(), levels)), levels, rtol=1e-12)


def test_a_conversion_that_only_saturates_cannot_hold_a_level_beyond_it() -> None:
    saturating = people(3, conversion_clearance=0.0)
    behind = invert(saturating, [20.0, 5000.0, -1.0])["basal_input"]
    assert np.isfinite(behind).tolist() == [True, False, False]


def test_with_a_part_that_does_not_saturate_every_level_can_be_held() -> None:
    who = invert(people(3), [50.0, 5000.0, -1.0])
    assert np.isfinite(who["basal_input"]).tolist() == [True, True, False]
    assert steady_calcidiol(who)[:2] == pytest.approx([50.0, 5000.0])


@settings(max_examples=40, deadline=None)
@given(
    baseline=st.floats(8, 150),
    low=st.floats(0, 3000),
    more=st.floats(0.5, 3000),
    size=st.floats(0.5, 2.5),
    clearance=st.floats(0.12, 0.6),
)
def test_more_vitamin_d_never_means_a_lower_level(
    baseline: float, low: float, more: float, size: float, clearance: float
) -> None:
    who = invert(people(1, size=size, calcidiol_clearance=clearance), baseline)
    for form in ("d3", "d2", "calcifediol"):
        less_taken = steady_calcidiol(who, Daily(**{form: low}))
        more_taken = steady_calcidiol(who, Daily(**{form: low + more}))
        assert more_taken > less_taken


def test_the_lower_the_start_the_larger_the_rise() -> None:
    # Huang 2021, abstract: the rise is negatively correlated with the baseline.
    levels = np.array([15.0, 30.0, 60.0, 90.0])
    rise = steady_calcidiol(invert(people(4), levels), Daily(d3=130.0)) - levels
    assert np.all(np.diff(rise) < 0)
