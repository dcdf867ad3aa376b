"""What people differ in beyond vitamin D: kidney, menopause, diet, uptake and vitamin K."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from d3k2.person import Person
from d3k2.physiology import (
    FloatArray,
    anticoagulated,
    calcium_absorption,
    calcium_mmol,
    nominal,
    quantity,
    urine_calcium,
)
from d3k2.population.covariates import Covariates, by_sex, known_or
from d3k2.population.diet import VitaminK, vitamin_k_from_food
from d3k2.population.distributions import factor, fitted, number
from d3k2.population.own import OWN

MINERAL_TRAITS = ("egfr", "menopause", "food_calcium", "calcium_absorption", *OWN)
VITAMIN_K_TRAITS = ("egfr", "food_k1", "dp_ucmgp", "mk7", "ucoc_half", "mgp_half")
ARTERY_TRAITS = ("cac_growth", "cac_effect")

_NEVER = -100.0
"""Years since a menopause that does not come: the value of the model text."""

_AGES = ("19-30", "31-50", "51-70", "71")
_AGES_ABOVE = (30, 50, 70)
"""The ages above which the groups of the survey of diets but the first begin."""

Trait = Mapping[str, FloatArray]
Constants = dict[str, FloatArray]


def constants_beyond_d(
    person: Person, covariates: Covariates, trait: Trait, gut: float | None
) -> Constants:
    """Return the constants of every block but vitamin D whose traits were drawn.

    Parameters
    ----------
    person : Person
        What is known of all.
    covariates : Covariates
        What is known of each.
    trait : mapping
        Standard normal numbers by name.
    gut : float or None
        Factor of a disturbed gut on absorption.
    """
    return {
        **(_mineral(person, covariates, trait) if "menopause" in trait else {}),
        **(_vitamin_k(person, covariates, trait, gut) if "ucoc_half" in trait else {}),
        **(_artery(person, trait) if "cac_growth" in trait else {}),
    }


def _mineral(person: Person, covariates: Covariates, trait: Trait) -> Constants:
    n = len(trait["menopause"])
    return {
        "age": covariates.age,
        "years_since_menopause": _years_since_menopause(covariates, trait["menopause"]),
        "egfr": _egfr(covariates, trait["egfr"]),
        "food_calcium": calcium_mmol(1.0) * _food_calcium(covariates, trait),
        "calcium_absorption_factor": calcium_absorption(person)
        * factor("calcium_absorption", trait),
        "urine_calcium_factor": np.full(n, urine_calcium(person)),
    }


def _vitamin_k(
    person: Person, covariates: Covariates, trait: Trait, gut: float | None
) -> Constants:
    n = len(trait["ucoc_half"])
    typical = nominal()
    return {
        "egfr": _egfr(covariates, trait["egfr"]),
        "anticoagulated": np.full(n, float(anticoagulated(person))),
        "vitamin_k_absorption_factor": np.full(n, 1.0 if gut is None else gut),
        "food_k1": _eaten(person, "k1", typical["food_k1"] * factor("food_k1", trait)),
        "food_mk4": _eaten(person, "mk4", np.full(n, typical["food_mk4"])),
        "dp_ucmgp_start": typical["dp_ucmgp_start"] * factor("dp_ucmgp", trait),
        "food_mk7": _eaten(person, "mk7", np.full(n, typical["food_mk7"])),
        "mk7_clearance": typical["mk7_clearance"] / factor("mk7", trait),
        "ucoc_half": fitted("vitamin-k-model-ucoc-half", trait["ucoc_half"]),
        "mgp_half": fitted("vitamin-k-model-mgp-half", trait["mgp_half"]),
    }


def _eaten(person: Person, form: VitaminK, usual: FloatArray) -> FloatArray:
    """Vitamin K from food, µg/day: what the listed foods hold, and no less than is usual."""
    return np.maximum(usual, vitamin_k_from_food(person, form))


def _artery(person: Person, trait: Trait) -> Constants:
    known = person.latest("cac")
    start = 0.0 if known is None else known.value
    return {
        "cac_start": np.full(len(trait["cac_growth"]), start),
        "cac_yearly_ratio": nominal()["cac_yearly_ratio"] ** factor("cac_growth", trait),
        "cac_effect_ratio": fitted("artery-model-cac-effect-ratio", trait["cac_effect"]),
    }


def _egfr(covariates: Covariates, normal: FloatArray) -> FloatArray:
    """The known one, or that of people of this age, among whom a low one would be known."""
    typical = number("kidney", "egfr") - number("kidney", "slope") * (
        covariates.age - number("kidney", "age")
    )
    drawn = np.maximum(typical + number("kidney", "spread") * normal, number("kidney", "lowest"))
    return known_or(covariates.egfr, drawn)


def _years_since_menopause(covariates: Covariates, normal: FloatArray) -> FloatArray:
    """Negative before it. Women of whom it is not known are as old at it as others."""
    drawn = covariates.age - (number("menopause", "age") + number("menopause", "spread") * normal)
    return by_sex(covariates, known_or(covariates.years_since_menopause, drawn), _NEVER)


def _food_calcium(covariates: Covariates, trait: Trait) -> FloatArray:
    """Calcium eaten, mg/day: as said, or as people of this age and sex eat."""
    women, men = (
        np.array([quantity(f"virtual-people-calcium-intake-{group}-{age}") for age in _AGES])
        for group in ("women", "men")
    )
    age = np.digitize(covariates.age, _AGES_ABOVE, right=True)
    mean = by_sex(covariates, women[age], men[age])
    # A log-normal variable with this mean has its median lower by half the variance.
    median = mean * np.exp(-(number("spread", "food_calcium") ** 2) / 2)
    return known_or(covariates.food_calcium, median * factor("food_calcium", trait))
