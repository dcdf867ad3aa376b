"""Where the authorities differ on what this person asks, each with its position."""

from __future__ import annotations

from d3k2.evidence import About, Applied, Statement, load, positions
from d3k2.plan.case import Case, facts, state
from d3k2.units import both_units

SHOWN: dict[str, About] = {
    "d-target": "d3",
    "d-intake": "d3",
    "d-upper-limit": "d3",
    "d-testing": "monitoring",
    "k2-bone": "k2",
    "k2-arteries": "k2",
    "calcium-heart": "calcium",
}
"""Topics whose disagreement a person taking these three will meet."""


def disagreements(case: Case) -> tuple[Statement, ...]:
    """One statement a topic on which positions in force differ for this person."""
    found = [_statement(case, topic, about) for topic, about in SHOWN.items()]
    return tuple(s for s in found if s is not None)


def _statement(case: Case, topic: str, about: About) -> Statement | None:
    if topic.startswith("k2") and not (case.takes_k2 or "k2" in case.person.wants):
        return None
    applied = [a for a in positions(topic, case.person) if a.applies != "no"]
    in_force = [a for a in applied if a.position.status == "in force"]
    if len({_stance(a) for a in in_force}) < 2:
        return None
    return state(
        f"disagreement.{topic}",
        *facts(*(a.position.id for a in applied)),
        level="disagreement",
        about=about,
        certainty="high",
        positions="; ".join(_said(a) for a in in_force),
    )


def _stance(applied: Applied) -> tuple[object, ...]:
    position = applied.position
    if position.value is None and position.low is None:
        return (position.direction,)
    return (position.direction, position.value, position.low, position.unit)


def _said(applied: Applied) -> str:
    position = applied.position
    authority = load().authorities[position.authority].short
    return f"{authority} {position.year}: {amount(applied)}"


def amount(applied: Applied) -> str:
    """What a position says, in a few words and its own number."""
    position = applied.position
    stance = {
        "recommends": "recommends",
        "against": "recommends against",
        "insufficient": "evidence insufficient",
        "sets": "",
        "silent": "says nothing",
    }[position.direction]
    low, high = position.low, position.high
    value = position.value if position.value is not None else low
    if value is None:
        return stance
    if position.unit == "nmol/L":
        number = both_units(value)
    elif low is not None and high is not None and position.value is None:
        number = f"{low:,g}-{high:,g} {position.unit}"
    else:
        number = f"{value:,g} {position.unit}"
    return f"{stance} {number}".strip()
