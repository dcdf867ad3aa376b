"""The records of what is taken: an ingredient, a schedule, an item, a regimen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Substance = Literal["d3", "d2", "calcifediol", "k1", "mk4", "mk7", "k2", "calcium"]
"""What d3k2 counts. ``k2`` is vitamin K2 whose form was not said.

Amounts are µg for the vitamins and mg of the element for calcium.
"""

VITAMIN_D: tuple[Substance, ...] = ("d3", "d2", "calcifediol")
VITAMIN_K2: tuple[Substance, ...] = ("mk4", "mk7", "k2")

Salt = Literal["carbonate", "citrate", "other"]
Moment = Literal["morning", "midday", "evening", "bedtime"]


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One substance in one unit taken (a capsule, a tablet, a drop)."""

    substance: Substance
    amount: float
    """µg (vitamins) or mg elemental (calcium), per unit."""
    salt: Salt | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often, when in the day, and between which dates."""

    takes: float = 1.0
    """How many times within one period."""
    every_days: float = 1.0
    """The length of the period in days: 1 daily, 7 weekly, 90 every 90 days."""
    moments: tuple[Moment, ...] = ()
    with_food: Literal["meal", "fatty meal", "empty stomach"] | None = None
    start: date | None = None
    end: date | None = None
    once: bool = False

    def active(self, day: date) -> bool:
        """Whether a dose can fall on this day."""
        after_start = self.start is None or day >= self.start
        before_end = self.end is None or day <= self.end
        return after_start and before_end


@dataclass(frozen=True, slots=True)
class Item:
    """One product taken by one schedule, and the words it was read from."""

    ingredients: tuple[Ingredient, ...]
    schedule: Schedule
    units: float = 1.0
    """Capsules, tablets or drops at each take."""
    text: str = field(default="", compare=False)
    """The words it was read from: two ways to say the same are the same item."""

    def daily(self, substance: Substance) -> float:
        """The average amount of a substance per day while the item is taken."""
        if self.schedule.once:
            return 0.0
        per_unit = sum(i.amount for i in self.ingredients if i.substance == substance)
        return per_unit * self.units * self.schedule.takes / self.schedule.every_days

    def single(self, substance: Substance) -> float:
        """The amount of a substance swallowed at one take."""
        return self.units * sum(i.amount for i in self.ingredients if i.substance == substance)

    def contains(self, *substances: Substance) -> bool:
        """Whether any of the substances is in it."""
        return any(i.substance in substances for i in self.ingredients)


@dataclass(frozen=True, slots=True)
class Regimen:
    """Everything taken, in the order it was written. Empty means nothing is taken."""

    items: tuple[Item, ...] = ()

    def on(self, day: date) -> Regimen:
        """What is being taken on this day."""
        return Regimen(tuple(i for i in self.items if i.schedule.active(day)))

    def daily(self, *substances: Substance) -> float:
        """The average amount per day over all items, summed over the substances."""
        return sum(item.daily(s) for item in self.items for s in substances)

    def contains(self, *substances: Substance) -> bool:
        """Whether any item holds any of the substances."""
        return any(item.contains(*substances) for item in self.items)

    def __str__(self) -> str:
        return "; ".join(item.text for item in self.items) or "nothing"
