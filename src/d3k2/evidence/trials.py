"""Published trial results, one row per arm, outcome and time, and the same rows as facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from d3k2.evidence.csvtable import Row, number, one_of, read_rows
from d3k2.evidence.faults import Fault
from d3k2.evidence.records import Grade, Read, Record, Reference, ResultFact

NUMBERS = (
    "year", "baseline_mean", "baseline_sd", "final_mean", "final_sd",
    "change_mean", "change_sd", "change_ci_low", "change_ci_high",
)  # fmt: skip
"""Columns that hold one number or nothing."""

OPTIONAL = (
    "country_latitude", "age_mean", "female_pct", "weight_or_bmi", "baseline_25ohd_nmol_l",
    "d_form", "d_dose_iu_day", "calcium_mg_day", "k_form", "k_dose_ug_day", "avg_iu_day",
    "assay", "original_units", "source_id", "start_month", "adherence_pct",
)  # fmt: skip
"""Columns that a table may leave out."""

NEEDED = (
    "study_id", "first_author", "year", "pmid", "doi", "design", "population", "n", "arm",
    "duration_weeks", "outcome", "unit", "comparator_effect", "comparator_ci", "p_value",
    "seen_or_memory", "source_note", "variable", "kind", "use", *NUMBERS,
)  # fmt: skip

KINDS = ("final", "change", "effect")
USES = ("calibrate", "validate", "evidence")

GRADES: dict[Read, Grade] = {
    "full text": "moderate",
    "abstract": "moderate",
    "second-hand": "low",
    "memory": "very low",
}
"""One result of one trial is never of high certainty, and less when it was not seen."""


class TrialRow(Record):
    """One number of one published trial."""

    id: str
    """``result-<study>-<n>``, n counting the rows of a study."""
    study: str
    source: str
    """Id of the source it was read in."""
    read: Read
    arm: str
    outcome: str
    unit: str
    variable: str | None
    """The simulated quantity it can be compared with."""
    kind: str
    use: str
    year: float | None
    baseline_mean: float | None
    baseline_sd: float | None
    final_mean: float | None
    final_sd: float | None
    change_mean: float | None
    change_sd: float | None
    change_ci_low: float | None
    change_ci_high: float | None
    cells: dict[str, str]
    """The whole row as written."""
    at: str = ""

    @property
    def duration_weeks(self) -> float | None:
        """Weeks from the start, where the table gives one number of them."""
        return self.number("duration_weeks")

    def number(self, column: str) -> float | None:
        """Return a column as a number where it is one: ``389 total`` and ``~40`` are not."""
        try:
            return float(self.cells.get(column, ""))
        except ValueError:
            return None


def read_trials(root: Path) -> tuple[tuple[TrialRow, ...], list[Fault]]:
    """Read every table of ``trials/`` with its faults."""
    faults: list[Fault] = []
    rows: list[Row] = []
    for path in sorted((root / "trials").glob("*.csv")):
        found, wrong = read_rows(path, f"trials/{path.name}", NEEDED)
        rows += found
        faults += wrong
    count: Counter[str] = Counter()
    trials = []
    for row in rows:
        study = kebab(row.cells["study_id"])
        count[study] += 1
        trials.append(_trial(row, study, f"result-{study}-{count[study]}", faults))
    return tuple(trials), faults


LEAST_COLUMNS = ("study_id", "arm", "outcome", "unit", "duration_weeks", "variable", "kind")
"""Columns without which nothing in somebody's own table can be simulated."""


