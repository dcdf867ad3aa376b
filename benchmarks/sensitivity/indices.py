"""Screening by Morris, shares of the variance by Sobol, and the band that constants leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import latin
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample

from d3k2.physiology import FloatArray

from .outcomes import Study, Target, outcomes
from .ranges import Range

SEED = 20_261_120
LEVELS = 4
"""Steps of the grid on which Morris moves."""
STILL = 1e-5
"""A target that spreads by less than this share of itself is moved by the solver's error alone."""


@dataclass
class Failures:
    """How many people were computed, and how many of them could not be."""

    counted: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, what: str, found: FloatArray) -> None:
        """Count the people of a design."""
        self.counted[what] = (len(found), int(np.isnan(found).any(axis=1).sum()))


@dataclass(frozen=True)
class Index:
    """How much one thing matters to one target."""

    target: Target
    name: str
    values: dict[str, float]


def screening(
    study: Study, subject: str, varied: Sequence[Range], trajectories: int, failures: Failures
) -> list[Index]:
    """Return how far each target moves on average when one thing goes from end to end."""
    problem = _problem(varied)
    design = morris_sample.sample(problem, trajectories, num_levels=LEVELS, seed=SEED)
    found = outcomes(study, subject, varied, design)
    failures.add(f"{subject}, {study.name}: screening", found)
    design, found = _whole(design, found, len(varied) + 1)
    indices = []
    for column, target in enumerate(study.targets):
        said = morris_analysis.analyze(
            problem, design, found[:, column], num_levels=LEVELS, seed=SEED
        )
        for place, r in enumerate(varied):
            values = {k: float(said[k][place]) for k in ("mu", "mu_star", "mu_star_conf", "sigma")}
            indices.append(Index(target, r.name, values))
    return indices


def strongest(screened: Sequence[Index], among: Sequence[Range], count: int) -> list[Range]:
    """Return what moves the targets of a study most, counted over all of them alike."""
    names = {r.name for r in among}
    total: dict[Target, float] = {}
    for index in screened:
        if index.name in names:
            total[index.target] = total.get(index.target, 0) + index.values["mu_star"] ** 2
    score = dict.fromkeys(names, 0.0)
    for index in screened:
        if index.name in names and total[index.target]:
            score[index.name] += index.values["mu_star"] ** 2 / total[index.target]
    chosen = sorted(names, key=lambda name: (-score[name], name))[:count]
    return [r for r in among if r.name in chosen]


def shares(
    study: Study,
    subject: str,
    varied: Sequence[Range],
    n: int,
    failures: Failures,
    what: str,
    groups: Sequence[str] | None = None,
) -> tuple[list[Index], FloatArray]:
    """Return the shares of the variance of each target, and its variance.

    The first-order index is what would go if one thing were known exactly, the total index what
    would stay if all else were.
    """
    problem = _problem(varied, groups)
    design = sobol_sample.sample(problem, n, calc_second_order=False, seed=SEED)
    found = outcomes(study, subject, varied, design)
    failures.add(f"{subject}, {study.name}: {what}", found)
    names = list(dict.fromkeys(groups)) if groups else [r.name for r in varied]
    _, found = _whole(design, found, len(names) + 2)
    indices = []
    moved = found.std(axis=0) > STILL * np.abs(found).mean(axis=0)
    for column, target in enumerate(study.targets):
        if not moved[column]:
            continue
        said = sobol_analysis.analyze(problem, found[:, column], calc_second_order=False, seed=SEED)
        for place, name in enumerate(names):
            values = {k: float(said[k][place]) for k in ("S1", "S1_conf", "ST", "ST_conf")}
            indices.append(Index(target, name, values))
    return indices, found[:: len(names) + 2].var(axis=0)


def band(
    study: Study, subject: str, varied: Sequence[Range], n: int, failures: Failures
) -> FloatArray:
    """Return the targets of one person when every constant is drawn from its range."""
    design = latin.sample(_problem(varied), n, seed=SEED)
    found = outcomes(study, subject, varied, design)
    failures.add(f"{subject}, {study.name}: band", found)
    return found[~np.isnan(found).any(axis=1)]


def _problem(varied: Sequence[Range], groups: Sequence[str] | None = None) -> dict[str, Any]:
    """Describe what is varied to SALib, as shares of the way between its ends."""
    problem = {
        "num_vars": len(varied),
        "names": [r.name for r in varied],
        "bounds": [[0.0, 1.0]] * len(varied),
    }
    return problem | ({"groups": list(groups)} if groups else {})


def _whole(design: FloatArray, found: FloatArray, rows: int) -> tuple[FloatArray, FloatArray]:
    """Leave out every set of rows that belong together and in which anyone failed."""
    good = ~np.isnan(found).any(axis=1).reshape(-1, rows).any(axis=1)
    kept = np.repeat(good, rows)
    return design[kept], found[kept]
