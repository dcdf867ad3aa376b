"""What a person's body, illnesses, skin and place change in the model."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
import tomli
from numpy.typing import ArrayLike

from d3k2.person import Person
from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.day import Uptake
from d3k2.physiology.parameters import quantity
from d3k2.regimen import Salt

_PREFIX = "vitamin-d-model-"
DARK_SKIN = ("V", "VI")
"""Fitzpatrick types in which little sun gets through."""

_CITRATE = "modifier-citrate-over-carbonate"
_MOMENTS = ((True, "with-meal"), (False, "fasting"))
_GENE_SCORE = "25(OH)D score"
"""The key under which a record gives a gene score: ``"25(OH)D score" = "lowest fifth"``."""
_HABITS = {"little": "season-little-sun", "much": "season-much-sun"}


def size(weight: ArrayLike) -> FloatArray:
    """Return body weight (kg) over that of the reference person."""
    ratio: FloatArray = np.asarray(weight, dtype=np.float64) / _value("reference-weight")
    return ratio


def fat_ratio(weight: ArrayLike, fat_share: ArrayLike) -> FloatArray:
    """Return fat mass over that of the reference person, from weight (kg) and body fat (%)."""
    share = np.maximum(fat_share, _value("smallest-fat-share")) / 100
    ratio: FloatArray = np.asarray(weight, dtype=np.float64) * share
    return ratio / _value("reference-fat-mass")


def obesity_absorption(bmi: ArrayLike) -> FloatArray:
    """Return the factor on absorption at a body mass index."""
    obese = np.asarray(bmi) >= _value("obesity-bmi")
    return np.where(obese, _value("obesity-absorption"), 1.0)


def absorption(person: Person) -> float | None:
    """Return the factor of a disturbed gut on absorption, or None when none is known."""
    return min(_factors("absorption", person), default=None)


def conversion(person: Person) -> float:
    """Return the factor of a failing liver on 25-hydroxylation."""
    return min(_factors("conversion", person), default=1.0)


def calcidiol_clearance(person: Person) -> float:
    """Return the factor of enzyme-inducing medicines on the clearance of 25(OH)D."""
    return max(_factors("calcidiol_clearance", person), default=1.0)


def untreated_level(person: Person) -> float:
    """Return the factor of known genes on 25(OH)D without supplements: small, by a fact's cap.

    Single variants explain too little to be told apart; only a score of many counts, by the fifth
    of people it lies in.
    """
    return math.prod(_factors("untreated", person))


def calcium_absorption(person: Person) -> float:
    """Return the factor of operations on the absorption of calcium."""
    return min(_factors("calcium_absorption", person), default=1.0)


def urine_calcium(person: Person) -> float:
    """Return the factor of diuretics on urine calcium; what opposes each other is multiplied."""
    return math.prod(_factors("urine_calcium", person))


def anticoagulated(person: Person) -> bool:
    """Whether a vitamin K antagonist is, or probably is, taken."""
    return any(_holds(entry, person) for entry in _table()["anticoagulated"].values())


def calcium_uptake(person: Person) -> Uptake:
    """Return how much of a calcium supplement counts in this person, by salt and with a meal.

    Food and carbonate count in full: absorption was measured with calcium in usual meals and
    carbonate. Citrate is taken up better, and carbonate without food poorly when the stomach
    makes no acid.
    """
    without_acid = min(_factors("carbonate_fasting", person), default=1.0)
    citrate = {with_meal: quantity(f"{_CITRATE}-{moment}") for with_meal, moment in _MOMENTS}

    def counts(salt: Salt | None, with_meal: bool) -> float:
        if salt == "citrate":
            return citrate[with_meal]
        return 1.0 if with_meal or salt == "other" else without_acid

    return counts


def season_share(
    person: Person, latitude: ArrayLike | None = None, dark_skin: ArrayLike | None = None
) -> FloatArray:
    """Return half of the yearly swing of unsupplemented input over its mean.

    Parameters
    ----------
    person : Person
        Whose habit in the sun it is.
    latitude : array_like, optional
        Where each of several such people lives, NaN when that is not known; without it, where
        the person does.
    dark_skin : array_like of bool, optional
        Who of them has skin of type V or VI; without it, by the person's own.
    """
    dark = person.sun.skin in DARK_SKIN if dark_skin is None else dark_skin
    north = np.abs(_latitude(person) if latitude is None else latitude)
    share = _value("season-share") * np.fmin(1.0, north / _value("season-full-latitude"))
    share = share * np.where(dark, _value("season-dark-skin"), 1.0)
    habit = person.sun.habit
    whole: FloatArray = share * (_value(_HABITS[habit]) if habit in _HABITS else 1.0)
    return whole


def season_peak(person: Person, latitude: ArrayLike | None = None) -> FloatArray:
    """Return the day of the year on which the sun stands highest where the person lives.

    Of several such people, by the latitude of each; NaN counts as the north.
    """
    peak = _value("season-peak")
    south = np.asarray(_latitude(person) if latitude is None else latitude) < 0
    return np.where(south, peak + _value("year-length") / 2, peak)


def _latitude(person: Person) -> float:
    return math.nan if person.sun.latitude is None else person.sun.latitude


def _factors(section: str, person: Person) -> list[float]:
    entries = _table()[section].values()
    return [quantity(entry["fact"]) for entry in entries if _holds(entry, person)]


def _holds(entry: Mapping[str, Any], person: Person) -> bool:
    return (
        person.absorption in entry.get("absorption", ())
        or person.has(*entry.get("conditions", ()))
        or person.uses(*entry.get("medicines", ()))
        or person.genotype.get(_GENE_SCORE) in entry.get("genotype", ())
    )


def _value(name: str) -> float:
    return quantity(_PREFIX + name)


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("d3k2.physiology").joinpath("modifiers.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))
