"""Several values of one quantity on one day: which of them counts, and whether they disagree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from d3k2.person.limits import limits
from d3k2.units import term, terms

if TYPE_CHECKING:
    from d3k2.person.person import Lab, Person


def newest_day(labs: Iterable[Lab], what: str) -> tuple[Lab, ...]:
    """Return the values of a term on the newest day it was measured, in the order given."""
    values = [lab for lab in labs if lab.what == what]
    newest = max((lab.date for lab in values), default=None)
    return tuple(lab for lab in values if lab.date == newest)


def worst(labs: Iterable[Lab]) -> Lab | None:
    """Return the worse of the values of one term (``worse`` in the register), in any order."""
    return max(labs, key=_rank, default=None)


def conflicting_labs(person: Person) -> tuple[str, ...]:
    """Name the terms whose measured values of the newest day differ by more than assays do."""
    return tuple(name for name, each in terms().items() if each.lab and _differ(person, name))


def _rank(lab: Lab) -> tuple[float, bool, bool, str]:
    value = lab.value if term(lab.what).worse == "high" else -lab.value
    return value, not lab.computed, lab.confirmed, lab.assay or ""


def _differ(person: Person, what: str) -> bool:
    measured = (lab for lab in person.labs if not lab.computed)
    values = [lab.value for lab in newest_day(measured, what)]
    share = limits()["same_day_labs"]["share"]
    return bool(values) and max(values) - min(values) > share * max(values)
