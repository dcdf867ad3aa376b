"""CSV files as rows that remember their line, and the faults in their cells."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from d3k2.evidence.faults import Fault
from d3k2.evidence.tables import read_text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    cells: dict[str, str]
    file: str
    line: int

    @property
    def at(self) -> str:
        """``file:line`` of the row."""
        return f"{self.file}:{self.line}"


def read_rows(
    path: Path, name: str, needed: Collection[str], *, tidy: bool = True
) -> tuple[list[Row], list[Fault]]:
    """Read a CSV file; columns beyond the needed ones are kept, missing ones are a fault.

    Blanks at the ends of lines and the like are faults in a tidy file, and nothing in another.
    """
    if not path.is_file():
        return [], []
    text, faults = read_text(path, name)
    if text and not tidy:
        faults = []
    text = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text))
    header = next(reader, [])
    missing = [column for column in needed if column not in header]
    if missing:
        return [], [*faults, Fault(name, 1, f"missing column {', '.join(missing)}")]
    rows = []
    start = reader.line_num + 1
    for cells in reader:
        if len(cells) == len(header):
            stripped = (cell.strip() for cell in cells)
            rows.append(Row(dict(zip(header, stripped, strict=True)), name, start))
        elif cells:
            faults.append(Fault(name, start, f"{len(cells)} cells, not {len(header)}"))
        start = reader.line_num + 1
    return rows, faults


def number(row: Row, column: str, faults: list[Fault]) -> float | None:
    """Return the number in a cell; empty is unknown, and anything else is a fault."""
    cell = row.cells.get(column, "")
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if math.isfinite(value):
        return value
    faults.append(Fault(row.file, row.line, f"{column} is not a number: {cell!r}"))
    return None


def one_of(row: Row, column: str, accepted: Collection[str], faults: list[Fault]) -> str:
    """Return a cell that must be one of a few words, or empty."""
    cell = row.cells.get(column, "")
    if cell and cell not in accepted:
        what = f"{column} is {cell!r}, not one of {', '.join(sorted(accepted))}"
        faults.append(Fault(row.file, row.line, what))
    return cell
