"""A number that a clause gives as what is set or advised, held against what authorities set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from d3k2.claims.claim import Slot, Verdict
from d3k2.claims.clause import Clause
from d3k2.claims.judgement import Judgement
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.who import Who, fits, who
from d3k2.evidence import PositionFact, load
from d3k2.language import WrittenAmount, amounts, ends, same_amount
from d3k2.units import term

Accepts = Mapping[str, float]
READING = "position_reading"
"""The table of when a number is that of an authority."""


def by_positions(clause: Clause) -> Iterator[Judgement]:
    """Yield a judgement for each topic on which the clause gives a number."""
    line = clause.words.line
    for topic, row in table("position_topics").items():
        nutrients = row["nutrient"].split("|")
        if clause.subject.isdisjoint(nutrients):
            continue
        if phrases(row.get("but_not", ())).stand_in(line):
            continue
        if not phrases(row["any"]).stand_in(line):
            continue
        accepts = accepted_on(topic)
        said = [a for a in clause.amounts if a.unit in accepts]
        if said:
            judged = _judged(topic, clause, said, accepts)
            if judged is not None:
                yield judged


def accepted_on(topic: str) -> Accepts:
    """The units in which amounts on a topic are told; none where it is not one of amounts."""
    row = table("position_topics").get(topic)
    return {} if row is None else term(row["of"]).accepts


def held_on(topic: str, amount: WrittenAmount) -> bool:
    """Whether any body holds an amount on a topic: as its number, in its range or in its words."""
    accepts = accepted_on(topic)
    held = [fact for fact in _positions(topic) if fact.unit in accepts and _number(fact)]
    return _among(amount, held, accepts) or all(
        any(same_amount(end, one.low, one.unit, signed=False) for one in _written_on(topic))
        for end in ends(amount)
    )


@cache
def _written_on(topic: str) -> tuple[WrittenAmount, ...]:
    """Every amount that stands in the words of positions on a topic."""
    written = (amount for fact in _positions(topic) for amount in amounts(fact.text))
    return tuple(end for amount in written for end in ends(amount))


def _judged(
    topic: str, clause: Clause, said: list[WrittenAmount], accepts: Accepts
) -> Judgement | None:
    people = who(clause)
    held = [f for f in _positions(topic) if f.unit in accepts and _number(f)]
    fitting = [f for f in held if fits(f.population, people)]
    authorities = [m.concept.id for m in clause.mentions if m.concept.kind == "authority"]
    theirs = [f for f in held if f.authority in authorities]
    named = [f for f in theirs if f in fitting] or theirs
    if authorities:
        return _of_authority(topic, said, accepts, named)
    differing = phrases(table("whole")["disagreement"]["phrases"])
    fairly = clause.doubts or differing.stand_in(clause.sentence)
    return _of_anyone(topic, said, accepts, fitting, people, told_fairly=fairly)


def _of_authority(
    topic: str, said: list[WrittenAmount], accepts: Accepts, named: list[PositionFact]
) -> Judgement | None:
    if not named:
        return None
    current = [f for f in named if f.status == "in force"]
    if all(_among(a, current, accepts) for a in said):
        return _make(topic, "supported", None, [f for f in current if _any_equal(said, f, accepts)])
    superseded = [f for f in named if f.status == "superseded"]
    if superseded and all(_among(a, named, accepts) for a in said):
        return _make(topic, "overstated", "guidance", [*superseded, *current])
    if current and not any(_among(a, named, accepts) for a in said):
        return _make(topic, "contradicted", "number", current)
    return None


def _of_anyone(
    topic: str,
    said: list[WrittenAmount],
    accepts: Accepts,
    fitting: list[PositionFact],
    people: Who,
    *,
    told_fairly: bool,
) -> Judgement | None:
    current = [
        f for f in fitting if f.status == "in force" and f.direction in ("sets", "recommends")
    ]
    if not current:
        return None
    holding = [f for f in current if _any_equal(said, f, accepts)]
    if holding and all(_among(a, current, accepts) for a in said):
        share = len({f.authority for f in holding}) / len({f.authority for f in current})
        few = topic.endswith("upper-limit") and share < table(READING)["few"]
        if few or topic in table(READING)["contested"]:
            if told_fairly:
                return _make(topic, "supported", None, holding)
            return _make(topic, "contested", None, [*holding, *_others(current, holding)])
        return _make(topic, "supported", None, holding)
    low = min(_low(f, accepts) for f in current)
    high = max(_high(f, accepts) for f in current)
    values = [v * accepts[a.unit or ""] for a in said for v in (a.low, a.high)]
    near = table(READING)["rounding"]
    if any(v > high * (1 + near) or v < low * (1 - near) for v in values):
        if topic.endswith("upper-limit"):
            return _make(topic, "contradicted", "number", current)
        if topic == "d-target":
            return _make(topic, "overstated", "dose", current)
    return None


def _make(topic: str, verdict: Verdict, slot: Slot | None, facts: list[PositionFact]) -> Judgement:
    shown = facts[:4]
    return Judgement(
        verdict=verdict,
        slot=slot,
        reason=" ".join(f.text for f in shown[:2]),
        right=shown[0].text,
        facts=tuple(f.id for f in shown),
        row=f"position on {topic}",
        weight=5,
        matter=topic,
        general=verdict == "contested",
    )


def _others(current: list[PositionFact], holding: list[PositionFact]) -> list[PositionFact]:
    """Positions of other authorities that hold otherwise."""
    theirs = {f.authority for f in holding}
    return [f for f in current if f.authority not in theirs][:2]


def _positions(topic: str) -> list[PositionFact]:
    return [
        f
        for f in load().facts.values()
        if isinstance(f, PositionFact) and f.topic == topic and f.citable
    ]


def _number(fact: PositionFact) -> bool:
    return any(v is not None for v in (fact.value, fact.low, fact.high))


def _ends(fact: PositionFact) -> list[float]:
    return [v for v in (fact.value, fact.low, fact.high) if v is not None]


def _low(fact: PositionFact, accepts: Accepts) -> float:
    return min(_ends(fact)) * accepts[fact.unit or ""]


def _high(fact: PositionFact, accepts: Accepts) -> float:
    return max(_ends(fact)) * accepts[fact.unit or ""]


def _any_equal(said: Iterable[WrittenAmount], fact: PositionFact, accepts: Accepts) -> bool:
    return any(_equal(a, fact, accepts) for a in said)


def _among(amount: WrittenAmount, facts: Iterable[PositionFact], accepts: Accepts) -> bool:
    return any(_equal(amount, f, accepts) for f in facts)


def _equal(amount: WrittenAmount, fact: PositionFact, accepts: Accepts) -> bool:
    """Whether both ends of an amount are numbers of the position, or lie between them."""
    known = [v * accepts[fact.unit or ""] for v in _ends(fact)]
    given = [v * accepts[amount.unit or ""] for v in (amount.low, amount.high)]
    near = table(READING)["rounding"]
    return all(
        any(abs(v - k) <= near * k for k in known)
        or (len(known) > 1 and min(known) <= v <= max(known))
        for v in given
    )
