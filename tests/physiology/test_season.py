"""Levels follow the sun, late and damped, around an unchanged mean."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.physiology import (
    Course,
    Daily,
    Dose,
    invert,
    people,
    quantity,
    run,
    seasonal_state,
    steady_calcidiol,
    total_calcidiol,
    yearly_low,
)

NEW_YEAR = date(2025, 1, 1)
SHARE = quantity("vitamin-d-model-season-share")


def test_a_typical_person_swings_as_much_as_four_studies_found() -> None:
    # Heaney 2013, abstract: seasonal oscillation 5.20 to 11.4 nmol/L.
    who = invert(people(1), 60.0)
    who = who.with_values(season_amplitude=SHARE * who["basal_input"])
    levels = run(who, Course(NEW_YEAR, 1826.0), np.arange(1461.0, 1826.0)).calcidiol[0]
    assert 5.2 <= levels.max() - levels.min() <= 11.4
    assert levels.mean() == pytest.approx(60, abs=0.3)


def test_the_highest_level_comes_three_to_seven_weeks_after_the_sun() -> None:
    who = invert(people(1), 50.0)
    who = who.with_values(season_amplitude=SHARE * who["basal_input"])
    levels = run(who, Course(NEW_YEAR, 1826.0), np.arange(1461.0, 1826.0)).calcidiol[0]
    assert 21 <= int(levels.argmax()) + 1 - 200 <= 49


@pytest.mark.parametrize("day", [date(2025, 1, 15), date(2025, 5, 1), date(2025, 9, 10)])
def test_the_state_on_a_day_of_the_year_is_that_of_a_long_run(day: date) -> None:
    who = invert(people(3, size=[0.7, 1.0, 1.6], fat_ratio=[0.5, 1.0, 2.0]), [20.0, 45.0, 70.0])
    who = who.with_values(season_amplitude=SHARE * who["basal_input"])
    daily = Daily(d3=60.0)
    days = float((day - date(2019, 1, 1)).days)
    course = Course(date(2019, 1, 1), days, ((0.0, Dose(d3=60.0)),))
    long = run(who, course, [days]).calcidiol[:, 0]
    np.testing.assert_allclose(total_calcidiol(seasonal_state(who, daily, day)), long, rtol=0.01)


def test_the_lowest_of_the_year_is_that_of_a_long_run() -> None:
    who = invert(people(2, size=[0.8, 1.4]), [30.0, 60.0])
    who = who.with_values(season_amplitude=SHARE * who["basal_input"])
    levels = run(who, Course(NEW_YEAR, 1826.0), np.arange(1461.0, 1826.0)).calcidiol
    np.testing.assert_allclose(yearly_low(who), levels.min(axis=1), rtol=0.01)
    assert np.all(yearly_low(who) < steady_calcidiol(who))


def test_south_of_the_equator_the_year_is_turned_round() -> None:
    north = invert(people(2, season_peak=[200.0, 200.0 + 365.25 / 2]), 50.0)
    north = north.with_values(season_amplitude=5.0)
    levels = total_calcidiol(seasonal_state(north, Daily(), date(2025, 8, 20)))
    assert levels[0] > 51 and levels[1] < 49
    assert levels.mean() == pytest.approx(50)
