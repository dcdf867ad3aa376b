"""The words around a number: units, words for numbers, and digits that are no amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import tomli

NEAR = r"[\s\u00a0\u202f]{0,2}"
"""Blanks between a number and its unit."""
_END = r"(?![^\W_])"


@cache
def table() -> Mapping[str, Any]:
    """Return ``amounts.toml``."""
    text = resources.files("d3k2.language").joinpath("amounts.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))


@cache
def unit_pattern() -> re.Pattern[str]:
    """Match a unit right after a number, a blank or hyphen between them."""
    return re.compile(rf"{NEAR}[-‐‑]?{NEAR}(?P<unit>{_any(_spellings())})", re.IGNORECASE)


def unit_named(written: str) -> str:
    """Return the spelling of facts for a unit that `unit_pattern` matched."""
    return _spellings()[_key(written)]


@cache
def per_pattern() -> re.Pattern[str]:
    """Match how often, or for how much body weight: "/day", "a week", "per kg"."""
    return re.compile(rf"{NEAR}(?P<per>{_any(_periods())})", re.IGNORECASE)


def period_named(written: str) -> str:
    """Return day, week, month, year or kg for what `per_pattern` matched."""
    return _periods()[_key(written)]


@cache
def number_pattern() -> re.Pattern[str]:
    """Match a number in words: twelve, twenty-five, two hundred and fifty thousand."""
    small, scales = _any(table()["words"], end=""), _any(table()["scales"], end="")
    more = rf"(?:(?:[-\s]|\s+and\s+)(?:{small}|{scales}){_END})*"
    half = rf"(?:\s+and\s+a\s+half{_END})?"
    return re.compile(rf"(?<![^\W_])(?<!-)(?:{small}){_END}{more}{half}", re.IGNORECASE)


def number_in_words(written: str) -> float | None:
    """Return the number these words say; None where they are two numbers."""
    words, scales = table()["words"], table()["scales"]
    whole, part, last = 0.0, 0.0, 1000.0
    for word in re.split(r"[-\s]+", written.lower()):
        if word == "half":
            part += 0.5
        elif word in scales:
            part = max(part, 1.0) * scales[word]
            if scales[word] > 100:
                whole, part = whole + part, 0.0
            last = 1000.0
        elif word in words:
            value = float(words[word])
            if not (last == 1000.0 or (last >= 20 and value < 10)):
                return None
            part, last = part + value, value
    return whole + part


@cache
def part_pattern() -> re.Pattern[str]:
    """Match a part of a whole: "a third of", "half the"."""
    half = r"(?:of|the|as|that|an?)"
    names = _any(table()["parts"], end="")
    return re.compile(
        rf"(?<![^\W_])(?P<part>{names})(?=\s+of\b|(?<=half)\s+{half}\b)", re.IGNORECASE
    )


@cache
def times_pattern() -> re.Pattern[str]:
    """Match "once", "twice" and "thrice"."""
    return re.compile(rf"(?<![^\W_])(?P<times>{_any(table()['times'])})", re.IGNORECASE)


@cache
def interval_pattern() -> re.Pattern[str]:
    """Match what may stand between a number and its interval: " (", " (95 % interval "."""
    words = _any(table()["interval"]["before"])
    return re.compile(rf"\s*[(,;]\s*(?:\d\d\s*%\s*)?(?:(?:{words})[:,]?\s*)?", re.IGNORECASE)


@cache
def sure_pattern() -> re.Pattern[str]:
    """Match what follows a percentage that says how sure an interval is: "95 % interval"."""
    return re.compile(rf"\s*(?:{_any(table()['interval']['before'])})", re.IGNORECASE)


@cache
def masks() -> tuple[re.Pattern[str], ...]:
    """Patterns of whole pieces whose digits are no amounts."""
    return tuple(re.compile(p, re.IGNORECASE) for p in table()["not_amounts"]["patterns"])


@cache
def word_set(key: str) -> frozenset[str]:
    """Return one of the lists under ``not_amounts`` as a set."""
    return frozenset(table()["not_amounts"][key])


@cache
def scale_pattern() -> re.Pattern[str]:
    """Match "thousand" or "million" after digits."""
    return re.compile(rf"{NEAR}(?P<scale>{_any(table()['scales'])})", re.IGNORECASE)


def _key(written: str) -> str:
    return " ".join(written.lower().replace("\u03bc", "\u00b5").split())


@cache
def _spellings() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for unit, others in table()["units"].items():
        for spelling in (unit, *others):
            known[_key(spelling)] = unit
    return MappingProxyType(known)


@cache
def _periods() -> Mapping[str, str]:
    rows = table()["per"]
    return MappingProxyType(
        {
            _key(word): name
            for name, row in rows.items()
            if isinstance(row, dict)
            for word in row["words"]
        }
    )


def _any(spellings: Iterable[str], end: str = _END) -> str:
    """Match the longest of these spellings, any blank for a blank."""
    ordered = sorted(spellings, key=len, reverse=True)
    return "|".join(_written(spelling, end) for spelling in ordered)


def _written(spelling: str, end: str) -> str:
    blanks = r"[\s\u00a0]{1,3}".join(re.escape(word) for word in spelling.split())
    either = blanks.replace("\u00b5", "[\u00b5\u03bc]")
    return either + (end if spelling[-1].isalnum() else "")
