"""The virtual participants of an arm, and where they stand on the first day."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import NormalDist
from types import MappingProxyType

import numpy as np

from d3k2.person import Person
from d3k2.physiology import (
    NOTHING,
    FloatArray,
    blocks_for,
    by_kernel,
    model,
    seasonal_state,
    settled,
    total_calcidiol,
)
from d3k2.population import SKINS, Covariates, People, cohort, number, untreated
from d3k2.regimen import Regimen
from d3k2.trials.arm import Arm
from d3k2.trials.cells import limits
from d3k2.trials.constants import Constants, with_constants, with_level
from d3k2.trials.participants import Level, Participants

PEOPLE = 200
"""Virtual participants of an arm; the mean of so many moves by less than 1 nmol/L."""

SEED = 20_261_126
"""Every arm draws the same numbers: arms do not differ by chance."""

_ROUNDS = 20
_SAME = 0.05
"""nmol/L: a mean at the start that is nearer to the published one is the same."""
_LEAST_TRUE_SPREAD = 1 / 3
"""People differ by at least this share of what was measured: not all of it is error."""


@dataclass(frozen=True, slots=True)
class Volunteers:
    """Virtual participants.

    Attributes
    ----------
    person : Person
        Whom they take after in all that a trial says of nobody.
    people : People
        Everyone.
    states : array
        Where each stands on the first day, shape (n, states).
    """

    person: Person
    people: People
    states: FloatArray


def volunteers(
    arm: Arm, n: int = PEOPLE, seed: int = SEED, constants: Constants = MappingProxyType({})
) -> Volunteers:
    """Return virtual participants like those of an arm.

    What the table does not say of them is that of the population. The season is left out where it
    is not known when they started.

    Parameters
    ----------
    arm : Arm
        Who took part.
    n : int
        How many virtual people.
    seed : int
        Start of the random numbers.
    constants : mapping
        Constants of the model in place of those of the facts.
    """
    person, drawn, level = _drawn(arm, n, seed)
    people = _on_the_first_day(arm, with_constants(drawn, constants), level)
    of = model(*people.blocks)
    states = settled(of, people.draws, arm.begins, seasonal=arm.start is not None, solver=by_kernel)
    return Volunteers(person, people, states)


def start_level(arm: Arm, person: Person, who: Covariates) -> Level:
    """Return mean and standard deviation of 25(OH)D as measured on the first day."""
    usual = untreated(person, who)
    survey = NormalDist(float(usual.mean.mean()), float(usual.sd.mean()))
    return arm.who.start_level.spread_over(survey)


def error_of_measurement(variable: str) -> float:
    """Return the error of one measurement over the level: of the day, and of the assay."""
    if variable in ("bmd_lumbar", "bmd_femoral_neck"):
        return 0.0
    return math.hypot(number("measurement", "residual"), number("measurement", "assay")) / 100


def _covariates(
    who: Participants, person: Person, n: int, random: np.random.Generator
) -> Covariates:
    # Exactly the published share of women, whatever the numbers drawn.
    female = (np.arange(n) + 1 / 2) / n < who.female
    age = who.age + number("trial", "age_spread") * random.standard_normal(n)
    spread = number("body", "weight_spread")
    heavier = np.exp(spread * random.standard_normal(n) - spread**2 / 2)
    return Covariates.of(person, n).with_values(
        age=np.clip(age, *limits("age_mean")),
        female=female,
        weight=np.where(female, _weight(who, "female"), _weight(who, "male")) * heavier,
        skin=SKINS.index(who.skin),
        latitude=np.nan if who.latitude is None else who.latitude,
        egfr=np.nan if who.egfr is None else who.egfr,
    )


def mean_weight(who: Participants) -> float:
    """Return the mean weight of an arm, kg: as given, by its body mass index, or as usual."""
    return who.female * _weight(who, "female") + (1 - who.female) * _weight(who, "male")


def mean_bmi(who: Participants) -> float:
    """Return the mean body mass index of an arm, kg/m²."""
    if who.bmi is not None:
        return who.bmi
    women, men = (number("body", f"height_{sex}") for sex in ("female", "male"))
    height = who.female * women + (1 - who.female) * men
    return mean_weight(who) / (height / 100) ** 2


def _weight(who: Participants, sex: str) -> float:
    """Mean weight of the women or men of an arm, kg."""
    if who.bmi is not None:
        return who.bmi * (number("body", f"height_{sex}") / 100) ** 2
    women, men = (number("body", f"weight_{s}") for s in ("female", "male"))
    usual = women if sex == "female" else men
    if who.weight is None:
        return usual
    return usual * who.weight / (who.female * women + (1 - who.female) * men)


@lru_cache(maxsize=256)
def _drawn(arm: Arm, n: int, seed: int) -> tuple[Person, People, float]:
    """Return whom people take after, people of the usual constants, and their published level."""
    person = Person(
        date=arm.begins,
        age=arm.who.age,
        sex="female" if arm.who.female >= 1 / 2 else "male",
        weight=number("body", "weight_female"),
        takes=Regimen(),
    )
    random = np.random.default_rng(seed)
    who = _covariates(arm.who, person, n, random)
    level = start_level(arm, person, who)
    mean, sd = level.mean or 0.0, level.sd or 0.0
    error = mean * error_of_measurement("calcidiol")
    true_sd = math.sqrt(max(sd**2 - error**2, (_LEAST_TRUE_SPREAD * sd) ** 2))
    each = who.with_values(untreated_mean=mean, untreated_sd=true_sd)
    people = cohort(person, each, random, blocks_for(arm.variable)).people
    return person, people, mean


def _on_the_first_day(arm: Arm, people: People, wanted: float) -> People:
    """Return the people with the published mean of 25(OH)D on the first day.

    They were drawn by the mean of their year, and who cannot exist was drawn again: so everyone is
    moved alike until the mean of the first day fits.
    """
    if arm.start is None:
        people = replace(people, draws=people.draws.with_values(season_amplitude=0.0))
    for _ in range(_ROUNDS):
        now = total_calcidiol(seasonal_state(people.draws, NOTHING, arm.begins))
        missing = wanted - float(now.mean())
        if abs(missing) < _SAME:
            break
        people = with_level(people, people.untreated + missing)
    return people
