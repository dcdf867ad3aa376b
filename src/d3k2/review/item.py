"""What is reviewed, as far as the ledger knows it: an id and the hash of its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

ItemKind = Literal["fact", "rule", "answer"]
ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)

Version = tuple[str, str, str]
"""Kind, id and content hash of an item."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to review, in the version of today; never what it means."""

    id: str
    kind: ItemKind
    title: str
    hash: str
    """Of its content: a decision is bound to it, so any edit returns the item to submitted."""
    firm: bool
    """Everything it stands on was read in its source. Otherwise nobody can approve it."""
    submitted: date | None = None
    """When this version was written, where that is known."""

    @property
    def version(self) -> Version:
        """By which decisions about today's content are found."""
        return self.kind, self.id, self.hash
