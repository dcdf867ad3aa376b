"""A clause read slot by slot. What it does not say stays empty."""

from __future__ import annotations

import re

from d3k2.claims.claim import Direction, Frame, Stance
from d3k2.claims.clause import Clause, listed
from d3k2.claims.direction import is_surrogate, outcome_ids, pointed
from d3k2.claims.tables import table
from d3k2.claims.who import who
from d3k2.language import WrittenAmount

DURATIONS = frozenset({"days", "weeks", "months", "years"})
_P = re.compile(r"\bp\s*(?:=|<|≤|&lt;)\s*(0?\.\d+|1\.0+)", re.IGNORECASE)
_CITED = re.compile(r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]")


def frame(clause: Clause) -> Frame:
    """Read what a clause says."""
    ids = [m.concept for m in clause.mentions]
    people = who(clause)
    points = pointed(clause)
    outcomes = tuple(dict.fromkeys(c.id for c in ids if c.id in outcome_ids()))
    named = {c.id for c in ids}
    return Frame(
        nutrients=_of(clause, "nutrient"),
        forms=_of(clause, "form", "salt"),
        medicines=_of(clause, "medicine"),
        outcomes=outcomes,
        populations=_of(clause, "people"),
        conditions=tuple(i for i in _of(clause, "condition", "symptom") if i not in outcomes),
        authorities=_of(clause, "authority"),
        trials=_of(clause, "trial"),
        foods=_of(clause, "food"),
        inherited=tuple(sorted(clause.around - clause.own - named)),
        amounts=tuple(a for a in clause.amounts if a.unit not in DURATIONS),
        route=_first(clause, "route"),
        duration=_duration(clause),
        comparator=_first(clause, "comparator"),
        age=None if people.of_any_age else (people.low, people.high),
        sex=people.sex,
        surrogate=all(map(is_surrogate, outcomes)) if outcomes else None,
        direction=_direction(clause),
        denied=any(p.denied for p in points),
        stance=_stance(clause),
        certainty=clause.certainty,
        hedges=clause.says("hedges"),
        certain=clause.says("strong"),
        causal=clause.says("causal"),
        associations=clause.says("associations"),
        study=_study(clause),
        p_value=_p_value(clause.text),
        citations=tuple(_CITED.findall(clause.text)),
    )


def _of(clause: Clause, *kinds: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.concept.id for m in clause.mentions if m.concept.kind in kinds))


def _direction(clause: Clause) -> Direction | None:
    points = pointed(clause)
    if not points:
        return None
    return "no change" if points[0].denied else points[0].direction


def _duration(clause: Clause) -> WrittenAmount | None:
    return next((a for a in clause.amounts if a.unit in DURATIONS), None)


def _stance(clause: Clause) -> Stance:
    if listed("against").stand_in(clause.words.line):
        return "advises against"
    if listed("advice").stand_in(clause.words.line):
        return "advises"
    return "reports" if _study(clause) or _of(clause, "trial") else "states"


def _study(clause: Clause) -> str | None:
    kinds = table("manner")["study"]
    return next((k for k in kinds if listed("study", k).stand_in(clause.words.line)), None)


def _first(clause: Clause, slot: str) -> str | None:
    """The first kind of a slot (by mouth, by injection) of which a word stands in the clause."""
    rows = table("manner")[slot]
    return next((k for k in rows if listed(slot, k).stand_in(clause.words.line)), None)


def _p_value(text: str) -> float | None:
    match = _P.search(text)
    return None if match is None else float(match[1])
