"""Which cells are finished: a line for each, added once all of it is on disk."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "finished.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """A finished cell, and how many of its people were drawn again."""

    cell: int
    outside: int
    impossible: int


class Ledger:
    """The finished cells of a run.

    A line that a killed program did not end is dropped: its cell is computed again.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.lines = {line.cell: line for line in _lines(self.path)}
        part = folder / f".{NAME}.part"
        part.write_text("".join(_text(line) for line in self.lines.values()), "utf-8")
        part.replace(self.path)

    def add(self, line: Line) -> None:
        """Note a cell as finished."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(_text(line))
        self.lines[line.cell] = line


def _text(line: Line) -> str:
    return json.dumps(asdict(line)) + "\n"


def _lines(path: Path) -> list[Line]:
    try:
        texts = path.read_text("utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return []
    found = []
    for text in texts:
        # What cannot be read is not finished.
        with suppress(ValueError, TypeError):
            found += [Line(**json.loads(text))] if text.endswith("\n") else []
    return found


def finished_cells(folder: Path) -> int:
    """Return how many cells of a run are finished."""
    return len(_lines(folder / NAME))
