"""A row of a trial table as an arm: what is read, assumed, and refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from d3k2.evidence import load
from d3k2.trials import Arm, arms

from .rows import row


def arm(**given: Any) -> Arm:
    (found, *_), skipped = arms([row(**given)])
    assert not skipped
    return found


def why_not(**given: Any) -> str:
    found, (skipped, *_) = arms([row(**given)])
    assert not found
    assert skipped.at == "made.csv:2"
    return skipped.why


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        ("2000", "D3 2000 IU daily from 2025-10-15"),
        ("2000 daily", "D3 2000 IU daily from 2025-10-15"),
        ("60000 IU monthly", "D3 60000 IU monthly from 2025-10-15"),
        ("50000 monthly (3 doses)", "D3 50000 IU monthly from 2025-10-15 until 2025-12-30"),
        ("100000 IU every 4 months", "D3 100000 IU every 4 months from 2025-10-15"),
        ("500000 IU once yearly", "D3 500000 IU yearly from 2025-10-15"),
        ("100000 IU once", "D3 100000 IU single dose on 2025-10-15"),
        ("70000 IU single", "D3 70000 IU single dose on 2025-10-15"),
        (
            "50000 wk0 + 25000 wk4,8",
            "D3 50000 IU single dose on 2025-10-15; D3 25000 IU single dose on 2025-11-12; "
            "D3 25000 IU single dose on 2025-12-10",
        ),
        (
            "50000 D2 once + 1000 daily",
            "D2 50000 IU single dose on 2025-10-15; D3 1000 IU daily from 2025-10-15",
        ),
        (
            "24000 IU + 300 ug 25OHD3 monthly",
            "D3 24000 IU monthly from 2025-10-15; calcifediol 300 µg monthly from 2025-10-15",
        ),
        (
            "70000 once + 35000 weekly",
            "D3 70000 IU single dose on 2025-10-15; D3 35000 IU weekly from 2025-10-22",
        ),
        ("3200-4800", "D3 4000 IU daily from 2025-10-15"),
        ("10 ug", "D3 10 µg daily from 2025-10-15"),
        ("20000 twice weekly", "D3 20000 IU twice a week from 2025-10-15"),
        ("250000 IU over 125 d", "D3 2000 IU daily from 2025-10-15 until 2026-02-16"),
    ],
)
def test_doses_as_tables_write_them(dose: str, said: str) -> None:
    assert str(arm(d_dose_iu_day=dose).takes) == said


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"d_dose_iu_day": "1000-50000"}, "range of doses"),
        ({"d_dose_iu_day": "as tolerated"}, "not one that can be simulated"),
        ({"d_form": "calcitriol"}, "does not take vitamin D as 'calcitriol'"),
        ({"d_form": "calcifediol", "d_dose_iu_day": "20"}, "needs its unit"),
        ({"d_dose_iu_day": ""}, "dose of vitamin D (D3) is not given"),
        ({"duration_weeks": ""}, "how long it lasted"),
        ({"duration_weeks": "1-5 y"}, "how long it lasted"),
        ({"unit": "pmol/L"}, "the unit 'pmol/L' is not one of nmol/L"),
        ({"variable": "vitamin_z"}, "no vitamin_z"),
        ({"population": "pregnant women"}, "pregnancy"),
        ({"population": "adolescents 12-17 y", "age_mean": ""}, "under 18"),
        ({"age_mean": "15"}, "under 18"),
        ({"population": "haemodialysis patients"}, "kidney"),
        ({"arm": "hydrochlorothiazide 25 mg/d"}, "medicine"),
        ({"design": "meta-analysis of RCTs"}, "no arm"),
        ({"kind": "change"}, "no number of its kind"),
        ({"adherence_pct": "140"}, "adherence_pct must lie between 5 and 100, not 140"),
        ({"start_month": "13"}, "start_month must lie between 1 and 12"),
        ({"age_mean": "nan"}, "age_mean must lie between"),
        ({"female_pct": "250"}, "female_pct must lie between 0 and 100"),
        ({"duration_weeks": "1000000"}, "duration_weeks must lie between"),
        ({"baseline_25ohd_nmol_l": "1000000"}, "baseline_25ohd_nmol_l must lie between"),
        ({"baseline_25ohd_nmol_l": "100% <50"}, "does not say how people were spread"),
        ({"weight_or_bmi": "BMI 0"}, "weight_or_bmi must lie between"),
        ({"country_latitude": "Nowhere 900N"}, "country_latitude must lie between"),
        ({"d_dose_iu_day": "1000000000"}, "d_dose_iu_day must lie between"),
        ({"d_dose_iu_day": "5000 IU over 0 d"}, "over no days is no dose"),
        ({"n": "0"}, "n must lie between"),
    ],
)
def test_what_cannot_be_simulated_is_skipped_with_its_reason(
    given: dict[str, Any], why: str
) -> None:
    assert why in why_not(**given)


def test_what_a_row_does_not_say_is_assumed_and_named() -> None:
    found = arm(age_mean="", female_pct="", population="adults", baseline_25ohd_nmol_l="")
    assert {"age 48", "as many women as men"} <= set(found.assumed)
    assert "25(OH)D at the start as in the population" in found.assumed
    assert not arm().assumed


def test_the_people_of_a_trial_are_shared_by_its_arms() -> None:
    rows = [row(arm=name, n="300 total") for name in ("a", "b", "c")]
    found, _ = arms(rows)
    assert [each.who.n for each in found] == [100, 100, 100]
    assert arm(n="106 total; 78 completed").who.n == 78


@pytest.mark.parametrize(
    ("said", "mean"), [("45", 45), ("58% <50", 46), ("<50", 38), ("30-60", 47.6)]
)
def test_a_level_at_the_start_in_words(said: str, mean: float) -> None:
    from statistics import NormalDist

    level = arm(baseline_25ohd_nmol_l=said).who.start_level
    assert level.spread_over(NormalDist(60, 20)).mean == pytest.approx(mean, abs=1)


def test_units_become_those_of_the_model() -> None:
    found = arm(unit="ng/mL", final_mean=34.0, final_sd=8.0)
    assert found.observed == pytest.approx(34.0 * 2.496, rel=1e-3)
    assert found.error == pytest.approx(8.0 * 2.496 / 50**0.5, rel=1e-3)


def test_a_season_is_that_of_the_hemisphere() -> None:
    north = arm(population="healthy women, winter", country_latitude="UK 52N")
    south = arm(population="healthy women, winter", country_latitude="Australia 12-43S")
    assert (north.begins.month, south.begins.month) == (12, 6)
    assert arm(start_month="3").begins.month == 3
    assert arm().start is None


def test_a_difference_told_beside_a_change_is_a_row_of_its_own() -> None:
    found, _ = arms(
        [
            row(
                variable="bmd_lumbar",
                kind="change",
                unit="%",
                change_mean=-1.28,
                comparator_effect="placebo -1.22; difference -0.06",
                comparator_ci="-0.67 to 0.54",
                d_form="none",
                d_dose_iu_day="0",
                k_form="K1",
                k_dose_ug_day="5000",
                duration_weeks="104",
            )
        ]
    )
    assert [a.measure for a in found] == ["change", "effect"]
    assert found[1].observed == -0.06
    assert found[1].error == pytest.approx(1.21 / 3.92)


def test_every_shipped_row_of_a_variable_is_an_arm_or_has_a_reason() -> None:
    rows = [r for r in load().trials if r.variable]
    found, skipped = arms(rows)
    assert len(found) + len(skipped) >= len(rows)
    assert len(found) > 150
    assert all(s.why for s in skipped)
