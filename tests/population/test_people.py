"""Virtual people before anything is measured."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.person import Person, Sun
from d3k2.physiology import invert, steady_calcidiol
from d3k2.population import sample
from d3k2.population.people import TRAITS, realise
from d3k2.population.untreated import distribution, untreated
from d3k2.regimen import Regimen


def person(**known: object) -> Person:
    base = {"date": date(2026, 11, 20), "age": 50.0, "sex": "female", "weight": 76.4}
    return Person(**{**base, **known})  # type: ignore[arg-type]


def test_the_population_has_the_published_shares_below_30_and_50() -> None:
    # NHANES 2011-2014, Herrick 2019, Table 1: 5.0 % below 30, 18.3 % at 30-49 nmol/L.
    everyone = distribution("all")
    levels = np.array(everyone.samples(100_000, seed=1))
    levels = levels[levels >= 8]
    assert 100 * np.mean(levels < 30) == pytest.approx(5.0, abs=1)
    assert 100 * np.mean(levels < 50) == pytest.approx(23.3, abs=1)


@pytest.mark.parametrize(
    ("age", "below_30", "below_50"), [(30, 7.6, 31.4), (50, 5.7, 24.3), (70, 2.9, 15.2)]
)
def test_people_of_an_age_have_the_published_shares(
    age: float, below_30: float, below_50: float
) -> None:
    levels = sample(person(age=age), 4000).untreated
    assert 100 * np.mean(levels < 30) == pytest.approx(below_30, abs=1.5)
    assert 100 * np.mean(levels < 50) == pytest.approx(below_50, abs=2.5)


def test_what_is_known_moves_the_level_in_its_direction() -> None:
    usual = untreated(person()).mean
    assert untreated(person(takes=Regimen())).mean < usual
    assert untreated(person(sun=Sun(skin="VI"))).mean < untreated(person(sun=Sun(skin="IV"))).mean
    assert untreated(person(sun=Sun(skin="II"))).mean > usual
    assert untreated(person(sun=Sun(habit="little"))).mean == usual - 10
    assert untreated(person(age=75.0)).mean > usual
    assert untreated(person(age=83.0, care="care home")).mean < 45
    light, heavy = (sample(person(weight=w)).untreated.mean() for w in (55.0, 110.0))
    assert heavy < light - 5


def test_nobody_is_moved_to_a_border() -> None:
    levels = sample(person(sun=Sun(skin="VI", habit="little"), takes=Regimen()), 3000).untreated
    assert levels.min() >= 8
    assert np.unique(levels).size == levels.size


def test_who_cannot_exist_is_named() -> None:
    traits = np.zeros((2, len(TRAITS["vitamin_d"])))
    traits[1, TRAITS["vitamin_d"].index("calcidiol")] = -9
    _, possible = realise(person(), traits)
    assert possible.tolist() == [True, False]


def test_everyone_rests_at_their_level() -> None:
    people = sample(person(height=163.0), 50)
    np.testing.assert_allclose(steady_calcidiol(people.draws), people.untreated, rtol=1e-9)
    again = invert(people.draws, people.untreated)
    np.testing.assert_allclose(again["basal_input"], people.draws["basal_input"], rtol=1e-9)


def test_the_same_seed_gives_the_same_people() -> None:
    first, again, other = sample(person()), sample(person()), sample(person(), seed=3)
    np.testing.assert_array_equal(first.traits, again.traits)
    assert not np.array_equal(first.traits, other.traits)


def test_an_unknown_height_spreads_body_fat_and_a_known_one_does_not_spread_size() -> None:
    without, known = sample(person(weight=95.0)), sample(person(weight=95.0, height=175.0))
    assert without.draws["fat_ratio"].std() > known.draws["fat_ratio"].std()
    assert set(known.draws["absorption_factor"]) == {0.85}
    assert set(without.draws["absorption_factor"]) == {0.85, 1.0}


def test_malabsorption_is_wide() -> None:
    usual = sample(person(height=170.0))
    bypass = sample(person(height=170.0, absorption="gastric bypass"))
    assert np.std(np.log(usual.draws["absorption_factor"])) == 0
    assert np.std(np.log(bypass.draws["absorption_factor"])) == pytest.approx(0.5, abs=0.05)
