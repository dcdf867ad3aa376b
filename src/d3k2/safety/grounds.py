"""What a ground says in words and numbers, so that a sentence can be held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from d3k2.evidence import (
    FIRM,
    EffectFact,
    Evidence,
    Fact,
    Ground,
    PositionFact,
    QuantityFact,
    Reference,
    ResultFact,
    Source,
)
from d3k2.evidence import rule as on_rule
from d3k2.safety.rule import Rule
from d3k2.safety.rulebook import rules

_RULE = "rule:"

ARM_COLUMNS = {
    "duration_weeks": "weeks",
    "d_dose_iu_day": "IU/day",
    "k_dose_ug_day": "µg/day",
    "calcium_mg_day": "mg/day",
    "year": "",
}
"""What a trial table says of an arm beside its result, and the unit it stands in."""


def written_ground(written: str) -> Ground:
    """The ground that stands in a file as ``fact-id`` or ``rule:rule-id``."""
    if written.startswith(_RULE):
        return on_rule(written.removeprefix(_RULE))
    return Ground(kind="fact", id=written)


def fact_of(ground: Ground, evidence: Evidence) -> Fact | None:
    """The fact a sentence stands on; None when it stands on something else, or on nothing."""
    return evidence.fact(ground.id) if ground.kind == "fact" else None


def rule_of(ground: Ground) -> Rule | None:
    """The safety rule a sentence stands on, or None."""
    if ground.kind != "rule":
        return None
    return next((rule for rule in rules() if rule.id == ground.id), None)


def references_of(ground: Ground, evidence: Evidence) -> tuple[Reference, ...]:
    """Where the ground was read."""
    record = fact_of(ground, evidence) or rule_of(ground)
    return record.sources if record is not None else ()


def sources_of_ground(ground: Ground, evidence: Evidence) -> tuple[Source, ...]:
    """The sources behind the ground."""
    return tuple(evidence.sources[r.id] for r in references_of(ground, evidence))


def firm(ground: Ground, evidence: Evidence) -> bool:
    """Whether the ground was read in its source: all of a fact, something of a rule."""
    return any(reference.read in FIRM for reference in references_of(ground, evidence))


def words_of(grounds: Iterable[Ground], evidence: Evidence) -> str:
    """Everything the grounds say, as one text."""
    return "\n".join(line for ground in grounds for line in _lines(ground, evidence) if line)


def _lines(ground: Ground, evidence: Evidence) -> Iterator[str]:
    fact = fact_of(ground, evidence)
    if fact is not None:
        yield fact.text
        yield from _structured(fact, evidence)
    rule = rule_of(ground)
    if rule is not None:
        yield from (rule.title, rule.mechanism, rule.disagreement or "")
        for effect in rule.effects:
            yield from (effect.clinician, effect.patient)


def _structured(fact: Fact, evidence: Evidence) -> Iterator[str]:
    """The parts of a fact beside its sentence that a reader of the record sees."""
    if isinstance(fact, QuantityFact):
        yield from _bounds(fact)
        yield fact.applies_to or ""
    elif isinstance(fact, EffectFact):
        yield from (fact.outcome, fact.intervention, fact.comparator, fact.population)
        yield from _bounds(fact)
        yield from (f"{count:g}" for count in (fact.n, fact.trials) if count is not None)
    elif isinstance(fact, PositionFact):
        authority = evidence.authorities[fact.authority]
        yield from (authority.name, authority.short, fact.population.text, fact.strength or "")
        yield from _bounds(fact)
    elif isinstance(fact, ResultFact):
        yield from (f"{fact.row.get(key, '')}" for key in ("population", "arm", "n", "design"))
        for column, unit in ARM_COLUMNS.items():
            if value := fact.row.get(column):
                yield f"{value} {unit}"


def _bounds(fact: QuantityFact | EffectFact | PositionFact) -> Iterator[str]:
    for value in (fact.value, fact.low, fact.high):
        if value is not None:
            yield f"{value:g} {fact.unit or ''}"
