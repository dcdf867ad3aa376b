"""Every authority's position on a topic, side by side; none is averaged, none is left out."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.evidence.collect import Evidence
from d3k2.evidence.load import load
from d3k2.evidence.populations import Applies, applies_to
from d3k2.evidence.records import Authority, PositionFact
from d3k2.person import Person
from d3k2.units import InputRefused


@dataclass(frozen=True, slots=True)
class Applied:
    """One position and what it is to one person."""

    position: PositionFact
    authority: Authority
    applies: Applies
    """Whether the person is among those it was written for."""
    why: str
    binding: bool | None
    """Whether the authority speaks for the person's country; None where that is not known, or
    where the authority speaks for no country in particular."""


def positions(
    topic: str, person: Person | None = None, evidence: Evidence | None = None
) -> tuple[Applied, ...]:
    """Return all positions on a topic, by authority and, within one, the newest first.

    Superseded positions and drafts stay and say so in their status. An authority of another country
    stays too: `Applied.binding` says whose it is.

    Raises
    ------
    InputRefused
        When there is no such topic.
    """
    known = evidence or load()
    if topic not in known.topics:
        raise InputRefused(
            "There is no such topic.",
            field="topic",
            given=topic,
            accepted=", ".join(known.topics),
        )
    found = [
        _applied(fact, person, known.authorities[fact.authority])
        for fact in known.facts.values()
        if isinstance(fact, PositionFact) and fact.topic == topic
    ]
    return tuple(sorted(found, key=_order))


def _applied(position: PositionFact, person: Person | None, authority: Authority) -> Applied:
    applies, why = applies_to(position.population, person)
    return Applied(position, authority, applies, why, _binding(position, authority, person))


def _binding(position: PositionFact, authority: Authority, person: Person | None) -> bool | None:
    countries = position.population.countries or authority.countries
    if not countries or person is None or person.country is None:
        return None
    return person.country in countries


def _order(applied: Applied) -> tuple[str, int, str]:
    return applied.authority.name.casefold(), -applied.position.year, applied.position.id
