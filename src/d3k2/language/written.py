"""What the files of this room say: concepts, the names they go by, and when a name counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import tomli

FOLDER = "concepts"
CONTEXTS = "contexts.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of ``concepts/*.toml``.

    Attributes
    ----------
    kind : str or None
        None where the table only adds to a concept of another room.
    capitals : tuple of str
        Names that count only in exactly these letters: "VITAL" is a trial, "vital" is a word.
    over : tuple of str
        Concepts of other rooms from which this one takes the names they share.
    same_as : tuple of str
        Ids under which other rooms know it; all their names are its names.
    members : tuple of str
        Concepts of other rooms that are kinds of it.
    about : tuple of str
        What it concerns without being a kind of it: 25(OH)D is about vitamin D.
    sources : tuple of str
        Of a trial: the sources of the evidence that report it.
    """

    id: str
    file: str
    kind: str | None
    name: str | None
    aliases: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    silent: bool = False
    """Whether its own name is no name in a text: "what a test shows"."""

    def names(self) -> Iterator[str]:
        """Every name that counts however it is written."""
        if self.name and not self.silent:
            yield self.name
        yield from self.aliases


LISTS = ("aliases", "capitals", "wider", "over", "same_as", "members", "about", "sources")
KEYS = frozenset({"kind", "name", "silent", *LISTS})


def concept_files() -> tuple[Traversable, ...]:
    """Return the files of concepts, in the order of their names."""
    folder = resources.files("d3k2.language").joinpath(FOLDER)
    found = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted(found, key=lambda file: file.name))


@cache
def written_concepts() -> tuple[Entry, ...]:
    """Return every table of every file of concepts."""
    return tuple(
        entry
        for file in concept_files()
        for entry in read_entries(f"{FOLDER}/{file.name}", file.read_text("utf-8"))
    )


def read_entries(file: str, text: str) -> tuple[Entry, ...]:
    """Read the concepts of one file from its text."""
    tables = tomli.loads(text).items()
    return tuple(_entry(key, file, row) for key, row in tables if isinstance(row, dict))


@cache
def contexts() -> Mapping[str, Any]:
    """Return ``contexts.toml``: when a name counts, and which never do."""
    text = resources.files("d3k2.language").joinpath(CONTEXTS).read_text("utf-8")
    return tomli.loads(text)


def _entry(key: str, file: str, row: Mapping[str, Any]) -> Entry:
    return Entry(
        id=key,
        file=file,
        kind=row.get("kind"),
        name=row.get("name"),
        silent=row.get("silent", False),
        **{name: tuple(row.get(name, ())) for name in LISTS},
    )
