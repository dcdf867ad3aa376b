"""What is wrong with a vocabulary file: every fault at once, as ``file:line: what``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tomli

from d3k2.person.vocabulary import VOCABULARIES, plain, plain_code, vocabulary_text

CODE_SYSTEMS = ("icd10", "icd10cm", "atc", "rxnorm", "snomed", "loinc")
ENTRY_KEYS = frozenset({"name", "groups", "aliases", "codes", "note"})
_HEADER = re.compile(r"^\s*\[\s*\"?([^\]\"]+)\"?\s*\]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def vocabulary_faults() -> list[str]:
    """Return every fault of the shipped vocabularies as ``file:line: what``."""
    return [
        fault for name in VOCABULARIES for fault in faults_in(f"{name}.toml", vocabulary_text(name))
    ]


def faults_in(file: str, text: str) -> list[str]:
    """Return the faults of one vocabulary file as ``file:line: what``."""
    try:
        tables = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        return [f"{file}:{_toml_line(error, text)}: {error}"]
    lines = _header_lines(text)
    found: list[tuple[int, str]] = []
    owners: dict[str, str] = {}
    for key, table in tables.items():
        at = lines.get(key, 1)
        found += [(at, f"[{key}] {what}") for what in _entry_faults(key, table)]
        if isinstance(table, dict):
            found += [(at, f"[{key}] {what}") for what in _claims(key, table, owners)]
    return [f"{file}:{at}: {what}" for at, what in sorted(found)]


def _entry_faults(key: str, table: object) -> Iterator[str]:
    if not isinstance(table, dict):
        yield "is not a table"
        return
    if not _ID.fullmatch(key):
        yield "is no id: lower case, digits and hyphens"
    if not isinstance(table.get("name"), str) or not plain(str(table.get("name", ""))):
        yield "has no name"
    for unknown in sorted(set(table) - ENTRY_KEYS):
        yield f"has the unknown key {unknown!r}"
    for system in sorted(set(table.get("codes", {})) - set(CODE_SYSTEMS)):
        yield f"has codes of the unknown system {system!r}"
    for group in table.get("groups", ()):
        if not _ID.fullmatch(str(group)):
            yield f"has the group {group!r}, which is no id"
    for alias in table.get("aliases", ()):
        if not plain(str(alias)):
            yield f"has the empty alias {alias!r}"


def _claims(key: str, table: Mapping[str, Any], owners: dict[str, str]) -> Iterator[str]:
    """Names and codes that another entry has claimed already."""
    names = {plain(str(name)): str(name) for name in (table.get("name"), *table.get("aliases", ()))}
    codes = {
        f"{system} {plain_code(str(code))}": f"{system} {code}"
        for system, codes in table.get("codes", {}).items()
        for code in codes
    }
    for kind, claimed in (("alias", names), ("code", codes)):
        for norm, shown in claimed.items():
            owner = owners.setdefault(f"{kind}:{norm}", key)
            if owner != key:
                yield f"has the {kind} {shown!r}, which is [{owner}] already"


def _header_lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            lines.setdefault(header.group(1).strip(), number)
    return lines


def _toml_line(error: tomli.TOMLDecodeError, text: str) -> int:
    place = re.search(r"line (\d+)", str(error))
    return int(place.group(1)) if place else len(text.splitlines())
