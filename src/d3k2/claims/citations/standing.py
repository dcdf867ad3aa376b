"""Whether a paper was retracted, superseded or corrected, and by what."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.claims.citation import Standing
from d3k2.claims.citations.local import Held
from d3k2.claims.citations.paper import Notice, PaperRecord
from d3k2.claims.citations.reasons import reason
from d3k2.evidence import Source, load

ORDER: tuple[Standing, ...] = (
    "retracted", "superseded", "corrected", "draft", "current", "not_checked",
)  # fmt: skip
"""What matters most first."""
RETRACTED = "retracted publication"
CORRECTED = "corrected and republished article"
"""Publication types of PubMed."""


@dataclass(frozen=True, slots=True)
class Stands:
    """The answer, and a sentence where it is not simply current."""

    standing: Standing
    because: str | None = None


def standing(held: Held | None, records: tuple[PaperRecord, ...]) -> Stands:
    """Return what matters most of what our record and the registries say."""
    found = [_of_record(record) for record in records]
    if held is not None and held.by == "name":
        return _perhaps(held.source)
    if held is not None:
        found.append(_of_source(held.source))
    return min(found, key=lambda each: ORDER.index(each.standing), default=Stands("not_checked"))


def _perhaps(source: Source) -> Stands:
    """What is said where only author and year tell which paper is meant: a hint, no answer."""
    if source.status == "current":
        return Stands("not_checked")
    return Stands("not_checked", reason("status", "perhaps", standing=source.status))


def _of_source(source: Source) -> Stands:
    if source.status == "current":
        return Stands("current")
    by = ""
    if source.status == "superseded" and source.superseded_by:
        newer = load().sources.get(source.superseded_by)
        by = f" by {newer.id}, “{newer.title}” ({newer.year})" if newer else ""
    return Stands(source.status, reason("status", source.status, by=by))


def _of_record(record: PaperRecord) -> Stands:
    types = {each.casefold() for each in record.types}
    notices = {notice.kind: notice for notice in reversed(record.notices)}
    if "retraction" in notices or RETRACTED in types:
        return Stands("retracted", reason("status", "retracted", by=_by(notices.get("retraction"))))
    if "superseded" in notices:
        by = _by(notices["superseded"], "by")
        return Stands("superseded", reason("status", "superseded", by=by))
    if "concern" in notices:
        return Stands("corrected", reason("status", "concern", by=_by(notices["concern"])))
    if "correction" in notices or CORRECTED in types:
        return Stands("corrected", reason("status", "corrected", by=_by(notices.get("correction"))))
    return Stands("current")


def _by(notice: Notice | None, word: str = "in") -> str:
    return f" {word} {notice.by}" if notice and notice.by else ""
