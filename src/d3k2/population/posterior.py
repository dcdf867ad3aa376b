"""A person as the virtual people who could be them, and what that says of their past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from d3k2.person import Person
from d3k2.physiology import FloatArray, Trajectory
from d3k2.population.misfit import Fits
from d3k2.population.people import People


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the virtual people had on the day of a measurement, nmol/L."""

    day: date
    measured: float
    median: float
    p5: float
    p95: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """Virtual people, all of equal weight, who share what is known and measured of a person.

    Attributes
    ----------
    person : Person
        Who is meant.
    people : People
        The virtual people.
    states : array
        Where each stands on the day of the record, shape (n, states).
    past : Trajectory
        25(OH)D up to that day.
    predicted : tuple of Predicted
        What they had on the days of the measurements.
    prior : Trajectory
        The past of people like this one before the measurements were looked at.
    effective_sample_size : float
        How many independent people the sample is worth.
    rebuilt : int
        How often the sample was drawn anew around the person.
    fits : str
        Whether people like this, who take what is said, can have what was measured. With ``no``,
        dose, adherence and unit are to be checked before anything is concluded.
    most_useful_next : str or None
        The measurement that would tell most, as a term of the register of names.
    """

    person: Person
    people: People
    states: FloatArray
    past: Trajectory
    predicted: tuple[Predicted, ...]
    prior: Trajectory
    effective_sample_size: float
    rebuilt: int
    fits: Fits
    most_useful_next: str | None

    @property
    def n(self) -> int:
        """How many virtual people there are."""
        return self.people.n
