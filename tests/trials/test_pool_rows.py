"""An estimate with its standard error from what a row prints."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest

from d3k2.evidence import TrialFigure, load
from d3k2.trials import one_estimate, standard_error
from d3k2.trials.pool_rows import NoEstimate, nutrient_of, of_figure

FIGURE = load().figures[0]


def figure(**changed: object) -> TrialFigure:
    empty = dict.fromkeys(
        ("events", "n", "events_control", "n_control", "mean", "spread", "mean_control",
         "spread_control", "estimate", "low", "high", "p")
    )  # fmt: skip
    return FIGURE.model_copy(update={**empty, "spread_kind": "", **changed})


def test_an_interval_gives_the_error_of_a_logarithm() -> None:
    # RECORD, hip fracture: HR 0.88 (0.72 to 1.08) of Jackson 2006, N Engl J Med 354:669
    effect, error, how = standard_error("HR", 0.88, 0.72, 1.08, None)
    assert (effect, how) == (log(0.88), "95 % interval")
    assert error == pytest.approx(log(1.08 / 0.72) / 3.919928, rel=1e-6)


def test_an_exact_p_value_gives_it_too() -> None:
    # Cochrane Handbook 6.5.2.3 in its first edition: MD 3.8, P = 0.008 by the normal: SE 1.43
    effect, error, how = standard_error("MD", 3.8, None, None, 0.008)
    assert (effect, how) == (3.8, "P value")
    assert error == pytest.approx(3.8 / 2.652, rel=1e-3)


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((0.8, None, None, None), "no interval"),
        ((0.8, 0.1, 0.9, None), "middle"),
        ((0.8, 0.8, 0.8, None), "no width"),
        ((-0.8, None, None, 0.01), "not positive"),
    ],
)
def test_what_gives_none_is_told(numbers: tuple[float, ...], reason: str) -> None:
    with pytest.raises(NoEstimate) as told:
        standard_error("RR", *numbers)
    assert reason in told.value.reason


def test_events_give_a_ratio_of_risks_or_of_odds() -> None:
    # Gallagher 2001 in Bischoff-Ferrari 2009, Table 7: 59 of 123 and 78 of 123 fell
    counts = {"events": 59, "n": 123, "events_control": 78, "n_control": 123}
    risk = of_figure(figure(measure="RR", **counts))
    assert exp(risk.effect) == pytest.approx(59 / 78)
    assert risk.error == pytest.approx(sqrt(1 / 59 - 1 / 123 + 1 / 78 - 1 / 123))
    odds = of_figure(figure(measure="OR", **counts))
    assert exp(odds.effect) == pytest.approx(59 * 45 / (64 * 78))
    assert odds.error == pytest.approx(sqrt(1 / 59 + 1 / 64 + 1 / 78 + 1 / 45))


def test_an_arm_without_events_is_corrected_and_two_are_not_pooled() -> None:
    counts = {"n": 50, "events_control": 4, "n_control": 50}
    found = of_figure(figure(measure="OR", events=0, **counts))
    assert exp(found.effect) == pytest.approx(0.5 * 46.5 / (50.5 * 4.5))
    with pytest.raises(NoEstimate):
        of_figure(figure(measure="RR", events=0, **{**counts, "events_control": 0}))


def test_means_give_a_difference() -> None:
    means = {"mean": 2.0, "spread": 3.0, "mean_control": 0.5, "spread_control": 4.0}
    found = of_figure(figure(measure="MD", n=90, n_control=100, spread_kind="SD", **means))
    assert (found.effect, found.error) == (1.5, pytest.approx(sqrt(9 / 90 + 16 / 100)))
    assert of_figure(figure(measure="MD", spread_kind="SE", **means)).error == 5


@pytest.mark.parametrize(
    "numbers",
    [
        {},
        {"events": 3, "events_control": 4},
        {"mean": 2.0, "mean_control": 1.0},
        {"allocation": "cluster randomised", "events": 3, "n": 9, "events_control": 4,
         "n_control": 9},
    ],
)  # fmt: skip
def test_a_figure_that_does_not_suffice_says_why(numbers: dict[str, object]) -> None:
    with pytest.raises(NoEstimate) as told:
        of_figure(figure(**numbers))
    assert told.value.reason


def test_a_row_of_the_trial_tables_gives_its_difference_from_the_comparator() -> None:
    row = next(t for t in load().trials if t.study == "vital2022" and "hip" in t.outcome)
    found = one_estimate(row, None)
    assert (found.measure, found.nutrient, found.label) == ("HR", "d", "LeBoff 2022")
    assert exp(found.effect) == pytest.approx(1.01)
    with pytest.raises(NoEstimate):
        one_estimate(row, "%")


def test_what_both_arms_took_is_no_part_of_the_comparison() -> None:
    by_hand = {"k_form": "", "d_form": "", "calcium_mg_day": ""}
    row = load().trials[0]

    def compared(arm: str, **cells: str) -> object:
        changed = {"cells": {**row.cells, **by_hand, **cells}, "arm": arm}
        return nutrient_of(row.model_copy(update=changed))

    assert compared("2000 IU", d_form="D3") == "d"
    assert compared("800 IU + 1000 Ca", d_form="D3", calcium_mg_day="1000") == "d+calcium"
    assert compared("1000 Ca", calcium_mg_day="1000") == "calcium"
    assert compared("MK-7 180", k_form="MK-7", calcium_mg_day="0") == "k"
    assert compared("diet") is None
    for arm, forms in (
        ("bumetanide 2 mg/d", {"d_form": "D3", "calcium_mg_day": "800"}),
        ("MK-7 720", {"k_form": "MK-7", "d_form": "D3"}),
        ("MK-4 45000", {"k_form": "MK-4", "calcium_mg_day": "500"}),
    ):
        with pytest.raises(NoEstimate, match="comparator"):
            compared(arm, **forms)
