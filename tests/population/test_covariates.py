"""People who differ in what is known of them, made at once."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.person import Person, Sun
from d3k2.population import SKINS, Covariates, cohort
from d3k2.population.people import realise, traits_of
from d3k2.population.untreated import untreated

BLOCKS = ("vitamin_d", "mineral_bone", "vitamin_k", "artery")

KNOWN = (
    {"age": 24.0, "sex": "female", "weight": 52.0},
    {"age": 40.0, "sex": "male", "weight": 141.7, "height": 160.0},
    {"age": 60.0, "sex": "female", "weight": 70.1, "sun": {"latitude": -34.0, "skin": "VI"}},
    {"age": 71.0, "sex": "female", "weight": 64.0, "postmenopausal_since": 2003},
    {"age": 70.0, "sex": "male", "weight": 77.7, "sun": {"latitude": 12.0, "skin": "IV"}},
)


def person(**known: object) -> Person:
    base = {"date": date(2026, 11, 20), "age": 50.0, "sex": "female", "weight": 76.4}
    return Person.model_validate({**base, **known})


def together() -> Covariates:
    each = [Covariates.of(person(**known), 1) for known in KNOWN]
    columns = {
        name: np.concatenate([getattr(one, name) for one in each])
        for name in Covariates.__dataclass_fields__
    }
    return Covariates(**columns)


def test_many_different_people_are_who_they_are_one_by_one() -> None:
    traits = np.random.default_rng(1).standard_normal((len(KNOWN), len(traits_of(BLOCKS))))
    people, possible = realise(person(), traits, BLOCKS, together())
    for place, known in enumerate(KNOWN):
        alone, can = realise(person(**known), traits[[place]], BLOCKS)
        assert can[0] == possible[place]
        for name, value in alone.draws.values.items():
            np.testing.assert_allclose(
                people.draws[name][place], value[0], rtol=1e-14, err_msg=f"{name} of {known}"
            )
        np.testing.assert_allclose(people.untreated[place], alone.untreated[0], rtol=1e-14)


def test_what_is_said_of_a_kind_of_people_goes_before_the_survey() -> None:
    each = Covariates.of(person(), 3).with_values(untreated_mean=[90, np.nan, 40], untreated_sd=20)
    found = untreated(person(), each)
    usual = untreated(person())
    np.testing.assert_array_equal(found.mean, [90, usual.mean[0], 40])
    np.testing.assert_array_equal(found.sd, [20, 20, 20])


def test_known_numbers_are_kept() -> None:
    known = {"egfr": 77.0, "food_calcium": 640.0, "years_since_menopause": 5.0, "height": 171.0}
    each = Covariates.of(person(), 40).with_values(**known, female=np.arange(40) < 20)
    people, _ = cohort(person(), each, np.random.default_rng(3), BLOCKS)
    assert set(people.draws["egfr"]) == {77.0}
    assert set(people.draws["years_since_menopause"][:20]) == {5.0}
    assert set(people.draws["years_since_menopause"][20:]) == {-100.0}
    assert np.ptp(people.draws["food_calcium"]) == 0
    assert set(people.draws["absorption_factor"]) == {1.0}


def test_everyone_of_a_cohort_can_exist_and_keeps_their_covariates() -> None:
    dark = person(sun=Sun(habit="little"))
    each = Covariates.of(dark, 2000).with_values(skin=SKINS.index("VI"), age=np.arange(2000) % 70)
    people, again = cohort(dark, each, np.random.default_rng(5), BLOCKS)
    assert people.untreated.min() >= 8
    assert 0 < again.mean() < 0.1
    np.testing.assert_array_equal(people.draws["age"], each.age)
    alone, _ = cohort(dark, each, np.random.default_rng(5))
    np.testing.assert_array_equal(alone.untreated, people.untreated)


def test_nobody_who_could_exist_is_said() -> None:
    each = Covariates.of(person(), 2).with_values(untreated_mean=-50.0, untreated_sd=1.0)
    with pytest.raises(RuntimeError, match="hardly any"):
        cohort(person(), each, np.random.default_rng(1))


def test_columns_of_different_length_are_refused() -> None:
    each = Covariates.of(person(), 2)
    columns = {name: getattr(each, name) for name in Covariates.__dataclass_fields__}
    with pytest.raises(ValueError, match="as many people"):
        Covariates(**{**columns, "age": np.zeros(3)})
