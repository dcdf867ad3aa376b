"""The published model inside the mineral and bone block: brought back by undoing what we replaced,
it rests where it was published to rest, shows its known defect, and runs as the curated entry does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import roadrunner

from d3k2.physiology import sbml
from d3k2.physiology.equations import block_text

REFERENCE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("mineral_reference.toml").read_text("utf-8")
)
YEAR = 365.25

# What undoes our constants: no effect of 25(OH)D and kidney, the gland as published.
PUBLISHED = {
    "calcidiol_half": 0.0,
    "kidney_calcitriol_power": 0.0,
    "kidney_resistance_power": 0.0,
    "pth_phosphate_power": 0.0,
    "gland_calcitriol_weight": 1.0,
    "gland_calcium_weight": 1.0,
    "gland_capacity_max": 4.1029,
    "resorption_calcitriol_power": 0.0,
}

# What undoes our equations: the curve of phosphate, the jump of RUNX2, the store in the gut.
PUBLISHED_RULES = {
    "hydroxylase_phosphate_effect": "piecewise(1.52493 - 0.52493*(1 + (1.3021/1.2)^8.25229)"
    "/(1 + (1.3021/phosphate)^8.25229), phosphate > 1.2, 1)",
    "runx2_active": "piecewise(bcl2 - 90, bcl2 > 105, 10)",
    "calcium_taken_up": "0.909359*calcium_offered*gut_transport^4/(gut_transport^4 + 0.75^4)",
    "calcium_uptake": "24*(0.9*gut_calcium^2/(gut_calcium + 1.58471*(0.9/0.17533 - 1))"
    "*gut_transport/0.5/(gut_calcium + 0.75) + 0.0495*gut_calcium)",
    "absorbed_calcium": "calcium_uptake",
}
PUBLISHED_STATES = {"gut_calcium": 1.2375}

# What the curated entry does otherwise: docs/mineral-and-bone.md.
ENTRY = {
    **PUBLISHED,
    "tgf_latent_power": 0.0,
    "filtration_reference": 100 / 16.667,
    "egfr": 100 / 16.667 / 0.06,
}
ENTRY_RULES = {
    **PUBLISHED_RULES,
    "gland_capacity_goal": "1",
    "osteoprotegerin_bound": "0",
    "osteoprotegerin_freed": "0",
}
ENTRY_NAMES = {
    "CaConc": "calcium",
    "PTHconc": "pth_molar",
    "C8": "calcitriol",
    "C2": "phosphate",
    "OC": "osteoclasts",
    "Osteoblast": "osteoblasts",
}


def solver(rules: Mapping[str, str], constants: Mapping[str, float]) -> roadrunner.RoadRunner:
    """The block with some rules replaced by name, at a tolerance for comparison."""
    text = block_text("mineral_bone")
    for name, expression in rules.items():
        text, found = re.subn(rf"(?m)^  {name} := .*$", f"  {name} := {expression}", text)
        assert found == 1, name
    made = roadrunner.RoadRunner(sbml(text))
    made.integrator.relative_tolerance = 1e-10
    made.integrator.absolute_tolerance = 1e-14
    made.integrator.maximum_num_steps = 100_000
    for name, value in {**PUBLISHED_STATES, **constants}.items():
        made.setValue(name, value)
    return made


def at(made: roadrunner.RoadRunner, days: Sequence[float], names: Sequence[str]) -> np.ndarray:
    """Values on given days, shape (days, names)."""
    found = []
    now = 0.0
    for day in days:
        made.simulate(now, day, 2)
        now = day
        found.append([made.getValue(name) for name in names])
    return np.array(found)


def core() -> roadrunner.RoadRunner:
    # Age is held where absorption does not fall with it.
    return solver(PUBLISHED_RULES, {**PUBLISHED, "absorption_age_loss": 0.0})


def test_the_core_rests_where_it_was_published_to_rest() -> None:
    check = REFERENCE["rest"]
    made = core()
    for name, value in check["model"].items():
        assert made.getValue(name) == pytest.approx(value, rel=1e-3), name


def test_the_core_hardly_moves_at_rest() -> None:
    made = core()
    states = re.findall(r"(?m)^  (\w+)' =", block_text("mineral_bone"))
    per_hour = {name: abs(made.getValue(f"{name}'")) / 24 for name in states}
    assert max(per_hour, key=per_hour.__getitem__).startswith("phosphate")
    assert max(per_hour.values()) < 1.5e-3
    before = np.array([made.getValue(name) for name in states])
    after = at(made, [10 * YEAR], states)[0]
    moved = np.abs(after - before) / np.where(before == 0, 1, before)
    assert dict(zip(states, moved, strict=True)) == {
        name: pytest.approx(0, abs=0.0012) for name in states
    }


def test_the_core_raises_calcium_when_calcitriol_is_halved_which_is_why_it_was_changed() -> None:
    check = REFERENCE["core-half-calcitriol"]
    rules = {**PUBLISHED_RULES, "calcitriol_production": "hydroxylase/2"}
    made = solver(rules, {**PUBLISHED, "absorption_age_loss": 0.0})
    calcium, pth, osteoclasts = at(made, [3 * YEAR], ["calcium", "pth", "relative_osteoclasts"])[0]
    assert calcium == pytest.approx(check["calcium"], rel=0.01)
    assert pth == pytest.approx(check["pth"], rel=0.01)
    assert osteoclasts == pytest.approx(check["osteoclasts"], rel=0.01)
    assert calcium > 2.5  # the defect


@pytest.mark.parametrize("case", sorted(REFERENCE["biomodels-613"]["cases"]))
def test_the_core_runs_as_the_curated_entry_does(case: str) -> None:
    """The numbers were made by running BIOMD0000000613, without teriparatide, in libroadrunner."""
    check = REFERENCE["biomodels-613"]
    change = check["cases"][case]["ours"]
    made = solver(ENTRY_RULES, {**ENTRY, "absorption_age_loss": 0.0, **change})
    names = [n if n != "osteoblasts" else "relative_osteoblasts" for n in ENTRY_NAMES.values()]
    ours = at(made, check["days"], names)
    ours[:, -1] *= made.getValue("osteoblast_reference")
    theirs = np.array([check["cases"][case][name] for name in ENTRY_NAMES]).T
    np.testing.assert_allclose(ours, theirs, rtol=1e-4)
