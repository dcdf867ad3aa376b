"""What one row of the tables says about one clause, and which of several judgements stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from d3k2.claims.claim import Slot, Verdict

ORDER: tuple[Verdict, ...] = (
    "contradicted", "overstated", "contested", "supported", "unsupported", "cannot_tell",
)  # fmt: skip
"""The worst part of a sentence decides; a vague part beside a clear one is ignored."""

ACCUSING: frozenset[Verdict] = frozenset({"overstated", "contradicted"})
RULE = "rule:"
"""What stands before the id of a rule among those of facts."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict on a clause.

    Attributes
    ----------
    row : str
        Id of the row of the tables it comes from.
    facts : tuple of str
        Ids of facts, and of rules as ``rule:ID``.
    weight : int
        How specific the row is; of two on one matter the more specific stands.
    matter : str
        What it is about; rows on one matter rule each other out.
    exact : bool
        Whether a fact says just this, with its numbers or its study: what is held on the matter in
        general then says nothing against it.
    general : bool
        Whether it is what is held on the matter in general.
    covers : frozenset of str
        Outcomes it speaks of: what is held on them in general is not asked beside it.
    """

    verdict: Verdict
    slot: Slot | None
    reason: str
    right: str | None
    facts: tuple[str, ...]
    row: str
    weight: int = 0
    matter: str = ""
    exact: bool = False
    general: bool = False
    covers: frozenset[str] = frozenset()

    @property
    def warns(self) -> bool:
        """Whether it stands on a warning first: a rule on a medicine or an illness."""
        return bool(self.facts) and self.facts[0].startswith(RULE)


def settled(found: Iterable[Judgement]) -> Judgement | None:
    """Return the judgement that stands for the whole, or None where there is none."""
    everything = tuple(found)
    exact = any(one.exact for one in everything)
    covered = frozenset().union(*(one.covers for one in everything if not one.general))
    best: dict[str, Judgement] = {}
    for one in everything:
        if one.general and (exact or one.covers & covered):
            continue
        key = one.matter or one.row
        held = best.get(key)
        if held is None or one.weight > held.weight:
            best[key] = one
    return min(best.values(), key=lambda j: ORDER.index(j.verdict), default=None)
