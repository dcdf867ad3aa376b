"""What one part of a record says about another that was left open."""

from __future__ import annotations

import re
from collections.abc import Iterable

from d3k2.person.bone import fragility_fracture, lowest_t_score, osteopenia, osteoporosis
from d3k2.person.person import Condition, Match, Person
from d3k2.person.vocabulary import plain, vocabulary
from d3k2.person.words import words


def with_implied(person: Person) -> Person:
    """Return the person with the absorption and the bone conditions that the record implies.

    Conditions that were not asked stay unknown: nothing is added to them.
    """
    changes: dict[str, object] = {}
    if person.absorption is None:
        changes["absorption"] = _absorption(person)
    if person.conditions is not None:
        implied = (*_bone_conditions(person), *_not_yet(person, genetic_conditions(person)))
        changes["conditions"] = (*person.conditions, *implied)
    return person.model_copy(update=changes)


def genetic_conditions(person: Person) -> tuple[Condition, ...]:
    """Return the conditions that tested genes probably mean: free text decides nothing for sure."""
    known = words()["genotype"]
    genes = {plain(gene) for gene in known["genes"]}
    lost = [
        f"{gene} {text}"
        for gene, text in person.genotype.items()
        if plain(gene) in genes and _says_lost(plain(text))
    ]
    return tuple(_condition(known["condition"], text, "genotype", "probable") for text in lost[:1])


def _says_lost(text: str) -> bool:
    """Whether a result speaks of a lost function and does not deny it."""
    known = words()["genotype"]
    denied = "|".join(known["denials"])
    lost = "|".join(known["lost"])
    said = re.sub(rf"\b(?:{denied})\b(?: \w+)? (?:{lost})\b", "", text)
    cleared = re.search(rf"\b(?:{'|'.join(known['cleared'])})\b", said)
    return cleared is None and re.search(rf"\b(?:{lost})\b", said) is not None


def _not_yet(person: Person, found: Iterable[Condition]) -> list[Condition]:
    return [one for one in found if one.concept and not person.has(one.concept)]


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


def _condition(concept: str, text: str, field: str, match: Match = "exact") -> Condition:
    groups = vocabulary("conditions").entries[concept].groups
    return Condition(text=text, concept=concept, groups=groups, match=match, field=field)
