"""Two values of one day: the worse one counts, in whatever order they were written."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from d3k2.person import conflicting_labs, fresh, newest_day, read_person

PAIRS = [
    ("calcidiol", "60 nmol/L", "140 nmol/L", 140),
    ("calcium", "2.30 mmol/L", "2.90 mmol/L", 2.90),
    ("creatinine", "80 µmol/L", "190 µmol/L", 190),
    ("egfr", "84 mL/min/1.73m2", "28 mL/min/1.73m2", 28),
    ("creatinine_clearance", "90 mL/min", "25 mL/min", 25),
    ("inr", "2.1", "4.4", 4.4),
    ("phosphate", "1.1 mmol/L", "1.9 mmol/L", 1.9),
]


def lab(what: str, value: str, date: str = "2026-11-01", **more: Any) -> dict[str, Any]:
    return {"what": what, "value": value, "date": date} | more


@pytest.mark.parametrize(("what", "one", "other", "worse"), PAIRS)
def test_the_worse_of_one_day_counts_in_any_order(
    adult: dict[str, Any], what: str, one: str, other: str, worse: float
) -> None:
    for values in itertools.permutations((one, other)):
        person = read_person(adult | {"labs": [lab(what, value) for value in values]})
        latest, now = person.latest(what), fresh(person, what)
        assert latest is not None
        assert latest == now
        assert latest.value == pytest.approx(worse)
        assert conflicting_labs(person) == (what,)


def test_a_newer_value_still_replaces_an_older_worse_one(adult: dict[str, Any]) -> None:
    labs = [lab("calcium", "2.90 mmol/L", "2026-10-01"), lab("calcium", "2.35 mmol/L")]
    person = read_person(adult | {"labs": labs})
    latest = person.latest("calcium")
    assert latest is not None
    assert latest.value == 2.35
    assert len(newest_day(person.labs, "calcium")) == 1
    assert conflicting_labs(person) == ()


def test_the_value_of_a_visit_on_the_same_day_counts_too(adult: dict[str, Any]) -> None:
    visit = {"date": "2026-11-01", "labs": [{"what": "egfr", "value": "28 mL/min/1.73m2"}]}
    given = {"labs": [lab("egfr", "84 mL/min/1.73m2")], "visits": [visit]}
    person = read_person(adult | given)
    latest = person.latest("egfr")
    assert latest is not None
    assert latest.value == 28
    assert conflicting_labs(person) == ("egfr",)


@pytest.mark.parametrize(
    ("values", "conflict"),
    [
        (("100 nmol/L", "96 nmol/L"), ()),
        (("100 nmol/L", "94 nmol/L"), ("calcidiol",)),
        (("100 nmol/L", "100 nmol/L"), ()),
    ],
)
def test_values_a_few_percent_apart_do_not_contradict(
    adult: dict[str, Any], values: tuple[str, ...], conflict: tuple[str, ...]
) -> None:
    person = read_person(adult | {"labs": [lab("calcidiol", value) for value in values]})
    assert conflicting_labs(person) == conflict


def test_every_creatinine_of_a_day_gives_an_egfr_and_the_lower_counts(
    adult: dict[str, Any],
) -> None:
    creatinines = [lab("creatinine", "0.8 mg/dL"), lab("creatinine", "2.4 mg/dL")]
    for labs in (creatinines, creatinines[::-1]):
        person = read_person(adult | {"labs": labs})
        latest = person.latest("egfr")
        assert latest is not None
        assert latest.value < 30
        assert conflicting_labs(person) == ("creatinine",), "computed values are no second opinion"


def test_every_calcium_of_a_day_is_corrected_by_every_albumin(adult: dict[str, Any]) -> None:
    labs = [
        lab("albumin", "38 g/L"),
        lab("calcium", "2.30 mmol/L"),
        lab("albumin", "26 g/L"),
        lab("calcium", "2.50 mmol/L"),
    ]
    for order in (labs, labs[::-1]):
        latest = read_person(adult | {"labs": order}).latest("calcium_corrected")
        assert latest is not None
        assert latest.value == pytest.approx(2.50 + 0.02 * (40 - 26))
