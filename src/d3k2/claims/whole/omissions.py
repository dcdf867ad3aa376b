"""Warnings that belong to what an article advises, and that it never gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from d3k2.claims.bounds import Bounds, within
from d3k2.claims.claim import Claim
from d3k2.claims.findings import WholeFinding
from d3k2.claims.passage import Passage
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.words import words
from d3k2.evidence import rule
from d3k2.language import amounts, concept, link


def omissions(claims: Sequence[Claim], read: Sequence[Passage]) -> Iterator[WholeFinding]:
    """Yield each warning that is missing beside what the article speaks for."""
    named = {i for p in read for m in p.mentions for i in (m.concept.id, *m.concept.wider)}
    for row in table("whole")["omission"]:
        if named & set(row["warns"]):
            continue
        bounds = Bounds.model_validate(row["from"]) if "from" in row else None
        beside = phrases(row.get("but_not", ()))
        speaking = [
            c
            for c in claims
            if _speaks_for(c, row["when"], bounds) and not beside.stand_in(_line(c))
        ]
        if speaking:
            yield WholeFinding(
                kind="omission",
                text=row["text"],
                where=tuple((c.start, c.end) for c in speaking[:3]),
                stands_on=tuple(map(rule, row["rules"])),
            )


def _speaks_for(claim: Claim, nutrients: Sequence[str], bounds: Bounds | None) -> bool:
    """Whether a claim advises one of these, or praises it; with bounds, in such a dose."""
    read = claim.frame
    named = {*read.nutrients, *read.forms, *read.inherited}
    kinds = named | {i for n in named for i in _wider(n)}
    if not kinds & set(nutrients):
        return False
    favours = read.stance == "advises" or (read.direction == "benefit" and not read.denied)
    if bounds is None:
        return favours
    return favours and any(within(a, bounds) for a in read.amounts)


def _line(claim: Claim) -> str:
    return words(claim.text, link(claim.text), amounts(claim.text)).line


def _wider(identifier: str) -> tuple[str, ...]:
    known = concept(identifier)
    return () if known is None else known.wider
