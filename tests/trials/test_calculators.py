"""Published formulas give what their papers print, or what a hand calculation gives."""

from __future__ import annotations

import math
import tomllib
from importlib import resources

import numpy as np
import pytest

from d3k2.physiology import quantity
from d3k2.trials.calculators import (
    Calculator,
    calculators,
    fit_flat_slope,
    fit_power_law,
    flat_slope,
    power_law,
)

NMOL_IN_NG = 2.496


def called(name: str) -> Calculator:
    return next(each for each in calculators() if each.name == name)


def level(
    name: str,
    dose: float,
    start: float = 40.0,
    weeks: float = 20.0,
    weight: float = 75.0,
    bmi: float = 26.0,
    age: float = 60.0,
) -> float | None:
    return called(name).level(start, dose, weeks, weight, bmi, age)


@pytest.mark.parametrize(
    ("name", "dose", "expected"),
    [
        ("Heaney 2003", 1000, 40 + 0.70 * 25),  # 25 µg
        ("Aloia 2008", 3440, 40 + 0.66 * 86),  # 86 µg, the mean dose of its abstract
        ("100 IU, 1 ng/mL", 1000, 40 + 2.5 * 10),  # ten times 100 IU
        ("Cashman 2008", 600, 40 + 1.96 * 15),  # 15 µg
        ("Autier 2012", 800, 40 + 1.95 * 20),  # 20 µg
        ("McKenna 2013", 800, 40 + 5.3 * 8),  # eight times 100 IU
        ("Rupprecht 2023", 1000, 40 + 1.77 * 10),  # ten times 2.5 µg
        ("IOM 2011", 400, 9.9 * 6.396930),  # ln(400 + 200 from food)
        ("Cashman 2011, curve", 400, 9.2 * 6.396930),
        ("Cashman 2011, line", 400, 0.044 * 600 + 33.035),
    ],
)
def test_a_formula_gives_what_a_hand_calculation_gives(
    name: str, dose: float, expected: float
) -> None:
    assert level(name, dose) == pytest.approx(expected, rel=1e-6)


def test_autier_prints_its_slope_in_both_units() -> None:
    """0.78 ng/mL or 1.95 nmol/L per µg (Autier 2012, abstract)."""
    reached = level("Autier 2012", 200, start=0.0)
    assert reached is not None
    assert reached / 5 / NMOL_IN_NG == pytest.approx(0.78, abs=0.005)


def test_mckenna_doubles_the_rule_of_thumb() -> None:
    """The rate is "on average twofold higher" than the guideline's (McKenna 2013, abstract)."""
    rise, rule = (level(n, 1000, start=0.0) for n in ("McKenna 2013", "100 IU, 1 ng/mL"))
    assert rise is not None and rule is not None
    assert rise / rule == pytest.approx(2, abs=0.15)


@pytest.mark.parametrize(("intake", "printed"), [(600, 54.4), (359, 50.0), (111, 40.0)])
def test_the_curve_of_cashman_2011_has_the_printed_lower_limit(
    intake: float, printed: float
) -> None:
    """54.4 nmol/L at 600 IU; 50 at 359 IU and 40 at 111 IU (Cashman 2011, abstract)."""
    lower = quantity("calculator-cashman-2011-log-lower")
    assert lower * math.log(intake) == pytest.approx(printed, abs=0.06)


def test_a_curve_of_all_intake_does_not_ask_for_the_start() -> None:
    assert level("IOM 2011", 800, start=20.0) == pytest.approx(level("IOM 2011", 800, start=90.0))


def test_singh_and_bonham_need_5000_iu_for_10_ng() -> None:
    """ "A dose of 5000 IU/day would be needed to effect a 10-ng/mL increase" (Discussion)."""
    more, less = level("Singh 2014", 6000), level("Singh 2014", 1000)
    assert more is not None and less is not None
    assert (more - less) / NMOL_IN_NG == pytest.approx(10)


def test_singh_and_bonham_foresee_their_own_mean() -> None:
    """On average 3588 IU raised 25(OH)D by 5.3 ng/mL (Table 3) at 56 years and 31.5 kg/m2.

    The start is the mean of Table 7 over 3,885 episodes; the coefficient of the dose has one
    digit, whose rounding is 1.8 ng/mL here.
    """
    start = (2227 * 25.5 + 1385 * 25.3 + 273 * 23.0) / 3885 * NMOL_IN_NG
    reached = level("Singh 2014", 3588, start=start, bmi=31.5, age=56)
    assert reached is not None
    assert (reached - start) / NMOL_IN_NG == pytest.approx(5.3, abs=1.8)


