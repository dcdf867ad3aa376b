"""The register of names: what a term means, its unit, and what else it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

import tomli

from d3k2.units.quantity import InputRefused
from d3k2.units.spelling import units


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One quantity of the subject. There is one record of each, so terms compare by identity."""

    name: str
    meaning: str
    unit: str
    """The canonical unit."""
    ucum: str
    aliases: tuple[str, ...]
    loinc: tuple[str, ...]
    accepts: Mapping[str, float]
    """Unit to factor into the canonical unit."""
    refuses: Mapping[str, str]
    """Unit to the reason why it is not this quantity."""
    plausible: tuple[float, float]
    """Outside of it a value is a typing error."""
    bare: bool
    """Whether a number without a unit is in the canonical unit."""
    compound: tuple[tuple[str, str], ...]
    decimals: Mapping[str, int]
    lab: bool
    worse: Literal["high", "low"] | None
    """Of several values of one day, the one that counts; every laboratory value says which."""
    stale_after_days: int | None
    stale_note: str | None
    confirm_above: float | None
    """Possible, but so rare that the person must confirm it."""

    def accepted(self) -> str:
        """Say which units are read, for a person."""
        names = [unit for unit in self.accepts if unit != "1"]
        if not names:
            return "a number"
        *first, last = names
        listed = f"a number in {', '.join(first)} or {last}" if first else f"a number in {last}"
        return f"{listed}, or a number alone" if self.bare else listed


@cache
def terms() -> Mapping[str, Term]:
    """Every term of the register by its name."""
    text = resources.files("d3k2.units").joinpath("names.toml").read_text("utf-8")
    return MappingProxyType({name: _term(name, row) for name, row in tomli.loads(text).items()})


def term(name: str) -> Term:
    """Find a term by its name or one of its aliases.

    Raises
    ------
    InputRefused
        When nothing is called so.
    """
    found = _by_alias().get(_key(name))
    if found is None:
        laboratory = ", ".join(t.name for t in terms().values() if t.lab)
        raise InputRefused(
            "This quantity is not known.",
            given=name,
            accepted=f"for a laboratory value: {laboratory}",
        )
    return found


def term_by_loinc(code: str) -> Term | None:
    """Find the term a LOINC code means, if any.

    1990-1 is cholecalciferol itself and never 25(OH)D, although it is often sent for it.
    """
    return next((t for t in terms().values() if code in t.loinc), None)


def _key(name: str) -> str:
    """Case, spaces and punctuation do not count; the plus of Ca2+ does not either."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


@cache
def _by_alias() -> Mapping[str, Term]:
    found: dict[str, Term] = {}
    for each in terms().values():
        for name in (each.name, *each.aliases):
            if found.setdefault(_key(name), each) is not each:
                raise ValueError(f"{name!r} is both {found[_key(name)].name} and {each.name}")
    return MappingProxyType(found)


def _term(name: str, row: Mapping[str, Any]) -> Term:
    low, high = row["plausible"]
    return Term(
        name=name,
        meaning=row["meaning"],
        unit=row["unit"],
        ucum=units()[row["unit"]].ucum,
        aliases=tuple(row["aliases"]),
        loinc=tuple(row["loinc"]),
        accepts=MappingProxyType(dict(row["accepts"])),
        refuses=MappingProxyType(dict(row.get("refuses", {}))),
        plausible=(low, high),
        bare=row.get("bare", False),
        compound=tuple((large, small) for large, small in row.get("compound", ())),
        decimals=MappingProxyType(dict(row.get("decimals", {}))),
        lab=row.get("lab", False),
        worse=row.get("worse"),
        stale_after_days=row.get("stale_after_days"),
        stale_note=row.get("stale_note"),
        confirm_above=row.get("confirm_above"),
    )
