"""The numbers of a pool as people read them, the same on the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from d3k2.report.pool_documents import (
    LeftOutDocument,
    PoolDocument,
    PooledDocument,
    PooledTrialDocument,
    PoolSetDocument,
)

SMALLEST_RATIO = 0.01
LARGEST_RATIO = 1000.0
"""Beyond these a ratio says no more than that it is beyond."""

FIGURES = 3
"""Significant figures of a difference."""


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool as one line: what is in it and what it says."""

    name: str
    trials: int
    estimate: str
    """With its Hartung-Knapp interval; the reason where there is none."""
    prediction: str
    heterogeneity: str


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A reason, and the rows that are not pooled for it."""

    reason: str
    rows: tuple[LeftOutDocument, ...]

    @property
    def labels(self) -> str:
        """The trials, each once."""
        return ", ".join(dict.fromkeys(row.label for row in self.rows))


def number_of(value: float, *, ratio: bool) -> str:
    """Write an effect: a ratio with two decimals, a difference with three figures."""
    return _ratio(value) if ratio else _difference(value, _decimals(value))


def interval_of(estimate: float, low: float, high: float, *, ratio: bool) -> str:
    """Write an estimate with its interval, all to the same decimal."""
    value, first, last = _alike([estimate, low, high], ratio=ratio)
    return f"{value} ({first} to {last})"


def span_of(low: float, high: float, *, ratio: bool) -> str:
    """Write an interval alone."""
    return " to ".join(_alike([low, high], ratio=ratio))


def _alike(values: Sequence[float], *, ratio: bool) -> list[str]:
    if ratio:
        return [_ratio(value) for value in values]
    decimals = _decimals(max(abs(value) for value in values))
    return [_difference(value, decimals) for value in values]


def _ratio(value: float) -> str:
    if value > LARGEST_RATIO:
        return f">{LARGEST_RATIO:.0f}"
    return f"<{SMALLEST_RATIO}" if 0 < value < SMALLEST_RATIO else f"{value:.2f}"


def _difference(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}"


def _decimals(largest: float) -> int:
    """Return what a number needs for three figures."""
    size = abs(largest)
    return min(FIGURES, max(0, FIGURES - 1 - floor(log10(size)))) if size else 0


def is_ratio(found: PoolSetDocument) -> bool:
    """Whether a set is about ratios."""
    return found.measures[0] not in ("MD", "SMD")


def set_name(document: PoolDocument, found: PoolSetDocument) -> str:
    """Name a set: what was compared, in what measure, in how many trials."""
    retracted = sum(t.standing == "retracted" for t in found.trials)
    standing = len(found.trials) - retracted
    unit = f" in {document.outcome.unit}" if document.outcome.unit else ""
    measures = " and ".join(found.measures)
    count = f"{standing or 'no'} trial{'s' if standing > 1 else ''}"
    more = f" and {retracted} retracted" if retracted else ""
    return f"{found.name}, {measures}{unit}: {count}{more}"


def trial_numbers(trial: PooledTrialDocument) -> str:
    """Write what one trial found."""
    ratio = trial.measure not in ("MD", "SMD")
    return interval_of(trial.estimate, trial.low, trial.high, ratio=ratio)


def trial_name(trial: PooledTrialDocument) -> str:
    """Name a trial, and say where it does not stand well."""
    return trial.label if trial.standing == "current" else f"{trial.label} ({trial.standing})"


def pool_rows(found: PoolSetDocument) -> list[PoolRow]:
    """Return the main figure, what a fixed effect says, and the same with other trials."""
    ratio = is_ratio(found)
    rows = []
    if found.pooled is not None:
        main = found.pooled
        fixed = interval_of(main.fixed, main.fixed_low, main.fixed_high, ratio=ratio)
        normal = interval_of(main.estimate, main.normal_low, main.normal_high, ratio=ratio)
        rows += [
            _row("random effects", main, ratio=ratio),
            PoolRow("fixed effect", main.trials, fixed, "", ""),
            PoolRow("random effects, normal interval", main.trials, normal, "", ""),
        ]
    for variant in found.variants:
        if variant.pooled is None:
            count = len(variant.trials)
            left = "one trial alone" if count == 1 else "no trial left"
            rows.append(PoolRow(variant.name, count, left, "", ""))
        else:
            rows.append(_row(variant.name, variant.pooled, ratio=ratio))
    return rows


def left_one_out(found: PoolSetDocument) -> list[PoolRow]:
    """Return the main figure without each of its trials."""
    ratio = is_ratio(found)
    return [_row(f"without {one.label}", one.pooled, ratio=ratio) for one in found.leave_one_out]


def left_out_rows(left_out: Sequence[LeftOutDocument]) -> list[LeftOutRow]:
    """Group what is not pooled by the reason, the commonest first."""
    reasons: dict[str, list[LeftOutDocument]] = {}
    for row in left_out:
        reasons.setdefault(row.reason, []).append(row)
    order = sorted(reasons, key=lambda reason: -len(reasons[reason]))
    return [LeftOutRow(reason, tuple(reasons[reason])) for reason in order]


def heterogeneity_of(pooled: PooledDocument) -> str:
    """Write how much the trials differ beyond chance."""
    p = "P < 0.001" if pooled.q_p < 0.001 else f"P = {pooled.q_p:.3f}"
    return (
        f"tau2 {pooled.tau2:.3g} ({pooled.tau2_low:.3g} to {pooled.tau2_high:.3g}), "
        f"I2 {100 * pooled.i2:.0f} % ({100 * pooled.i2_low:.0f} to {100 * pooled.i2_high:.0f}), "
        f"Q {pooled.q:.2f} on {pooled.degrees_of_freedom} df, {p}"
    )


def prediction_of(pooled: PooledDocument, *, ratio: bool) -> str:
    """Write where a further trial would lie; nothing with fewer than three."""
    low, high = pooled.prediction_low, pooled.prediction_high
    if low is None or high is None:
        return ""
    return span_of(low, high, ratio=ratio)


def _row(name: str, pooled: PooledDocument, *, ratio: bool) -> PoolRow:
    return PoolRow(
        name=name,
        trials=pooled.trials,
        estimate=interval_of(pooled.estimate, pooled.low, pooled.high, ratio=ratio),
        prediction=prediction_of(pooled, ratio=ratio),
        heterogeneity=heterogeneity_of(pooled),
    )
