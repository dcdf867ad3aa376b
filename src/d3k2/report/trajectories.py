"""Predicted courses as documents, in numbers that mean something."""

from __future__ import annotations

from collections.abc import Iterable

from d3k2.plan import Curve
from d3k2.report.documents import MeasuredDocument, PredictedDocument, TrajectoryDocument
from d3k2.wording import Audience

DIGITS = 4
"""Significant digits of a predicted number: more would be noise."""

BAND = ("median", "p5", "p95")


def trajectory(curve: Curve, audience: Audience) -> TrajectoryDocument:
    """A predicted course, its label in the wording of an audience."""
    return TrajectoryDocument(
        id=curve.id,
        variable=curve.variable,
        unit=curve.unit,
        regimen=curve.regimen,
        label=curve.label.to(audience),
        time_days=[float(t) for t in curve.time],
        median=rounded(curve.median),
        p5=rounded(curve.p5),
        p95=rounded(curve.p95),
        samples=[rounded(row) for row in curve.samples],
        measured=[MeasuredDocument(day=d, value=v) for d, v in curve.measured],
        predicted_at_measured=[
            PredictedDocument(day=day, **dict(zip(BAND, rounded(found), strict=True)))
            for day, *found in curve.predicted_at_measured
        ],
    )


def rounded(values: Iterable[float]) -> list[float]:
    """Numbers to the digits that mean something."""
    return [float(f"{value:.{DIGITS}g}") for value in values]
