"""The axis of effects: logarithmic for ratios, wide enough for every trial."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from d3k2.report.pool_documents import PoolSetDocument
from d3k2.report.scale import scale

RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
FINE_TICKS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""Where all trials lie between the first and the last of them."""

MOST_TICKS = 5
FLAT = 1e-9
"""The least length of an axis of differences."""


@dataclass(frozen=True, slots=True)
class EffectAxis:
    """From one number to another; what lies beyond is cut off at the edge."""

    low: float
    high: float
    ticks: tuple[float, ...]
    null: float
    """No effect: 1 or 0."""

    @property
    def ratio(self) -> bool:
        """Whether it shows ratios, on a logarithmic scale."""
        return self.null == 1.0

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0 to 1."""
        if value <= self.low:
            return 0.0
        if value >= self.high:
            return 1.0
        if self.ratio:
            return log(value / self.low) / log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def beyond(self, value: float) -> bool:
        """Whether a value lies outside, so that it is cut off."""
        return value < self.low or value > self.high


def effect_axis(found: PoolSetDocument) -> EffectAxis:
    """Make room for every trial's interval; intervals of the mean may be cut off."""
    ends = [end for trial in found.trials for end in (trial.low, trial.high)]
    if found.trials[0].measure in ("MD", "SMD"):
        drawn = scale([*ends, 0.0], FLAT)
        return EffectAxis(drawn.low, drawn.high, tuple(drawn.ticks), 0.0)
    ends.append(1.0)
    fine = FINE_TICKS[0] <= min(ends) and max(ends) <= FINE_TICKS[-1]
    marks: tuple[float, ...] = FINE_TICKS if fine else RATIO_TICKS
    low = max((m for m in marks if m <= min(ends)), default=min(ends))
    high = min((m for m in marks if m >= max(ends)), default=max(ends))
    inside = [m for m in marks if low <= m <= high]
    return EffectAxis(low, high, _thinned(inside), 1.0)


def _thinned(marks: list[float]) -> tuple[float, ...]:
    """Keep no effect and both ends, and as many between as are easily read."""
    step = 1 + (len(marks) - 1) // MOST_TICKS
    place = marks.index(1.0)
    return tuple(m for i, m in enumerate(marks) if (i - place) % step == 0)
