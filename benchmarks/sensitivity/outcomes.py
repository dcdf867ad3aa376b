"""A year of two persons under three regimens, for any values of constants and personal inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from d3k2.physiology import (
    Draws,
    FloatArray,
    SolverFailed,
    calcium_mmol,
    changes_from_here,
    course,
    fat_ratio,
    invert,
    model,
    nominal,
    obesity_absorption,
    people,
    quantity,
    run,
    settled,
    size,
)
from d3k2.regimen import Regimen, read_regimen

from .ranges import Range, table, usual

START = date(2026, 11, 20)
DAYS = 365

REGIMENS = {
    "D3": "D3 2000 IU daily",
    "D3 + calcium": "D3 2000 IU daily; calcium 500 mg twice daily with meals",
    "MK-7": "MK-7 180 µg daily",
}

LEVELS = {
    "bmd_lumbar": ("lumbar_density", 100.0),
    "bmd_femoral_neck": ("femoral_neck_density", 100.0),
    "osteocalcin": ("osteocalcin_made", 1.0),
    "ucoc_ratio": None,
}
"""Outputs shown relative to the start, and what stands for their level: density in % of the young
adult, osteocalcin over that of the reference state. `ucoc_ratio` has no level of its own."""

_NEVER = -100.0
_AT_ONCE = 50


class Target(NamedTuple):
    """An output under a regimen: its change after a year, or its level."""

    output: str
    regimen: str
    measure: str


@dataclass(frozen=True)
class Study:
    """Outputs that hang on the same blocks of the model."""

    name: str
    blocks: tuple[str, ...]
    outputs: tuple[str, ...]
    regimens: tuple[str, ...]
    still: frozenset[tuple[str, str]] = frozenset()
    """Outputs that a regimen does not change, so that a year leaves the solver's error alone."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """Everything that is looked at, in the order of the columns."""
        return tuple(
            Target(output, regimen, measure)
            for output in self.outputs
            for regimen in self.regimens
            for measure in ("change", "level")
            if not (measure == "change" and (output, regimen) in self.still)
            and not (measure == "level" and LEVELS.get(output, ()) is None)
        )


_MINERALS = ("calcitriol", "pth", "calcium", "urine_calcium", "absorbed_calcium", "phosphate")

STUDIES = (
    Study("vitamin_d", ("vitamin_d",), ("calcidiol",), ("D3",)),
    Study(
        "mineral_bone",
        ("vitamin_d", "mineral_bone"),
        (*_MINERALS, "osteocalcin", "bmd_lumbar", "bmd_femoral_neck"),
        ("D3", "D3 + calcium", "MK-7"),
        still=frozenset((output, "MK-7") for output in (*_MINERALS, "osteocalcin")),
    ),
    Study("vitamin_k", ("vitamin_k",), ("mk7", "ucoc_ratio", "dp_ucmgp"), ("MK-7",)),
)
"""Calcium does not reach 25(OH)D, and vitamin D and calcium do not reach vitamin K. Nor does MK-7
reach minerals or bone: under it they go on as without any supplement."""


def outcomes(study: Study, subject: str, varied: Sequence[Range], shares: FloatArray) -> FloatArray:
    """Return every target of a study, shape (n, targets).

    Parameters
    ----------
    study : Study
        What is looked at.
    subject : str
        Around whom.
    varied : sequence of Range
        What is varied.
    shares : array
        Where between its ends each stands, shape (n, varied).

    Returns
    -------
    array
        NaN in the rows of people who cannot exist or could not be solved.
    """
    values = {r.name: r.at(shares[:, place]) for place, r in enumerate(varied)}
    parts = [slice(a, a + _AT_ONCE) for a in range(0, len(shares), _AT_ONCE)]
    jobs = [(study, subject, {name: v[part] for name, v in values.items()}) for part in parts]
    if len(jobs) == 1 or "mineral_bone" not in study.blocks:
        return np.concatenate([_some(*job) for job in jobs])
    return np.concatenate(Parallel(n_jobs=-1)(delayed(_some)(*job) for job in jobs))


