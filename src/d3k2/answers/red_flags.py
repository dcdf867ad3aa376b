"""What in a question comes before any answer: chest pain, a bleed, ten times too much, a baby."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.answers.grounds import written_ground
from d3k2.answers.question import Question
from d3k2.answers.tables import Row, table
from d3k2.evidence import About, Ground, Statement, statement
from d3k2.units import InputRefused, Quantity, parse_quantity, read_quantity
from d3k2.wording import Sentence

SUBJECT = ("vitamin-d", "vitamin-k", "calcium")
_AGE = re.compile(r"\b(\d{1,3})[\s-]*(?:(?:years?|yrs?)[\s-]*old|y/?o)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Urgent:
    """What must be read first, and whether anything else is answered."""

    statements: tuple[Statement, ...]
    alone: bool


def urgent(question: Question) -> Urgent:
    """Tell what in a question is urgent, the flags in the order of their file."""
    raised = [row for row in table("red_flags") if _raised(row, question)]
    said = tuple(_statement(row) for row in raised)
    return Urgent(said, alone=any(row.get("alone", False) for row in raised))


def _raised(row: Row, question: Question) -> bool:
    if row.get("needs_subject") and not question.about(*SUBJECT):
        return False
    if "daily_from" in row and not _reaches(row, question):
        return False
    if says_any(question.text, tuple(row.get("unless", ()))):
        return False
    if "adult_years" in row and _is_of_age(question.text, row["adult_years"]):
        return False
    return all(says_any(question.text, tuple(words)) for words in row.get("all", ()))


def _is_of_age(text: str, adult: int) -> bool:
    """Whether an age is named and none of a child: "my 70 year old mother"."""
    ages = [int(age) for age in _AGE.findall(text)]
    return bool(ages) and min(ages) >= adult


def _reaches(row: Row, question: Question) -> bool:
    """Whether a daily dose of vitamin D in the question reaches the row's."""
    if not question.about("vitamin-d"):
        return False
    least = read_quantity(parse_quantity(row["daily_from"]), "vitamin_d_dose")
    return any(dose >= least for dose in _daily_doses(question))


def _daily_doses(question: Question) -> Iterator[float]:
    daily = says_any(question.text, ("daily", "day", "every day", "each day", "a day", "per day"))
    for amount in question.amounts:
        unit = str(amount.unit)
        if unit in ("IU", "µg", "mg") and daily:
            unit = f"{unit}/day"
        if not unit.endswith("/day"):
            continue
        try:
            yield read_quantity(Quantity(amount.high, unit), "vitamin_d_dose")
        except InputRefused:
            # A dose so large that nobody takes it is still far too large.
            yield float("inf")


def says_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words or phrases stands in the text as a whole."""
    return bool(words) and bool(_pattern(words).search(text))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _statement(row: Row) -> Statement:
    grounds: list[Ground] = [written_ground(one) for one in row["stands_on"]]
    about: About = row.get("nutrient", "person")
    return statement(
        f"ask.urgent.{row['id']}",
        Sentence(row["clinician"], row["patient"]),
        grounds,
        level="stop",
        about=about,
        certainty="high",
    )
