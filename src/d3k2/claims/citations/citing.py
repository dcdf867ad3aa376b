"""A sentence that cites a paper, and the answer whether the paper says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from d3k2.claims.citation import Holds
from d3k2.claims.claim import Claim

Why = Literal[
    "carried", "carried for some", "some", "numbers", "no facts", "no concepts", "no abstract",
    "not cited",
    "abstract names less", "abstract names it", "further than held",
    "other nutrient", "other subject", "other matters", "no difference", "other way", "against",
    "further than found", "found none", "found one", "open", "both ways", "wrong number",
    "other number", "no people", "other people", "other form", "other study", "no result",
    "other dose", "not there", "only eaten", "only overview",
    "not together", "not alone", "not advised", "title null", "abstract null", "title other",
    "abstract other", "only watched", "reads otherwise", "not read",
]  # fmt: skip
"""Which sentence of ``reasons.toml`` says why."""
WORST: tuple[Holds, ...] = ("no", "partly", "yes", "not_checked")


@dataclass(frozen=True, slots=True)
class Support:
    """An answer, and which of the reasons it has."""

    holds: Holds
    why: Why


@dataclass(frozen=True, slots=True)
class Citing:
    """A sentence that cites a paper.

    Attributes
    ----------
    alone : bool
        Whether it cites nothing else: of several papers each may carry a part.
    claims : tuple of Claim
        The claims in it, with their verdicts.
    """

    text: str
    alone: bool = True
    claims: tuple[Claim, ...] = ()
