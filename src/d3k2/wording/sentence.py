"""A sentence in its two wordings: one for clinicians, one for patients, the same numbers."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import tomli

Audience = Literal["clinician", "patient"]
AUDIENCES: tuple[Audience, ...] = ("clinician", "patient")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing said, worded for each audience."""

    clinician: str
    patient: str

    def to(self, audience: Audience) -> str:
        """Return the wording for this audience."""
        return self.clinician if audience == "clinician" else self.patient


@cache
def phrases(audience: Audience) -> dict[str, str]:
    """Return every fixed phrase for an audience by its dotted key (``d3.at_upper_limit``)."""
    text = resources.files("d3k2.wording").joinpath(f"{audience}.toml").read_text("utf-8")
    return dict(_flatten(tomli.loads(text)))


def _flatten(table: dict[str, object], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows += _flatten(value, f"{prefix}{key}.")
        else:
            rows.append((f"{prefix}{key}", str(value)))
    return rows


def phrase(key: str, **values: object) -> Sentence:
    """Fill the phrase of this key with values, in both wordings.

    Numbers are formatted by the caller, so that both audiences read the same digits.

    Raises
    ------
    KeyError
        When a wording is missing or a placeholder has no value: a fault of ours,
        caught by the tests over every key.
    """
    clinician, patient = (phrases(a)[key].format_map(values) for a in AUDIENCES)
    return Sentence(clinician, patient)


def placeholders(template: str) -> frozenset[str]:
    """Return the names a phrase must be filled with."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)
