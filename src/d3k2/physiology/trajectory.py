"""A level over time in many virtual people, and how it is summed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.parameters import parameter_facts
from d3k2.units import term

if TYPE_CHECKING:
    import xarray as xr

MODEL_VERSION = "body/2"
"""Changes whenever a curve could come out differently for the same input and data."""


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One variable over time in `n` people.

    Attributes
    ----------
    variable : str
        A term of the register of names: ``calcidiol``.
    start : datetime.date
        The day of time zero.
    times : array
        Days from `start`; negative before it.
    values : array
        Shape (person, time), in the canonical unit of the variable.
    facts : tuple of str
        Ids of the facts that the model's constants come from.
    """

    variable: str
    start: date
    times: FloatArray
    values: FloatArray
    facts: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The canonical unit of the variable."""
        return term(self.variable).unit

    @property
    def median(self) -> FloatArray:
        """The middle person at each time."""
        return self.quantile(0.5)

    @property
    def p5(self) -> FloatArray:
        """The level below which one person in twenty lies."""
        return self.quantile(0.05)

    @property
    def p95(self) -> FloatArray:
        """The level above which one person in twenty lies."""
        return self.quantile(0.95)

    def quantile(self, share: float) -> FloatArray:
        """Return a quantile over the people at each time."""
        found: FloatArray = np.quantile(self.values, share, axis=0)
        return found

    def samples(self, count: int) -> FloatArray:
        """Return the curves of `count` people spread evenly over the sample."""
        chosen = np.linspace(0, len(self.values) - 1, min(count, len(self.values)))
        return self.values[chosen.astype(np.intp)]

    def on(self, day: date) -> FloatArray:
        """Return everyone's level on a day within the trajectory, between its times linearly."""
        at = float((day - self.start).days)
        if not self.times[0] <= at <= self.times[-1]:
            raise ValueError(f"{day} lies outside the trajectory")
        after = int(np.clip(np.searchsorted(self.times, at), 1, len(self.times) - 1))
        left, right = self.times[after - 1], self.times[after]
        part = (at - left) / (right - left)
        level: FloatArray = (1 - part) * self.values[:, after - 1] + part * self.values[:, after]
        return level

    def days(self) -> tuple[date, ...]:
        """Return the dates of the times."""
        return tuple(self.start + timedelta(days=float(t)) for t in self.times)

    def dataset(self) -> xr.Dataset:
        """Return the same as a labelled xarray Dataset with dimensions person and time."""
        import xarray as xr

        return xr.Dataset(
            {self.variable: (("person", "time"), self.values, {"units": self.unit})},
            coords={
                "person": np.arange(len(self.values)),
                "time": ("time", self.times, {"units": f"days since {self.start.isoformat()}"}),
            },
            attrs={"model": MODEL_VERSION, "facts": list(self.facts)},
        )


def model_facts(*blocks: str) -> tuple[str, ...]:
    """Return the ids of the facts behind the constants of some blocks of the model."""
    return tuple(parameter_facts(*blocks).values())
