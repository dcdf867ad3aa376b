"""Where an article says one thing here and the opposite there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from d3k2.claims.claim import Claim
from d3k2.claims.findings import WholeFinding
from d3k2.claims.said import Said, sayings

MOST = 5
"""Contradictions that are told; the rest repeats them."""


def contradictions(claims: Sequence[Claim]) -> Iterator[WholeFinding]:
    """Yield pairs of claims that cannot both be right, one a topic."""
    told: set[str] = set()
    for one, other in combinations(sayings(claims), 2):
        if one.topic != other.topic or one.topic in told or not one.against(other):
            continue
        told.add(one.topic)
        yield WholeFinding(
            kind="inner contradiction",
            text=f"It says “{_cut(one)}” and elsewhere “{_cut(other)}”: {one.topic_name}.",
            where=((one.claim.start, one.claim.end), (other.claim.start, other.claim.end)),
        )
        if len(told) == MOST:
            return


def _cut(said: Said, most: int = 110) -> str:
    text = " ".join(said.claim.text.split())
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
