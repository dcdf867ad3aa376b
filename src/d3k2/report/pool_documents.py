"""What ``evidence pool`` answers, in the machine interface."""

from __future__ import annotations

from typing import Literal

from d3k2.evidence import Measure, Nutrient, Read
from d3k2.report.document import Document
from d3k2.report.documents import SourceDocument


class PoolEnvelope(Document):
    """What every answer says of itself; it is about no day, no person and no model."""

    schema_: str
    software_version: str
    data_version: str
    model_version: None
    date: None
    audience: Literal["clinician"]
    notice: str


class PoolOutcomeDocument(Document):
    """An outcome that can be pooled; `better` is the direction that is good for the person."""

    id: str
    name: str
    scale: Literal["ratio", "difference"]
    unit: str | None
    better: Literal["lower", "higher"]


class PoolAskedDocument(Document):
    """What was asked for."""

    nutrient: Nutrient | None
    population: str | None
    without_doubtful: bool
    with_memory: bool
    together: bool


class PooledTrialDocument(Document):
    """One trial: ratios as ratios, `standard_error` of their natural logarithm.

    `low` and `high` are those that go with the standard error; `weight` is its share in the main
    figure, null where it is not in it.
    """

    id: str
    study: str
    label: str
    source: str
    read: Read
    population: str
    arm: str
    weeks: float | None
    measure: Measure
    estimate: float
    low: float
    high: float
    standard_error: float
    error_from: str
    standing: Literal["current", "doubtful", "retracted"]
    weight: float | None


class PooledDocument(Document):
    """What trials say together; intervals hold 95 %.

    `low` and `high` are those of Hartung and Knapp, `normal_low` and `normal_high` those of the
    normal distribution. `tau2` is on the scale of logarithms where the measure is a ratio. With
    fewer than three trials there is no prediction interval.
    """

    trials: int
    estimate: float
    low: float
    high: float
    normal_low: float
    normal_high: float
    fixed: float
    fixed_low: float
    fixed_high: float
    prediction_low: float | None
    prediction_high: float | None
    q: float
    degrees_of_freedom: int
    q_p: float
    tau2: float
    tau2_low: float
    tau2_high: float
    i2: float
    i2_low: float
    i2_high: float


class PoolVariantDocument(Document):
    """The same comparison with other trials; `pooled` is null with fewer than two."""

    name: str
    trials: list[str]
    pooled: PooledDocument | None


class LeaveOneOutDocument(Document):
    """The main figure without one trial."""

    trial: str
    label: str
    pooled: PooledDocument


class PoolSetDocument(Document):
    """Trials of one comparison in one measure. `pooled` is the main figure, without retracted."""

    nutrient: Nutrient
    name: str
    measures: list[Measure]
    trials: list[PooledTrialDocument]
    pooled: PooledDocument | None
    variants: list[PoolVariantDocument]
    leave_one_out: list[LeaveOneOutDocument]
    warnings: list[str]


class LeftOutDocument(Document):
    """A row that is not pooled; `see` is the row of the same people that is."""

    id: str
    study: str
    label: str
    row: str
    reason: str
    see: str | None


class PoolDocument(PoolEnvelope):
    """The answer of ``evidence pool OUTCOME``."""

    schema_: Literal["d3k2/pool/1"]
    outcome: PoolOutcomeDocument
    asked: PoolAskedDocument
    sets: list[PoolSetDocument]
    left_out: list[LeftOutDocument]
    methods: list[str]
    sources: list[SourceDocument]


class PoolableDocument(PoolOutcomeDocument):
    """An outcome and how many trials its largest pool holds."""

    trials: int


class PoolOutcomesDocument(PoolEnvelope):
    """The answer of ``evidence pool`` without an outcome."""

    schema_: Literal["d3k2/pool-outcomes/1"]
    outcomes: list[PoolableDocument]


class TripleDocument(Document):
    """An estimate with its 95 % interval."""

    estimate: float
    low: float
    high: float


class PublishedPartDocument(TripleDocument):
    """A result of a subgroup of the same paper."""

    name: str


class ReproductionDocument(Document):
    """A published pooled result beside ours; `difference` is ours less the published.

    `reproduced` is ``yes`` when no number differs by more than 0.01 as printed.
    """

    id: str
    source: str
    where: str
    read: Read
    outcome: str
    nutrient: Nutrient
    measure: Measure
    method: str
    trials: int | None
    retracted_trials: Literal["none known", "included", "left out"]
    published: TripleDocument
    ours: TripleDocument | None
    difference: TripleDocument | None
    reproduced: Literal["yes", "no", "cannot"]
    made_from: Literal["figures of its trials", "its own subgroups", "nothing"]
    members: list[str]
    parts: list[PublishedPartDocument]
    why_not: str | None
    note: str | None


class PublishedPoolsDocument(PoolEnvelope):
    """The answer of ``evidence pool --published``."""

    schema_: Literal["d3k2/pool-published/1"]
    reproductions: list[ReproductionDocument]
    sources: list[SourceDocument]
