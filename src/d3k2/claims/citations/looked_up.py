"""What a registry answered about a work: asked by identifiers, title, author and year alone."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.claims.citations.cited import CitedWork
from d3k2.claims.citations.likeness import Likeness, likeness
from d3k2.claims.citations.paper import (
    Absent,
    Found,
    PaperRecord,
    Registry,
    RegistryReply,
    Unreachable,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question by an identifier, as it is shown (``doi:10.1000/x``), and the reply."""

    identifier: str
    reply: RegistryReply


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Every reply about one work.

    Attributes
    ----------
    by_title : Found, Absent, Unreachable or None
        What a search by title gave; of a paper found so, only a sure one counts as the work.
    """

    asked: tuple[Asked, ...] = ()
    by_title: RegistryReply | None = None
    compared: Likeness | None = None

    @property
    def records(self) -> tuple[PaperRecord, ...]:
        """The records of its identifiers; without any identifier, that of its title if sure."""
        found = tuple(a.reply.record for a in self.asked if isinstance(a.reply, Found))
        if not self.asked and self.title_is_sure and isinstance(self.by_title, Found):
            return (self.by_title.record,)
        return found

    @property
    def title_is_sure(self) -> bool:
        """Whether the search by title found a paper that can be no other."""
        return isinstance(self.by_title, Found) and self.compared is not None and self.compared.sure

    @property
    def absent(self) -> tuple[Asked, ...]:
        """The identifiers that their registry does not know."""
        return tuple(a for a in self.asked if isinstance(a.reply, Absent))

    @property
    def unreachable(self) -> tuple[Unreachable, ...]:
        """The registries that gave no answer."""
        replies = (*(a.reply for a in self.asked), self.by_title)
        return tuple(r for r in replies if isinstance(r, Unreachable))


def look_up(work: CitedWork, registry: Registry | None) -> LookedUp:
    """Ask for each identifier; by title where there is none, or one that is not known."""
    if registry is None:
        return LookedUp()
    names, asked = work.stated.identifiers, []
    if names.doi:
        asked.append(Asked(f"doi:{names.doi}", registry.record_of_doi(names.doi)))
    if names.pmid:
        asked.append(Asked(f"PMID {names.pmid}", registry.record_of_pmid(names.pmid)))
    known = any(isinstance(a.reply, Found) for a in asked)
    lost = any(isinstance(a.reply, Absent) for a in asked)
    title = work.stated.title
    if title is None or known or (asked and not lost):
        return LookedUp(tuple(asked))
    reply = registry.find(title, _first(work.stated.authors), _only(work.stated.years))
    compared = None
    if isinstance(reply, Found):
        compared = likeness(work.stated, work.text, reply.record)
    return LookedUp(tuple(asked), reply, compared)


def name_of(record: PaperRecord) -> str:
    """Return the identifier by which a record is shown."""
    if record.doi:
        return f"doi:{record.doi}"
    return f"PMID {record.pmid}" if record.pmid else "no identifier"


def _first(authors: tuple[str, ...]) -> str | None:
    return authors[0] if authors else None


def _only(years: tuple[int, ...]) -> int | None:
    return years[0] if len(years) == 1 else None
