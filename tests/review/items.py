"""Items and people for tests of the ledger."""

from __future__ import annotations

from datetime import UTC, datetime

from d3k2.review import Decision, Item, Ledger, Who, fingerprint

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADA = Who("Ada Example", "clinical pharmacist", "none declared")
WHY = "Each sentence was compared with its sources."


def item(text: str = "first text", *, identifier: str = "levothyroxine", firm: bool = True) -> Item:
    """Return a rule whose content is one text."""
    return Item(identifier, "rule", "Levothyroxine", fingerprint({"text": text}), firm)


def approved(ledger: Ledger, of: Item) -> Decision:
    """Take an item all the way."""
    ledger.decide(of, "start", ADA, WHY, NOON)
    return ledger.decide(of, "approve", ADA, WHY, NOON)
