"""Units turned into each other: ``30 ng/mL in nmol/L``, ``2,000 IU in µg``."""

from __future__ import annotations

from d3k2.answers.draft import Draft
from d3k2.answers.phrases import says_any
from d3k2.answers.question import Question
from d3k2.answers.tables import Row, table
from d3k2.evidence import About, converted, state
from d3k2.language import WrittenAmount
from d3k2.units import InputRefused, Quantity, convert, read_quantity, term
from d3k2.wording import phrase


def conversion(question: Question) -> Draft | None:
    """Turn the amount of a question into the unit it asks for, or None where it asks for none."""
    for amount in question.amounts:
        for row in table("conversions"):
            fits = amount.unit in row["units"] and _fits(question, row)
            if fits and _asks(question, amount, row):
                return _converted(question, amount, row)
    return None


def _asks(question: Question, amount: WrittenAmount, row: Row) -> bool:
    """Whether it names the other unit by itself, or asks to convert."""
    (words,) = table("conversion_words")
    if says_any(question.text, tuple(words["convert"])):
        return True
    spelled = [s for unit, all_ in row["spelled"].items() if unit != amount.unit for s in all_]
    rest = question.text
    for one in sorted(question.amounts, key=lambda a: -a.start):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return says_any(rest, tuple(spelled))


def _fits(question: Question, row: Row) -> bool:
    """Whether the amount may be of this substance: named, or the only one of these units."""
    if question.about(*row.get("not_of", ())):
        return False
    substances = question.of("nutrient", "form", "salt", "marker")
    return question.about(*row["concepts"]) or (row["unless_named"] and not substances)


def _converted(question: Question, amount: WrittenAmount, row: Row) -> Draft | None:
    name, unit = row["term"], str(amount.unit)
    target = next((u for u in row["units"] if u != unit), None)
    if target is None:
        return None
    try:
        low, high = (read_quantity(Quantity(v, unit), name) for v in (amount.low, amount.high))
    except InputRefused:
        return None
    shown = [_both(value, name, unit, target) for value in dict.fromkeys((low, high))]
    about: About = row["about"]
    said = state(
        "ask.conversion",
        converted(name),
        level="note",
        about=about,
        certainty="high",
        what=row["called"],
        one=" to ".join(one for one, _ in shown),
        other=" to ".join(other for _, other in shown),
    )
    return Draft(
        id=f"computed:conversion:{name}",
        title=phrase("ask.title.conversion", what=row["called"], one=unit, other=target),
        bottom_line=said,
        related=tuple(row["related"]),
    )


def _both(value: float, name: str, unit: str, target: str) -> tuple[str, str]:
    """The same value in both units, with a figure more than the register shows."""
    return _shown(value, name, unit), _shown(value, name, target)


def _shown(value: float, name: str, unit: str) -> str:
    number = convert(value, name, unit) if unit != term(name).unit else value
    rounded = f"{number:,.4g}" if abs(number) < 1000 else f"{number:,.0f}"
    return f"{rounded} {unit}"
