"""Numbers as they are printed, and how much their rounding leaves open."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

PRINTED = r"(?:[-−+]\s?)?(?:\d{1,3}(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.·]\d+)?|[.·]\d+)"
"""A printed number: a sign, commas for thousands, a decimal point or a raised dot."""
_FIGURES = re.compile(r"\d[\d,]*(?:[.·]\d+)?|[.·]\d+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number and half a unit of its last digit: what rounding leaves open."""

    value: float
    half: float

    @property
    def low(self) -> float:
        """The least it can have been before it was rounded."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """The most it can have been."""
        return self.value + self.half


def figure(printed: str) -> Figure:
    """Read a number that `PRINTED` matched."""
    plain = printed.replace("−", "-").replace("·", ".").replace(",", "").replace(" ", "")
    return Figure(float(plain), 0.5 * 10.0 ** -_decimals(plain))


def rounded(value: float, text: str, figures: int) -> Figure:
    """Return a value with what its rounding leaves open, zeros at its end read as rounding.

    Parameters
    ----------
    text : str
        How it is written, for its decimals.
    figures : int
        So many figures are taken as meant even when they are zeros: 2,000 is then 1,950 to 2,050.
    """
    written = [match[0] for match in _FIGURES.finditer(text)]
    decimals = max((_decimals(each.replace("·", ".")) for each in written), default=0)
    step = 10.0**-decimals
    if value and not decimals:
        largest = 10.0 ** (math.floor(math.log10(abs(value))) - figures + 1)
        while step < largest and math.isclose(value / (step * 10), round(value / (step * 10))):
            step *= 10
    return Figure(value, 0.5 * step)


def overlap(low: float, high: float, other: Figure, slack: float) -> bool:
    """Whether a span of positive numbers meets a figure, both wider by a share of their size."""
    return low * (1 - slack) <= other.high and high * (1 + slack) >= other.low


def _decimals(plain: str) -> int:
    _, point, behind = plain.partition(".")
    return len(behind) if point else 0
