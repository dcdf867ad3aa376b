"""TOML files of tables as entries that remember their line, and every fault of writing in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from pathlib import Path

import tomli

from d3k2.evidence.faults import Fault

_HEADER = re.compile(
    r"""^\[(?!\[)\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s\].]+))\s*(?P<more>\.)?""", re.MULTILINE
)
_LINE = re.compile(r"at line (\d+)")
_MARKS = {
    "\t": "a tab",
    "\r": "a carriage return",
    "\u03bc": "a Greek mu: write the micro sign µ",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file: its id, its plain data, and where it stands."""

    id: str
    data: dict[str, object]
    file: str
    line: int
    text: str = field(repr=False)
    """The whole file, to find the line of a key when there is a fault to report."""

    @property
    def at(self) -> str:
        """``file:line`` of the header."""
        return f"{self.file}:{self.line}"

    def line_of(self, *keys: str) -> int:
        """Return the line of the first of these keys that is found, else of the header."""
        lines = self.text.split("\n")[self.line :]
        own = list(takewhile(lambda line: _header(line) in (None, self.id), lines))
        for key in keys:
            word = re.escape(key)
            pattern = re.compile(rf"\s*(\[.*\b{word}\]|\"?{word}\"?\s*[.=])")
            for number, line in enumerate(own, self.line + 1):
                if pattern.match(line):
                    return number
        return self.line


@dataclass(frozen=True, slots=True)
class TableFile:
    """The entries of one file, the ids it declares (even in broken tables), and its faults."""

    entries: tuple[Entry, ...]
    ids: frozenset[str]
    faults: tuple[Fault, ...]


def read_tables(path: Path, name: str) -> TableFile:
    """Read a TOML file whose every table is one record.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        How the file is called in faults.
    """
    text, faults = read_text(path, name)
    lines = _declared(text)
    try:
        tables = tomli.loads(text)
    except tomli.TOMLDecodeError:
        tables, broken = _table_by_table(text, name)
        faults += broken
    entries = []
    for key, data in tables.items():
        if isinstance(data, dict) and key in lines:
            entries.append(Entry(key, data, name, lines[key], text))
        else:
            faults.append(Fault(name, _line_of_key(text, key), f"{key} stands outside a table"))
    return TableFile(tuple(entries), frozenset(lines), tuple(faults))


def read_text(path: Path, name: str) -> tuple[str, list[Fault]]:
    """Return the text of a file with newlines normalised, and the faults in its layout."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return "", [Fault(name, line, "not UTF-8 text")]
    return text, list(_layout(text, name))


def _header(line: str) -> str | None:
    match = _HEADER.match(line)
    return (match["quoted"] or match["bare"]) if match else None


def _layout(text: str, name: str) -> Iterator[Fault]:
    """Layout faults; a search over the whole text first, since a clean file is the usual case."""
    if text and not text.endswith("\n"):
        yield Fault(name, text.count("\n") + 1, "no newline at the end of the file")
    wrong = {mark: what for mark, what in _MARKS.items() if mark in text}
    if wrong or " \n" in text:
        for number, line in enumerate(text.split("\n"), 1):
            for mark, what in wrong.items():
                if mark in line:
                    yield Fault(name, number, what)
            if line.endswith(" "):
                yield Fault(name, number, "a space at the end of the line")


def _declared(text: str) -> dict[str, int]:
    """Find the line of the first header of every top-level table."""
    lines: dict[str, int] = {}
    position, number = 0, 1
    for match in _HEADER.finditer(text):
        number += text.count("\n", position, match.start())
        position = match.start()
        lines.setdefault(match["quoted"] or match["bare"], number)
    return lines


def _table_by_table(text: str, name: str) -> tuple[dict[str, object], list[Fault]]:
    """Read what can be read of a file with errors, so that one error does not hide the others."""
    starts = [m for m in _HEADER.finditer(text) if not m["more"]]
    bounds = [0, *(m.start() for m in starts), len(text)]
    tables: dict[str, object] = {}
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for begin, end in pairwise(bounds):
        offset = text.count("\n", 0, begin)
        try:
            block = tomli.loads(text[begin:end])
        except tomli.TOMLDecodeError as error:
            where = _LINE.search(str(error))
            within = int(where[1]) if where else text[begin:end].rstrip().count("\n") + 1
            what = re.sub(r" \(at .*\)$", "", str(error))
            faults.append(Fault(name, offset + within, f"not TOML: {what}"))
            continue
        for key, value in block.items():
            if key in first:
                what = f"{key} is already defined in {name}:{first[key]}"
                faults.append(Fault(name, offset + 1, what))
            else:
                first[key] = offset + 1
                tables[key] = value
    return tables, faults


def _line_of_key(text: str, key: str) -> int:
    match = re.search(rf"^\s*\[*\"?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1
