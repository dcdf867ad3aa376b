"""The model against its recorded solutions, and against what was published, misses included."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from d3k2.evidence import load
from d3k2.person import Person
from d3k2.physiology import (
    Course,
    Daily,
    Dose,
    invert,
    nmol,
    nominal,
    people,
    run,
    steady_calcidiol,
    steady_state,
)
from d3k2.population import sample
from d3k2.regimen import Regimen

REFERENCE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("reference.toml").read_text("utf-8")
)
START = date(2026, 1, 1)
ONE_PER_CENT = 0.01


def level(start: float, iu_a_day: float, days: float) -> float:
    """25(OH)D of the typical person on a daily dose of vitamin D3."""
    course = Course(START, days, ((0.0, Dose(d3=nmol("d3", iu_a_day / 40))),))
    return float(run(invert(people(1), start), course, [days]).calcidiol[0, 0])


@pytest.mark.parametrize("check", REFERENCE)
def test_published_numbers_name_a_source_that_is_known(check: str) -> None:
    published = [key for key in REFERENCE[check] if key.startswith("published")]
    assert bool(published) <= ("source" in REFERENCE[check])
    if "source" in REFERENCE[check]:
        assert REFERENCE[check]["source"] in load().sources


def test_a_year_on_a_daily_dose() -> None:
    check = REFERENCE["year-at-dose"]
    levels = [level(40, dose, 365) for dose in check["doses"]]
    assert levels == pytest.approx(check["model"], rel=ONE_PER_CENT)


def test_the_rise_is_larger_from_a_lower_start() -> None:
    check = REFERENCE["year-at-start"]
    levels = [level(start, 2000, 365) for start in check["starts"]]
    assert levels == pytest.approx(check["model"], rel=ONE_PER_CENT)
    rises = [level - start for level, start in zip(levels, check["starts"], strict=True)]
    assert rises[0] > 2 * rises[1]


def test_a_single_large_dose_peaks_up_to_seven_per_cent_low() -> None:
    check = REFERENCE["single-dose"]
    course = Course(START, 84.0, boluses=((0.0, Dose(d3=nmol("d3", 2500))),))
    found = run(invert(people(1), 67.6), course, np.arange(1.0, 85.0)).calcidiol[0]
    assert found[[day - 1 for day in check["days"]]] == pytest.approx(
        check["model"], rel=ONE_PER_CENT
    )
    # A known miss since the fit to many trials: it was within 5 % before.
    assert 0.93 * check["published_peak"] < found.max() < check["published_peak"]


def test_half_lives_are_within_an_sd_of_the_tracer_study_and_bend_more() -> None:
    check, typical = REFERENCE["half-life"], nominal()
    lives = {}
    for at in check["levels"]:
        power = at ** typical["induction_power"]
        half = typical["induction_half"] ** typical["induction_power"]
        induced = 1 + typical["induction_max"] * power / (half + power)
        clearance = typical["calcidiol_clearance"] * induced
        lives[at] = np.log(2) * typical["calcidiol_volume"] / clearance
    assert list(lives.values()) == pytest.approx(check["model"], rel=ONE_PER_CENT)
    published = {int(at): days for at, days in check["published"].items()}
    off = {at: lives[at] - days for at, days in published.items()}
    # A known miss since the fit to many trials: at 29 it was within half an SD before.
    assert check["published_sd"] / 2 < off[29] < check["published_sd"]
    assert -check["published_sd"] / 2 < off[69] < 0


def test_the_slope_flattens_from_above_the_published_one_to_below() -> None:
    check = REFERENCE["slope"]
    slopes = [(level(40, dose, 365) - 40) / (dose / 40) for dose in check["doses"]]
    assert slopes == pytest.approx(check["model"], rel=ONE_PER_CENT)
    assert all(steeper > flatter for steeper, flatter in pairwise(slopes))
    # The trial gave 0 to 600 IU; the model crosses its slope within these doses.
    assert check["doses"][:2] == [200, 800]
    assert slopes[0] > check["published"] > slopes[1]


def test_vitamin_d3_at_rest_is_two_thirds_of_the_published() -> None:
    check = REFERENCE["vitamin-d3-at-rest"]
    plasma = steady_state(invert(people(1), 40.0))[0, 1]
    assert plasma == pytest.approx(check["model"], rel=ONE_PER_CENT)
    # A known miss: too high by as much before the fit, too low now.
    assert 0.6 < plasma / check["published"] < 0.7


def test_a_virtual_copy_of_best_d_spreads_as_the_trial_did_around_lower_means() -> None:
    """Known misses: 6 and 12 nmol/L low; the trial's standard errors are about 2.5 and 4."""
    check = REFERENCE["best-d"]
    n = 4000
    person = Person(date=START, age=72.0, sex="male", weight=75.0, height=170.0, takes=Regimen())
    random = np.random.default_rng(11)
    drawn = sample(person, n).draws
    noise = 0.1 * np.sqrt(2)
    untreated = 50 + np.sqrt(18**2 - (noise * 50) ** 2) * random.standard_normal(n)
    weight = np.exp(0.18 * random.standard_normal(n))
    who = invert(drawn.with_values(size=weight), untreated).take(np.flatnonzero(untreated > 8))
    for dose, (mean, spread) in check["published"].items():
        settled = steady_calcidiol(who, Daily(d3=nmol("d3", int(dose) / 40))) + check["drift"]
        measured = settled * (1 + noise * random.standard_normal(who.n))
        found = [measured.mean(), measured.std()]
        assert found == pytest.approx(check["model"][dose], rel=ONE_PER_CENT)
        assert found[1] == pytest.approx(spread, rel=0.1)
        assert 0.9 * mean < found[0] < mean


