"""What one part of a record says about another that was left open."""

from __future__ import annotations

from d3k2.person.bone import fragility_fracture, lowest_t_score, osteopenia, osteoporosis
from d3k2.person.person import Condition, Person
from d3k2.person.vocabulary import vocabulary
from d3k2.person.words import words


def with_implied(person: Person) -> Person:
    """Return the person with the absorption and the bone conditions that the record implies.

    Conditions that were not asked stay unknown: nothing is added to them.
    """
    changes: dict[str, object] = {}
    if person.absorption is None:
        changes["absorption"] = _absorption(person)
    if person.conditions is not None:
        changes["conditions"] = (*person.conditions, *_bone_conditions(person))
    return person.model_copy(update=changes)


def _absorption(person: Person) -> str | None:
    """The absorption of the first exact condition that decides it; a guess decides nothing."""
    certain = {
        name
        for condition in person.conditions or ()
        if condition.match == "exact"
        for name in (condition.concept, *condition.groups)
    }
    for absorption, concepts in words()["absorption"].items():
        if certain & set(concepts):
            return str(absorption)
    return None


def _bone_conditions(person: Person) -> list[Condition]:
    implied: list[Condition] = []
    density = f"T-score {lowest_t_score(person)}"
    if osteoporosis(person) and not person.has("osteoporosis"):
        implied.append(_condition("osteoporosis", density, "t_scores"))
    if osteopenia(person) and not person.has("osteopenia"):
        implied.append(_condition("osteopenia", density, "t_scores"))
    if fragility_fracture(person) and not person.has("fragility-fracture"):
        sites = ", ".join(fracture.site for fracture in person.fractures or ())
        implied.append(_condition("fragility-fracture", f"fracture: {sites}", "fractures"))
    return implied


def _condition(concept: str, text: str, field: str) -> Condition:
    groups = vocabulary("conditions").entries[concept].groups
    return Condition(text=text, concept=concept, groups=groups, match="exact", field=field)
