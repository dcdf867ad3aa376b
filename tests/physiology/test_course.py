"""What is swallowed becomes rates and boluses in nmol, on the right days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.physiology import Dose, course, habit, model, nmol, people
from d3k2.physiology.segments import swallow
from d3k2.physiology.values import all_values
from d3k2.regimen import Ingredient, Item, Regimen, Schedule, Substance, read_regimen

START, END = date(2026, 1, 1), date(2026, 12, 27)


def item(substance: Substance = "d3", amount: float = 50.0, **schedule: object) -> Item:
    return Item((Ingredient(substance, amount),), Schedule(**schedule))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("substance", "micrograms", "expected"),
    [("d3", 1, 2.600), ("d2", 1, 2.521), ("calcifediol", 1, 2.496)],
)
def test_micrograms_become_nmol_by_the_molar_mass(
    substance: Substance, micrograms: float, expected: float
) -> None:
    assert nmol(substance, micrograms) == pytest.approx(expected, abs=5e-4)


def test_a_daily_dose_is_a_rate() -> None:
    found = course(Regimen((item(),)), START, END)
    assert found.rates == ((0.0, Dose(d3=nmol("d3", 50.0))),)
    assert found.boluses == ()
    assert found.days == 360


@pytest.mark.parametrize(
    ("takes", "every", "per_day"), [(2, 1, 100.0), (1, 2, 25.0), (3, 7, 150 / 7), (1, 6, 50 / 6)]
)
def test_frequent_doses_are_averaged(takes: float, every: float, per_day: float) -> None:
    regimen = Regimen((item(takes=takes, every_days=every),))
    found = course(regimen, START, END)
    assert found.rate_on(100).d3 == pytest.approx(nmol("d3", per_day))
    assert habit(regimen, START).dose.d3 == pytest.approx(nmol("d3", per_day))


def test_weekly_and_rarer_doses_are_swallowed_on_their_days() -> None:
    weekly = course(Regimen((item(every_days=7),)), START, date(2026, 1, 22))
    assert [day for day, _ in weekly.boluses] == [0.0, 7.0, 14.0]
    rare = item(amount=2500, every_days=90, start=date(2025, 12, 2))
    found = course(Regimen((rare,)), START, END)
    assert [day for day, _ in found.boluses] == [60.0, 150.0, 240.0, 330.0]
    assert found.boluses[0][1].d3 == pytest.approx(6500, rel=1e-3)
    assert found.rates == ((0.0, Dose()),)


def test_a_single_dose_falls_on_its_day_or_not_at_all() -> None:
    for day, expected in ((date(2026, 1, 11), [10.0]), (date(2025, 12, 31), []), (END, [])):
        found = course(Regimen((item(once=True, start=day),)), START, END)
        assert [when for when, _ in found.boluses] == expected


def test_schedules_begin_and_end_with_their_last_day_included() -> None:
    early = item(start=date(2025, 1, 1), end=date(2026, 1, 31))
    late = item("d2", 100.0, start=date(2026, 1, 11))
    found = course(Regimen((early, late)), START, END)
    assert [day for day, _ in found.rates] == [0.0, 10.0, 31.0]
    assert found.rate_on(30.5) == Dose(nmol("d3", 50.0), nmol("d2", 100.0))
    assert found.rate_on(31.0) == Dose(0.0, nmol("d2", 100.0))


def test_forms_and_products_add_up() -> None:
    product = Item((Ingredient("d3", 25.0), Ingredient("mk7", 100.0)), Schedule(), units=2.0)
    found = course(Regimen((product, item("k1", 500.0), item("calcifediol", 10.0))), START, END)
    calcifediol = nmol("calcifediol", 10.0)
    expected = Dose(nmol("d3", 50.0), calcifediol=calcifediol, mk7=200.0, k1=500.0)
    assert found.rates == ((0.0, expected),)


def test_vitamin_k2_whose_form_was_not_said_is_not_simulated() -> None:
    assert not course(Regimen((item("k2", 100.0),)), START, END).rate_on(0.0)


def test_nothing_taken_is_a_course_of_nothing() -> None:
    found = course(Regimen(), START, END)
    assert found.rates == ((0.0, Dose()),)
    assert not found.boluses


def test_resolving_keeps_the_amount() -> None:
    found = course(Regimen((item(), item(amount=500.0, every_days=30))), START, END)
    swallowed = sum(take.dose.d3 for take in found.resolved().swallowed().values())
    assert swallowed == pytest.approx(nmol("d3", 50.0 * 360 + 500.0 * 12))


def test_resolving_from_a_day_on_leaves_the_days_before_as_rates() -> None:
    found = course(Regimen((item(),)), START, END).resolved(350.0)
    assert found.rate_on(349.0).d3 > 0 and not found.rate_on(350.0)
    assert len(found.day_on(349.0)) == 4 and found.day_on(350.0) == ()
    assert min(found.swallowed()) == pytest.approx(350 + 7.5 / 24)


@pytest.mark.parametrize(
    ("schedule", "hours"),
    [
        ({"takes": 2.0, "with_food": "meal"}, {7.5: True, 19.0: True}),
        ({"takes": 2.0}, {10.0: False, 21.5: False}),
        ({"moments": ("bedtime",), "with_food": "meal"}, {22.5: False}),
        ({"moments": ("midday",), "with_food": "meal"}, {12.5: True}),
        (
            {"takes": 6.0},
            {2.0: False, 6.0: False, 10.0: False, 14.0: False, 18.0: False, 22.0: False},
        ),
    ],
)
def test_calcium_falls_into_a_meal_or_is_a_load_of_its_own(
    schedule: dict[str, object], hours: dict[float, bool]
) -> None:
    found = course(Regimen((item("calcium", 500.0, **schedule),)), START, END)
    taken = {take.hour: take.meal for take in found.day_on(0.0) if take.calcium}
    assert taken == hours
    assert sum(take.calcium for take in found.day_on(0.0)) == pytest.approx(
        500 * schedule.get("takes", 1) / 40.08  # type: ignore[operator]
    )


def test_the_salt_decides_how_much_of_the_calcium_counts() -> None:
    regimen = read_regimen(
        "calcium citrate 500 mg at bedtime; calcium carbonate 500 mg with dinner"
    )

    def uptake(salt: str | None, with_meal: bool) -> float:
        return {("citrate", False): 1.0, ("carbonate", True): 0.5}[(salt, with_meal)]

    found = {t.hour: t.calcium for t in course(regimen, START, END, uptake).day_on(0.0)}
    assert found[22.5] == pytest.approx(2 * found[19.0]) and found[7.5] == 0


def test_calcium_swallowed_years_on_is_taken_up_as_at_the_age_then() -> None:
    of = model("mineral_bone")
    young = people(1, age=50.0, years_since_menopause=-1.0).beside(calcidiol=75.0)
    states = np.array([[of.written[name] for name in of.states]])
    load = {name: np.full(1, 5.0 * name.startswith("calcium")) for name in of.inflows}
    later = swallow(of, states, all_values(of, young, 0.0), load, 10 * 365.25)
    older = swallow(of, states, all_values(of, young.aged(10.0), 0.0), load, 0.0)
    now = swallow(of, states, all_values(of, young, 0.0), load, 0.0)
    np.testing.assert_allclose(later, older, rtol=1e-12)
    gut = of.states.index("gut_calcium")
    assert 0 < later[0, gut] < 0.95 * now[0, gut]
