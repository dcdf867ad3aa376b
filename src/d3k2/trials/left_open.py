"""What trials leave open after a fit: draws of the constants, and the noise around a prediction."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from d3k2.trials.constants import Constants

FOLDER = "posterior"
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
    table = tomllib.loads(folder.joinpath("noise.toml").read_text("utf-8"))
    return {name: _read(name, given) for name, given in table.items()}


def _read(name: str, given: Mapping[str, object]) -> LeftOpen:
    folder = resources.files("d3k2.trials").joinpath(FOLDER)
    draws, left_out = folder.joinpath(f"{name}.csv"), folder.joinpath(f"{name}-left-out.csv")
    arm = given["arm"]
    assert isinstance(arm, dict)
    return LeftOpen(
        variables=tuple(given["variables"]),  # type: ignore[arg-type]
        between_studies=float(given["between_studies"]),  # type: ignore[arg-type]
        arm=MappingProxyType(arm),
        start=float(given["start"]),  # type: ignore[arg-type]
        assay=float(given["assay"]),  # type: ignore[arg-type]
        draws=tuple(_draws(draws.read_text("utf-8"))) if draws.is_file() else (),
        left_out=_left_out(left_out.read_text("utf-8")) if left_out.is_file() else {},
    )


def _draws(text: str) -> list[Constants]:
    return [{k: float(v) for k, v in row.items()} for row in csv.DictReader(text.splitlines())]


def _left_out(text: str) -> dict[str, tuple[float, float, float]]:
    return {
        row["row"]: (float(row["predicted"]), float(row["low"]), float(row["high"]))
        for row in csv.DictReader(text.splitlines())
    }
