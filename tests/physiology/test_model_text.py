"""The model text is the one definition: named constants, meanings, units, and facts behind them."""

from __future__ import annotations

import re

import numpy as np
import pytest
import roadrunner

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import (
    STATES,
    antimony_text,
    invert,
    nominal,
    parameter_facts,
    people,
    sbml,
    steady_state,
)
from d3k2.physiology.draws import INPUTS
from d3k2.physiology.model import DOSES, constants, rates

VALUE = re.compile(r"\s{2}(\w+) = ([\d.]+)\s+// .+, ([^,]+)")


def code_lines() -> list[str]:
    return [line.split("//")[0] for line in antimony_text().splitlines()]


def test_no_equation_holds_a_bare_number() -> None:
    equations = [line for line in code_lines() if ":=" in line or "' =" in line]
    assert len(equations) > 15
    for line in equations:
        right = line.split("=", 1)[1]
        assert set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?", right)) <= {"0", "1", "2"}, line


def test_every_value_says_what_it_is_and_in_which_unit() -> None:
    values = [
        line
        for line in antimony_text().splitlines()
        if re.match(r"\s+\w+ = ", line) and ":=" not in line
    ]
    assert len(values) > 30
    for line in values:
        assert VALUE.fullmatch(line), line


def test_every_constant_is_a_fact_or_belongs_to_a_person_or_course() -> None:
    expected = {*parameter_facts(), *INPUTS, "start_day"}
    assert set(constants()) == expected


@pytest.mark.parametrize("fact", sorted(parameter_facts().values()))
def test_every_constant_takes_its_value_from_a_quantity(fact: str) -> None:
    assert isinstance(load().facts[fact], QuantityFact)


UNITS = {m[1]: m[3] for m in map(VALUE.fullmatch, antimony_text().splitlines()) if m}


@pytest.mark.parametrize("name", sorted(parameter_facts()))
def test_the_unit_in_the_text_is_that_of_the_fact(name: str) -> None:
    fact = load().facts[parameter_facts()[name]]
    assert isinstance(fact, QuantityFact)
    assert re.sub("/d$", "/day", fact.unit) == UNITS[name]


def test_the_sbml_carries_all_states_and_constants() -> None:
    solver = roadrunner.RoadRunner(sbml())
    names = set(solver.model.getGlobalParameterIds())
    assert {*STATES, *DOSES, *constants()} <= names


def test_sbml_and_python_form_give_the_same_rates_for_an_unusual_person() -> None:
    odd = people(1, size=1.4, fat_ratio=1.9, calcidiol_clearance=0.35, season_amplitude=6.0)
    person = invert(odd, 85.0)
    state = steady_state(person)[0] * np.linspace(0.7, 1.3, len(STATES)) + 1.0
    dose = {"dose_d3": 130.0, "dose_d2": 63.0, "dose_calcifediol": 25.0}
    constant = {name: person[name] for name in constants() if name != "start_day"}
    ours = rates()(17.0, tuple(state[:, None]), {**constant, "start_day": 300.0, **dose})

    solver = roadrunner.RoadRunner(sbml())
    for name in constants():
        solver.setValue(name, 300.0 if name == "start_day" else float(person[name][0]))
    for name, value in {**dose, **dict(zip(STATES, state.tolist(), strict=True))}.items():
        solver.setValue(name, value)
    solver.model.setTime(17.0)
    theirs = [solver.getValue(f"{name}'") for name in STATES]
    np.testing.assert_allclose(np.array(ours)[:, 0], theirs, rtol=1e-12)


def test_the_typical_person_has_the_published_plasma_volume() -> None:
    # Ocampo-Pelland 2016, abstract: central volume 15.5 L.
    assert nominal()["plasma_volume"] == 15.5
