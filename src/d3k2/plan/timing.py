"""The moments of the day, and which of them leave the room a medicine needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Literal

from d3k2.person import Medicine, Moment
from d3k2.plan.case import Case, number, table

Food = Literal["empty stomach", "meal", "fatty meal", "between meals"]
PREFERRED = ("dinner", "lunch", "breakfast", "bedtime", "mid_afternoon", "mid_morning")


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment of the day."""

    name: str
    hour: float
    food: Food
    moments: tuple[Moment, ...]

    @property
    def is_meal(self) -> bool:
        """Whether something is eaten then."""
        return self.food in ("meal", "fatty meal")


@cache
def slots() -> tuple[Slot, ...]:
    """The day's moments in order."""
    return tuple(
        Slot(row["name"], row["hour"], row["food"], tuple(row["moments"]))
        for row in table("day.toml")["slot"]
    )


def slot(name: str) -> Slot:
    """The moment of this name."""
    return next(s for s in slots() if s.name == name)


def medicine_slots(medicine: Medicine) -> tuple[Slot, ...]:
    """When a medicine is taken, where that is known; empty when it is not."""
    names = {medicine.concept, *medicine.groups}
    on_waking = bool(names & set(table("day.toml")["on_waking"]["concepts"]))
    if on_waking and medicine.moment in (None, "morning"):
        return (slot("waking"),)
    if names & set(table("day.toml")["with_meals"]["concepts"]):
        return tuple(s for s in slots() if s.is_meal)
    return tuple(s for s in slots() if medicine.moment in s.moments)


def free_slots(case: Case, nutrient: str) -> tuple[Slot, ...]:
    """The moments far enough from every medicine that must be kept apart from a nutrient."""
    kept = [
        (taken.hour, separation.hours)
        for separation in case.screening.separations
        if separation.nutrient == nutrient
        for medicine in case.person.medicines or ()
        if medicine.text == separation.medicine
        for taken in medicine_slots(medicine)
    ]
    return tuple(
        s
        for s in slots()
        if s.food != "empty stomach" and all(abs(s.hour - hour) >= gap for hour, gap in kept)
    )


def calcium_slots(case: Case, count: int, *, with_food: bool) -> tuple[Slot, ...]:
    """The best moments for a number of calcium doses; fewer when the day has no room for more.

    Far enough from the medicines calcium binds, far enough from each other, at meals where the salt
    needs acid.
    """
    room = [s for s in free_slots(case, "calcium") if s.is_meal or not with_food]
    for size in range(count, 0, -1):
        fitting = [c for c in combinations(room, size) if _apart(c)]
        if fitting:
            return min(fitting, key=_preference)
    return ()


def vitamin_slot(case: Case, nutrient: str) -> Slot | None:
    """The best moment for a fat-soluble vitamin: the fattiest meal that is free."""
    room = free_slots(case, nutrient)
    return min(room, key=lambda s: PREFERRED.index(s.name)) if room else None


def _apart(chosen: Sequence[Slot]) -> bool:
    gap = number("choice-calcium-dose-interval")
    return all(later.hour - earlier.hour >= gap for earlier, later in combinations(chosen, 2))


def _preference(chosen: Sequence[Slot]) -> tuple[int, ...]:
    return tuple(sorted(PREFERRED.index(s.name) for s in chosen))
