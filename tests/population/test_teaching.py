"""Vitamin K added to steady warfarin: a generic adult, both ends of a dispute, and no advice."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.evidence import QuantityFact, load
from d3k2.population import LESSON_DAYS, teach
from d3k2.units import InputRefused

STEADY_INR = 1.941
"""On 5 mg/day; the same as the model gives when the doses are solved (vitamin_k_reference.toml)."""

PUBLISHED_FALL = 0.4
"""Theuwissen 2013, abstract: MK-7 45 µg/day lowered an INR of 2.0 by about 40 %."""


def test_it_starts_from_rest_on_warfarin() -> None:
    lesson = teach("D3 1000 IU daily")
    for course in lesson.courses.values():
        np.testing.assert_allclose(course.median, STEADY_INR, atol=5e-4)


def test_mk7_lowers_the_inr_and_the_high_end_of_the_dispute_more() -> None:
    lesson = teach()
    low, high = (lesson.courses[end].median for end in ("low", "high"))
    assert np.all(np.diff(low) <= 1e-9) and np.all(np.diff(high) <= 1e-9)
    assert np.all(high[1:] < low[1:])
    assert 1 - high[-1] / high[0] == pytest.approx(PUBLISHED_FALL, abs=0.03)


def test_the_ends_are_those_of_the_fact_whatever_they_are() -> None:
    fact = load().facts["warfarin-model-hepatic-potency-mk7"]
    assert isinstance(fact, QuantityFact)
    assert teach().potencies == {"low": fact.low, "high": fact.high}


def test_phylloquinone_is_not_disputed() -> None:
    low, high = teach("K1 150 µg daily").courses.values()
    np.testing.assert_array_equal(low.values, high.values)
    assert low.median[-1] < STEADY_INR - 0.2


def test_stopping_vitamin_k_lets_the_inr_come_back() -> None:
    lesson = teach("MK-7 45 µg daily from 2026-01-01 until 2026-01-28", days=120)
    course = lesson.courses["high"]
    assert course.median[28] < 1.3
    assert course.median[-1] == pytest.approx(STEADY_INR, abs=0.02)


def test_day_zero_is_the_first_date_that_is_named() -> None:
    assert teach("MK-7 45 µg daily from 2026-03-01").start == date(2026, 3, 1)
    assert teach().courses["low"].times[-1] == LESSON_DAYS


def test_weekly_doses_are_followed_one_by_one() -> None:
    course = teach("MK-7 315 µg every 7 days").courses["high"]
    assert np.sum(np.diff(np.sign(np.diff(course.median))) != 0) >= 6


class TestWhatIsSaidBesideIt:
    def ids(self, regimen: str, **more: bool) -> list[str]:
        return [limit.id for limit in teach(regimen, **more).limits]  # type: ignore[arg-type]

    def test_it_is_never_about_a_person(self) -> None:
        assert self.ids("MK-7 45 µg daily")[:2] == ["education.what", "simulate.anticoagulant"]

    def test_vitamin_k_of_unknown_form_and_none_at_all_are_named(self) -> None:
        assert "simulate.k2_form" in self.ids("K2 100 µg daily")
        assert "education.no_vitamin_k" in self.ids("D3 1000 IU daily")
        assert "education.no_vitamin_k" not in self.ids("K1 100 µg daily")

    def test_doses_beyond_any_trial_are_refused_or_labelled(self) -> None:
        with pytest.raises(InputRefused):
            teach("MK-7 5 mg daily")
        assert "simulate.beyond" in self.ids("MK-7 5 mg daily", beyond_evidence=True)
