"""Whether the amounts of a question lie where an answer speaks: 180 ng/mL is not 60 to 100."""

from __future__ import annotations

from collections.abc import Iterator

from d3k2.answers.daily_doses import single_doses
from d3k2.answers.question import Question
from d3k2.answers.tables import Row, table
from d3k2.units import InputRefused, Quantity, parse_quantity, read_quantity

DOSE = "vitamin_d_dose"


def lies_in_range(answer: str, question: Question) -> bool:
    """Whether an answer that speaks of some amounts only may be shown to a question.

    One of the amounts of the question must lie among them, where it names any of that kind.
    """
    for row in table("answer_ranges"):
        if row["answer"] != answer:
            continue
        named = tuple(_named(row, question))
        if named and not any(_in_range(value, row) for value in named):
            return False
    return True


def _named(row: Row, question: Question) -> Iterator[float]:
    if row["term"] == DOSE:
        yield from single_doses(question)
        return
    for amount in question.amounts:
        if amount.unit in row["units"]:
            try:
                yield read_quantity(Quantity(amount.high, str(amount.unit)), row["term"])
            except InputRefused:
                yield float("inf")


def _in_range(value: float, row: Row) -> bool:
    return _limit(row, "from", 0.0) <= value and (
        "below" not in row or value < _limit(row, "below", 0.0)
    )


def _limit(row: Row, key: str, otherwise: float) -> float:
    return read_quantity(parse_quantity(row[key]), row["term"]) if key in row else otherwise
