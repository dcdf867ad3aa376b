"""A person as the virtual people who could be them, and what that says of their past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from d3k2.person import Person
from d3k2.physiology import FloatArray, Trajectory
from d3k2.population.misfit import Fits
from d3k2.population.people import People


@dataclass(frozen=True, slots=True)
class Predicted:
    """What was to be expected on the day of a measurement, from all that was known before it.

    Attributes
    ----------
    what, variable : str
        The laboratory term, and the variable of the model that stands for it.
    day : datetime.date
        The day.
    measured : float
        The value, in the canonical unit of the variable. Where only the change counts (bone
        density, uncarboxylated osteocalcin), the change since the first value.
    median, p5, p95 : float
        What people like this person, who fit every earlier measurement, would have had.
    """

    what: str
    variable: str
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
    past : mapping
        Variables up to that day.
    predicted : tuple of Predicted
        What was to be expected on the days of the measurements.
    prior : mapping
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
    past: Mapping[str, Trajectory]
    predicted: tuple[Predicted, ...]
    prior: Mapping[str, Trajectory]
    effective_sample_size: float
    rebuilt: int
    fits: Fits
    most_useful_next: str | None

    @property
    def n(self) -> int:
        """How many virtual people there are."""
        return self.people.n
