"""A row of a table as a sentence: each cell with the heading of its column before it."""

from __future__ import annotations

from d3k2.language import amounts

CELL = "|"
LONGEST = 6
"""Words of a column's heading at most; what is longer says something itself."""


def columns_of(row: str) -> tuple[str, ...]:
    """Return the headings that a first row holds; none where it says something itself."""
    cells = [cell.strip() for cell in row.split(CELL)]
    heads = len(cells) > 1 and not amounts(row) and all(len(c.split()) <= LONGEST for c in cells)
    return tuple(cells) if heads else ()


def under_columns(row: str, columns: tuple[str, ...]) -> str:
    """Return a row with the headings of its columns; the first cell is what the row is about."""
    cells = [cell.strip() for cell in row.split(CELL)]
    if not columns or len(cells) != len(columns):
        return row
    told = [f"{head}: {cell}" for head, cell in zip(columns[1:], cells[1:], strict=True) if cell]
    return f" {CELL} ".join((cells[0], *told))
