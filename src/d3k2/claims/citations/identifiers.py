"""DOIs, PubMed numbers and addresses, as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from d3k2.claims.citations.cited import Identifiers

DOI = re.compile(
    r"(?:(?<![\w.])10\.\d{4,9}|(?:(?<=doi\.org/)|(?<=[Dd][Oo][Ii]:)|(?<=[Dd][Oo][Ii]:\s))10\.\d{1,3})"
    r"(?:\.\d+)*/[^\s\"<>«»“”]{1,200}"
)
"""With fewer than four digits behind the 10 it is none that was ever given, but is meant as one."""
DOI_LEADS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|\bdoi\s*[:=]?\s*", re.IGNORECASE)
PMID = re.compile(
    r"\bPMID\s*[:#]?\s*(?P<said>\d{1,12})\b"
    r"|\bpubmed\.ncbi\.nlm\.nih\.gov/(?P<new>\d{1,8})(?!\d)"
    r"|\bncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?P<old>\d{1,8})(?!\d)",
    re.IGNORECASE,
)
PMCID = re.compile(r"\bPMC\s?(?P<digits>\d{4,9})\b", re.IGNORECASE)
URL = re.compile(r"\bhttps?://[^\s<>\"“”\]]{3,500}", re.IGNORECASE)
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?*_'’`|\\"
_CUT = re.compile(r"\s*\n\s*(?:[-/._]\w|(?!\d{1,3}[.)]\s)[a-z0-9][\w-]*(?:[-./]\w|\d))")
_BROKEN = re.compile(r"\s*\n\s*[-/._]\w")
_GLUED = re.compile(r"\.?(?:PMID|PMC\d|https?:|available|accessed)", re.IGNORECASE)
_PAGE_ENDING = re.compile(r"/(?:abstract|full|fulltext|full-text|pdf|epdf|meta|html)\Z", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """An identifier where it stands, with what leads it in: ``doi:``, ``https://doi.org/``."""

    kind: Literal["doi", "pmid", "pmcid"]
    value: str
    start: int
    end: int


def named(text: str) -> tuple[Named, ...]:
    """Find the identifiers of papers in a text, in order.

    A DOI that a line break may have cut in two is left out: half of it names another paper or none.
    """
    return tuple(sorted(_named(text), key=lambda each: (each.start, each.end)))


def identifiers(text: str) -> Identifiers:
    """Return what a text names first of each kind."""
    first: dict[str, str] = {}
    for each in named(text):
        first.setdefault(each.kind, each.value)
    url = next((trimmed(m[0]) for m in URL.finditer(text)), None)
    return Identifiers(first.get("doi"), first.get("pmid"), first.get("pmcid"), url)


def same_url(url: str) -> str:
    """Return an address without what makes no difference: scheme, www, case, fragment, end."""
    bare = re.sub(r"\Ahttps?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    return bare.partition("#")[0].rstrip("/").casefold()


def trimmed(text: str) -> str:
    """Return an identifier without the marks of the sentence around it; its own brackets stay."""
    while text:
        last = text[-1]
        opener = _CLOSERS.get(last)
        if last in _TRAILING or (opener and text.count(opener) < text.count(last)):
            text = text[:-1]
        else:
            break
    for closer, opener in _CLOSERS.items():
        at = text.find(closer)
        if at >= 0 and text[:at].count(opener) == 0:
            text = text[:at]
    return text


def _named(text: str) -> Iterator[Named]:
    for match in DOI.finditer(text):
        yield from _doi(text, match)
    for match in PMID.finditer(text):
        number = next(digits for digits in match.groups() if digits)
        if number.strip("0"):
            yield Named("pmid", number.lstrip("0"), *match.span())
    for match in PMCID.finditer(text):
        yield Named("pmcid", f"PMC{match['digits']}", *match.span())


def _doi(text: str, match: re.Match[str]) -> Iterator[Named]:
    whole = _GLUED.split(match[0], maxsplit=1)[0]
    written = trimmed(whole)
    if _may_be_cut(text, match.start() + len(whole), whole) or "/" not in written:
        return
    start, end = match.start(), match.start() + len(written)
    for lead in DOI_LEADS.finditer(text, max(0, start - 24), start):
        if lead.end() == start:
            start = lead.start()
            break
    value = unquote(written) if text[start : match.start()].lower().startswith("http") else written
    value = re.split(r"[?#&]", value, maxsplit=1)[0]
    if text[max(0, start - 1) : start] == "/":
        value = _PAGE_ENDING.sub("", value)
    if value[-1] not in "-/":
        yield Named("doi", value.casefold(), start, end)


def _may_be_cut(text: str, end: int, whole: str) -> bool:
    """Whether the line may have broken inside: "10.1016/j.bone." before "2015.01.001"."""
    if whole.endswith(("-", "/", ".", "_")):
        return _CUT.match(text, end) is not None
    return _BROKEN.match(text, end) is not None
