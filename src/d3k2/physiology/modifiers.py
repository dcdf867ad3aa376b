"""What a person's body, illnesses, skin and place change in the model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from d3k2.person import Person
from d3k2.physiology.draws import FloatArray
from d3k2.physiology.parameters import quantity

_PREFIX = "vitamin-d-model-"
_DARK_SKIN = ("V", "VI")
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
    found = [
        quantity(entry["fact"])
        for entry in _table()["absorption"].values()
        if person.absorption in entry.get("absorption", ())
        or person.has(*entry.get("conditions", ()))
    ]
    return min(found, default=None)


def conversion(person: Person) -> float:
    """Return the factor of a failing liver on 25-hydroxylation."""
    found = [
        quantity(entry["fact"])
        for entry in _table()["conversion"].values()
        if person.has(*entry["conditions"])
    ]
    return min(found, default=1.0)


def season_share(person: Person) -> float:
    """Return half of the yearly swing of unsupplemented input over its mean."""
    share = _value("season-share")
    latitude, skin, habit = person.sun.latitude, person.sun.skin, person.sun.habit
    if latitude is not None:
        share *= min(1.0, abs(latitude) / _value("season-full-latitude"))
    if skin in _DARK_SKIN:
        share *= _value("season-dark-skin")
    if habit in _HABITS:
        share *= _value(_HABITS[habit])
    return share


def season_peak(person: Person) -> float:
    """Return the day of the year on which the sun stands highest where the person lives."""
    peak = _value("season-peak")
    south = person.sun.latitude is not None and person.sun.latitude < 0
    return peak + _value("year-length") / 2 if south else peak


def _value(name: str) -> float:
    return quantity(_PREFIX + name)


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("d3k2.physiology").joinpath("modifiers.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
