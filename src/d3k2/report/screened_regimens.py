"""What the safety rules say of the regimens that are compared: shown before any curve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from d3k2.evidence import Statement
from d3k2.person import Person
from d3k2.regimen import VITAMIN_D, VITAMIN_K2, Regimen, Substance
from d3k2.safety import screen

_SUBSTANCES: Mapping[str, tuple[Substance, ...]] = {
    "d3": VITAMIN_D,
    "k2": VITAMIN_K2,
    "calcium": ("calcium",),
}


def stops_over(person: Person, regimens: Iterable[Regimen]) -> tuple[Statement, ...]:
    """Return the stop signs about what any of the regimens contains."""
    found = [
        stop
        for regimen in regimens
        for stop in screen(person, regimen).stops
        if stop.about not in _SUBSTANCES or regimen.contains(*_SUBSTANCES[stop.about])
    ]
    return tuple({stop.id: stop for stop in found}.values())


def left_out(person: Person, regimens: Iterable[Regimen]) -> tuple[Statement, ...]:
    """Return what is said of something taken that a regimen leaves out and that must not be."""
    taken = person.takes or Regimen()
    compared = list(regimens)
    screening = screen(person)
    missed = {
        nutrient
        for nutrient in screening.do_not_stop
        if taken.contains(*_SUBSTANCES[nutrient])
        and not all(r.contains(*_SUBSTANCES[nutrient]) for r in compared)
    }
    return tuple(
        s for s in screening.statements if s.about in missed and s.level in ("stop", "caution")
    )
