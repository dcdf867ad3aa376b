"""Numbers as people write them; one that could be two numbers is refused."""

from __future__ import annotations

import re
import unicodedata

from d3k2.units.quantity import InputRefused

NUMBER = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f']\d{3})+(?!\d)(?:[.,]\d+)?"  # 5 000 or 5'000
    r"|\d+(?:[.,]\d+)*"
)
"""Finds a number inside a longer text. Read what it finds with `read_number`."""

_SPACES = re.compile(r"[ \u00a0\u2009\u202f']")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_COMMA_DECIMAL = re.compile(r"(?:0,\d+|\d+,\d{1,2})")
_UNCLEAR = re.compile(r"[\d.,]*\d[\d.,]*")
_DOT_GROUPS = re.compile(r"[1-9]\d{0,2}\.\d{3}")

ACCEPTED = "a number such as 65, 2.5 or 1,200 (comma for thousands, point for decimals)"


def read_number(text: str) -> float:
    """Read a number without a unit.

    The point is the decimal sign and the comma groups thousands. A comma that can only be a
    decimal sign is read as one (``2,5``; ``0,025``).

    Raises
    ------
    InputRefused
        When it is no number, or could be two.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("\N{MINUS SIGN}", "-")
    sign, digits = (-1.0, plain[1:]) if plain.startswith("-") else (1.0, plain.removeprefix("+"))
    digits = digits.strip()
    if NUMBER.fullmatch(digits):
        digits = _SPACES.sub("", digits)
    if _PLAIN.fullmatch(digits):
        return sign * float(digits)
    if _COMMA_THOUSANDS.fullmatch(digits):
        return sign * float(digits.replace(",", ""))
    if _COMMA_DECIMAL.fullmatch(digits):
        return sign * float(digits.replace(",", "."))
    if _UNCLEAR.fullmatch(digits):
        raise InputRefused(
            "It is not clear which mark is the decimal sign.", given=text, accepted=ACCEPTED
        )
    raise InputRefused("This is not a number.", given=text, accepted=ACCEPTED)


def other_reading(text: str) -> float | None:
    """Return the value when the point groups thousands, where that is possible.

    ``2.500`` is 2.5 to one reader and 2500 to another; ``2.5`` and ``0.500`` are not.
    """
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text).strip())
    return float(plain.replace(".", "")) if _DOT_GROUPS.fullmatch(plain) else None
