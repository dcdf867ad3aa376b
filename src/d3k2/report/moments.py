"""The moments at which a simulated course is told in numbers, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from d3k2.report.documents import TrajectoryDocument
from d3k2.report.labels import label
from d3k2.report.prediction import MONTH, YEAR, nearest
from d3k2.wording import Audience

LONG = (91.0, 365.0)
"""Days of a long run that are told besides the first and the last one."""

SHORT = (7.0, 28.0)
"""The same for a run that ends before."""

OFF = 0.1
"""How far the nearest point may lie from a moment, as a share of it."""

_NEAR_A_YEAR = 7.0
_NEAR_A_MONTH = 3.0
_WEEK = 7.0
_IN_WEEKS = 84.0
"""Days up to which whole weeks are told as such."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the courses, and its name."""

    place: int
    day: float
    name: str


def moments(courses: Sequence[TrajectoryDocument], audience: Audience) -> list[Moment]:
    """Return today, moments between and the end, wherever the courses have a point there."""
    if not courses:
        return []
    course = courses[0]
    last = course.time_days[-1]
    between = LONG if last > LONG[0] else SHORT
    wanted = [0.0, *(day for day in between if day < last * (1 - OFF)), last]
    found = {nearest(course, day): day for day in wanted if _has(course, day)}
    return [Moment(place, day, when(day, audience)) for place, day in sorted(found.items())]


def when(day: float, audience: Audience) -> str:
    """Say how far away a day is, in a unit that fits."""
    if day == 0:
        return label("moment.today", audience)
    if day % _WEEK == 0 and day <= _IN_WEEKS:
        return _counted(round(day / _WEEK), "week", audience)
    for length, tolerance, unit in ((YEAR, _NEAR_A_YEAR, "year"), (MONTH, _NEAR_A_MONTH, "month")):
        count = round(day / length)
        if count and abs(day - count * length) <= tolerance:
            return _counted(count, unit, audience)
    return _counted(round(day), "day", audience)


def _counted(count: int, unit: str, audience: Audience) -> str:
    many = unit if count == 1 else f"{unit}s"
    return label(f"moment.{many}", audience, count=count)


def _has(course: TrajectoryDocument, day: float) -> bool:
    return abs(course.time_days[nearest(course, day)] - day) <= OFF * day
