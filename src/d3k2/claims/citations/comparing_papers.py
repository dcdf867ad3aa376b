"""Whether the comparisons of a paper found the other thing than a sentence tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from d3k2.claims.citations.citing import Citing, Why
from d3k2.claims.citations.profile import HeldFact, Profile, family_of_markers, support_words
from d3k2.claims.citations.told import any_of, nutrients_meant, tells_change, way_of
from d3k2.evidence import EffectFact
from d3k2.language import amounts, concept, ends, same_amount


def found_otherwise(sentence: Citing, said: Profile, facts: Iterable[HeldFact]) -> Why | None:
    """Return how the paper found otherwise: no difference, or the other way; None where not so.

    Every comparison of the outcome that is held must agree in it.
    """
    if not said.matters or not tells_change(sentence.text):
        return None
    touching = [f for f in facts if said.matters & f.outcomes.all and f.fact.kind != "result"]
    nutrients = said.nutrients or nutrients_meant(sentence)
    effects = list(_comparable(sentence, nutrients, touching))
    if not effects or not all(effect.firm for effect in effects):
        return None
    found = {effect.direction for effect in effects}
    if found == {"no difference found"} and len(effects) == len(touching):
        return "no difference"
    everywhere = {f.fact.direction for f in touching if isinstance(f.fact, EffectFact)}
    told = way_of(sentence, said.matters) if sentence.alone and _felt(said.matters) else None
    if told is not None and found == everywhere == {"harm" if told == "benefit" else "benefit"}:
        return "other way"
    return None


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
    comparator = held.fact.comparator.casefold()
    words = tuple(support_words()["direction"]["nothing"])
    taken = set() if comparator.startswith("no ") else family_of_markers(held.against)
    given = family_of_markers(held.given) - taken
    return bool(any_of(words).search(comparator) and nutrients & given)


def _against_named(text: str, nutrients: frozenset[str], held: HeldFact) -> bool:
    """Whether both sides took it, and the sentence names what the other side took."""
    if not isinstance(held.fact, EffectFact) or not nutrients & family_of_markers(held.given):
        return False
    told = [end for amount in amounts(text) for end in ends(amount)]
    other = [end for amount in amounts(held.fact.comparator) for end in ends(amount)]
    return bool(other) and all(
        any(same_amount(mine, end.low, end.unit) for mine in told) for end in other
    )
