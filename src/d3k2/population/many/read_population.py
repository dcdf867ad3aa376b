"""Reads a population: one that is shipped by its name, or a file of the same format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import tomli
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from d3k2.evidence import load
from d3k2.population.many.described import FORMAT, Correlations, Population
from d3k2.units import InputRefused

MOST_BYTES = 100_000
_ROUNDING = 0.5
"""Percent by which shares may miss 100: printed ones are rounded."""
_SHIPPED = "populations"
_OPTION = "--population"


@dataclass(frozen=True, slots=True)
class Described:
    """A population as it was read.

    Attributes
    ----------
    population : Population
        What it says.
    text_hash : str
        SHA-256 of its text.
    facts : tuple of str
        Ids of the facts that its numbers come from.
    """

    population: Population
    text_hash: str
    facts: tuple[str, ...]


def shipped() -> tuple[str, ...]:
    """Return the names of the populations that need no file."""
    folder = resources.files("d3k2.population").joinpath(_SHIPPED)
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir()))


def read_population(given: str) -> Described:
    """Read a population by its name, or from a file.

    Raises
    ------
    InputRefused
        It is no name and no file, or something in the file cannot be used. The message names
        every fault, the field the first.
    """
    if given in shipped():
        folder = resources.files("d3k2.population").joinpath(_SHIPPED)
        return _read(folder.joinpath(f"{given}.toml").read_bytes(), f"{given}.toml")
    path = Path(given)
    try:
        known = path.is_file()
        if not known and (path.exists() or "." in given or "/" in given):
            raise _no_file(given, "There is no such file.")
        if not known:
            raise _no_file(given, "There is no population of this name.")
        if path.stat().st_size > MOST_BYTES:
            raise _no_file(given, "The file is too large to describe a population.")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, InputRefused):
            raise
        reason = getattr(error, "strerror", None) or "this is no file name"
        raise _no_file(given, f"The file cannot be read: {reason}.") from None
    return _read(content, path.name)


def _no_file(given: str, message: str) -> InputRefused:
    accepted = f"{', '.join(shipped())}, or a TOML file of at most {MOST_BYTES:,} bytes"
    return InputRefused(message, field=_OPTION, given=given, accepted=accepted)


def _read(content: bytes, source: str) -> Described:
    try:
        raw = tomli.loads(content.decode())
    except ValueError as error:
        said = "This is not TOML" if isinstance(error, tomli.TOMLDecodeError) else "not UTF-8"
        detail = f": {error}" if isinstance(error, tomli.TOMLDecodeError) else ""
        raise InputRefused(f"{said}{detail}.", source=source, accepted="a TOML file") from None
    try:
        population = Population.model_validate(raw)
    except ValidationError as error:
        _refuse([_refusal(e, raw) for e in error.errors(include_url=False)], source)
        raise AssertionError("a validation error names what is wrong") from None
    _refuse(list(_inconsistent(population)), source)
    facts = dict.fromkeys(text for text in _texts(raw) if text in load().facts)
    return Described(population, hashlib.sha256(content).hexdigest(), tuple(facts))


def _refuse(faults: list[InputRefused], source: str) -> None:
    if not faults:
        return
    first, *others = faults
    lines = [f"{first.message} {len(others)} more:" if others else first.message]
    for fault in others:
        given = "" if fault.given is None else f" (given: {fault.given})"
        accepted = "" if fault.accepted is None else f" Accepted: {fault.accepted}."
        lines.append(f"  {fault.field}: {fault.message}{given}{accepted}")
    raise InputRefused(
        "\n".join(lines),
        field=first.field,
        given=first.given,
        accepted=first.accepted,
        source=source,
    )


def _refusal(error: ErrorDetails, raw: Mapping[str, Any]) -> InputRefused:
    path = [str(part) for part in error["loc"]]
    where = ".".join(path)
    context = error.get("ctx", {})
    if error["type"] == "missing":
        return InputRefused("This is required.", field=where, accepted=_required(path))
    if error["type"] == "extra_forbidden":
        known = ", ".join(_keys(path[:-1]))
        return InputRefused("There is no such field.", field=where, accepted=known)
    accepted = context.get("accepted") or context.get("expected") or _required(path)
    message = error["msg"] if error["type"] == "refused" else "This cannot be used here."
    return InputRefused(message, field=where, given=_shown(error["input"]), accepted=str(accepted))


def _shown(value: object) -> str:
    return str(value)[:60]


def _required(path: list[str]) -> str:
    if path == ["format"]:
        return f'"{FORMAT}"'
    keys = _keys(path)
    return f"a table with {', '.join(keys)}" if keys else "see docs/population.md"


def _keys(path: list[str]) -> list[str]:
    """Return the keys that a table may have."""
    here: type[BaseModel] | None = Population
    for part in path:
        fields = {} if here is None else here.model_fields
        found = next((f for name, f in fields.items() if (f.alias or name) == part), None)
        kinds = (
            [] if found is None else [found.annotation, *getattr(found.annotation, "__args__", ())]
        )
        here = next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)
    return [] if here is None else [f.alias or name for name, f in here.model_fields.items()]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _inconsistent(population: Population) -> Iterator[InputRefused]:
    age = population.age
    if len(age.from_) != len(age.shares):
        yield InputRefused(
            "Each group needs its share.",
            field="age.shares",
            given=f"{len(age.shares)} shares of {len(age.from_)} groups",
            accepted=f"{len(age.from_)} shares",
        )
    if list(age.from_) != sorted({*age.from_}) or age.to <= age.from_[-1]:
        yield InputRefused(
            "Ages must rise.", field="age.from", accepted="rising ages, the last below age.to"
        )
    if abs(sum(age.shares) - 100) > _ROUNDING:
        yield InputRefused(
            "The shares do not make up the whole.",
            field="age.shares",
            given=f"{sum(age.shares):g} %",
            accepted="shares in % that add up to 100",
        )
    shades = sum(getattr(population.skin, name) for name in type(population.skin).model_fields)
    if shades > 100 + _ROUNDING:
        yield InputRefused(
            "The shares are more than the whole.",
            field="skin",
            given=f"{shades:g} %",
            accepted="shares in % that add up to at most 100",
        )
    for sex in ("women", "men"):
        if np.linalg.eigvalsh(matrix(getattr(population, sex).correlations)).min() <= 0:
            yield InputRefused(
                "No people can have all three correlations at once.",
                field=f"{sex}.correlations",
                accepted="correlations that are weaker, or that agree with each other",
            )


def matrix(said: Correlations) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the correlations of age, weight and height as a matrix."""
    return np.array(
        [
            [1.0, said.age_weight, said.age_height],
            [said.age_weight, 1.0, said.weight_height],
            [said.age_height, said.weight_height, 1.0],
        ]
    )
