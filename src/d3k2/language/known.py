"""What other rooms name already: medicines, conditions, symptoms, authorities and foods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from d3k2.evidence import load
from d3k2.language.concept import Kind
from d3k2.person import vocabulary

UNSPECIFIED = "-unspecified"


@dataclass(frozen=True, slots=True)
class Known:
    """A concept of another room.

    Attributes
    ----------
    spelled_out : bool
        Whether its name is only its id in words: such a name gives way to any other.
    other_ids : tuple of str
        Ids of entries that mean the same.
    """

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    other_ids: tuple[str, ...] = ()
    spelled_out: bool = False


@cache
def known_concepts() -> tuple[Known, ...]:
    """Return every concept of other rooms; of two with one id, both."""
    return (
        *_vocabulary("conditions", "condition"),
        *_vocabulary("medicines", "medicine"),
        *_vocabulary("symptoms", "symptom"),
        *_authorities(),
        *_foods(),
    )


def _vocabulary(name: str, kind: Kind) -> Iterator[Known]:
    """Entries of a vocabulary of persons, and the groups they belong to."""
    entries = vocabulary(name).entries
    groups = {key: entry.groups for key, entry in entries.items()}
    members = _members(groups)
    whole = {key: _whole_class(key, groups, members) for key in entries}
    for key, entry in entries.items():
        if whole[key] is None:
            yield Known(key, kind, entry.name, entry.aliases, entry.groups)
    for group, held in members.items():
        said = [key for key in entries if whole[key] == group]
        names = [name for key in said for name in (entries[key].name, *entries[key].aliases)]
        own = entries[group].name if group in entries else group.replace("-", " ")
        yield Known(
            id=group,
            kind=kind,
            name=own,
            aliases=tuple(dict.fromkeys(names)),
            wider=tuple(sorted(_holding(held, members), key=lambda g: len(members[g]))),
            other_ids=tuple(key for key in said if key != group),
            spelled_out=group not in entries,
        )


def _holding(held: frozenset[str], members: Mapping[str, frozenset[str]]) -> list[str]:
    """The groups that hold all of these entries and more."""
    return [group for group, others in members.items() if held < others]


def _members(groups: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """The entries of each group."""
    names = dict.fromkeys(group for held in groups.values() for group in held)
    return {name: frozenset(key for key, held in groups.items() if name in held) for name in names}


def _whole_class(
    key: str, groups: Mapping[str, tuple[str, ...]], members: Mapping[str, frozenset[str]]
) -> str | None:
    """The group an entry stands for as a whole, if it stands for nothing narrower.

    "Statin" is the class. "Blood thinner" is not: it is screened as a vitamin K antagonist, which
    not every anticoagulant is, so it stays a concept of its own.
    """
    if key in members:
        return key
    group = key.removesuffix(UNSPECIFIED)
    if group == key or group not in groups[key]:
        return None
    shared = all(members[group] <= members[other] for other in groups[key] if other != group)
    return group if shared else None


def _authorities() -> Iterator[Known]:
    for authority in load().authorities.values():
        formal, _, _ = authority.name.partition(" (")
        aliases = tuple(dict.fromkeys((authority.name, formal)))
        yield Known(authority.id, "authority", authority.short, aliases)


def _foods() -> Iterator[Known]:
    for food in load().foods.values():
        yield Known(food.id, "food", food.name, food.aliases)
