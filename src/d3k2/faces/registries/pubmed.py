"""PubMed: papers by its number, by DOI and by title, through the E-utilities of NCBI."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from d3k2.claims import Absent, Found, Notice, NoticeKind, PaperRecord, RegistryReply
from d3k2.faces.registries.asking import Asker
from d3k2.faces.registries.crossref import alike

NAME = "PubMed"
GAP = 0.34
GAP_WITH_KEY = 0.1
"""Seconds between two questions: three a second without a key, ten with one."""

TITLE_WORDS = 12
"""Words of a title that are searched for."""

NOTICES: dict[str, NoticeKind] = {
    "RetractionIn": "retraction",
    "PartialRetractionIn": "correction",
    "ExpressionOfConcernIn": "concern",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
    "UpdateIn": "superseded",
}
_YEAR = re.compile(r"(?:19|20)\d\d")
_COMMON = frozenset({"the", "a", "an", "of", "in", "on", "and", "or", "for", "with", "to", "by"})


class PubMed:
    """Papers of medicine, with their publication types, notices and abstracts."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def record_of_pmid(self, pmid: str) -> RegistryReply:
        """Return the record with this number.

        It is absent only when PubMed says that it has no summary of it, and gives no record.
        """
        said = {"db": "pubmed", "id": pmid, "retmode": "json"}
        status, body = self._asker.ask("/esummary.fcgi", said)
        missing = self._has_no_summary(pmid, body)
        self._asker.keep("/esummary.fcgi", said, 404 if missing else status, body)
        for record in self._fetched([pmid]):
            if record.pmid == pmid:
                return Found(record, NAME)
        if missing:
            return Absent(NAME)
        raise self._asker.unread()

    def record_of_doi(self, doi: str) -> PaperRecord | None:
        """Return the record with this DOI; None where there is none."""
        found = self._searched(f'"{doi}"[doi]')
        same = (r for r in self._fetched(found[:1]) if r.doi == doi)
        return next(same, None)

    def find(self, title: str, author: str | None) -> RegistryReply:
        """Return the paper whose title is most like this one."""
        words = [w for w in re.findall(r"[^\W_]+", title) if w.casefold() not in _COMMON]
        term = " AND ".join(f"{word}[Title]" for word in words[:TITLE_WORDS])
        if author:
            name = " ".join(re.findall(r"[^\W_]+", author))
            term += f" AND {name}[Author]"
        records = self._fetched(self._searched(term)[:3])
        best = max(records, key=lambda r: alike(title, r.title), default=None)
        return Absent(NAME) if best is None else Found(best, NAME)

    def _searched(self, term: str) -> list[str]:
        said = {"db": "pubmed", "term": term, "retmode": "json", "retmax": "3"}
        status, body = self._asker.ask("/esearch.fcgi", said)
        try:
            found = json.loads(body)["esearchresult"]["idlist"]
            numbers = [number for number in found if re.fullmatch(r"\d{1,8}", number)]
        except (ValueError, LookupError, TypeError, RecursionError):
            raise self._asker.unread() from None
        self._asker.keep("/esearch.fcgi", said, status, body)
        return numbers

    def _fetched(self, numbers: list[str]) -> list[PaperRecord]:
        if not numbers:
            return []
        said = {"db": "pubmed", "id": ",".join(numbers), "retmode": "xml"}
        status, body = self._asker.ask("/efetch.fcgi", said, fine=frozenset({200, 400}))
        if status == 400:
            return []
        try:
            whole = fromstring(body)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            raise self._asker.unread() from None
        if whole.tag != "PubmedArticleSet":
            raise self._asker.unread()
        records = [as_record(one) for one in whole if one.tag.startswith("Pubmed")]
        self._asker.keep("/efetch.fcgi", said, 200 if records else 404, body)
        return records

    def _has_no_summary(self, pmid: str, body: bytes) -> bool:
        """Whether the registry says in so many words that it has no summary of this number."""
        try:
            summary = json.loads(body)["result"][pmid]
            if "title" not in summary and "error" not in summary:
                raise KeyError
        except (ValueError, LookupError, TypeError, RecursionError):
            raise self._asker.unread() from None
        return "title" not in summary


def as_record(article: Element) -> PaperRecord:
    """Read one article or book; what is missing is left empty."""
    found = article.find("MedlineCitation")
    paper = found if found is not None else article.find("BookDocument")
    paper = article if paper is None else paper
    inner = paper.find("Article")
    inner = paper if inner is None else inner
    return PaperRecord(
        doi=_doi(article, inner),
        pmid=_words(paper.find("PMID")),
        title=(_words(inner.find("ArticleTitle")) or _words(paper.find("Book/BookTitle"))),
        authors=tuple(_authors(inner)),
        years=tuple(dict.fromkeys(_years(inner, paper))),
        venue=_words(inner.find("Journal/Title")),
        types=tuple(t for p in inner.iter("PublicationType") if (t := _words(p))),
        abstract=" ".join(w for part in inner.findall("Abstract/AbstractText")
                          if (w := _words(part))) or None,
        notices=tuple(_notices(paper)),
    )  # fmt: skip


def _words(element: Element | None) -> str | None:
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def _doi(article: Element, inner: Element) -> str | None:
    ids = [*inner.findall("ELocationID[@EIdType='doi']")]
    ids += article.findall("PubmedData/ArticleIdList/ArticleId[@IdType='doi']")
    return next((words.casefold() for each in ids if (words := _words(each))), None)


def _authors(inner: Element) -> Iterator[str]:
    for author in inner.findall("AuthorList/Author"):
        name = _words(author.find("LastName")) or _words(author.find("CollectiveName"))
        if name:
            yield name


def _years(inner: Element, paper: Element) -> Iterator[int]:
    dates = [*inner.findall("Journal/JournalIssue/PubDate"), *inner.findall("ArticleDate")]
    dates += paper.findall("Book/PubDate")
    for dated in dates:
        year = _YEAR.search(_words(dated) or "")
        if year:
            yield int(year[0])


def _notices(paper: Element) -> Iterator[Notice]:
    for each in paper.findall("CommentsCorrectionsList/CommentsCorrections"):
        kind = NOTICES.get(each.get("RefType", ""))
        if kind:
            number = _words(each.find("PMID"))
            yield Notice(kind, f"PMID {number}" if number else None)
