"""Reads a record's file into plain data, and refuses what is too large or no record at all."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Mapping, Sequence, Sized
from pathlib import Path

import tomli

from d3k2.person.limits import limits
from d3k2.units import InputRefused

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def load_document(given: object) -> tuple[str | None, dict[str, object]]:
    """Return the name of the file, if it is one, and its content as a plain table.

    Raises
    ------
    InputRefused
        The file cannot be read, is too large, is not text, or is neither TOML nor JSON.
    """
    if isinstance(given, Mapping):
        content: object = dict(given)
        source = None
    elif isinstance(given, bytes):
        content = parse(decode(_small(given)))
        source = None
    elif isinstance(given, str | os.PathLike):
        path = Path(os.fsdecode(given))
        source = path.name or str(path)
        try:
            content = parse(_text(path), path.suffix.lower())
        except InputRefused as refusal:
            refusal.source = source
            raise
    else:
        raise InputRefused(
            "A person is given as a file or as a table of fields.",
            given=type(given).__name__,
            accepted="a TOML or JSON file, or a mapping",
        )
    try:
        return source, _table(content)
    except InputRefused as refusal:
        refusal.source = source
        raise


def _text(path: Path) -> str:
    most = limits()["document"]["bytes"]
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputRefused("This is not a file.", accepted="a TOML or JSON file")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, InputRefused):
            raise
        reason = getattr(error, "strerror", None) or "not a file name"
        raise InputRefused(
            f"The file cannot be read: {reason}.", accepted="a TOML or JSON file"
        ) from None
    return decode(_small(content, path.stat().st_size))


def _small(content: bytes, size: int | None = None) -> bytes:
    most = limits()["document"]["bytes"]
    if len(content) > most:
        raise InputRefused(
            "The file is too large to be the record of one person.",
            given=f"{size or len(content)} bytes",
            accepted=f"at most {most} bytes",
        )
    return content


def decode(content: bytes) -> str:
    """Return the text of a file, or refuse what is not UTF-8 text.

    Raises
    ------
    InputRefused
        The bytes are not text.
    """
    if b"\x00" in content:
        raise InputRefused("The file is not text.", accepted="TOML or JSON in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputRefused(
            f"The file is not UTF-8 text (line {line}).", accepted="TOML or JSON in UTF-8"
        ) from None


def parse(text: str, suffix: str = "") -> object:
    """Parse TOML or JSON; without a telling suffix a text that opens with a brace is JSON.

    Raises
    ------
    InputRefused
        The text is not valid; the message says in which line.
    """
    as_json = suffix == ".json" or (suffix != ".toml" and text.lstrip().startswith(("{", "[")))
    name = "JSON" if as_json else "TOML"
    try:
        if as_json:
            return json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
        return tomli.loads(text)
    except RecursionError:
        raise InputRefused("The file is nested too deeply.", accepted=f"valid {name}") from None
    except InputRefused:
        raise
    except ValueError as error:
        raise InputRefused(
            f"The file is not valid {name}: {_reason(error, text)}.", accepted=f"valid {name}"
        ) from None


def _reason(error: ValueError, text: str) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} (line {error.lineno}, column {error.colno})"
    said = str(error).replace("(at end of document)", f"(line {len(text.splitlines())}, its end)")
    return re.sub(r"\(at line (\d+), column (\d+)\)", r"(line \1, column \2)", said)


def _no_number(constant: str) -> float:
    raise InputRefused(f"{constant} is no number.", given=constant, accepted="a finite number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise InputRefused("A key stands here twice.", field=twice, accepted="each key once")
    return table


def _table(content: object) -> dict[str, object]:
    if not isinstance(content, dict):
        raise InputRefused(
            "A person is a table of fields.",
            given=type(content).__name__,
            accepted='age = 52, sex = "female", weight = "58 kg"',
        )
    _measure(content, "", limits()["document"]["depth"])
    return {str(key): value for key, value in content.items()}


def _measure(value: object, place: str, depth: int) -> None:
    """Refuse texts, lists and nesting beyond any record, before anything else looks at them."""
    document = limits()["document"]
    if isinstance(value, str):
        _count(value, "characters", document["text_characters"], place)
        _printable(value, place)
    elif isinstance(value, Mapping | list | tuple):
        if depth == 0:
            raise InputRefused("This is nested too deeply.", field=place or None)
        _count(value, "entries", document["list_items"], place)
        for key, child in _children(value):
            if isinstance(key, str):
                _measure(key, place, depth)
                _measure(child, f"{place}.{key}" if place else key, depth - 1)
            else:
                _measure(child, f"{place}[{key}]", depth - 1)


def _children(value: Mapping[object, object] | Sequence[object]) -> Iterable[tuple[object, object]]:
    if not isinstance(value, Mapping):
        return enumerate(value)
    for key in value:
        if not isinstance(key, str):
            raise InputRefused("A key must be text.", given=repr(key), accepted="a field name")
    return value.items()


def _printable(text: str, place: str) -> None:
    if _UNPRINTABLE.search(text):
        raise InputRefused(
            "This holds characters that are no text.", field=place or None, accepted="plain text"
        )


def _count(value: Sized, unit: str, most: int, place: str) -> None:
    if len(value) > most:
        raise InputRefused(
            f"This is longer than any record of one person ({len(value)} {unit}).",
            field=place or None,
            accepted=f"at most {most} {unit}",
        )
