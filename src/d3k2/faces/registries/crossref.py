"""Crossref: papers by DOI and by title, in the format of its REST interface."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from rapidfuzz import fuzz, utils

from d3k2.claims import Absent, Found, Notice, NoticeKind, PaperRecord, RegistryReply
from d3k2.faces.registries.asking import Asker

NAME = "Crossref"
GAP = 0.2
"""Seconds between two questions."""

ROWS = "5"
NOT_FOUND = b"Resource not found"
"""How it says that it has no such record; any other page with status 404 is no answer."""

NOTICES: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "withdrawal": "retraction",
    "removal": "retraction",
    "partial_retraction": "correction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "new_version": "superseded",
    "new_edition": "superseded",
}
_MARKED = re.compile(
    r"\A\s*\[?(?:RETRACTED(?:\s+ARTICLE)?|WITHDRAWN|REMOVED|Retracted(?: article)?)\]?\s*[:–-]\s*"
)
_TAGS = re.compile(r"<[^<>]{1,200}>")


class Crossref:
    """Papers that have a DOI."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    def record_of_doi(self, doi: str) -> RegistryReply:
        """Return the record of a DOI.

        A DOI that Crossref lacks may belong to another agency: it is absent only when no agency
        is known for it.
        """
        path = f"/works/{quote(doi, safe='')}"
        status, body = self._asker.ask(path, {})
        if status == 200:
            record = self._record(body)
            self._asker.keep(path, {}, status, body)
            return Found(record, NAME)
        self._has_none(path, body)
        path += "/agency"
        status, body = self._asker.ask(path, {})
        if status == 404:
            self._has_none(path, body)
            return Absent(NAME)
        agency = self._agency(body)
        self._asker.keep(path, {}, status, body)
        return Found(PaperRecord(doi=doi, agency=agency), NAME)

    def find(self, title: str, author: str | None, year: int | None) -> RegistryReply:
        """Return the paper whose title is most like this one."""
        said = {"query.bibliographic": f"{title} {year or ''}".strip(), "rows": ROWS}
        if author:
            said["query.author"] = author
        status, body = self._asker.ask("/works", said)
        message = self._message(body) if status == 200 else {}
        found = message.get("items")
        if status != 200 or not isinstance(found, list):
            raise self._asker.unread()
        records = [as_record(item) for item in found if isinstance(item, dict)]
        self._asker.keep("/works", said, status, body)
        best = max(records, key=lambda r: alike(title, r.title), default=None)
        return Absent(NAME) if best is None else Found(best, NAME)

    def _has_none(self, path: str, body: bytes) -> None:
        if not body.strip().startswith(NOT_FOUND):
            raise self._asker.unread()
        self._asker.keep(path, {}, 404, body)

    def _record(self, body: bytes) -> PaperRecord:
        message = self._message(body)
        if not isinstance(message.get("DOI"), str):
            raise self._asker.unread()
        return as_record(message)

    def _agency(self, body: bytes) -> str:
        agency = self._message(body).get("agency")
        label = agency.get("label") or agency.get("id") if isinstance(agency, dict) else None
        if not isinstance(label, str):
            raise self._asker.unread()
        return label

    def _message(self, body: bytes) -> dict[str, Any]:
        try:
            message = json.loads(body)["message"]
        except (ValueError, LookupError, TypeError, RecursionError):
            message = None
        if not isinstance(message, dict):
            raise self._asker.unread()
        return message


def alike(one: str, other: str | None) -> float:
    """Return how alike two titles are, from 0 to 100."""
    return fuzz.ratio(one, other or "", processor=utils.default_process)


def as_record(message: dict[str, Any]) -> PaperRecord:
    """Read one work; what is missing or of another shape is left empty."""
    title = plain_text(_first(message.get("title")))
    marked = title is not None and _MARKED.match(title) is not None
    title = _MARKED.sub("", title) if title else None
    subtitle = plain_text(_first(message.get("subtitle")))
    if title and subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    notices = tuple(_notices(message.get("updated-by")))
    if marked and not any(n.kind == "retraction" for n in notices):
        notices = (Notice("retraction"), *notices)
    return PaperRecord(
        doi=_text(message.get("DOI"), "").casefold() or None,
        title=title,
        authors=tuple(_authors(message.get("author"))),
        years=tuple(dict.fromkeys(_years(message))),
        venue=plain_text(_first(message.get("container-title"))),
        kind=_text(message.get("type"), "") or None,
        abstract=plain_text(message.get("abstract")),
        notices=notices,
    )


def plain_text(text: object) -> str | None:
    """Return a text without its tags and entities; None where it is none."""
    if not isinstance(text, str):
        return None
    return " ".join(html.unescape(_TAGS.sub(" ", text)).split()) or None


def _first(values: object) -> object:
    return values[0] if isinstance(values, list) and values else None


def _text(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise


def _each(values: object) -> Iterator[dict[str, Any]]:
    if isinstance(values, Iterable) and not isinstance(values, (str, bytes, dict)):
        yield from (value for value in values if isinstance(value, dict))


def _authors(values: object) -> Iterator[str]:
    for author in _each(values):
        name = _text(author.get("family"), "") or _text(author.get("name"), "")
        if name:
            yield name


def _years(message: dict[str, Any]) -> Iterator[int]:
    for field in ("published-print", "issued", "published-online", "published"):
        dated = message.get(field)
        parts = _first(dated.get("date-parts")) if isinstance(dated, dict) else None
        year = _first(parts)
        if isinstance(year, int):
            yield year


def _notices(values: object) -> Iterator[Notice]:
    for update in _each(values):
        kind = NOTICES.get(_text(update.get("type"), "").casefold().replace("-", "_"))
        if kind:
            by = _text(update.get("DOI"), "")
            yield Notice(kind, f"doi:{by.casefold()}" if by else None)
