"""The compiled solver for populations agrees with the reference, for each person alone."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from d3k2.physiology import (
    BODY,
    Course,
    Dose,
    Draws,
    FloatArray,
    Run,
    SolverFailed,
    blocks_for,
    by_kernel,
    changes_from_here,
    course,
    invert,
    kernel,
    model,
    outputs,
    people,
    run,
    settled,
)
from d3k2.physiology import kernel_rodas as rodas
from d3k2.physiology.all_cores import follow as one_by_one
from d3k2.physiology.kernel_derivatives import partials
from d3k2.physiology.kernel_equations import StraightLines
from d3k2.physiology.problem import Problem, Solver, Tolerance
from d3k2.physiology.python_form import changes, levels
from d3k2.physiology.segments import segments
from d3k2.physiology.values import all_values
from d3k2.regimen import read_regimen

from .body import START, varied

WHOLE = model(*BODY)
TIGHT = Solver(one_by_one, Tolerance(1e-8, 1e-9))
ALLOWED = 5e-4
GROUPS = (("vitamin_d", "mineral_bone"), ("vitamin_k", "artery"))
TAKES = "D3 2000 IU daily with dinner; calcium citrate 500 mg twice daily; MK-7 180 µg daily"


def planned(takes: str, days: int) -> Course:
    return course(read_regimen(takes), START, START + timedelta(days=days))


def lived(who: Draws, taken: Course, times: FloatArray, solver: Solver, **past: Any) -> Run:
    begun = settled(WHOLE, who, START, solver=solver, **past)
    then = changes_from_here(WHOLE, who, begun)
    return run(then, taken, times, begun, variables=outputs(), of=WHOLE, solver=solver)


def errors(found: Run, exact: Run) -> dict[str, float]:
    """The largest relative error of each output, measured against one where it passes zero."""
    floor = {"bmd_lumbar": 1.0, "bmd_femoral_neck": 1.0, "absorbed_calcium": 1.0, "cac": 1.0}
    return {
        name: float(
            np.max(
                np.abs(found[name] - exact[name])
                / np.maximum(np.abs(exact[name]), floor.get(name, 0.0))
            )
        )
        for name in outputs()
    }


def too_large(found: Run, exact: Run) -> dict[str, float]:
    return {name: error for name, error in errors(found, exact).items() if not error <= ALLOWED}


class TestTheSameCurvesAsTheReference:
    def test_for_every_output_of_200_varied_people_with_their_past(self) -> None:
        who, taken, times = varied(200), planned(TAKES, 728), np.arange(0.0, 729.0, 7.0)
        assert too_large(*(lived(who, taken, times, by) for by in (by_kernel, TIGHT))) == {}

    @pytest.mark.parametrize(
        "takes",
        [
            "D3 50000 IU once a month; MK-4 15 mg three times daily",
            "calcifediol 100 µg once a week; D2 1000 IU daily until 2026-06-01",
            "D3 800 IU daily until 2026-05-01; D3 4000 IU daily from 2026-07-01; "
            "calcium carbonate 600 mg daily with lunch from 2026-04-10 until 2026-08-20; "
            "K1 250 µg daily from 2026-05-15",
        ],
    )
    def test_under_single_doses_and_changes(self, takes: str) -> None:
        who, taken, times = varied(8, seed=3), planned(takes, 300), np.arange(0.0, 301.0, 4.0)
        assert too_large(*(lived(who, taken, times, by) for by in (by_kernel, TIGHT))) == {}

    def test_when_each_daily_dose_is_swallowed_by_itself(self) -> None:
        doses = tuple((day + 0.5, Dose(d3=260.0, d2=30.0, mk7=180.0)) for day in range(84))
        rate = ((0.0, Dose(calcifediol=20.0)), (40.0, Dose(k1=100.0)))
        taken = Course(START, 84.0, rate, doses, planned(TAKES, 84).usual_days)
        times = np.arange(0.0, 84.1, 2.3)
        who = varied(4, seed=5)
        assert too_large(*(lived(who, taken, times, by) for by in (by_kernel, TIGHT))) == {}

    def test_by_the_hour(self) -> None:
        taken = planned(TAKES, 9).resolved(4.0)
        times = np.arange(0.0, 9.0, 0.07)
        who = varied(3, seed=6)
        assert too_large(*(lived(who, taken, times, by) for by in (by_kernel, TIGHT))) == {}

    def test_through_the_menopause_and_the_seasons(self) -> None:
        n = 9
        who = invert(
            people(
                n,
                age=np.linspace(45, 55, n),
                years_since_menopause=np.linspace(-2, 1, n),
                cac_start=10.0,
            ),
            np.linspace(20, 110, n),
        )
        who = who.with_values(season_amplitude=0.3 * who["basal_input"])
        times = np.arange(0.0, 729.0, 14.0)
        taken = planned("D3 1000 IU daily", 728)
        past = {"dose": Dose(d3=65.0, mk7=45.0), "seasonal": True}
        found, exact = (lived(who, taken, times, by, **past) for by in (by_kernel, TIGHT))
        assert too_large(found, exact) == {}

    def test_under_an_antagonist_of_vitamin_k(self) -> None:
        who = varied(4, seed=8).with_values(anticoagulated=1.0)
        taken = planned("MK-7 360 µg daily; K1 500 µg daily from 2026-04-01", 200)
        times = np.arange(0.0, 201.0, 3.0)
        assert too_large(*(lived(who, taken, times, by) for by in (by_kernel, TIGHT))) == {}


def problem(who: Draws, blocks: tuple[str, ...], taken: Course) -> Problem:
    of = model(*blocks)
    shown = tuple(name for name in outputs() if blocks_for(name)[-1] in blocks)
    begun = settled(WHOLE, who, START, solver=by_kernel)
    columns = [WHOLE.states.index(name) for name in of.states]
    wanted = np.arange(0.0, taken.days + 1, 5.0)
    plan = tuple(segments(of, who, taken, wanted))
    values = all_values(of, who, 60.0)
    return Problem(blocks, values, begun[:, columns], plan, wanted.size, shown, by_kernel.tolerance)


@pytest.mark.parametrize("blocks", GROUPS)
def test_a_person_comes_out_the_same_to_the_bit_alone_and_among_others(
    blocks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    takes = "D3 7000 IU once a week; MK-7 90 µg daily; calcium 500 mg daily from 2026-03-20"
    whole = problem(varied(41), blocks, planned(takes, 60))
    together = by_kernel.follow(whole)
    for threads in ("1", "3"):
        monkeypatch.setenv("LOKY_MAX_CPU_COUNT", threads)
        again = by_kernel.follow(whole)
        np.testing.assert_array_equal(again.levels, together.levels)
        np.testing.assert_array_equal(again.end, together.end)
    for person in (0, 17, 40):
        alone = by_kernel.follow(whole.of_people(slice(person, person + 1)))
        np.testing.assert_array_equal(alone.levels[0], together.levels[person])
        np.testing.assert_array_equal(alone.end[0], together.end[person])
    some = by_kernel.follow(whole.of_people(slice(10, 30)))
    np.testing.assert_array_equal(some.levels, together.levels[10:30])


def test_the_end_is_where_the_next_run_begins() -> None:
    who = varied(3)
    whole, half = planned(TAKES, 200), planned(TAKES, 80)
    once = run(who, whole, [200.0], of=WHOLE, solver=by_kernel)
    first = run(who, half, [], of=WHOLE, solver=by_kernel)
    assert once.levels["calcidiol"].shape == (3, 1)
    reference = run(who, half, [], of=WHOLE, solver=TIGHT)
    np.testing.assert_allclose(first.end, reference.end, rtol=3e-4, atol=1e-5)


def test_a_failure_names_the_person_and_the_day() -> None:
    broken = people(5, basal_input=50.0, calcidiol_clearance=[0.27, 0.27, 0.27, np.nan, np.nan])
    doses = Course(START, 50.0, boluses=((20.0, Dose(d3=100.0)),))
    with pytest.raises(SolverFailed, match=r"person 3 .* from day 0 on: no step is short enough"):
        run(broken, doses, [0.0, 25.0, 50.0], np.full((5, 9), 10.0), solver=by_kernel)


def test_nobody_has_a_level_of_nothing() -> None:
    nobody = people(1)
    found = run(nobody, Course(START, 30.0), [30.0], np.zeros((1, 9)), solver=by_kernel)
    np.testing.assert_array_equal(found.calcidiol, 0.0)


def test_without_its_compiler_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "d3k2.physiology.kernel_machine_code", None)
    kernel._compiled.cache_clear()
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'd3k2\[population\]'"):
        run(people(1), Course(START, 1.0), [1.0], np.zeros((1, 9)), solver=by_kernel)


class TestTheEquations:
    """Text and machine code against the functions that the rest of the model uses."""

    @staticmethod
    @cache
    def lines(blocks: tuple[str, ...]) -> StraightLines:
        of = model(*blocks)
        return StraightLines(blocks, tuple(e.name for e in of.rules if e not in of.fixed))

    @staticmethod
    def numbers(blocks: tuple[str, ...], person: int) -> tuple[FloatArray, dict[str, Any]]:
        """Where a person stands on the way from the text's states, under all doses."""
        of = model(*blocks)
        who = varied(20).take(np.array([person])).beside(calcidiol=50.0)
        values = {name: float(v[0]) for name, v in all_values(of, who, 60.0).items()}
        random = np.random.default_rng(person)
        states = np.array([of.written[name] or 1.0 for name in of.states])
        states = states * random.uniform(0.8, 1.25, states.size)
        return states, values | {name: random.uniform(1, 30) for name in of.inflows}

    @pytest.mark.parametrize("blocks", [*GROUPS, ("vitamin_k", "warfarin")])
    @pytest.mark.parametrize("person", [0, 1, 2])
    def test_rates_levels_and_slopes(self, blocks: tuple[str, ...], person: int) -> None:
        lines, of, time = self.lines(blocks), model(*blocks), 123.4
        states, values = self.numbers(blocks, person)
        given = np.array([values[name] for name in (*lines.constants, *of.inflows)])
        n = len(of.states)

        def exactly(at: float, where: FloatArray) -> FloatArray:
            return np.array(changes(of)(at, list(where), values), dtype=np.float64)

        rate, by_time, entries = np.empty(n), np.empty(n), np.empty(len(lines.slopes))
        for call in (in_python(lines.slope()), in_machine_code(lines.slope())):
            call(time, states, given, rate, entries, by_time)
            np.testing.assert_allclose(rate, exactly(time, states), rtol=1e-11, atol=1e-13)
            slopes = np.zeros((n, n))
            slopes[tuple(zip(*lines.slopes, strict=True))] = entries
            expected = np.stack(
                [difference(exactly, time, states, column) for column in range(n)], axis=1
            )
            scale = np.abs(states)[None, :] / np.maximum(np.abs(rate), np.abs(states))[:, None]
            np.testing.assert_allclose(slopes * scale, expected * scale, rtol=2e-6, atol=1e-8)
            step = 1e-2
            forced = (exactly(time + step, states) - exactly(time - step, states)) / (2 * step)
            np.testing.assert_allclose(by_time, forced, rtol=1e-5, atol=1e-9)
        in_machine_code(lines.change())(time, states, given, rate)
        np.testing.assert_allclose(rate, exactly(time, states), rtol=1e-11, atol=1e-13)
        shown = np.empty(len(lines.variables))
        in_machine_code(lines.levels())(time, states, given, shown)
        named = levels(of, *lines.variables)(time, list(states), values)
        np.testing.assert_allclose(shown, [*named.values()], rtol=1e-11)

    @pytest.mark.parametrize("blocks", GROUPS)
    def test_elimination(self, blocks: tuple[str, ...]) -> None:
        lines, n = self.lines(blocks), len(model(*blocks).states)
        random = np.random.default_rng(1)
        entries, wanted = random.uniform(-1, 1, len(lines.slopes)), random.uniform(-1, 1, n)
        matrix = 9.0 * np.eye(n)
        for place, entry in zip(lines.slopes, entries, strict=True):
            matrix[place] -= entry
        factors, x = np.empty(len(lines.pivots.places)), wanted.copy()
        in_machine_code(lines.factor())(entries, 9.0, factors)
        in_machine_code(lines.solve())(factors, x)
        np.testing.assert_allclose(x, np.linalg.solve(matrix, wanted), rtol=1e-12)

    @pytest.mark.parametrize(
        ("expression", "slope"),
        [
            ("x", 1.0), ("-x*3", -3.0), ("5 - x", -1.0), ("x/(1 + x)", 0.04), ("2/x", -0.125),
            ("x^2.5", 2.5 * 4**1.5), ("(2*x)^k", 0.5 * 8**-0.5 * 2), ("ln(x)", 0.25),
            ("exp(-x)", -math.exp(-4)), ("tanh(x/8)", (1 - math.tanh(0.5) ** 2) / 8),
            ("cos(x)", -math.sin(4)), ("piecewise(x^2, x > 3, 1)", 8.0),
            ("piecewise(x^2, x < 3, 1)", 0.0), ("k*x*x", 4.0),
        ],
    )  # fmt: skip
    def test_rules_of_derivation(self, expression: str, slope: float) -> None:
        text = partials(expression, {"x", "unused"})["x"]
        known = {"x": 4.0, "k": 0.5, "ln": math.log, "exp": math.exp, "tanh": math.tanh}
        assert eval(text, known | {"sin": math.sin}) == pytest.approx(slope, rel=1e-12)

    def test_what_cannot_be_derived_is_refused(self) -> None:
        with pytest.raises(ValueError, match="the exponent in 2 \\*\\* x moves"):
            partials("2^x", {"x"})
        with pytest.raises(ValueError, match="no rule to derive"):
            partials("x if x else 1", {"x"})


