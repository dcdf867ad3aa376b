"""Which numbers in a text count as citing its list: by their entries, or by the article's habit."""

from __future__ import annotations

from collections.abc import Iterable

from d3k2.claims.citations.marks import NumberMark

FAR, WELL_WITHIN = 3, 40
"""A number so many times greater than the list is long, and greater than this, cites no entry."""
HABIT = 2
"""Marks of one unsure style that have an entry, from which on the article cites so."""


def habits_of(marks: Iterable[NumberMark], known: set[str], body: str) -> frozenset[str]:
    """The signs with which unsure marks begin that are how this article cites: "(2)", "heart.2".

    None where it cites in a sure way too.
    """
    listed = [m for m in marks if all(label in known for label in m.labels)]
    if any(mark.sure for mark in listed):
        return frozenset()
    begun = ["0" if body[m.start].isdigit() else body[m.start] for m in listed]
    habits = {sign for sign in begun if begun.count(sign) >= HABIT}
    return frozenset(habits | set("123456789" if "0" in habits else ""))


def counts(mark: NumberMark, known: set[str], habit: bool) -> bool:
    """Whether numbers cite this list: they have an entry, or may well have lost it."""
    if all(label in known for label in mark.labels):
        return True
    most = max((int(n) for n in known if n.isdigit()), default=None)
    named = [int(n) for n in mark.labels if n.isdigit()]
    if not mark.sure:
        return habit and most is not None and all(n <= 2 * most for n in named)
    return most is None or all(n <= max(FAR * most, WELL_WITHIN) for n in named)
