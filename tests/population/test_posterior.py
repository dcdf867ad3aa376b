"""A person as the people who could be them: measurements narrow, contradictions are told."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.person import Lab, Person, Visit
from d3k2.population import Posterior, condition
from d3k2.population.misfit import upper_tail
from d3k2.regimen import Ingredient, Item, Regimen, Schedule

TODAY = date(2026, 11, 20)


def d3(iu: float, **schedule: object) -> Regimen:
    return Regimen(
        (Item((Ingredient("d3", iu / 40),), Schedule(**schedule)),)  # type: ignore[arg-type]
    )


def person(**known: object) -> Person:
    base = {
        "date": TODAY,
        "age": 52.0,
        "sex": "female",
        "weight": 58.0,
        "height": 168.0,
        "takes": Regimen(),
    }
    return Person(**{**base, **known})  # type: ignore[arg-type]


def lab(value: float, day: date = date(2026, 9, 2), assay: str | None = None) -> Lab:
    return Lab(what="calcidiol", value=value, date=day, assay=assay)


def width(posterior: Posterior) -> float:
    return float(posterior.past["calcidiol"].p95[-1] - posterior.past["calcidiol"].p5[-1])


RUNNER = d3(5000, start=date(2021, 3, 1))


def test_without_a_measurement_the_person_is_as_wide_as_people_like_them() -> None:
    found = condition(person())
    assert found.effective_sample_size == found.n == 1000
    assert found.fits == "yes"
    assert found.predicted == ()
    assert found.most_useful_next == "calcidiol"
    np.testing.assert_array_equal(found.past["calcidiol"].values, found.prior["calcidiol"].values)
    assert found.past["calcidiol"].p5[-1] < 40 and found.past["calcidiol"].p95[-1] > 90


def test_a_measurement_narrows_the_band_and_an_agreeing_one_narrows_it_further() -> None:
    none, one, two = (
        condition(person(takes=RUNNER, labs=labs))
        for labs in (
            (),
            (lab(162, assay="LC-MS/MS"),),
            (lab(162, assay="LC-MS/MS"), lab(160, date(2026, 3, 2), "LC-MS/MS")),
        )
    )
    assert width(two) < 0.9 * width(one) < 0.8 * 0.9 * width(none)
    assert two.fits == "yes" and two.most_useful_next is None
    assert two.predicted[-1].measured == 162
    assert two.predicted[-1].p5 < 162 < two.predicted[-1].p95


def test_a_measurement_pulls_the_band_towards_itself() -> None:
    low, high = (condition(person(labs=(lab(v),))) for v in (40.0, 95.0))
    levels = low.past, low.prior, high.past
    medians = [past["calcidiol"].median[-1] for past in levels]
    assert medians == sorted(medians)
    assert low.predicted[0].p5 < 40 < low.predicted[0].p95
    assert high.predicted[0].p5 < 95 < high.predicted[0].p95


def test_an_old_measurement_narrows_less() -> None:
    new, old = (condition(person(labs=(lab(50, day),))) for day in (TODAY, date(2022, 11, 20)))
    assert width(new) < width(old)
    assert new.most_useful_next is None
    assert old.most_useful_next == "calcidiol"


@pytest.mark.parametrize(
    ("takes", "value"),
    [
        (Regimen(), 412.0),
        (d3(4000), 12.0),
        (d3(800), 374.0),
        (d3(50_000), 30.0),
    ],
)
def test_an_impossible_measurement_does_not_fit(takes: Regimen, value: float) -> None:
    found = condition(person(takes=takes, labs=(lab(value),)))
    assert found.fits == "no"
    assert found.most_useful_next == "calcidiol"


def test_measurements_that_contradict_each_other_do_not_fit() -> None:
    both = (lab(40, date(2026, 9, 1)), lab(130, date(2026, 9, 20)))
    assert [condition(person(labs=(one,))).fits for one in both] != ["no", "no"]
    assert condition(person(labs=both)).fits == "no"


@pytest.mark.parametrize("value", [20.0, 30.0, 60.0, 100.0])
def test_common_levels_fit(value: float) -> None:
    assert condition(person(labs=(lab(value),))).fits == "yes"


def test_a_low_level_in_a_care_home_fits() -> None:
    resident = person(age=83.0, weight=50.0, height=None, care="care home", labs=(lab(20.0),))
    assert condition(resident).fits == "yes"


def test_a_sample_worth_too_little_is_rebuilt_around_the_person() -> None:
    visit = Visit(date=date(2026, 5, 1), takes=Regimen(), labs=(lab(30, date(2026, 5, 1)),))
    found = condition(
        person(takes=d3(2000, start=date(2026, 5, 10)), labs=(lab(80),), visits=(visit,))
    )
    assert found.rebuilt >= 1
    assert found.effective_sample_size >= 200
    assert found.fits == "yes"


def test_rebuilding_does_not_change_who_is_meant() -> None:
    """Weights undo where people were drawn: a large plain sample gives the same band."""
    who = person(labs=(lab(24),))
    rebuilt, plain = condition(who, n=1000), condition(who, n=12_000, seed=5)
    assert rebuilt.rebuilt >= 1 and plain.rebuilt == 0
    for share in (0.05, 0.5, 0.95):
        ours, theirs = (p.past["calcidiol"].quantile(share)[-1] for p in (rebuilt, plain))
        assert ours == pytest.approx(theirs, rel=0.05)


def test_the_same_input_gives_the_same_people() -> None:
    first, again = (condition(person(labs=(lab(45),))) for _ in range(2))
    np.testing.assert_array_equal(first.past["calcidiol"].values, again.past["calcidiol"].values)
    np.testing.assert_array_equal(first.states, again.states)


def test_nobody_in_the_sample_is_impossible() -> None:
    found = condition(person(labs=(lab(12),)))
    assert found.people.untreated.min() >= 8
    assert np.isfinite(found.people.draws["basal_input"]).all()


@pytest.mark.parametrize(
    ("value", "degrees", "chance"),
    [
        (3.841, 1, 0.05),
        (6.635, 1, 0.01),
        (12.116, 1, 0.0005),
        (5.991, 2, 0.05),
        (15.202, 2, 0.0005),
        (7.815, 3, 0.05),
        (18.307, 10, 0.05),
    ],
)
def test_the_tail_is_that_of_the_chi_squared_table(
    value: float, degrees: int, chance: float
) -> None:
    assert upper_tail(value, degrees) == pytest.approx(chance, rel=0.01)
