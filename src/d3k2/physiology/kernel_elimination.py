"""Gaussian elimination written out for one pattern of zeros, in an order that adds few others.

Diagonal pivots in Markowitz's order [1]_. Nothing is exchanged while numbers are known: the
matrices are ``1/h - slope`` of systems that decay, and a step that such a pivot spoils fails its
error estimate.

References
----------
.. [1] Markowitz HM. The elimination form of the inverse and its application to linear
   programming. Management Science 1957; 3: 255-269.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[int, int]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Elimination:
    """The order of the pivots, and where the triangular factors have entries.

    Attributes
    ----------
    order : tuple of int
        Which pivot comes when.
    places : tuple of (int, int)
        Every entry of the factors, row and column, sorted.
    """

    order: tuple[int, ...]
    places: tuple[Place, ...]

    def below(self, step: int) -> tuple[int, ...]:
        """Return the rows that a pivot is taken from."""
        pivot, later = self.order[step], self.order[step + 1 :]
        return tuple(row for row in later if (row, pivot) in self.places)

    def beside(self, step: int) -> tuple[int, ...]:
        """Return the columns that a pivot's row reaches into."""
        pivot, later = self.order[step], self.order[step + 1 :]
        return tuple(column for column in later if (pivot, column) in self.places)


def elimination(size: int, entries: Iterable[Place]) -> Elimination:
    """Return how to eliminate a matrix with these entries and its diagonal."""
    filled = {*entries, *((i, i) for i in range(size))}
    left = set(range(size))
    order = []
    while left:
        pivot = min(left, key=lambda i: (_cost(filled, left, i), i))
        left.remove(pivot)
        order.append(pivot)
        rows = [i for i in left if (i, pivot) in filled]
        columns = [j for j in left if (pivot, j) in filled]
        filled |= {(i, j) for i in rows for j in columns}
    return Elimination(tuple(order), tuple(sorted(filled)))


def _cost(filled: set[Place], left: set[int], pivot: int) -> int:
    below = sum((i, pivot) in filled for i in left if i != pivot)
    beside = sum((pivot, j) in filled for j in left if j != pivot)
    return below * beside
