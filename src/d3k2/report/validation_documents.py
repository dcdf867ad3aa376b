"""What ``validate`` and ``trial run`` answer, in the machine interface."""

from __future__ import annotations

from typing import Literal

from d3k2.evidence import Read
from d3k2.report.document import Document

Scale = Literal["level", "change", "change %", "effect", "effect %"]


class ArmDocument(Document):
    """One published number beside what virtual participants show.

    `low` and `high` hold 90 % of means of arms of this size. `left_out` says that the model was
    fitted to other studies only; `assumed` names what the table does not say.
    """

    id: str
    study: str
    arm: str
    at: str
    use: str
    read: Read
    variable: str
    measure: Scale
    unit: str
    weeks: float
    people: float | None
    takes: str
    control: str | None
    start: float | None
    observed: float
    observed_standard_error: float | None
    predicted: float
    low: float
    high: float
    inside: bool
    left_out: bool
    passed: bool
    rules: dict[str, float]
    assumed: list[str]


class SkippedDocument(Document):
    """A row that is not simulated, and why."""

    study: str
    arm: str
    at: str
    variable: str | None
    why: str


class ScoreDocument(Document):
    """How near predictions came; `width` is the half-width over the spread of the errors."""

    name: str
    rows: int
    mean_absolute_error: float
    bias: float
    coverage: float | None
    width: float | None


class BesideDocument(Document):
    """A simple rule, and the model over the same rows."""

    rule: ScoreDocument
    model: ScoreDocument


class ComparisonDocument(Document):
    """Rows of one output, on one scale, of one use."""

    use: str
    variable: str
    unit: str
    model: ScoreDocument
    beside: list[BesideDocument]


class ValidationDocument(Document):
    """Every arm that can be simulated, every row that cannot, and how near it all came."""

    schema_: Literal["d3k2/validation/1"]
    software_version: str
    data_version: str
    model_version: str
    date: None
    audience: Literal["clinician"]
    notice: str
    source: str
    arms: list[ArmDocument]
    skipped: list[SkippedDocument]
    faults: list[str]
    comparisons: list[ComparisonDocument]
    methods: list[str]
