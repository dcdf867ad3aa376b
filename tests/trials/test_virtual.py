"""Virtual participants: like those of the arm, and moved as the body moves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from d3k2.evidence import load
from d3k2.physiology import seasonal_state, steady_state, total_calcidiol
from d3k2.trials import Arm, arms, predict
from d3k2.trials.prediction import Z90
from d3k2.trials.virtual import Shown, shown
from d3k2.trials.volunteers import _drawn, volunteers

from .rows import row


def arm(**given: Any) -> Arm:
    (found, *_), skipped = arms([row(**given)])
    assert not skipped, skipped
    return found


def followed(**given: Any) -> Shown:
    found = arm(**given)
    return shown(found, volunteers(found, 60))


def test_participants_are_like_those_of_the_arm() -> None:
    who = {"variable": "pth", "unit": "pg/mL", "age_mean": "70", "female_pct": "25"}
    draws = volunteers(arm(**who, weight_or_bmi="BMI 31"), 200).people.draws
    assert draws["age"].mean() == pytest.approx(70, abs=2)
    assert (draws["years_since_menopause"] > -99).mean() == 0.25
    lighter = volunteers(arm(**who, weight_or_bmi="BMI 24"), 200).people.draws
    assert draws["size"].mean() / lighter["size"].mean() == pytest.approx(31 / 24, rel=1e-6)


@pytest.mark.parametrize("start", ["12", "45", "90"])
@pytest.mark.parametrize("month", ["", "1", "8"])
def test_the_first_day_has_the_published_mean(start: str, month: str) -> None:
    found = arm(baseline_25ohd_nmol_l=start, start_month=month)
    draws = volunteers(found, 60).people.draws
    from d3k2.physiology import NOTHING

    states = seasonal_state(draws, NOTHING, found.begins) if month else steady_state(draws)
    assert total_calcidiol(states).mean() == pytest.approx(float(start), abs=0.3)


def test_the_level_that_is_shown_begins_before_the_first_dose() -> None:
    bolus = followed(d_dose_iu_day="100000 IU once", duration_weeks="4")
    assert bolus.start == pytest.approx(45, abs=0.5)


def test_more_moves_more_and_nothing_moves_nothing() -> None:
    rises = [followed(d_dose_iu_day=dose).moved for dose in ("0", "400", "2000", "4000")]
    assert rises[0] == pytest.approx(0, abs=0.1)
    assert rises == sorted(rises)
    assert rises[3] < 10 * rises[1]


def test_who_starts_low_gains_more() -> None:
    low, high = (followed(baseline_25ohd_nmol_l=s).moved for s in ("25", "80"))
    assert low > high


def test_half_the_doses_do_less() -> None:
    assert followed(adherence_pct="50").moved < followed().moved


def test_winter_takes_and_summer_gives() -> None:
    untreated = {"d_form": "none", "d_dose_iu_day": "0", "duration_weeks": "13"}
    falls = followed(**untreated, start_month="10").moved
    rises = followed(**untreated, start_month="4").moved
    assert falls < -1 < 1 < rises


def test_a_peak_is_higher_than_what_is_left_in_the_end() -> None:
    bolus = {"d_dose_iu_day": "100000 IU once", "duration_weeks": "13"}
    peak = followed(**bolus, variable="calcidiol_peak").mean
    assert peak > followed(**bolus).mean + 10


def test_an_effect_is_against_the_control() -> None:
    effect = {
        "kind": "effect", "comparator_effect": "15", "comparator_ci": "7 to 23",
        "d_form": "D3 vs D2", "d_dose_iu_day": "600",
    }  # fmt: skip
    assert 0 < followed(**effect).moved < followed(d_dose_iu_day="600").moved


def test_per_cent_is_of_the_start() -> None:
    found = arm(
        variable="ucoc_ratio", unit="%", kind="change", change_mean=-60.0, d_form="none",
        d_dose_iu_day="0", k_form="MK-7", k_dose_ug_day="180", outcome="ucOC",
    )  # fmt: skip
    assert found.in_percent
    assert -90 < shown(found, volunteers(found, 40)).mean < -30


def test_a_larger_trial_is_foreseen_more_narrowly_and_no_more_than_studies_allow() -> None:
    small, large = (predict(arm(n=n, final_sd=None), 60) for n in ("8", "8000"))
    assert large.half_width < small.half_width
    assert large.half_width > Z90 * 0.1 * large.moved


def test_a_prediction_of_nothing_is_nothing() -> None:
    found = predict(
        arm(
            variable="bmd_lumbar",
            kind="effect",
            unit="%",
            comparator_effect="-0.06",
            comparator_ci="-0.67 to 0.54",
            d_form="none",
            d_dose_iu_day="0",
            k_form="K1",
            k_dose_ug_day="5000",
            duration_weeks="104",
            n="440",
        )
    )
    assert found.mean == pytest.approx(0, abs=1e-6)
    assert found.half_width <= 1.5 * Z90 * (found.arm.error or 0)


def test_the_same_row_is_predicted_the_same_among_others() -> None:
    one = arm()
    first = predict(one, 40)
    _drawn.cache_clear()
    predict(arm(age_mean="70"), 40)
    assert predict(one, 40) == first


def test_rows_from_memory_enter_no_fit() -> None:
    from d3k2.trials.calibrate import chosen_arms
    from d3k2.trials.calibration import groups

    for group in groups().values():
        chosen = chosen_arms(group)
        assert chosen
        assert all(a.use == "calibrate" and a.read != "memory" for a in chosen)
    validated = {r.id for r in load().trials if r.use == "validate"}
    fitted = {a.id for group in groups().values() for a in chosen_arms(group)}
    assert not fitted & validated


def test_numbers_of_participants_draw_from_one_seed() -> None:
    found = arm()
    first = volunteers(found, 30)
    _drawn.cache_clear()
    again, other = volunteers(found, 30), volunteers(found, 30, seed=1)
    assert first.people is not again.people
    assert np.array_equal(first.people.traits, again.people.traits)
    assert not np.array_equal(first.people.traits, other.people.traits)


def test_a_row_that_was_fitted_is_predicted_without_its_study_in_whatever_table_it_stands() -> None:
    shipped = next(r for r in load().trials if r.id == "result-macdonald2013-3")
    (fitted,), _ = arms([shipped.model_copy(update={"id": "row-of-mine-1", "at": "mine.csv:2"})])
    (other,), _ = arms([shipped.model_copy(update={"study": "another"})])
    assert predict(fitted, 20).left_out
    assert not predict(other, 20).left_out
