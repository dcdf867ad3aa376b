"""The machine interface of ``ask``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from d3k2.report.document import Document
from d3k2.report.documents import Envelope, SourceDocument, StatementDocument

State = Literal["submitted", "under review", "approved", "rejected"]


class SectionDocument(Document):
    """A part of an answer."""

    title: str
    statements: list[StatementDocument] = Field(min_length=1)


class FindingDocument(Document):
    """One row of a summary of findings."""

    outcome: str
    design: str
    population: str
    comparison: str
    result: str
    direction: str
    grade: Literal["high", "moderate", "low", "very low", "none"]
    because: list[str]
    fact: str


class ReviewDocument(Document):
    """In which one state an answer is."""

    state: State
    steps: list[State]
    """The way it goes: each state once, in order; `state` is one of them."""
    date: str
    reviewer: str | None


class LinkedDocument(Document):
    """Another answer."""

    id: str
    title: str


class RephrasedDocument(Document):
    """A sentence that a language model put in plainer words, and its text before."""

    id: str
    original: str


class AnswerDocument(Document):
    """The answer to the question."""

    id: str
    kind: Literal["reviewed", "computed"]
    title: str
    bottom_line: StatementDocument
    sections: list[SectionDocument]
    findings: list[FindingDocument]
    grade: Literal["high", "moderate", "low", "very low", "none"]
    """How sure the bottom line is."""
    review: ReviewDocument
    reading_grade: float
    rephrased: list[RephrasedDocument]


class ReferenceDocument(SourceDocument):
    """One source, with what kind of reference it is for a reader."""

    called: str
    """``Guideline`` only where a guideline body issued it."""
    citation: str


class AskDocument(Envelope):
    """The answer of ``ask``."""

    schema_: Literal["d3k2/ask/1"]
    question: str
    conversation: str
    in_scope: bool
    reason: str | None
    urgent: list[StatementDocument]
    answer: AnswerDocument | None
    alternatives: list[LinkedDocument]
    related: list[LinkedDocument]
    follow_ups: list[LinkedDocument]
    references: list[ReferenceDocument]
    confidence: Literal["high", "medium", "low"]
    ranked_by: Literal["meaning", "words", "concepts", "nothing"]
    why_not_by_meaning: str | None
    parts: list[AskDocument]
    """What is said to the single questions that a language model found in this one."""