def read_arms(path: Path) -> tuple[tuple[TrialRow, ...], list[Fault]]:
    """Read somebody's own table of arms, with the columns of the shipped ones.

    A column that is missing is empty; one that nobody knows, and a cell that cannot be read, is a
    fault, and the rest is read.

    Returns
    -------
    tuple
        The rows, ``file:line`` in each; and the faults. No rows when the file holds no table of
        arms at all.
    """
    rows, faults = read_rows(path, path.name, LEAST_COLUMNS, tidy=False)
    known = {*NEEDED, *OPTIONAL}
    for column in sorted(set(rows[0].cells) - known) if rows else ():
        what = f"column {column!r} is not one of a trial table, and is left out"
        faults.append(Fault(path.name, 1, what))
    count: Counter[str] = Counter()
    trials = []
    for row in rows:
        cells = {**dict.fromkeys(known, ""), **row.cells}
        whole = Row({name: cells[name] for name in known}, row.file, row.line)
        study = kebab(cells["study_id"])
        count[study] += 1
        trials.append(_trial(whole, study, f"row-{study}-{count[study]}", faults))
    return tuple(trials), faults


def reading(mark: str) -> Read:
    """How a row was read. A part from memory makes it all memory: weak parts must not clear."""
    words = mark.lower()
    if "memory" in words:
        return "memory"
    if "second" in words:
        return "second-hand"
    return "full text" if "full text" in words else "abstract"


def kebab(text: str) -> str:
    """Return a name as an id: lower case, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def as_facts(trials: Iterable[TrialRow]) -> Iterator[ResultFact]:
    """Return each row as a fact with its sentence."""
    for trial in trials:
        where = trial.cells.get("source_note") or "table of results"
        yield ResultFact(
            id=trial.id,
            text=sentence(trial),
            sources=(Reference(id=trial.source, where=where, read=trial.read),),
            grade=GRADES[trial.read],
            row=trial.cells,
            at=trial.at,
        )


def sentence(trial: TrialRow) -> str:
    """Say a row in one sentence, with only the numbers it has."""
    cells = trial.cells
    who = f"{cells['first_author'] or trial.study} {cells['year']}".strip()
    parts = [f"{who}: {trial.outcome}"]
    if trial.arm:
        parts.append(f"in {trial.arm}")
    if trial.duration_weeks is not None:
        parts.append(f"at {trial.duration_weeks:g} weeks")
    elif cells["duration_weeks"]:
        parts.append(f"(time: {cells['duration_weeks']})")
    return " ".join(parts) + ": " + ("; ".join(_numbers(trial)) or "no number printed") + "."


def _numbers(trial: TrialRow) -> Iterator[str]:
    unit = f" {trial.unit}" if trial.unit else ""
    for name in ("baseline", "final", "change"):
        mean, spread = getattr(trial, f"{name}_mean"), getattr(trial, f"{name}_sd")
        if mean is None:
            continue
        said = f"{name} {mean:g}{unit}"
        if name == "change" and None not in (trial.change_ci_low, trial.change_ci_high):
            said += f" ({trial.change_ci_low:g} to {trial.change_ci_high:g})"
        elif spread is not None:
            said += f" (SD {spread:g})"
        yield said
    if trial.cells["comparator_effect"]:
        interval = trial.cells["comparator_ci"]
        yield f"against comparator {trial.cells['comparator_effect']}{unit}" + (
            f" ({interval})" if interval else ""
        )
    if trial.cells["p_value"]:
        yield f"p {trial.cells['p_value']}"


def _trial(row: Row, study: str, identifier: str, faults: list[Fault]) -> TrialRow:
    for column in ("study_id", "outcome", "seen_or_memory"):
        if not row.cells[column]:
            faults.append(Fault(row.file, row.line, f"{column} is empty"))
    return TrialRow.model_validate(
        {
            **{column: number(row, column, faults) for column in NUMBERS},
            "id": identifier,
            "study": study,
            "source": row.cells.get("source_id") or study,
            "read": reading(row.cells["seen_or_memory"]),
            "arm": row.cells["arm"],
            "outcome": row.cells["outcome"],
            "unit": row.cells["unit"],
            "variable": row.cells["variable"] or None,
            "kind": one_of(row, "kind", KINDS, faults),
            "use": one_of(row, "use", USES, faults),
            "cells": row.cells,
            "at": row.at,
        }
    )
