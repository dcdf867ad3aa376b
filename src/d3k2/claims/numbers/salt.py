"""The weight of a calcium salt beside the calcium that is said to be in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from d3k2.claims.findings import NumberFinding
from d3k2.claims.numbers.reading import Reading
from d3k2.claims.numbers.substance import substance_beside
from d3k2.claims.numbers.tables import table
from d3k2.evidence import QuantityFact, fact, load
from d3k2.language import WrittenAmount
from d3k2.units import show_number

_ELEMENTAL = re.compile(r"\s*(?:mg\s*)?(?:of\s+)?(?:pure\s+|actual\s+)?elemental\b", re.IGNORECASE)


def salts(reading: Reading) -> Iterator[NumberFinding]:
    """Recompute "1,250 mg of calcium carbonate gives 500 mg of elemental calcium".

    Only where a sentence holds one weight of a salt and one of elemental calcium.
    """
    weights = [a for a in reading.amounts if a.unit in ("mg", "g") and a.low == a.high]
    elemental = [a for a in weights if _ELEMENTAL.match(reading.text, a.end)]
    rows = [
        (row, a)
        for a in weights
        if a not in elemental and (of := substance_beside(reading, a)) is not None
        for row in table("quantities")["quantity"]
        if row["kind"] == "elemental calcium" and of.concept in row["concepts"]
    ]
    if len(elemental) == 1 and len(rows) == 1 and len(weights) == 2:
        row, salt = rows[0]
        yield from _compared(reading, row["facts"][0], salt, elemental[0], row)


def _compared(
    reading: Reading,
    identifier: str,
    salt: WrittenAmount,
    calcium: WrittenAmount,
    row: dict[str, float],
) -> Iterator[NumberFinding]:
    known = load().fact(identifier)
    if not isinstance(known, QuantityFact):
        return
    computed, said = _mg(salt) * known.value / 100, _mg(calcium)
    apart = max(computed, said) / min(computed, said) if said > 0 else 0.0
    start, end = min(salt.start, calcium.start), max(salt.end, calcium.end)
    reason = f"{known.text} {salt.text} of it hold {show_number(computed)} mg."
    grounds = (fact(identifier),)
    if 0 < apart <= row["holds"]:
        yield reading.find(start, end, "elemental calcium", "holds", reason, grounds)
    elif apart > row["wrong"]:
        yield reading.find(start, end, "elemental calcium", "wrong", reason, grounds)


def _mg(amount: WrittenAmount) -> float:
    return amount.low * (1000 if amount.unit == "g" else 1)
