"""``import d3k2``: the verbs and the nouns, each loaded when it is first used."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest

import d3k2
from d3k2 import answers, claims, evidence, person, plan, population, regimen

HEAVY = ("numpy", "pydantic", "typer", "rich", "xarray", "roadrunner", "antimony")


def test_the_door_shows_what_it_has_and_nothing_else() -> None:
    assert dir(d3k2) == sorted(d3k2.__all__)


def test_every_name_is_what_its_room_exports() -> None:
    rooms = (answers, claims, evidence, person, plan, population, regimen)
    for name in set(d3k2.__all__) - {"__version__"}:
        (home,) = (room for room in rooms if name in room.__all__)
        assert getattr(d3k2, name) is getattr(home, name)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_verb"):
        d3k2.no_such_verb  # noqa: B018


def test_importing_it_loads_nothing_heavy() -> None:
    loads = f"import sys, d3k2\nprint(*(n for n in {HEAVY} if n in sys.modules), end='')"
    ended = subprocess.run([sys.executable, "-c", loads], capture_output=True, check=True)
    assert ended.stdout == b""


def test_its_types_are_for_others_too() -> None:
    assert resources.files("d3k2").joinpath("py.typed").is_file()


def test_a_person_in_a_plan_out() -> None:
    record = {"date": "2026-11-20", "age": 52, "sex": "female", "weight": "58 kg"}
    assessment = d3k2.assess(d3k2.read_person(record), people=50)
    assert assessment.plan.d3.allowed
    assert str(d3k2.read_regimen("D3 2000 IU daily"))