def in_python(text: str) -> Callable[..., None]:
    known: dict[str, Any] = {"exp": math.exp, "ln": math.log, "tanh": math.tanh, "pi": math.pi}
    known |= {"sin": math.sin, "cos": math.cos}
    known["piecewise"] = lambda value, holds, otherwise: value if holds else otherwise
    exec(text, known)
    return known[text[4 : text.index("(")]]  # type: ignore[no-any-return]


def in_machine_code(text: str) -> Callable[..., None]:
    import ctypes

    from d3k2.physiology.kernel_machine_code import machine_code

    (function,) = machine_code([text])

    def call(*arguments: Any) -> None:
        kinds = [ctypes.c_double if isinstance(a, float) else ctypes.c_uint64 for a in arguments]
        plain = [a if isinstance(a, float) else a.ctypes.data for a in arguments]
        ctypes.CFUNCTYPE(None, *kinds)(function.__wrapper_address__())(*plain)

    return call


def difference(
    of: Callable[[float, FloatArray], FloatArray], time: float, states: FloatArray, column: int
) -> FloatArray:
    """A central difference, its error of second order taken off."""

    def plain(step: float) -> FloatArray:
        high, low = states.copy(), states.copy()
        high[column] += step
        low[column] -= step
        return (of(time, high) - of(time, low)) / (high[column] - low[column])

    step = 1e-4 * abs(states[column])
    return (4 * plain(step / 2) - plain(step)) / 3


