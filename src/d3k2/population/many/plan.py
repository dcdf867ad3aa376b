"""What a run over many people computes: all of it, and nothing of how."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from d3k2.person import Person, Sun
from d3k2.physiology import Course, FloatArray, blocks_for, calcium_uptake, course
from d3k2.population.many.read_population import Described
from d3k2.population.sample import SEED
from d3k2.regimen import Regimen

CELL = 1000
"""People who are made and followed together. It belongs to the result: the last bit of a number
may depend on how many are computed at once, so a cell is always computed whole."""

MOST = 10_000_000
"""People in a run: their levels fill a disk."""

NOBODYS_DAY = date(2001, 1, 1)
"""Day 0 where no regimen names a date."""

MANY_VARIABLES = ("calcidiol", "pth", "calcium", "urine_calcium")
"""What is computed where nothing else is asked for."""


@dataclass(frozen=True)
class Plan:
    """A run: who, what is taken, for how long, what is looked at.

    Attributes
    ----------
    described : Described
        The population.
    name : str
        What it was called: a name, or the name of a file.
    n : int
        How many people.
    regimens : tuple of (str, Regimen)
        What is taken, by a name for each.
    days, every : int
        For how long, and how many days lie between two points; the last day is always one.
    variables : tuple of str
        What is looked at.
    seed : int
        Start of the random numbers.
    cell : int
        People in a cell.
    """

    described: Described
    name: str
    n: int
    regimens: tuple[tuple[str, Regimen], ...]
    days: int
    every: int = 7
    variables: tuple[str, ...] = MANY_VARIABLES
    seed: int = SEED
    cell: int = field(default=CELL)

    def __repr__(self) -> str:
        """Say what may stand in a log: nothing of anybody."""
        return f"Plan({self.n} people, {self.cells} cells)"

    @property
    def cells(self) -> int:
        """How many cells there are; the last may be wanted in part only."""
        return math.ceil(self.n / self.cell)

    def people_of(self, cell: int) -> slice:
        """Return the places of the people of a cell among all."""
        return slice(cell * self.cell, min((cell + 1) * self.cell, self.n))

    @cached_property
    def start(self) -> date:
        """Day 0: the first date that a regimen names."""
        named = (i.schedule.start for _, r in self.regimens for i in r.items if i.schedule.start)
        return min(named, default=NOBODYS_DAY)

    @cached_property
    def times(self) -> FloatArray:
        """Days of the points."""
        return np.unique([*np.arange(0.0, self.days, self.every), float(self.days)])

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks of the model that are solved."""
        return blocks_for("calcidiol", *self.variables)

    @cached_property
    def person(self) -> Person:
        """Whom everyone takes after where covariates say nothing: healthy, without supplements."""
        return everyone(
            self.start,
            None if self.described.population.sun is None else self.described.population.sun.habit,
        )

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """What each regimen means in these days."""
        end, uptake = self.start + timedelta(days=self.days), calcium_uptake(self.person)
        return tuple(course(regimen, self.start, end, uptake) for _, regimen in self.regimens)


def everyone(day: date = NOBODYS_DAY, habit: str | None = None) -> Person:
    """Return what all people of a population share: no illness, no medicine, no supplement.

    Age, sex and weight stand there because a record has them; those of a cell take their place.
    """
    return Person.model_validate(
        {
            "date": day,
            "age": 40.0,
            "sex": "female",
            "weight": 70.0,
            "pregnant": False,
            "conditions": (),
            "medicines": (),
            "takes": Regimen(),
            "sun": Sun.model_validate({"habit": habit}),
        }
    )
