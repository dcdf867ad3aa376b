"""The machine interface, version 1: one schema per answer, spoken by every face.

The JSON Schemas under ``docs/schemas`` are generated from these models. Keys may be added, never
taken away. Lists that do not apply are empty, numbers that are unknown are null, a unit stands in
its key or beside its number.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from d3k2.report.document import Document
from d3k2.report.person_document import PersonDocument

Audience = Literal["clinician", "patient"]
Allowed = Literal["yes", "clinician", "no"]
Action = Literal["none", "start", "continue", "change", "do_not_start", "stop", "do_not_stop_alone"]


class Envelope(Document):
    """What every answer says of itself."""

    schema_: str
    software_version: str
    data_version: str
    model_version: str | None
    date: str
    audience: Audience
    notice: str


class GroundDocument(Document):
    """One thing a statement stands on."""

    kind: Literal["fact", "rule", "simulation", "input", "conversion"]
    id: str


class StatementDocument(Document):
    """One sentence with its ground."""

    id: str
    text: str
    level: Literal["stop", "caution", "advice", "note", "disagreement", "limit"]
    about: Literal["d3", "k2", "calcium", "monitoring", "person", "outcome", "evidence"]
    certainty: Literal["high", "moderate", "low", "very low", "none"]
    stands_on: list[GroundDocument] = Field(min_length=1)
    review: Literal["submitted", "under review", "approved", "rejected"]


class SourceDocument(Document):
    """One source, and how it was read."""

    id: str
    type: Literal[
        "guideline", "trial", "meta-analysis", "review", "cohort", "mechanism", "label", "reference"
    ]
    title: str
    year: int
    authors: str | None
    venue: str | None
    pmid: str | None
    doi: str | None
    url: str | None
    status: Literal["current", "superseded", "corrected", "retracted", "draft"]
    read: Literal["full text", "abstract", "second-hand", "memory"]


class OptionDocument(Document):
    """What one authority's position would mean in this person."""

    authority: str
    year: int
    status: Literal["in force", "superseded", "draft"]
    kind: Literal["intake", "target", "none"]
    target_nmol_l: float | None
    dose_iu_per_day: float | None
    probability_reached: float | None
    probability_above_125: float | None
    probability_above_250: float | None
    applies: Literal["yes", "no", "unknown"]
    fact: str


class D3Document(Document):
    """Vitamin D3."""

    allowed: Allowed
    action: Action
    dose_iu_per_day: float | None
    form: str | None
    timing: str | None
    worth_it: list[StatementDocument]
    statements: list[StatementDocument]
    options: list[OptionDocument]


class K2Document(Document):
    """Vitamin K2."""

    allowed: Allowed
    action: Action
    form: str | None
    dose_ug_per_day: float | None
    worth_it: list[StatementDocument]
    statements: list[StatementDocument]


class CalciumDoseDocument(Document):
    """One take of a calcium supplement."""

    time: str
    elemental_mg: float
    salt: str
    with_food: bool


class FoodSwapDocument(Document):
    """A food that adds calcium."""

    food: str
    portion: str
    adds_mg: float


class CalciumDocument(Document):
    """Calcium, elemental."""

    allowed: Allowed
    action: Action
    target_mg_per_day: float | None
    from_food_mg_per_day: float | None
    supplement_elemental_mg_per_day: float | None
    doses: list[CalciumDoseDocument]
    food_swaps: list[FoodSwapDocument]
    worth_it: list[StatementDocument]
    statements: list[StatementDocument]


class DayDocument(Document):
    """One line of the day's table."""

    time: str
    what: str
    with_: str


class PlanDocument(Document):
    """What to take, change or leave."""

    d3: D3Document
    k2: K2Document
    calcium: CalciumDocument
    day: list[DayDocument]


class MissingDocument(Document):
    """What is not known, and what that does to the answer."""

    field: str
    effect: str


class WithheldDocument(Document):
    """What a patient's answer leaves out."""

    what: str
    why: str


class MonitorDocument(Document):
    """One thing to measure or watch."""

    what: str
    when: str
    why: str
    stands_on: list[GroundDocument] = Field(min_length=1)


class VariableDocument(Document):
    """What one variable means in this person."""

    name: str
    known: str
    effect: str
    how: Literal["model", "rule", "evidence", "unknown"]


class MeasuredDocument(Document):
    """One measured value on its day."""

    day: int
    value: float


class PredictedDocument(Document):
    """What was predicted for a day on which something was measured."""

    day: int
    median: float
    p5: float
    p95: float


class TrajectoryDocument(Document):
    """A predicted course with its band."""

    id: str
    variable: str
    unit: str
    regimen: str
    label: str
    time_days: list[float]
    median: list[float]
    p5: list[float]
    p95: list[float]
    samples: list[list[float]]
    measured: list[MeasuredDocument]
    predicted_at_measured: list[PredictedDocument]


class PosteriorDocument(Document):
    """How well the virtual people match the person."""

    people: int
    effective_sample_size: float
    fits: Literal["yes", "poorly", "no"]
    most_useful_next: str | None


class AssessDocument(Envelope):
    """The answer of ``assess``."""

    schema_: Literal["d3k2/assess/1"]
    person: PersonDocument
    missing: list[MissingDocument]
    not_screened: list[str]
    stops: list[StatementDocument]
    plan: PlanDocument
    withheld: list[WithheldDocument]
    questions: list[str]
    monitoring: list[MonitorDocument]
    not_needed: list[StatementDocument]
    variables: list[VariableDocument]
    trajectories: list[TrajectoryDocument]
    posterior: PosteriorDocument | None
    disagreements: list[StatementDocument]
    statements: list[StatementDocument]
    sources: list[SourceDocument]


class ErrorDocument(Document):
    """What stands on stderr when nothing can be answered."""

    schema_: Literal["d3k2/error/1"]
    kind: Literal["usage", "input", "limit", "internal"]
    file: str | None
    field: str | None
    given: str | None
    message: str
    accepted: str | None
    urgent: list[StatementDocument]
