"""Whether a written number is a known one: the same after conversion, as exactly as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from d3k2.language.amount_words import scale_pattern, table
from d3k2.language.amounts import WrittenAmount
from d3k2.language.register import register
from d3k2.units import term

How = Literal["same", "laboratory", "exact", "time"]
_DIGITS = re.compile(r"\d[\d.,]*")
_TIMES = "/day"
PERCENT = "%"
NUMBER = "1"


def same_amount(
    one: WrittenAmount,
    number: float,
    unit: str | None,
    *,
    about: str | None = None,
    signed: bool = True,
) -> bool:
    """Say whether a text's amount is this number.

    Parameters
    ----------
    one : WrittenAmount
        One number; a range is the same as no single number (see `ends`).
    number, unit : float, str or None
        What is known, in a spelling of facts. None or "1" for a plain number.
    about : str, optional
        The concept it is of. Without it mass is not turned into IU, nor ng/mL into nmol/L.
    signed : bool
        Whether the sign counts. "Lowered by 9 %" writes the 9 of a change of -9 %: who leaves the
        sign out must compare the direction elsewhere.

    Notes
    -----
    A dose written without a time fits one per day: "800 IU" may stand for 800 IU/day. The reverse
    does not hold. Where the unit is the same, rounding as written is allowed ("0.81" is 0.807),
    up to 5 %; across prefixes, IU and periods it must be exact.
    """
    if one.low != one.high:
        return False
    if not signed:
        number, one = abs(number), replace(one, low=abs(one.low), high=abs(one.high))
    known = unit or NUMBER
    spellings = (known, NUMBER) if known in table()["plain"]["units"] else (known,)
    return any(
        _near(one, value, how)
        for spelling in spellings
        for value, how in _in_unit_of(one.unit or NUMBER, number, spelling, about)
    )


def ends(one: WrittenAmount) -> tuple[WrittenAmount, ...]:
    """Return the two numbers of a range as amounts of their own; a single number as it is."""
    if one.low == one.high:
        return (one,)
    return (replace(one, high=one.low), replace(one, low=one.high))


def _in_unit_of(
    said: str, number: float, known: str, about: str | None
) -> Iterator[tuple[float, How]]:
    """The known number in the unit that is said, and how it got there."""
    daily = f"{said}{_TIMES}"
    if known in (said, daily):
        yield number, "same"
        return
    for written in (said, daily):
        factor = _general(known, written)
        if factor is not None:
            yield number * factor, "time" if written in table()["same"]["time"] else "exact"
        for each in _of_substance(known, written, about):
            yield number * each, "laboratory" if "mol" in written + known else "exact"


def _general(known: str, said: str) -> float | None:
    """The factor between two units of one quantity, whatever it is of."""
    ours, theirs = known.split("/"), said.split("/")
    if len(ours) != len(theirs) or len(ours) > 2:
        return None
    factor = _ratio(ours[0], theirs[0])
    if factor is None or len(ours) == 1:
        return factor
    per = _ratio(theirs[1], ours[1])
    return None if per is None else factor * per


def _ratio(known: str, said: str) -> float | None:
    if known == said:
        return 1.0
    for row in table()["same"].values():
        if known in row and said in row:
            return float(row[known]) / float(row[said])
    return None


def _of_substance(known: str, said: str, about: str | None) -> Iterator[float]:
    """Factors that hold for this substance only, from the closed table of units."""
    if about is None or known.endswith(_TIMES) != said.endswith(_TIMES):
        return
    concept = register().concepts.get(register().other_ids.get(about, about))
    family = (about,) if concept is None else (concept.id, *concept.wider)
    for member in family:
        for name in table()["terms"].get(member, ()):
            accepts = term(name).accepts
            if known in accepts and said in accepts:
                yield accepts[known] / accepts[said]


def _near(one: WrittenAmount, value: float, how: How) -> bool:
    """Whether two numbers are as near as the way of writing allows."""
    if one.low == value:
        return True
    allowed: dict[str, float] = table()["tolerance"]
    if how in ("exact", "time"):
        return abs(one.low - value) <= allowed[how] * abs(value)
    rounding = _half_a_digit(one)
    if how == "laboratory":
        rounding = max(rounding, allowed["exact"] * abs(value))
    return abs(one.low - value) <= min(rounding, allowed["written"] * abs(value)) * (1 + 1e-9)


def _half_a_digit(one: WrittenAmount) -> float:
    """Half a unit of the last digit written."""
    scale = scale_pattern().search(one.text)
    factor = table()["scales"][scale["scale"].lower()] if scale else 1.0
    decimals = []
    for match in _DIGITS.finditer(one.text):
        _, point, behind = match[0].rstrip(".,").rpartition(".")
        decimals.append(len(behind) if point else 0)
    return 0.5 * float(factor) * 10.0 ** -max(decimals, default=0)
