"""A clause held against the tenets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from d3k2.claims.bounds import names_number
from d3k2.claims.clause import Clause
from d3k2.claims.direction import outcome_ids
from d3k2.claims.judgement import Judgement
from d3k2.claims.tenet import Ruling, Tenet, tenets
from d3k2.claims.words import named_in, own_words, phrase, words_back, words_on
from d3k2.evidence import load
from d3k2.language import concepts

BEFORE, BEHIND = 4, 3
"""Words before and behind a phrase in which a denial denies it."""
BEGUN = 4
"""Signs by which what cannot stand in a line is told apart at once."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A tenet with its concepts as sets."""

    tenet: Tenet
    names: tuple[frozenset[str], ...]
    about: tuple[frozenset[str], ...]
    unless: frozenset[str]
    covers: frozenset[str]


def by_tenets(clause: Clause) -> Iterator[Judgement]:
    """Yield a judgement for each tenet that the clause puts."""
    for sought in asked(clause):
        found = _put(sought, clause)
        if found is not None:
            ruling = _ruling(sought.tenet, clause, *found)
            if ruling is not None:
                yield _judged(sought, ruling)


@cache
def _all_sought() -> tuple[Sought, ...]:
    return tuple(map(_sought, tenets()))


def asked(clause: Clause) -> Iterator[Sought]:
    """The tenets of whose wordings at least a word stands in the clause."""
    line, everything = clause.words.line, _all_sought()
    known = _by_beginning()
    begun = {line[n : n + size] for size in range(1, BEGUN + 1) for n in range(len(line))}
    places = {
        n
        for beginning in known.keys() & begun
        for need, of in known[beginning]
        if need in line
        for n in of
    }
    yield from (everything[n] for n in sorted(places))


@cache
def _by_beginning() -> Mapping[str, Sequence[tuple[str, Sequence[int]]]]:
    """Under how each begins, what phrases need of a line, and which tenets to ask where it is."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, sought in enumerate(_all_sought()):
        for written in sought.tenet.any:
            for need in phrase(written).one_of:
                found[need[:BEGUN]][need].append(n)
    return {beginning: tuple(needs.items()) for beginning, needs in found.items()}


def _sought(tenet: Tenet) -> Sought:
    return Sought(
        tenet=tenet,
        names=tuple(map(frozenset, tenet.names)),
        about=tuple(map(frozenset, tenet.about)),
        unless=frozenset(tenet.unless),
        covers=_outcomes_of(tenet),
    )


def _outcomes_of(tenet: Tenet) -> frozenset[str]:
    """The outcomes that a tenet names, and their kinds."""
    named = {i for each in (*tenet.names, *tenet.about) for i in each}
    named |= {i for written in tenet.any for i in named_in(written)}
    kinds = concepts()
    return frozenset(
        i for i in outcome_ids() if named & {i, *(kinds[i].wider if i in kinds else ())}
    )


def _put(sought: Sought, clause: Clause) -> tuple[re.Match[str], frozenset[str]] | None:
    """Where the clause puts the tenet and in which words, if it does."""
    if any(clause.own.isdisjoint(each) for each in sought.names):
        return None
    if any(clause.around.isdisjoint(each) for each in sought.about):
        return None
    if not clause.own.isdisjoint(sought.unless):
        return None
    line, tenet = clause.words.line, sought.tenet
    number = tenet.number
    if number is not None and not names_number(clause, number):
        return None
    if not all(any(phrase(p).search(line) for p in either) for either in tenet.also):
        return None
    found = ((phrase(each).search(line), each) for each in tenet.any)
    put = next(((match, own_words(each)) for match, each in found if match), None)
    if put is None or any(phrase(p).search(clause.sentence) for p in tenet.but_not):
        return None
    return put


def _ruling(
    tenet: Tenet, clause: Clause, found: re.Match[str], own: frozenset[str]
) -> Ruling | None:
    line = clause.words.line
    start, end = words_back(line, found.start(), BEFORE), words_on(line, found.end(), BEHIND)
    if clause.doubts:
        return tenet.doubted or tenet.denied
    if clause.denies(start, end, own):
        return tenet.denied
    if clause.certainty == "hedged":
        return tenet.hedged or tenet.plain
    if clause.certainty == "strong":
        return tenet.strong or tenet.plain
    return tenet.plain


def _judged(sought: Sought, ruling: Ruling) -> Judgement:
    tenet = sought.tenet
    return Judgement(
        verdict=ruling.verdict,
        slot=ruling.slot,
        reason=ruling.because or tenet.because,
        right=tenet.right or _first(tenet),
        facts=tenet.facts,
        row=tenet.id,
        matter=tenet.matter,
        covers=sought.covers,
        weight=len(tenet.names) + len(tenet.about) + len(tenet.also) + (tenet.number is not None),
    )


def _first(tenet: Tenet) -> str | None:
    fact = next((load().fact(i) for i in tenet.facts if not i.startswith("rule:")), None)
    return None if fact is None else fact.text
