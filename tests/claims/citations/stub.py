"""Crossref and the E-utilities of NCBI on this machine, with records of our own.

Their answers have the shape of the real ones, "not found" included::

    with StubRegistries(records) as stub:
        os.environ.update(stub.environment)

A record is a mapping with ``title`` and any of ``doi, pmid, authors, year, venue, abstract, types,
retracted, corrected, superseded_by, agency``; authors are a list of family names or a text such as
"Knapen MH, Vermeer C". A record with an ``agency`` is a DOI that another agency registered.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape, quoteattr

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the stub sends back."""

    status: int
    body: bytes
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    """Waited before it answers."""


class StubRegistries:
    """Both registries on one port, as a context manager.

    Attributes
    ----------
    asked : list of (str, dict)
        Every question: path and parameters.
    instead : callable, optional
        Called with path and the number of the question; an `Answer` is sent in place of the true
        one, None lets the true one through.
    """

    def __init__(
        self,
        records: Iterable[Record],
        instead: Callable[[str, int], Answer | None] | None = None,
    ) -> None:
        self.records = [dict(record) for record in records]
        self.instead = instead
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.agents: list[str] = []

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def crossref_url(self) -> str:
        return f"{self.url}/crossref"

    @property
    def eutils_url(self) -> str:
        return f"{self.url}/eutils"

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which d3k2 finds them."""
        return {"D3K2_CROSSREF_URL": self.crossref_url, "D3K2_EUTILS_URL": self.eutils_url}

    def answer(self, path: str, said: dict[str, str]) -> Answer:
        self.asked.append((path, said))
        if self.instead is not None:
            other = self.instead(path, len(self.asked))
            if other is not None:
                return other
        if path == "/crossref/works":
            return self._search(said)
        if path.startswith("/crossref/works/"):
            doi = path.removeprefix("/crossref/works/")
            return (
                self._agency(doi.removesuffix("/agency"))
                if doi.endswith("/agency")
                else self._doi(doi)
            )
        return {
            "/eutils/esearch.fcgi": self._esearch,
            "/eutils/esummary.fcgi": self._esummary,
            "/eutils/efetch.fcgi": self._efetch,
        }.get(path, lambda _: NOT_FOUND)(said)

    def _by(self, key: str, value: str) -> dict[str, Any] | None:
        same = (r for r in self.records if str(r.get(key, "")).casefold() == value.casefold())
        return next(same, None)

    def _doi(self, doi: str) -> Answer:
        record = self._by("doi", doi)
        if record is None or record.get("agency"):
            return NOT_FOUND
        return _json("work", _work(record))

    def _agency(self, doi: str) -> Answer:
        record = self._by("doi", doi)
        if record is None:
            return NOT_FOUND
        label = record.get("agency", "Crossref")
        return _json("work-agency", {"DOI": doi, "agency": {"id": label.lower(), "label": label}})

    def _search(self, said: dict[str, str]) -> Answer:
        """The nearest works by their words; like the real one it finds something for anything."""
        wanted = _words(said.get("query.bibliographic", ""))
        works = [r for r in self.records if r.get("doi") and not r.get("agency")]
        works.sort(key=lambda r: -len(wanted & _words(r["title"])))
        items = [{**_work(r), "score": 10.0} for r in works[: int(said.get("rows", 20))]]
        message = {"total-results": len(works), "items-per-page": 5, "items": items,
                   "query": {"start-index": 0, "search-terms": None}, "facets": {}}  # fmt: skip
        return _json("work-list", message)

    def _esearch(self, said: dict[str, str]) -> Answer:
        term = said.get("term", "")
        doi = re.fullmatch(r'"(.+)"\[doi\]', term)
        found = [r for r in self.records if r.get("pmid") and _fits(r, term, doi and doi[1])]
        ids = [str(r["pmid"]) for r in found]
        result = {"count": str(len(ids)), "retmax": "3", "retstart": "0", "idlist": ids[:3],
                  "translationset": [], "querytranslation": term}  # fmt: skip
        if not ids:
            result["errorlist"] = {"phrasesnotfound": [term], "fieldsnotfound": []}
        whole = {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}
        return Answer(200, json.dumps(whole).encode())

    def _esummary(self, said: dict[str, str]) -> Answer:
        result: dict[str, Any] = {"uids": said["id"].split(",")}
        for uid in said["id"].split(","):
            record = self._by("pmid", uid)
            missing = {"uid": uid, "error": "cannot get document summary"}
            result[uid] = missing if record is None else _summary(record)
        whole = {"header": {"type": "esummary", "version": "0.3"}, "result": result}
        return Answer(200, json.dumps(whole).encode())

    def _efetch(self, said: dict[str, str]) -> Answer:
        found = [self._by("pmid", uid) for uid in said["id"].split(",")]
        articles = "\n".join(_article(r) for r in found if r is not None)
        body = f"{XML_HEAD}<PubmedArticleSet>{articles}</PubmedArticleSet>"
        return Answer(200, body.encode(), "text/xml; charset=UTF-8")


NOT_FOUND = Answer(404, b"Resource not found.", "text/plain;charset=utf-8")
XML_HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC'
    ' "-//NLM//DTD PubMedArticle, 1st January 2025//EN"'
    ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)


def _handler(stub: StubRegistries) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            said = {name: values[0] for name, values in parse_qs(parts.query).items()}
            stub.agents.append(self.headers.get("User-Agent", ""))
            answer = stub.answer(unquote(parts.path), said)
            threading.Event().wait(answer.seconds)
            try:
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(answer.body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _json(kind: str, message: Mapping[str, Any]) -> Answer:
    whole = {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    return Answer(200, json.dumps(whole).encode())


def _names(record: Record) -> list[tuple[str, str]]:
    """Family names and initials; a body has no initials."""
    authors = record.get("authors") or []
    if isinstance(authors, str):
        authors = [a.strip() for a in authors.split(",")]
    names = [a for a in authors if a and not a.casefold().startswith("et al")]
    found = []
    for name in names:
        match = re.fullmatch(r"(.+?) ([A-Z]{1,4})\.?", name)
        found.append((match[1], match[2]) if match else (name, ""))
    return found


def _work(record: Record) -> dict[str, Any]:
    year = record.get("year")
    people = [
        {"given": given, "family": family, "sequence": "additional", "affiliation": []}
        if given
        else {"name": family, "sequence": "additional", "affiliation": []}
        for family, given in _names(record)
    ]
    work: dict[str, Any] = {
        "DOI": record["doi"],
        "URL": f"https://doi.org/{record['doi']}",
        "type": record.get("type", "journal-article"),
        "title": [("RETRACTED: " if record.get("retracted") else "") + record["title"]],
        "author": people,
        "container-title": [record["venue"]] if record.get("venue") else [],
        "issued": {"date-parts": [[year, 3]] if year else [[None]]},
        "publisher": "A publisher",
        "is-referenced-by-count": 7,
        "relation": {},
        "source": "Crossref",
    }
    if record.get("abstract"):
        work["abstract"] = (
            f"<jats:title>Abstract</jats:title><jats:p>{escape(record['abstract'])}</jats:p>"
        )
    updates = [kind for kind in ("retracted", "corrected") if record.get(kind)]
    if updates:
        named = {"retracted": "retraction", "corrected": "correction"}
        work["updated-by"] = [
            {
                "DOI": f"{record['doi']}.notice",
                "type": named[kind],
                "label": named[kind].title(),
                "source": "publisher",
                "updated": {"date-parts": [[2024, 6, 6]], "timestamp": 1717632000000},
            }
            for kind in updates
        ]
    return work


def _types(record: Record) -> list[str]:
    types = list(record.get("types", ["Journal Article"]))
    return [*types, "Retracted Publication"] if record.get("retracted") else types


def _summary(record: Record) -> dict[str, Any]:
    return {
        "uid": str(record["pmid"]),
        "pubdate": str(record.get("year", "")),
        "source": record.get("venue", ""),
        "authors": [{"name": f"{f} {g}".strip(), "authtype": "Author"} for f, g in _names(record)],
        "title": f"{record['title']}.",
        "pubtype": _types(record),
        "articleids": [{"idtype": "pubmed", "idtypen": 1, "value": str(record["pmid"])}],
    }


def _article(record: Record) -> str:
    people = "".join(
        f"<Author ValidYN='Y'><LastName>{escape(f)}</LastName><Initials>{g}</Initials></Author>"
        if g
        else f"<Author ValidYN='Y'><CollectiveName>{escape(f)}</CollectiveName></Author>"
        for f, g in _names(record)
    )
    doi = (
        f"<ELocationID EIdType='doi' ValidYN='Y'>{escape(record['doi'])}</ELocationID>"
        if record.get("doi")
        else ""
    )
    abstract = record.get("abstract")
    told = (
        f"<Abstract><AbstractText>{escape(abstract)}</AbstractText></Abstract>" if abstract else ""
    )
    notes = {"retracted": "RetractionIn", "corrected": "ErratumIn", "superseded_by": "UpdateIn"}
    refs = "".join(
        f"<CommentsCorrections RefType={quoteattr(kind)}><RefSource>J. 2024</RefSource>"
        "<PMID Version='1'>38000001</PMID></CommentsCorrections>"
        for key, kind in notes.items()
        if record.get(key)
    )
    types = "".join(
        f"<PublicationType UI='D016428'>{escape(t)}</PublicationType>" for t in _types(record)
    )
    year = f"<Year>{record['year']}</Year>" if record.get("year") else ""
    return (
        "<PubmedArticle><MedlineCitation Status='MEDLINE'>"
        f"<PMID Version='1'>{record['pmid']}</PMID>"
        f"<Article PubModel='Print'><Journal><JournalIssue><PubDate>{year}</PubDate></JournalIssue>"
        f"<Title>{escape(record.get('venue') or '')}</Title></Journal>"
        f"<ArticleTitle>{escape(record['title'])}.</ArticleTitle>{doi}{told}"
        f"<AuthorList CompleteYN='Y'>{people}</AuthorList>"
        f"<PublicationTypeList>{types}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{refs}</CommentsCorrectionsList></MedlineCitation>"
        f"<PubmedData><ArticleIdList><ArticleId IdType='pubmed'>{record['pmid']}</ArticleId>"
        "</ArticleIdList></PubmedData></PubmedArticle>"
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]{3,}", text.casefold()))


def _fits(record: Record, term: str, doi: str | None) -> bool:
    if doi:
        return str(record.get("doi", "")).casefold() == doi.casefold()
    wanted = {w.casefold() for w in re.findall(r"(\w+)\[Title\]", term)}
    title = {w.casefold() for w in re.findall(r"[^\W_]+", record["title"])}
    author = re.search(r"([\w ]+)\[Author\]", term)
    families = " ".join(f for f, _ in _names(record)).casefold()
    named = (
        author is None or author[1].replace(" AND ", " ").strip().casefold().split()[-1] in families
    )
    return bool(wanted) and wanted <= title and named
