"""Who approved which version?"""

from d3k2.review.chain import breaks
from d3k2.review.decision import FIRST, MOVES, Decision, Move, Outcome, Who
from d3k2.review.item import ITEM_KINDS, Item, ItemKind
from d3k2.review.ledger import READER, Ledger
from d3k2.review.progress import Report
from d3k2.review.register import Register
from d3k2.review.state import ReviewState, fingerprint

__all__ = [
    "FIRST",
    "ITEM_KINDS",
    "MOVES",
    "READER",
    "Decision",
    "Item",
    "ItemKind",
    "Ledger",
    "Move",
    "Outcome",
    "Register",
    "Report",
    "ReviewState",
    "Who",
    "breaks",
    "fingerprint",
]
