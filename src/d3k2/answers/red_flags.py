"""What in a question comes before any answer: chest pain, a bleed, ten times too much, a baby."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from d3k2.answers.grounds import written_ground
from d3k2.answers.question import Question, is_kind_of
from d3k2.answers.tables import Row, table
from d3k2.evidence import About, Ground, Statement, statement
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused, Quantity, parse_quantity, read_quantity
from d3k2.wording import Sentence

SUBJECT = ("vitamin-d", "vitamin-k", "calcium")
SUBSTANCES = ("nutrient", "form", "salt")
DAILY = ("IU/day", "µg/day", "mg/day", "g/day")
PIECES = ("capsules", "tablets")
_AGE = re.compile(r"\b(\d{1,3})[\s-]*(?:(?:years?|yrs?)[\s-]*old|y/?o)\b", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:for|over|since|in)\s+(?:(?:the|last|past|a|an|\w+)\s+){0,3}(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
"""For how long something has been done: no word of how often."""
_INR = re.compile(r"\bINR\b[^.?!\d]{0,25}(\d+(?:\.\d+)?)", re.IGNORECASE)


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
    if "daily_from" in row:
        return _reaches(row, question)
    text = _without(question.text, tuple(row.get("besides", ())))
    if "inr_from" in row and _inr_from(text, row["inr_from"]):
        return True
    if "pieces_from" in row and _pieces_from(row, question):
        return True
    young = says_any(text, tuple(row.get("always", ())))
    if "adult_years" in row and not young and _is_of_age(text, row["adult_years"]):
        return False
    return all(says_any(text, tuple(words)) for words in row.get("all", ()))


def _without(text: str, phrases: tuple[str, ...]) -> str:
    """The text without what only sounds alarming: "baby spinach"."""
    return _pattern(phrases).sub(" ", text) if phrases else text


def _inr_from(text: str, least: float) -> bool:
    """Whether an INR is named that reaches a value."""
    return any(float(found) >= least for found in _INR.findall(text))


def _pieces_from(row: Row, question: Question) -> bool:
    """Whether so many capsules or tablets were taken."""
    many = any(a.unit in PIECES and a.high >= row["pieces_from"] for a in question.amounts)
    return many and says_any(question.text, tuple(row["pieces_words"]))


def _is_of_age(text: str, adult: int) -> bool:
    """Whether an age is named and none of a child: "my 70 year old mother"."""
    ages = [int(age) for age in _AGE.findall(text)]
    return bool(ages) and min(ages) >= adult


def _reaches(row: Row, question: Question) -> bool:
    """Whether a daily dose of vitamin D in the question reaches the row's."""
    least = read_quantity(parse_quantity(row["daily_from"]), "vitamin_d_dose")
    return any(dose >= least for dose in _daily_doses(row, question))


def _daily_doses(row: Row, question: Question) -> Iterator[float]:
    """The daily doses of vitamin D: written as daily, or taken on days by the words."""
    daily = says_any(question.text, tuple(row["daily"]))
    other_times = says_any(_LASTING.sub(" ", question.text), tuple(row["unless"]))
    for amount in question.amounts:
        unit = str(amount.unit)
        if not _is_of_vitamin_d(amount, question):
            continue
        if f"{unit}/day" in DAILY and daily and not other_times:
            unit = f"{unit}/day"
        if unit not in DAILY:
            continue
        try:
            yield read_quantity(Quantity(amount.high, unit), "vitamin_d_dose")
        except InputRefused:
            # A dose so large that nobody takes it is still far too large.
            yield float("inf")


def _is_of_vitamin_d(amount: WrittenAmount, question: Question) -> bool:
    """Whether an amount is one of vitamin D, by the substance that stands nearest to it.

    Of what d3k2 knows, only vitamin D is counted in IU.
    """
    named = [m for m in question.mentions if m.concept.kind in SUBSTANCES]
    gaps = [(max(m.start - amount.end, amount.start - m.end), m.concept) for m in named]
    least = min((gap for gap, _ in gaps), default=0)
    handed = [one for one in question.inherited if one.kind in SUBSTANCES]
    near = [one for gap, one in gaps if gap == least] or handed
    if any(is_kind_of(one, "vitamin-d") for one in near):
        return True
    ours = all(any(is_kind_of(one, root) for root in SUBJECT) for one in near)
    return str(amount.unit).startswith("IU") and ours


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
