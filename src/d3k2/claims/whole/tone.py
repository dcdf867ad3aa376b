"""Whether an article tells that authorities differ, and whether a story stands in for proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from d3k2.claims.claim import Claim
from d3k2.claims.findings import WholeFinding
from d3k2.claims.passage import Passage
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table


def disagreement(claims: Sequence[Claim], read: Sequence[Passage]) -> Iterator[WholeFinding]:
    """Yield whether it is disclosed that authorities or trials differ, where they do."""
    differing = phrases(table("whole")["disagreement"]["phrases"])
    told = [p for p in read if differing.stand_in(p.line)]
    contested = [c for c in claims if c.verdict == "contested"]
    if told:
        yield WholeFinding(
            kind="disagreement",
            text="It tells its readers that authorities or studies differ.",
            where=tuple((p.start, p.end) for p in told[:2]),
            good=True,
        )
    elif contested:
        yield WholeFinding(
            kind="disagreement",
            text="It takes sides where authorities or trials differ, and never says that they do.",
            where=tuple((c.start, c.end) for c in contested[:3]),
        )


def anecdotes(read: Sequence[Passage]) -> Iterator[WholeFinding]:
    """Yield a story of one person that is told as proof."""
    known = table("whole")["anecdote"]
    found = [p for p in read if all(phrases(each).stand_in(p.line) for each in known.values())]
    if found:
        yield WholeFinding(
            kind="anecdote",
            text="The story of one person is told as if it showed an effect; it cannot.",
            where=tuple((p.start, p.end) for p in found[:3]),
        )
