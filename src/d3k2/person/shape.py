"""Checks the shape of a record: known keys, right types, one of the words allowed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from d3k2.person.faults import Faults
from d3k2.person.given import REQUIRED, GivenLab, GivenPerson, person_schema
from d3k2.person.limits import limits
from d3k2.units import InputRefused

Path = tuple[str | int, ...]


def check_shape(raw: dict[str, Any], faults: Faults) -> GivenPerson:
    """Return the record as far as it has a usable shape, and note what has not."""
    for field in REQUIRED:
        if raw.get(field) is None:
            faults.note(field, f"The {field} is required.", accepted=_example((field,)))
    try:
        return GivenPerson.model_validate(raw)
    except ValidationError as error:
        refused = _refusals(error.errors(include_url=False), raw)
    for refusal in refused.values():
        faults.found.append(refusal)
    unusable = {path[0] for path in refused}
    return GivenPerson.model_validate({k: v for k, v in raw.items() if k not in unusable})


def usable_labs(raw: object) -> list[tuple[int, GivenLab]]:
    """Return the laboratory values that can be read, whatever is wrong with the others.

    An urgent value must not wait until every slip elsewhere in the record is corrected.
    """
    usable: list[tuple[int, GivenLab]] = []
    for index, entry in enumerate(raw if isinstance(raw, list) else ()):
        with suppress(ValidationError):
            usable.append((index, GivenLab.model_validate(entry)))
    return usable


def place(path: Path) -> str:
    """Return a path as people read it: ``labs[0].value``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _refusals(errors: list[ErrorDetails], raw: dict[str, Any]) -> dict[Path, InputRefused]:
    """One refusal a place; an error deeper inside explains the one around it."""
    found: dict[Path, InputRefused] = {}
    for error in errors:
        path = _path(error, raw)
        found.setdefault(path, _refusal(error, path, raw))
    return {
        path: refusal
        for path, refusal in found.items()
        if not any(other != path and other[: len(path)] == path for other in found)
    }


def _path(error: ErrorDetails, raw: object) -> Path:
    """Where the error is in what was written; names of our own types are left out."""
    path: list[str | int] = []
    here = raw
    for part in error["loc"]:
        inner = isinstance(here, Mapping) and part in here
        nth = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if inner or nth:
            path.append(part)
            here = here[part]  # type: ignore[index]
    if error["type"] == "missing":
        path.append(error["loc"][-1])
    return tuple(path)


def _refusal(error: ErrorDetails, path: Path, raw: object) -> InputRefused:
    where = place(path)
    if error["type"] == "missing":
        return InputRefused("This is required.", field=where, accepted=_example(path))
    if error["type"] == "extra_forbidden":
        around = _options(_node(path[:-1]))
        known = sorted({key for option in around for key in option.get("properties", {})})
        near = process.extractOne(str(path[-1]), known)
        hint = f" The nearest is {near[0]!r}." if near else ""
        return InputRefused(
            f"There is no field {_shown(path[-1])}.{hint}", field=where, accepted=", ".join(known)
        )
    return InputRefused(
        "This cannot be used here.",
        field=where,
        given=_shown(_value(path, raw)),
        accepted=_example(path),
    )


def _value(path: Path, raw: Any) -> object:
    for part in path:
        raw = raw[part]
    return raw


def _shown(value: object) -> str:
    most = limits()["document"]["shown_characters"]
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= most else f"{text[:most]}..."


@cache
def _schema() -> dict[str, Any]:
    return person_schema()


def _node(path: Path) -> dict[str, Any]:
    """The part of the schema that describes a place in the record."""
    node = _schema()
    for part in path:
        node = _inside(node, part)
    return _resolve(node)


def _inside(node: dict[str, Any], part: str | int) -> dict[str, Any]:
    for option in _options(node):
        if isinstance(part, int) and "items" in option:
            return dict(option["items"])
        if part in option.get("properties", {}):
            return dict(option["properties"][part])
    return {}


def _options(node: dict[str, Any]) -> list[dict[str, Any]]:
    resolved = _resolve(node)
    options = resolved.get("anyOf", [resolved])
    return [_resolve(option) for option in options]


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = _schema()["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    options = [option for option in node.get("anyOf", ()) if option.get("type") != "null"]
    if len(options) == 1 and "properties" not in node:
        return {**_resolve(options[0]), **{k: v for k, v in node.items() if k == "examples"}}
    return node


_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "a table",
}


def _example(path: Path) -> str:
    """What would be accepted there: the words allowed, or an example."""
    node = _node(path)
    if "enum" in node:
        return " | ".join(node["enum"])
    kinds = [_TYPES[o["type"]] for o in _options(node) if o.get("type") in _TYPES]
    kind = " or ".join(dict.fromkeys(kinds)) or "a value"
    examples = node.get("examples")
    return f"{kind}, such as {_toml(examples[0])}" if examples else kind


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(_toml(entry) for entry in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(entry)}" for key, entry in value.items()) + "}"
    return str(value)
