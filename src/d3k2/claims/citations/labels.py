"""Under which label the text cites an entry of the list: its number, its name, its first author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from d3k2.claims.citations.cited import CitedWork, Place, Stated
from d3k2.claims.citations.marks import NumberMark
from d3k2.claims.citations.stated import stated

_OWN_NAME = re.compile(
    r"[*_]{0,2}(?P<name>[^\W\d_][\w .&'’-]{1,40}?,?\s(?:19|20)\d\d[a-z]?)[*_]{0,2}"
    r"\s*[:—–]\s+[*_]{0,2}"
)


_ISSUER = re.compile(r"(?:[A-Z][\w&'’.-]*\s?)+")
LEAST_NAME = 3
"""Letters of a name by which an issuer is cited."""


def named_by_list(works: list[CitedWork], body: str) -> list[CitedWork]:
    """Entries that begin with a name, known by it, where the text cites one of them so."""
    names = {i: m for i, w in enumerate(works) for m in [_own_name(w)] if m is not None}
    if not any(_stands(m["name"]).search(body) for m in names.values()):
        return works
    return [_without_name(w, names[i]) if i in names else w for i, w in enumerate(works)]


def _own_name(work: CitedWork) -> re.Match[str] | None:
    match = _OWN_NAME.match(work.text) if work.label is None else None
    return match if match and work.text[match.end() :].strip() else None


def _without_name(work: CitedWork, match: re.Match[str]) -> CitedWork:
    said = work.text[match.end() :]
    name = " ".join(match["name"].split())
    return replace(work, label=name, text=said, start=work.start + match.end(), stated=stated(said))


def marks_by_name(body: str, known: Iterable[str]) -> Iterator[NumberMark]:
    """Places where an entry is cited by the name that the list itself gives it."""
    for label in sorted(known):
        if not label.isdigit() and " " in label:
            for match in _stands(label).finditer(body):
                yield NumberMark(*match.span(), (label,), sure=True)


def _stands(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def labelled(works: list[CitedWork], numbers: Iterable[NumberMark]) -> list[CitedWork]:
    """Labels for a list that shows none: its order where the text cites by number, else names."""
    if any(w.label for w in works):
        return works
    if _cites_by_number(numbers, works):
        return [replace(w, label=str(i)) for i, w in enumerate(works, 1)]
    return [replace(w, label=_name(w.stated)) for w in works]


def cited_by_issuer(works: list[CitedWork], body: str) -> tuple[list[CitedWork], list[NumberMark]]:
    """Entries that nobody signs, cited by who issued them and the year: "(EFSA, 2023)"."""
    found, marks = list(works), list[NumberMark]()
    for i, work in enumerate(works):
        if work.label is None and not work.stated.authors and len(work.stated.years) == 1:
            label, places = _by_issuer(work, body)
            if places:
                found[i] = replace(work, label=label)
                marks += [NumberMark(*place, (label,), sure=True) for place in places]
    return found, marks


def _by_issuer(work: CitedWork, body: str) -> tuple[str, list[Place]]:
    """The name by which the text cites an entry, and where; the longest that it uses."""
    issuer, year = _ISSUER.match(work.text), work.stated.years[0]
    words = issuer[0].split() if issuer else []
    for n in range(len(words), 0, -1):
        name = " ".join(words[:n]).rstrip(".,:")
        cited = re.compile(rf"(?<![\w-]){re.escape(name)},?\s\(?{year}[a-z]?\b\)?")
        places = [match.span() for match in cited.finditer(body)]
        if len(name) >= LEAST_NAME and places:
            return f"{name} {year}", places
    return "", []


def _cites_by_number(numbers: Iterable[NumberMark], works: list[CitedWork]) -> bool:
    most = len(works)
    return any(all(int(n) <= most for n in mark.labels if n.isdigit()) for mark in numbers)


def _name(said: Stated) -> str | None:
    if said.authors and len(said.years) == 1:
        return f"{said.authors[0]} {said.years[0]}"
    return None
