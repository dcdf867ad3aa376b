"""Whether a sentence is a claim that can be checked at all."""

from __future__ import annotations

from d3k2.claims.clause import Clause
from d3k2.claims.passage import Passage
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.vagueness import names_nothing, vague

CLOSING = " \t\"\u201d\u2019')*_"
FEWEST = 3
"""Words that a claim has at least; a row of a table may have fewer."""


SAYING = frozenset(
    {
        "outcome", "marker", "condition", "medicine", "food", "trial", "authority", "people",
        "symptom",
    }
)  # fmt: skip
"""Kinds of concept that make a sentence about something, where the nutrient stands before it."""


def may_claim(passage: Passage, whole: Clause) -> bool:
    """Whether a passage may hold a claim about the subject: no question, no call, and on it."""
    known = table("worthy")
    if passage.text.rstrip(CLOSING).endswith("?"):
        return False
    if phrases(known["nothing"]["phrases"]).stand_in(whole.words.line):
        return False
    return not whole.around.isdisjoint(known["subject"]["concepts"])


def long_enough(whole: Clause) -> bool:
    """Whether it has as many words as a claim has at least."""
    return len(whole.text.split()) >= FEWEST


def worthy(whole: Clause) -> bool:
    """Whether a passage on which no table speaks says something that could be false or acted on."""
    known = table("worthy")
    if not long_enough(whole):
        return False
    if not whole.own.isdisjoint(known["subject"]["concepts"]):
        return True
    if vague(whole) and not names_nothing(whole):
        return True
    says = whole.amounts or any(m.concept.kind in SAYING for m in whole.mentions)
    return bool(says) or phrases(known["it"]["phrases"]).stand_in(whole.words.line)
