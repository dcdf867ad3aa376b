"""How near predictions come, beside simple rules: the figures of the page of validation."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from d3k2.evidence import load
from d3k2.trials import Prediction, arms, rules_for, validate
from d3k2.trials.doses_taken import daily_micrograms
from d3k2.trials.scores import score, score_of_rule

from .rows import row


def made(observed: float, predicted: float, half: float = 10.0, **given: Any) -> Prediction:
    (arm,), _ = arms([row(final_mean=observed, **given)])
    return Prediction(arm, predicted, predicted - half, predicted + half, 45.0, predicted - 45)


def test_errors_bias_and_coverage() -> None:
    found = score([made(80, 90), made(80, 70), made(80, 100)])
    assert found is not None
    assert found.error == pytest.approx(40 / 3)
    assert found.bias == pytest.approx(20 / 3)
    assert found.coverage == pytest.approx(2 / 3)
    assert found.width == pytest.approx(10 / math.sqrt(700 / 3))


def test_no_predictions_have_no_score() -> None:
    assert score([]) is None
    assert score_of_rule([made(80, 90)], "silent", lambda _: None) is None


@pytest.mark.parametrize(
    ("dose", "weeks", "micrograms"),
    [("2000", "26", 50), ("60000 IU monthly", "52", 49), ("100000 IU once", "10", 35.7)],
)
def test_a_dose_is_averaged_over_the_whole_time(dose: str, weeks: str, micrograms: float) -> None:
    (arm,), _ = arms([row(d_dose_iu_day=dose, duration_weeks=weeks)])
    assert daily_micrograms(arm) == pytest.approx(micrograms, rel=0.05)


def test_calcifediol_is_no_dose_of_vitamin_d() -> None:
    (arm,), _ = arms([row(d_form="calcifediol", d_dose_iu_day="20 ug")])
    assert daily_micrograms(arm) is None


def test_the_power_law_is_that_of_the_table() -> None:
    law = rules_for("calcidiol", "nmol/L")[0]
    assert law.says(made(80, 90)) == pytest.approx(45 + 3.72 * 50**0.618)
    assert law.says(made(80, 90, d_form="none", d_dose_iu_day="0")) == 45


def test_a_fitted_rule_does_not_see_the_study_that_it_is_asked_about() -> None:
    (own,) = (
        r
        for r in load().trials
        if r.study == "barger1998" and r.arm == "D3 1250ug" and r.variable == "calcidiol"
    )
    law, slope = rules_for("calcidiol", "nmol/L")[1:3]
    (arm,), _ = arms([own])
    barger = replace(made(80, 90), arm=arm)
    elsewhere = replace(barger, arm=replace(arm, study="another"))
    assert (law.says(barger) or 0) < (law.says(elsewhere) or 0)
    assert (slope.says(barger) or 0) != (slope.says(elsewhere) or 0)


def test_nothing_is_said_of_other_outputs_by_rules_about_vitamin_d() -> None:
    assert rules_for("pth", "pg/mL") == ()
    assert rules_for("calcidiol", "%") == ()


def test_rows_are_counted_once_with_their_use() -> None:
    told: list[tuple[int, int]] = []
    rows = [
        row(),
        row(id="row-made-2", use="calibrate", d_dose_iu_day="800"),
        row(id="row-made-3", duration_weeks=""),
    ]
    found = validate(rows, (), lambda done, of: told.append((done, of)))
    assert [c.use for c in found.comparisons] == ["calibrate", "validate"]
    assert [s.why for s in found.skipped] == [
        "how long it lasted is not given as one number of weeks"
    ]
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)
    assert all(p.low < p.mean < p.high for p in found.predictions)
