"""A concept of the subject, and the place in a text where it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "nutrient", "form", "salt", "marker", "outcome", "condition", "medicine", "symptom",
    "authority", "food", "trial", "people", "topic",
]  # fmt: skip
Sure = Literal["exact", "probable"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing people write about.

    Attributes
    ----------
    wider : tuple of str
        Ids of what it is a kind of, nearest first, all the way up: MK-7 is a kind of
        ``vitamin-k2`` and of ``vitamin-k``.
    """

    id: str
    kind: Kind
    name: str
    wider: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names a concept: ``text`` is what stands from ``start`` to ``end``."""

    concept: Concept
    start: int
    end: int
    text: str
    sure: Sure