class TestTheMethod:
    """Orders of convergence, on an equation that is not linear and moves with time."""

    @staticmethod
    def rate(time: float, y: FloatArray) -> FloatArray:
        return np.array([-2 * y[0] ** 2 + math.cos(time), y[0] * y[1] - y[1] ** 1.5 + time])

    @staticmethod
    def slope(time: float, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        by_state = np.array([[-4 * y[0], 0.0], [y[1], y[0] - 1.5 * y[1] ** 0.5]])
        return by_state, np.array([-math.sin(time), 1.0])

    def step(self, time: float, y: FloatArray, h: float) -> tuple[FloatArray, ...]:
        by_state, by_time = self.slope(time, y)
        matrix = np.eye(2) / (rodas.GAMMA * h) - by_state
        stages = np.zeros((rodas.STAGES, 2))
        for i in range(rodas.STAGES):
            moved = y + rodas.MOVED[i] @ stages
            force = self.rate(time + rodas.TIMES[i] * h, moved)
            force = force + rodas.FORCED[i] @ stages / h + rodas.BY_TIME[i] * h * by_time
            stages[i] = np.linalg.solve(matrix, force)
        bent = (rodas.BETWEEN[0] + 0.5 * rodas.BETWEEN[1]) @ stages
        reached = moved + stages[-1]
        return reached, moved, 0.5 * (y + 0.5 * bent) + 0.5 * reached

    def test_order_four_with_three_for_the_error_and_between(self) -> None:
        begun, end = np.array([0.7, 1.3]), 2.0
        exact = self.followed(begun, end, 4096)
        found = {n: np.abs(self.followed(begun, end, n) - exact).max() for n in (32, 64)}
        assert 3.8 < math.log2(found[32] / found[64]) < 4.3

        orders = []
        for place, half in ((1, 1.0), (2, 0.5)):
            local = []
            for h in (0.04, 0.02):
                fine = self.followed(begun, h * half, 256)
                local.append(np.abs(self.step(0.0, begun, h)[place] - fine).max())
            orders.append(math.log2(local[0] / local[1]))
        assert all(3.7 < order < 4.4 for order in orders), orders

    def followed(self, y: FloatArray, end: float, steps: int) -> FloatArray:
        for i in range(steps):
            y = self.step(i * end / steps, y, end / steps)[0]
        return y

    def test_what_decays_fast_is_gone_after_one_long_step(self) -> None:
        """L-stable: the stages of y' = -y at h to infinity add up to -y."""
        h = 1e9
        stages = np.zeros(rodas.STAGES)
        for i in range(rodas.STAGES):
            moved = 1.0 + rodas.MOVED[i] @ stages
            force = -moved + rodas.FORCED[i] @ stages / h
            stages[i] = force / (1 / (rodas.GAMMA * h) + 1)
        assert abs(moved + stages[-1]) < 1e-6
