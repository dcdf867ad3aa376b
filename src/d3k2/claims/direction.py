"""Which way a clause says that an outcome goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from d3k2.claims.claim import Direction
from d3k2.claims.clause import Clause
from d3k2.claims.phrase import Place, phrase
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.words import CLOSE, COLON, LINES_KEPT, OPEN, words_back, words_on

Kind = Literal["up", "down", "against", "good", "bad", "causes", "any"]
KINDS: tuple[Kind, ...] = ("up", "down", "against", "good", "bad", "causes", "any")

BEFORE, BEHIND = 12, 9
"""Words before and behind an outcome among which its direction is looked for."""
DENIAL = 5
"""Words before a direction among which a denial denies it."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """An outcome, which way it is said to go, and whether the clause denies it."""

    outcome: str
    direction: Direction
    denied: bool


@lru_cache(LINES_KEPT)
def pointed(clause: Clause) -> tuple[Pointed, ...]:
    """Return each outcome of a clause that is said to go some way.

    Tables, readers and frames all ask for it, so that of the last clauses it is remembered.
    """
    found = []
    for place in _outcomes(clause):
        if _tells_of_whom(clause, place):
            continue
        kind, start, end = _nearest(clause, place)
        if kind is None:
            continue
        direction = _direction(kind, valence(place.outcome, turned=place.turned))
        if direction is not None:
            denied = clause.denies(words_back(clause.words.line, start, DENIAL), end)
            found.append(Pointed(place.outcome, direction, denied))
    return tuple(found)


def _tells_of_whom(clause: Clause, place: _Outcome) -> bool:
    """Whether an outcome only says of whom: "in people with osteoporosis"."""
    before = clause.words.line[: place.start]
    sufferers = table("direction")["sufferers"]["phrases"]
    return any(phrase(written).stands_last(before) for written in sufferers)


def valence(outcome: str, *, turned: bool = False) -> Literal["good", "bad", "level"]:
    """Whether more of an outcome is good, bad, or only more; ``turned`` where its loss is named."""
    known = table("outcomes")
    if turned:
        return "bad" if outcome in known["good"] else "good"
    if outcome in known["bad"] or outcome in known["less_is_better"]:
        return "bad"
    return "good" if outcome in known["good"] else "level"


def is_surrogate(outcome: str) -> bool:
    """Whether an outcome is a marker, and nothing that people feel."""
    return outcome in table("outcomes")["surrogate"]


@cache
def outcome_ids() -> frozenset[str]:
    """Every concept that the table of outcomes names."""
    known = table("outcomes")
    return frozenset().union(*(known[key] for key in known if key != "turned"))


@dataclass(frozen=True, slots=True)
class _Outcome:
    outcome: str
    start: int
    end: int
    turned: bool


_NAME = re.compile(rf"{OPEN}([^{CLOSE}{COLON}/]+)[^{COLON}]*{COLON}([^{CLOSE}]*){CLOSE}")


def _outcomes(clause: Clause) -> list[_Outcome]:
    return [
        _Outcome(match[1], match.start(), match.end(), _turned(match[2]))
        for match in _NAME.finditer(clause.words.line)
        if match[1] in outcome_ids()
    ]


def _turned(written: str) -> bool:
    """Whether a name says the loss of what it names."""
    return written.replace("_", " ") in table("outcomes")["turned"]


def _nearest(clause: Clause, place: _Outcome) -> tuple[Kind | None, int, int]:
    """The nearest word of direction before an outcome, else the nearest behind it."""
    line = clause.words.line
    begin = words_back(line, place.start, BEFORE)
    before = [(hit.start, kind) for kind in KINDS for hit in _hits(kind, line, begin, place.start)]
    if before:
        latest = max(start for start, _ in before)
        kinds = {kind for start, kind in before if start == latest}
        kind = next(
            k for k in ("against", "down", "up", "good", "bad", "causes", "any") if k in kinds
        )
        better = [k for _, k in before if k != "any"]
        if kind == "any" and better:
            kind = better[-1]
        return kind, latest, place.start
    stop = words_on(line, place.end, BEHIND)
    behind = [(hit, kind) for kind in KINDS for hit in _hits(kind, line, place.end, stop)]
    if behind:
        hit, kind = min(behind, key=lambda each: (each[0].start, each[1] == "any"))
        return kind, hit.start, hit.end
    return None, 0, 0


def _hits(kind: Kind, line: str, start: int, end: int) -> list[Place]:
    known = phrases(table("direction")[kind]["phrases"])
    return list(known.places(line, max(0, start - 1), end))


def _direction(kind: Kind, worth: Literal["good", "bad", "level"]) -> Direction | None:
    if kind == "against":
        return "benefit" if worth == "bad" else None
    if kind in ("good", "any"):
        return "benefit" if worth != "level" else None
    if kind == "bad":
        return "harm" if worth != "level" else None
    up = kind in ("up", "causes")
    if worth == "level":
        return "raises" if up else "lowers"
    return "benefit" if up == (worth == "good") else "harm"
