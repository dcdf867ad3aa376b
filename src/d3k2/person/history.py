"""Reads what was taken and measured: now, and at earlier visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from d3k2.person.faults import Faults
from d3k2.person.given import GivenPerson, GivenVisit
from d3k2.person.lab_values import read_lab
from d3k2.person.person import Lab, Visit
from d3k2.person.shape import usable_labs
from d3k2.regimen import Item, Regimen, read_regimen


@dataclass(frozen=True, slots=True)
class History:
    """What is taken and was measured, the visits before today included."""

    takes: Regimen | None
    labs: tuple[Lab, ...]
    visits: tuple[Visit, ...]

    def every_lab(self) -> tuple[Lab, ...]:
        """Return the values of the record in its order, then those of the visits, each once."""
        visits = [lab for visit in self.visits for lab in visit.labs]
        return tuple(dict.fromkeys([*self.labs, *visits]))

    def dates(self) -> Iterator[dt.date]:
        """Every date there is."""
        yield from (lab.date for lab in self.every_lab())
        yield from (visit.date for visit in self.visits)
        regimens = [self.takes, *(visit.takes for visit in self.visits)]
        for item in (item for regimen in regimens if regimen for item in regimen.items):
            if item.schedule.start is not None:
                yield item.schedule.start


def read_history(given: GivenPerson, raw: Mapping[str, Any], faults: Faults) -> History:
    """Read supplements, laboratory values and visits, and note what cannot be read.

    Laboratory values are read from the record as written, so that an urgent one is found even
    when another has no usable shape.
    """
    labs = [read_lab(lab, None, faults, f"labs[{i}]") for i, lab in usable_labs(raw.get("labs"))]
    return History(
        takes=_takes(given.takes, "takes", faults),
        labs=tuple(lab for lab in labs if lab is not None),
        visits=tuple(
            _visit(visit, f"visits[{i}]", faults) for i, visit in enumerate(given.visits or ())
        ),
    )


def _visit(given: GivenVisit, field: str, faults: Faults) -> Visit:
    labs = [
        read_lab(lab, given.date, faults, f"{field}.labs[{i}]")
        for i, lab in enumerate(given.labs or ())
    ]
    return Visit(
        date=given.date,
        takes=_takes(given.takes, f"{field}.takes", faults),
        labs=tuple(lab for lab in labs if lab is not None),
    )


def _takes(given: Sequence[str] | None, field: str, faults: Faults) -> Regimen | None:
    if given is None:
        return None
    items: list[Item] = []
    for index, text in enumerate(given):
        with faults.at(f"{field}[{index}]"):
            items += read_regimen(text).items
    return Regimen(tuple(items))
