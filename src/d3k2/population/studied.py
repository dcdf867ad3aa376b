"""Whether a regimen stays within what has been given to people in trials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, cast

import tomli

from d3k2.physiology import quantity
from d3k2.regimen import Regimen, Substance, describe_regimen, doses_between
from d3k2.units import InputRefused


def check_studied(regimen: Regimen, start: date, days: int, field: str) -> None:
    """Refuse a regimen with doses beyond any that were given in a trial.

    Raises
    ------
    InputRefused
        With the dose, the largest one given, and how to simulate it all the same.
    """
    for fact, _ in beyond(regimen, start, days):
        raise InputRefused(
            f"No trial that we know of gave as much for as long. {_said(fact)}",
            field=field,
            given=describe_regimen(regimen),
            accepted="a smaller dose, or --beyond-evidence to simulate it all the same, labelled",
        )


def beyond(regimen: Regimen, start: date, days: int) -> Iterator[tuple[str, Substance]]:
    """Yield the facts whose limit a regimen passes, with the substance."""
    for substance, fact in _table()["daily"].items():
        if _daily(regimen, substance) > quantity(fact):
            yield fact, substance
    end = start + timedelta(days=days)
    for dose in doses_between(regimen, start, end):
        limit = _table()["once"].get(dose.substance)
        if limit is not None and dose.amount > quantity(limit):
            yield limit, dose.substance
    if days > quantity("studied-long"):
        for substance, fact in _table()["long"].items():
            if _daily(regimen, substance) > quantity(fact):
                yield fact, substance


def _daily(regimen: Regimen, substance: str) -> float:
    return regimen.daily(cast("Substance", substance))


def _said(fact_id: str) -> str:
    from d3k2.evidence import load

    return load().facts[fact_id].text


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("d3k2.population").joinpath("studied.toml").read_text("utf-8")
    return MappingProxyType(tomli.loads(text))
