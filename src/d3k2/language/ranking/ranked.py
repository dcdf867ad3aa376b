"""What can be found, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DECIMALS = 4
"""Digits of a score that are kept: fewer than what storing or another processor changes."""

MEAN_DECIMALS = 6
"""Digits of a mean of scores: more than each of them has, so that no tie is made."""

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


NEAREST = (0.5, 0.3, 0.2)
"""How much the three nearest wordings of one thing count. One alone is nearest by accident."""


def by_nearest(
    scored: Iterable[tuple[str, float]], n: int, wordings: Mapping[str, int]
) -> tuple[Ranked, ...]:
    """Return the n best, each id once, scored by the mean of its nearest wordings.

    Parameters
    ----------
    scored : iterable of (str, float)
        The id of a wording and its score; a wording that is not there scores nothing.
    wordings : mapping
        How many wordings an id has. Of one with few, those it has count.
    """
    found: dict[str, list[float]] = {}
    for id_, score in scored:
        found.setdefault(id_, []).append(score)
    return best_of(((id_, _mean(scores, wordings[id_])) for id_, scores in found.items()), n)


def _mean(scores: list[float], wordings: int) -> float:
    weights = NEAREST[:wordings]
    total = sum(s * w for s, w in zip(sorted(scores, reverse=True), weights, strict=False))
    return round(total / sum(weights), MEAN_DECIMALS)


def best_of(scored: Iterable[tuple[str, float]], n: int) -> tuple[Ranked, ...]:
    """Return the n best, each id once with its best score; equal ones in the order of their ids."""
    best: dict[str, float] = {}
    for id_, score in scored:
        if score > best.get(id_, float("-inf")):
            best[id_] = score
    ordered = sorted(best.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Ranked(id_, score) for id_, score in ordered[: max(n, 0)])


def says_something(query: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(sign.isalnum() for sign in query[:LONGEST_QUERY])
