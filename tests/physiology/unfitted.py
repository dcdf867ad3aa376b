"""Published rows that entered no fit, beside what the model gives, and the verdict per output.

The rows, who took part and the criterion are data: unfitted_trials.toml. docs/outputs.md is written
from here (regenerate_unfitted.py).
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from d3k2.physiology import calcium_mmol

from .unfitted_runs import band, predicted, who_of

Said = Mapping[str, Any]
Interval = tuple[float, float]

STUDIES: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("unfitted_trials.toml").read_text("utf-8")
)
CRITERION: dict[str, Any] = STUDIES.pop("criterion")
CONFIDENCE = 1.96  # standard errors in half of a 95 % interval
UNITS = {
    "% change": "%",
    "% per year": "%",
    "mmol/d": "mmol/day",
    "% of participants": "% of people",
}
"""Units of the tables that mean the same here."""

NO_START = ("diets", "share of intake", "ratio")
"""How rows begin that are no change: whoever expects none has nothing to say about them."""


@dataclass(frozen=True)
class Row:
    """A published number beside what the model gives."""

    output: str
    study: str
    people: str
    """Who took part: rows of the same people are not independent."""
    paper: str
    what: str
    unit: str
    observed: float
    interval: Interval | None
    """The trial's own 95 % interval, where it can be known."""
    tolerance: float
    nothing: float | None
    """What whoever expects no change would say."""
    null: bool
    unclear: bool
    apart: str | None
    predicted: float

    @property
    def counts(self) -> bool:
        return self.apart is None

    @property
    def inside(self) -> bool:
        near = abs(self.predicted - self.observed) <= self.tolerance
        return near or self._within(self.interval)

    @property
    def right_way(self) -> bool:
        """Whether a clear effect goes the way that was seen."""
        told = self.null or self.unclear or self.nothing != 0
        return told or self.predicted * self.observed > 0

    @property
    def as_little(self) -> bool:
        """Whether nearly nothing is predicted where nothing was found."""
        least = CRITERION["margin"][self.output].get(self.unit, 0.0)
        return not self.null or abs(self.predicted) <= least or self._within(self.interval)

    @property
    def distance(self) -> float:
        """How far the prediction is from what was observed, in tolerances."""
        return abs(self.predicted - self.observed) / self.tolerance

    @property
    def distance_of_nothing(self) -> float | None:
        if self.nothing is None:
            return None
        return abs(self.nothing - self.observed) / self.tolerance

    def _within(self, interval: Interval | None) -> bool:
        return interval is not None and interval[0] <= self.predicted <= interval[1]


@dataclass(frozen=True)
class Verdict:
    """What the criterion says of an output."""

    output: str
    rows: tuple[Row, ...]
    """Those that count."""

    @property
    def studies(self) -> int:
        return len({row.people for row in self.rows})

    @property
    def inside(self) -> int:
        return sum(row.inside for row in self.rows)

    @property
    def better_than_nothing(self) -> bool:
        changed = [row for row in self.rows if row.nothing is not None]
        of_nothing = [row.distance_of_nothing or 0.0 for row in changed]
        return not changed or sum(row.distance for row in changed) < sum(of_nothing)

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def failures(self) -> tuple[str, ...]:
        """Each condition that does not hold, in words; none when the output passes."""
        if len(self.rows) < CRITERION["least_rows"] or self.studies < CRITERION["least_studies"]:
            return (f"too few: {_count(len(self.rows), 'row')}",)
        holds = {
            f"{self.inside} of {len(self.rows)} rows inside": (
                self.inside >= CRITERION["share_inside"] * len(self.rows)
            ),
            "a clear effect is not shown": all(r.right_way for r in self.rows),
            "an effect where none was found": all(r.as_little for r in self.rows),
            "no better than expecting no change": self.better_than_nothing,
        }
        return tuple(words for words, true in holds.items() if not true)

    @property
    def why(self) -> str:
        """The verdict in a few words."""
        if self.failures:
            return "; ".join(self.failures)
        return f"{self.inside} of {len(self.rows)} rows inside, {_count(self.studies, 'study')}"


def verdict(output: str) -> Verdict:
    """Return what the criterion says of an output."""
    return Verdict(output, tuple(r for r in rows() if r.output == output and r.counts))


