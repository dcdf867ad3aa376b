"""Splits what is written about a medicine into its name, its dose and the moment it is taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from d3k2.person.words import words
from d3k2.regimen import Moment


@dataclass(frozen=True, slots=True)
class MedicineText:
    """The parts of "levothyroxine 75 µg in the morning"."""

    name: str
    dose: str | None = None
    moment: Moment | None = None


def split_medicine(text: str) -> MedicineText:
    """Take the dose and the moment out of the text; what is left is the name."""
    moment, rest = _take_moment(text)
    doses = [found.group().strip() for found in _dose_pattern().finditer(rest)]
    name = _dose_pattern().sub(" ", rest)
    name = re.sub(r"\s+", " ", name).strip(" ,;:.-")
    return MedicineText(name or text.strip(), ", ".join(doses) or None, moment)


def _take_moment(text: str) -> tuple[Moment | None, str]:
    pattern, moments = _moment_pattern()
    found = pattern.search(text)
    if not found:
        return None, text
    return moments[found.group().casefold()], pattern.sub(" ", text)


@cache
def _moment_pattern() -> tuple[re.Pattern[str], dict[str, Moment]]:
    moments: dict[str, Moment] = {
        phrase: moment
        for moment, phrases in words()["medicine"]["moments"].items()
        for phrase in phrases
    }
    longest_first = sorted(moments, key=len, reverse=True)
    either = "|".join(re.escape(phrase) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), moments


@cache
def _dose_pattern() -> re.Pattern[str]:
    units = sorted(words()["medicine"]["units"], key=len, reverse=True)
    either = "|".join(re.escape(unit).replace("µ", "[µμ]") for unit in units)
    number = r"\d[\d.,]*"
    amount = rf"{number}(?:\s*[-–/x×]\s*{number})*"
    unit = rf"(?:{either})(?!\w)"
    return re.compile(
        rf"(?<![\w.-]){amount}\s*{unit}(?:\s*/\s*(?:{number}\s*)?{unit})*", re.IGNORECASE
    )
