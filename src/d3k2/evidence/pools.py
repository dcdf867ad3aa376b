"""What may be pooled: outcomes, the figures of single trials, published pools, and doubts."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, ValidationError

from d3k2.evidence.csvtable import Row, number, one_of, read_rows
from d3k2.evidence.faults import Fault
from d3k2.evidence.records import READINGS, Read, Record

Nutrient = Literal["d", "active-d", "d+calcium", "calcium", "k"]
"""What was compared with its absence; what both arms took is no part of it."""

NUTRIENTS: tuple[Nutrient, ...] = get_args(Nutrient)

Measure = Literal["RR", "OR", "HR", "MD", "SMD"]
RATIOS: tuple[Measure, ...] = ("RR", "OR", "HR")
MEASURES: tuple[Measure, ...] = get_args(Measure)

Allocation = Literal["randomised", "cluster randomised"]
ALLOCATIONS: tuple[Allocation, ...] = get_args(Allocation)

SPREADS = ("SD", "SE")

NUMBERS = (
    "weeks", "events", "n", "events_control", "n_control", "mean", "spread", "mean_control",
    "spread_control", "estimate", "low", "high", "p",
)  # fmt: skip
"""Columns that hold one number or nothing."""

NEEDED = (
    "id", "study", "label", "source_id", "where", "read", "outcome", "nutrient", "population",
    "arm", "comparator", "allocation", "measure", "unit", "spread_kind", "note", *NUMBERS,
)  # fmt: skip


class PoolOutcome(Record):
    """An outcome that can be pooled, and how the trial tables write it."""

    id: str
    name: str
    scale: Literal["ratio", "difference"]
    unit: str | None = None
    """Of a difference; a ratio has none."""
    better: Literal["lower", "higher"]
    as_written: tuple[str, ...] = ()
    """The words of the column ``outcome`` in the trial tables that mean it."""
    weeks_from: float | None = None
    weeks_to: float | None = None
    """Times that may be pooled, where the outcome changes with time."""
    at: str = ""


class SamePeople(Record):
    """Studies of the same people, of which one pool holds one."""

    id: str
    studies: tuple[str, ...] = Field(min_length=2)
    at: str = ""


class Doubt(Record):
    """A study that nobody retracted as far as was seen, and why it is doubted."""

    id: str
    """Of the study."""
    why: str = Field(min_length=1)
    source: str | None = None
    read: Read
    at: str = ""


class TrialFigure(Record):
    """The comparison of one trial in one outcome: events, means, or an estimate as printed."""

    id: str
    study: str
    label: str
    """Author and year, as a forest plot names a trial."""
    source: str
    where: str
    read: Read
    outcome: str
    nutrient: Nutrient
    population: str
    arm: str
    comparator: str
    weeks: float | None
    allocation: Allocation
    measure: Measure
    unit: str | None
    events: float | None
    n: float | None
    events_control: float | None
    n_control: float | None
    mean: float | None
    spread: float | None
    mean_control: float | None
    spread_control: float | None
    spread_kind: str
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    note: str
    at: str = ""


class PublishedPart(Record):
    """A result of a subgroup that a paper prints beside the result of all."""

    name: str
    value: float
    low: float
    high: float


class PublishedPool(Record):
    """A pooled result as printed, and what of its making was seen."""

    id: str
    source: str
    where: str = Field(min_length=1)
    read: Read
    outcome: str
    nutrient: Nutrient
    measure: Measure
    value: float
    low: float
    high: float
    trials: int | None = None
    """How many trials the paper pooled."""
    method: Literal["DerSimonian-Laird", "inverse variance", "Mantel-Haenszel", "Peto", "not seen"]
    retracted: Literal["none known", "included", "left out"] = "none known"
    """Whether trials that were later retracted are in it."""
    members: tuple[str, ...] = ()
    """Ids of the figures of its trials."""
    parts: tuple[PublishedPart, ...] = ()
    """Its own results of subgroups, where the figures of its trials were not seen."""
    unseen: str | None = None
    """Which figures could not be seen, and where they stand: it cannot be made again."""
    note: str | None = None
    at: str = ""


def read_figures(root: Path) -> tuple[tuple[TrialFigure, ...], list[Fault]]:
    """Read the figures of single trials with every fault in them."""
    rows, faults = read_rows(root / "pools" / "figures.csv", "pools/figures.csv", NEEDED)
    figures: list[TrialFigure] = []
    seen: dict[str, str] = {}
    for row in rows:
        identifier = row.cells["id"]
        if identifier in seen:
            what = f"{identifier} is already defined in {seen[identifier]}"
            faults.append(Fault(row.file, row.line, what))
            continue
        seen[identifier] = row.at
        figure = _figure(row, faults)
        if figure is not None:
            figures.append(figure)
    return tuple(figures), faults


def _figure(row: Row, faults: list[Fault]) -> TrialFigure | None:
    """Read one row; None where a fault of it has been noted."""
    before = len(faults)
    for column in ("id", "study", "label", "source_id", "where", "outcome", "read"):
        if not row.cells[column]:
            faults.append(Fault(row.file, row.line, f"{column} is empty"))
    for column, accepted in (
        ("read", READINGS),
        ("nutrient", NUTRIENTS),
        ("allocation", ALLOCATIONS),
        ("measure", MEASURES),
        ("spread_kind", SPREADS),
    ):
        one_of(row, column, accepted, faults)
    numbers = {column: number(row, column, faults) for column in NUMBERS}
    if len(faults) > before:
        return None
    cells = row.cells
    try:
        return TrialFigure.model_validate(
            {
                **{k: v for k, v in cells.items() if k in TrialFigure.model_fields},
                **numbers,
                "source": cells["source_id"],
                "unit": cells["unit"] or None,
                "at": row.at,
            }
        )
    except ValidationError as error:
        places = ", ".join(".".join(map(str, found["loc"])) for found in error.errors())
        faults.append(Fault(row.file, row.line, f"{cells['id']}: not usable: {places}"))
        return None
