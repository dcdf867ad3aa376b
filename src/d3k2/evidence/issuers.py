"""Who issued a source, and whether it may be called a guideline."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from d3k2.evidence.load import load
from d3k2.evidence.records import PositionFact, Source

GUIDING = frozenset({"guideline body", "agency", "society"})
"""Kinds of authority whose document may be called a guideline."""


def reference_kind(source: Source) -> str:
    """Return what kind of reference a source is: a guideline only where its issuer is known.

    Otherwise a guideline is a ``consensus`` or a ``statement``; the other types are themselves.
    """
    if source.type != "guideline":
        return source.type.replace("-", "_")
    issuers = _issuers().get(source.id, frozenset())
    if issuers & GUIDING:
        return "guideline"
    return "consensus" if "consensus" in issuers else "statement"


@cache
def _issuers() -> Mapping[str, frozenset[str]]:
    """Which kinds of authority took a position in each source."""
    known = load()
    found: dict[str, set[str]] = {}
    for fact in known.facts.values():
        if isinstance(fact, PositionFact):
            for reference in fact.sources:
                kind = known.authorities[fact.authority].kind
                found.setdefault(reference.id, set()).add(kind or "")
    return {source: frozenset(kinds) for source, kinds in found.items()}
