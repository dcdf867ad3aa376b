"""One estimate with its standard error from one row, or the reason why there is none.

References
----------
.. [1] Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
   Cochrane Handbook for Systematic Reviews of Interventions, chapter 6: standard errors from
   intervals, P values and events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist

from d3k2.evidence import RATIOS, Measure, Nutrient, Read, TrialFigure, TrialRow

Z = NormalDist().inv_cdf(0.975)

SKEW = 0.35
"""How far, as a share of half its interval, an estimate may lie off the middle by rounding."""

CORRECTION = 0.5
"""Added to every cell where an arm has no event or nothing else."""

UNKNOWN_COMPARATOR = "more than one nutrient: what the comparator took is not in the row"

NUMBER = r"[-+−]?\d+(?:\.\d+)?"
DIFFERENCE = re.compile(rf"difference ({NUMBER})$")
INTERVAL = re.compile(rf"({NUMBER})\s*(?:to|-|–)\s*({NUMBER})")


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one trial found, on the scale on which it is pooled."""

    id: str
    study: str
    label: str
    source: str
    read: Read
    nutrient: Nutrient
    population: str
    arm: str
    measure: Measure
    effect: float
    """Of a ratio its natural logarithm."""
    error: float
    error_from: str
    """What the standard error was derived from."""
    weeks: float | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not pooled, and why."""

    id: str
    study: str
    label: str
    said: str
    """What the row holds, in a few words."""
    reason: str
    see: str | None = None
    """The row of the same people that is pooled, where there is one."""


@dataclass(frozen=True, slots=True)
class NoEstimate(Exception):  # noqa: N818 - it names what a row lacks
    """A row holds no estimate that could be pooled."""

    reason: str


def standard_error(
    measure: Measure,
    estimate: float,
    low: float | None,
    high: float | None,
    p: float | None,
) -> tuple[float, float, str]:
    """Return effect, standard error and what it was derived from.

    The interval goes before the P value. A P value that is only bounded gives none.

    Raises
    ------
    NoEstimate
        Neither of them is given, or the estimate is not in the middle of its interval.
    """
    ratio = measure in RATIOS
    if ratio and min(v for v in (estimate, low, high) if v is not None) <= 0:
        raise NoEstimate(f"a {measure} that is not positive")
    effect = log(estimate) if ratio else estimate
    if low is not None and high is not None:
        ends = (log(low), log(high)) if ratio else (low, high)
        half = (ends[1] - ends[0]) / 2
        if half <= 0:
            raise NoEstimate("its interval has no width")
        if abs(effect - sum(ends) / 2) > SKEW * half:
            raise NoEstimate("the estimate is not in the middle of its interval")
        return effect, half / Z, "95 % interval"
    if p is not None and effect != 0:
        return effect, abs(effect) / NormalDist().inv_cdf(1 - p / 2), "P value"
    raise NoEstimate("no interval, and no P value that gives one")


def of_figure(figure: TrialFigure) -> Estimate:
    """Return the estimate of a figure: events before an estimate as printed, then means.

    Raises
    ------
    NoEstimate
        It holds none that can be pooled.
    """
    if figure.allocation == "cluster randomised" and figure.estimate is None:
        raise NoEstimate("randomised by cluster: its counts make the interval too narrow")
    if figure.events is not None and figure.events_control is not None:
        effect, error, how = _of_events(figure)
    elif figure.mean is not None and figure.mean_control is not None:
        effect, error, how = _of_means(figure)
    elif figure.estimate is not None:
        effect, error, how = standard_error(
            figure.measure, figure.estimate, figure.low, figure.high, figure.p
        )
    else:
        raise NoEstimate("no comparison in numbers")
    return Estimate(
        id=figure.id,
        study=figure.study,
        label=figure.label,
        source=figure.source,
        read=figure.read,
        nutrient=figure.nutrient,
        population=figure.population,
        arm=figure.arm,
        measure=figure.measure,
        effect=effect,
        error=error,
        error_from=how,
        weeks=figure.weeks,
    )


def _of_events(figure: TrialFigure) -> tuple[float, float, str]:
    """Log odds ratio or log risk ratio with its large-sample standard error."""
    if figure.n is None or figure.n_control is None:
        raise NoEstimate("events without the number of people in each arm")
    assert figure.events is not None and figure.events_control is not None
    a, c = figure.events, figure.events_control
    b, d = figure.n - a, figure.n_control - c
    if a == c == 0:
        raise NoEstimate("no event in either arm")
    if 0 in (a, b, c, d):
        a, b, c, d = (cell + CORRECTION for cell in (a, b, c, d))
    if figure.measure == "OR":
        return log(a * d / (b * c)), sqrt(1 / a + 1 / b + 1 / c + 1 / d), "events"
    if figure.measure == "RR":
        n, m = a + b, c + d
        return log((a / n) / (c / m)), sqrt(1 / a - 1 / n + 1 / c - 1 / m), "events"
    raise NoEstimate(f"a {figure.measure} cannot be told from events")


def _of_means(figure: TrialFigure) -> tuple[float, float, str]:
    """Difference of two means with its standard error."""
    if figure.spread is None or figure.spread_control is None or figure.measure != "MD":
        raise NoEstimate("means without a spread in each arm")
    assert figure.mean is not None and figure.mean_control is not None
    first, second = figure.spread, figure.spread_control
    if figure.spread_kind == "SD":
        if figure.n is None or figure.n_control is None:
            raise NoEstimate("standard deviations without the number of people in each arm")
        first, second = first / sqrt(figure.n), second / sqrt(figure.n_control)
    how = f"{figure.spread_kind} of each arm"
    return figure.mean - figure.mean_control, sqrt(first**2 + second**2), how


def one_estimate(trial: TrialRow, unit: str | None) -> Estimate:
    """Return what a row of the trial tables says about its comparison.

    Parameters
    ----------
    trial : TrialRow
        The row.
    unit : str or None
        Of a difference; None for a ratio.

    Raises
    ------
    NoEstimate
        It holds none that can be pooled.
    """
    nutrient = nutrient_of(trial)
    if nutrient is None:
        raise NoEstimate("nothing of vitamin D, vitamin K or calcium is compared")
    if re.search(r"\bvs\.? (?!placebo)", trial.arm):
        raise NoEstimate("one dose or form against another")
    measure = _measure(trial, unit)
    estimate, low, high = _printed(trial, measure)
    effect, error, how = standard_error(measure, estimate, low, high, _p(trial))
    return Estimate(
        id=trial.id,
        study=trial.study,
        label=label(trial),
        source=trial.source,
        read=trial.read,
        nutrient=nutrient,
        population=trial.cells.get("population", ""),
        arm=trial.arm,
        measure=measure,
        effect=effect,
        error=error,
        error_from=how,
        weeks=trial.duration_weeks,
    )


def label(trial: TrialRow) -> str:
    """Return author and year, as a forest plot names a trial."""
    author = trial.cells.get("first_author", "").split(" ")[0].split(",")[0]
    return f"{author or trial.study} {trial.cells.get('year', '')}".strip()


def nutrient_of(trial: TrialRow) -> Nutrient | None:
    """Return what was compared, by the columns of forms and doses.

    They hold what the arm took, also where the comparator took it, too. So two nutrients are
    taken as compared only where the arm is named by both.

    Raises
    ------
    NoEstimate
        What the comparator took of them is not in the row.
    """

    def given(column: str) -> bool:
        return trial.cells.get(column, "").casefold() not in ("", "none", "0")

    calcium = bool(re.match(r"[1-9]", trial.cells.get("calcium_mg_day", "")))
    if given("k_form"):
        if calcium or given("d_form"):
            raise NoEstimate(UNKNOWN_COMPARATOR)
        return "k"
    if given("d_form"):
        if calcium and not re.search(r"IU .*\bCa\b", trial.arm):
            raise NoEstimate(UNKNOWN_COMPARATOR)
        return "d+calcium" if calcium else "d"
    return "calcium" if calcium else None


def _measure(trial: TrialRow, unit: str | None) -> Measure:
    if unit is None:
        found = next((m for m in RATIOS if trial.unit == m), None)
        if found is None:
            raise NoEstimate(f"no ratio: {trial.unit or 'no unit'}")
        return found
    if trial.unit not in (unit, f"{unit} change"):
        raise NoEstimate(f"another unit: {trial.unit or 'none'}")
    return "MD"


def _printed(trial: TrialRow, measure: Measure) -> tuple[float, float | None, float | None]:
    """Return the printed estimate and its interval: against the comparator, never within an arm."""
    told = trial.cells.get("comparator_effect", "")
    interval = INTERVAL.fullmatch(trial.cells.get("comparator_ci", ""))
    low, high = (_number(end) for end in interval.groups()) if interval else (None, None)
    if re.fullmatch(NUMBER, told):
        return _number(told), low, high
    if difference := DIFFERENCE.search(told):
        return _number(difference[1]), low, high
    if measure in RATIOS and trial.change_mean is not None:
        return trial.change_mean, trial.change_ci_low, trial.change_ci_high
    raise NoEstimate("no difference between the arms in numbers")


def _p(trial: TrialRow) -> float | None:
    printed = trial.cells.get("p_value", "")
    return float(printed) if re.fullmatch(r"0?\.\d+", printed) else None


def _number(text: str) -> float:
    return float(text.replace("−", "-"))
