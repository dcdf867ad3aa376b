"""The whole body: what is given moves what it should and leaves again; nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.physiology import (
    BODY,
    Draws,
    FloatArray,
    Run,
    changes_from_here,
    course,
    invert,
    model,
    people,
    run,
    settled,
)
from d3k2.physiology.problem import USUAL, Tolerance
from d3k2.regimen import read_regimen

from .body import OUTPUTS, START, varied

BODY_MODEL = model(*BODY)
YEAR = 365


def live(
    who: Draws,
    takes: str,
    days: int = YEAR,
    every: float = 73.0,
    variables: tuple[str, ...] = OUTPUTS,
) -> Run:
    """Follow people who took nothing before through a course."""
    start = settled(BODY_MODEL, who, START)
    planned = course(read_regimen(takes), START, START + timedelta(days=days))
    times = np.unique([*np.arange(0.0, days, every), float(days)])
    people_then = changes_from_here(BODY_MODEL, who, start)
    return run(people_then, planned, times, start, variables=variables, of=BODY_MODEL)


# What each dose moves within a year at 50 nmol/L and little calcium: up, down, or not at all.
MINERALS = {
    "calcitriol", "pth", "calcium", "urine_calcium", "absorbed_calcium", "phosphate",
    "osteocalcin", "bmd_lumbar", "bmd_femoral_neck",
}  # fmt: skip
VITAMIN_D = MINERALS | {"calcidiol"}
GATE = {
    "D3 2000 IU daily": VITAMIN_D,
    "D2 2000 IU daily": VITAMIN_D,
    "calcifediol 20 µg daily": VITAMIN_D,
    "D3 100000 IU every 90 days": VITAMIN_D,
    "calcium 500 mg twice daily": MINERALS,
    "MK-7 180 µg daily": {"mk7", "ucoc_ratio", "dp_ucmgp"},
    "MK-4 1500 µg daily": {"ucoc_ratio", "dp_ucmgp"},
    "K1 500 µg daily": {"ucoc_ratio", "dp_ucmgp"},
}


def low_people() -> Draws:
    drawn = people(
        2, size=[0.8, 1.3], egfr=[60.0, 95.0], age=[70.0, 35.0], food_calcium=[12.0, 18.0],
        years_since_menopause=[18.0, -100.0], cac_start=50.0,
    )  # fmt: skip
    return invert(drawn, [25.0, 40.0])


@pytest.mark.parametrize("takes", GATE)
def test_every_dose_moves_its_outputs_and_no_others(takes: str) -> None:
    without, with_it = (live(low_people(), t) for t in ("nothing", takes))
    for variable in OUTPUTS:
        change = np.abs(with_it[variable] - without[variable]).max(axis=1)
        scale = np.abs(without[variable]).max(axis=1) + 1.0
        moved = change / scale > 1e-3
        if variable == "phosphate" and variable in GATE[takes]:
            moved = change > 0  # it moves, by less than a thousandth
        assert moved.all() == (variable in GATE[takes]), (variable, change / scale)


DIRECTIONS = {
    "D3 2000 IU daily": {
        "calcidiol": 1, "calcitriol": 1, "pth": -1, "calcium": 1, "absorbed_calcium": 1,
        "bmd_lumbar": 1,
    },
    "calcium 500 mg twice daily": {
        "pth": -1, "calcium": 1, "urine_calcium": 1, "absorbed_calcium": 1, "bmd_lumbar": 1,
    },
    "MK-7 180 µg daily": {"mk7": 1, "ucoc_ratio": -1, "dp_ucmgp": -1},
}  # fmt: skip


@pytest.mark.parametrize("takes", DIRECTIONS)
def test_doses_move_outputs_the_way_physiology_goes(takes: str) -> None:
    without, with_it = (live(low_people(), t) for t in ("nothing", takes))
    for variable, direction in DIRECTIONS[takes].items():
        assert np.all(direction * (with_it[variable] - without[variable])[:, -1] > 0), variable


def test_vitamin_k_leaves_vitamin_d_and_bone_exactly_as_they_are() -> None:
    """The response of bone to vitamin K is left out on purpose: trials mostly found none."""
    who = varied(3)
    without, with_it = (live(who, t) for t in ("nothing", "MK-7 360 µg daily; K1 500 µg daily"))
    for variable in ("calcidiol", "pth", "calcium", "bmd_lumbar", "bmd_femoral_neck", "cac"):
        np.testing.assert_allclose(with_it[variable], without[variable], rtol=2e-4, atol=1e-4)


def test_after_the_last_dose_everything_returns() -> None:
    """Three months of everything, then eight years without: as if it had never been."""
    until = START + timedelta(days=90)
    takes = (
        f"D3 4000 IU daily until {until}; calcium 500 mg twice daily until {until}; "
        f"MK-7 360 µg daily until {until}; MK-4 1500 µg daily until {until}; "
        f"K1 500 µg daily until {until}"
    )
    days = 8 * YEAR
    shown = tuple(v for v in OUTPUTS if v not in ("bmd_femoral_neck", "cac"))
    without, with_it = (live(low_people(), t, days, 1000.0, shown) for t in ("nothing", takes))
    for variable in shown:
        np.testing.assert_allclose(
            with_it[variable][:, -1], without[variable][:, -1], rtol=2e-3, atol=0.02
        )


def integral(rate: FloatArray, times: FloatArray) -> FloatArray:
    found: FloatArray = np.trapezoid(rate, times, axis=1)
    return found


def test_no_calcium_is_lost_between_gut_blood_bone_and_urine() -> None:
    stored = ("calcium_amount", "bone_exchangeable", "bone_stable", "gut_calcium")
    flows = ("calcium_taken_up", "urine_calcium")
    found = live(
        varied(4), "calcium 500 mg twice daily; D3 2000 IU daily", 60, 0.05, stored + flows
    )
    lost = integral(found["urine_calcium"], found.times) + 60 * 3.466
    gained = integral(found["calcium_taken_up"], found.times)
    kept = sum(found[name][:, -1] - found[name][:, 0] for name in stored)
    np.testing.assert_allclose(gained - lost, kept, atol=2e-3 * np.abs(gained).max())


def test_no_phosphate_is_lost_between_gut_blood_cells_bone_and_urine() -> None:
    stored = ("phosphate_amount", "gut_phosphate", "phosphate_intracellular")
    flows = ("bone_resorption", "bone_deposition", "urine_phosphate")
    who = varied(4)
    found = live(who, "calcium 500 mg twice daily; D3 2000 IU daily", 60, 0.05, stored + flows)
    hours = 24.0
    from_bone = integral(found["bone_resorption"] - found["bone_deposition"], found.times) * hours
    lost = integral(found["urine_phosphate"], found.times) * hours
    eaten = 60 * who["phosphate_intake"] * who["phosphate_absorbed_share"]
    kept = sum(found[name][:, -1] - found[name][:, 0] for name in stored)
    gained = eaten + who["phosphate_per_calcium"] * from_bone
    np.testing.assert_allclose(gained - lost, kept, atol=1e-3 * float(eaten.max()))


def test_settled_people_stay_where_they_are() -> None:
    """All but what age, the menopause and time itself go on to change."""
    drawn = people(3, egfr=[45.0, 70.0, 100.0], food_calcium=[8.0, 20.0, 35.0], age=30.0)
    who = invert(drawn, [20.0, 50.0, 80.0])
    found = live(who, "nothing", 2 * YEAR)
    for variable in OUTPUTS:
        if variable not in ("cac", "bmd_femoral_neck"):
            first = found[variable][:, :1]
            np.testing.assert_allclose(
                found[variable], np.broadcast_to(first, found[variable].shape), rtol=2e-3, atol=0.02
            )


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_anyone_in_the_range_settles_at_levels_that_people_have(seed: int) -> None:
    who = varied(3, seed)
    found = live(who, "nothing", 30, 30.0)
    assert np.all(found.end >= -1e-9)
    bounds = {
        "calcium": (2.0, 2.65), "pth": (10, 250), "calcitriol": (15, 200), "phosphate": (0.7, 1.9),
        "urine_calcium": (0, 20), "absorbed_calcium": (-6, 20), "dp_ucmgp": (50, 2000),
    }  # fmt: skip
    for variable, (low, high) in bounds.items():
        assert np.all((found[variable] >= low) & (found[variable] <= high)), variable


def ends(who: Draws, variable: str, takes: str = "nothing") -> FloatArray:
    return live(who, takes, 30, 30.0, (variable,))[variable][:, -1]


@settings(max_examples=8, deadline=None)
@given(
    calcidiol=st.floats(15, 60),
    egfr=st.floats(35, 90),
    food=st.floats(6, 25),
    age=st.floats(25, 80),
)
def test_levels_follow_what_drives_them(
    calcidiol: float, egfr: float, food: float, age: float
) -> None:
    def pair(**more: float) -> Draws:
        base = {"egfr": egfr, "food_calcium": food, "age": age, "calcidiol": calcidiol}
        both = {name: [value, value + more.get(name, 0.0)] for name, value in base.items()}
        levels = both.pop("calcidiol")
        return invert(people(2, **both), levels)

    assert np.diff(ends(pair(calcidiol=15.0), "pth")) < 0
    assert np.diff(ends(pair(calcidiol=15.0), "absorbed_calcium")) > 0
    assert np.diff(ends(pair(egfr=20.0), "pth")) < 0
    assert np.diff(ends(pair(egfr=20.0), "calcitriol")) > 0
    assert np.diff(ends(pair(food=0.0, food_calcium=10.0), "pth")) < 0
    assert np.diff(ends(pair(food_calcium=10.0), "urine_calcium")) >= 0
    assert np.diff(ends(pair(egfr=20.0), "dp_ucmgp")) < 0


@settings(max_examples=8, deadline=None)
@given(low=st.floats(10, 400), more=st.floats(20, 300), food=st.floats(0, 60))
def test_more_mk7_never_leaves_more_uncarboxylated(low: float, more: float, food: float) -> None:
    who = invert(people(1, food_mk7=food), 50.0)
    for variable in ("ucoc_ratio", "dp_ucmgp"):
        less, greater = (
            live(who, f"MK-7 {dose:.1f} µg daily", 90, 90.0, (variable,))[variable][0, -1]
            for dose in (low, low + more)
        )
        assert greater < less


def test_a_population_is_its_people_one_by_one_on_however_many_cores() -> None:
    """Enough people that they are shared out among processes; each comes out the same alone.

    From the same numbers to the last bit; where those are computed anew for fewer people, they may
    differ in it, and the solver answers within its tolerance.
    """
    who = varied(420)
    takes = "D3 2000 IU daily; calcium 500 mg daily; MK-7 100 µg daily"
    together = live(who, takes, 28, 28.0)
    chosen = np.array([417, 3, 200])
    alone = live(who.take(chosen), takes, 28, 28.0)
    for variable in OUTPUTS:
        np.testing.assert_allclose(
            together[variable][chosen], alone[variable], rtol=2e-5, atol=2e-5, err_msg=variable
        )


def test_every_output_is_right_to_a_ten_thousandth() -> None:
    """Against the same equations at a tolerance a thousand times tighter, in 50 varied people."""
    who = varied(50)
    start = settled(BODY_MODEL, who, START)
    planned = course(
        read_regimen(
            "D3 2000 IU daily; D3 50000 IU every 90 days; calcium 600 mg daily; MK-7 90 µg daily"
        ),
        START,
        START + timedelta(days=728),
    )
    times = np.arange(0.0, 729.0, 28.0)

    who_then = changes_from_here(BODY_MODEL, who, start)
    usual, tight = (
        run(who_then, planned, times, start, variables=OUTPUTS, of=BODY_MODEL, tolerance=tolerance)
        for tolerance in (USUAL, Tolerance(USUAL.relative / 1e3, USUAL.absolute / 1e3))
    )
    for variable in OUTPUTS:
        # Changes of bone density and net flows pass through zero: their error is absolute there.
        floor = {
            "bmd_lumbar": 1.0,
            "bmd_femoral_neck": 1.0,
            "absorbed_calcium": 1.0,
            "urine_calcium": 1.0,
        }
        scale = np.maximum(np.abs(tight[variable]), floor.get(variable, 0.0))
        error = np.abs(usual[variable] - tight[variable]) / np.where(scale > 0, scale, 1.0)
        assert error.max() <= 1e-4, (variable, float(error.max()))


def test_a_daily_dose_as_a_rate_is_the_mean_of_the_day_resolved() -> None:
    who = low_people()
    start = settled(BODY_MODEL, who, START)
    takes = read_regimen(
        "D3 2000 IU daily with dinner; calcium citrate 500 mg twice daily with meals; "
        "MK-7 180 µg daily"
    )
    days = 60
    planned = course(takes, START, START + timedelta(days=days))
    # Meals are on the half hour: between two points, so that no jump is counted on one side.
    hours = np.arange(1 / 288, days, 1 / 144)
    people_then = changes_from_here(BODY_MODEL, who, start)

    def solve(resolved: bool) -> Run:
        taken = planned.resolved(days - 28.0) if resolved else planned
        return run(people_then, taken, hours, start, variables=OUTPUTS, of=BODY_MODEL)

    rate, by_the_hour = solve(False), solve(True)
    last = hours > days - 7
    allowed = {"calcidiol": 0.005, "pth": 0.04, "urine_calcium": 0.06}
    for variable in OUTPUTS:
        if variable.startswith("bmd"):
            continue
        mean, steady = (x[variable][:, last].mean(axis=1) for x in (by_the_hour, rate))
        np.testing.assert_allclose(mean, steady, rtol=allowed.get(variable, 0.01), err_msg=variable)


def test_within_a_day_pth_falls_after_a_load_of_calcium() -> None:
    """The acute answer that a rate hides: PTH falls by a third or more within three hours."""
    who = invert(people(1, food_calcium=18.0), 60.0)
    start = settled(BODY_MODEL, who, START)
    planned = course(
        read_regimen("calcium carbonate 1000 mg in the morning"), START, START + timedelta(days=3)
    )
    hours = np.arange(0.0, 3.0, 1 / 24)
    found = run(who, planned.resolved(), hours, start, variables=("pth", "calcium"), of=BODY_MODEL)
    before, after = 2 * 24 + 9, 2 * 24 + 13
    assert found["pth"][0, after] < 0.7 * found["pth"][0, before]
    assert found["calcium"][0, after] > found["calcium"][0, before] + 0.03
