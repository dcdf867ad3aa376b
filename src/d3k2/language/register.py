"""All concepts with their names: what this room says joined with what other rooms name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from d3k2.language.concept import Concept, Kind
from d3k2.language.folding import folded
from d3k2.language.known import Known, known_concepts
from d3k2.language.written import Entry, contexts, written_concepts


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, and the concept it means.

    Attributes
    ----------
    exactly : tuple of str
        The only ways of writing that count, capitals included; empty where any does.
    """

    concept: str
    text: str
    exactly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """Every concept and every name.

    Attributes
    ----------
    other_ids : mapping
        Ids of other rooms to the concept they became.
    names : mapping
        The folded words of a name to the name; a sequence of words has one meaning.
    clashes : tuple
        Names that lead to a second concept and were left to the first.
    """

    concepts: Mapping[str, Concept]
    other_ids: Mapping[str, str]
    names: Mapping[str, Name]
    about: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, ...]]
    clashes: tuple[tuple[str, str, str], ...]


@cache
def register() -> Register:
    """Return the concepts that are shipped."""
    return join(written_concepts(), known_concepts())


def join(entries: Iterable[Entry], known: Iterable[Known]) -> Register:
    """Join the concepts written in this room with those of other rooms."""
    written = {entry.id: entry for entry in entries}
    others = tuple(known)
    became = {other: e.id for e in written.values() for other in e.same_as}
    became |= {other: each.id for each in others for other in each.other_ids}
    concepts = _concepts(written, others, became)
    names, clashes = _names(written, others, became)
    return Register(
        concepts=MappingProxyType(concepts),
        other_ids=MappingProxyType(became),
        names=MappingProxyType(names),
        about=MappingProxyType({e.id: e.about for e in written.values() if e.about}),
        sources=MappingProxyType({e.id: e.sources for e in written.values() if e.sources}),
        clashes=tuple(clashes),
    )


def _concepts(
    written: Mapping[str, Entry], others: Iterable[Known], became: Mapping[str, str]
) -> dict[str, Concept]:
    above: dict[str, list[str]] = {key: list(entry.wider) for key, entry in written.items()}
    for entry in written.values():
        for member in entry.members:
            above.setdefault(became.get(member, member), []).append(entry.id)
    kinds: dict[str, Kind] = {}
    called: dict[str, str] = {}
    for key, entry in written.items():
        if entry.kind is not None:
            kinds[key] = cast("Kind", entry.kind)
            called[key] = entry.name or key
    for each in others:
        if each.id in became:
            continue
        kind = kinds.setdefault(each.id, each.kind)
        called.setdefault(each.id, each.name)
        if kind == each.kind:
            mapped = [became.get(group, group) for group in each.wider]
            above.setdefault(each.id, []).extend(g for g in mapped if g != each.id)
    return {
        key: Concept(key, kind, called[key], tuple(_all_above(key, above)))
        for key, kind in kinds.items()
    }


def _all_above(key: str, above: Mapping[str, list[str]]) -> Iterator[str]:
    """Everything wider, nearest first; each once, never itself."""
    seen, waiting = {key}, list(above.get(key, ()))
    while waiting:
        one = waiting.pop(0)
        if one not in seen:
            seen.add(one)
            yield one
            waiting += above.get(one, ())


def _names(
    written: Mapping[str, Entry], others: Iterable[Known], became: Mapping[str, str]
) -> tuple[dict[str, Name], list[tuple[str, str, str]]]:
    """Give each name to one concept: those of this room first, then own names before aliases."""
    rules = contexts()
    never = {folded(name) for name in rules["never"]}
    capitals = {folded(name) for name in rules["capitals"]}
    silent = frozenset(rules["silent"])
    chosen = {folded(name): target for name, target in rules["chosen"].items()}
    names: dict[str, Name] = {}
    clashes: list[tuple[str, str, str]] = []

    def give(text: str, target: str, *, exactly: bool = False, own: bool = False) -> None:
        key = folded(text)
        if not key or (key in never and not own) or chosen.get(key, target) != target:
            return
        held = names.get(key)
        if held is None:
            names[key] = Name(target, text, (text,) if exactly or key in capitals else ())
        elif held.concept == target and held.exactly:
            names[key] = Name(target, held.text, (*held.exactly, text) if exactly else ())
        elif held.concept != target and not _allowed(written, held.concept, target, became):
            clashes.append((text, held.concept, target))

    for entry in written.values():
        for text in entry.names():
            give(text, entry.id, own=True)
        for text in entry.capitals:
            give(text, entry.id, exactly=True, own=True)
    known = tuple(others)
    for each in known:
        if not each.spelled_out:
            give(each.name, became.get(each.id, each.id))
    for each in known:
        for text in each.aliases:
            give(text, became.get(each.id, each.id))
    for each in known:
        if each.spelled_out and each.id not in silent and folded(each.name) not in names:
            give(each.name, became.get(each.id, each.id))
    return names, clashes


def _allowed(
    written: Mapping[str, Entry], held: str, target: str, became: Mapping[str, str]
) -> bool:
    """Whether a concept of this room says that it takes names from the other."""
    entry = written.get(held)
    return entry is not None and any(became.get(o, o) == target for o in entry.over)
