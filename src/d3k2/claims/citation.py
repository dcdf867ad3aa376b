"""A reference of an article, and the four separate answers about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Resolves = Literal["yes", "no", "not_checked"]
Holds = Literal["yes", "partly", "no", "not_checked"]
Standing = Literal["current", "superseded", "corrected", "retracted", "draft", "not_checked"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One entry of a list of references, or one reference inside the text.

    Attributes
    ----------
    label : str or None
        What the text calls it: ``3``, ``Knapen 2013``. None where it has no label.
    cited_at : tuple of (int, int)
        The sentences that cite it.
    resolves
        Whether its identifier exists. ``no`` only when a registry said so, never offline.
    matches
        Whether the record is the paper that is described: title, authors, year.
    supports
        Whether that paper says what the sentences say that cite it.
    status
        Whether the paper was retracted, corrected or superseded.
    source : str or None
        The id of our source, where we hold the paper.
    reason : str
        One or more sentences: what was found, or why it was not checked.
    """

    label: str | None
    text: str
    start: int
    end: int
    cited_at: tuple[tuple[int, int], ...]
    resolves: Resolves
    matches: Holds
    supports: Holds
    status: Standing
    source: str | None
    reason: str

    @property
    def fails(self) -> bool:
        """Whether something was found against it."""
        return (
            self.resolves == "no"
            or "no" in (self.matches, self.supports)
            or self.status == "retracted"
        )
