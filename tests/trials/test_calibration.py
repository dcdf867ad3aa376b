"""The fit: it finds what made the data, knows how sure it is, and leaves a study out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from d3k2.trials import Arm, arms
from d3k2.trials.calibration import (
    Fit,
    Group,
    Noise,
    Prior,
    constants_of,
    fit,
    groups,
    means,
    observed,
    show,
    spread_of,
    without,
)

from .rows import row

PEOPLE = 6
TRUE = {"bioavailability_d3": 0.8, "calcidiol_volume": 9.0}
GROUP = Group(
    name="made",
    variables=("calcidiol",),
    unit="nmol/L",
    noise=Noise(between_studies=0.05, arm=1.0, start=10.0, assay=0.05),
    priors=(Prior("bioavailability_d3", 0.5, 0.7), Prior("calcidiol_volume", 6.0, 0.5)),
)


def made_arms() -> tuple[Arm, ...]:
    rows = [
        row(
            study_id=f"study{i}", id=f"row-{i}-{dose}", d_dose_iu_day=dose, final_sd=None,
            baseline_25ohd_nmol_l=start, assay="LC-MS/MS", duration_weeks=weeks,
        )
        for i, (start, weeks, doses) in enumerate(
            [
                ("30", "4", ("800", "4000")), ("50", "52", ("2000",)),
                ("70", "26", ("1000", "5000")), ("40", "12", ("0",)), ("40", "3", ("3000",)),
            ]
        )
        for dose in doses
    ]  # fmt: skip
    found, skipped = arms(rows)
    assert not skipped
    truth = means(found, show(found, TRUE, PEOPLE), 0.0)
    return tuple(replace(arm, observed=float(mean)) for arm, mean in zip(found, truth, strict=True))


@pytest.fixture(scope="module")
def fitted() -> Fit:
    return fit(GROUP, made_arms(), PEOPLE)


def test_a_fit_finds_the_constants_that_made_the_data(fitted: Fit) -> None:
    for name, value in TRUE.items():
        assert fitted.constants[name] == pytest.approx(value, rel=0.1)
    assert np.abs(observed(fitted.arms) - fitted.means).max() < 2


def test_what_was_seen_is_surer_than_what_was_thought_before(fitted: Fit) -> None:
    assert (np.sqrt(np.diag(fitted.covariance))[:2] < GROUP.spreads[:2]).all()


def test_without_a_study_less_is_known(fitted: Fit) -> None:
    _, less = without(fitted, "study0", PEOPLE)
    assert np.linalg.det(less) > np.linalg.det(fitted.covariance)


def test_a_study_left_out_does_not_help_itself(fitted: Fit) -> None:
    wrong = tuple(
        replace(a, observed=a.observed + 60) if a.study == "study0" else a for a in fitted.arms
    )
    misled = fit(GROUP, wrong, PEOPLE)
    x, _ = without(misled, "study0", PEOPLE)
    gone = [a for a in wrong if a.study == "study0"]
    seen = show(gone, constants_of(GROUP, x), PEOPLE)
    assert np.abs(observed(gone) - means(gone, seen, 0.0)).min() > 40


def test_many_arms_of_one_study_are_not_as_many_studies() -> None:
    found = made_arms()
    alike = tuple(replace(a, study="one") for a in found)
    together, apart = (fit(GROUP, each, PEOPLE) for each in (alike, found))
    surer = np.diag(apart.covariance)[0] < np.diag(together.covariance)[0]
    assert surer


def test_an_unknown_start_widens_a_level_and_not_a_change() -> None:
    (level,), _ = arms([row(baseline_25ohd_nmol_l="")])
    (change,), _ = arms([row(baseline_25ohd_nmol_l="", kind="change", change_mean=30.0)])
    for arm, wide in ((level, True), (change, False)):
        seen = show((arm,), {}, PEOPLE)
        assert bool(spread_of((arm,), seen, GROUP.noise)[2][0] > 0) is wide


def test_every_fitted_constant_has_a_prior_and_a_sentence() -> None:
    for group in groups().values():
        assert group.priors
        assert all(p.spread > 0 and p.median > 0 for p in group.priors)
        assert group.keeps or all("{" in p.text for p in group.priors)
