"""Virtual people as the model sees them: one value of every constant for each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from d3k2.physiology.arrays import FloatArray
from d3k2.physiology.parameters import inputs, nominal


@dataclass(frozen=True, slots=True)
class Draws:
    """Every constant of the model for `n` people; none is left at a default of the model text."""

    n: int
    values: Mapping[str, FloatArray]

    def __getitem__(self, name: str) -> FloatArray:
        return self.values[name]

    def with_values(self, **changed: ArrayLike) -> Draws:
        """Return the same people with some constants changed."""
        unknown = changed.keys() - self.values.keys()
        if unknown:
            raise KeyError(f"the model has no constant {', '.join(sorted(unknown))}")
        new = {name: _column(value, self.n) for name, value in changed.items()}
        return Draws(self.n, MappingProxyType({**self.values, **new}))

    def beside(self, **more: ArrayLike) -> Draws:
        """Return the same people with numbers that another block would have computed."""
        new = {name: _column(value, self.n) for name, value in more.items()}
        return Draws(self.n, MappingProxyType({**self.values, **new}))

    def aged(self, years: float) -> Draws:
        """Return the same people some years later, or earlier when negative."""
        return self.with_values(
            age=self["age"] + years, years_since_menopause=self["years_since_menopause"] + years
        )

    def take(self, index: NDArray[np.intp]) -> Draws:
        """Return the people at these positions, repeated where an index repeats."""
        chosen = {name: value[index] for name, value in self.values.items()}
        return Draws(len(index), MappingProxyType(chosen))


def people(n: int = 1, **varied: ArrayLike) -> Draws:
    """Return `n` people, typical in everything that is not given.

    Parameters
    ----------
    n : int
        How many.
    **varied : array_like
        Constants of the model that differ, as one number or one for each person.
    """
    typical = {**nominal(), **inputs()}
    everyone = {name: _column(value, n) for name, value in typical.items()}
    return Draws(n, MappingProxyType(everyone)).with_values(**varied)


def _column(value: ArrayLike, n: int) -> FloatArray:
    return np.ascontiguousarray(np.broadcast_to(np.asarray(value, dtype=np.float64), (n,)))
