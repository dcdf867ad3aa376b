"""What the answer stands on, in a few lines: who it is for, what is taken, what was measured."""

from __future__ import annotations

from typing import Protocol

from d3k2.report.labels import label
from d3k2.report.person_document import LabDocument, NameDocument, PersonDocument
from d3k2.report.prediction import level
from d3k2.units import show, term
from d3k2.wording import Audience

SHOWN = 6
"""Measured values that fit on a line."""


class AboutPerson(Protocol):
    """An answer about one person, for one audience."""

    @property
    def person(self) -> PersonDocument:
        """Who it is about."""

    @property
    def audience(self) -> Audience:
        """Who reads it."""


def known(document: AboutPerson) -> list[tuple[str, str]]:
    """Name and content of each line."""
    person = document.person
    contents = {
        "takes": _said(document, None if person.takes is None else [person.takes]),
        "medicines": _said(document, _names(person.medicines)),
        "conditions": _said(document, _names(person.conditions)),
        "labs": _said(document, measured(document)),
    }
    return [(label(f"known.{key}", document.audience), said) for key, said in contents.items()]


def who(document: AboutPerson) -> str:
    """Sex, age and weight."""
    person = document.person
    return label(
        "person",
        document.audience,
        sex=label(f"sex.{person.sex}", document.audience),
        age=f"{person.age:g}",
        weight=f"{person.weight.value:g} {person.weight.unit}",
    )


def measured(document: AboutPerson) -> list[str]:
    """The latest value of each laboratory term, 25(OH)D first, in the units people use."""
    latest: dict[str, LabDocument] = {}
    for lab in document.person.labs:
        if lab.what not in latest or lab.date >= latest[lab.what].date:
            latest[lab.what] = lab
    first = sorted(latest.values(), key=lambda lab: lab.what != "calcidiol")
    return [f"{_value(lab)}, {lab.date}" for lab in first[:SHOWN]]


def _value(lab: LabDocument) -> str:
    if lab.what == "calcidiol":
        return f"25(OH)D {level(lab.value)}"
    return f"{_name(lab.what)} {show(lab.value, lab.what)}"


def _name(what: str) -> str:
    return next(iter(term(what).aliases), what.replace("_", " "))


def _names(found: list[NameDocument] | None) -> list[str] | None:
    return None if found is None else [one.text for one in found]


def _said(document: AboutPerson, found: list[str] | None) -> str:
    if found is None:
        return label("known.not_asked", document.audience)
    return "; ".join(found) or label("known.none", document.audience)
