"""A sentence held against the facts themselves: does one of them say just this?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from d3k2.claims.clause import Clause
from d3k2.claims.direction import outcome_ids, pointed
from d3k2.claims.judgement import Judgement
from d3k2.claims.tables import table
from d3k2.claims.words import words
from d3k2.evidence import EffectFact, Fact, PositionFact, load
from d3k2.language import (
    Mention,
    WrittenAmount,
    amounts,
    concept,
    ends,
    link,
    same_amount,
    tokens,
)

FOUND = {"benefit": "benefit", "harm": "harm", "no difference found": "none"}
"""How a clause puts what a comparison found; what is uncertain may be put in any way."""
REFUSING = frozenset({"against", "insufficient", "silent"})
NAMING = frozenset({"nutrient", "form", "medicine", "trial", "authority"})
"""Kinds of concept that a fact must name as well: what is told of one is not true of another."""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as it is read: its words with their weights, what it names, its numbers."""

    fact: Fact
    terms: frozenset[str]
    named: frozenset[str]
    amounts: tuple[WrittenAmount, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class FactIndex:
    """Every fact by its words."""

    told: tuple[Told, ...]
    holding: Mapping[str, tuple[int, ...]]
    weight: Mapping[str, float]


def by_facts(clause: Clause) -> Iterator[Judgement]:
    """Yield that the clause is supported, where one fact says it with every number of it."""
    limits = table("fact_match")["limits"]
    if len(_terms(clause.text, clause.mentions)) < limits["fewest_words"]:
        return
    shared = shared_words(clause)
    enough = limits["with_numbers"] if clause.amounts else limits["without_numbers"]
    near = sorted((-share, number) for number, share in shared.items() if share >= enough)
    for _, number in near[: limits["candidates"]]:
        told = fact_index().told[number]
        if _same(clause, told):
            yield Judgement(
                verdict="supported",
                slot=None,
                reason=told.fact.text,
                right=None,
                facts=(told.fact.id,),
                row=f"fact {told.fact.id}",
                exact=_exact(clause),
            )
            return


def shared_words(clause: Clause) -> dict[int, float]:
    """How much of the weight of a clause's words each fact holds, by its number in the index."""
    index = fact_index()
    terms = _terms(clause.text, clause.mentions)
    known = {term: index.weight.get(term, index.weight[""]) for term in terms}
    shared: dict[int, float] = defaultdict(float)
    for term, weight in known.items():
        for number in index.holding.get(term, ()):
            shared[number] += weight
    total = sum(known.values())
    return {number: weight / total for number, weight in shared.items()}


def _exact(clause: Clause) -> bool:
    """Whether a clause tells of one study or of one body, or with several numbers."""
    named = any(m.concept.kind in ("trial", "authority", "topic") for m in clause.mentions)
    return named or len(clause.amounts) >= table("fact_match")["limits"]["exact_from"]


def _same(clause: Clause, told: Told) -> bool:
    """Whether forms, numbers and denial agree."""
    named = (m.concept.id for m in clause.mentions if m.concept.kind in NAMING)
    if not all(identifier in told.named for identifier in named):
        return False
    if _denies(clause.words.line) != told.denies or not _same_way(clause, told.fact):
        return False
    return all(printed(end, told, clause) for a in clause.amounts for end in ends(a))


def _same_way(clause: Clause, fact: Fact) -> bool:
    """Whether an effect that a clause tells is the one that the fact found, on the same outcome."""
    if not isinstance(fact, EffectFact):
        return True
    points = pointed(clause)
    measured = {m.concept.id for m in link(fact.outcome)}
    if not points or not measured & outcome_ids():
        return True
    on_it = [p for p in points if _kinds(p.outcome) & measured]
    found = FOUND.get(fact.direction)
    if not on_it or found is None:
        return bool(on_it)
    return all(("none" if p.denied or clause.doubts else p.direction) == found for p in on_it)


def _kinds(identifier: str) -> set[str]:
    known = concept(identifier)
    return {identifier} if known is None else {known.id, *known.wider}


def printed(one: WrittenAmount, told: Told, clause: Clause) -> bool:
    """Whether a fact holds a number, written as it is or in another unit of what both name."""
    matters: list[str | None] = [None, *sorted(clause.around & told.named)]
    return any(
        same_amount(one, end.low, end.unit, about=matter, signed=False)
        for other in told.amounts
        for end in ends(other)
        for matter in matters
    )


def _denies(line: str) -> bool:
    return any(f" {word} " in line for word in table("fact_match")["denials"]["words"])


def _found_nothing(fact: Fact) -> bool:
    """Whether a comparison found no difference, or a body refuses or says nothing."""
    if isinstance(fact, EffectFact):
        return fact.direction == "no difference found"
    return isinstance(fact, PositionFact) and fact.direction in REFUSING


def _terms(text: str, mentions: tuple[Mention, ...]) -> frozenset[str]:
    """The words that carry a meaning, and what is named."""
    idle = _idle()
    inside = [(m.start, m.end) for m in mentions]
    plain = (
        _stem(t.word)
        for t in tokens(text)
        if t.word not in idle
        and not t.word.isdigit()
        and not any(start <= t.start < end for start, end in inside)
    )
    return frozenset((*plain, *(m.concept.id for m in mentions)))


@cache
def _idle() -> frozenset[str]:
    return frozenset(table("fact_match")["idle"]["words"])


def _stem(word: str) -> str:
    """A word without its commonest endings, so that "lowered" is "lower"."""
    for ending in table("fact_match")["endings"]["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


@cache
def fact_index() -> FactIndex:
    """Return every fact that may be told, by its words."""
    told = tuple(told_of(fact) for fact in load().facts.values() if _may_be_told(fact))
    holding: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(told):
        for term in sorted(one.terms):
            holding[term].append(number)
    counts = Counter({term: len(numbers) for term, numbers in holding.items()})
    weight = {term: math.log(1 + len(told) / count) for term, count in counts.items()}
    weight[""] = math.log(1 + len(told))
    return FactIndex(told, {t: tuple(n) for t, n in holding.items()}, weight)


def _may_be_told(fact: Fact) -> bool:
    ours = any(r.id in table("fact_match")["own"]["sources"] for r in fact.sources)
    return fact.firm and not ours


def told_of(fact: Fact) -> Told:
    """Read a fact."""
    mentions, numbers = link(fact.text), amounts(fact.text)
    return Told(
        fact=fact,
        terms=_terms(fact.text, mentions),
        named=frozenset(i for m in mentions for i in (m.concept.id, *m.concept.wider)),
        amounts=numbers,
        denies=_found_nothing(fact) or _denies(words(fact.text, mentions, numbers).line),
    )
