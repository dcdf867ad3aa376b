"""A clause held against the tenets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from d3k2.claims.clause import Clause
from d3k2.claims.judgement import Judgement
from d3k2.claims.tenet import Bounds, Ruling, Tenet, tenets
from d3k2.claims.words import phrase
from d3k2.evidence import load
from d3k2.language import WrittenAmount
from d3k2.units import term

BEFORE, BEHIND = 30, 12
"""Characters before and behind a phrase in which a denial denies it."""


def by_tenets(clause: Clause) -> Iterator[Judgement]:
    """Yield a judgement for each tenet that the clause puts."""
    for tenet in tenets():
        found = _put(tenet, clause)
        if found is not None:
            ruling = _ruling(tenet, clause, found)
            if ruling is not None:
                yield _judged(tenet, ruling)


def _put(tenet: Tenet, clause: Clause) -> re.Match[str] | None:
    """Where the clause puts the tenet, if it does."""
    if not all(any(i in clause.own for i in each) for each in tenet.names):
        return None
    if not all(any(i in clause.around for i in each) for each in tenet.about):
        return None
    if any(i in clause.own for i in tenet.unless):
        return None
    line = clause.words.line
    if any(phrase(each).search(line) for each in tenet.but_not):
        return None
    if not all(any(phrase(each).search(line) for each in either) for either in tenet.also):
        return None
    if tenet.number is not None and not any(within(a, tenet.number) for a in clause.amounts):
        return None
    found = (phrase(each).search(line) for each in tenet.any)
    return next((match for match in found if match), None)


def within(amount: WrittenAmount, bounds: Bounds) -> bool:
    """Whether an amount lies within bounds, in whichever of the units it is written."""
    times = factor(amount.unit, bounds)
    return times is not None and any(
        not (
            (bounds.above is not None and value <= bounds.above)
            or (bounds.from_ is not None and value < bounds.from_)
            or (bounds.below is not None and value >= bounds.below)
            or (bounds.to is not None and value > bounds.to)
        )
        for value in (amount.low * times, amount.high * times)
    )


def factor(unit: str | None, bounds: Bounds) -> float | None:
    """How many of the unit of the bounds one of this unit is; None where it is none of theirs."""
    if unit == bounds.unit:
        return 1.0
    if bounds.of is None or unit is None:
        return None
    accepts = term(bounds.of).accepts
    if unit not in accepts or bounds.unit not in accepts:
        return None
    return accepts[unit] / accepts[bounds.unit]


def _ruling(tenet: Tenet, clause: Clause, found: re.Match[str]) -> Ruling | None:
    own = found[0].split()
    start, end = max(0, found.start() - BEFORE), found.end() + BEHIND
    if tenet.doubted is not None and clause.doubts:
        return tenet.doubted
    if clause.denies(start, end, own):
        return tenet.denied
    if clause.certainty == "hedged":
        return tenet.hedged or tenet.plain
    if clause.certainty == "strong":
        return tenet.strong or tenet.plain
    return tenet.plain


def _judged(tenet: Tenet, ruling: Ruling) -> Judgement:
    return Judgement(
        verdict=ruling.verdict,
        slot=ruling.slot,
        reason=ruling.because or tenet.because,
        right=tenet.right or _first(tenet),
        facts=tenet.facts,
        row=tenet.id,
        matter=tenet.matter,
        weight=len(tenet.names) + len(tenet.about) + len(tenet.also) + (tenet.number is not None),
    )


def _first(tenet: Tenet) -> str | None:
    fact = next((load().fact(i) for i in tenet.facts if not i.startswith("rule:")), None)
    return None if fact is None else fact.text
