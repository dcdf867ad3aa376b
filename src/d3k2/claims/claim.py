"""A claim of an article: what it says, slot by slot, and how it fares against the evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from d3k2.evidence import Ground
from d3k2.language import WrittenAmount

Verdict = Literal[
    "supported", "overstated", "contradicted", "contested", "unsupported", "cannot_tell"
]
Slot = Literal[
    "outcome", "causal", "certainty", "size", "population", "dose", "form", "guidance", "harm",
    "number", "safety", "direction", "study",
]  # fmt: skip
"""What of a claim fails."""

Direction = Literal["raises", "lowers", "no change", "benefit", "harm"]
Certainty = Literal["plain", "hedged", "strong"]
Stance = Literal["states", "advises", "advises against", "reports"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a claim says, as far as it says it: what is empty was not said, or not understood.

    Attributes
    ----------
    nutrients, forms, medicines, outcomes, populations, authorities, trials, foods : tuple of str
        Ids of concepts, in the order in which they are named.
    inherited : tuple of str
        Ids that stand in the heading or the sentence before, not in the claim.
    surrogate : bool or None
        Whether all its outcomes are markers. None without an outcome.
    denied : bool
        Whether it says that something is not so.
    hedges, certain, causal, associations : tuple of str
        The words that make it weaker, stronger, a cause, an association.
    """

    nutrients: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    foods: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    amounts: tuple[WrittenAmount, ...] = ()
    route: str | None = None
    duration: WrittenAmount | None = None
    comparator: str | None = None
    age: tuple[float, float] | None = None
    sex: Literal["female", "male"] | None = None
    surrogate: bool | None = None
    direction: Direction | None = None
    denied: bool = False
    stance: Stance = "states"
    certainty: Certainty = "plain"
    hedges: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    causal: tuple[str, ...] = ()
    associations: tuple[str, ...] = ()
    study: str | None = None
    p_value: float | None = None
    citations: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, from ``start`` to ``end`` of the article's text, and its verdict.

    Attributes
    ----------
    verdict : Verdict or None
        None where it is left open: the evidence held speaks of it, but which way is not sure
        enough to say.
    slot : Slot or None
        What fails, where something does.
    reason : str
        In plain words: what fails and what is known.
    suggestion : str or None
        A sentence that would be right; the facts it stands on are among ``stands_on``.
    tenet : str or None
        The row of the tables it was held against.
    doubted : bool
        Of a claim left open: whether it may be dangerous, or is contradicted or overstated and
        only which of both is not sure enough.
    accused : float
        How likely it is contradicted or overstated, as it is read by words and by meaning; 0
        where nobody read it. Never shown: the verdict says what is sure enough.
    """

    start: int
    end: int
    text: str
    frame: Frame
    verdict: Verdict | None
    slot: Slot | None
    reason: str
    suggestion: str | None
    stands_on: tuple[Ground, ...]
    tenet: str | None = None
    doubted: bool = False
    accused: float = 0.0
