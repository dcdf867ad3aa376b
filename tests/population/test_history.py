"""What was taken, as far back as it matters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from d3k2.person import Lab, Person, Visit
from d3k2.physiology import nmol
from d3k2.population.history import history
from d3k2.population.measured import measurements
from d3k2.regimen import Ingredient, Item, Regimen, Schedule

TODAY = date(2026, 11, 20)


def d3(micrograms: float, **schedule: object) -> Regimen:
    return Regimen(
        (Item((Ingredient("d3", micrograms),), Schedule(**schedule)),)  # type: ignore[arg-type]
    )


def person(**known: object) -> Person:
    base = {"date": TODAY, "age": 50.0, "sex": "female", "weight": 70.0}
    return Person(**{**base, **known})  # type: ignore[arg-type]


def lab(day: date, value: float = 60.0, assay: str | None = None) -> Lab:
    return Lab(what="calcidiol", value=value, date=day, assay=assay)


def taken_on(who: Person, day: date) -> float:
    """µg of vitamin D3 a day."""
    found = history(who, measurements(who))
    before = found.settled_on.dose.d3
    since = (day - found.course.start).days
    rate = found.course.rate_on(since).d3 if since >= 0 else before
    return float(rate) / nmol("d3", 1.0)


def test_a_regimen_without_a_start_is_long_established() -> None:
    who = person(takes=d3(50), labs=(lab(date(2026, 8, 1)),))
    assert taken_on(who, date(2020, 1, 1)) == pytest.approx(50)
    assert taken_on(who, TODAY - timedelta(days=1)) == pytest.approx(50)


def test_a_regimen_holds_from_its_start() -> None:
    who = person(takes=d3(50, start=date(2026, 5, 1)), labs=(lab(date(2026, 8, 1)),))
    assert taken_on(who, date(2026, 4, 30)) == 0
    assert taken_on(who, date(2026, 5, 1)) == pytest.approx(50)


def test_earlier_visits_say_what_was_taken_until_then() -> None:
    visit = Visit(date=date(2026, 3, 1), takes=d3(25), labs=(lab(date(2026, 3, 1)),))
    who = person(takes=d3(100, start=date(2026, 6, 1)), visits=(visit,))
    assert taken_on(who, date(2025, 6, 1)) == pytest.approx(25)
    assert taken_on(who, date(2026, 5, 31)) == pytest.approx(25)
    assert taken_on(who, date(2026, 6, 1)) == pytest.approx(100)


def test_a_change_without_a_date_was_made_at_the_visit() -> None:
    visit = Visit(date=date(2026, 3, 1), takes=Regimen(), labs=(lab(date(2026, 3, 1)),))
    who = person(takes=d3(100), visits=(visit,))
    assert taken_on(who, date(2026, 2, 28)) == 0
    assert taken_on(who, date(2026, 3, 1)) == pytest.approx(100)


def test_rare_doses_are_followed_one_by_one_for_the_year_before_a_measurement() -> None:
    takes = d3(2500, every_days=90, start=date(2026, 1, 10))
    found = history(person(takes=takes), measurements(person(takes=takes)))
    days = [found.course.start + timedelta(days=day) for day, _ in found.course.boluses]
    assert days == [date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 9), date(2026, 10, 7)]


def test_a_single_dose_that_nobody_dated_is_left_out() -> None:
    found = history(person(takes=d3(2500, once=True)), ())
    assert not found.course.boluses


def test_what_was_never_asked_counts_as_nothing_and_reaches_back_two_months() -> None:
    found = history(person(), ())
    assert found.course.days == 60
    assert found.settled_on.dose.d3 == 0


def test_measurements_come_from_all_visits_and_none_is_too_old() -> None:
    visit = Visit(date=date(2025, 3, 1), labs=(lab(date(2025, 3, 1), 40.0),))
    who = person(labs=(lab(TODAY), lab(date(2019, 1, 1))), visits=(visit,))
    assert [m.value for m in measurements(who)] == [40.0, 60.0]


def test_older_and_unnamed_measurements_say_less() -> None:
    errors = [
        measurements(person(labs=(lab(day, assay=assay),)))[0].error
        for day, assay in (
            (TODAY, "LC-MS/MS"),
            (TODAY, "immunoassay"),
            (TODAY, None),
            (date(2024, 11, 20), None),
        )
    ]
    assert errors[0] == pytest.approx(0.141, abs=1e-3)
    assert errors[0] < errors[1] == errors[2] < errors[3]
