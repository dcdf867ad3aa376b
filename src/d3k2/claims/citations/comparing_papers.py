"""Whether the comparisons of a paper found the other thing than a sentence tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from d3k2.claims.citations.citing import Citing, Why
from d3k2.claims.citations.profile import HeldFact, Profile, family_of_markers
from d3k2.claims.citations.support_words import says
from d3k2.claims.citations.told import (
    nutrients_meant,
    tells_effect,
    tells_none,
    told_outcomes,
    way_of,
)
from d3k2.evidence import EffectFact
from d3k2.language import amounts, concept, ends, same_amount


def found_otherwise(sentence: Citing, said: Profile, facts: Iterable[HeldFact]) -> Why | None:
    """Return how the paper found otherwise: no difference, an effect, or the other way.

    None where it did not: every comparison of the outcome that is held must agree in it.
    """
    outcomes = told_outcomes(sentence, said)
    effect, none = tells_effect(sentence), tells_none(sentence)
    if not outcomes or not (effect or none):
        return None
    touching = [f for f in facts if outcomes & f.outcomes.all and f.fact.kind != "result"]
    nutrients = said.nutrients or nutrients_meant(sentence)
    touching = _given_alone(sentence.text, nutrients, touching)
    effects = list(_comparable(sentence, nutrients, touching))
    if not effects or not all(each.firm for each in effects):
        return None
    found = {each.direction for each in effects}
    if effect and found == {"no difference found"} and len(effects) == len(touching):
        return "no difference"
    everywhere = {f.fact.direction for f in touching if isinstance(f.fact, EffectFact)}
    if none and sentence.alone and everywhere - {"uncertain"} in ({"harm"}, {"benefit"}):
        return "found one"
    told = way_of(sentence, outcomes) if effect and sentence.alone and _felt(outcomes) else None
    if told is not None and found == everywhere == {"harm" if told == "benefit" else "benefit"}:
        return "other way"
    return None


def _given_alone(text: str, nutrients: frozenset[str], facts: Iterable[HeldFact]) -> list[HeldFact]:
    """The comparisons of a nutrient given by itself, where the sentence speaks of it so."""
    held = list(facts)
    if not says("joining", "alone", text):
        return held
    return [f for f in held if family_of_markers(f.given) == nutrients] or held


def _felt(matters: frozenset[str]) -> bool:
    """Whether only outcomes and conditions are named: of a marker, less may be better or worse."""
    named = (concept(matter) for matter in matters)
    return all(each is not None and each.kind in ("outcome", "condition") for each in named)


def _comparable(
    sentence: Citing, nutrients: frozenset[str], touching: Iterable[HeldFact]
) -> Iterator[EffectFact]:
    for each in touching:
        if isinstance(each.fact, EffectFact) and (
            _against_nothing(nutrients, each) or _against_named(sentence.text, nutrients, each)
        ):
            yield each.fact


def _against_nothing(nutrients: frozenset[str], held: HeldFact) -> bool:
    """Whether one side took what the sentence speaks of, and the other took nothing for it."""
    if not isinstance(held.fact, EffectFact):
        return False
    none = held.fact.comparator.casefold().startswith("no ")
    given = family_of_markers(held.given) - (set() if none else family_of_markers(held.against))
    return against_none(held.fact) and bool(nutrients & given)


def against_none(fact: EffectFact) -> bool:
    """Whether the other side took nothing: placebo, the usual, or none."""
    return says("direction", "nothing", fact.comparator)


def _against_named(text: str, nutrients: frozenset[str], held: HeldFact) -> bool:
    """Whether both sides took it, and the sentence names what the other side took."""
    if not isinstance(held.fact, EffectFact) or not nutrients & family_of_markers(held.given):
        return False
    return names_comparator(text, held.fact)


def names_comparator(text: str, fact: EffectFact) -> bool:
    """Whether a sentence names the amounts that the other side took."""
    told = [end for amount in amounts(text) for end in ends(amount)]
    other = [end for amount in amounts(fact.comparator) for end in ends(amount)]
    return bool(other) and all(
        any(same_amount(mine, end.low, end.unit) for mine in told) for end in other
    )
