"""How much a dose raises the level of one person: ``how much will 2,000 IU raise my level``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from d3k2.answers.draft import Draft
from d3k2.answers.question import Question
from d3k2.answers.reply import Section
from d3k2.answers.tables import table
from d3k2.evidence import Statement, given, simulated, state
from d3k2.language import WrittenAmount
from d3k2.person import Person
from d3k2.units import Quantity, both_units, read_quantity, show
from d3k2.wording import phrase

if TYPE_CHECKING:
    from d3k2.physiology import Trajectory

WHEN = {"months": 91, "year": 364}
"""When the predicted level is told, in days."""

DAILY = ("IU", "µg", "mg", "IU/day", "µg/day", "mg/day")


def rise(question: Question, person: Person | None) -> Draft | None:
    """Predict 25(OH)D of this person on the daily dose that the question names.

    None where it asks for something else, or for nobody. Where the model declines, the answer
    says why and gives no number.

    Raises
    ------
    InputRefused
        When the dose is impossible, or lies beyond what was ever studied.
    """
    if person is None or not _asks(question):
        return None
    dose = _dose(question)
    if dose is None:
        return None
    from d3k2.population import simulate

    regimen = f"D3 {show(dose, 'vitamin_d_dose', 'IU/day').replace('/day', '')} daily"
    run = simulate(
        person,
        {"asked": regimen, "nothing": "nothing"},
        days=max(WHEN.values()),
        variables=["calcidiol"],
    )
    if not run.courses:
        first, *rest = run.limits
        return _draft(first, tuple(rest))
    asked, nothing = (run.courses[name]["calcidiol"] for name in ("asked", "nothing"))
    said = tuple(_levels(regimen, asked, nothing))
    return _draft(said[0], (*said[1:], *run.limits))


def _draft(first: Statement, rest: tuple[Statement, ...]) -> Draft:
    parts = (Section(title=phrase("ask.section.rise"), statements=rest),) if rest else ()
    related = ("rise-from-a-dose", "target-level", "level-does-not-rise")
    return Draft("computed:rise", phrase("ask.title.rise"), first, parts, related=related)


def _dose(question: Question) -> float | None:
    """µg of vitamin D a day, where the question names one dose of it; refused where impossible."""
    if question.nutrients not in ((), ("d3",)):
        return None
    found = [a for a in question.amounts if a.unit in DAILY and _is_vitamin_d(a, question)]
    return _read(found[0]) if len(found) == 1 and found[0].low == found[0].high else None


def _is_vitamin_d(amount: WrittenAmount, question: Question) -> bool:
    return str(amount.unit).startswith("IU") or question.nutrients == ("d3",)


def _read(amount: WrittenAmount) -> float:
    unit = str(amount.unit)
    per_day = unit if unit.endswith("/day") else f"{unit}/day"
    return read_quantity(Quantity(amount.low, per_day), "vitamin_d_dose")


def _asks(question: Question) -> bool:
    said = question.text.casefold()
    return any(word in said for row in table("rise_words") for word in row["words"])


def _levels(regimen: str, asked: Trajectory, nothing: Trajectory) -> Iterator[Statement]:
    for key, day in WHEN.items():
        on, off = (_quantiles(course, day) for course in (asked, nothing))
        yield state(
            f"ask.rise.{key}",
            simulated("calcidiol"),
            given("person"),
            level="note",
            about="d3",
            certainty="low",
            regimen=regimen,
            low=both_units(on[0]),
            median=both_units(on[1]),
            high=both_units(on[2]),
            without=both_units(off[1]),
            change=f"{on[1] - off[1]:.0f} nmol/L",
        )


def _quantiles(course: Trajectory, day: int) -> tuple[float, float, float]:
    """The level below which one person in twenty lies, the middle one, and the one above."""
    import numpy as np

    levels = course.on(course.start + timedelta(days=day))
    low, middle, high = np.quantile(levels, (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
