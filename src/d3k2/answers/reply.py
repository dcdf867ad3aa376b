"""What comes back from a question: urgent advice first, then an answer or the reason for none."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from d3k2.evidence import Grade, Record, Source, Statement
from d3k2.review import ReviewState
from d3k2.wording import Audience, Sentence

Confidence = Literal["high", "medium", "low"]
Kind = Literal["reviewed", "computed"]


class Section(Record):
    """A part of an answer under its heading."""

    title: Sentence
    statements: tuple[Statement, ...] = Field(min_length=1)


class Finding(Record):
    """One row of a summary of findings: an outcome, in whom, by which kind of study, how sure."""

    outcome: str
    design: str
    population: str
    comparison: str
    result: str
    """The estimate with its interval and how many people, as far as they were printed."""
    direction: str
    grade: Grade
    because: tuple[Sentence, ...]
    """Why the grade is what it is."""
    fact: str


class ReviewStatus(Record):
    """Which one state the answer is in, since when, and by whom."""

    state: ReviewState
    date: date
    reviewer: str | None = None


class Linked(Record):
    """Another answer, by its id and its question."""

    id: str
    title: str


class Rephrased(Record):
    """A sentence that a language model put in plainer words, and its text before."""

    id: str
    original: str


class Answer(Record):
    """The answer to one question."""

    id: str
    kind: Kind
    title: str
    bottom_line: Statement
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...] = ()
    review: ReviewStatus
    reading_grade: float
    """Grade at which its text for this reader reads."""
    rephrased: tuple[Rephrased, ...] = ()

    def statements(self) -> tuple[Statement, ...]:
        """Everything it says, the bottom line first."""
        return (self.bottom_line, *(s for part in self.sections for s in part.statements))


class Reply(Record):
    """What is said to a question.

    Attributes
    ----------
    conversation : str
        What a follow-up question is asked with. It names concepts and an answer, nothing else.
    reason : Sentence, optional
        Why there is no answer, or why the question is none for d3k2.
    urgent : tuple of Statement
        What must be read before anything else.
    alternatives : tuple of Linked
        The nearest reviewed answers, where none is the answer.
    follow_ups : tuple of Linked
        What readers often ask next; the title is the question.
    ranked_by : str
        ``meaning`` with the sentence model, ``words`` without it, ``concepts`` where the answer
        was computed.
    parts : tuple of Reply
        What is said to questions that this one was cut into, where its own answer is not theirs.
    """

    question: str
    audience: Audience
    date: date
    conversation: str
    in_scope: bool
    reason: Sentence | None
    urgent: tuple[Statement, ...]
    answer: Answer | None
    alternatives: tuple[Linked, ...]
    related: tuple[Linked, ...]
    follow_ups: tuple[Linked, ...]
    references: tuple[Source, ...]
    confidence: Confidence
    ranked_by: Literal["meaning", "words", "concepts", "nothing"]
    why_not_by_meaning: str | None
    stop_concerns: bool = False
    """Whether a stop concerns something the person takes or asks about."""
    parts: tuple[Reply, ...] = ()
