"""What body, gut, liver, skin and place change."""

from __future__ import annotations

from datetime import date

import pytest

from d3k2.person import Condition, Medicine, Person, Sun
from d3k2.physiology import (
    absorption,
    anticoagulated,
    calcidiol_clearance,
    calcium_absorption,
    calcium_uptake,
    conversion,
    fat_ratio,
    obesity_absorption,
    quantity,
    season_peak,
    season_share,
    size,
    untreated_level,
    urine_calcium,
)

USUAL = quantity("vitamin-d-model-season-share")


def person(**known: object) -> Person:
    base = {"date": date(2026, 11, 20), "age": 60.0, "sex": "male", "weight": 80.0}
    return Person(**{**base, **known})  # type: ignore[arg-type]


def having(concept: str, *groups: str) -> Person:
    return person(
        conditions=(Condition(text=concept, concept=concept, groups=groups, match="exact"),)
    )


def test_the_reference_body_has_size_and_fat_one() -> None:
    assert size(75.0) == 1
    assert fat_ratio(75.0, 21.5 / 0.75) == pytest.approx(1)
    assert fat_ratio(75.0, -3.0) == fat_ratio(75.0, 5.0)


def test_absorption_falls_from_a_body_mass_index_of_30() -> None:
    assert obesity_absorption([29.9, 30.0, 45.0]).tolist() == [1.0, 0.85, 0.85]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(), None),
        (person(absorption="normal"), None),
        (person(absorption="reduced"), 0.7),
        (person(absorption="gastric bypass"), 0.75),
        (having("crohn-disease"), 0.7),
        (having("pancreatic-insufficiency", "fat-malabsorption"), 0.7),
        (having("cholestasis", "fat-malabsorption"), 0.4),
        (having("cystic-fibrosis"), 0.4),
    ],
)
def test_a_disturbed_gut_takes_up_less(who: Person, expected: float | None) -> None:
    assert absorption(who) == expected


def test_a_failing_liver_converts_less() -> None:
    assert conversion(person()) == 1
    assert conversion(having("liver-failure", "chronic-liver-disease")) == 0.5


@pytest.mark.parametrize(
    ("sun", "factor"),
    [
        (Sun(), 1.0),
        (Sun(latitude=60), 1.0),
        (Sun(latitude=20), 0.5),
        (Sun(latitude=-20), 0.5),
        (Sun(latitude=0), 0.0),
        (Sun(skin="VI"), 0.4),
        (Sun(skin="III", habit="usual"), 1.0),
        (Sun(habit="little"), 0.5),
        (Sun(latitude=50, skin="V", habit="much"), 0.6),
    ],
)
def test_the_swing_of_the_year_follows_latitude_skin_and_habit(sun: Sun, factor: float) -> None:
    assert season_share(person(sun=sun)) == pytest.approx(USUAL * factor)


def test_summer_comes_half_a_year_later_in_the_south() -> None:
    assert season_peak(person(sun=Sun(latitude=48))) == 200
    assert season_peak(person(sun=Sun(latitude=-34))) == pytest.approx(382.6, abs=0.1)


def taking(concept: str, *groups: str) -> Person:
    return person(
        medicines=(Medicine(text=concept, concept=concept, groups=groups, match="exact"),)
    )


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(), 1.0),
        (taking("phenytoin", "enzyme-inducer", "enzyme-inducing-antiepileptic"), 1.2),
        (taking("rifampicin", "enzyme-inducer", "rifamycin"), 1.9),
    ],
)
def test_enzyme_inducers_clear_25ohd_faster(who: Person, expected: float) -> None:
    assert calcidiol_clearance(who) == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (person(), 1.0),
        (taking("hydrochlorothiazide", "diuretic", "thiazide"), 0.78),
        (taking("furosemide", "diuretic", "loop-diuretic"), 1.17),
    ],
)
def test_diuretics_change_urine_calcium(who: Person, expected: float) -> None:
    assert urine_calcium(who) == expected


def test_without_acid_carbonate_needs_a_meal_and_citrate_does_not() -> None:
    usual = calcium_uptake(person())
    without_acid = calcium_uptake(taking("omeprazole", "proton-pump-inhibitor"))
    assert usual("carbonate", False) == usual("carbonate", True) == usual(None, True) == 1.0
    assert without_acid("carbonate", False) == 0.38
    assert without_acid("carbonate", True) == 1.0
    assert without_acid("citrate", False) == usual("citrate", False) > usual("citrate", True) > 1


def test_gastric_bypass_leaves_little_calcium_absorption() -> None:
    # Schafer 2015, abstract: 32.7 to 6.9 %.
    assert calcium_absorption(person(absorption="gastric bypass")) == pytest.approx(
        6.9 / 32.7, abs=0.01
    )
    assert calcium_absorption(person()) == 1


def test_a_vitamin_k_antagonist_is_known_and_other_anticoagulants_are_not_one() -> None:
    assert anticoagulated(taking("warfarin", "anticoagulant", "vitamin-k-antagonist"))
    assert not anticoagulated(taking("apixaban", "anticoagulant", "direct-oral-anticoagulant"))


@pytest.mark.parametrize(
    ("score", "factor"), [("lowest fifth", 0.9), ("middle fifth", 1.0), ("highest fifth", 1.1)]
)
def test_genes_change_the_level_by_a_tenth_at_most(score: str, factor: float) -> None:
    assert untreated_level(person(genotype={"25(OH)D score": score})) == factor
    assert abs(factor - 1) <= quantity("modifier-gene-cap") + 1e-12
