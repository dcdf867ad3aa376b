"""What a name in a regimen or on a label means: a substance, a calcium salt, or a product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, TypeVar, get_args

import tomli

from d3k2.regimen.regimen import Salt, Substance

Known = TypeVar("Known")

SUBSTANCES: tuple[Substance, ...] = get_args(Substance)


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of one substance in the regimen language."""

    substance: Substance
    canonical: str
    amount: str
    """The term of its amounts in the register of units."""
    highest_per_day: float


@dataclass(frozen=True, slots=True)
class SaltForm:
    """A calcium salt by the name it is written with."""

    key: str
    salt: Salt
    name: str
    forms: tuple[str, ...]
    """Chemical forms the name can mean, as keys of the molar masses."""
    tablet_weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text, and what it can mean."""

    narrower: tuple[Substance, ...]
    """The substances it leaves open."""
    substance: Substance | None = None
    """What it is when nothing narrows it; None asks."""
    salt: SaltForm | None = None
    why_not: str | None = None
    """Why it cannot be read at all, or not without being narrowed."""
    accepted: str = ""
    origin: bool = False
    """Whether it may stand in brackets as where something comes from: "(from natto)"."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """Read one of the data files of this room."""
    text = resources.files("d3k2.regimen").joinpath(f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))


def factor(name: str) -> float:
    """Return a number of ``factors.toml``."""
    return float(table("factors")[name]["value"])


@cache
def form(substance: Substance) -> Form:
    """Return what is known of a substance."""
    row = table("substances")[substance]
    return Form(substance, row["canonical"], row["amount"], float(row["highest_per_day"]))


def match_name(plain: str, at: int) -> tuple[Name, int] | None:
    """Find the longest name that begins at this position, and where it ends."""
    return _longest(_names(), plain, at)


def match_salt(plain: str, at: int) -> tuple[SaltForm, int] | None:
    """Find the longest name of a salt, with or without the word calcium."""
    return _longest(_salts(), plain, at)


def _longest(
    known: tuple[tuple[re.Pattern[str], Known], ...], plain: str, at: int
) -> tuple[Known, int] | None:
    found = [(meaning, m.end()) for pattern, meaning in known if (m := pattern.match(plain, at))]
    return max(found, key=lambda each: each[1]) if found else None


@cache
def _names() -> tuple[tuple[re.Pattern[str], Name], ...]:
    known: list[tuple[re.Pattern[str], Name]] = []
    rows = table("substances")
    for substance in SUBSTANCES:
        row = rows[substance]
        known += _spelled(row["names"], Name(tuple(row["narrower"]), substance))
    for row in rows["generic"].values():
        known += _spelled(
            row["names"],
            Name(
                tuple(row["narrower"]),
                row.get("default"),
                why_not=row.get("ask"),
                accepted=row.get("accepted", ""),
            ),
        )
    for each in _salt_forms():
        known += _spelled(
            table("salts")[each.key]["names"], Name(("calcium",), "calcium", salt=each)
        )
    for row in table("products").values():
        for name in row["names"]:
            why = f"{name} {row['why']}"
            refused = Name(
                (), why_not=why, accepted=row["accepted"], origin=row.get("origin", False)
            )
            known += _spelled([name], refused)
    return tuple(known)


@cache
def _salts() -> tuple[tuple[re.Pattern[str], SaltForm], ...]:
    known: list[tuple[re.Pattern[str], SaltForm]] = []
    for each in _salt_forms():
        full = table("salts")[each.key]["names"]
        short = [name.removeprefix("calcium ") for name in full]
        known += _spelled({*full, *short}, each)
    return tuple(known)


@cache
def _salt_forms() -> tuple[SaltForm, ...]:
    return tuple(
        SaltForm(
            key, row["salt"], row["names"][0], tuple(row["forms"]), tuple(row["tablet_weights"])
        )
        for key, row in table("salts").items()
    )


def _spelled(names: Iterable[str], meaning: Known) -> list[tuple[re.Pattern[str], Known]]:
    return [(_pattern(name), meaning) for name in names]


def _pattern(name: str) -> re.Pattern[str]:
    """Match the name whatever its case; a hyphen after a word may be a space or nothing.

    After a single letter it may not be a space: "D 3" could be the 3 of "D 3 tablets".
    """
    out = ""
    for i, char in enumerate(name.lower()):
        if char == "-":
            out += r"[-\s]?" if name[max(0, i - 2) : i].isalpha() and i > 1 else "-?"
        elif char == " ":
            out += r"\s+"
        elif char.isdigit() and i and name[i - 1].isalpha():
            out += "-?" + char
        else:
            out += re.escape(char)
    return re.compile(out + r"(?![0-9a-zµ])")
