"""What a condition can ask about the supplements taken: which, how much, since when."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any

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
    return tomllib.loads(resources.files("d3k2.safety").joinpath("engine.toml").read_text("utf-8"))


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
    """Whether the person is known to have taken it regularly, unchanged, for long enough.

    Not known means not steady: then the stricter sentence stands.
    """
    if person.takes is None:
        return False
    items = [i for i in person.takes.on(person.date).items if _in_item(name, i)]
    since = person.date - timedelta(days=engine()["steady_days"])
    return bool(items) and all(
        not i.schedule.once and (i.schedule.start is None or i.schedule.start <= since)
        for i in items
    )


def amount_taken(bound: Amount, person: Person, regimen: Regimen) -> tuple[float, bool]:
    """How much of it is taken, and whether that is all of it.

    Returns
    -------
    tuple of (float, bool)
        µg or mg, a day or in the largest single dose; False when food is not counted in it.
    """
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
