"""Finds what in a record contradicts something else in it, or lies in the future."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from d3k2.person.faults import Faults
from d3k2.person.given import GivenPerson
from d3k2.person.limits import inside, limits, within
from d3k2.person.person import Fracture
from d3k2.regimen import Regimen
from d3k2.units import DAYS_A_YEAR, InputRefused, read_quantity


def check_consistency(given: GivenPerson, faults: Faults) -> None:
    """Note what cannot be true together, whatever the day."""
    of_women = {
        "pregnant": bool(given.pregnant),
        "lactating": bool(given.lactating),
        "postmenopausal_since": given.postmenopausal_since is not None,
    }
    for field, stated in of_women.items():
        if stated and given.sex == "male":
            faults.note(field, "This contradicts the sex given.", given="male", accepted="female")
    if not given.pregnant:
        return
    if given.postmenopausal_since is not None:
        faults.note(
            "pregnant",
            "Pregnant contradicts being past the menopause.",
            given=f"postmenopausal since {given.postmenopausal_since}",
            accepted="one of the two",
        )
    if given.age is not None and not inside(given.age, "pregnancy_age"):
        bounds = limits()["pregnancy_age"]
        faults.note(
            "pregnant",
            "Pregnant contradicts the age given.",
            given=f"age {given.age:g}",
            accepted=f"an age of {bounds['low']} to {bounds['high']} years",
        )


def check_body(weight: float | None, height: float | None, faults: Faults) -> None:
    """Note a weight and a height that do not belong together."""
    if weight is None or height is None:
        return
    try:
        read_quantity(weight / (height / 100) ** 2, "bmi")
    except InputRefused as refusal:
        faults.note(
            "height",
            "Weight and height do not belong to one person.",
            given=f"{weight:g} kg and {height:g} cm",
            accepted=f"a body mass index of {refusal.accepted}",
        )


def check_days(
    given: GivenPerson, fractures: Sequence[Fracture], today: dt.date, faults: Faults
) -> None:
    """Note dates that lie after the day of the answer or before birth."""
    for field, date in _dates(given):
        if date > today:
            faults.note(
                field,
                "This date lies after the day of the answer.",
                given=date.isoformat(),
                accepted=f"a date up to {today.isoformat()}",
            )
        elif given.age is not None and (today - date).days > (given.age + 1) * DAYS_A_YEAR:
            faults.note(
                field,
                "This date lies before the person was born.",
                given=date.isoformat(),
                accepted=f"a date within the last {given.age:g} years",
            )
    for field, year, limit in _years(given, fractures):
        if year > today.year:
            faults.note(
                field,
                "This year lies after the day of the answer.",
                given=year,
                accepted=f"a year up to {today.year}",
            )
        elif given.age is not None:
            with faults.at(field):
                _age_then(year, given.age, today, limit)


def check_starts(takes: Regimen | None, today: dt.date, field: str, faults: Faults) -> None:
    """Note supplements that are said to be taken but start in the future."""
    for item in takes.items if takes else ():
        start = item.schedule.start
        if start is not None and start > today:
            faults.note(
                field,
                f'"{item.text}" starts after {today.isoformat()}.',
                given=start.isoformat(),
                accepted=f"a start up to {today.isoformat()}",
            )


def _dates(given: GivenPerson) -> Iterator[tuple[str, dt.date]]:
    for index, lab in enumerate(given.labs or ()):
        if lab.date:
            yield f"labs[{index}].date", lab.date
    for index, visit in enumerate(given.visits or ()):
        yield f"visits[{index}].date", visit.date
        for nth, lab in enumerate(visit.labs or ()):
            if lab.date:
                yield f"visits[{index}].labs[{nth}].date", lab.date
    if given.t_scores and given.t_scores.date:
        yield "t_scores.date", given.t_scores.date


def _years(given: GivenPerson, fractures: Sequence[Fracture]) -> Iterator[tuple[str, int, str]]:
    if given.postmenopausal_since is not None:
        yield "postmenopausal_since", given.postmenopausal_since, "menopause_age"
    for index, fracture in enumerate(fractures):
        if fracture.year is not None:
            yield f"fractures[{index}].year", fracture.year, "fracture_age"


def _age_then(year: int, age: float, today: dt.date, limit: str) -> None:
    """Refuse a year in which the person had an impossible age; birthdays blur it by a year."""
    then = age - min(today.year - year, dt.MAXYEAR)
    bounds = limits()[limit]
    if bounds["low"] - 1 <= then <= bounds["high"] + 1:
        return
    try:
        within(then, limit)
    except InputRefused as refusal:
        raise InputRefused(
            f"At the age given, this was at {then:g} years.",
            given=str(year),
            accepted=f"a year at an age of {refusal.accepted}",
        ) from None
