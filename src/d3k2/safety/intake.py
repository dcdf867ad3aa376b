"""What a condition can ask about the supplements taken: which, how much, since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.person import Person
from d3k2.regimen import (
    VITAMIN_D,
    VITAMIN_K2,
    Item,
    Regimen,
    Schedule,
    Substance,
    vitamin_d_per_day,
)
from d3k2.safety.rule import Amount


@cache
def engine() -> dict[str, Any]:
    """The screening's own settings and sentences."""
    return tomli.loads(resources.files("d3k2.safety").joinpath("engine.toml").read_text("utf-8"))


GROUPS: dict[str, tuple[Substance, ...]] = {
    "d": VITAMIN_D,
    "k2": VITAMIN_K2,
    "d3": ("d3",),
    "d2": ("d2",),
    "calcifediol": ("calcifediol",),
    "k1": ("k1",),
    "mk4": ("mk4",),
    "mk7": ("mk7",),
    "calcium": ("calcium",),
}
"""What the names in ``takes``, ``steady`` and ``product`` stand for."""

SALTS = ("calcium carbonate", "calcium citrate")
"""Calcium by its salt, as ``takes`` may name it."""


def _in_item(name: str, item: Item) -> bool:
    if name in SALTS:
        salt = name.removeprefix("calcium ")
        return any(i.substance == "calcium" and i.salt == salt for i in item.ingredients)
    return item.contains(*GROUPS[name])


def substances(name: str, regimen: Regimen) -> bool:
    """Whether any product holds this substance or group."""
    return any(_in_item(name, item) for item in regimen.items)


def one_product_holds(names: tuple[str, ...], regimen: Regimen) -> bool:
    """Whether a single product holds all of these substances or groups."""
    return any(all(_in_item(name, item) for name in names) for item in regimen.items)


def is_steady(name: str, person: Person) -> bool:
    """Whether the person takes it regularly, unchanged, for long enough.

    A product without a date counts as taken for long: that is how people write what they always
    take. Where nobody asked what is taken it is not steady: then the stricter sentence stands.
    """
    items = _taken_now(name, person)
    since = person.date - timedelta(days=engine()["steady_days"])
    return bool(items) and all(
        not i.schedule.once and (i.schedule.start is None or i.schedule.start <= since)
        for i in items
    )


def is_recent(name: str, person: Person) -> bool:
    """Whether the person takes it already, but not for long enough to count as settled."""
    return bool(_taken_now(name, person)) and not is_steady(name, person)


def _taken_now(name: str, person: Person) -> list[Item]:
    takes = person.takes.on(person.date) if person.takes else Regimen()
    return [item for item in takes.items if _in_item(name, item)]


def over_lately(person: Person) -> Regimen:
    """What the person took until lately and takes no longer, single doses included.

    A single dose without a date may have been taken yesterday, so it counts.
    """
    since = person.date - timedelta(days=engine()["recent_dose_days"])
    taken = person.takes.items if person.takes else ()
    return Regimen(
        tuple(
            i
            for i in taken
            if (since <= i.schedule.end <= person.date if i.schedule.end else i.schedule.once)
        )
    )


def amount_taken(bound: Amount, person: Person, regimen: Regimen) -> tuple[float, bool]:
    """How much of it is taken, and whether that is all of it.

    Returns
    -------
    tuple of (float, bool)
        µg or mg, a day or in the largest single dose; False when food is not counted in it.
    """
    if bound.per == "recent dose":
        regimen = over_lately(person)
    if bound.of == "calcium-total":
        diet = person.diet.calcium
        return regimen.daily("calcium") + (diet or 0.0), diet is not None
    if bound.per == "day":
        return _per_day(bound, regimen), True
    takes = [Regimen((replace(item, schedule=Schedule()),)) for item in regimen.items]
    return max((0.0, *(_per_day(bound, take) for take in takes))), True


def _per_day(bound: Amount, regimen: Regimen) -> float:
    if bound.of == "d":
        return vitamin_d_per_day(regimen)
    return regimen.daily(*GROUPS[bound.of])
