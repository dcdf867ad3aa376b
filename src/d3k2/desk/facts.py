"""A fact as something to review."""

from __future__ import annotations

from d3k2.desk.content import Part, Reviewable, cited, item_of
from d3k2.desk.risk import Features, risk_of
from d3k2.evidence import EffectFact, Fact, FindingFact, PositionFact, QuantityFact


def reviewable_fact(fact: Fact) -> Reviewable:
    """Return a fact with its sentence, for whom it is, and what it stands on."""
    notes = [Part("grade", f"{fact.grade} (certainty of the sentence); basis: {fact.basis}")]
    if fact.note:
        notes.append(Part("note", fact.note))
    return Reviewable(
        item=item_of("fact", fact, fact.text, fact.sources),
        parts=(Part(fact.kind, fact.text),),
        applies=_applies(fact),
        sources=cited(fact.sources),
        risk=risk_of(_features(fact)),
        notes=tuple(notes),
    )


def _applies(fact: Fact) -> str:
    match fact:
        case PositionFact():
            return fact.population.text
        case EffectFact():
            return f"{fact.population}: {fact.intervention}, compared with {fact.comparator}"
        case FindingFact():
            return f"{fact.subject}, seen in {fact.seen_in}"
        case QuantityFact():
            return fact.applies_to or ""
    return ""


def _features(fact: Fact) -> Features:
    topic = {fact.topic} if isinstance(fact, PositionFact) else set[str]()
    return {"kind": frozenset({fact.kind}), "topic": frozenset(topic)}
