"""What ``simulate`` answers, in the machine interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from d3k2.report.document import Document
from d3k2.report.documents import (
    Audience,
    Envelope,
    PosteriorDocument,
    SourceDocument,
    StatementDocument,
    TrajectoryDocument,
)
from d3k2.report.person_document import PersonDocument


class RegimenDocument(Document):
    """One of the regimens that are compared."""

    id: str
    label: str
    regimen: str


class SimulatedDocument(TrajectoryDocument):
    """A simulated course, and what it is good for.

    `status` is ``passed`` when the variable met trials that the model was not fitted to; anything
    else is ``research``. `measured_is` says what `measured` and `predicted_at_measured` are: a
    level, or the change since the first measurement where only that can be compared.
    """

    status: Literal["passed", "research"]
    measured_is: Literal["level", "change since the first measurement"]


class Comparison(Protocol):
    """Whatever has courses to show under several regimens."""

    @property
    def audience(self) -> Audience:
        """For whom it is worded."""

    @property
    def education(self) -> bool:
        """Whether it is about a generic adult who is no person."""

    @property
    def regimens(self) -> Sequence[RegimenDocument]:
        """What is compared."""

    @property
    def trajectories(self) -> Sequence[SimulatedDocument]:
        """A course for each variable and regimen."""

    @property
    def stops(self) -> Sequence[StatementDocument]:
        """Stop signs over the regimens."""

    @property
    def limits(self) -> Sequence[StatementDocument]:
        """What the courses do not say."""


class SimulateDocument(Envelope):
    """The answer of ``simulate``.

    `education` marks a generic adult who is no person; `seed` and `days` repeat the run; `facts`
    are the ids of the facts behind the constants of the model.
    """

    schema_: Literal["d3k2/simulate/1"]
    education: bool
    person: PersonDocument | None
    days: int
    seed: int | None
    regimens: list[RegimenDocument]
    stops: list[StatementDocument]
    trajectories: list[SimulatedDocument]
    posterior: PosteriorDocument | None
    limits: list[StatementDocument]
    facts: list[str]
    sources: list[SourceDocument]
