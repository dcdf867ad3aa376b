"""What is wrong with the rules: names nobody knows, sources that do not exist, words missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from d3k2.evidence import Evidence, Fault, fault_at, load, reference_faults
from d3k2.person import Person, vocabulary
from d3k2.safety.intake import GROUPS, SALTS
from d3k2.safety.rule import Effect, Rule, When
from d3k2.safety.rulebook import Reading, reading
from d3k2.units import terms

_PLACES = ("absorption", "care")


def rule_faults(found: Reading | None = None, evidence: Evidence | None = None) -> list[Fault]:
    """Every fault of the rules, with its file and line.

    Parameters
    ----------
    found : Reading, optional
        The rules; those that are shipped when left out.
    evidence : Evidence, optional
        Where sources and foods are looked up.
    """
    found = found or reading()
    evidence = evidence or load()
    known = _known(evidence)
    faults = list(found.faults)
    for rule in found.rules:
        faults += reference_faults(rule.sources, rule.at, evidence)
        faults += [fault_at(rule.at, f"{rule.id}: {what}") for what in _of_rule(rule, known)]
    return sorted(faults)


def _known(evidence: Evidence) -> dict[str, frozenset[str]]:
    """What may stand under each key of a condition."""
    medicines, conditions = vocabulary("medicines"), vocabulary("conditions")
    symptoms, allergies = vocabulary("symptoms"), vocabulary("allergies")
    substances = frozenset((*GROUPS, *SALTS))
    return {
        "medicine": frozenset(medicines.entries) | medicines.groups,
        "condition": frozenset(conditions.entries) | conditions.groups,
        "symptom": frozenset(symptoms.entries) | symptoms.groups,
        "allergy": frozenset(allergies.entries) | allergies.groups,
        "food": frozenset(evidence.foods),
        "takes": substances,
        "steady": substances,
        "recent": substances,
        "product": substances,
        "wants": _literals(Person, "wants"),
        **{key: _literals(Person, key) for key in _PLACES},
    }


def _literals(record: type[Person], field: str) -> frozenset[str]:
    return frozenset(_strings(record.model_fields[field].annotation))


def _strings(annotation: object) -> Iterator[str]:
    for part in get_args(annotation):
        if isinstance(part, str):
            yield part
        else:
            yield from _strings(part)


def _of_rule(rule: Rule, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    if not rule.when.model_fields_set:
        yield "fires for everybody: `when` is empty"
    for part in rule.uses():
        yield from _of_condition(part, known)
    for number, effect in enumerate(rule.effects, 1):
        yield from (f"effect {number}: {what}" for what in _of_effect(effect))


def _of_condition(when: When, known: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for key, allowed in known.items():
        for name in getattr(when, key):
            if name not in allowed:
                yield f"{key} {name!r} is not known"
    for code in when.country:
        if not re.fullmatch("[A-Z]{2}", code):
            yield f"country {code!r} is no code of two capitals"
    if when.lab and when.lab.what not in terms():
        yield f"lab {when.lab.what!r} is not a term"
    if when.lab and when.lab.below is when.lab.at_least is when.lab.above is None:
        yield f"lab {when.lab.what!r} has no bound"
    if when.amount and when.amount.above is when.amount.at_least is None:
        yield f"amount of {when.amount.of!r} has no bound"
    if any(part.lab for child in when.none for part in child.parts()):
        yield "a laboratory value stands under `none`: it may block, never clear"


def _of_effect(effect: Effect) -> Iterator[str]:
    for audience in ("clinician", "patient"):
        text = getattr(effect, audience).strip()
        if not text.endswith((".", "?")):
            yield f"the {audience}'s sentence is missing or does not end"
    spaced = effect.hours is not None or (
        effect.hours_after is not None and effect.hours_before is not None
    )
    if (effect.action == "separate") != spaced:
        yield "`separate` and its hours do not stand together"
    if effect.action == "prefer" and effect.prefer is None:
        yield "`prefer` does not say what"
    if effect.at_most is not None and effect.limit_of is None:
        yield "`at_most` does not say of what (`limit_of`)"
    if effect.action == "ok" and effect.severity:
        yield "`ok` has a severity"
    if effect.action == "stop" and effect.harm == "omission":
        yield "what must not be left out cannot be stopped"
