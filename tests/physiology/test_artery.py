"""Coronary calcium grows; vitamin K changes that only where somebody chooses to assume it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import roadrunner

from d3k2.evidence import QuantityFact, load
from d3k2.physiology import model, sbml
from d3k2.physiology.equations import equations

REFERENCE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("vitamin_k_reference.toml").read_text("utf-8")
)["coronary-calcium"]
ONE_PER_CENT = 0.01
YEAR = 365.25


def score(years: float, **given: float) -> float:
    """The score of somebody with vitamin K as daily rates."""
    made = roadrunner.RoadRunner(sbml(model("vitamin_k", "artery").antimony))
    made.integrator.relative_tolerance = 1e-9
    for name, value in given.items():
        made.setValue(name, value)
    made.simulate(0, years * YEAR, 2)
    return float(made.getValue("cac"))


def test_the_score_grows_in_proportion_to_itself() -> None:
    found = [score(years, cac_start=100) for years in REFERENCE["years"]]
    assert found == pytest.approx(REFERENCE["cac"], rel=ONE_PER_CENT)
    assert score(3, cac_start=400) == pytest.approx(4 * score(3, cac_start=100))


def test_without_calcium_at_the_start_there_is_none() -> None:
    assert score(10) == 0


@pytest.mark.parametrize("dose", [45, 180, 720])
def test_vitamin_k_changes_nothing_by_default(dose: float) -> None:
    assert score(3, cac_start=100, dose_mk7=dose) == pytest.approx(score(3, cac_start=100))


def test_the_assumed_effect_applies_to_enough_and_only_where_it_is_assumed() -> None:
    given = {"cac_start": 100.0, "cac_effect_assumed": 1.0}
    found = [score(years, dose_mk7=180, **given) for years in REFERENCE["years"]]
    assert found == pytest.approx(REFERENCE["assumed"], rel=ONE_PER_CENT)
    assert score(3, dose_mk7=90, **given) == pytest.approx(score(3, cac_start=100))


def test_the_assumed_effect_does_not_exclude_none() -> None:
    fact = load().facts["artery-model-cac-effect-ratio"]
    assert isinstance(fact, QuantityFact)
    assert fact.low is not None and fact.high is not None
    assert fact.low < fact.value < 1 < fact.high


def test_no_equation_leads_from_dp_ucmgp_to_calcification() -> None:
    # Holden 2023, abstract: dp-ucMGP -86 % and no difference in coronary calcification.
    used = frozenset[str]().union(*(e.uses for e in equations("artery")))
    protein = {e.name for e in equations("vitamin_k") if "mgp" in e.name or "ucoc" in e.name}
    assert not used & protein


def test_assumed_or_not_the_trial_on_dialysis_is_met() -> None:
    # Haroon 2023, abstract, not fitted: ratio of coronary calcium at 18 months 0.85 (0.55 to 1.31).
    without = score(1.5, cac_start=100)
    for assumed in (0.0, 1.0):
        dose = 3 * 360 / 7
        ratio = score(1.5, cac_start=100, dose_mk7=dose, cac_effect_assumed=assumed) / without
        assert 0.55 < ratio < 1.31
