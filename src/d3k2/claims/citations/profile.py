"""What a text or a paper of ours is about, in the ids of concepts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from d3k2.claims.citations.support_words import any_of, support_words
from d3k2.evidence import EffectFact, Fact, FindingFact, PositionFact, QuantityFact, load
from d3k2.language import Concept, Mention, about, concept, link

REMEMBERED = 4096
"""Texts whose concepts are kept."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is named: nutrients by their family, other matters by their id, and all that they are.

    Attributes
    ----------
    nutrients : frozenset of str
        ``vitamin-k`` for vitamin K, K2 and MK-7.
    matters : frozenset of str
        Outcomes, markers, conditions, medicines, trials: as they are named.
    all : frozenset of str
        Every id, with what each is a kind of and what it concerns.
    """

    nutrients: frozenset[str]
    matters: frozenset[str]
    all: frozenset[str]

    def __or__(self, other: Profile) -> Profile:
        return Profile(
            self.nutrients | other.nutrients, self.matters | other.matters, self.all | other.all
        )


NOTHING = Profile(frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact of a paper, and what it is about.

    Attributes
    ----------
    outcomes : Profile
        What was measured, where it is a comparison.
    given, against : Profile
        What one side took, and what the other.
    """

    fact: Fact
    profile: Profile
    outcomes: Profile
    given: Profile
    against: Profile


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A source with the facts that stand on it."""

    title: Profile
    facts: tuple[HeldFact, ...]
    said: str
    """Its title and its facts, in words."""

    @property
    def whole(self) -> Profile:
        """Everything that it is known to be about."""
        found = self.title
        for each in self.facts:
            found = found | each.profile
        return found


@lru_cache(maxsize=REMEMBERED)
def profile(text: str) -> Profile:
    """Return what a text is about, in the words of the language and in those of our table."""
    matters = _also_named(text)
    return _profile(link(text)) | Profile(frozenset(), matters, matters)


def _also_named(text: str) -> frozenset[str]:
    """Matters that are named in other words: "denser bones" for bone density.

    Some are no concept of the language, only a matter by which a paper and a sentence differ.
    """
    rows = support_words()["also"]["named"]
    return frozenset(r["matter"] for r in rows if any_of(tuple(r["words"])).search(text))


def _profile(mentions: Iterable[Mention]) -> Profile:
    kinds = support_words()["kinds"]
    named = {m.concept.id: m.concept for m in mentions}
    products = {i for p, held in kinds["products"].items() if p in named for i in held}
    return Profile(
        frozenset(_family(c) for c in named.values() if c.kind in kinds["nutrients"]) | products,
        frozenset(i for i, c in named.items() if c.kind in kinds["matters"]),
        frozenset(i for c in named.values() for i in _everything(c)),
    )


def family_of_markers(found: Profile) -> frozenset[str]:
    """Return the nutrients that a text names, and those that its markers concern."""
    return found.nutrients | nutrients_of(found.all)


def touches(outcomes: frozenset[str], title: Profile, whole: Profile) -> bool:
    """Whether a paper is on one of these outcomes, or may well be.

    A name for many outcomes, such as the health of the bones, takes in each of them, where the
    sentence or the title has it. Every paper on a nutrient may tell of the marker of its status.
    """
    wide: dict[str, list[str]] = support_words()["wide"]
    within = set(taken_in(outcomes))
    above = {name for name, row in wide.items() if outcomes & set(row)} & title.all
    markers = (i for i in outcomes for c in [concept(i)] if c is not None and c.kind == "marker")
    status = any(set(about(i)) & whole.nutrients for i in markers)
    broader = {wider for i in outcomes for c in [concept(i)] if c is not None for wider in c.wider}
    within |= broader & title.all
    return status or bool(above) or bool((outcomes | within) & whole.all)


def taken_in(outcomes: frozenset[str]) -> frozenset[str]:
    """Return the outcomes that names for many take in: the density of bones, for their health."""
    wide: dict[str, list[str]] = support_words()["wide"]
    return frozenset(each for name in outcomes & set(wide) for each in wide[name])


def nutrients_of(ids: Iterable[str]) -> frozenset[str]:
    """Return the families of the nutrients among some concepts, by their ids."""
    kinds = support_words()["kinds"]["nutrients"]
    named = (concept(i) for i in ids)
    return frozenset(_family(c) for c in named if c is not None and c.kind in kinds)


def _family(one: Concept) -> str:
    return one.wider[-1] if one.wider else one.id


def _everything(one: Concept) -> Iterable[str]:
    yield one.id
    yield from one.wider
    for near in about(one.id):
        yield near
        known = concept(near)
        yield from known.wider if known else ()


@cache
def held_paper(source: str) -> HeldPaper:
    """Return what is known of a source of ours, by its id."""
    evidence = load()
    facts = _facts_by_source().get(source, ())
    title = evidence.sources[source].title
    said = " ".join([title, *(_words(fact) for fact in facts)])
    return HeldPaper(profile(title), tuple(held_fact(fact) for fact in facts), said)


@cache
def _facts_by_source() -> Mapping[str, tuple[Fact, ...]]:
    evidence = load()
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in (*evidence.facts.values(), *evidence.results.values()):
        for reference in fact.sources:
            if not found[reference.id] or found[reference.id][-1] is not fact:
                found[reference.id].append(fact)
    return {source: tuple(facts) for source, facts in found.items()}


def held_fact(fact: Fact) -> HeldFact:
    """Return a fact with what it is about."""
    words = profile(_words(fact))
    if isinstance(fact, EffectFact):
        given, against = profile(fact.intervention), profile(fact.comparator)
        return HeldFact(fact, words, profile(fact.outcome), given, against)
    return HeldFact(fact, words, words, words, NOTHING)


def _words(fact: Fact) -> str:
    if isinstance(fact, EffectFact):
        parts = (fact.text, fact.outcome, fact.intervention, fact.comparator, fact.population)
        return ". ".join(parts)
    if isinstance(fact, FindingFact):
        return f"{fact.text}. {fact.subject}"
    if isinstance(fact, PositionFact):
        return f"{fact.text}. {fact.population.text}"
    if isinstance(fact, QuantityFact):
        return f"{fact.text}. {fact.applies_to or ''}"
    return fact.text