def test_severe_deficiency_on_20_micrograms_disagrees_with_another_model() -> None:
    """Huang and You reach 75 nmol/L after more than 200 days; this model settles 12 below."""
    check = REFERENCE["severe-deficiency"]
    levels = [level(10, 800, days) for days in check["days"]]
    assert levels == pytest.approx(check["model"], rel=ONE_PER_CENT)
    settled = steady_calcidiol(invert(people(1), 10.0), Daily(d3=nmol("d3", 20)))
    assert settled == pytest.approx(check["published_target"] - 12, abs=1)


@pytest.mark.parametrize("dose", ["4000", "10000"])
def test_calgary_is_met_but_for_the_fall_on_10000(dose: str) -> None:
    check = REFERENCE["calgary"]
    levels = [level(check["start"][dose], float(dose), 7.0 * w) for w in check["weeks"]]
    assert levels == pytest.approx(check["model"][dose], rel=ONE_PER_CENT)
    published = check["published"][dose]
    assert levels[0] == pytest.approx(published[0], rel=0.08)
    if dose == "4000":
        assert levels[1] == pytest.approx(published[1], rel=0.08)
    else:  # A known miss: the trial fell by 44 nmol/L after three months, the model still rises.
        assert levels[1] > 1.4 * published[1]


def test_graded_vitamin_d3_in_omaha_is_under_predicted() -> None:
    """Known misses: by more than half on 1,000 IU, by a third and a fifth on larger doses."""
    check = REFERENCE["omaha-d3"]
    rises = [level(67, dose, 56) - 67 for dose in check["doses"]]
    assert rises == pytest.approx(check["model"], rel=ONE_PER_CENT)
    share = np.array(rises) / check["published"]
    assert share == pytest.approx([0.44, 0.64, 0.78], abs=0.02)


def test_graded_calcifediol_in_omaha_is_under_predicted() -> None:
    """Known misses: from a third on 10 µg to a fifth on 50 µg."""
    check = REFERENCE["omaha-calcifediol"]
    rises = []
    for dose in check["doses"]:
        course = Course(START, 28.0, ((0.0, Dose(calcifediol=nmol("calcifediol", dose))),))
        rises.append(run(invert(people(1), 67.0), course, [28.0]).calcidiol[0, 0] - 67)
    assert rises == pytest.approx(check["model"], rel=ONE_PER_CENT)
    share = np.array(rises) / check["published"]
    assert share == pytest.approx([0.70, 0.75, 0.80], abs=0.02)


def test_the_page_of_comparisons_shows_these_numbers() -> None:
    page = (Path(__file__).parents[2] / "docs" / "model-checks.md").read_text("utf-8")
    for check, entry in REFERENCE.items():
        model = entry.get("model")
        rows = model.values() if isinstance(model, dict) else [model] if model else []
        for row in rows:
            shown = " / ".join(map(str, row)) if isinstance(row, list) else str(row)
            assert f"| {shown} |" in page, check
