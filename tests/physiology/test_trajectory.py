"""A trajectory sums its people up and labels itself."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from d3k2.physiology import Trajectory, model_facts

LEVELS = np.array([[10.0, 20.0, 40.0], [30.0, 40.0, 60.0], [50.0, 90.0, 80.0]])
WHERE = Trajectory("calcidiol", date(2026, 1, 1), np.array([0.0, 7.0, 14.0]), LEVELS, model_facts())


def test_the_band_lies_around_the_median() -> None:
    assert WHERE.median.tolist() == [30, 40, 60]
    assert np.all(WHERE.p5 < WHERE.median) and np.all(WHERE.median < WHERE.p95)


def test_a_level_between_two_times_is_interpolated() -> None:
    assert WHERE.on(date(2026, 1, 8)).tolist() == [20, 40, 90]
    assert WHERE.on(date(2026, 1, 15)).tolist() == [40, 60, 80]
    np.testing.assert_allclose(WHERE.on(date(2026, 1, 2)), LEVELS[:, 0] + [10 / 7, 10 / 7, 40 / 7])
    with pytest.raises(ValueError, match="outside"):
        WHERE.on(date(2026, 1, 16))


def test_samples_are_spread_over_the_people() -> None:
    assert WHERE.samples(2)[:, 0].tolist() == [10, 50]
    assert len(WHERE.samples(30)) == 3


def test_the_dataset_carries_units_and_facts() -> None:
    data = WHERE.dataset()
    assert data["calcidiol"].dims == ("person", "time")
    assert data["calcidiol"].attrs["units"] == WHERE.unit == "nmol/L"
    assert data["time"].attrs["units"] == "days since 2026-01-01"
    assert "vitamin-d-model-plasma-volume" in data.attrs["facts"]
    assert [day.day for day in WHERE.days()] == [1, 8, 15]
