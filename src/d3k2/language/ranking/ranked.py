"""What can be found, and what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_QUERY = 10_000
"""Characters of a query that are read. Both ways of ranking stop at far fewer words."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A text that can be found: a question, one more wording of it, or a piece of evidence.

    Several may share an id; the best of them counts.
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """What was found, and how near it is. Scores of one ranking compare only with each other."""

    id: str
    score: float


def best_of(scored: Iterable[tuple[str, float]], n: int) -> tuple[Ranked, ...]:
    """Return the n best, each id once with its best score; equal ones in the order of their ids."""
    best: dict[str, float] = {}
    for id_, score in scored:
        if score > best.get(id_, float("-inf")):
            best[id_] = score
    ordered = sorted(best.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Ranked(id_, score) for id_, score in ordered[: max(n, 0)])


def most_wordings(ids: Iterable[str]) -> int:
    """Return how many texts share one id at most."""
    return max(Counter(ids).values(), default=1)


def says_something(query: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(sign.isalnum() for sign in query[:LONGEST_QUERY])
