"""What in a question comes before any answer: chest pain, a bleed, ten times too much, a baby."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from d3k2.answers.ages import ages
from d3k2.answers.daily_doses import daily_doses, single_doses
from d3k2.answers.phrases import pattern, says_any, says_in_order, without
from d3k2.answers.question import ADULT, ROOTS, Question
from d3k2.answers.tables import Row, table
from d3k2.evidence import About, Ground, Statement, statement
from d3k2.language import Concept, WrittenAmount
from d3k2.safety import Nutrient, written_ground
from d3k2.units import InputRefused, Quantity, parse_quantity, read_quantity
from d3k2.wording import Sentence

PIECES = ("capsules", "tablets")
LOOK_AHEAD = 4
"""Words after a number that may say what it counts."""
_INR = re.compile(r"\bINR\b[^.?!\d]{0,25}(?<![a-z-])(\d+(?:\.\d+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Urgent:
    """What must be read first, and whether anything else is answered.

    Attributes
    ----------
    instead : mapping
        The reviewed answer that goes with it, by nutrient, where the nearest one might mislead.
    """

    statements: tuple[Statement, ...]
    alone: bool
    instead: Mapping[Nutrient, str] = field(default_factory=dict)


def urgent(question: Question) -> Urgent:
    """Tell what in a question is urgent, the flags in the order of their file."""
    raised = [row for row in table("red_flags") if _raised(row, question)]
    instead: dict[Nutrient, str] = next((r["instead"] for r in raised if "instead" in r), {})
    said = tuple(_statement(row) for row in raised)
    return Urgent(said, alone=any(row.get("alone", False) for row in raised), instead=instead)


def _raised(row: Row, question: Question) -> bool:
    if row.get("needs_subject") and not _on_subject(question):
        return False
    text = without(question.text, row.get("besides", ()))
    if "always" in row and not says_any(text, row["always"]) and _is_of_age(text):
        return False
    return any(holds(row[key], text, question) for key, holds in _TRIGGERS.items() if key in row)


def _on_subject(question: Question) -> bool:
    """Whether it names one of the three; only vitamin D is counted in IU."""
    counted = any(str(a.unit).startswith("IU") for a in question.amounts)
    return counted or question.about(*ROOTS.values())


def _says_all(lists: list[list[str]], text: str, _: Question) -> bool:
    return all(says_any(text, words) for words in lists)


def _says_one_of(ways: list[Row], text: str, question: Question) -> bool:
    """Whether one of several ways holds: words in order, or anywhere, beside what must be named."""
    for way in ways:
        named = "about" not in way or question.about(*way["about"])
        named = named and not question.of(*way.get("without", ()))
        said = (
            says_in_order(text, way["all"], way["within"])
            if "within" in way
            else _says_all(way["all"], text, question)
        )
        if named and said:
            return True
    return False


def _inr_reaches(least: float, text: str, _: Question) -> bool:
    return any(float(found) >= least for found in _INR.findall(text))


def _daily_dose_reaches(written: str, _: str, question: Question) -> bool:
    least = read_quantity(parse_quantity(written), "vitamin_d_dose")
    return any(dose >= least for dose in daily_doses(question))


def _taken_at_once(row: Row, text: str, question: Question) -> bool:
    """Whether so many pieces, or so much vitamin D, were taken, or anything by mistake."""
    if not says_any(text, row["words"]):
        return False
    least = read_quantity(parse_quantity(row["dose"]), "vitamin_d_dose")
    pieces = (a.high for a in question.amounts if _counts_pieces(a, text, row["counted"]))
    return any(n >= row["pieces"] for n in pieces) or any(
        dose >= least for dose in single_doses(question)
    )


def _counts_pieces(amount: WrittenAmount, text: str, counted: Sequence[str]) -> bool:
    """Whether a number is one of pieces: "60 tablets", "200 vitamin D tablets"."""
    behind = " ".join(text[amount.end :].split()[:LOOK_AHEAD])
    return amount.unit in PIECES or (amount.unit is None and says_any(behind, counted))


def _measured_above(row: Row, text: str, question: Question) -> bool:
    """Whether a result above a limit is told, by its unit or right after its name."""
    if question.about(*row["not_about"]) or says_any(text, row["unless"]):
        return False
    limit = read_quantity(parse_quantity(row["above"]), row["term"])
    return any(value > limit for value in _results(row, text, question))


def _results(row: Row, text: str, question: Question) -> Iterator[float]:
    """The results that are told of what is measured, in the unit of its term."""
    read_to = 0
    only = sum(a.unit in row["units"] for a in question.amounts) == 1
    for amount in question.amounts:
        before, read_to = text[read_to : amount.start], amount.end
        if says_any(before, row["not_of"]):
            continue
        named = says_any(before, row["named"])
        unit = amount.unit
        if unit is None and named:
            # A bare number is in the one unit of these in which such results are seen.
            fits = (u for u, (low, high) in row["bare"].items() if low <= amount.high <= high)
            unit = next(fits, None)
        if unit in row["units"] and (named or (only and question.about(*row["about"]))):
            yield _result(Quantity(amount.high, str(unit)), row["term"])


def _result(written: Quantity, term: str) -> float:
    try:
        return read_quantity(written, term)
    except InputRefused:
        # What no blood can hold is still far too much.
        return float("inf")


def _stops_a_medicine(row: Row, text: str, question: Question) -> bool:
    """Whether a medicine stands right after a word of stopping or replacing it."""
    ends = [found.end() for found in pattern(tuple(row["verbs"])).finditer(text)]
    medicines = [m.start for m in question.mentions if _is_prescribed(m.concept, row)]
    medicines += [found.start() for found in pattern(tuple(row["medicines"])).finditer(text)]
    for end in ends:
        for start in medicines:
            between = text[end:start] if end <= start else None
            if (
                between is not None
                and len(between.split()) <= row["within"]
                and not says_any(between, row["not_between"])
            ):
                return True
    return False


def _is_prescribed(one: Concept, row: Row) -> bool:
    return one.kind == "medicine" and not {one.id, *one.wider} & set(row["besides_groups"])


def _is_young(years: float, text: str, _: Question) -> bool:
    """Whether somebody is below an age."""
    return any(age.years < years for age in ages(text))


def _is_of_age(text: str) -> bool:
    """Whether an age is named and none of a child: "my 70 year old mother"."""
    found = ages(text)
    return bool(found) and all(age.years >= ADULT for age in found)


_TRIGGERS: Mapping[str, Callable[[Any, str, Question], bool]] = {
    "all": _says_all,
    "or": _says_one_of,
    "inr_from": _inr_reaches,
    "daily_from": _daily_dose_reaches,
    "at_once": _taken_at_once,
    "measured": _measured_above,
    "stopping": _stops_a_medicine,
    "younger_than": _is_young,
}
"""What raises a flag, by its key in the file; one is enough."""


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
