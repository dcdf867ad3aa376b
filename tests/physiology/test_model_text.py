"""The model text is the one definition: named constants, meanings, units, and facts behind them."""

from __future__ import annotations

import re

import numpy as np
import pytest
import roadrunner

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import BLOCKS, BODY, inputs, model, nominal, parameter_facts, sbml
from d3k2.physiology.equations import block_text, equations
from d3k2.physiology.model import CLOCK, INFLOWS, blocks_for
from d3k2.physiology.python_form import changes, fixed_values, levels
from d3k2.units import term

VALUE = re.compile(r"\s{2}\w+ = -?[\d.]+\s+// .+, [^,]+")
FACTS = sorted(parameter_facts().items())

# What a person or a course brings. Everything else is the value of a fact.
PERSONAL = {
    "age", "years_since_menopause", "egfr", "food_calcium",
    "size", "fat_ratio", "basal_input", "season_amplitude",
    "absorption_factor", "meal_factor", "vitamin_k_absorption_factor", "vitamin_k_meal_factor",
    "calcium_absorption_factor", "urine_calcium_factor", "anticoagulated",
    "bmd_lumbar_start", "bmd_femoral_neck_start", "osteocalcin_start", "cac_start",
    "cac_effect_assumed",
}  # fmt: skip

OUTPUTS = (
    "calcidiol", "calcitriol", "pth", "calcium", "urine_calcium", "absorbed_calcium", "phosphate",
    "osteocalcin", "ucoc_ratio", "dp_ucmgp", "bmd_lumbar", "bmd_femoral_neck", "mk7", "cac", "inr",
)  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS)
def test_no_equation_holds_a_bare_number(block: str) -> None:
    moving = [e for e in equations(block) if e.kind != "value"]
    assert len(moving) > 3
    for equation in moving:
        numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?", equation.expression)
        assert set(numbers) <= {"0", "1", "2"}, equation


@pytest.mark.parametrize("block", BLOCKS)
def test_every_value_says_what_it_is_and_in_which_unit(block: str) -> None:
    values = [
        line
        for line in block_text(block).splitlines()
        if re.match(r"\s+\w+ = ", line) and ":=" not in line
    ]
    assert len(values) > 5
    for line in values:
        assert VALUE.fullmatch(line), line


@pytest.mark.parametrize("block", BLOCKS)
def test_every_line_of_a_block_is_an_equation_a_comment_or_its_frame(block: str) -> None:
    code = [line.split("//")[0].strip() for line in block_text(block).splitlines()]
    code = [line for line in code if line and line not in (f"model {block}", "end")]
    assert len(code) == len(equations(block))


def test_every_constant_is_a_fact_or_belongs_to_a_person() -> None:
    assert set(inputs()) == PERSONAL
    whole = model(*BLOCKS)
    assert set(whole.constants) == {*nominal(), *PERSONAL, *CLOCK} - {"food_calcium"} - set(INFLOWS)


@pytest.mark.parametrize(("name", "fact"), FACTS)
def test_a_constant_has_the_value_and_unit_of_its_fact(name: str, fact: str) -> None:
    known = load().facts[fact]
    assert isinstance(known, QuantityFact)
    written = next(e for b in BLOCKS for e in equations(b) if e.name == name)
    assert re.sub("/d$", "/day", known.unit) == re.sub("/d$", "/day", written.unit)
    if "mineral" in fact or "vitamin-k" in fact or "artery" in fact or "warfarin" in fact:
        assert float(written.expression) == pytest.approx(known.value, rel=1e-12)


def test_each_block_stands_by_itself_and_all_stand_together() -> None:
    for block in BLOCKS:
        solver = roadrunner.RoadRunner(sbml(model(block).antimony))
        assert set(model(block).states) <= set(solver.model.getGlobalParameterIds())
    whole = roadrunner.RoadRunner(sbml(model(*BLOCKS).antimony))
    assert set(whole.model.getGlobalParameterIds()) >= {*OUTPUTS, *model(*BLOCKS).constants}


def test_a_block_that_stands_alone_gives_way_when_its_upstream_joins() -> None:
    assert "calcidiol" in model("mineral_bone").constants
    joined = model("vitamin_d", "mineral_bone")
    assert "calcidiol" not in joined.constants
    assert blocks_for("pth") == ("vitamin_d", "mineral_bone")
    assert blocks_for("ucoc_ratio") == ("vitamin_k",)
    assert blocks_for("cac") == ("vitamin_k", "artery")
    assert blocks_for(*OUTPUTS[:-1]) == BODY


@pytest.mark.parametrize("variable", OUTPUTS)
def test_every_output_is_a_term_of_the_register(variable: str) -> None:
    assert term(variable).unit


@pytest.mark.parametrize("blocks", [*((b,) for b in BLOCKS), BODY, BLOCKS])
def test_sbml_and_python_form_agree_for_an_unusual_person(blocks: tuple[str, ...]) -> None:
    """Both forms, with fixed rules computed outside, at a state and constants away from nominal."""
    made = model(*blocks)
    random = np.random.default_rng(3)
    constant = {
        name: np.array([made.written[name] * random.uniform(0.97, 1.03)])
        for name in made.constants
        if name not in CLOCK
    }
    constant |= {name: np.array([300.0]) for name in CLOCK if name in made.constants}
    inflow = {name: np.array([made.written[name] * 1.3 + 2.0]) for name in made.inflows}
    state = np.array([made.written[n] * random.uniform(0.95, 1.05) + 1e-6 for n in made.states])
    values = {**constant, **fixed_values(made, constant)}
    given = {**values, **inflow}
    ours = np.ravel(changes(made)(17.0, tuple(state[:, None]), given))
    shown = levels(made, *(e.name for e in made.rules if e not in made.fixed))
    ours_rules = shown(17.0, tuple(state[:, None]), given)

    for text, settings in (
        (made.antimony, {**constant, **inflow}),
        (made.antimony_for_solving, given),
    ):
        solver = roadrunner.RoadRunner(sbml(text))
        for name, value in {
            **settings,
            **dict(zip(made.states, state[:, None], strict=True)),
        }.items():
            solver.setValue(name, float(value[0]))
        solver.model.setTime(17.0)
        theirs = [solver.getValue(f"{name}'") for name in made.states]
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)
        for name, value in ours_rules.items():
            np.testing.assert_allclose(np.ravel(value)[0], solver.getValue(name), rtol=1e-9)


def test_the_typical_person_has_the_published_plasma_volume() -> None:
    # Ocampo-Pelland 2016, abstract: central volume 15.5 L.
    assert nominal()["plasma_volume"] == 15.5
