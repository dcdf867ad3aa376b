"""Two ways of solving, one answer; and a failure that names who and when."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from d3k2.physiology import (
    STATES,
    Course,
    Dose,
    Draws,
    SolverFailed,
    invert,
    model_for,
    people,
    run,
    settled,
)
from d3k2.physiology.engine import _MANY_SEGMENTS

START = date(2026, 10, 1)


def varied() -> Draws:
    random = np.random.default_rng(5)
    n = 6
    factor = np.exp(0.4 * random.standard_normal((5, n)))
    who = invert(
        people(
            n,
            bioavailability_d3=0.65 * factor[0],
            size=factor[1],
            fat_ratio=factor[2],
            calcidiol_clearance=0.27 * factor[3] ** 0.5,
            fat_volume=170 * factor[4],
        ),
        [10.0, 25.0, 45.0, 60.0, 90.0, 130.0],
    )
    return who.with_values(season_amplitude=0.1 * who["basal_input"])


@pytest.mark.parametrize(("every", "amount"), [(7, 3250.0), (28, 3250.0), (1, 130.0)])
def test_equal_steps_agree_with_the_reference(every: int, amount: float) -> None:
    doses = tuple((float(day), Dose(d3=amount, d2=amount / 9)) for day in range(0, 336, every))
    course = Course(START, 336.0, ((0.0, Dose(calcifediol=10.0)),), doses)
    assert len(doses) > _MANY_SEGMENTS
    times = np.arange(0.0, 337.0, 2.5)
    reference = run(varied(), course, times, by_reference=True)
    fast = run(varied(), course, times)
    np.testing.assert_allclose(fast.calcidiol, reference.calcidiol, rtol=1e-4)
    np.testing.assert_allclose(fast.end, reference.end, rtol=1e-3, atol=1e-3)


def test_equal_steps_agree_with_the_reference_where_daily_doses_change() -> None:
    """A high daily dose begun or stopped moves vitamin D as fast as a bolus does."""
    rates = tuple((20.0 * k, Dose(d3=1300.0 * (k % 2), d2=100.0 * (k % 3))) for k in range(17))
    course = Course(START, 336.0, rates)
    assert len(rates) > _MANY_SEGMENTS
    times = np.arange(0.0, 337.0, 2.5)
    reference = run(varied(), course, times, by_reference=True)
    fast = run(varied(), course, times)
    np.testing.assert_allclose(fast.calcidiol, reference.calcidiol, rtol=1e-4)


def test_daily_doses_taken_one_by_one_end_where_the_rate_does() -> None:
    course = Course(START, 364.0, ((0.0, Dose(d3=260.0)), (180.0, Dose(d3=130.0))))
    times = np.arange(0.0, 365.0, 7.0)
    as_rate = run(varied(), course, times).calcidiol
    one_by_one = run(varied(), course.resolved(), times).calcidiol
    np.testing.assert_allclose(one_by_one, as_rate, rtol=5e-3)


def test_a_first_dose_on_the_first_day_is_not_lost() -> None:
    who = invert(people(1, bioavailability_d3=0.4), 30.0)
    on_day = {
        day: run(who, Course(START, 60.0, boluses=((day, Dose(d3=6500.0)),)), [day + 20.0])
        for day in (0.0, 5.0)
    }
    assert on_day[0.0].calcidiol[0, 0] > 40
    np.testing.assert_allclose(on_day[0.0].calcidiol, on_day[5.0].calcidiol, rtol=1e-6)


def test_a_level_wanted_on_the_day_of_a_dose_is_the_one_after_it() -> None:
    course = Course(START, 20.0, boluses=((10.0, Dose(d3=1000.0)),))
    who = people(1, basal_input=50.0, bioavailability_d3=0.4)
    at = run(who, course, [10.0, 20.0], variables=["gut_d3"])
    assert at["gut_d3"][0, 0] == pytest.approx(400.0)


def test_the_end_is_the_state_on_the_last_day() -> None:
    course = Course(START, 31.0, ((0.0, Dose(d3=130.0)),))
    whole = run(varied(), course, [31.0], variables=STATES)
    shown = np.stack([whole[name][:, 0] for name in STATES], axis=1)
    np.testing.assert_allclose(shown, whole.end)
    first = run(varied(), Course(START, 10.0, ((0.0, Dose(d3=130.0)),)), [])
    later = run(varied(), Course(date(2026, 10, 11), 21.0, course.rates), [], first.end)
    np.testing.assert_allclose(later.end, whole.end, rtol=1e-5)


def test_one_person_leaves_nothing_behind_for_the_next() -> None:
    odd = invert(people(1, size=3.0, calcidiol_clearance=0.6, season_peak=10.0), 20.0)
    typical = invert(people(1), 50.0)
    course = Course(START, 100.0, ((0.0, Dose(d3=130.0)),))
    before = run(typical, course, [100.0]).calcidiol
    run(odd, course, [100.0])
    np.testing.assert_array_equal(run(typical, course, [100.0]).calcidiol, before)


@pytest.mark.parametrize(
    ("boluses", "day"), [((), 0), (tuple((float(d), Dose(d3=100.0)) for d in range(30)), 0)]
)
def test_a_failure_names_the_person_and_the_day(
    boluses: tuple[tuple[float, Dose], ...], day: int
) -> None:
    broken = people(3, basal_input=50.0, calcidiol_clearance=[0.27, np.nan, 0.27])
    start = np.full((3, 9), 10.0)
    with pytest.raises(SolverFailed, match=f"person 1 .* from day {day} on"):
        run(broken, Course(START, 50.0, boluses=boluses), [0.0, 25.0, 50.0], start)


@pytest.mark.parametrize("times", [[-1.0], [5.0, 5.0], [10.0, 5.0], [51.0]])
def test_times_must_rise_within_the_course(times: list[float]) -> None:
    with pytest.raises(ValueError, match="times must rise"):
        run(people(1), Course(START, 50.0), times)


def test_an_unknown_constant_is_refused() -> None:
    with pytest.raises(KeyError, match="no constant cleareance"):
        people(1, cleareance=1.0)


def test_threads_get_their_own_numbers() -> None:
    """The first call in each of several threads at once, then the same alone."""
    script = """
