"""What the safety rules find in the record of whoever asks, for what they ask about."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.answers.question import Question
from d3k2.evidence import Statement
from d3k2.person import Person
from d3k2.safety import NUTRIENTS, screen


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Stop signs and cautions about the nutrients of a question.

    Attributes
    ----------
    held : tuple of Statement
        What must not be left out alone, where the question is of stopping.
    """

    stops: tuple[Statement, ...] = ()
    held: tuple[Statement, ...] = ()
    cautions: tuple[Statement, ...] = ()


def own_record(question: Question, person: Person | None) -> OwnRecord:
    """Screen a person for the nutrients that a question names, or for all three.

    What is asked about counts as wanted, so that a rule speaks before it is taken.
    """
    if person is None:
        return OwnRecord()
    asked = question.nutrients or NUTRIENTS
    wanted = tuple(dict.fromkeys((*person.wants, *(n for n in asked if n != "d3"))))
    found = screen(person.model_copy(update={"wants": wanted}))
    mine = [s for s in found.statements if s.about in asked or s.about not in NUTRIENTS]
    cautions = [s for s in mine if s.level == "caution"]
    first = {s.about: s for s in reversed(cautions) if s.about in found.do_not_stop}
    held = tuple(first.values()) if question.about("stopping") else ()
    return OwnRecord(
        stops=tuple(s for s in mine if s.level == "stop"),
        held=held,
        cautions=tuple(s for s in cautions if s not in held),
    )
