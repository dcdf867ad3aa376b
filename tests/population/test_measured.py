"""What a laboratory value says of a virtual person, and what it does not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.person import Lab, Person
from d3k2.population.expected import expected, weighted_quantile
from d3k2.population.measured import Measured, analytes, deviations, measurements, variable_of

TODAY = date(2026, 11, 20)
EARLIER = date(2026, 2, 1)
ALL = ("calcidiol", "pth", "calcium", "ucoc_ratio", "dp_ucmgp", "bmd_lumbar")


def person(*labs: Lab) -> Person:
    return Person(date=TODAY, age=60.0, sex="female", weight=70.0, labs=labs)


def lab(what: str, value: float, day: date = TODAY) -> Lab:
    return Lab(what=what, value=value, date=day)


def test_only_values_of_what_is_asked_are_looked_at() -> None:
    who = person(lab("calcidiol", 60.0), lab("pth", 45.0), lab("albumin", 42.0))
    assert [m.what for m in measurements(who)] == ["calcidiol"]
    assert [m.what for m in measurements(who, ALL)] == ["calcidiol", "pth"]


def test_corrected_calcium_takes_the_place_of_that_day() -> None:
    who = person(lab("calcium", 2.30), lab("calcium_corrected", 2.38), lab("calcium", 2.4, EARLIER))
    assert [m.value for m in measurements(who, ALL)] == [2.4, 2.38]


def test_one_value_that_only_counts_as_a_change_says_nothing() -> None:
    one = person(lab("ucoc", 4.0), lab("abmd_lumbar", 0.91))
    two = person(lab("ucoc", 4.0), lab("ucoc", 2.0, EARLIER), lab("abmd_lumbar", 0.91))
    assert measurements(one, ALL) == ()
    assert [m.what for m in measurements(two, ALL)] == ["ucoc", "ucoc"]


def test_where_only_the_change_counts_the_level_does_not() -> None:
    """Two densities 2 % apart fit people whose bone changed by 2 %, whatever they started from."""
    measured = measurements(
        person(lab("abmd_lumbar", 0.98 * 0.9), lab("abmd_lumbar", 0.9, EARLIER)), ALL
    )
    changes = np.array([[0.0, -2.0], [5.0, 2.9], [0.0, 0.0]])
    found = deviations(measured, changes)
    np.testing.assert_allclose(found[:2], 0.0, atol=1e-3)
    assert abs(found[2, 0] - found[2, 1]) == pytest.approx(0.0202, abs=1e-3)


@pytest.mark.parametrize("what", analytes())
def test_every_analyte_measures_an_output_with_an_error(what: str) -> None:
    (found,) = measurements(person(lab(what, 50.0)), (variable_of(what),))
    assert 0 < found.error < 0.6


def test_what_was_expected_comes_from_earlier_values_only() -> None:
    """Three people; the first value tells them apart, the second was to be expected from it."""
    measured = (
        Measured(EARLIER, 50.0, 0.05),
        Measured(TODAY, 90.0, 0.05),
    )
    levels = np.array([[50.0, 100.0], [80.0, 60.0], [30.0, 10.0]])
    first, second = expected(measured, levels, np.zeros(3))
    assert (first.p5, first.median, first.p95) == (30.0, 50.0, 80.0)
    assert first.measured == 50.0
    assert second.p5 == second.median == second.p95 == 100.0


def test_a_change_is_expected_as_a_change() -> None:
    measured = tuple(
        Measured(day, value, 0.012, "abmd_lumbar", "bmd_lumbar", as_change=True)
        for day, value in ((EARLIER, 0.90), (TODAY, 0.873))
    )
    (found,) = expected(measured, np.array([[0.0, -1.0], [10.0, 8.9]]), np.zeros(2))
    assert found.variable == "bmd_lumbar"
    assert found.measured == pytest.approx(-3.0)
    assert found.median == pytest.approx(-1.0, abs=1e-9)


def test_a_weighted_quantile_follows_the_weights() -> None:
    values, weights = np.array([3.0, 1.0, 2.0]), np.array([0.1, 0.8, 0.1])
    assert weighted_quantile(values, weights, 0.5) == 1.0
    assert weighted_quantile(values, weights, 0.95) == 3.0
