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
from d3k2.population.diet import VitaminK, calcium_from_food, vitamin_k_from_food
from d3k2.population.distributions import factor, fitted, number
from d3k2.population.own import OWN
from d3k2.units import DAYS_A_YEAR

MINERAL_TRAITS = ("egfr", "menopause", "food_calcium", "calcium_absorption", *OWN)
VITAMIN_K_TRAITS = ("egfr", "food_k1", "dp_ucmgp", "mk7", "ucoc_half", "mgp_half")
ARTERY_TRAITS = ("cac_growth", "cac_effect")

_NEVER = -100.0
"""Years since a menopause that does not come: the value of the model text."""

Trait = Mapping[str, FloatArray]
Constants = dict[str, FloatArray]


def constants_beyond_d(person: Person, trait: Trait, gut: float | None) -> Constants:
    """Return the constants of every block but vitamin D whose traits were drawn.

    Parameters
    ----------
    person : Person
        What is known.
    trait : mapping
        Standard normal numbers by name.
    gut : float or None
        Factor of a disturbed gut on absorption.
    """
    return {
        **(_mineral(person, trait) if "menopause" in trait else {}),
        **(_vitamin_k(person, trait, gut) if "ucoc_half" in trait else {}),
        **(_artery(person, trait) if "cac_growth" in trait else {}),
    }


def _mineral(person: Person, trait: Trait) -> Constants:
    n = len(trait["menopause"])
    return {
        "age": np.full(n, person.age),
        "years_since_menopause": _years_since_menopause(person, trait["menopause"]),
        "egfr": _egfr(person, trait["egfr"]),
        "food_calcium": calcium_mmol(1.0) * _food_calcium(person, trait),
        "calcium_absorption_factor": calcium_absorption(person)
        * factor("calcium_absorption", trait),
        "urine_calcium_factor": np.full(n, urine_calcium(person)),
    }


def _vitamin_k(person: Person, trait: Trait, gut: float | None) -> Constants:
    n = len(trait["ucoc_half"])
    typical = nominal()
    return {
        "egfr": _egfr(person, trait["egfr"]),
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


def _egfr(person: Person, normal: FloatArray) -> FloatArray:
    """The measured one, or that of people of this age, among whom a low one would be known."""
    known = person.latest("egfr")
    if known is not None:
        return np.full(len(normal), known.value)
    typical = number("kidney", "egfr") - number("kidney", "slope") * (
        person.age - number("kidney", "age")
    )
    drawn: FloatArray = np.maximum(
        typical + number("kidney", "spread") * normal, number("kidney", "lowest")
    )
    return drawn


def _years_since_menopause(person: Person, normal: FloatArray) -> FloatArray:
    """Negative before it. Women who do not say are as old at it as others."""
    if person.sex == "male":
        return np.full(len(normal), _NEVER)
    if person.postmenopausal_since is not None:
        # Only the year is known: the middle of it stands for its days.
        years = person.date.year + person.date.timetuple().tm_yday / DAYS_A_YEAR
        return np.full(len(normal), years - person.postmenopausal_since - 1 / 2)
    drawn: FloatArray = person.age - (
        number("menopause", "age") + number("menopause", "spread") * normal
    )
    return drawn


def _food_calcium(person: Person, trait: Trait) -> FloatArray:
    """Calcium eaten, mg/day: as said, or as people of this age and sex eat."""
    known = calcium_from_food(person)
    if known is not None:
        return np.full(len(trait["food_calcium"]), known)
    group = {"female": "women", "male": "men"}[person.sex]
    mean = quantity(f"virtual-people-calcium-intake-{group}-{_age_group(person.age)}")
    # A log-normal variable with this mean has its median lower by half the variance.
    median = mean * np.exp(-(number("spread", "food_calcium") ** 2) / 2)
    drawn: FloatArray = median * factor("food_calcium", trait)
    return drawn


def _age_group(age: float) -> str:
    if age > 70:
        return "71"
    if age > 50:
        return "51-70"
    return "31-50" if age > 30 else "19-30"
