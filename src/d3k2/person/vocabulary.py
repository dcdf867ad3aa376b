"""The names by which medicines, conditions, symptoms and allergies are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import tomli

VocabularyName = Literal["medicines", "conditions", "symptoms", "allergies"]
VOCABULARIES: tuple[VocabularyName, ...] = get_args(VocabularyName)

SHORTEST_PLURAL = 5
"""Letters. A shorter word that ends in s is left as it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept with the names and codes it goes by."""

    id: str
    name: str
    groups: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str | None = None

    def names(self) -> tuple[str, ...]:
        """Every name, the id in words included."""
        return (self.name, *self.aliases, self.id.replace("-", " "))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts of one kind, ready to be looked up.

    Attributes
    ----------
    by_name : mapping
        Plain name (see `plain`) to the id of its concept.
    by_words : mapping
        The words of a name (see `word_key`) to its concept: "stage 4 CKD" is "CKD stage 4".
    by_code : mapping
        (system, code without dots) to its concept.
    """

    entries: Mapping[str, Entry]
    by_name: Mapping[str, str]
    by_words: Mapping[tuple[str, ...], str]
    by_code: Mapping[tuple[str, str], str]

    @property
    def groups(self) -> frozenset[str]:
        """Every group an entry belongs to."""
        return frozenset(group for entry in self.entries.values() for group in entry.groups)

    def find(self, tokens: Sequence[str]) -> str | None:
        """Return the concept that goes by these words, in whatever order."""
        return self.by_name.get(" ".join(tokens)) or self.by_words.get(word_key(tokens))


def plain(text: str) -> str:
    """Return a name without case, accents, hyphens, possessives and punctuation."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    bare = re.sub(r"['’`´]s\b", "", bare)
    bare = re.sub(r"['’`´]", "", bare)
    return " ".join(re.findall(r"[^\W_]+", bare))


def word_key(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return words in alphabetical order and without the s of a plural or possessive."""
    return tuple(sorted(_singular(token) for token in tokens))


def _singular(token: str) -> str:
    singular_s = token.endswith(("ss", "is", "us"))
    plural = len(token) >= SHORTEST_PLURAL and token.endswith("s") and not singular_s
    return token[:-1] if plural else token


def plain_code(code: str) -> str:
    """Return a code in capitals, without dots and spaces."""
    return re.sub(r"[.\s]", "", code).upper()


def build(entries: Mapping[str, Entry]) -> Vocabulary:
    """Index the names and codes of these entries."""
    by_name = {plain(name): entry.id for entry in entries.values() for name in entry.names()}
    by_name |= {plain(entry.name): entry.id for entry in entries.values()}
    by_words = {word_key(name.split()): concept for name, concept in by_name.items()}
    by_code = {
        (system, plain_code(code)): entry.id
        for entry in entries.values()
        for system, codes in entry.codes.items()
        for code in codes
    }
    by_name.pop("", None)
    return Vocabulary(entries, by_name, by_words, by_code)


def read_vocabulary(text: str) -> Vocabulary:
    """Read a vocabulary from the text of its file."""
    return build({key: _entry(key, table) for key, table in tomli.loads(text).items()})


@cache
def vocabulary(name: VocabularyName) -> Vocabulary:
    """Return one of the vocabularies that are shipped."""
    return read_vocabulary(vocabulary_text(name))


def vocabulary_text(name: VocabularyName) -> str:
    """Return the text of a vocabulary's file."""
    return resources.files("d3k2.person").joinpath(f"{name}.toml").read_text("utf-8")


def _entry(key: str, table: Mapping[str, Any]) -> Entry:
    codes = {system: tuple(codes) for system, codes in table.get("codes", {}).items()}
    return Entry(
        id=key,
        name=table["name"],
        groups=tuple(table.get("groups", ())),
        aliases=tuple(table.get("aliases", ())),
        codes=codes,
        note=table.get("note"),
    )
