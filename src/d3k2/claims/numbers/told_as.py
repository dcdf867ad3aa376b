"""The number that is told as something: "an upper limit of N", "N is the upper limit"."""

from __future__ import annotations

import re
from functools import cache

from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import table
from d3k2.language import WrittenAmount

_FARTHEST = 70
"""Characters between a name such as "upper limit" and its number."""


def amount_told_as(reading: Reading, phrase: re.Match[str]) -> WrittenAmount | None:
    """Return the amount that a sentence calls by this phrase; None where that is not sure."""
    text = reading.text
    for amount in reading.amounts:
        if amount.unit is None or amount.low != amount.high:
            continue
        behind = text[phrase.end() : amount.start]
        if amount.start >= phrase.end() and len(behind) <= _FARTHEST:
            inner = [
                a for a in reading.amounts if phrase.end() <= a.start < amount.start and a.unit
            ]
            return amount if not inner and _leads().search(behind) else None
        if amount.end <= phrase.start() and _is_the().fullmatch(text[amount.end : phrase.start()]):
            return amount
    return None


@cache
def _leads() -> re.Pattern[str]:
    listed = table("limits")["before"]["words"]
    each = "|".join(re.escape(w) if not w[0].isalpha() else rf"\b{w}" for w in listed)
    return re.compile(rf"(?:{each})\s*(?:just\s)?\Z", re.IGNORECASE)


@cache
def _is_the() -> re.Pattern[str]:
    before = table("limits")["before"]
    after, between = "|".join(before["after"]), "|".join(before["between"])
    return re.compile(
        r"(?:\s*\([^()]*\))?(?:\s(?:a day|per day|daily))?"
        rf"(?:\s*[,–—-]?\s*(?:{after})|\s*[,–—]\s*the)\s(?:(?:{between})\s)*",
        re.IGNORECASE,
    )