def _some(study: Study, subject: str, values: Mapping[str, FloatArray]) -> FloatArray:
    who = person(subject, values)
    found = np.full((who.n, len(study.targets)), np.nan)
    left = np.flatnonzero(np.isfinite(who["basal_input"]))
    while left.size:
        try:
            found[left] = _followed(study, who.take(left))
            break
        except SolverFailed as failure:
            left = np.delete(left, failure.person)
    return found


def person(subject: str, values: Mapping[str, FloatArray]) -> Draws:
    """Return people who are this subject in everything that is not given."""
    n = len(next(iter(values.values())))
    own = {**usual(subject), **{name: v for name, v in values.items() if name not in nominal()}}
    given = {**nominal(), **{name: v for name, v in values.items() if name in nominal()}}
    about = table()["subjects"][subject]
    bmi = own["weight"] / (quantity(about["height"]) / 100) ** 2
    since = own["age"] - own["menopause_age"] if "menopause_age" in own else _NEVER
    constants = {name: v for name, v in values.items() if name in nominal()} | {
        "conversion_max": given["conversion_max"] * own["own_conversion"],
        "conversion_clearance": given["conversion_clearance"] * own["own_conversion"],
        "other_clearance": given["other_clearance"] * own["own_other_loss"],
        "calcidiol_clearance": given["calcidiol_clearance"] * own["own_clearance"],
        "fat_volume": given["fat_volume"] * own["own_fat_volume"],
        "food_k1": given["food_k1"] * own["own_food_k1"],
        "food_mk7": given["food_mk7"] * own["own_food_mk7"],
        "dp_ucmgp_start": given["dp_ucmgp_start"] * own["own_dp_ucmgp"],
    }
    who = people(
        n,
        **constants,
        absorption_factor=own["own_vitamin_d_absorption"] * obesity_absorption(bmi),
        size=size(own["weight"]),
        fat_ratio=fat_ratio(own["weight"], _body_fat(about["sex"], bmi, own)),
        age=own["age"],
        years_since_menopause=since,
        egfr=own["egfr"],
        food_calcium=calcium_mmol(1.0) * own["food_calcium"],
        calcium_absorption_factor=own["own_calcium_absorption"],
    )
    settled_people = invert(who, own["calcidiol_before"])
    swing = own["season_swing"] * settled_people["basal_input"]
    return settled_people.with_values(season_amplitude=swing)


def _followed(study: Study, who: Draws) -> FloatArray:
    of = model(*study.blocks)
    start = _at_the_start(study, who)
    here = changes_from_here(of, who, start)
    stands_for = {output: LEVELS.get(output) or (output, 1.0) for output in study.outputs}
    wanted = (*study.outputs, *(name for name, _ in stands_for.values()))
    end = START + timedelta(days=DAYS)
    columns = {}
    for regimen in study.regimens:
        planned = course(read_regimen(REGIMENS[regimen], regimen), START, end)
        found = run(here, planned, [0.0, DAYS], start, variables=wanted, of=of)
        for output, (name, factor) in stands_for.items():
            before, after = found[output].T
            columns[Target(output, regimen, "change")] = after - before
            columns[Target(output, regimen, "level")] = factor * found[name][:, 1]
    return np.stack([columns[target] for target in study.targets], axis=1)


def _at_the_start(study: Study, who: Draws) -> FloatArray:
    """Return the states after a year without supplements, so that minerals follow the season."""
    of = model(*study.blocks)
    if "mineral_bone" not in study.blocks:
        return settled(of, who, START, seasonal=True)
    earlier = START - timedelta(days=DAYS)
    younger = who.aged(-DAYS / quantity("vitamin-d-model-year-length"))
    begun = settled(of, younger, earlier, seasonal=True)
    without = course(Regimen(), earlier, START)
    return run(younger, without, [], begun, variables=study.outputs, of=of).end


def _body_fat(
    sex: str, bmi: NDArray[np.float64] | float, own: Mapping[str, FloatArray]
) -> FloatArray:
    share = quantity("virtual-people-body-fat-bmi") * bmi + own["own_body_fat"]
    share = share + quantity("virtual-people-body-fat-age") * own["age"]
    if sex == "male":
        share = share + quantity("virtual-people-body-fat-male")
    return share + quantity("virtual-people-body-fat-constant")
