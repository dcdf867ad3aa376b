"""Relative effects told without any number that says how many people that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.estimates import estimates
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.tables import spelled, table, words

_PERCENT = r"\d+(?:[.·]\d+)?(?:\s?(?:-|–|to)\s?\d+(?:[.·]\d+)?)?\s?(?:%|percent\b|per\scent\b)"
_FEW = r"(?:[^\W\d_]+\s)"
_ABSOLUTE = re.compile(
    rf"""{_PERCENT}\s?(?:\([^()]*\)\s?)?(?:versus|vs\.?|compared\s(?:with|to)|against|and)
        \s{_FEW}{{0,4}}?{_PERCENT}
    |\bfrom\s{_FEW}{{0,2}}{_PERCENT}\s{_FEW}{{0,3}}?to\s{_FEW}{{0,2}}{_PERCENT}
    |\d[\d,]*\s(?:out\s)?of\s(?:the\s)?\d[\d,]*
    |\b\w+\sin\s(?:\d[\d,]{{0,9}}(?!\d)|three|four|five|ten|twenty|a\shundred|a\sthousand)\b
    |\d[\d,]*\s?/\s?\d[\d,]+(?!\s?(?:mL|dL|L)\b)
    |\bper\s(?:hundred|thousand|million)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def relative_effects(reading: Reading) -> Iterator[NumberFinding]:
    """Find a relative effect on a risk without a base rate or an absolute number near it.

    It counts as told when it stands in the sentence or the next one.
    """
    around = f"{reading.text} {reading.context.following}"
    if _ABSOLUTE.search(around) or words("absolute").search(around):
        return
    place = _relative(reading)
    if place is not None:
        reason = (
            "A relative effect: how much it is for one person depends on how often the event "
            "happens, and no such number stands here."
        )
        yield reading.find(*place, "relative effect", "missing", reason)


def _relative(reading: Reading) -> tuple[int, int] | None:
    for pattern in _patterns():
        match = pattern.search(reading.text)
        if match:
            return match.span()
    for one in estimates(reading.text):
        if one.scale == "ratio" and not one.low.low < 1 < one.high.high:
            return one.start, one.end
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """By what share a risk falls or rises, in the orders people write it in."""
    listed = table("words")
    change = spelled([*listed["fell"], *listed["rose"]])
    risk, folds = spelled(listed["at_risk"]), spelled(listed["folds"])
    gap = r"(?:\s[^\W\d_][\w'’-]*){0,6}?\s"
    orders = (
        rf"{change}{gap}{risk}(?:\s[^\W\d_][\w'’-]*){{0,6}}?\s(?:by\s)(?:[^\W\d_]+\s){{0,3}}?{_PERCENT}",
        rf"{risk}(?:\s[^\W\d_][\w'’-]*){{0,6}}?\s{change}(?:\s[^\W\d_]+){{0,3}}?\s{_PERCENT}",
        rf"{_PERCENT}\s(?:[^\W\d_]+\s){{0,2}}?{change}(?:\s(?:in|of|the|a|their|relative))*{gap}?{risk}",
        rf"{_PERCENT}\s{change}{gap}{risk}",
        rf"(?:{folds})(?:\s(?:the|their|your|a|as|in|of))*(?:\s[^\W\d_]+)?\s{risk}",
        rf"{risk}\s(?:(?:is|was|are|were|be|by|cut|in)\s)*(?:{folds})",
    )
    return tuple(re.compile(each, re.IGNORECASE) for each in orders)
