"""What is known of each of many people before anything of them is drawn."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from d3k2.person import Person
from d3k2.physiology import FloatArray
from d3k2.population.diet import calcium_from_food
from d3k2.units import DAYS_A_YEAR

SKINS = ("", "I", "II", "III", "IV", "V", "VI")
"""Fitzpatrick types in the order in which an index counts them; the first is not known."""

IntArray = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Covariates:
    """One value for each of n people. NaN is not known, and drawn where the model needs it.

    Medicines, conditions, the habit in the sun, whether supplements were asked about and genes
    are not among them: those belong to the `Person` whom they all take after.

    Attributes
    ----------
    age : array
        Years.
    female : array of bool
        Sex.
    weight, height : array
        kg, cm; the height may be NaN.
    skin : array of int
        Position in `SKINS`, 0 when not known.
    latitude : array
        Degrees, negative in the south, or NaN.
    egfr : array
        mL/min/1.73 m², or NaN.
    food_calcium : array
        Calcium eaten, mg/day, or NaN.
    years_since_menopause : array
        Negative before it, or NaN. A man's is not looked at.
    untreated_mean, untreated_sd : array
        25(OH)D without supplements in people of this kind, nmol/L, both or neither NaN: then
        as in the survey, by age, skin and what else is known.
    """

    age: FloatArray
    female: NDArray[np.bool_]
    weight: FloatArray
    height: FloatArray
    skin: IntArray
    latitude: FloatArray
    egfr: FloatArray
    food_calcium: FloatArray
    years_since_menopause: FloatArray
    untreated_mean: FloatArray
    untreated_sd: FloatArray

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, field.name)) for field in _FIELDS}
        if len(lengths) != 1:
            raise ValueError(f"covariates of as many people are needed, not of {sorted(lengths)}")

    @classmethod
    def of(cls, person: Person, n: int) -> Covariates:
        """Return `n` people who share what is known of one."""
        egfr = person.latest("egfr")
        return cls(
            age=_column(person.age, n),
            female=np.full(n, person.sex == "female"),
            weight=_column(person.weight, n),
            height=_column(person.height, n),
            skin=np.full(n, SKINS.index(person.sun.skin or ""), dtype=np.int8),
            latitude=_column(person.sun.latitude, n),
            egfr=_column(None if egfr is None else egfr.value, n),
            food_calcium=_column(calcium_from_food(person), n),
            years_since_menopause=_column(_years_since_menopause(person), n),
            untreated_mean=_column(None, n),
            untreated_sd=_column(None, n),
        )

    @property
    def n(self) -> int:
        """How many people."""
        return len(self.age)

    def with_values(self, **changed: ArrayLike) -> Covariates:
        """Return the same people with some covariates changed, one value each or one for all."""
        kinds = {name: getattr(self, name).dtype for name in changed}
        new = {
            name: np.array(np.broadcast_to(np.asarray(value, dtype=kinds[name]), (self.n,)))
            for name, value in changed.items()
        }
        return replace(self, **new)

    def where(self, kept: NDArray[np.bool_], others: Covariates) -> Covariates:
        """Return these people where they are kept, and the others elsewhere."""
        return Covariates(
            **{
                f.name: np.where(kept, getattr(self, f.name), getattr(others, f.name))
                for f in _FIELDS
            }
        )

    def take(self, index: NDArray[np.intp]) -> Covariates:
        """Return the people at these positions, repeated where an index repeats."""
        return Covariates(**{f.name: getattr(self, f.name)[index] for f in _FIELDS})


_FIELDS = fields(Covariates)


def known_or(known: FloatArray, drawn: FloatArray) -> FloatArray:
    """Return what is known, and what was drawn where it is not."""
    return np.where(np.isnan(known), drawn, known)


def by_sex(covariates: Covariates, female: ArrayLike, male: ArrayLike) -> FloatArray:
    """Return one of two values for each person."""
    chosen: FloatArray = np.where(covariates.female, female, male)
    return chosen


def _column(value: float | None, n: int) -> FloatArray:
    return np.full(n, np.nan if value is None else value)


def _years_since_menopause(person: Person) -> float | None:
    if person.postmenopausal_since is None:
        return None
    # Only the year is known: the middle of it stands for its days.
    years = person.date.year + person.date.timetuple().tm_yday / DAYS_A_YEAR
    return years - person.postmenopausal_since - 1 / 2