@cache
def rows() -> tuple[Row, ...]:
    """Return every row with its prediction."""
    return tuple(_row(name, s, given) for name, s in STUDIES.items() for given in s["rows"])


@cache
def bands() -> tuple[tuple[Row, Interval], ...]:
    """Return each counted row of 25(OH)D with the band that single people would be shown."""
    said = [(study, given) for study in STUDIES.values() for given in study["rows"]]
    return tuple(
        (row, band(study, given))
        for row, (study, given) in zip(rows(), said, strict=True)
        if row.output == "calcidiol" and row.counts
    )


def printed(study: str, about: Said, given: Said) -> dict[str, str]:
    """Return the one line of a trial table that is meant.

    Raises
    ------
    LookupError
        When none or several fit, or it may be fitted to.
    """
    weeks, begins = str(given.get("weeks", "")), given.get("outcome")
    output = {"absorbed_calcium": ""}.get(given["output"], given["output"])
    found = [
        line
        for line in table(about["table"])
        if line["study_id"] == study
        and line["arm"] == given["arm"]
        and weeks in ("", line["duration_weeks"])
        and (line["outcome"].startswith(begins) if begins else line["variable"] == output)
    ]
    if len(found) != 1:
        raise LookupError(f"{study}, {given['arm']}: {len(found)} lines fit")
    if found[0]["use"] != "validate" and "apart" not in given:
        raise LookupError(f"{study}, {given['arm']}: not kept from the fit")
    return found[0]


def _row(study: str, about: Said, given: Said) -> Row:
    line, how, output = printed(study, about, given), given["as"], given["output"]
    unit = "%" if "%" in how or "share of intake" in how else UNITS.get(line["unit"], line["unit"])
    observed = float(given["observed"] if "observed" in given else _observed(line, how))
    tolerance = max(
        CRITERION["share_of_effect"] * abs(observed),
        CRITERION["margin"][output].get(unit, 0.0),
    )
    nothing = None if how.startswith(NO_START) else 0.0
    if how == "level":
        tolerance = CRITERION["level"][output] * observed
        nothing = float(who_of(about, given)[output])
    milligrams = calcium_mmol(1.0) if unit == "mg/day" else 1.0
    return Row(
        output=output,
        study=study,
        people=about.get("people", study),
        paper=about.get("paper", f"{line['first_author']} {line['year']}"),
        what=_what(given),
        unit=unit,
        observed=observed,
        interval=_interval(line, given, observed),
        tolerance=tolerance,
        nothing=nothing,
        null=given.get("null", False),
        unclear=given.get("unclear", False),
        apart=given.get("apart"),
        predicted=round(predicted(about, given) / milligrams, 6) + 0.0,
    )


def _what(given: Said) -> str:
    words = [given["arm"], given.get("outcome"), given["as"]]
    if "weeks" in given or "at" in given:
        words.insert(1, f"{given.get('weeks', given.get('at'))} weeks")
    return ", ".join(word for word in words if word)


def _observed(line: Mapping[str, str], how: str) -> str | float:
    """The number that a line carries."""
    if how.startswith("effect"):
        return line["comparator_effect"] or line["change_mean"]
    if line["change_mean"]:
        return line["change_mean"]
    if not how.startswith("change"):
        return line["final_mean"]
    before, after = float(line["baseline_mean"]), float(line["final_mean"])
    return 100 * (after / before - 1) if how == "change %" else after - before


def _interval(line: Mapping[str, str], given: Said, observed: float) -> Interval | None:
    if "interval" in given:
        return float(given["interval"][0]), float(given["interval"][1])
    if " to " in line["comparator_ci"] and given["as"] == "effect":
        low, high = line["comparator_ci"].split(" to ")
        return float(low), float(high)
    if line["change_ci_low"]:
        return float(line["change_ci_low"]), float(line["change_ci_high"])
    sd = given.get("sd") or line["final_sd" if given["as"] == "level" else "change_sd"]
    if "se" not in given and not (sd and "n" in given):
        return None
    half = CONFIDENCE * (given["se"] if "se" in given else float(sd) / np.sqrt(given["n"]))
    return float(observed - half), float(observed + half)


def _count(number: int, thing: str) -> str:
    many = {"study": "studies"}.get(thing, f"{thing}s")
    return f"{number or 'no'} {thing if number == 1 else many}"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the lines of a trial table."""
    text = resources.files("d3k2.evidence").joinpath(f"trials/{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))
