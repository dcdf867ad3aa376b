"""Virtual people: what is known of each is fixed, what is not is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from d3k2.person import Person
from d3k2.physiology import (
    DARK_SKIN,
    Draws,
    FloatArray,
    absorption,
    calcidiol_clearance,
    conversion,
    fat_ratio,
    invert,
    nominal,
    obesity_absorption,
    season_peak,
    season_share,
    size,
    untreated_level,
)
from d3k2.physiology import people as typical_people
from d3k2.population.covariates import SKINS, Covariates, by_sex, known_or
from d3k2.population.distributions import factor, number
from d3k2.population.own import Own, own_levels
from d3k2.population.traits_beyond_d import (
    ARTERY_TRAITS,
    MINERAL_TRAITS,
    VITAMIN_K_TRAITS,
    constants_beyond_d,
)
from d3k2.population.untreated import untreated

TRAITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "vitamin_d": (
            "bioavailability",
            "conversion_max",
            "other_clearance",
            "calcidiol_clearance",
            "fat_volume",
            "calcidiol",
            "body_fat",
            "height",
            "gut",
        ),
        "mineral_bone": MINERAL_TRAITS,
        "vitamin_k": VITAMIN_K_TRAITS,
        "artery": ARTERY_TRAITS,
    }
)
"""What is drawn of each person, as standard normal numbers, for each block of the model; a trait
that is known is not used."""

_DARK_FROM = min(map(SKINS.index, DARK_SKIN))
_LOGARITHM = np.frompyfunc(math.log, 1, 1)


def traits_of(blocks: Iterable[str]) -> tuple[str, ...]:
    """Return the traits that people need for some blocks. Those of vitamin D always come first."""
    wanted = ("vitamin_d", *blocks)
    return tuple(
        dict.fromkeys(name for b, names in TRAITS.items() if b in wanted for name in names)
    )


@dataclass(frozen=True, slots=True)
class People:
    """`n` virtual people.

    Attributes
    ----------
    blocks : tuple of str
        The blocks of the model that they can be followed in.
    traits : array
        The standard normal numbers they were made of, shape (n, traits).
    draws : Draws
        Their constants of the model.
    untreated : array
        25(OH)D of each without supplements, mean of the year, nmol/L.
    own : Own
        Levels that are theirs whatever they take.
    """

    blocks: tuple[str, ...]
    traits: FloatArray
    draws: Draws
    untreated: FloatArray
    own: Own

    @property
    def n(self) -> int:
        """How many."""
        return len(self.untreated)

    def take(self, index: NDArray[np.intp]) -> People:
        """Return the people at these positions, repeated where an index repeats."""
        return People(
            self.blocks,
            self.traits[index],
            self.draws.take(index),
            self.untreated[index],
            self.own.take(index),
        )


def realise(
    person: Person,
    traits: FloatArray,
    blocks: tuple[str, ...] = ("vitamin_d",),
    covariates: Covariates | None = None,
) -> tuple[People, NDArray[np.bool_]]:
    """Return the people these numbers stand for, and which of them can exist.

    Nobody is moved to a border to make them possible: who cannot exist is for the caller to
    leave out.

    Parameters
    ----------
    person : Person
        Who they take after.
    traits : array
        Standard normal numbers, shape (n, traits), in the order of `traits_of`.
    blocks : tuple of str
        The blocks of the model that they are made for.
    covariates : Covariates, optional
        What is known of each; without it, of everyone what is known of the person.
    """
    trait = dict(zip(traits_of(blocks), traits.T, strict=True))
    n = len(traits)
    each = Covariates.of(person, n) if covariates is None else covariates
    cleared = calcidiol_clearance(person)
    level = _untreated(person, each, trait["calcidiol"]) * untreated_level(person) / cleared
    bmi = each.weight / (_height(each, trait["height"]) / 100) ** 2
    typical = nominal()
    gut = absorption(person)
    taken_up = obesity_absorption(bmi)
    if gut is not None:
        taken_up = taken_up * gut * factor("gut", trait)
    absorbed = factor("bioavailability", trait)
    settled = invert(
        typical_people(
            n,
            bioavailability_d3=typical["bioavailability_d3"] * absorbed,
            bioavailability_d2=typical["bioavailability_d2"] * absorbed,
            conversion_max=typical["conversion_max"]
            * conversion(person)
            * factor("conversion_max", trait),
            conversion_clearance=typical["conversion_clearance"]
            * conversion(person)
            * factor("conversion_max", trait),
            other_clearance=typical["other_clearance"] * factor("other_clearance", trait),
            calcidiol_clearance=typical["calcidiol_clearance"]
            * cleared
            * factor("calcidiol_clearance", trait),
            fat_volume=typical["fat_volume"] * factor("fat_volume", trait),
            absorption_factor=taken_up,
            size=size(each.weight),
            fat_ratio=fat_ratio(each.weight, _body_fat(each, bmi, trait["body_fat"])),
            season_peak=season_peak(person, each.latitude),
            **constants_beyond_d(person, each, trait, gut),
        ),
        level,
    )
    swing = season_share(person, each.latitude, each.skin >= _DARK_FROM) * settled["basal_input"]
    draws = settled.with_values(season_amplitude=swing)
    people = People(blocks, traits, draws, level, own_levels(trait))
    lowest = number("calcidiol", "lowest")
    return people, np.isfinite(settled["basal_input"]) & (level >= lowest)


def _untreated(person: Person, covariates: Covariates, normal: FloatArray) -> FloatArray:
    """25(OH)D without supplements: heavier people tend to have less."""
    expected = untreated(person, covariates)
    correlation = number("calcidiol", "weight_correlation")
    means = (number("body", f"weight_{sex}") for sex in ("female", "male"))
    spread = number("body", "weight_spread")
    over_mean = _log(covariates.weight / by_sex(covariates, *means))
    # A log-normal variable with this mean has its median lower by half the variance.
    heavier = (over_mean + spread**2 / 2) / spread
    rest = math.sqrt(1 - correlation**2)
    level: FloatArray = expected.mean + expected.sd * (correlation * heavier + rest * normal)
    return level


def _log(ratio: FloatArray) -> FloatArray:
    """The logarithm of the C library: numpy's own rounds otherwise from processor to processor."""
    return np.asarray(_LOGARITHM(ratio), dtype=np.float64)


def _height(covariates: Covariates, normal: FloatArray) -> FloatArray:
    typical = by_sex(covariates, *(number("body", f"height_{s}") for s in ("female", "male")))
    return known_or(covariates.height, typical + number("body", "height_spread") * normal)


def _body_fat(covariates: Covariates, bmi: FloatArray, normal: FloatArray) -> FloatArray:
    """Body fat in % of weight, predicted from body mass index, age and sex."""
    share = number("body", "fat_per_bmi") * bmi + number("body", "fat_per_year") * covariates.age
    share = share + by_sex(covariates, 0.0, number("body", "fat_male"))
    share = share + number("body", "fat_constant")
    drawn: FloatArray = share + number("body", "fat_error") * normal
    return drawn
