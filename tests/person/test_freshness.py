from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from d3k2.person import all_labs, fresh, read_person, stale
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
