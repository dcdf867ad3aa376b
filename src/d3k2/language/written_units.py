"""The unit of a number: what follows it, and "daily" before it."""

from __future__ import annotations

import re

from d3k2.language.amount_words import (
    per_pattern,
    period_named,
    table,
    unit_named,
    unit_pattern,
)
from d3k2.language.digits import Number

_OF = re.compile(r"\s+(?:of|in)\s+(?:[^\W_][\w()µ.-]*\s+){1,4}?(?=\S)")
_DAILY = re.compile(
    r"\b(?P<period>daily|weekly|monthly|yearly|annual)\s+(?:[^\W\d_][\w-]*\s+){0,3}?"
    r"(?:dose|doses|intake|intakes|amount|allowance|limit|supplement|need|requirement|of|take)\s+"
    r"(?:(?:of|is|was|at|to|about|around|roughly|only|up|least|between|than|less|more)\s+){0,3}\Z",
    re.IGNORECASE,
)
_PERIODS = {
    "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annual": "year"
}  # fmt: skip
_MORE = re.compile(r"/[^\W\d_]{1,4}\b")
"""What makes a unit another one that is not known: the /g of pmol/g."""
DOSES = frozenset({"IU", "kIU", "µg", "mg", "g", "mmol"})
"""Units a "daily" before the number may complete."""
LOOK_BACK = 80
"""Characters before a number in which "daily dose of" may stand."""


def unit_after(text: str, number: Number) -> tuple[str | None, int]:
    """Return the unit that follows a number, and where number and unit end."""
    if number.kind == "times":
        return _how_often(text, number)
    match = unit_pattern().match(text, number.end)
    if match is None:
        return None, number.end
    unit, end = unit_named(match["unit"]), match.end()
    unit, end = _per(text, unit, end)
    if _MORE.match(text, end):
        return None, number.end
    if "/" not in unit and unit in DOSES:
        unit = _per_later(text, unit, end)
    return unit, end


def unit_before(text: str, start: int, unit: str | None) -> str | None:
    """Complete a dose by the time said before it: "a daily dose of 800 IU"."""
    if unit not in DOSES:
        return unit
    said = _DAILY.search(text, max(0, start - LOOK_BACK), start)
    return f"{unit}/{_PERIODS[said['period'].lower()]}" if said else unit


def _per(text: str, unit: str, end: int) -> tuple[str, int]:
    """Add "/kg" and "/day" as often as they are written."""
    while unit in table()["per"]["of"]:
        match = per_pattern().match(text, end)
        if match is None:
            break
        unit, end = f"{unit}/{period_named(match['per'])}", match.end()
    return unit, end


def _per_later(text: str, unit: str, end: int) -> str:
    """The time said after the substance: "800 IU of vitamin D a day"."""
    over = _OF.match(text, end)
    while over:
        match = per_pattern().match(text, over.end())
        if match:
            return f"{unit}/{period_named(match['per'])}"
        longer = re.compile(r"[^\W_][\w()µ.-]*\s+(?=\S)").match(text, over.end())
        if longer is None or len(text[end : longer.end()].split()) > 6:
            break
        over = longer
    return unit


def _how_often(text: str, number: Number) -> tuple[str | None, int]:
    """Read "once", "twice" before "daily", or "twice" before "as much"."""
    match = per_pattern().match(text, number.end)
    if match:
        return f"times/{period_named(match['per'])}", match.end()
    if number.value > 1 and re.compile(r"\s+(?:as|the|that)\b").match(text, number.end):
        return "times", number.end
    return None, number.end
