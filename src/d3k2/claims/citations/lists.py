"""Where the list of references of an article is, and where one entry ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from d3k2.claims.article import Article, Block
from d3k2.claims.citations.cited import Place
from d3k2.claims.citations.list_words import list_words
from d3k2.claims.citations.stated import stated

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LABEL = re.compile(
    r"[ \t]*(?:[-*•·‣][ \t]+)?(?:\*\*)?(?:"
    r"\[\^?(?P<bracket>\d{1,3})\](?::|\.)?"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|\(?(?P<plain>\d{1,3})(?:[.)]|(?=\t|  )))(?:\*\*)?[ \t]*(?=\S)"
)
_BULLET = re.compile(r"[ \t]*[-*•·‣][ \t]+")
_FOOTNOTE = re.compile(r"^[ \t]*\[\^(?P<name>[\w.-]{1,30})\]:[ \t]*", re.MULTILINE)
_HEADING = re.compile(
    r"^[ \t]*(?P<marks>#{1,6}[ \t]+)?[*_]{0,2}(?:\d{1,2}[.)][ \t]+)?"
    r"(?P<words>[^\W\d][\w &/,-]{2,45}?)[ \t]*(?P<colon>:?)[*_]{0,2}:?[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t]*(?:\n|#)")
_SUBHEADING = re.compile(r"\n[ \t]*#{1,6}[ \t]")
LEAST_ENTRIES = 2
"""Entries of a list that no heading announces."""

LONGEST_ENTRY = 600
"""Characters of an entry, of a list that no heading announces."""

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its words from ``start`` to ``end``, without the label before them.

    There is no label where the list shows none; a page may draw numbers that its text lacks.
    """

    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The entries of an article, and the parts of its text that are a list, headings included."""

    entries: tuple[Entry, ...]
    parts: tuple[Place, ...]


def listed(article: Article) -> Listed:
    """Find the list of references: by its blocks, a heading, its look; and the footnotes."""
    text = article.text
    blocks = [b for b in article.blocks if b.kind == "reference"]
    entries: list[Entry] = []
    parts: list[Place] = []
    notes = list(_footnotes(text))
    for entry in notes:
        parts.append((text.rfind("\n", 0, entry.start) + 1, entry.end))
        entries.append(entry)
    for block in blocks:
        if not any(_within(entry, (block.start, block.end)) for entry in notes):
            entries += _of_block(text, block)
            parts.append((block.start, block.end))
    for part in () if blocks else _under_headings(article):
        if not any(_within(entry, part) for entry in notes):
            entries += _of_part(article, *part)
            parts.append(part)
    kept = sorted({e.start: e for e in entries}.values(), key=lambda e: e.start)
    return Listed(tuple(kept), tuple(sorted(parts)))


def _within(entry: Entry, part: Place) -> bool:
    return part[0] <= entry.start < part[1]


def _of_block(text: str, block: Block) -> Iterator[Entry]:
    """The entries of one block: mostly one; several where each of its lines is one."""
    starts = _labels(text, block.start, block.end)
    if len(starts) > 1:
        yield from _between(text, starts, block.end)
        return
    lines = list(_lines(text, block.start, block.end))
    authors = sum(bool(stated(text[a:b]).authors) for a, b in lines)
    if authors > 1 and authors >= len(lines) - 1:
        yield from (entry for a, b in lines for entry in _entry(text, None, a, b))
        return
    label, start = _label_at(text, block.start, block.end)
    if label is None:
        before = text[text.rfind("\n", 0, block.start) + 1 : block.start]
        outside = _LABEL.fullmatch(before + "x", 0, len(before)) or _LABEL.match(before + "x")
        label = _said(outside) if outside and outside.end() == len(before) else None
    yield from _entry(text, label, start, block.end)


def _under_headings(article: Article) -> list[Place]:
    """From the end of each heading of a list to the next heading as high as it, or the end."""
    text = article.text
    return list(_by_blocks(article)) or list(_by_lines(text)) or list(_by_look(text))


def _by_blocks(article: Article) -> Iterator[Place]:
    headings = [b for b in article.blocks if b.kind == "heading"]
    for i, block in enumerate(headings):
        if _is_heading(article.text[block.start : block.end], list_words().headings):
            ends = (h.start for h in headings[i + 1 :] if h.level <= max(block.level, 1))
            yield block.end, next(ends, len(article.text))


def _by_lines(text: str) -> Iterator[Place]:
    for match in _HEADING.finditer(text):
        alone = match["marks"] or match["colon"] or _stands_alone(text, match)
        if alone and _heading_words(match) in list_words().headings:
            height = (match["marks"] or "######").count("#")
            after = re.compile(rf"^[ \t]*#{{1,{height}}}[ \t]", re.MULTILINE)
            ends = after.search(text, match.end())
            yield match.end(), ends.start() if ends else len(text)


def _by_look(text: str) -> Iterator[Place]:
    """The last numbered list of a text, where most of its entries name authors or identifiers."""
    labels = _labels(text, 0, len(text))
    ones = [i for i, match in enumerate(labels) if _said(match) == "1"]
    entries = list(_between(text, labels[ones[-1] :], len(text))) if ones else []
    citing = sum(_names_work(text[entry.start : entry.end]) for entry in entries)
    if len(entries) >= LEAST_ENTRIES and 2 * citing > len(entries):
        yield labels[ones[-1]].start(), entries[-1].end


def _names_work(text: str) -> bool:
    """Whether it has an identifier, or authors and a year, and is no longer than an entry."""
    said = stated(text)
    names = bool(said.identifiers or (said.authors and said.years))
    return names and len(text) <= LONGEST_ENTRY and not _BLANK_LINE.search(text)


def _is_heading(said: str, words: frozenset[str]) -> bool:
    match = _HEADING.fullmatch(said.strip())
    return match is not None and _heading_words(match) in words


def _heading_words(match: re.Match[str]) -> str:
    """The words of a heading, up to a comma: "Sources, in order of the alphabet"."""
    return match["words"].partition(",")[0].strip().casefold().replace("&", "and")


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    return (
        not text[: match.start()].rstrip(" \t") or text[: match.start()].rstrip(" \t")[-1] == "\n"
    )


def _of_part(article: Article, start: int, end: int) -> list[Entry]:
    """The entries of a part: by their numbers, else by blocks, bullets, blank lines or lines."""
    text = article.text
    numbers = _labels(text, start, end)
    if numbers:
        return list(_between(text, numbers, end))
    blocks = [
        b for b in article.blocks if start <= b.start and b.end <= end and b.kind != "heading"
    ]
    if len(blocks) > 1:
        return [e for block in blocks for e in _of_block(text, block)]
    return [e for a, b in _lines(text, start, end) for e in _entry(text, None, a, b)]


def _labels(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The numbers that begin a line, when they count up as the numbers of a list do."""
    found: list[re.Match[str]] = []
    at = start
    while at < end:
        match = _LABEL.match(text, at, end)
        if match and (not found or int(_said(match)) in (int(_said(found[-1])) + 1, 1)):
            found.append(match)
        line = _LINE_END.search(text, at, end)
        if line is None:
            break
        at = line.end()
    return found


