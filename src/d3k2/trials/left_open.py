"""What trials leave open after a fit: draws of the constants, and the noise around a prediction."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

import tomli

from d3k2.trials.constants import Constants

FOLDER = "posterior"
_TOLD = ".toml"
OTHER = "other"
"""What is said of outputs that no trial was fitted to."""


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What the model does not know of the mean of an arm.

    Attributes
    ----------
    variables : tuple of str
        Of which outputs.
    between_studies : float
        Standard deviation of the response of a study, as a share of it.
    arm : float
        Standard deviation of an arm, in its unit.
    start : float
        Standard deviation of the level at the start where it is not given.
    assay : float
        Logarithm of the share of the response that other assays than mass spectrometry see.
    draws : tuple of mapping
        Constants of the model, as likely as each other. Empty when nothing was fitted.
    left_out : mapping
        By row: what the model without its study predicts, with 90 % interval.
    """

    variables: tuple[str, ...]
    between_studies: float
    arm: Mapping[str, float]
    start: float
    assay: float
    draws: tuple[Constants, ...] = ()
    left_out: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)


def left_open(variable: str) -> LeftOpen:
    """Return what is left open of an output."""
    found = [each for each in _all().values() if variable in each.variables]
    return found[0] if found else _all()[OTHER]


@cache
def _all() -> Mapping[str, LeftOpen]:
    folder = resources.files("d3k2.trials").joinpath(FOLDER)
    files = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    told = (name.removesuffix(_TOLD) for name in sorted(files) if name.endswith(_TOLD))
    return {name: _read(name, files) for name in told}


def _read(name: str, files: Mapping[str, str]) -> LeftOpen:
    told = tomli.loads(files[name + _TOLD])
    noise = told["noise"]
    return LeftOpen(
        variables=tuple(told["variables"]),
        between_studies=noise["between_studies"],
        arm=MappingProxyType(noise["arm"]),
        start=noise["start"],
        assay=noise["assay"],
        draws=tuple(_draws(files.get(f"{name}.csv", ""))),
        left_out=_left_out(files.get(f"{name}-left-out.csv", "")),
    )


def _draws(text: str) -> list[Constants]:
    return [{k: float(v) for k, v in row.items()} for row in csv.DictReader(text.splitlines())]


def _left_out(text: str) -> dict[str, tuple[float, float, float]]:
    return {
        row["row"]: (float(row["predicted"]), float(row["low"]), float(row["high"]))
        for row in csv.DictReader(text.splitlines())
    }
