"""How old those are of whom a question speaks, in years: "my 6 week old", "she is 7"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.answers.tables import Row, table

_DIGITS = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Age:
    """An age and where it is written."""

    years: float
    start: int
    end: int
    text: str


def ages(text: str) -> tuple[Age, ...]:
    """Find every age of a person in a text, in order; the age of a bottle is none."""
    found = {age.start: age for age in (*_counted(text), *_told(text))}
    return tuple(found[start] for start in sorted(found))


def _counted(text: str) -> Iterator[Age]:
    """Ages with their unit: "18 months old", "three-year-old", "3yo"."""
    for match in _patterns()["counted"].finditer(text):
        years = _words()["years"][match["unit"].lower().rstrip("s")]
        yield Age(_number(match["number"]) * years, *match.span(), match[0])


def _told(text: str) -> Iterator[Age]:
    """Ages in years that only who is spoken of tells: "I am 12", "my son (8)"."""
    for match in _patterns()["told"].finditer(text):
        start, end = match.span("number")
        yield Age(_number(match["number"]), start, end, match["number"])


def _number(written: str) -> float:
    if _DIGITS.fullmatch(written):
        return float(written)
    return float(_words()["numbers"].index(written.lower()) + 1)


def _words() -> Row:
    (row,) = table("age_words")
    return row


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = _words()
    number = rf"(?P<number>\d{{1,3}}|{'|'.join(words['numbers'])})"
    units = "|".join(words["years"])
    things, who = ("|".join(words[key]) for key in ("things", "who"))
    no_age = "|".join(words["no_age"])
    old = rf"[\s-]+(?:old|of age)\b(?!\s+(?:\w+\s+)?(?:{things})\b)"
    counted = rf"\b{number}[\s-]*(?P<unit>(?:{units})s?)(?:{old}|(?<=yo)\b|(?<=y/o)\b)"
    between = r"\s*(?:is|are|of|aged|age|,|\()*\s*"
    told = rf"\b(?:{who}){between}{number}\b(?!\s*(?:{no_age})|[-.,/:]\d|\s*%)"
    return {
        "counted": re.compile(counted, re.IGNORECASE),
        "told": re.compile(told, re.IGNORECASE),
    }
