"""From "65 ng/mL" to a number in the canonical unit of its term."""

from __future__ import annotations

import math
import re

from d3k2.units.number import NUMBER, other_reading, read_number
from d3k2.units.quantity import InputRefused, Quantity
from d3k2.units.spelling import spell_unit
from d3k2.units.term import Term, term

_SIGN = r"[-+\N{MINUS SIGN}]?\s*"
_QUANTITY = re.compile(rf"\s*(?P<number>{_SIGN}(?:{NUMBER.pattern}))\s*(?P<unit>.*?)\s*", re.DOTALL)
_LIMIT = re.compile(
    r"\s*(?:[<>≤≥~≈±]|about\b|approx|around\b|circa\b|ca\.|over\b|under\b|below\b|above\b)", re.I
)
LONGEST = 200
"""Characters. A quantity is short; anything longer is not one."""


def parse_quantity(text: str) -> Quantity:
    """Read a number with its unit, whatever it measures.

    Raises
    ------
    InputRefused
        When the number is unclear, or the unit is missing or unknown.
    """
    number, unit = _split(text)
    if not unit:
        raise InputRefused(
            "A number needs its unit.",
            given=text,
            accepted="a number with a unit, such as 65 ng/mL",
        )
    spelling = spell_unit(unit)
    if spelling is None:
        raise _unknown_unit(unit, text, "a unit such as nmol/L, ng/mL, mg/dL, IU or µg")
    return Quantity(read_number(number), spelling)


def read_quantity(given: str | float | Quantity, name: str, field: str | None = None) -> float:
    """Read a quantity of one term into its canonical unit.

    Parameters
    ----------
    given : str, float or Quantity
        A number alone is read only where the term allows it (age, INR, T-score).
    name : str
        The term, or an alias of it.
    field : str, optional
        Where it stands in the input, for the refusal.

    Raises
    ------
    InputRefused
        When the unit does not fit the term, or the value is absurd.
    """
    found = term(name)
    try:
        if isinstance(given, str):
            value = _from_text(given, found)
        elif isinstance(given, Quantity):
            value = given.value * _factor(given.unit, found, str(given))
        elif isinstance(given, bool) or not isinstance(given, int | float):
            raise InputRefused(
                "This is not a quantity.", given=str(given), accepted=found.accepted()
            )
        else:
            value = float(given) * _factor("", found, f"{given:g}")
        return _plausible(value, found, str(given))
    except InputRefused as refused:
        raise refused.at(field) if field else refused  # noqa: B904 - it is the same refusal


def convert(value: float, name: str, unit: str) -> float:
    """Turn a canonical value of a term into another of its units.

    Raises
    ------
    InputRefused
        When the unit is not one of the term's.
    """
    found = term(name)
    return value / _factor(unit, found, f"{value:g} {unit}")


def _from_text(text: str, found: Term) -> float:
    for large, small in found.compound:
        parts = _compound(text, large, small)
        if parts:
            return parts[0] * found.accepts[large] + parts[1] * found.accepts[small]
    number, unit = _split(text, found.accepted())
    factor = _factor(unit, found, text)
    value, other = read_number(number), other_reading(number)
    if other is not None and _possible(value * factor, found) and _possible(other * factor, found):
        raise InputRefused(
            f"{number} could mean {value:g} or {other:g}.",
            given=text,
            accepted=f"{value:g} or {other:,.0f}, whichever is meant",
        )
    return value * factor


def _split(text: str, accepted: str = "a number with a unit, such as 65 ng/mL") -> tuple[str, str]:
    """Part the number from its unit."""
    if len(text) > LONGEST:
        raise InputRefused("This is too long to be a quantity.", accepted=accepted)
    if _LIMIT.match(text):
        raise InputRefused("A limit or an estimate is not a value.", given=text, accepted=accepted)
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise InputRefused("This is not a quantity.", given=text, accepted=accepted)
    return match["number"], match["unit"]


def _factor(unit: str, found: Term, given: str) -> float:
    if not unit:
        if found.bare:
            return 1.0
        raise InputRefused("A number needs its unit.", given=given, accepted=found.accepted())
    spelling = spell_unit(unit)
    if spelling is None:
        raise _unknown_unit(unit, given, found.accepted())
    if spelling in found.accepts:
        return found.accepts[spelling]
    reason = found.refuses.get(spelling, f"The unit {spelling} does not measure {_called(found)}")
    raise InputRefused(f"{reason}.", given=given, accepted=found.accepted())


def _unknown_unit(unit: str, given: str, accepted: str) -> InputRefused:
    hint = ""
    small = unit[:1].lower() + unit[1:]
    if unit != small and spell_unit(small):
        hint = f" {unit[0]} and {small[0]} are different prefixes: write {small} if that is meant."
    return InputRefused(f'The unit "{unit}" is not known.{hint}', given=given, accepted=accepted)


def _compound(text: str, large: str, small: str) -> tuple[float, float] | None:
    """Read ``5 ft 6 in``."""
    pattern = rf"\s*({NUMBER.pattern})\s*([^\d\s]+)\s*({NUMBER.pattern})\s*([^\d\s]+)\s*"
    match = re.fullmatch(pattern, text.replace("'", "ft").replace('"', "in"))
    if match and spell_unit(match[2]) == large and spell_unit(match[4]) == small:
        return read_number(match[1]), read_number(match[3])
    return None


def _possible(value: float, found: Term) -> bool:
    low, high = found.plausible
    return low <= value <= high


def _plausible(value: float, found: Term, given: str) -> float:
    if math.isfinite(value) and _possible(value, found):
        return value
    low, high = found.plausible
    unit = "" if found.unit == "1" else f" {found.unit}"
    raise InputRefused(
        f"This is not possible for {_called(found)}.",
        given=given,
        accepted=f"{low:g} to {high:g}{unit}",
    )


def _called(found: Term) -> str:
    return found.aliases[0] if found.aliases else found.name.replace("_", " ")
