"""The lines of a text or Markdown file, each with its place and what it looks like on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LineKind = Literal[
    "blank", "text", "heading", "underline", "rule", "item", "row", "divider", "quote", "entry",
    "fence",
]  # fmt: skip

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_HEADING = re.compile(r" {0,3}(#{1,6})[^\S\n]+(?=\S)")
_CLOSING = re.compile(r"\s#{1,6}\Z")
_UNDERLINE = re.compile(r" {0,3}(={2,}|-{2,})\s*\Z")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*\Z|[─—=]{4,}\s*\Z|#{1,6}\Z")
_ITEM = re.compile(r"(?:[-*+•·‣▪◦●–]|\d{1,3}[.)]|[a-z]\))[^\S\n]+(?=\S)|[•●▪](?=\S)")
_ENTRY = re.compile(r"\[\^?[\w-]{1,20}\](?::|(?=\s))[^\S\n]*(?=\S)")
_QUOTE = re.compile(r" {0,3}(?:>[^\S\n]?)+")
_DIVIDER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its content stands from ``start`` to ``end``, after the marks at its beginning.

    Attributes
    ----------
    begin : int
        Where the line begins, before its indent and marks.
    indent : int
        Blanks before it, a tab as four.
    level : int
        Of a heading.
    """

    kind: LineKind
    begin: int
    start: int
    end: int
    indent: int = 0
    level: int = 0


def lines(text: str, start: int = 0) -> Iterator[Line]:
    """Cut a text into its lines."""
    for match in _LINE.finditer(text, start):
        if match.start() == match.end() and match.start() == len(text):
            return
        yield _line(text, match.start(), match.start() + len(match[0].rstrip()))


def _line(text: str, begin: int, end: int) -> Line:
    start = begin
    while start < end and text[start] in " \t\xa0\u3000\u200b\ufeff":
        start += 1
    if start >= end:
        return Line("blank", begin, begin, begin)
    indent = sum(TAB if mark == "\t" else 1 for mark in text[begin:start])
    heading = _HEADING.match(text, begin, end)
    if heading:
        return _heading(text, begin, heading, end)
    if _FENCE.match(text, begin, end):
        return Line("fence", begin, start, end, indent)
    content = text[start:end] if end - start <= 200 else ""
    underline = _UNDERLINE.match(content)
    if underline:
        return Line("underline", begin, start, end, indent, 1 if underline[1][0] == "=" else 2)
    if _RULE.match(content):
        return Line("rule", begin, start, end, indent)
    if "|" in content and _DIVIDER.match(content):
        return Line("divider", begin, start, end, indent)
    return _marked(text, begin, start, end, indent)


def _heading(text: str, begin: int, heading: re.Match[str], end: int) -> Line:
    closing = _CLOSING.search(text, max(heading.end(), end - 8), end)
    stop = len(text[:end].rstrip()) if closing is None else closing.start()
    stop = min(stop, end)
    while stop > heading.end() and text[stop - 1].isspace():
        stop -= 1
    return Line("heading", begin, heading.end(), stop, 0, len(heading[1]))


def _marked(text: str, begin: int, start: int, end: int, indent: int) -> Line:
    quote = _QUOTE.match(text, begin, end)
    if quote:
        inner = quote.end()
        while inner < end and text[inner].isspace():
            inner += 1
        return Line("quote" if inner < end else "blank", begin, inner, end, indent)
    entry = _ENTRY.match(text, start, end)
    if entry:
        return Line("entry", begin, start, end, indent)
    item = _ITEM.match(text, start, end)
    if item:
        return Line("item", begin, item.end(), end, indent)
    if text[start] == "|" or text[end - 1] == "|" or text.count("\t", start, end) >= 2:
        return Line("row", begin, *_inside(text, start, end), indent)
    return Line("text", begin, start, end, indent)


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the outer bars and blanks of a row away."""
    while start < end and (text[start] == "|" or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] == "|" or text[end - 1].isspace()):
        end -= 1
    return start, end
