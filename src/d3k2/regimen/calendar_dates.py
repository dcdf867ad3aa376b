"""Dates as people write them: a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
}
_NAMES = "|".join(sorted((*_MONTHS, "sept"), key=len, reverse=True))
_DATE = re.compile(
    r"(?P<iso>\d{4})(?:-(?P<iso_month>\d{1,2})(?:-(?P<iso_day>\d{1,2}))?)?(?![-/.]?\d)"
    rf"|(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_NAMES})\.?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<us_month>{_NAMES})\.?\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>\d{{4}})"
)
EARLIEST, LATEST = 1900, 2200
"""Years. Outside of them a number is no year."""

ACCEPTED = "a date such as 2025, 2025-01 or 2025-01-31"


def match_date(plain: str, at: int) -> tuple[date, date, int] | None:
    """Find a date at this position.

    Returns
    -------
    tuple of (date, date, int) or None
        The first and the last day it can mean (a year has many), and where it ends.

    Raises
    ------
    ValueError
        When it looks like a date but is none, such as 2025-02-30.
    """
    match = _DATE.match(plain, at)
    if match is None:
        return None
    year = int(match["iso"] or match["year"] or match["us_year"])
    named = match["month"] or match["us_month"]
    month = _month(named) if named else _number(match["iso_month"])
    day = _number(match["iso_day"] or match["day"] or match["us_day"])
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"{year} is not a year anyone takes supplements in")
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), match.end()
    if day is None:
        first = date(year, month, 1)
        return first, date(year, month, calendar.monthrange(year, month)[1]), match.end()
    return date(year, month, day), date(year, month, day), match.end()


def _month(name: str) -> int:
    return _MONTHS[name[:3]]


def _number(text: str | None) -> int | None:
    return int(text) if text else None
