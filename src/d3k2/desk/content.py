"""One thing to review with all that a reviewer must see of it, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from d3k2.desk.risk import Risk
from d3k2.evidence import FIRM, Read, Record, Reference, Source, cite, load
from d3k2.review import Item, ItemKind, fingerprint

CITED = ("id", "title", "year", "pmid", "doi", "url", "status", "superseded_by", "read")
"""What of a source is part of what was approved: which paper it is, how it stands, how read."""
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that an item says."""

    label: str
    """What follows for which nutrient, and when; or what kind of sentence it is."""
    clinician: str
    patient: str | None = None
    """None where it is said to nobody in these words."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source an item stands on, and where in it."""

    id: str
    where: str
    read: Read
    status: str
    citation: str
    short: str
    """Who, when, and by which identifier it is found."""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """An item, what it says, for whom, on what it stands, and how much hangs on it."""

    item: Item
    parts: tuple[Part, ...]
    applies: str
    sources: tuple[Cited, ...]
    risk: Risk
    notes: tuple[Part, ...] = field(default=())
    """What is said to reviewers only: the mechanism, where sources differ."""


def firmly_read(references: Iterable[Reference]) -> bool:
    """Whether every source was read itself: one that was not keeps the whole from approval."""
    return all(reference.read in FIRM for reference in references)


def content_hash(record: Record, references: Iterable[Reference]) -> str:
    """Return the hash of a record with its sources as they stand today.

    A source that is retracted, or read anew, makes another version of what stands on it; the
    place of a record in its file does not.
    """
    known = load().sources
    cited = [known[i].model_dump(mode="json", include=set(CITED)) for i in _ids(references)]
    content: Mapping[str, object] = record.model_dump(mode="json")
    return fingerprint({**content, "cited": cited})


def item_of(kind: ItemKind, record: Record, title: str, references: tuple[Reference, ...]) -> Item:
    """Return a record of ours as the ledger knows it."""
    identifier = str(getattr(record, "id", ""))
    digest = content_hash(record, references)
    return Item(identifier, kind, title, digest, firmly_read(references))


def cited(references: Iterable[Reference]) -> tuple[Cited, ...]:
    """Return the sources behind references, in their order."""
    known = load().sources
    return tuple(
        Cited(r.id, r.where, r.read, known[r.id].status, cite(known[r.id]), _short(known[r.id]))
        for r in references
    )


def _short(source: Source) -> str:
    author = (source.authors or source.title).split(",")[0]
    name = author if len(author) <= LONGEST_NAME else f"{author[: LONGEST_NAME - 1]}…"
    found = (("PMID ", source.pmid), ("doi ", source.doi), ("", source.url))
    place = next((f"{what}{value}" for what, value in found if value), "no identifier seen")
    return f"{name} {source.year}, {place}"


def _ids(references: Iterable[Reference]) -> list[str]:
    return sorted({reference.id for reference in references})
