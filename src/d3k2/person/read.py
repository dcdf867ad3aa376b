"""The door of the room: a file or a table in, one person in canonical units out."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from typing import Any

from d3k2.person.concepts import read_conditions, read_medicines, read_names, stated
from d3k2.person.consistency import check_body, check_consistency, check_days, check_starts
from d3k2.person.derived import derive
from d3k2.person.document import load_document
from d3k2.person.faults import Faults
from d3k2.person.fractures import read_fracture
from d3k2.person.given import GivenPerson, GivenTScores
from d3k2.person.history import History, read_history
from d3k2.person.implied import with_implied
from d3k2.person.person import Fracture, Person, TScores
from d3k2.person.shape import check_shape
from d3k2.person.surroundings import read_country, read_diet, read_falls, read_sun, read_wants
from d3k2.units import read_quantity


def read_person(
    given: str | os.PathLike[str] | bytes | Mapping[str, Any], *, today: dt.date | None = None
) -> Person:
    """Read a person from a TOML or JSON file, or from a table of fields.

    Parameters
    ----------
    given : path, bytes or mapping
        The record as `person_schema` describes it; bytes are the content of a file.
    today : datetime.date, optional
        The day of the answer. It replaces the record's own ``date``; without either, the latest
        date in the record is taken.

    Returns
    -------
    Person

    Raises
    ------
    InputRefused
        Something in it cannot be used. The message names every fault, the field the first.
    """
    source, raw = load_document(given)
    faults = Faults(source)
    shape = _with_stated(check_shape(raw, faults), faults)
    history = read_history(shape, raw, faults)
    date = today or shape.date or _latest_date(shape, history)
    if date is None and "date" not in faults.fields():
        faults.note(
            "date",
            "The record holds no date, so the day of the answer is required.",
            accepted="YYYY-MM-DD",
        )
    fields = _fields(shape, faults)
    _check(shape, fields, history, date, faults)
    faults.refuse()
    assert date is not None  # noted and raised above
    labs = history.every_lab()
    derived = derive(labs, fields["age"], fields["sex"], date)
    person = Person(
        date=date, takes=history.takes, labs=labs + derived, visits=history.visits, **fields
    )
    return with_implied(person)


def _with_stated(given: GivenPerson, faults: Faults) -> GivenPerson:
    """Pregnancy and breastfeeding among the conditions count as said in their own fields."""
    told = [field for field in ("pregnant", "lactating") if stated(given.conditions, field)]
    for field in told:
        if getattr(given, field) is False:
            faults.note(
                field,
                "This contradicts the conditions given.",
                given="false",
                accepted="true, or the conditions without it",
            )
    return given.model_copy(update=dict.fromkeys(told, True))


def _fields(given: GivenPerson, faults: Faults) -> dict[str, Any]:
    """Every field that needs neither the day nor the history."""
    return {
        "age": _quantity("age", given.age, faults),
        "sex": given.sex,
        "weight": _quantity("weight", given.weight, faults),
        "height": _quantity("height", given.height, faults),
        "country": read_country(given.country, faults),
        "pregnant": given.pregnant,
        "lactating": given.lactating,
        "postmenopausal_since": given.postmenopausal_since,
        "conditions": read_conditions(given.conditions, faults),
        "medicines": read_medicines(given.medicines, faults),
        "wants": read_wants(given.wants, faults),
        "t_scores": _t_scores(given.t_scores, faults),
        "fractures": _fractures(given),
        "falls_last_year": read_falls(given.falls_last_year, faults),
        "symptoms": read_names(given.symptoms, "symptoms", faults),
        "allergies": read_names(given.allergies, "allergies", faults),
        "care": given.care,
        "absorption": given.absorption,
        "diet": read_diet(given.diet, faults),
        "sun": read_sun(given.sun, faults),
        "genotype": dict(given.genotype or {}),
    }


def _check(
    given: GivenPerson,
    fields: Mapping[str, Any],
    history: History,
    date: dt.date | None,
    faults: Faults,
) -> None:
    """Note what cannot be true together."""
    check_consistency(given, faults)
    check_body(fields["weight"], fields["height"], faults)
    if date is None:
        return
    check_days(given, fields["fractures"] or (), date, faults)
    check_starts(history.takes, date, "takes", faults)
    for index, visit in enumerate(history.visits):
        check_starts(visit.takes, visit.date, f"visits[{index}].takes", faults)


def _latest_date(given: GivenPerson, history: History) -> dt.date | None:
    measured = given.t_scores.date if given.t_scores else None
    return max([*history.dates(), *([measured] if measured else [])], default=None)


def _quantity(name: str, value: str | float | None, faults: Faults) -> float | None:
    if value is not None:
        with faults.at(name):
            return read_quantity(value if isinstance(value, str) else f"{value:.15g}", name)
    return None


def _t_scores(given: GivenTScores | None, faults: Faults) -> TScores | None:
    if given is None:
        return None
    scores = {
        "lumbar": given.lumbar,
        "femoral_neck": given.femoral_neck,
        "total_hip": given.total_hip,
    }
    for site, score in scores.items():
        if score is not None:
            with faults.at(f"t_scores.{site}"):
                read_quantity(f"{score:.15g}", "t_score")
    return TScores(**scores, date=given.date)


def _fractures(given: GivenPerson) -> tuple[Fracture, ...] | None:
    if given.fractures is None:
        return None
    return tuple(read_fracture(fracture) for fracture in given.fractures)
