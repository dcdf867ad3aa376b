"""Everything that is computed, as tables in ``docs/sensitivity``; page and charts read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from d3k2.person import read_person
from d3k2.physiology import BODY, FloatArray, quantity
from d3k2.population import simulate

from . import indices
from .outcomes import DAYS, LEVELS, REGIMENS, START, STUDIES, Study
from .ranges import Range, constants, fixed, inputs, table, usual

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "sensitivity"
SUBJECTS = ("woman", "man")

TRAJECTORIES = 20
CHOSEN = {"vitamin_d": 15, "mineral_bone": 40, "vitamin_k": 15}
"""How many constants go from the screening into the shares of the variance."""
SAMPLES = {"vitamin_d": 1024, "mineral_bone": 512, "vitamin_k": 1024}
BAND = 1000
SHOWN = 15
"""How many rows of the screening are kept for each target."""
LEAST = 0.005
"""Total indices below this are not kept: next to nothing."""

Row = dict[str, str]


def compute(study: Study, subject: str) -> dict[str, list[Row]]:
    """Return the rows of every table for one study and one person."""
    failures = indices.Failures()
    of_model, of_person = constants(study.blocks), inputs(subject, study.blocks)
    both = [*of_model, *of_person]
    screened = indices.screening(study, subject, both, TRAJECTORIES, failures)
    chosen = indices.strongest(screened, of_model, CHOSEN[study.name])
    n = SAMPLES[study.name]
    parts = {
        "constants": indices.shares(study, subject, chosen, n, failures, "constants"),
        "inputs": indices.shares(study, subject, of_person, n, failures, "inputs"),
        "both": indices.shares(
            study, subject, both, n, failures, "both",
            ["constants"] * len(of_model) + ["inputs"] * len(of_person),
        ),
    }  # fmt: skip
    open_band = indices.band(study, subject, of_model, BAND, failures)
    carried = parts["constants"][1] / open_band.var(axis=0)
    return {
        "screening": list(_screening_rows(subject, screened)),
        "indices": [
            row
            for varied, (found, _) in parts.items()
            for row in _index_rows(subject, varied, found)
        ],
        "bands": list(_band_rows(study, subject, open_band, carried)),
        "runs": [
            {"design": what, "people": str(count), "failed": str(failed)}
            for what, (count, failed) in failures.counted.items()
        ],
    }


def ranges() -> list[Row]:
    """Return a row for every constant of the model and every personal input."""
    rows = []
    for r in constants(BODY):
        rows.append(_range_row("constant", "both", r))
    for subject in SUBJECTS:
        rows += [_range_row("input", subject, r) for r in inputs(subject, BODY)]
    blank = dict.fromkeys(("of", "value", "low", "high", "scale"), "")
    rows += [{"what": "fixed", **blank, "name": n, "why": why} for n, why in fixed().items()]
    return rows


def with_people(bands: Iterable[Row]) -> list[Row]:
    """Return the bands with those of people who share what is known of the person beside them."""
    rows = list(bands)
    wanted = tuple(dict.fromkeys(output for study in STUDIES for output in study.outputs))
    for subject in SUBJECTS:
        record = _record(subject)
        found = simulate(read_person(record), REGIMENS, days=DAYS, every=DAYS, variables=wanted)
        for row in rows:
            if row["subject"] == subject:
                before, after = found.courses[row["regimen"]][row["output"]].values[:, [0, -1]].T
                relative = row["output"] in LEVELS
                values = after - before if row["measure"] == "change" else after
                blank = relative and row["measure"] == "level"
                row |= _quantiles("people", values, blank=blank)
    return rows


def write(name: str, rows: Sequence[Row]) -> None:
    """Write a table."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read(name: str) -> list[Row]:
    """Read a table."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _screening_rows(subject: str, screened: Sequence[indices.Index]) -> Iterable[Row]:
    for target in dict.fromkeys(index.target for index in screened):
        here = [index for index in screened if index.target == target]
        here.sort(key=lambda index: (-index.values["mu_star"], index.name))
        for index in here[:SHOWN]:
            yield {
                "subject": subject, **target._asdict(), "name": index.name,
                "mean_move": _number(index.values["mu_star"]),
                "mean_move_conf": _number(index.values["mu_star_conf"]),
                "with_sign": _number(index.values["mu"]),
                "spread": _number(index.values["sigma"]),
            }  # fmt: skip


def _index_rows(subject: str, varied: str, found: Sequence[indices.Index]) -> Iterable[Row]:
    for index in found:
        if index.values["ST"] < LEAST and varied != "both":
            continue
        yield {
            "subject": subject, "varied": varied, **index.target._asdict(), "name": index.name,
            "first": f"{index.values['S1']:.3f}", "first_conf": f"{index.values['S1_conf']:.3f}",
            "total": f"{index.values['ST']:.3f}", "total_conf": f"{index.values['ST_conf']:.3f}",
        }  # fmt: skip


def _band_rows(study: Study, subject: str, band: FloatArray, carried: FloatArray) -> Iterable[Row]:
    for column, target in enumerate(study.targets):
        yield {
            "subject": subject, **target._asdict(),
            **_quantiles("constants", band[:, column]),
            "chosen_carry": f"{carried[column]:.2f}",
        }  # fmt: skip


def _quantiles(of: str, values: FloatArray, *, blank: bool = False) -> Row:
    found = {f"{of}_p{p}": float(np.percentile(values, p)) for p in (5, 50, 95)}
    return {name: "" if blank else _number(value) for name, value in found.items()}


def _range_row(what: str, of: str, r: Range) -> Row:
    return {
        "what": what, "of": of, "value": _number(r.value), "low": _number(r.low),
        "high": _number(r.high), "scale": "logarithmic" if r.log else "linear", "name": r.name,
        "why": r.why,
    }  # fmt: skip


def _record(subject: str) -> dict[str, object]:
    """The subject as a record that people fill in."""
    own, about = usual(subject), table()["subjects"][subject]
    since = {}
    if "menopause_age" in own:
        since["postmenopausal_since"] = START.year - round(own["age"] - own["menopause_age"])
    yesterday = START - timedelta(days=1)
    return {
        "date": START,
        "age": own["age"],
        "sex": about["sex"],
        "weight": f"{own['weight']:g} kg",
        "height": f"{quantity(about['height']):g} cm",
        **since,
        "takes": [],
        "labs": [
            {"what": "25(OH)D", "value": f"{own['calcidiol_before']:g} nmol/L", "date": yesterday},
            {"what": "eGFR", "value": f"{own['egfr']:g} mL/min/1.73m2", "date": yesterday},
        ],
        "diet": {"calcium": f"{own['food_calcium']:g} mg/day"},
    }


def _number(value: float) -> str:
    return f"{value:.4g}"
