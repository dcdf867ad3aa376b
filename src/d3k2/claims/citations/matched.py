"""Whether the records found are the paper that is described, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass

from d3k2.claims.citation import Holds
from d3k2.claims.citations.cited import CitedWork, Stated
from d3k2.claims.citations.likeness import Likeness, likeness
from d3k2.claims.citations.local import Held, as_record, local_registry
from d3k2.claims.citations.looked_up import LookedUp
from d3k2.claims.citations.paper import PaperRecord
from d3k2.claims.citations.reasons import reason

ORDER: tuple[Holds, ...] = ("no", "partly", "yes", "not_checked")
"""Worst first; what was not checked says nothing."""
LONGEST_TITLE = 120
"""Characters of a record's title that are shown."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The answer and its sentence; no sentence where nothing could be compared."""

    holds: Holds
    because: str | None


def matched(work: CitedWork, held: Held | None, found: LookedUp) -> Matched:
    """Compare with what the registries gave; with our own record where they gave nothing."""
    answers = [_one(work.stated, record, likeness(work.stated, work.text, record))
               for record in found.records]  # fmt: skip
    if held is not None and held.by == "body":
        answers.append(Matched("not_checked", None))
    elif held is not None and held.by != "name":
        own = _one(work.stated, as_record(held.source), held.likeness)
        if held.by == "place" and own.holds == "not_checked":
            own = Matched("yes", reason("matches", "place"))
        if all(answer.holds == "not_checked" for answer in answers):
            answers.append(own)
        answers += _identifiers(work, held)
    return min(
        answers, key=lambda answer: ORDER.index(answer.holds), default=Matched("not_checked", None)
    )


def _identifiers(work: CitedWork, held: Held) -> list[Matched]:
    """What speaks against an entry whose identifiers are not those of the paper that is held."""
    other = local_registry().conflicting(work, held)
    if other is not None:
        said = reason("matches", "conflict", source=held.source.id, other=other.id)
        return [Matched("partly", said)]
    stated, source = work.stated.identifiers, held.source
    if held.by != "title":
        return []
    for given, ours, shown in (
        (stated.doi, (source.doi or "").casefold(), f"doi:{source.doi}"),
        (stated.pmid, source.pmid, f"PMID {source.pmid}"),
    ):
        if given and ours and given != ours:
            return [Matched("partly", reason("matches", "identifier_other", identifier=shown))]
    return []


def _one(said: Stated, record: PaperRecord, alike: Likeness) -> Matched:
    holds = alike.holds
    if holds == "not_checked":
        unsure = bool(said.title or said.authors or said.years)
        return Matched(holds, reason("matches", "unsure") if unsure else None)
    if holds == "yes":
        return Matched(holds, reason("matches", "yes"))
    return Matched(holds, _difference(said, record, alike))


def _difference(said: Stated, record: PaperRecord, alike: Likeness) -> str:
    first = record.authors[0] if record.authors else ""
    year = str(record.years[0]) if record.years else ""
    title = _clipped(record.title or "")
    if alike.title == "other":
        with_year = f", {year}" if first and year else year
        return reason("matches", "title_other", title=title, first=first, year=with_year)
    if alike.authors == "other":
        return reason("matches", "authors_other", first=first)
    if alike.year in ("other", "near"):
        which = "year" if alike.year == "other" else "year_near"
        return reason("matches", which, year=year, said=str(said.years[0]))
    if alike.journal == "other":
        return reason("matches", "journal_other", journal=_clipped(record.venue or ""))
    if alike.title == "near":
        return reason("matches", "title_near", title=title)
    return reason("matches", "authors_near", first=first)


def _clipped(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= LONGEST_TITLE else plain[: LONGEST_TITLE - 1].rstrip() + "…"
