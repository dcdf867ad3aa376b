"""The rules as they stand in ``rules/*.toml``, read once, every fault with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import tomli
from pydantic import ValidationError

from d3k2.evidence import Fault, fault_at
from d3k2.safety.rule import Rule

_HEADER = re.compile(r"^\[([^\[\].\s]+)\]\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """The rules that could be read and what was wrong with the others."""

    rules: tuple[Rule, ...]
    faults: tuple[Fault, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the files.

    Raises
    ------
    ValueError
        When any rule cannot be read: a missing rule would be a missing stop sign.
    """
    found = reading()
    if found.faults:
        raise ValueError("\n".join(str(fault) for fault in found.faults))
    return found.rules


def reading() -> Reading:
    """The shipped rules as they could be read, and what was wrong with the others."""
    return read(_files())


@cache
def _by_id() -> dict[str, Rule]:
    return {one.id: one for one in rules()}


def rule(rule_id: str) -> Rule:
    """The rule of this id.

    Raises
    ------
    KeyError
        When there is none.
    """
    return _by_id()[rule_id]


def _files() -> tuple[tuple[str, str], ...]:
    folder = resources.files("d3k2.safety").joinpath("rules")
    named = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple((f"safety/rules/{f.name}", f.read_text("utf-8")) for f in named)


def read(files: tuple[tuple[str, str], ...]) -> Reading:
    """Read rules from named texts.

    Parameters
    ----------
    files : tuple of (str, str)
        Name and TOML text of each file.
    """
    found: dict[str, Rule] = {}
    faults: list[Fault] = []
    for name, text in files:
        for where, key, outcome in _rules_in(name, text):
            if isinstance(outcome, str):
                faults.append(fault_at(where, outcome))
            elif key in found:
                faults.append(fault_at(where, f"{key} stands twice, first at {found[key].at}"))
            else:
                found[key] = outcome
    return Reading(tuple(found.values()), tuple(faults))


def _rules_in(name: str, text: str) -> Iterator[tuple[str, str, Rule | str]]:
    try:
        tables: dict[str, Any] = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        yield f"{name}:{line[1] if line else 1}", "", f"not TOML: {error}"
        return
    lines = _header_lines(text)
    for key, table in tables.items():
        where = f"{name}:{lines.get(key, 1)}"
        try:
            yield where, key, Rule.model_validate({**table, "id": key, "at": where})
        except ValidationError as error:
            wrong = "; ".join(
                f"{'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in error.errors()
            )
            yield where, key, f"{key}: {wrong}"
        except TypeError:
            yield where, key, f"{key} is not a rule"


def _header_lines(text: str) -> dict[str, int]:
    headers = ((number, _HEADER.match(line)) for number, line in enumerate(text.split("\n"), 1))
    return {found[1]: number for number, found in headers if found}