def _label_at(text: str, start: int, end: int) -> tuple[str | None, int]:
    match = _LABEL.match(text, start, end)
    return (_said(match), match.end()) if match else (None, start)


def _said(match: re.Match[str]) -> str:
    said = match["bracket"] or match["plain"] or match["raised"].translate(_RAISED)
    return said.lstrip("0") or "0"


def _between(text: str, labels: list[re.Match[str]], end: int) -> Iterator[Entry]:
    """From each number to the next; the last has no more paragraphs than the others have."""
    stops = [m.start() for m in labels[1:]] + [end]
    most = 1
    for match, stop in zip(labels, stops, strict=True):
        heading = _SUBHEADING.search(text, match.end(), stop)
        stop = heading.start() if heading else stop
        blanks = [b.start() for b in _BLANK.finditer(text[:stop].rstrip(), match.end())]
        if match is labels[-1]:
            stop = blanks[most - 1] if len(blanks) >= most else stop
        most = max(most, len(blanks) + 1)
        yield from _entry(text, _said(match), match.end(), stop)


def _lines(text: str, start: int, end: int) -> Iterator[Place]:
    """The entries of a plain list: a line each, unless a line goes on with the one before."""
    begun: int | None = None
    at = start
    while at < end:
        line = _LINE_END.search(text, at, end)
        stop = line.start() if line else end
        said = text[at:stop].strip()
        said = "" if said.startswith("#") else said
        goes_on = said[:1].islower() or said.casefold().startswith(list_words().goes_on)
        if begun is not None and (not said or not goes_on):
            yield begun, at
            begun = None
        if said and begun is None:
            begun = at
        at = stop + 1
    if begun is not None:
        yield begun, end


def _entry(text: str, label: str | None, start: int, end: int) -> Iterator[Entry]:
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    said = text[begin:end]
    begin += len(said) - len(said.lstrip())
    stop = end - (len(said) - len(said.rstrip()))
    if stop - begin >= 3 and any(c.isalpha() or c.isdigit() for c in text[begin:stop]):
        yield Entry(label, begin, stop)


def _footnotes(text: str) -> Iterator[Entry]:
    found = list(_FOOTNOTE.finditer(text))
    for i, match in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else len(text)
        blank = _BLANK.search(text, match.end(), stop)
        name = match["name"]
        said = name.lstrip("0") or "0" if name.isdigit() else name
        yield from _entry(text, said, match.end(), blank.start() if blank else stop)
