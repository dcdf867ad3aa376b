"""Whether a sentence on which no table speaks is clear, or says too little to be checked at all."""

from __future__ import annotations

from d3k2.claims.clause import Clause
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.claims.words import NUMBER, OPEN

SAYING_LITTLE = frozenset({"nutrient", "form", "salt"})
"""Kinds of concept that a sentence names without saying anything of them."""
TOGETHER = "together"


def vague(whole: Clause) -> bool:
    """Whether a passage names no outcome, no result, or only what somebody felt.

    An amount makes praise clear ("in harmony at 100 µg"), but not what one person felt.
    """
    if _says(whole, "felt") or _says(whole, "no_result"):
        return True
    if any(a.unit is not None for a in whole.amounts):
        return False
    return _says(whole, "nothing_named") or names_nothing(whole)


def names_nothing(whole: Clause) -> bool:
    """Whether it is made of words alone that name nothing in particular, beside nutrients."""
    named = [m.concept for m in whole.mentions if m.concept.id != TOGETHER]
    if any(one.kind not in SAYING_LITTLE for one in named):
        return False
    plain = [word for word in whole.words.line.split() if word[0] not in (OPEN, NUMBER)]
    generic = table("vague")["generic"]
    if not plain or not set(generic["telling"]).isdisjoint(plain):
        return False
    idle = frozenset(table("fact_match")["idle"]["words"])
    return all(word in idle or word.startswith(tuple(generic["beginnings"])) for word in plain)


def _says(whole: Clause, key: str) -> bool:
    return phrases(table("vague")[key]["phrases"]).stand_in(whole.words.line)
