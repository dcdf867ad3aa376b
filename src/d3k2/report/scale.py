"""Round numbers for an axis, and lines with no more points than the eye can tell apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_TICKS = 6
_TINY = 1e-9
"""What rounding may have added or taken."""

SURELY_POSITIVE = 0.5
"""An axis starts at zero unless everything lies above this share of the highest value."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from one round number to another."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[float]:
        """The round numbers along it."""
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * i for i in range(count + 1)]

    @property
    def decimals(self) -> int:
        """How many decimals its numbers need."""
        return max(0, -math.floor(math.log10(self.step) + _TINY) + (self._leading == STEPS[2]))

    @property
    def _leading(self) -> float:
        size = 10.0 ** math.floor(math.log10(self.step) + _TINY)
        return float(round(self.step / size, 6))


def scale(values: Sequence[float], flat: float) -> Scale:
    """Return an axis on which all values lie.

    Parameters
    ----------
    values : sequence of float
        What is shown.
    flat : float
        How much of the axis to show at least, so that noise does not look like a change.
    """
    low, high = min(values), max(values)
    if 0 <= low < SURELY_POSITIVE * high:
        low = 0.0
    missing = flat - (high - low)
    if missing > 0:
        room = missing / 2
        low, high = (0.0, high + missing) if 0 <= low < room else (low - room, high + room)
    step = next(s for s in _steps(high - low) if _count(low, high, s) <= MOST_TICKS)
    return Scale(step * math.floor(low / step + _TINY), step * math.ceil(high / step - _TINY), step)


def simplified(points: Sequence[Point], tolerance: float, most: int) -> list[Point]:
    """Return fewer points, none of the others further than the tolerance from their line.

    Where that leaves more than `most`, the tolerance is doubled.
    """
    kept = _kept(points, tolerance)
    while len(kept) > most:
        tolerance *= 2
        kept = _kept(points, tolerance)
    return kept


def every_peak(
    points: Sequence[Point], spans: Sequence[int], tolerance: float, most: int
) -> list[Point]:
    """Return fewer points of a line that goes up and down in each span, and every height it has.

    Parameters
    ----------
    points : sequence of Point
        The line.
    spans : sequence of int
        For each point the span it lies in, in order.
    tolerance : float
        How far a point that is left out may lie from the line.
    most : int
        Where that leaves more, the highest and the lowest point of each span are kept alone.
    """
    kept = _kept(points, tolerance)
    if len(kept) <= most:
        return kept
    turns = {0, len(points) - 1}
    for span in dict.fromkeys(spans):
        places = [i for i, one in enumerate(spans) if one == span]
        turns |= {choose(places, key=lambda i: points[i][1]) for choose in (min, max)}
    return [points[i] for i in sorted(turns)]


def _kept(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Keep the point furthest from the line between two that are kept, as long as it is far."""
    keep = {0, len(points) - 1}
    open_parts = [(0, len(points) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        place = max(range(first + 1, last), key=lambda i: _off(points, first, last, i))
        if _off(points, first, last, place) > tolerance:
            keep.add(place)
            open_parts += [(first, place), (place, last)]
    return [points[i] for i in sorted(keep)]


def _off(points: Sequence[Point], first: int, last: int, place: int) -> float:
    """How far a point lies above or below the line between two others."""
    (x1, y1), (x2, y2), (x, y) = points[first], points[last], points[place]
    share = (x - x1) / (x2 - x1) if x2 > x1 else 0.0
    return abs(y - (y1 + share * (y2 - y1)))


def _steps(length: float) -> list[float]:
    size = 10.0 ** (math.floor(math.log10(length)) - 1)
    return [size * 10**power * step for power in range(3) for step in STEPS]


def _count(low: float, high: float, step: float) -> int:
    return math.ceil(high / step - _TINY) - math.floor(low / step + _TINY) + 1