def test_the_equation_of_singh_and_bonham_by_hand() -> None:
    # 8.52 + 0.074 x 60 - 0.20 x 30 + 1.74 x 4.0 - 0.62 x 20 + 0.002 x 5000 = 11.52 ng/mL
    reached = level("Singh 2014", 5000, start=20 * NMOL_IN_NG, bmi=30, age=60)
    assert reached == pytest.approx((20 + 11.52) * NMOL_IN_NG)


@pytest.mark.parametrize(("start", "weight"), [(10.0, 80.0), (30.0, 62.0), (45.0, 110.0)])
def test_the_loading_dose_of_van_groningen_reaches_75(start: float, weight: float) -> None:
    """Dose (IU) = 40 x (75 - level) x weight (van Groningen 2010, abstract)."""
    weeks = 8.0
    loading = 40 * (75 - start) * weight
    reached = level(
        "van Groningen 2010", loading / (weeks * 7), start=start, weeks=weeks, weight=weight
    )
    assert reached == pytest.approx(75)


def test_drincic_asks_for_2_5_iu_per_kg_and_ng() -> None:
    # 110 kg: 2.5 x 110 = 275 IU a day for one ng/mL, 2750 IU for ten
    reached = level("Drincic 2013", 2750, weight=110, bmi=37)
    assert reached == pytest.approx(40 + 10 * NMOL_IN_NG)


@pytest.mark.parametrize("each", calculators(), ids=lambda each: each.name)
def test_no_formula_speaks_without_a_dose_or_after_a_week(each: Calculator) -> None:
    assert each.level(30.0, 0.0, 20.0, 100.0, 35.0, 70.0) is None
    assert each.level(30.0, 500.0, 1.0, 100.0, 35.0, 70.0) is None


@pytest.mark.parametrize(
    ("name", "course"),
    [
        ("Heaney 2003", {"dose": 20_000}),
        ("Cashman 2008", {"dose": 1000}),
        ("Autier 2012", {"dose": 100}),
        ("Autier 2012", {"dose": 800, "age": 40.0}),
        ("McKenna 2013", {"dose": 4000}),
        ("McKenna 2013", {"dose": 800, "weeks": 12.0}),
        ("Cashman 2011, line", {"dose": 1300}),
        ("van Groningen 2010", {"dose": 2000, "weeks": 8.0, "start": 60.0}),
        ("van Groningen 2010", {"dose": 2000, "weeks": 20.0}),
        ("Drincic 2013", {"dose": 2000, "bmi": 26.0}),
        ("Singh 2014", {"dose": 2000, "bmi": math.nan}),
        ("van Groningen 2010", {"dose": 2000, "weeks": 8.0, "weight": math.nan}),
    ],
)
def test_a_formula_is_silent_outside_its_range(name: str, course: dict[str, float]) -> None:
    assert level(name, **course) is None


def test_every_formula_says_what_it_takes() -> None:
    text = resources.files("d3k2.trials").joinpath("calculators.toml").read_text("utf-8")
    known = {"start", "dose", "weeks", "weight", "bmi", "age"}
    for given in tomllib.loads(text).values():
        assert given["takes"] and set(given["takes"]) <= known
        assert given["said_by"]


def test_names_are_told_apart() -> None:
    names = [each.name for each in calculators()]
    assert len(set(names)) == len(names)


def test_a_power_law_is_found_again() -> None:
    ug = np.array([10.0, 20.0, 50.0, 100.0, 250.0])
    a, b = fit_power_law(ug, 5 * ug**0.6)
    assert (a, b) == (pytest.approx(5), pytest.approx(0.6))
    # 1000 IU are 25 µg: 40 + 5 x 25^0.6 = 40 + 5 x 6.898648
    reached = power_law(a, b).level(40.0, 1000.0, 4.0, math.nan, math.nan, math.nan)
    assert reached == pytest.approx(40 + 5 * 6.898648)


def test_a_flat_slope_is_found_again() -> None:
    ug = np.array([0.0, 20.0, 50.0])
    assert fit_flat_slope(ug, 0.8 * ug) == pytest.approx(0.8)
    reached = flat_slope(0.8).level(40.0, 1000.0, 4.0, math.nan, math.nan, math.nan)
    assert reached == pytest.approx(40 + 0.8 * 25)


def test_a_fit_needs_doses_and_rises() -> None:
    two = np.array([10.0, 20.0])
    with pytest.raises(ValueError, match="above zero only"):
        fit_power_law(two, np.array([5.0, -1.0]))
    with pytest.raises(ValueError, match="two different doses"):
        fit_power_law(np.array([10.0, 10.0]), two)
    with pytest.raises(ValueError, match="at least one dose"):
        fit_flat_slope(np.zeros(2), two)
