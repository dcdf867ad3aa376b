"""The 25(OH)D people have without supplements, by what is known of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

from d3k2.person import Person
from d3k2.physiology import quantity
from d3k2.population.distributions import number, table

_DEFICIENT = 30.0
_INSUFFICIENT = 50.0
"""The bounds of the two published shares, nmol/L."""

_SKIN = {
    "I": "skin_light", "II": "skin_light", "III": "skin_light",
    "IV": "skin_middle", "V": "skin_dark", "VI": "skin_dark",
}  # fmt: skip
"""Survey groups stand in for skin types, which the survey did not record."""


@dataclass(frozen=True, slots=True)
class Untreated:
    """A normal distribution of 25(OH)D, nmol/L, from which values below `lowest` are left out."""

    mean: float
    sd: float
    lowest: float


def untreated(person: Person) -> Untreated:
    """Return the distribution for people like this one.

    The survey gives groups one at a time, so their shifts from the whole population are added and
    their ratios of spread multiplied. When supplements were not asked about, people with and
    without them are both possible; when they were, the level without them is meant.
    The survey leaves out care homes, for which a study of their residents stands in.
    """
    lowest = number("calcidiol", "lowest")
    if person.care == "care home":
        spread = number("calcidiol", "care_home_spread")
        return Untreated(number("calcidiol", "care_home"), spread, lowest)
    groups = [_age_group(person.age)]
    if person.takes is not None:
        groups.append("supplement_no")
    if person.sun.skin is not None:
        groups.append(_SKIN[person.sun.skin])
    everyone = distribution("all")
    mean = everyone.mean + sum(distribution(g).mean - everyone.mean for g in groups)
    sd = everyone.stdev * math.prod(distribution(g).stdev / everyone.stdev for g in groups)
    if person.sun.habit in ("little", "much"):
        mean += number("calcidiol", person.sun.habit)
    return Untreated(mean, sd, lowest)


@cache
def distribution(group: str) -> NormalDist:
    """Return the normal distribution that has a group's published shares below 30 and 50 nmol/L."""
    name = table()["calcidiol"]["groups"][group]
    below_30 = quantity(f"virtual-people-calcidiol-below-30-{name}") / 100
    below_50 = below_30 + quantity(f"virtual-people-calcidiol-30-to-49-{name}") / 100
    low, high = NormalDist().inv_cdf(below_30), NormalDist().inv_cdf(below_50)
    sd = (_INSUFFICIENT - _DEFICIENT) / (high - low)
    return NormalDist(_DEFICIENT - low * sd, sd)


def _age_group(age: float) -> str:
    if age < 40:
        return "age_20_39"
    return "age_40_59" if age < 60 else "age_60"
