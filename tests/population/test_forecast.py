"""From where the people stand to where a regimen takes them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from d3k2.person import Lab, Person
from d3k2.physiology import steady_calcidiol
from d3k2.population import Posterior, condition, forecast, probability_above, reach
from d3k2.regimen import Ingredient, Item, Regimen, Schedule

TODAY = date(2026, 11, 20)


def d3(iu: float, **schedule: object) -> Regimen:
    return Regimen(
        (Item((Ingredient("d3", iu / 40),), Schedule(**schedule)),)  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def posterior() -> Posterior:
    return condition(
        Person(
            date=TODAY,
            age=60.0,
            sex="female",
            weight=70.0,
            height=165.0,
            takes=Regimen(),
            labs=(Lab(what="calcidiol", value=45.0, date=date(2026, 10, 1)),),
        ),
        n=400,
    )


def test_every_curve_starts_where_the_people_stand(posterior: Posterior) -> None:
    found = forecast(posterior, {"nothing": Regimen(), "more": d3(4000)}, TODAY, 728)
    for curve in (courses["calcidiol"] for courses in found.values()):
        np.testing.assert_allclose(
            curve.values[:, 0], posterior.past["calcidiol"].values[:, -1], rtol=1e-6
        )
        assert curve.times[0] == 0 and curve.times[-1] == 728
    more, nothing = (found[name]["calcidiol"].values[:, -1] for name in ("more", "nothing"))
    assert np.all(more > nothing)


def test_without_supplements_the_year_comes_round(posterior: Posterior) -> None:
    curve = forecast(posterior, {"nothing": Regimen()}, TODAY, 1461, every=1)["nothing"][
        "calcidiol"
    ]
    last_year = curve.values[:, -365:].mean(axis=1)
    np.testing.assert_allclose(last_year, steady_calcidiol(posterior.people.draws), rtol=0.01)


def test_stopping_lets_the_levels_fall_back() -> None:
    taking = Person(
        date=TODAY,
        age=60.0,
        sex="female",
        weight=70.0,
        takes=d3(4000),
        labs=(Lab(what="calcidiol", value=130.0, date=date(2026, 10, 1)),),
    )
    posterior = condition(taking, n=300)
    stopped = forecast(posterior, {"nothing": Regimen()}, TODAY, 365)["nothing"]["calcidiol"]
    assert stopped.median[0] > 110 > 90 > stopped.median[-1]


def test_until_a_later_start_people_go_on_as_they_do(posterior: Posterior) -> None:
    later = TODAY + timedelta(days=100)
    moved = forecast(posterior, {"more": d3(2000)}, later, 200)["more"]["calcidiol"]
    nothing = forecast(posterior, {"nothing": Regimen()}, TODAY, 100, every=50)["nothing"][
        "calcidiol"
    ]
    np.testing.assert_allclose(moved.values[:, 0], nothing.values[:, -1], rtol=1e-5)
    with pytest.raises(ValueError, match="cannot start"):
        forecast(posterior, {"more": d3(2000)}, TODAY - timedelta(days=1), 200)


def test_a_monthly_dose_rises_and_falls(posterior: Posterior) -> None:
    monthly = forecast(posterior, {"monthly": d3(60_000, every_days=30)}, TODAY, 180, every=3)
    daily = forecast(posterior, {"daily": d3(2000)}, TODAY, 180, every=3)["daily"]["calcidiol"]
    level = monthly["monthly"]["calcidiol"].median[30:]
    assert (np.diff(level) > 1).any() and (np.diff(level) < -1).any()
    assert level.mean() == pytest.approx(daily.median[30:].mean(), rel=0.06)


def test_reach_is_the_smallest_step_that_suffices(posterior: Posterior) -> None:
    dose = reach(posterior, 75.0)
    assert dose is not None and dose % 200 == 0
    assert probability_above(posterior, dose, 75.0) >= 0.9
    assert probability_above(posterior, dose - 200, 75.0) < 0.9


def test_reach_needs_nothing_or_is_out_of_reach(posterior: Posterior) -> None:
    assert reach(posterior, 10.0) == 0
    assert reach(posterior, 1000.0) is None


def test_the_lowest_level_of_the_year_needs_more(posterior: Posterior) -> None:
    mean, lowest = (
        reach(posterior, 75.0, yearly_lowest=yearly_lowest) for yearly_lowest in (False, True)
    )
    assert mean is not None and lowest is not None and lowest >= mean
    assert probability_above(posterior, 2000, 75, yearly_lowest=True) < probability_above(
        posterior, 2000, 75
    )


def test_a_larger_dose_passes_a_level_more_often(posterior: Posterior) -> None:
    doses = (0, 1000, 4000, 10_000)
    for level in (50.0, 125.0, 250.0):
        chances = [probability_above(posterior, dose, level) for dose in doses]
        assert chances == sorted(chances)
        assert 0 <= chances[0] <= chances[-1] <= 1
