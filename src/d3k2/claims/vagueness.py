"""Whether a sentence on which no table speaks is clear, or says too little to be checked at all."""

from __future__ import annotations

from d3k2.claims.clause import Clause
from d3k2.claims.tables import table
from d3k2.claims.words import phrase


def vague(whole: Clause) -> bool:
    """Whether a passage names no outcome, no result, or only what somebody felt.

    An amount makes praise clear ("in harmony at 100 µg"), but not what one person felt.
    """
    if _says(whole, "felt") or _says(whole, "no_result"):
        return True
    counted = any(a.unit is not None for a in whole.amounts)
    return not counted and _says(whole, "nothing_named")


def _says(whole: Clause, key: str) -> bool:
    return any(phrase(p).search(whole.words.line) for p in table("vague")[key]["phrases"])
