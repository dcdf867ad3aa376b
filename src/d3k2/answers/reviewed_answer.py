"""A reviewed answer as its file holds it: a question and a cited text for each reader."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from d3k2.evidence import About, Ground, Level, Record
from d3k2.wording import Audience


class Part(Record):
    """A part of a reviewed answer, and how it is called."""

    id: str
    heading: str
    """What stands in the file."""
    clinician: str
    patient: str
    level: Level

    def called(self, audience: Audience) -> str:
        """What the reader sees."""
        return self.clinician if audience == "clinician" else self.patient


class Theme(Record):
    """A branch of the topic tree."""

    id: str
    name: str
    asks: str


class CitedSentence(Record):
    """One sentence and what it stands on; the line of the file where it stands."""

    text: str
    stands_on: tuple[Ground, ...] = Field(min_length=1)
    line: int


class PartText(Record):
    """The sentences of one part."""

    part: Part
    sentences: tuple[CitedSentence, ...] = Field(min_length=1)


class AnswerText(Record):
    """The whole text for one reader."""

    bottom_line: CitedSentence
    parts: tuple[PartText, ...] = Field(min_length=1)

    def sentences(self) -> tuple[CitedSentence, ...]:
        """Every sentence, the bottom line first."""
        return (self.bottom_line, *(s for part in self.parts for s in part.sentences))


class FollowUp(Record):
    """What a reader may want to know next, and the answer that tells it."""

    ask: str
    answer: str


class ReviewedAnswer(Record):
    """One question with its answer for clinicians and for patients."""

    id: str
    question: str
    asked: tuple[str, ...] = Field(min_length=4)
    """Other ways people ask it."""
    theme: Theme
    about: About
    concepts: tuple[str, ...] = Field(min_length=1)
    """What the answer is about: a question that names another form, medicine, condition or trial
    is not answered by it."""
    facts: tuple[str, ...] = Field(min_length=1)
    """Every fact and rule it stands on."""
    related: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    level: Level = "note"
    """How loudly its bottom line is said: ``stop`` where it forbids."""
    submitted: date
    clinician: AnswerText
    patient: AnswerText
    at: str

    def text(self, audience: Audience) -> AnswerText:
        """The text for a reader."""
        return self.clinician if audience == "clinician" else self.patient

    def sentences(self) -> tuple[CitedSentence, ...]:
        """Every sentence for either reader."""
        return (*self.clinician.sentences(), *self.patient.sentences())
