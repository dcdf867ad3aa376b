"""How units are written by people, and the one spelling used here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

import tomli

MICRO = "\N{MICRO SIGN}"
GREEK_MU = "\N{GREEK SMALL LETTER MU}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its spelling here, with its UCUM code."""

    name: str
    ucum: str


@cache
def units() -> Mapping[str, Unit]:
    """Every unit that can be read, by its spelling here."""
    return MappingProxyType({name: Unit(name, str(row["ucum"])) for name, row in _table().items()})


def spell_unit(text: str) -> str | None:
    """Return the spelling used here, or None when the unit is not known.

    Letters count in the case written, all small, or all capital: ``MG/DL`` is mg/dL, but ``Mg``
    and ``Mmol`` are not read, because mega is not milli.
    """
    return _spellings().get(_plain(text))


def _plain(text: str) -> str:
    """One micro sign, no superscripts, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace(GREEK_MU, MICRO)


def _capitals(text: str) -> str:
    """ASCII capitals only: the capital of the micro sign is a Greek M."""
    return "".join(c.upper() if c.isascii() else c for c in text)


@cache
def _table() -> Mapping[str, Mapping[str, object]]:
    text = resources.files("d3k2.units").joinpath("spellings.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def _spellings() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for name, row in _table().items():
        listed = row["spellings"]
        if not isinstance(listed, list):
            raise TypeError(f"spellings of {name} is not a list")
        for spelling in (name, str(row["ucum"]), *listed):
            plain = _plain(spelling)
            for variant in (plain, plain.lower(), _capitals(plain)):
                if known.setdefault(variant, name) != name and row["ucum"] != "1":
                    raise ValueError(f"{spelling!r} is both {known[variant]} and {name}")
    return MappingProxyType(known)
