"""Simulated levels as numbers for people: median and range, named variables, measured values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from string import ascii_uppercase

from d3k2.report.documents import StatementDocument, TrajectoryDocument
from d3k2.report.labels import label
from d3k2.report.moments import Moment, by_hour
from d3k2.report.simulate_documents import Comparison, SimulatedDocument, SimulateDocument
from d3k2.units import convert, show_number, term
from d3k2.wording import Audience

SECOND_UNIT = {"calcidiol": "ng/mL"}
"""Variables that are told in another unit too, because laboratories print both."""

UNITLESS = ("1", "relative")

PER_DAY = "mmol/day"
"""The unit of what is counted over a day: followed by the hour it is a rate."""

FIRST = ("simulate.k2_form",)
"""Limits without which the curves would be misread, beside every warning."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A median with the range of nine people in ten."""

    median: str
    low: str
    high: str

    @property
    def span(self) -> str:
        """The range; with ``to`` where a sign would be mistaken for a dash."""
        between = " to " if "-" in self.low + self.high else "-"
        return f"{self.low}{between}{self.high}"

    @property
    def text(self) -> str:
        """Both, or the median alone where there is no range."""
        return self.median if self.low == self.high else f"{self.median} ({self.span})"


@dataclass(frozen=True, slots=True)
class Compared:
    """One variable under every regimen, in the order of the regimens."""

    variable: str
    status: str
    courses: tuple[SimulatedDocument, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units in which it is told, that of the chart first."""
        second = SECOND_UNIT.get(self.variable)
        return (self.courses[0].unit, *([second] if second else []))


@dataclass(frozen=True, slots=True)
class Met:
    """A measured value beside what was expected of it."""

    variable: str
    day: date
    unit: str
    """Empty where there is none."""
    measured: str
    expected: Cell
    inside: bool
    change: bool


def compared(document: Comparison) -> list[Compared]:
    """Return each variable with its courses; what may enter an answer first, research last."""
    by_variable = sorted(document.trajectories, key=lambda t: t.variable)
    grouped = {name: tuple(found) for name, found in groupby(by_variable, lambda t: t.variable)}
    order = dict.fromkeys(t.variable for t in document.trajectories)
    found = [Compared(name, grouped[name][0].status, grouped[name]) for name in order]
    return sorted(found, key=lambda one: one.status != "passed")


def letters(document: Comparison) -> dict[str, str]:
    """Return a letter for each regimen."""
    return {r.id: letter for r, letter in zip(document.regimens, ascii_uppercase, strict=False)}


def cell(course: TrajectoryDocument, place: int, unit: str) -> Cell:
    """Return one point of a course in a unit."""
    return _cell(course.variable, unit, (course.median[place], course.p5[place], course.p95[place]))


def name_of(variable: str, audience: Audience) -> str:
    """Return what a variable is called."""
    return label(f"variable.{variable}", audience)


def headed(one: Compared, unit: str, audience: Audience) -> str:
    """Return what a variable is called, with its unit."""
    rate = unit == PER_DAY and by_hour(one.courses[0])
    name = label(f"rate.{one.variable}", audience) if rate else name_of(one.variable, audience)
    return name if unit in UNITLESS else f"{name}, {unit}"


def met_name(one: Met, audience: Audience) -> str:
    """Return what a measured value is called, with its unit."""
    key = "changed" if one.change else "variable"
    name = label(f"{key}.{one.variable}", audience)
    return f"{name}, {one.unit}" if one.unit else name


def warnings(document: Comparison) -> list[StatementDocument]:
    """Return what has to be read before any curve."""
    return [s for s in document.limits if s.level in ("stop", "caution") or s.id in FIRST]


def reservations(document: Comparison) -> list[StatementDocument]:
    """Return every other limit."""
    first = warnings(document)
    return [s for s in document.limits if s not in first]


def met(document: SimulateDocument) -> list[Met]:
    """Return every measured value with what was expected before it was known, the latest first."""
    found = []
    start = date.fromisoformat(document.date)
    for one in compared(document):
        course = one.courses[0]
        for point, expected in zip(course.measured, course.predicted_at_measured, strict=True):
            band = (expected.median, expected.p5, expected.p95)
            found.append(
                Met(
                    variable=one.variable,
                    day=start + timedelta(days=point.day),
                    unit="" if course.unit in UNITLESS else course.unit,
                    measured=_number(one.variable, course.unit, point.value),
                    expected=_cell(one.variable, course.unit, band),
                    inside=expected.p5 <= point.value <= expected.p95,
                    change=course.measured_is != "level",
                )
            )
    return sorted(found, key=lambda m: m.day, reverse=True)


def described(one: Compared, ids: dict[str, str], told: Sequence[Moment]) -> list[str]:
    """Say in words where each course ends."""
    return [
        f"{ids[course.id]}: {cell(course, m.of(course), course.unit).text} {course.unit}, {m.name}."
        for course in one.courses
        for m in told
    ]


def _cell(variable: str, unit: str, values: Sequence[float]) -> Cell:
    return Cell(*(_number(variable, unit, value) for value in values))


def _number(variable: str, unit: str, value: float) -> str:
    found = term(variable)
    return show_number(convert(value, variable, unit), found.decimals.get(unit))
