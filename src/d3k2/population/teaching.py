"""Vitamin K added to steady warfarin in a generic adult: for teaching, and never for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from d3k2.evidence import QuantityFact, Statement, facts, given, load, simulated, state
from d3k2.physiology import (
    MODEL_VERSION,
    Course,
    Draws,
    FloatArray,
    Trajectory,
    course,
    model,
    model_facts,
    people,
    quantity,
    run,
    settled,
)
from d3k2.population.studied import beyond, check_studied
from d3k2.regimen import VITAMIN_K2, Regimen, read_regimen

ADDED = "MK-7 45 µg daily"
"""What is added when nothing else is said: the dose that the disputed number was taken from."""

LESSON_DAYS = 56
LONGEST_LESSON = 365
"""With the body at rest long before, a year says all."""

DAY = date(2001, 1, 1)
"""Day 0 where nothing names a date: nobody's calendar."""

_BLOCKS = ("vitamin_k", "warfarin")
_DOSE = "choice-warfarin-taught"
_DISPUTED = "warfarin-model-hepatic-potency-mk7"
_REST = 400.0
"""Days after which warfarin and the clotting factors do not change any more."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The INR of a generic adult on warfarin after vitamin K is added, at both disputed ends.

    Attributes
    ----------
    start : datetime.date
        Day 0, on which vitamin K is added: the first date that the regimen names.
    days : int
        For how long.
    regimen : Regimen
        What is added.
    potencies : mapping
        How strongly MK-7 works against warfarin beside as much phylloquinone, by the name of the
        end: ``low`` and ``high``.
    courses : mapping
        The INR, by the same names.
    limits : tuple of Statement
        What this is, and what it is not.
    """

    start: date
    days: int
    regimen: Regimen
    potencies: Mapping[str, float]
    courses: Mapping[str, Trajectory]
    limits: tuple[Statement, ...]


def teach(
    regimen: Regimen | str | None = None,
    *,
    days: int = LESSON_DAYS,
    every: int = 1,
    beyond_evidence: bool = False,
) -> Lesson:
    """Return what vitamin K does to the INR of a generic adult who is steady on warfarin.

    How strongly MK-7 works in the liver is disputed, so both ends are followed and none is chosen.

    Parameters
    ----------
    regimen : Regimen or str, optional
        What is added on day 0; without it `ADDED`.
    days, every : int
        For how long, and how many days lie between two points.
    beyond_evidence : bool
        Whether to follow doses larger than any given in a trial.

    Raises
    ------
    InputRefused
        When the regimen cannot be read, or goes beyond what was ever studied.
    """
    text_or_regimen = ADDED if regimen is None else regimen
    added = (
        read_regimen(text_or_regimen, "regimen")
        if isinstance(text_or_regimen, str)
        else text_or_regimen
    )
    start = min((i.schedule.start for i in added.items if i.schedule.start), default=DAY)
    if not beyond_evidence:
        check_studied(added, start, days, "regimen")
    potencies = _ends()
    times = np.unique([*np.arange(0.0, days, every), float(days)])
    inr = _inr(_on_warfarin(potencies), course(added, start, start + timedelta(days=days)), times)
    used = model_facts(*_BLOCKS)
    courses = {
        name: Trajectory("inr", start, times, inr[place : place + 1], used)
        for place, name in enumerate(potencies)
    }
    return Lesson(start, days, added, potencies, courses, tuple(_limits(added, start, days)))


def _ends() -> dict[str, float]:
    fact = load().facts[_DISPUTED]
    if not isinstance(fact, QuantityFact) or fact.low is None or fact.high is None:
        raise LookupError(f"{_DISPUTED} has lost its two ends")
    return {"low": fact.low, "high": fact.high}


def _on_warfarin(potencies: Mapping[str, float]) -> Draws:
    """Return the generic adult once for each end, with warfarin that neither rises nor falls.

    Steady intake keeps S-warfarin steady, and vitamin K does not touch it: so it is held.
    """
    return people(
        len(potencies),
        hepatic_potency_mk7=list(potencies.values()),
        warfarin_elimination_rate=0.0,
    )


def _inr(draws: Draws, added: Course, times: FloatArray) -> FloatArray:
    """Return the INR of everyone, from where they are at rest on warfarin alone."""
    of = model(*_BLOCKS)
    before = settled(of, draws, added.start)
    before[:, of.states.index("plasma_warfarin")] = _steady_warfarin()
    alone = Course(added.start - timedelta(days=_REST), _REST)
    at_rest = run(draws, alone, [], before, variables=("inr",), of=of).end
    return run(draws, added, times, at_rest, variables=("inr",), of=of)["inr"]


def _steady_warfarin() -> float:
    """Return the S-warfarin in plasma, mg/L, at which as much leaves as is taken."""
    typical = people(1)
    leaves = (
        typical["hours_per_day"] * typical["warfarin_elimination_rate"] * typical["warfarin_volume"]
    )
    return float((quantity(_DOSE) * typical["warfarin_s_share"] / leaves)[0])


def _limits(added: Regimen, start: date, days: int) -> Iterator[Statement]:
    low, high = (f"{value:g}" for value in _ends().values())
    model_itself = simulated(MODEL_VERSION)
    yield state(
        "education.what",
        model_itself,
        level="caution",
        about="k2",
        certainty="very low",
        dose=f"{quantity(_DOSE):g}",
    )
    yield state(
        "simulate.anticoagulant", *facts("k2-inr-theuwissen-2013"), level="caution", about="k2"
    )
    yield state(
        "education.disputed", *facts(_DISPUTED), level="limit", about="k2", low=low, high=high
    )
    for fact in dict.fromkeys(fact for fact, _ in beyond(added, start, days)):
        yield state("simulate.beyond", *facts(fact), level="caution", about="evidence")
    if any(item.contains("k2") for item in added.items):
        ground = given("regimen")
        yield state("simulate.k2_form", ground, level="limit", about="k2", certainty="none")
    if not added.contains(*VITAMIN_K2, "k1"):
        ground = given("regimen")
        yield state("education.no_vitamin_k", ground, level="limit", about="k2", certainty="none")
