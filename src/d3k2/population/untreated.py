"""The 25(OH)D people have without supplements, by what is known of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np

from d3k2.person import Person
from d3k2.physiology import FloatArray, quantity
from d3k2.population.covariates import Covariates, known_or
from d3k2.population.distributions import number, table

_DEFICIENT = 30.0
_INSUFFICIENT = 50.0
"""The bounds of the two published shares, nmol/L."""

_SKIN = (None, "skin_light", "skin_light", "skin_light", "skin_middle", "skin_dark", "skin_dark")
"""Survey groups, in the order of `SKINS`: they stand in for skin types, which were not recorded."""

_AGES = ("age_20_39", "age_40_59", "age_60")
_AGES_FROM = (40, 60)
"""The ages from which the second and the third group count."""


@dataclass(frozen=True, slots=True)
class Untreated:
    """Normal distributions of 25(OH)D, nmol/L, from which values below `lowest` are left out."""

    mean: FloatArray
    sd: FloatArray
    lowest: float


def untreated(person: Person, covariates: Covariates | None = None) -> Untreated:
    """Return the distribution for people like this one, or for each of several of them.

    The survey gives groups one at a time, so their shifts from the whole population are added and
    their ratios of spread multiplied. When supplements were not asked about, people with and
    without them are both possible; when they were, the level without them is meant.
    The survey leaves out care homes, for which a study of their residents stands in.
    What the covariates say of a kind of people goes before the survey.

    Parameters
    ----------
    person : Person
        Who they take after.
    covariates : Covariates, optional
        What differs between them; without it there is one, the person.
    """
    each = Covariates.of(person, 1) if covariates is None else covariates
    table = np.array([[_of_kind(person, age, skin) for skin in _SKIN] for age in _AGES])
    kinds = table[np.digitize(each.age, _AGES_FROM), each.skin]
    return Untreated(
        known_or(each.untreated_mean, kinds[:, 0]),
        known_or(each.untreated_sd, kinds[:, 1]),
        number("calcidiol", "lowest"),
    )


def _of_kind(person: Person, age: str, skin: str | None) -> tuple[float, float]:
    """Mean and standard deviation in a group of age and one of skin."""
    if person.care == "care home":
        return number("calcidiol", "care_home"), number("calcidiol", "care_home_spread")
    groups = [age]
    if person.takes is not None:
        groups.append("supplement_no")
    if skin is not None:
        groups.append(skin)
    everyone = distribution("all")
    mean = everyone.mean + sum(distribution(g).mean - everyone.mean for g in groups)
    sd = everyone.stdev * math.prod(distribution(g).stdev / everyone.stdev for g in groups)
    if person.sun.habit in ("little", "much"):
        mean += number("calcidiol", person.sun.habit)
    return mean, sd


@cache
def distribution(group: str) -> NormalDist:
    """Return the normal distribution that has a group's published shares below 30 and 50 nmol/L."""
    name = table()["calcidiol"]["groups"][group]
    below_30 = quantity(f"virtual-people-calcidiol-below-30-{name}") / 100
    below_50 = below_30 + quantity(f"virtual-people-calcidiol-30-to-49-{name}") / 100
    low, high = NormalDist().inv_cdf(below_30), NormalDist().inv_cdf(below_50)
    sd = (_INSUFFICIENT - _DEFICIENT) / (high - low)
    return NormalDist(_DEFICIENT - low * sd, sd)
