"""The moments at which a simulated course is told in numbers, and what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from d3k2.report.documents import TrajectoryDocument
from d3k2.report.labels import label
from d3k2.report.prediction import MONTH, nearest
from d3k2.units import DAYS_A_YEAR
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


Pick = Literal["at", "lowest", "highest"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the courses, and its name.

    With ``lowest`` and ``highest`` it is the point from `place` on where the median of a course
    is, so each course has its own.
    """

    place: int
    day: float
    name: str
    pick: Pick = "at"

    def of(self, course: TrajectoryDocument) -> int:
        """Return the place of its point in a course."""
        if self.pick == "at":
            return self.place
        extreme = min if self.pick == "lowest" else max
        return extreme(range(self.place, len(course.median)), key=lambda i: course.median[i])


def moments(courses: Sequence[TrajectoryDocument], audience: Audience) -> list[Moment]:
    """Return today, moments between and the end, wherever the courses have a point there.

    Where the end is followed by the hour, one hour of it says nothing of the day: then the lowest
    and the highest hour of the last day stand in its place.
    """
    if not courses:
        return []
    course = courses[0]
    last = course.time_days[-1]
    between = LONG if last > LONG[0] else SHORT
    wanted = [0.0, *(day for day in between if day < last * (1 - OFF))]
    if not by_hour(course):
        wanted.append(last)
    found = {nearest(course, day): day for day in wanted if _has(course, day)}
    told = [Moment(place, day, when(day, audience)) for place, day in sorted(found.items())]
    return [*told, *_last_day(course, audience)]


def ends(courses: Sequence[TrajectoryDocument], audience: Audience) -> list[Moment]:
    """Return where the courses end: one moment, or the extremes of a day followed by the hour."""
    told = moments(courses, audience)
    return [m for m in told if m.pick != "at"] or told[-1:]


def by_hour(course: TrajectoryDocument) -> bool:
    """Whether the end of a course is followed by the hour."""
    return any(day % 1 for day in course.time_days)


def _last_day(course: TrajectoryDocument, audience: Audience) -> list[Moment]:
    if not by_hour(course):
        return []
    day = course.time_days[-1] - 1
    first = next(i for i, time in enumerate(course.time_days) if time >= day)
    picks: tuple[Pick, ...] = ("lowest", "highest")
    return [Moment(first, day, label(f"moment.{pick}", audience), pick) for pick in picks]


def when(day: float, audience: Audience) -> str:
    """Say how far away a day is, in a unit that fits."""
    if day == 0:
        return label("moment.today", audience)
    if day % _WEEK == 0 and day <= _IN_WEEKS:
        return _counted(round(day / _WEEK), "week", audience)
    for length, tolerance, unit in (
        (DAYS_A_YEAR, _NEAR_A_YEAR, "year"),
        (MONTH, _NEAR_A_MONTH, "month"),
    ):
        count = round(day / length)
        if count and abs(day - count * length) <= tolerance:
            return _counted(count, unit, audience)
    return _counted(round(day), "day", audience)


def _counted(count: int, unit: str, audience: Audience) -> str:
    many = unit if count == 1 else f"{unit}s"
    return label(f"moment.{many}", audience, count=count)


def _has(course: TrajectoryDocument, day: float) -> bool:
    return abs(course.time_days[nearest(course, day)] - day) <= OFF * day