import threading
from datetime import date
import numpy as np
from d3k2.physiology import Course, Dose, invert, people, run

levels = [20.0, 45.0, 70.0, 95.0]
course = Course(date(2026, 1, 1), 200.0, ((0.0, Dose(d3=130.0)),))
times = np.arange(0.0, 201.0, 20.0)
found = {}

def solve(level):
    found[level] = run(invert(people(30), level), course, times, variables=("pth",))["pth"]

threads = [threading.Thread(target=solve, args=(level,)) for level in levels]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
together = dict(found)
for level in levels:
    solve(level)
    np.testing.assert_allclose(together[level], found[level], rtol=1e-9)
print("same")
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == "same\n"


def test_a_process_that_another_started_starts_no_more() -> None:
    script = """
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from d3k2.physiology import Course, invert, people, run

def solve(_):
    course = Course(date(2026, 1, 1), 20.0)
    return float(run(invert(people(450), 50.0), course, [20.0], variables=("pth",))["pth"][0, 0])

if __name__ == "__main__":
    # Used here first, as a caller would: the started processes inherit what runs already.
    alone = solve(0)
    with ProcessPoolExecutor(2) as pool:
        print({alone} == set(pool.map(solve, range(2))))
"""
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert (ended.returncode, ended.stdout) == (0, "True\n"), ended.stderr


def test_a_limit_on_cores_that_is_no_number_leaves_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "many")
    one = Course(START, 1.0, ((0.0, Dose()),), ())
    everyone = invert(people(400), 50.0)
    begun = np.tile(settled(model_for("pth"), invert(people(1), 50.0), START), (everyone.n, 1))
    found = run(everyone, one, [1.0], begun, variables=("pth",))
    assert np.ptp(found["pth"]) == 0 and found["pth"][0, 0] > 0
