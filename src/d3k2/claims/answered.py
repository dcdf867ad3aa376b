"""A yes or no to a question on what may hurt, such as "Is warfarin a problem? Hardly".

What such a sentence says stands half in the question, which those who learned from sentences do
not read with it.
"""

from __future__ import annotations

from d3k2.claims.by_rules import warned_of
from d3k2.claims.passage import Passage
from d3k2.claims.phrase import phrase
from d3k2.claims.tables import table
from d3k2.language import link


def answers_on_danger(passage: Passage) -> bool:
    """Whether a passage says yes or no to a question that names what may hurt."""
    return _says_yes_or_no(passage) and _names_danger(_question(passage))


def _question(passage: Passage) -> str:
    """The question right before a passage, or the heading above it that asks one; "" for none."""
    before = (passage.follows or passage.under).rstrip()
    return before if before.endswith("?") else ""


def _says_yes_or_no(passage: Passage) -> bool:
    return any(phrase(each).stands_first(passage.line) for each in table("answered")["begins"])


def _names_danger(asked: str) -> bool:
    named = {i for m in link(asked) for i in (m.concept.id, *m.concept.wider)}
    return not named.isdisjoint(table("answered")["dangers"]) or warned_of(named)
