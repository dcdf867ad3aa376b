"""The words of a schedule, and patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from d3k2.regimen.naming import factor, table
from d3k2.regimen.regimen import Moment

WithFood = Literal["meal", "fatty meal", "empty stomach"]

HOW_OFTEN = "how often: daily, twice daily, weekly, every 90 days, single dose on 2026-03-01"

NUMBERS: Mapping[str, int] = table("phrases")["numbers"]
WORD = "|".join(NUMBERS)
COUNT = rf"\d{{1,4}}(?:\.\d+)?|{WORD}"
PERIOD = r"(?P<p>days?|weeks?|fortnights?|months?|quarters?|years?)"
MEALS: Mapping[str, Moment] = table("phrases")["meals"]
MOMENTS: Mapping[str, Moment] = table("phrases")["moments"]

_NOUNS = table("phrases")["nouns"]
NOUN = "|".join((*_NOUNS["solid"], *_NOUNS["poured"])).replace(" ", r"\s+")
"""What is swallowed: capsules, drops."""
POURED = re.compile("(?:" + "|".join(_NOUNS["poured"]) + r")\Z")
"""Units of which several make one dose, so that an amount beside them may be the total."""


@dataclass(frozen=True, slots=True)
class Often:
    """So many times in so many days; ``once`` for a single dose."""

    takes: float
    every_days: float
    once: bool = False
    counted: bool = False
    """Whether the number of times was said, not only the period."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment of the day, food, or both."""

    moment: Moment | None = None
    food: WithFood | None = None
    daily: bool = False
    """Whether it also says every day: "every morning"."""
    each_meal: bool = False


@dataclass(frozen=True, slots=True)
class Divided:
    """The amount of a day in so many doses."""

    doses: int


@dataclass(frozen=True, slots=True)
class Unclear:
    """A phrase that is understood and cannot be used."""

    why: str
    accepted: str


Phrase = Often | When | Divided | Unclear


def number(text: str) -> float:
    """Read a small number in digits or words."""
    return float(NUMBERS.get(text, 0) or text)


def times(text: str) -> float:
    """Read "twice", "3 times" or "3x"."""
    words = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
    return words.get(text) or number(re.sub(r"\s*(?:times|x)$", "", text))


def period(name: str) -> float:
    """Return the days of a day, week, fortnight, month, quarter or year."""
    month = factor("month")
    days = {"day": 1.0, "week": 7.0, "fortnight": 14.0}
    return {**days, "month": month, "quarter": 3 * month, "year": 12 * month}[name.rstrip("s")]
