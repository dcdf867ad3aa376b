"""Whether a sentence is a claim that can be checked at all."""

from __future__ import annotations

from d3k2.claims.clause import Clause
from d3k2.claims.passage import Passage
from d3k2.claims.tables import table
from d3k2.claims.words import phrase

FEWEST = 3
"""Words that a claim has at least; a row of a table may have fewer."""


def worthy(passage: Passage, whole: Clause) -> bool:
    """Whether a passage says something about the subject that could be false or acted on."""
    known = table("worthy")
    if passage.text.rstrip().endswith("?") or len(whole.words.places) < FEWEST:
        return False
    if any(phrase(p).search(whole.words.line) for p in known["nothing"]["phrases"]):
        return False
    subject = frozenset(known["subject"]["concepts"])
    if whole.own & subject:
        return True
    says = whole.amounts or any(m.concept.kind in SAYING for m in whole.mentions)
    means_it = any(phrase(p).search(whole.words.line) for p in known["it"]["phrases"])
    return bool(whole.around & subject and (says or means_it))


SAYING = frozenset(
    {
        "outcome",
        "marker",
        "condition",
        "medicine",
        "food",
        "trial",
        "authority",
        "people",
        "symptom",
    }
)
"""Kinds of concept that make a sentence about something, where the nutrient stands before it."""
