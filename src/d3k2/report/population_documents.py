"""What ``population`` answers, in the machine interface."""

from __future__ import annotations

from typing import Any, Literal

from d3k2.report.document import Document
from d3k2.report.documents import Envelope, SourceDocument, StatementDocument
from d3k2.report.simulate_documents import RegimenDocument, SimulatedDocument


class SpreadDocument(SimulatedDocument):
    """How a variable is spread over people: half of them lie between `p25` and `p75`."""

    p25: list[float]
    p75: list[float]


class ShareDocument(Document):
    """A share of people under one regimen, 0 to 1."""

    regimen: str
    share: float


class TargetDocument(Document):
    """An authority's level of 25(OH)D and the share of people below and at or above it at the end.

    `population` is whom the authority speaks of, which may be others than these people.
    """

    authority: str
    year: int
    status: Literal["in force", "superseded", "draft"]
    population: str
    level_nmol_l: float
    at_or_above: list[ShareDocument]
    below: list[ShareDocument]
    fact: str


class ExceededDocument(Document):
    """The share of people above a level at the end."""

    what: Literal["hypercalciuria", "high_calcium"]
    name: str
    above: list[ShareDocument]
    facts: list[str]


class SpreadOfPeopleDocument(Document):
    """Who the people were, in one respect."""

    what: str
    unit: str
    median: float
    p5: float
    p95: float


class PeopleDocument(Document):
    """Who the people were.

    `drawn_again_outside_model` and `drawn_again_impossible` are shares of people whose first draw
    the model does not cover, or nobody can be.
    """

    population: str
    women_share: float
    skin_shares: dict[str, float]
    spread: list[SpreadOfPeopleDocument]
    drawn_again_outside_model: float
    drawn_again_impossible: float


class OutputDocument(Document):
    """A variable in the store of results."""

    variable: str
    unit: str
    status: Literal["passed", "research"]


class PopulationSummaryDocument(Document):
    """Everyone summed up. Percentiles are exact, of all people."""

    days: int
    seed: int
    people: PeopleDocument
    regimens: list[RegimenDocument]
    stops: list[StatementDocument]
    trajectories: list[SpreadDocument]
    targets: list[TargetDocument]
    exceeded: list[ExceededDocument]
    limits: list[StatementDocument]
    facts: list[str]
    sources: list[SourceDocument]


class PopulationDocument(Envelope):
    """The answer of ``population``.

    `seconds` is how long this run took, of people who were computed in it: a resumed run counts
    what was missing. `results` is the store of everyone's levels, beside this file.
    """

    schema_: Literal["d3k2/population/1"]
    n: int
    seconds: float
    people_per_second: float | None
    results: str
    outputs: list[OutputDocument]
    manifest: dict[str, Any]
    summary: PopulationSummaryDocument

    @property
    def education(self) -> bool:
        """It is about many, none of them generic."""
        return False

    @property
    def regimens(self) -> list[RegimenDocument]:
        """What is compared."""
        return self.summary.regimens

    @property
    def trajectories(self) -> list[SpreadDocument]:
        """A course for each variable and regimen."""
        return self.summary.trajectories

    @property
    def stops(self) -> list[StatementDocument]:
        """Stop signs over the regimens."""
        return self.summary.stops

    @property
    def limits(self) -> list[StatementDocument]:
        """What the courses do not say."""
        return self.summary.limits

    @property
    def sources(self) -> list[SourceDocument]:
        """What all of it stands on."""
        return self.summary.sources
