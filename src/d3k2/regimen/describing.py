"""An item in words that read back to the same item."""

from __future__ import annotations

from d3k2.regimen.naming import factor, form, table
from d3k2.regimen.regimen import Ingredient, Item, Moment, Regimen, Schedule
from d3k2.units import other_reading, term

_MOMENTS: dict[Moment, str] = {
    "morning": "in the morning",
    "midday": "at midday",
    "evening": "in the evening",
    "bedtime": "at bedtime",
}
_FOOD = {
    "meal": "with food",
    "fatty meal": "with the fattiest meal",
    "empty stomach": "on an empty stomach",
}
_SALTS = {
    "carbonate": "calcium carbonate",
    "citrate": "calcium citrate",
    "other": "calcium other salt",
}


def describe(item: Item) -> str:
    """Write an item in the regimen language, in one way only.

    Examples
    --------
    >>> from d3k2.regimen import read_item
    >>> describe(read_item("vitamin D3 50 mcg every evening with a meal"))
    'D3 2000 IU daily in the evening with food'
    """
    parts = " + ".join(_ingredient(each) for each in item.ingredients)
    units = "" if item.units == 1 else f", {_number(item.units)} at a time,"
    return f"{parts}{units} {_schedule(item.schedule)}"


def describe_regimen(regimen: Regimen) -> str:
    """Write a whole regimen in the regimen language."""
    return "; ".join(describe(item) for item in regimen.items) or "nothing"


def _ingredient(each: Ingredient) -> str:
    known = form(each.substance)
    if each.substance in ("d3", "d2"):
        unit = term(known.amount).accepts["IU"]
        whole = round(each.amount / unit)
        if whole * unit == each.amount:
            return f"{known.canonical} {whole} IU"
    if each.substance != "calcium":
        return f"{known.canonical} {_number(each.amount)} µg"
    name = _SALTS[each.salt] if each.salt else "calcium"
    asked = any(
        each.amount in row["tablet_weights"]
        for row in table("salts").values()
        if name in row["names"]
    )
    mark = " (elemental)" if asked else ""
    return f"{name} {_number(each.amount)} mg{mark}"


def _number(value: float) -> str:
    text = f"{value:.0f}" if value == round(value) else repr(float(value))
    return f"{text}0" if other_reading(text) is not None else text


def _schedule(schedule: Schedule) -> str:
    words = [_often(schedule)]
    words += [" and ".join(_MOMENTS[m] for m in schedule.moments)] if schedule.moments else []
    words += [_FOOD[schedule.with_food]] if schedule.with_food else []
    if schedule.once:
        words += [f"on {schedule.start}"] if schedule.start else []
    else:
        words += [f"from {schedule.start}"] if schedule.start else []
        words += [f"until {schedule.end}"] if schedule.end else []
    return " ".join(words)


def _often(schedule: Schedule) -> str:
    if schedule.once:
        return "once"
    names = {
        1.0: ("daily", "a day"),
        7.0: ("weekly", "a week"),
        factor("month"): ("monthly", "a month"),
    }
    adverb, period = names.get(
        schedule.every_days, (f"every {_number(schedule.every_days)} days", "")
    )
    if schedule.takes == 1:
        return adverb
    if schedule.takes == 2 and schedule.every_days == 1:
        return "twice daily"
    return f"{_number(schedule.takes)} times {period or adverb}"
