"""Whatever is given moves what it should, leaves again, and nothing is lost on the way."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.physiology import (
    STATES,
    Course,
    Daily,
    Dose,
    Draws,
    invert,
    nominal,
    people,
    run,
    steady_calcidiol,
    steady_state,
)

START = date(2026, 3, 1)
MOVED = {
    "d3": ("gut_d3", "plasma_d3", "fat_d3", "calcidiol_d3"),
    "d2": ("gut_d2", "plasma_d2", "fat_d2", "calcidiol_d2"),
    "calcifediol": ("gut_calcifediol", "calcidiol_d3"),
}


def two_people() -> Draws:
    return invert(people(2, size=[0.7, 1.5], calcidiol_clearance=[0.31, 0.24]), [25.0, 70.0])


@pytest.mark.parametrize("form", MOVED)
def test_every_form_moves_its_states_and_no_others_upwards(form: str) -> None:
    taken = run(two_people(), Course(START, 60.0, ((0.0, Dose(**{form: 100.0})),)), [60.0])
    nothing = run(two_people(), Course(START, 60.0), [60.0])
    risen = taken.end - nothing.end > 1e-3
    expected = [name in MOVED[form] for name in STATES]
    assert risen.tolist() == [expected, expected]


@pytest.mark.parametrize("form", MOVED)
def test_after_the_last_dose_everything_returns(form: str) -> None:
    rates = ((0.0, Dose(**{form: 200.0})), (90.0, Dose()))
    people_at_rest = two_people()
    followed = run(people_at_rest, Course(START, 900.0, rates), [0.0, 90.0, 900.0])
    assert np.all(followed.calcidiol[:, 1] > 1.2 * followed.calcidiol[:, 0])
    np.testing.assert_allclose(followed.end, steady_state(people_at_rest), rtol=1e-4, atol=1e-4)


def test_from_any_allowed_start_the_same_steady_state_is_reached() -> None:
    who = two_people()
    course = Course(START, 1500.0, ((0.0, Dose(d3=130.0)),))
    starts = [np.full((2, len(STATES)), level) for level in (0.0, 5.0, 300.0)]
    ends = [run(who, course, [1500.0], start).calcidiol[:, 0] for start in starts]
    for ended in ends:
        np.testing.assert_allclose(ended, ends[0], rtol=1e-5)


def test_what_is_absorbed_is_either_gone_or_still_there() -> None:
    """Mass balance of both forms over a course with daily doses and a bolus, by the trapezoid."""
    who = two_people()
    course = Course(START, 40.0, ((0.0, Dose(50.0, 40.0, 20.0)),), ((3.0, Dose(900.0, 700.0)),))
    times = np.unique([*np.arange(0.0, 40.0, 0.01), 3.0 - 1e-9, 40.0])
    states = run(who, course, times, variables=STATES).levels
    column = {name: value[:, None] for name, value in who.values.items()}
    total = states["calcidiol_d3"] + states["calcidiol_d2"]
    power = total ** column["induction_power"]
    induction = 1 + column["induction_max"] * power / (
        column["induction_half"] ** column["induction_power"] + power
    )
    for form, given, ratio in (("d3", 50.0 * 40 + 900.0, 1.0), ("d2", 40.0 * 40 + 700.0, None)):
        ratio_of_clearance = column["clearance_ratio_d2"] if ratio is None else ratio
        lost = (column["other_clearance"] * column["size"] ** column["size_exponent"]) * states[
            f"plasma_{form}"
        ] + column["calcidiol_clearance"] * ratio_of_clearance * (
            induction * states[f"calcidiol_{form}"]
        )
        stored = (
            states[f"gut_{form}"]
            + column["plasma_volume"] * column["size"] * states[f"plasma_{form}"]
            + column["fat_volume"] * column["fat_ratio"] * states[f"fat_{form}"]
            + column["calcidiol_volume"] * states[f"calcidiol_{form}"]
        )
        entered = who[f"bioavailability_{form}"] * given
        if form == "d3":
            entered = entered + who["basal_input"] * 40 + 20.0 * 40
            stored = stored + states["gut_calcifediol"]
        gone = np.trapezoid(lost, times, axis=1)
        np.testing.assert_allclose(gone + stored[:, -1] - stored[:, 0], entered, rtol=2e-5)


@pytest.mark.parametrize("boluses", [(), tuple((7.0 * k, Dose(d3=900.0)) for k in range(20))])
def test_a_population_is_its_people_one_by_one(boluses: tuple[tuple[float, Dose], ...]) -> None:
    who = invert(
        people(4, size=[0.6, 1.0, 1.3, 2.0], bioavailability_d3=[1.0, 0.3, 0.6, 0.8]),
        [15.0, 40.0, 60.0, 110.0],
    )
    course = Course(START, 140.0, ((0.0, Dose(d3=65.0)),), boluses)
    together = run(who, course, [30.0, 140.0]).calcidiol
    for order in ([0, 1, 2, 3], [3, 1, 0, 2]):
        alone = [run(who.take(np.array([i])), course, [30.0, 140.0]).calcidiol[0] for i in order]
        np.testing.assert_allclose(alone, together[order], rtol=1e-9)


def test_a_heavier_body_a_poorer_gut_and_a_failing_liver_all_lower_the_response() -> None:
    typical = nominal()
    half = ("conversion_max", "conversion_clearance")  # as in liver failure
    changed = [
        {"size": 1.5},
        {"absorption_factor": 0.5},
        {"meal_factor": 0.76},
        {name: typical[name] / 2 for name in half},
    ]
    usual = run(
        invert(people(1), 50.0), Course(START, 90.0, ((0.0, Dose(d3=260.0)),)), [90.0]
    ).calcidiol[0, 0]
    for difference in changed:
        who = invert(people(1, **difference), 50.0)
        level = run(who, Course(START, 90.0, ((0.0, Dose(d3=260.0)),)), [90.0]).calcidiol[0, 0]
        assert level < usual - 2, difference


def test_more_fat_only_makes_it_slower() -> None:
    who = invert(people(2, fat_ratio=[1.0, 3.0]), 50.0)
    course = Course(START, 2000.0, ((0.0, Dose(d3=260.0)),))
    levels = run(who, course, [30.0, 2000.0]).calcidiol
    assert levels[1, 0] < levels[0, 0] - 1
    np.testing.assert_allclose(levels[:, 1], steady_calcidiol(who, Daily(d3=260.0)), rtol=1e-5)
