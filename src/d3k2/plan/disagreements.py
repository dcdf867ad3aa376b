"""Where the authorities differ on what this person asks, those who agree named together."""

from __future__ import annotations

from d3k2.evidence import About, Applied, PositionFact, Statement, facts, positions, statement
from d3k2.plan.case import Case, concerns, usable
from d3k2.units import both_units
from d3k2.wording import AUDIENCES, Audience, Sentence, phrase, phrases

SHOWN: dict[str, About] = {
    "d-target": "d3",
    "d-intake": "d3",
    "d-upper-limit": "d3",
    "d-testing": "monitoring",
    "k2-bone": "k2",
    "k2-arteries": "k2",
    "calcium-intake": "calcium",
    "calcium-heart": "calcium",
}
"""Topics whose disagreement a person taking these three will meet."""


def disagreements(case: Case) -> tuple[Statement, ...]:
    """One statement a topic on which positions in force differ for this person."""
    found = (_statement(case, topic, about) for topic, about in SHOWN.items())
    return tuple(s for s in found if s is not None)


def _statement(case: Case, topic: str, about: About) -> Statement | None:
    if not _concerns(case, topic):
        return None
    applied = [a for a in positions(topic, case.person) if usable(a) and concerns(a)]
    numeric = any(has_number(a.position) for a in applied)
    shown = [a for a in applied if has_number(a.position) or not numeric or _declines(a.position)]
    if len({stance(a.position, "clinician") for a in shown}) < 2:
        return None
    said = (
        phrase(f"disagreement.{topic}", positions=_grouped(shown, audience)).to(audience)
        for audience in AUDIENCES
    )
    return statement(
        f"disagreement.{topic}",
        Sentence(*said),
        facts(*(a.position.id for a in shown)),
        level="disagreement",
        about=about,
    )


def _concerns(case: Case, topic: str) -> bool:
    if topic.startswith("k2"):
        return bool(case.takes_k2) or "k2" in case.person.wants
    if topic == "calcium-heart":
        return bool(case.takes_calcium) or "calcium" in case.person.wants
    return True


def has_number(position: PositionFact) -> bool:
    """Whether the position names an amount."""
    return position.value is not None or position.low is not None


def _declines(position: PositionFact) -> bool:
    return position.direction in ("against", "insufficient")


def _grouped(shown: list[Applied], audience: Audience) -> str:
    """The stances in the order of their numbers, each with those who take it."""
    takers: dict[str, list[str]] = {}
    for applied in sorted(shown, key=_size):
        name = f"{applied.authority.short} {applied.position.year}"
        names = takers.setdefault(stance(applied.position, audience), [])
        if name not in names:
            names.append(name)
    return "; ".join(f"{said}: {', '.join(names)}" for said, names in takers.items())


def _size(applied: Applied) -> tuple[float, str]:
    position = applied.position
    value = position.value if position.value is not None else position.low
    return (float("inf") if value is None else value, applied.authority.short)


def stance(position: PositionFact, audience: Audience) -> str:
    """What a position says, in a few words: its number, or its direction."""
    against = position.direction == "against" and position.topic == "d-intake"
    if position.value is not None:
        amount = _amount(position, position.value)
        return phrase("stance.no_more_than", amount=amount).to(audience) if against else amount
    if position.low is not None and position.high is not None:
        return f"{position.low:,g}-{position.high:,g} {position.unit}"
    key = f"stance.{position.topic}.{position.direction}"
    known = phrases(audience)
    return known.get(key, known[f"stance.any.{position.direction}"])


def _amount(position: PositionFact, value: float) -> str:
    return both_units(value) if position.unit == "nmol/L" else f"{value:,g} {position.unit}"
