"""Half-lives, shares of calcium in salts and contents of foods, held against facts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from d3k2.claims.findings import NumberFinding, NumberVerdict
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import SUBSTANCES
from d3k2.claims.numbers.tables import spelled, table
from d3k2.evidence import QuantityFact, fact, load
from d3k2.language import Mention, WrittenAmount, ends
from d3k2.units import DAYS_A_YEAR, HOURS_A_DAY, show_number

_FARTHEST = 60
"""Characters between a number and the word for what it is."""
_DAYS = {"h": 1 / HOURS_A_DAY, "days": 1.0, "weeks": 7.0, "months": DAYS_A_YEAR / 12}


def quantities(reading: Reading) -> Iterator[NumberFinding]:
    """Hold numbers of nature against the facts of ``quantities.toml``.

    Right inside one factor, wrong beyond another; between the two, where tables and methods differ,
    nothing is said. What was not read in its source never makes a number wrong.
    """
    for row in table("quantities")["quantity"]:
        if not reading.names(*row["concepts"]) or not _said(row, reading.text):
            continue
        for amount in reading.amounts:
            if amount.unit in row["units"] and _of(reading, amount, row):
                yield from _held(reading, amount, row)


def _said(row: Mapping[str, Any], text: str) -> bool:
    return (
        _pattern(tuple(row["words"])).search(text) is not None
        and _pattern(tuple(row.get("also", row["words"]))).search(text) is not None
        and _pattern(tuple(row["without"])).search(text) is None
    )


def _of(reading: Reading, amount: WrittenAmount, row: Mapping[str, Any]) -> bool:
    """Whether the nearest name of its kind before a number, or else after it, is the row's."""
    mine = set(row["concepts"])
    kin = [m for m in reading.mentions if m.concept.kind in SUBSTANCES or _is(m, mine)]
    before = [m for m in kin if m.end <= amount.start]
    after = [m for m in kin if m.start >= amount.end]
    nearest = before[-1] if before else after[0] if after else None
    beside = _beside if row.get("beside") else _near
    if not beside(reading, amount, _pattern(tuple(row["words"]))):
        return False
    several = len({m.concept.id for m in kin if not _is(m, mine)} - {"calcium", "vitamin-k"}) > 0
    if nearest is None or not _is(nearest, mine):
        return False
    return not several or not before or not _another_between(reading, nearest, amount)


def _near(reading: Reading, amount: WrittenAmount, said: re.Pattern[str]) -> bool:
    """Whether what the number is of is said close to it."""
    around = reading.text[max(0, amount.start - _FARTHEST) : amount.end + _FARTHEST]
    return said.search(around) is not None


def _beside(reading: Reading, amount: WrittenAmount, said: re.Pattern[str]) -> bool:
    """Whether only names and small words stand between a number and the word for what it is."""
    small = set(table("quantities")["small_words"])
    for match in said.finditer(reading.text):
        first, last = sorted([match.span(), (amount.start, amount.end)])
        inner = list(reading.text[first[1] : last[0]])
        for m in reading.mentions:
            for at in range(max(m.start, first[1]), min(m.end, last[0])):
                inner[at - first[1]] = " "
        if set(re.findall(r"[^\W_]+|[;.]", "".join(inner).lower())) <= small:
            return True
    return False


def _is(mention: Mention, concepts: set[str]) -> bool:
    return bool({mention.concept.id, *mention.concept.wider} & concepts)


def _another_between(reading: Reading, name: Mention, amount: WrittenAmount) -> bool:
    """Whether another number stands between a name and this one, which may be its own."""
    return any(
        name.end <= other.start and other.end <= amount.start and other.unit == amount.unit
        for other in reading.amounts
    )


def _held(
    reading: Reading, amount: WrittenAmount, row: Mapping[str, Any]
) -> Iterator[NumberFinding]:
    known = _known(row)
    if known is None:
        return
    value, text, firm = known
    said = [one.low * _DAYS.get(str(amount.unit), 1.0) for one in ends(amount)]
    apart = [max(v, value) / min(v, value) for v in said if v > 0]
    if not apart:
        return
    within = min(said) <= value <= max(said)
    verdict: NumberVerdict
    if max(apart) <= row["holds"] or (within and max(apart) <= row["wrong"]):
        verdict, reason = "holds", text
    elif min(apart) > row["wrong"] and not within:
        verdict = "doubtful" if row.get("doubtful") or not firm else "wrong"
        reason = f"{text} {amount.text.strip()} is {show_number(min(apart))} times off."
    else:
        return
    grounds = tuple(fact(each) for each in row["facts"])
    yield reading.find(amount.start, amount.end, row["kind"], verdict, reason, grounds)


def _known(row: Mapping[str, Any]) -> tuple[float, str, bool] | None:
    """The number of a row, in days or its own unit; the text of its fact; whether it is firm."""
    found = load().fact(row["facts"][0])
    if not isinstance(found, QuantityFact):
        return None
    value = found.value
    if row.get("half_life"):
        value = math.log(2) / value / (HOURS_A_DAY if found.unit == "1/h" else 1)
    return value, found.text, found.firm


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(spelled(listed), re.IGNORECASE)
