"""A cell of people, made and followed whole: the same whoever asks for it, and wherever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology import FloatArray, by_kernel, calcium_mmol, habit
from d3k2.population.cohort import cohort
from d3k2.population.covariates import Covariates
from d3k2.population.following import follow, used_to
from d3k2.population.many.bodies import bodies
from d3k2.population.many.plan import Plan
from d3k2.population.people import People
from d3k2.regimen import Regimen

Levels = Mapping[str, FloatArray]
Column = NDArray[np.generic]

SINGLE = np.dtype(np.float32)
"""How levels are kept: seven digits, more than any laboratory has."""


@dataclass(frozen=True)
class CellLevels:
    """What became of the people of a cell.

    Attributes
    ----------
    cell : int
        Its number.
    people : mapping
        One value for each person, by the name of a covariate.
    levels : mapping
        By variable: levels of everyone under each regimen, shape (regimen, person, time).
    outside, impossible : int
        How many lay outside the model, or could not exist, when they were first drawn.
    """

    cell: int
    people: Mapping[str, Column]
    levels: Mapping[str, NDArray[np.float32]]
    outside: int
    impossible: int

    def __repr__(self) -> str:
        """Say what may stand in a log: nothing of anybody."""
        return f"CellLevels({self.cell})"


def compute_cell(plan: Plan, cell: int) -> CellLevels:
    """Return the people of a cell and their levels.

    The random numbers of a cell are its own, so that neither how many people there are, nor in
    which order or where cells are computed, changes anybody.
    """
    random = np.random.Generator(np.random.Philox(np.random.SeedSequence([plan.seed, cell])))
    drawn = bodies(plan.described.population, plan.cell, random.spawn(1)[0])
    people, impossible = cohort(plan.person, drawn.covariates, random.spawn(1)[0], plan.blocks)
    followed = levels_of(people, plan)
    wanted = slice(0, len(range(plan.n)[plan.people_of(cell)]))
    return CellLevels(
        cell,
        {name: c[wanted] for name, c in _columns(drawn.covariates, people).items()},
        {
            variable: np.stack([levels[variable][wanted].astype(SINGLE) for levels in followed])
            for variable in plan.variables
        },
        int(drawn.drawn_again[wanted].sum()),
        int(impossible[wanted].sum()),
    )


def levels_of(people: People, plan: Plan) -> Sequence[Levels]:
    """Follow people, long without supplements, through each course of a plan.

    The one place where people are solved: whatever solves them takes people and courses, and
    returns each variable in its canonical unit, shape (person, time), for each course.
    """
    day = plan.start
    states = used_to(people, habit(Regimen(), day), day, day=day, solver=by_kernel)
    return [
        follow(people, taken, plan.times, states, plan.variables, day=day, solver=by_kernel).levels
        for taken in plan.courses
    ]


def _columns(known: Covariates, people: People) -> dict[str, Column]:
    """What is told of everyone: what was known of them, and what was drawn where it was not."""
    drawn = people.draws
    mineral = "mineral_bone" in people.blocks
    eaten = drawn["food_calcium"] / calcium_mmol(1.0) if mineral else known.food_calcium
    since = drawn["years_since_menopause"] if mineral else known.years_since_menopause
    egfr = drawn["egfr"] if mineral or "vitamin_k" in people.blocks else known.egfr
    return {
        "age": known.age.astype(SINGLE),
        "female": known.female,
        "weight": known.weight.astype(SINGLE),
        "height": known.height.astype(SINGLE),
        "skin": known.skin,
        "latitude": known.latitude.astype(SINGLE),
        "egfr": egfr.astype(SINGLE),
        "food_calcium": eaten.astype(SINGLE),
        "years_since_menopause": np.where(known.female, since, np.nan).astype(SINGLE),
        "untreated_calcidiol": people.untreated.astype(SINGLE),
    }
