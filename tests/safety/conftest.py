"""People built for the rules: a healthy adult of whom everything was asked, and what is added."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from d3k2.person import Condition, Medicine, Person, vocabulary
from d3k2.regimen import read_regimen

TODAY = dt.date(2026, 11, 20)


def medicine(name: str, **more: Any) -> Medicine:
    entry = vocabulary("medicines").entries[name]
    return Medicine(
        **{"text": entry.name, "concept": name, "groups": entry.groups, "match": "exact"} | more
    )


def condition(name: str, **more: Any) -> Condition:
    entry = vocabulary("conditions").entries[name]
    return Condition(
        **{"text": entry.name, "concept": name, "groups": entry.groups, "match": "exact"} | more
    )


def healthy(**more: Any) -> Person:
    """Nothing wrong, everything asked; what is given replaces what stands here."""
    fields: dict[str, Any] = {
        "date": TODAY,
        "age": 45.0,
        "sex": "female",
        "weight": 62.0,
        "height": 168.0,
        "pregnant": False,
        "lactating": False,
        "conditions": (),
        "medicines": (),
        "takes": read_regimen("nothing"),
        "fractures": (),
        "falls_last_year": 0,
        "symptoms": (),
        "allergies": (),
        "care": "home",
        "absorption": "normal",
    }
    return Person(**fields | more)


@pytest.fixture(scope="session", name="healthy")
def _healthy():
    return healthy


@pytest.fixture(scope="session", name="medicine")
def _medicine():
    return medicine


@pytest.fixture(scope="session", name="condition")
def _condition():
    return condition
