"""What could not be screened: names nobody recognised, questions nobody asked."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.evidence import Statement, given
from d3k2.person import Person
from d3k2.safety.intake import engine
from d3k2.safety.names import concept_name
from d3k2.safety.outcome import Allowed
from d3k2.safety.rule import NUTRIENTS, Nutrient
from d3k2.wording import Sentence


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is unknown, what is said about it, and how far it closes each nutrient."""

    statements: tuple[Statement, ...]
    allowed: dict[Nutrient, Allowed]
    not_asked: tuple[str, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The same as sentences only, in the same order."""
        return tuple(statement.sentence for statement in self.statements)


def sentence(text: str) -> Sentence:
    """A sentence that reads the same for everyone."""
    return Sentence(text, text)


def filled(key: str, text: Sentence | None = None, **values: str) -> Sentence:
    """One of the screening's own sentences, around another where it takes one."""
    template = engine()[key]
    return Sentence(
        template["clinician"].format(text=text.clinician if text else "", **values),
        template["patient"].format(text=text.patient if text else "", **values),
    )


def gaps_of(person: Person) -> Gaps:
    """Name everything about a person that could not be screened.

    What is unknown leaves no nutrient it may concern more open than ``clinician``: weak facts may
    block, never clear. Unrecognised medicines come first.
    """
    medicines = person.medicines or ()
    conditions = person.conditions or ()
    found = [
        _statement("unidentified-medicine", f"medicines[{i}]", given=one.text)
        for i, one in enumerate(medicines)
        if one.match == "none"
    ]
    found += [
        _statement(
            "probable-medicine",
            f"medicines[{i}]",
            given=one.text,
            name=concept_name(one.concept, one.groups),
        )
        for i, one in enumerate(medicines)
        if one.match == "probable"
    ]
    found += [
        _statement("unidentified-condition", f"conditions[{i}]", given=one.text)
        for i, one in enumerate(conditions)
        if one.match == "none"
    ]
    not_asked = tuple(
        name for name in ("medicines", "conditions", "takes") if getattr(person, name) is None
    )
    found += [_statement(f"{name}-not-asked", name) for name in not_asked]
    return Gaps(tuple(found), _caps(person, not_asked), not_asked)


def _caps(person: Person, not_asked: tuple[str, ...]) -> dict[Nutrient, Allowed]:
    """A medicine of which only the name is in doubt closes K2; a wider gap closes all three."""
    unsure = any(one.match != "exact" for one in person.medicines or ())
    unread = any(one.match == "none" for one in person.conditions or ())
    everything: Allowed = "clinician" if not_asked or unread else "yes"
    return {n: "clinician" if n == "k2" and unsure else everything for n in NUTRIENTS}


def _statement(key: str, field: str, **names: str) -> Statement:
    template = engine()[key]
    return Statement(
        id=f"screen.{key}.{field}",
        sentence=filled(key, None, **names),
        level=template["level"],
        about=template["about"],
        certainty="high",
        stands_on=(given(field),),
    )
