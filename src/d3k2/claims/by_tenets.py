"""A clause held against the tenets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from d3k2.claims.bounds import names_number
from d3k2.claims.clause import Clause
from d3k2.claims.direction import outcome_ids
from d3k2.claims.judgement import RULE, Judgement
from d3k2.claims.phrase import Phrase, Place, named_in, own_words
from d3k2.claims.phrases import Phrases, phrases
from d3k2.claims.tenet import Ruling, Tenet, tenets
from d3k2.claims.words import words_back, words_on
from d3k2.evidence import load
from d3k2.language import concepts, link

BEFORE, BEHIND = 4, 3
"""Words before and behind a phrase in which a denial denies it."""


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
    for sought, wordings in asked(clause):
        found = _put(sought, wordings, clause)
        if found is not None:
            ruling = _ruling(sought.tenet, clause, *found)
            if ruling is not None:
                yield _judged(sought, ruling, clause)


@cache
def _all_sought() -> tuple[Sought, ...]:
    return tuple(map(_sought, tenets()))


def asked(clause: Clause) -> Iterator[tuple[Sought, Sequence[Phrase]]]:
    """The tenets of whose wordings at least a word stands in the clause, with those wordings."""
    of, wordings = _wordings()
    possible = wordings.possible(clause.words.line)
    for n, places in groupby(possible, key=of.__getitem__):
        yield _all_sought()[n], [wordings.each[place] for place in places]


@cache
def _wordings() -> tuple[Sequence[int], Phrases]:
    """All wordings of all tenets, and of which tenet each is."""
    each = [(n, one) for n, sought in enumerate(_all_sought()) for one in sought.tenet.any]
    return [n for n, _ in each], phrases([one for _, one in each])


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


def _put(
    sought: Sought, wordings: Sequence[Phrase], clause: Clause
) -> tuple[Place, frozenset[str]] | None:
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
    found = ((one.search(line), one.written) for one in wordings)
    put = next(((place, own_words(written)) for place, written in found if place), None)
    if put is None or not all(phrases(either).stand_in(line) for either in tenet.also):
        return None
    return None if phrases(tenet.but_not).stand_in(clause.sentence) else put


def _ruling(tenet: Tenet, clause: Clause, found: Place, own: frozenset[str]) -> Ruling | None:
    line = clause.words.line
    start, end = words_back(line, found.start, BEFORE), words_on(line, found.end, BEHIND)
    if clause.doubts:
        return tenet.doubted or tenet.denied
    if clause.denies(start, end, own):
        return tenet.denied
    if clause.certainty == "hedged":
        return tenet.hedged or tenet.plain
    if clause.certainty == "strong":
        return tenet.strong or tenet.plain
    return tenet.plain


def _judged(sought: Sought, ruling: Ruling, clause: Clause) -> Judgement:
    tenet = sought.tenet
    return Judgement(
        verdict=ruling.verdict,
        slot=ruling.slot,
        reason=ruling.because or tenet.because,
        right=tenet.right or _nearest(tenet, clause),
        facts=tenet.facts,
        row=tenet.id,
        matter=tenet.matter,
        covers=sought.covers,
        weight=len(tenet.names) + len(tenet.about) + len(tenet.also) + (tenet.number is not None),
    )


def _nearest(tenet: Tenet, clause: Clause) -> str | None:
    """The words of the fact that shares most with a clause, of equal ones the first."""
    facts = (load().fact(i) for i in tenet.facts if not i.startswith(RULE))
    texts = [fact.text for fact in facts if fact is not None]
    return max(texts, key=lambda text: len(_named(text) & clause.own), default=None)


@cache
def _named(text: str) -> frozenset[str]:
    return frozenset(i for m in link(text) for i in (m.concept.id, *m.concept.wider))
