"""What ``d3k2 review`` answers, in the machine interface."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from d3k2.evidence import Read
from d3k2.report.document import Document

Kind = Literal["fact", "rule", "answer"]
State = Literal["submitted", "under review", "approved", "rejected"]


class LedgerDocument(Document):
    """The ledger the answer was read from; in one that fails its check nothing counts."""

    decisions: int
    head: str
    """The hash of the newest decision, or 64 zeros."""
    intact: bool


class ReviewEnvelope(Document):
    """What every answer says of itself; it is about no person and no model."""

    schema_: str
    software_version: str
    data_version: str
    model_version: None
    date: str
    audience: Literal["clinician"]
    notice: str
    ledger: LedgerDocument


class WhoDocument(Document):
    """A person, as they named themselves."""

    name: str
    competence: str | None
    interests: str | None


class DecisionDocument(Document):
    """One decision: `content` is the hash of what was decided about, `previous` of the one before.

    `hash` is SHA-256 over the other fields as JSON, with `by` as three fields of its own.
    """

    number: int
    item: str
    kind: str
    content: str
    action: str
    by: WhoDocument
    made: str
    why: str
    report: int | None
    outcome: str | None
    previous: str
    hash: str


class ReportAnswerDocument(Document):
    """What came of a report; `changed` says whether the item itself reads differently since."""

    outcome: str | None
    by: WhoDocument
    made: str
    why: str
    content: str
    changed: bool


class ReportDocument(Document):
    """A fault that somebody saw in one version of an item."""

    number: int
    item: str
    kind: str
    content: str
    by: str
    made: str
    text: str
    answer: ReportAnswerDocument | None


class RiskDocument(Document):
    """How much hangs on an item: the weights of its traits together, and why."""

    weight: int
    reasons: list[str]


class QueuedDocument(Document):
    """An item at the desk. One that is not `firm` can never be approved."""

    id: str
    kind: Kind
    title: str
    hash: str
    firm: bool
    submitted: str | None
    state: State
    decided: DecisionDocument | None
    risk: RiskDocument
    reports: list[int]
    """Numbers of the reports that wait for an answer."""


class PartDocument(Document):
    """One thing that an item says, in its wordings."""

    label: str
    clinician: str
    patient: str | None


class CitedDocument(Document):
    """A source, and where in it."""

    id: str
    where: str
    read: Read
    status: str
    citation: str
    short: str


class ReviewableDocument(QueuedDocument):
    """An item with all that a reviewer must see."""

    applies: str
    parts: list[PartDocument] = Field(min_length=1)
    notes: list[PartDocument]
    sources: list[CitedDocument]


class QueueDocument(ReviewEnvelope):
    """The answer of ``review queue``: riskiest first, reported ones before all others."""

    schema_: Literal["d3k2/review-queue/1"]
    counts: dict[State, int]
    items: list[QueuedDocument]
    reports: list[ReportDocument]


class ReviewItemDocument(ReviewEnvelope):
    """The answer of ``review show``."""

    schema_: Literal["d3k2/review-item/1"]
    item: ReviewableDocument
    decisions: list[DecisionDocument]
    reports: list[ReportDocument]


class DecidedDocument(ReviewEnvelope):
    """What was added to the ledger."""

    schema_: Literal["d3k2/review-decided/1"]
    decision: DecisionDocument
    state: State | None
    """Of the item; null when the item is no longer there."""


class HistoryDocument(ReviewEnvelope):
    """The answer of ``review history``, oldest first."""

    schema_: Literal["d3k2/review-history/1"]
    decisions: list[DecisionDocument]


class CorrectionsDocument(ReviewEnvelope):
    """The log of corrections: reports that led to a change."""

    schema_: Literal["d3k2/review-corrections/1"]
    corrections: list[ReportDocument]


class VerifiedDocument(ReviewEnvelope):
    """The answer of ``review verify``."""

    schema_: Literal["d3k2/review-verified/1"]
    breaks: list[str]


class PacketDocument(ReviewEnvelope):
    """The answer of ``review packet``; minutes are words at the pace of reading."""

    schema_: Literal["d3k2/review-packet/1"]
    minutes: int
    """For what is said to clinicians, and why; looking into sources is not counted."""
    minutes_patient: int
    """More for the same in words for patients."""
    items: list[ReviewableDocument]
