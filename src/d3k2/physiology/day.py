"""A usual day: what is swallowed at which hour, and with which meal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields

from d3k2.physiology.parameters import quantity
from d3k2.regimen import VITAMIN_D, Item, Moment, Salt, Substance
from d3k2.units import HOURS_A_DAY, molar_masses

MEALS = ("breakfast", "lunch", "dinner")

_MEAL_OF: dict[Moment, str] = {"morning": "breakfast", "midday": "lunch", "evening": "dinner"}

_MOMENTS: tuple[tuple[Moment, ...], ...] = (
    ("evening",),
    ("morning", "evening"),
    ("morning", "midday", "evening"),
    ("morning", "midday", "evening", "bedtime"),
)
"""When one to four doses a day are taken by someone who does not say; more are spread evenly."""


Uptake = Callable[[Salt | None, bool], float]
"""From the salt of a calcium supplement and whether it comes with a meal to how much of it
counts, relative to calcium from food."""


def counts_in_full(salt: Salt | None, with_meal: bool) -> float:
    """Count all calcium of a supplement like calcium from food."""
    return 1.0


@dataclass(frozen=True, slots=True)
class Dose:
    """Amounts swallowed: vitamin D in nmol, vitamin K in µg; per day where it is a rate."""

    d3: float = 0.0
    d2: float = 0.0
    calcifediol: float = 0.0
    mk7: float = 0.0
    mk4: float = 0.0
    k1: float = 0.0

    def __add__(self, other: Dose) -> Dose:
        return Dose(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def times(self, factor: float) -> Dose:
        """Return the amounts multiplied by a number."""
        return Dose(*(getattr(self, f.name) * factor for f in fields(self)))

    @property
    def vitamin_k(self) -> float:
        """All vitamin K, whatever its form."""
        return self.mk7 + self.mk4 + self.k1

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True)
class Take:
    """What is swallowed at one hour of the day; a meal brings calcium from food of its own."""

    hour: float
    dose: Dose = Dose()
    calcium: float = 0.0
    """mmol from supplements, as far as it counts like calcium from food."""
    meal: bool = False

    def __add__(self, other: Take) -> Take:
        return Take(self.hour, self.dose + other.dose, self.calcium + other.calcium, self.meal)


Day = tuple[Take, ...]


def usual_day(items: Iterable[Item], uptake: Uptake = counts_in_full) -> Day:
    """Return three meals with everything that is taken day by day, by the hour."""
    takes = {hour_of(meal): Take(hour_of(meal), meal=True) for meal in MEALS}
    for item in items:
        for hour, with_meal in _moments(item):
            part = _part(item, hour, with_meal, uptake)
            takes[hour] = takes[hour] + part if hour in takes else part
    return tuple(takes[hour] for hour in sorted(takes))


def per_day(day: Day) -> Dose:
    """Return everything of a day but calcium, nmol/day and µg/day."""
    return sum((take.dose for take in day), Dose())


def hour_of(name: str) -> float:
    """Return the hour of a meal or of going to bed."""
    return quantity(f"choice-hour-of-{name}")


def in_dose(substance: Substance, amount: float) -> Dose:
    """Return an amount in µg as a dose. Vitamin K2 whose form was not said is none."""
    if substance in VITAMIN_D:
        return Dose(**{substance: nmol(substance, amount)})
    if substance in ("mk7", "mk4", "k1"):
        return Dose(**{substance: amount})
    return Dose()


def nmol(substance: Substance, micrograms: float) -> float:
    """Return an amount of vitamin D in nmol."""
    named = {"d3": "cholecalciferol", "d2": "ergocalciferol", "calcifediol": "calcidiol"}
    return micrograms * 1000 / molar_masses()[named[substance]]


def calcium_mmol(milligrams: float) -> float:
    """Return an amount of calcium in mmol."""
    return milligrams / molar_masses()["calcium"]


def _part(item: Item, hour: float, with_meal: bool, uptake: Uptake) -> Take:
    """One of the equal parts in which an item is taken over a day."""
    parts = len(_moments(item))
    dose, calcium = Dose(), 0.0
    for each in item.ingredients:
        amount = each.amount * item.units * item.schedule.takes / item.schedule.every_days / parts
        dose += in_dose(each.substance, amount)
        if each.substance == "calcium":
            calcium += calcium_mmol(amount) * uptake(each.salt, with_meal)
    return Take(hour, dose, calcium, with_meal)


def _moments(item: Item) -> tuple[tuple[float, bool], ...]:
    """The hours at which an item is taken, and whether with a meal."""
    schedule = item.schedule
    count = max(1, round(schedule.takes / schedule.every_days))
    named = schedule.moments or (_MOMENTS[count - 1] if count <= len(_MOMENTS) else ())
    with_meal = schedule.with_food in ("meal", "fatty meal")
    if not named:
        step = HOURS_A_DAY / count
        return tuple((step * (i + 1 / 2), False) for i in range(count))
    return tuple(_moment(name, with_meal) for name in named)


def _moment(name: Moment, with_meal: bool) -> tuple[float, bool]:
    if name == "bedtime":
        return hour_of("bedtime"), False
    hour = hour_of(_MEAL_OF[name])
    return (hour, True) if with_meal else (hour + hour_of("pause-after-a-meal"), False)
