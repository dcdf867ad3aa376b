"""What the body of one person would do under each of several regimens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from d3k2.evidence import Statement
from d3k2.person import Person
from d3k2.physiology import MODEL_VERSION, Trajectory, declines, outputs_for
from d3k2.population.condition import condition
from d3k2.population.forecast import forecast
from d3k2.population.next_measurement import NextMeasurement, next_measurement
from d3k2.population.posterior import Posterior
from d3k2.population.sample import SEED
from d3k2.population.simulation_limits import limits
from d3k2.population.studied import check_studied
from d3k2.regimen import VITAMIN_D, VITAMIN_K2, Regimen, Substance, read_regimen

if TYPE_CHECKING:
    import xarray as xr

DAYS = 728
EVERY = 7
_PLANNED: Mapping[str, tuple[Substance, ...]] = {
    "calcidiol": VITAMIN_D,
    "dp_ucmgp": (*VITAMIN_K2, "k1"),
}
"""What a plan turns on, and what is taken for it."""
LONGEST = 3652
"""Ten years: nothing of this is known for longer."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """Courses of every variable in the people who could be one person.

    Attributes
    ----------
    person : Person
        Who is meant.
    days : int
        For how long, from the date of the record.
    regimens : mapping
        What is taken, by a name for each.
    courses : mapping
        By regimen, by variable. Empty when the model declines.
    posterior : Posterior or None
        The virtual people; None when the model declines.
    limits : tuple of Statement
        What the courses do not say, and why.
    most_useful_next : NextMeasurement or None
        The measurement of today that would narrow the end of the first course most.
    """

    person: Person
    days: int
    regimens: Mapping[str, Regimen]
    courses: Mapping[str, Mapping[str, Trajectory]]
    posterior: Posterior | None
    limits: tuple[Statement, ...]
    most_useful_next: NextMeasurement | None = None

    @property
    def start(self) -> date:
        """The first day."""
        return self.person.date

    def dataset(self) -> xr.Dataset:
        """Return everything as labelled arrays with dimensions regimen, person and time.

        Each variable carries its unit, and whether it has met trials that it was not fitted to;
        the facts behind the model's constants and its limits stand in the attributes.
        """
        import xarray as xr

        parts = [
            xr.merge([course.dataset() for course in courses.values()], combine_attrs="override")
            for courses in self.courses.values()
        ]
        names = list(self.courses)
        if not parts:
            whole = xr.Dataset(coords={"regimen": ("regimen", np.array([], dtype=str))})
        else:
            labels = xr.DataArray(names, dims="regimen", name="regimen")
            whole = xr.concat(parts, dim=labels, combine_attrs="override")
        whole.attrs |= {
            "title": "Simulated courses; calculated from published models, pending human review",
            "model": MODEL_VERSION,
            "regimens": [f"{name}: {self.regimens[name]}" for name in self.regimens],
            "limits": [limit.sentence.clinician for limit in self.limits],
        }
        return whole


def simulate(
    person: Person,
    regimens: Regimen | str | Mapping[str, Regimen | str] | None = None,
    *,
    days: int = DAYS,
    every: int = EVERY,
    variables: Sequence[str] | None = None,
    hourly_days: int = 0,
    people: int = 1000,
    seed: int = SEED,
    beyond_evidence: bool = False,
) -> Simulation:
    """Return what the body of a person would do under each of several regimens.

    Parameters
    ----------
    person : Person
        As read by `d3k2.person.read_person`.
    regimens : Regimen, str or mapping, optional
        Supplements from the date of the record on, in place of what is taken; several by a name
        for each. Without any, what the person takes goes on. Medicines stay as they are.
    days, every : int
        For how long, and how many days lie between two points.
    variables : sequence of str, optional
        Which outputs; without it all that the model can show of this person.
    hourly_days : int
        How many days at the end are followed by the hour, every dose and meal by itself; before
        them a daily dose is carried as a rate.
    people : int
        How many virtual people stand for the person.
    seed : int
        Start of the random numbers: the same input gives the same people.
    beyond_evidence : bool
        Whether to simulate doses larger than any given in a trial. They are labelled.

    Raises
    ------
    InputRefused
        When a regimen cannot be read, or goes beyond what was ever studied.
    """
    named = _named(regimens, person)
    if not beyond_evidence:
        for name, regimen in named.items():
            check_studied(regimen, person.date, days, name)
    wanted = outputs_for(person) if variables is None else tuple(variables)
    posterior, courses = None, {}
    if not declines(person):
        posterior = condition(person, people, seed, wanted)
        courses = forecast(posterior, named, person.date, days, every, wanted, hourly_days)
    said = limits(person, named, days, wanted, posterior, hourly=hourly_days > 0)
    useful = None if posterior is None else _most_useful_next(posterior, named, courses)
    return Simulation(person, days, named, courses, posterior, said, useful)


def _most_useful_next(
    posterior: Posterior,
    regimens: Mapping[str, Regimen],
    courses: Mapping[str, Mapping[str, Trajectory]],
) -> NextMeasurement | None:
    name, first = next(iter(courses.items()))
    planned = [v for v, forms in _PLANNED.items() if regimens[name].contains(*forms)]
    wanted = [v for v in planned or _PLANNED if v in first]
    return next_measurement(posterior, {v: first[v].values[:, -1] for v in wanted})


def _named(
    regimens: Regimen | str | Mapping[str, Regimen | str] | None, person: Person
) -> dict[str, Regimen]:
    if regimens is None:
        return {"now": (person.takes or Regimen()).on(person.date)}
    if isinstance(regimens, Regimen | str):
        regimens = {"regimen": regimens}
    return {
        name: read_regimen(given, name) if isinstance(given, str) else given
        for name, given in regimens.items()
    }
