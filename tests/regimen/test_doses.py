"""What a regimen amounts to per day, and on which days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.regimen import (
    Dose,
    doses_between,
    is_intermittent,
    read_item,
    read_regimen,
    vitamin_d_per_day,
)

START, END = date(2026, 1, 1), date(2026, 12, 31)


def test_calcifediol_counts_two_and_a_half_times() -> None:
    # EFSA 2023, doi 10.2903/j.efsa.2023.8145, abstract: a conversion factor of 2.5 for labelling.
    assert vitamin_d_per_day(read_regimen("calcifediol 10 µg daily")) == 25
    both = read_regimen("D3 1000 IU daily; D2 7000 IU weekly; calcifediol 10 µg daily")
    assert vitamin_d_per_day(both) == pytest.approx(25 + 25 + 25)


def test_a_single_dose_is_no_daily_amount() -> None:
    assert vitamin_d_per_day(read_regimen("D3 300000 IU single dose on 2026-03-01")) == 0


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("D3 1000 IU daily", False),
        ("D3 5000 IU three times a week", False),
        ("D3 5000 IU every other day", False),
        ("D3 50000 IU weekly", True),
        ("D3 50000 IU twice a month", True),
        ("D3 100000 IU every 90 days", True),
        ("D3 100000 IU once", True),
    ],
)
def test_doses_a_week_apart_are_events(text: str, apart: bool) -> None:
    assert is_intermittent(read_item(text)) is apart


def test_doses_fall_on_the_days_counted_from_the_first() -> None:
    regimen = read_regimen("D3 100000 IU every 90 days from 2025-12-15; MK-7 100 µg daily")
    assert doses_between(regimen, START, END) == [
        Dose(date(2026, 3, 15), "d3", 2500),
        Dose(date(2026, 6, 13), "d3", 2500),
        Dose(date(2026, 9, 11), "d3", 2500),
        Dose(date(2026, 12, 10), "d3", 2500),
    ]


def test_a_course_ends_on_its_last_day() -> None:
    regimen = read_regimen("D3 50000 IU + MK-7 100 µg weekly from 2026-02-02 until 2026-02-16")
    assert [(d.day.day, d.substance) for d in doses_between(regimen, START, END)] == [
        (2, "d3"), (2, "mk7"), (9, "d3"), (9, "mk7"), (16, "d3"), (16, "mk7"),
    ]  # fmt: skip


def test_a_single_dose_falls_on_its_day_or_the_first_one_asked_for() -> None:
    dated = read_regimen("D3 300000 IU single dose on 2026-03-01")
    assert doses_between(dated, START, END) == [Dose(date(2026, 3, 1), "d3", 7500)]
    assert doses_between(dated, date(2026, 3, 2), END) == []
    undated = read_regimen("D3 300000 IU once")
    assert doses_between(undated, START, END) == [Dose(START, "d3", 7500)]


@given(
    st.integers(7, 200),
    st.integers(-1000, 1000),
    st.integers(1, 900),
)
def test_over_a_window_no_dose_is_lost_or_doubled(every: int, offset: int, length: int) -> None:
    first = date.fromordinal(START.toordinal() + offset)
    end = date.fromordinal(START.toordinal() + length)
    regimen = read_regimen(f"D3 50000 IU every {every} days from {first}")
    days = {dose.day for dose in doses_between(regimen, START, end)}
    expected = {
        date.fromordinal(n)
        for n in range(first.toordinal(), end.toordinal() + 1, every)
        if n >= START.toordinal()
    }
    assert days == expected


def test_a_schedule_is_active_between_its_dates() -> None:
    regimen = read_regimen("D3 2000 IU since 2025 until 2025-06; K1 100 µg daily")
    assert regimen.on(date(2025, 3, 1)).contains("d3")
    assert not regimen.on(date(2025, 7, 1)).contains("d3")
    assert regimen.on(date(2025, 7, 1)).contains("k1")
