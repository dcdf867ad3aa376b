"""Both registries as one: asked in turn, never in vain, and never for long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from d3k2.claims import Absent, Found, PaperRecord, RegistryReply, Unreachable
from d3k2.faces.registries.asking import Asker, Budget, Clock, NoAnswerError
from d3k2.faces.registries.crossref import GAP as CROSSREF_GAP
from d3k2.faces.registries.crossref import NAME as CROSSREF
from d3k2.faces.registries.crossref import Crossref, alike
from d3k2.faces.registries.kept import Kept, kept_place
from d3k2.faces.registries.places import Places
from d3k2.faces.registries.pubmed import GAP, GAP_WITH_KEY, PubMed
from d3k2.faces.registries.pubmed import NAME as PUBMED

RUN_SECONDS = 120.0
"""How long all questions of one run may take together."""

TRY_SECONDS = 10.0
"""How long one question may take, once."""

ALIKE = 90.0
"""From here on a title found is worth showing to whoever compares it."""

LONGEST_TITLE = 300
"""Characters of a title that are sent."""


class OnlineRegistry:
    """Crossref and PubMed. Only identifiers, or title, author and year, are ever sent."""

    def __init__(
        self,
        at: Places,
        *,
        kept: Kept | None = None,
        clock: Clock | None = None,
        run_seconds: float = RUN_SECONDS,
        try_seconds: float = TRY_SECONDS,
    ) -> None:
        clock = clock or Clock()
        budget = Budget(run_seconds, clock)
        kept = kept or Kept(kept_place())

        def asker(base: str, gap: float, **unkept: str) -> Asker:
            return Asker(base, gap=gap, seconds=try_seconds, budget=budget, kept=kept,
                         clock=clock, unkept=unkept)  # fmt: skip

        ncbi_gap = GAP_WITH_KEY if at.key else GAP
        self._crossref = Crossref(asker(at.crossref, CROSSREF_GAP, mailto=at.contact))
        self._pubmed = PubMed(
            asker(at.eutils, ncbi_gap, tool="d3k2", email=at.contact, api_key=at.key)
        )

    def record_of_doi(self, doi: str) -> RegistryReply:
        """Return what Crossref has of a DOI; types and abstract from PubMed, where it has them."""
        reply = _answered(CROSSREF, lambda: self._crossref.record_of_doi(doi))
        return self._with_more(reply)

    def record_of_pmid(self, pmid: str) -> RegistryReply:
        """Return what PubMed has under this number."""
        return _answered(PUBMED, lambda: self._pubmed.record_of_pmid(pmid))

    def find(self, title: str, author: str | None, year: int | None) -> RegistryReply:
        """Return the paper most like this one: from Crossref, else from PubMed."""
        title = title[:LONGEST_TITLE]
        first = _answered(CROSSREF, lambda: self._crossref.find(title, author, year))
        if _is_alike(title, first):
            return self._with_more(first)
        second = _answered(PUBMED, lambda: self._pubmed.find(title, author))
        if _is_alike(title, second):
            return second
        replies = (first, second)
        failed = next((r for r in replies if isinstance(r, Unreachable)), None)
        return failed or Absent(f"{CROSSREF} and {PUBMED}")

    def _with_more(self, reply: RegistryReply) -> RegistryReply:
        """A record of Crossref with what PubMed adds; without it where PubMed does not answer."""
        if not isinstance(reply, Found) or reply.record.title is None or not reply.record.doi:
            return reply
        try:
            more = self._pubmed.record_of_doi(reply.record.doi)
        except NoAnswerError:
            return reply
        return reply if more is None else replace(reply, record=_together(reply.record, more))


def _is_alike(title: str, reply: RegistryReply) -> bool:
    if not isinstance(reply, Found) or not reply.record.title:
        return False
    other = reply.record.title
    short = min(len(title), len(other))
    return max(alike(title, other), alike(title[:short], other[:short])) >= ALIKE


def _answered(registry: str, ask: Callable[[], RegistryReply]) -> RegistryReply:
    try:
        return ask()
    except NoAnswerError as failure:
        return Unreachable(registry, str(failure))


def _together(one: PaperRecord, other: PaperRecord) -> PaperRecord:
    return replace(
        one,
        pmid=other.pmid,
        types=other.types,
        abstract=one.abstract or other.abstract,
        years=tuple(dict.fromkeys((*one.years, *other.years))),
        notices=(*one.notices, *other.notices),
    )
