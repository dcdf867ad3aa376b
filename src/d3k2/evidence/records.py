"""The records of what is known: sources, facts, and the statements that stand on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from d3k2.review import ReviewState
from d3k2.wording import Sentence

Read = Literal["full text", "abstract", "second-hand", "memory"]
"""How a source was read. The last two can block, never clear, and can never be approved."""

READINGS: tuple[Read, ...] = ("full text", "abstract", "second-hand", "memory")
"""Best first."""

FIRM: tuple[Read, ...] = ("full text", "abstract")
"""Read in the source itself: what may clear and be approved."""

Grade = Literal["high", "moderate", "low", "very low", "none"]
GRADES: tuple[Grade, ...] = ("high", "moderate", "low", "very low", "none")
"""Most certain first."""

Level = Literal["stop", "caution", "advice", "note", "disagreement", "limit"]
About = Literal["d3", "k2", "calcium", "monitoring", "person", "outcome", "evidence"]


class Record(BaseModel):
    """Frozen, and closed to keys nobody defined."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Source(Record):
    """One paper, guideline, label or table: what a fact stands on."""

    id: str
    type: Literal[
        "guideline", "trial", "meta-analysis", "review", "cohort", "mechanism", "label", "reference"
    ]
    title: str
    year: int
    authors: str | None = None
    venue: str | None = None
    pmid: str | None = None
    doi: str | None = None
    url: str | None = None
    status: Literal["current", "superseded", "corrected", "retracted", "draft"] = "current"
    superseded_by: str | None = None
    read: Read
    note: str | None = None
    at: str = ""
    """file:line of the record."""


class Reference(Record):
    """Where in which source a fact was read, and how."""

    id: str
    where: str = Field(min_length=1)
    read: Read


class BaseFact(Record):
    """What every fact has."""

    id: str
    text: str
    """One sentence in our own words that stands by itself."""
    sources: tuple[Reference, ...] = Field(min_length=1)
    grade: Grade = "none"
    basis: Literal["published", "derived", "choice"] = "published"
    """A number printed in a source, computed from such numbers, or chosen by us."""
    note: str | None = None
    at: str = ""

    @property
    def read(self) -> Read:
        """How well it is known: the best reading among its sources."""
        return min((s.read for s in self.sources), key=READINGS.index)

    @property
    def citable(self) -> bool:
        """Whether anyone has seen it written: what is only remembered is never told to anybody."""
        return self.read != "memory"

    @property
    def firm(self) -> bool:
        """Whether it was read in its source, so that it may clear and be approved."""
        return self.read in FIRM


class QuantityFact(BaseFact):
    """A number of nature, of a model or of a product: a half-life, a clearance, a limit."""

    kind: Literal["quantity"] = "quantity"
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    spread: str | None = None
    """What low and high are: ``95 % interval``, ``range``, ``log-normal SD 0.4`` ..."""
    applies_to: str | None = None


class EffectFact(BaseFact):
    """What a comparison found: a risk ratio, a difference, with its interval."""

    kind: Literal["effect"] = "effect"
    outcome: str
    intervention: str
    comparator: str
    population: str
    measure: str
    """RR, HR, OR, mean difference ..."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "1"
    n: int | None = None
    trials: int | None = None
    direction: Literal["benefit", "harm", "no difference found", "uncertain"]


class FindingFact(BaseFact):
    """How the body works or what a thing is, where no effect size is the point of it."""

    kind: Literal["finding"] = "finding"
    subject: str
    """What it is about, in a few words: ``carboxylation of osteocalcin``."""
    seen_in: Literal["people", "animals", "cells", "chemistry", "documents"]
    """Where it was seen; what was seen in animals or cells is never told as seen in people."""
    direction: Literal["raises", "lowers", "no change"] | None = None


class Population(Record):
    """For whom a position was written. An absent field does not restrict."""

    text: str
    age_from: float | None = None
    age_to: float | None = None
    sex: Literal["female", "male"] | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    postmenopausal: bool | None = None
    conditions: tuple[str, ...] = ()
    """Any of these conditions must be present."""
    without: tuple[str, ...] = ()
    """None of these conditions may be present."""
    medicines: tuple[str, ...] = ()
    """Any of these medicines or classes must be taken."""
    care: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Where the authority speaks (ISO 3166 alpha-2); empty means it does not bind by country."""


class PositionFact(BaseFact):
    """What one authority said on one topic, when, how strongly and for whom."""

    kind: Literal["position"] = "position"
    authority: str
    topic: str
    year: int
    status: Literal["in force", "superseded", "draft"] = "in force"
    superseded_by: str | None = None
    strength: str | None = None
    """In the issuer's own terms: ``RDA``, ``grade D``, ``conditional``."""
    direction: Literal["recommends", "against", "insufficient", "sets", "silent"]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    population: Population


class ResultFact(BaseFact):
    """One arm of a published trial, one outcome, one time: a row of ``trials/*.csv``."""

    kind: Literal["result"] = "result"
    row: dict[str, str]


Fact = Annotated[
    QuantityFact | EffectFact | FindingFact | PositionFact | ResultFact,
    Field(discriminator="kind"),
]


class Authority(Record):
    """A body that issues guidance, and where it speaks."""

    id: str
    name: str
    short: str
    """How it is called where there is little room: ``USPSTF``."""
    countries: tuple[str, ...] = ()
    """ISO 3166 alpha-2; empty for an international body."""
    kind: (
        Literal["guideline body", "agency", "society", "consensus", "trade body", "medicine label"]
        | None
    ) = None
    interest: str | None = None
    """What it stands to gain, where it speaks for makers."""
    url: str | None = None
    note: str | None = None
    at: str = ""


class Topic(Record):
    """A question on which authorities take positions."""

    id: str
    name: str
    question: str
    units: tuple[str, ...] = ()
    """The units its positions are written in, where they are compared or computed with."""
    at: str = ""


class Erratum(Record):
    """An error that stands in print, and what should stand there."""

    id: str
    where: str
    """The page or paper, and the place in it."""
    kind: Literal["unit", "number", "interval", "wording"]
    printed: str
    should_be: str | None = None
    """None when the print is known to be wrong but not what is right."""
    reason: str
    source: str | None = None
    """Id of the source that carries the error, where it is one of ours."""
    read: Read
    note: str | None = None
    at: str = ""


class Ground(Record):
    """One thing a statement stands on."""

    kind: Literal["fact", "rule", "simulation", "input", "conversion"]
    id: str


class Statement(Record):
    """The only thing that leaves the system in words. It cannot stand on nothing."""

    id: str
    sentence: Sentence
    level: Level
    about: About
    certainty: Grade
    stands_on: tuple[Ground, ...] = Field(min_length=1)
    review: ReviewState = "submitted"
    dated: date | None = None
