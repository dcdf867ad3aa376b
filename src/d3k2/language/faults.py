"""What is wrong with the names: one name with two meanings, ids of nothing, idle rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args

import tomli

from d3k2.evidence import Fault, load
from d3k2.language.concept import Kind
from d3k2.language.folding import folded
from d3k2.language.known import Known, known_concepts
from d3k2.language.register import Register, join
from d3k2.language.written import (
    CONTEXTS,
    FOLDER,
    KEYS,
    Entry,
    concept_files,
    contexts,
    read_entries,
)

KINDS: frozenset[str] = frozenset(get_args(Kind))
_HEADER = re.compile(r"^\[([^\[\]]+)\]", re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def language_faults(
    files: Mapping[str, str] | None = None, rules: Mapping[str, object] | None = None
) -> list[Fault]:
    """Every fault of the concepts and their names, with its file and line.

    Parameters
    ----------
    files : mapping, optional
        Name of a file of concepts to its text; those that are shipped when left out.
    rules : mapping, optional
        What ``contexts.toml`` says.
    """
    texts = _shipped() if files is None else files
    entries: list[Entry] = []
    faults: list[Fault] = []
    for name, text in texts.items():
        try:
            tables = tomli.loads(text)
        except tomli.TOMLDecodeError as error:
            faults.append(Fault(name, _line_of_error(error), str(error)))
            continue
        faults += [Fault(name, _line(text, key), what) for key, what in _shape(tables)]
        entries += read_entries(name, text)
    known = known_concepts()
    lines = {entry.id: (entry.file, _line(texts[entry.file], entry.id)) for entry in entries}
    faults += _twice(entries, texts)
    for entry in entries:
        faults += [
            Fault(*lines[entry.id], f"{entry.id}: {what}") for what in _dead(entry, known, entries)
        ]
    faults += _clashes(join(entries, known), lines)
    faults += _dead_rules(join(entries, known), known, rules or contexts())
    return sorted(faults)


def _shape(tables: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, table in tables.items():
        if not isinstance(table, dict):
            yield key, f"{key} is not a table"
            continue
        if not _ID.fullmatch(key) and "_" not in key:
            yield key, f"{key} is no id: lower case, digits and hyphens"
        for unknown in sorted(set(table) - KEYS):
            yield key, f"{key}: unknown key {unknown}"
        if table.get("kind") is not None and table["kind"] not in KINDS:
            yield key, f"{key}: kind is {table['kind']!r}, not one of {', '.join(sorted(KINDS))}"
        if table.get("kind") is not None and not table.get("name"):
            yield key, f"{key}: name is missing"


def _twice(entries: Iterable[Entry], texts: Mapping[str, str]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for entry in entries:
        if entry.id in first:
            what = f"{entry.id} is already defined in {first[entry.id]}"
            yield Fault(entry.file, _line(texts[entry.file], entry.id), what)
        first.setdefault(entry.id, entry.file)


def _dead(entry: Entry, known: Iterable[Known], entries: Iterable[Entry]) -> Iterator[str]:
    """Ids that lead nowhere."""
    there = {each.id for each in known}
    there |= {other for each in known for other in each.other_ids}
    ours = {each.id for each in entries}
    if entry.kind is None and entry.id not in there:
        yield "it has no kind, and no other room knows it"
    for key in ("wider", "about"):
        for identifier in getattr(entry, key):
            if identifier not in there | ours:
                yield f"{key} {identifier} is no concept"
    for key in ("over", "members"):
        for identifier in getattr(entry, key):
            if identifier not in there | ours:
                yield f"{key} {identifier} is no concept of another room"
    for identifier in entry.same_as:
        if identifier not in there:
            yield f"same_as {identifier} is no concept of another room"
    for identifier in entry.sources:
        if identifier not in load().sources:
            yield f"source {identifier} is not in the evidence"


def _clashes(register: Register, lines: Mapping[str, tuple[str, int]]) -> Iterator[Fault]:
    for text, one, other in register.clashes:
        file, line = lines.get(one) or lines.get(other) or (CONTEXTS, 1)
        yield Fault(file, line, f"the name {text!r} leads to {one} and to {other}")


def _dead_rules(
    register: Register, known: Iterable[Known], rules: Mapping[str, object]
) -> Iterator[Fault]:
    """Rules about names that no concept has."""
    other_names = {folded(name) for each in known for name in (each.name, *each.aliases)}
    lists = {key: rules.get(key, ()) for key in ("never", "capitals", "chosen")}
    for key, names in lists.items():
        for name in names:  # type: ignore[attr-defined]
            if folded(name) not in other_names and folded(name) not in register.names:
                yield Fault(CONTEXTS, 1, f"{key}: nothing is called {name!r}")
    for row in rules.get("rule", ()):  # type: ignore[attr-defined]
        for name in row["names"]:
            if folded(name) not in register.names:
                yield Fault(CONTEXTS, 1, f"rule: nothing is called {name!r}")


@cache
def _shipped() -> Mapping[str, str]:
    return {f"{FOLDER}/{file.name}": file.read_text("utf-8") for file in concept_files()}


def _line(text: str, key: str) -> int:
    for header in _HEADER.finditer(text):
        if header[1].strip() == key:
            return text.count("\n", 0, header.start()) + 1
    return 1


def _line_of_error(error: tomli.TOMLDecodeError) -> int:
    place = re.search(r"line (\d+)", str(error))
    return int(place[1]) if place else 1
