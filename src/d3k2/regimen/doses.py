"""What a regimen amounts to: per day, and on which days."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from d3k2.regimen.naming import factor
from d3k2.regimen.regimen import Item, Regimen, Substance


class Dose(NamedTuple):
    """One substance swallowed on one day: µg, or mg for calcium."""

    day: date
    substance: Substance
    amount: float


def vitamin_d_per_day(regimen: Regimen) -> float:
    """Return µg of vitamin D a day: D3, D2, and calcifediol by its labelling factor.

    A single dose is not a daily amount and counts nothing here.
    """
    plain = regimen.daily("d3", "d2")
    return plain + factor("calcifediol_as_vitamin_d") * regimen.daily("calcifediol")


def is_intermittent(item: Item) -> bool:
    """Whether its doses lie so far apart that each is an event, not part of a rate."""
    return item.schedule.once or _interval(item) >= factor("intermittent_from")


def doses_between(regimen: Regimen, start: date, end: date) -> list[Dose]:
    """List the doses of the intermittent items from one day to another, both included.

    The rest of the regimen is a rate: `Item.daily`. Without a first day of its own an item begins
    on the first day asked for.
    """
    found = [
        Dose(day, each.substance, each.amount * item.units)
        for item in regimen.items
        if is_intermittent(item)
        for day in _days(item, start, end)
        for each in item.ingredients
    ]
    return sorted(found, key=lambda dose: dose.day)


def _interval(item: Item) -> float:
    return item.schedule.every_days / item.schedule.takes


def _days(item: Item, start: date, end: date) -> Iterable[date]:
    first = item.schedule.start or start
    if item.schedule.once:
        return [first] if start <= first <= end else []
    last = min(end, item.schedule.end or end)
    interval = _interval(item)
    begin = max(0, math.floor((start - first).days / interval))
    count = max(0, math.ceil((last - first).days / interval)) + 1
    days = (first + timedelta(days=round(k * interval)) for k in range(begin, count + 1))
    return [day for day in days if start <= day <= last]
