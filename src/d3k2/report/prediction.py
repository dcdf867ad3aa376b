"""The predicted course of 25(OH)D in words and as a table: what the chart shows, without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from d3k2.report.documents import AssessDocument, OptionDocument, TrajectoryDocument
from d3k2.report.labels import label
from d3k2.units import DAYS_A_YEAR, show
from d3k2.wording import Audience

MONTH = DAYS_A_YEAR / 12
MONTHS = tuple(range(0, 25, 3))
"""Moments of the table, months from the day of the assessment."""

SEVERAL = 2
"""Measurements that make a course of a person over time."""

DRAWN = ("plan", "now", "nothing")
"""Which curve matters most, unless everything is to be stopped."""


@dataclass(frozen=True, slots=True)
class Target:
    """A 25(OH)D level, nmol/L, and the authorities that aim for it."""

    level: float
    authorities: tuple[str, ...]


def calcidiol(document: AssessDocument) -> list[TrajectoryDocument]:
    """The curves of 25(OH)D, the one that matters most first."""
    found = {t.id: t for t in document.trajectories if t.variable == "calcidiol"}
    order = reversed(DRAWN) if document.plan.d3.action == "stop" else DRAWN
    return [found[name] for name in order if name in found]


def compared(document: AssessDocument) -> list[TrajectoryDocument]:
    """The two curves that are drawn; a third one stands in the table only."""
    return calcidiol(document)[:2]


def predictions(document: AssessDocument) -> list[str]:
    """Say for each drawn curve what to expect after one year, and how past values were met."""
    said = []
    for curve in compared(document):
        at = nearest(curve, DAYS_A_YEAR)
        said.append(
            label(
                "curve.prediction",
                document.audience,
                label=_capital(curve.label),
                median=level(curve.median[at]),
                low=level(curve.p5[at]),
                high=level(curve.p95[at]),
            )
        )
    return said + looked_back(document)


def looked_back(document: AssessDocument) -> list[str]:
    """Say for each of several measured days what was to be expected before it.

    A single value was weighed against people like this one, which the chart shows.
    """
    curves = calcidiol(document)
    if not curves or len(curves[0].measured) < SEVERAL:
        return []
    return [
        label(
            "curve.looked_back",
            document.audience,
            date=(date.fromisoformat(document.date) + timedelta(days=measured.day)).isoformat(),
            measured=level(measured.value),
            median=level(expected.median),
            low=level(expected.p5),
            high=level(expected.p95),
        )
        for measured, expected in zip(
            curves[0].measured, curves[0].predicted_at_measured, strict=True
        )
    ]


def rows(document: AssessDocument) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chart as a table: every three months, each curve in nmol/L and in ng/mL."""
    curves = calcidiol(document)
    return [
        (
            moment(months, document.audience),
            [(_cell(c, months, "nmol/L"), _cell(c, months, "ng/mL")) for c in curves],
        )
        for months in MONTHS
    ]


def targets(options: Sequence[OptionDocument]) -> list[Target]:
    """The targets in force for this person, lowest first, each with all who share it."""
    shared: dict[float, list[str]] = {}
    for option in options:
        if option.kind == "target" and option.status == "in force" and option.target_nmol_l:
            names = shared.setdefault(option.target_nmol_l, [])
            if option.authority not in names:
                names.append(option.authority)
    return [Target(found, tuple(names)) for found, names in sorted(shared.items())]


def level(value: float) -> str:
    """A level in both units, that of the chart's axis first."""
    return f"{show(value, 'calcidiol')} ({show(value, 'calcidiol', 'ng/mL')})"


def moment(months: int, audience: Audience) -> str:
    """How far away, in words."""
    if months == 0:
        return label("curve.today", audience)
    return label("curve.after", audience, months=months)


def calendar(document: AssessDocument, days: float) -> str:
    """The month and year of a day on the time axis: 25(OH)D follows the season."""
    on = date.fromisoformat(document.date) + timedelta(days=round(days))
    names = label("months", document.audience).split()
    return f"{names[on.month - 1]} {on.year}"


def nearest(curve: TrajectoryDocument, day: float) -> int:
    """The place in the curve that lies nearest to a day."""
    return min(range(len(curve.time_days)), key=lambda i: abs(curve.time_days[i] - day))


def _cell(curve: TrajectoryDocument, months: int, unit: str) -> str:
    at = nearest(curve, months * MONTH)
    median, low, high = (
        show(value[at], "calcidiol", unit).removesuffix(f" {unit}")
        for value in (curve.median, curve.p5, curve.p95)
    )
    return f"{median} ({low}-{high}) {unit}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
