"""The records of an assessment: what all this means for one person on one day.

They say nothing about how they are shown. Every sentence is held in both wordings, every number
once; `d3k2.report` decides what an audience sees, and leaves out what is `withheld` from a patient.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from d3k2.evidence import Ground, Source, Statement
from d3k2.person import Person
from d3k2.wording import Sentence

if TYPE_CHECKING:
    import numpy as np

Allowed = Literal["yes", "clinician", "no"]
Action = Literal["none", "start", "continue", "change", "do_not_start", "stop", "do_not_stop_alone"]


@dataclass(frozen=True, slots=True)
class Option:
    """What one authority's position would mean in this person, beside the others."""

    authority: str
    year: int
    status: Literal["in force", "superseded", "draft"]
    kind: Literal["intake", "target", "none"]
    target: float | None
    """25(OH)D, nmol/L."""
    dose: float | None
    """D3, IU/day: the intake itself, or the smallest supplement that reaches the target."""
    probability_reached: float | None
    probability_above_125: float | None
    probability_above_250: float | None
    applies: Literal["yes", "no", "unknown"]
    fact: str
    """The position's id."""


@dataclass(frozen=True, slots=True)
class D3Plan:
    """Vitamin D3."""

    allowed: Allowed
    action: Action
    dose: float | None
    """IU/day."""
    form: str | None
    timing: Sentence | None
    worth_it: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class K2Plan:
    """Vitamin K2. A dose stands here only when K2 was asked for or is taken."""

    allowed: Allowed
    action: Action
    form: str | None
    dose: float | None
    """µg/day."""
    worth_it: tuple[Statement, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class CalciumDose:
    """One take of a calcium supplement."""

    slot: str
    elemental: float
    """mg."""
    salt: str
    with_food: bool


@dataclass(frozen=True, slots=True)
class FoodSwap:
    """A food that adds calcium."""

    food: str
    portion: str
    adds: float
    """mg."""


@dataclass(frozen=True, slots=True)
class CalciumPlan:
    """Calcium: food first, then the gap only. All amounts are elemental, mg/day."""

    allowed: Allowed
    action: Action
    target: float | None
    from_food: float | None
    supplement: float | None
    doses: tuple[CalciumDose, ...]
    food_swaps: tuple[FoodSwap, ...]
    worth_it: tuple[Statement, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One line of the day's table."""

    slot: str
    """Its place in the day (``plan/day.toml``), or ``as_prescribed``."""
    time: Sentence
    what: str
    amount: str
    """The dose, apart from the name so that it can be withheld."""
    with_what: Sentence
    kind: Literal["medicine", "d3", "k2", "calcium"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to take, change or leave, and when in the day."""

    d3: D3Plan
    k2: K2Plan
    calcium: CalciumPlan
    day: tuple[DayEntry, ...]


@dataclass(frozen=True, slots=True)
class Monitor:
    """One thing to measure or watch."""

    what: Sentence
    when: Sentence
    why: Sentence
    stands_on: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known about the person, and what that does to the answer."""

    field: str
    effect: Sentence


@dataclass(frozen=True, slots=True)
class Withheld:
    """What a patient's answer leaves out because a clinician must decide."""

    what: Literal["d3.dose", "d3.options", "k2.dose", "calcium.doses"]
    why: Sentence


@dataclass(frozen=True, slots=True)
class Variable:
    """What one thing that decides the answer means in this person."""

    name: Sentence
    known: Sentence
    effect: Sentence
    how: Literal["model", "rule", "evidence", "unknown"]


@dataclass(frozen=True, slots=True)
class Curve:
    """A predicted course with its band, under one regimen.

    ``time`` is days from the assessment's date (negative: before it); ``samples`` has one row a
    sampled person; `predicted_at_measured` holds (day, median, 5th, 95th percentile).
    """

    id: str
    """``now``, ``plan`` or ``nothing``."""
    variable: str
    unit: str
    regimen: str
    label: Sentence
    time: np.ndarray
    median: np.ndarray
    p5: np.ndarray
    p95: np.ndarray
    samples: np.ndarray
    measured: tuple[tuple[int, float], ...] = ()
    predicted_at_measured: tuple[tuple[int, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PosteriorSummary:
    """How well the virtual people match this person."""

    people: int
    effective_sample_size: float
    fits: Literal["yes", "poorly", "no"]
    most_useful_next: Sentence | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything d3k2 has to say about one person."""

    person: Person
    date: date
    software_version: str
    data_version: str
    model_version: str | None
    """None when the model declined."""
    missing: tuple[Missing, ...]
    not_screened: tuple[Sentence, ...]
    stops: tuple[Statement, ...]
    stop_concerns: bool
    """Whether a stop is about something the person takes or wants (exit code 4)."""
    plan: Plan
    withheld: tuple[Withheld, ...]
    questions: tuple[Sentence, ...]
    monitoring: tuple[Monitor, ...]
    not_needed: tuple[Statement, ...]
    variables: tuple[Variable, ...]
    curves: tuple[Curve, ...]
    posterior: PosteriorSummary | None
    disagreements: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    """Every statement of the assessment, once, stops first."""
    sources: tuple[Source, ...]
