from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from d3k2.person import all_labs, fresh, read_person, stale, takes_on
from d3k2.units import term

TODAY = dt.date(2026, 11, 20)
LABS = [t for t in ("calcidiol", "egfr", "calcium", "inr") if term(t).stale_after_days]
VALUES = {
    "calcidiol": "65 ng/mL",
    "egfr": "84 mL/min/1.73m2",
    "calcium": "2.3 mmol/L",
    "inr": "2.5",
}


@pytest.mark.parametrize("what", LABS)
def test_a_value_speaks_for_today_until_it_is_old(adult: dict[str, Any], what: str) -> None:
    days = term(what).stale_after_days
    assert days is not None
    for age, is_fresh in ((days, True), (days + 1, False)):
        date = TODAY - dt.timedelta(days=age)
        lab = {"what": what, "value": VALUES[what], "date": date}
        person = read_person(adult | {"labs": [lab]})
        assert (fresh(person, what) is not None) is is_fresh
        assert (stale(person, what) is not None) is not is_fresh
        assert person.latest(what) is not None, "an old value may still block"


def test_a_value_that_was_never_measured_is_neither_fresh_nor_old(adult: dict[str, Any]) -> None:
    person = read_person(adult)
    assert fresh(person, "calcidiol") is None
    assert stale(person, "calcidiol") is None


def test_the_newest_value_decides_and_aliases_are_understood(adult: dict[str, Any]) -> None:
    labs = [
        {"what": "25(OH)D", "value": "90 nmol/L", "date": "2026-10-01"},
        {"what": "25(OH)D", "value": "30 nmol/L", "date": "2020-10-01"},
    ]
    newest = fresh(read_person(adult | {"labs": labs}), "25(OH)D")
    assert newest is not None
    assert newest.value == 90


def test_all_values_are_listed_once_the_oldest_first(adult: dict[str, Any]) -> None:
    now = {"what": "25(OH)D", "value": "90 nmol/L", "date": "2026-10-01"}
    visit = {"date": "2024-01-01", "labs": [{"what": "25(OH)D", "value": "40 nmol/L"}, now]}
    person = read_person(adult | {"labs": [now], "visits": [visit]})
    assert [lab.value for lab in all_labs(person)] == [40, 90]


class TestWhatWasTakenOnADay:
    def test_the_visit_before_it_says_so(self, adult: dict[str, Any]) -> None:
        person = read_person(
            adult
            | {
                "takes": ["D3 2000 IU daily"],
                "visits": [
                    {"date": "2024-01-01", "takes": ["D3 5000 IU daily"]},
                    {"date": "2025-06-01", "takes": []},
                ],
            }
        )
        taken = {
            day: takes.daily("d3")
            for day in ("2023-01-01", "2024-01-01", "2025-05-31", "2025-06-01", "2026-11-20")
            if (takes := takes_on(person, dt.date.fromisoformat(day))) is not None
        }
        assert list(taken.values()) == [125, 125, 125, 0, 50]

    def test_without_visits_the_dates_of_what_is_taken_decide(self, adult: dict[str, Any]) -> None:
        person = read_person(adult | {"takes": ["D3 5000 IU daily since 2021-03-01"]})
        before, after = (takes_on(person, dt.date(year, 6, 1)) for year in (2020, 2022))
        assert before is not None
        assert after is not None
        assert (before.daily("d3"), after.daily("d3")) == (0, 125)

    def test_it_is_unknown_when_nobody_asked(self, adult: dict[str, Any]) -> None:
        assert takes_on(read_person(adult), TODAY) is None
