"""Lines of a PDF put together: paragraphs, headings, items, and what repeats in the margins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from statistics import median

import tomli

from d3k2.claims.article import BlockKind
from d3k2.claims.reading.references import Part, has_label, heads_references

_BULLET = re.compile(r"[•●▪◦·‣–-]\s*(?=\S)|\d{1,3}[.)]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_LAST_WORD = re.compile(r"([^\W\d_]+)‐\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
EDGES = 2
"""Lines at either end of a page among which headers and footers stand."""
REPEATS = 3
"""Pages on which a line must stand to be a header or footer."""
LARGER = 1.12
"""Size, beside that of the body, from which letters are those of a heading."""
HEADING_WORDS, BOLD_WORDS = 25, 14
GAP = 1.45
"""Distance, beside the ordinary one between lines, from which a new paragraph begins."""
SHORT = 0.85
"""Share of the width of a column below which a line is the last of its paragraph."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line: its text, the size of its letters, and its place in points from below left."""

    text: str
    size: float
    left: float
    right: float
    top: float
    bottom: float
    bold: bool


def body_and_margins(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[PdfLine], list[str]]:
    """Part the lines of the text from headers, footers and page numbers."""
    counts = Counter(
        key for page in pages for key in {_key(page[at]) for at in _edges(page)}
    )  # fmt: skip
    body: list[PdfLine] = []
    margins: list[str] = []
    for number, page in enumerate(pages):
        edges = _edges(page)
        largest = max((line.size for line in page), default=0.0)
        for at, line in enumerate(page):
            numbered = _PAGE_NUMBER.fullmatch(line.text) is not None
            title = number == 0 and line.size == largest > page[-1].size
            if at in edges and (numbered or (counts[_key(line)] >= REPEATS and not title)):
                if not numbered and line.text not in margins:
                    margins.append(line.text)
            else:
                body.append(line)
    return (body, margins) if body else ([line for page in pages for line in page], [])


def _edges(page: Sequence[PdfLine]) -> frozenset[int]:
    return frozenset(range(min(EDGES, len(page)))) | frozenset(
        range(max(0, len(page) - EDGES), len(page))
    )


def _key(line: PdfLine) -> str:
    return _DIGITS.sub("#", line.text)


def parts_of(lines: Sequence[PdfLine]) -> list[Part]:
    """Put lines together to the parts of an article."""
    size = Counter(dict.fromkeys((line.size for line in lines), 0))
    for line in lines:
        size[line.size] += len(line.text)
    body = size.most_common(1)[0][0]
    joined = _joined_words(lines)
    grouped = list(_grouped(lines, body))
    largest = max((g[0].size for g in grouped[:8] if _heading(g, body)), default=0.0)
    parts: list[Part] = []
    titled = False
    for group in grouped:
        text = _text(group, joined)
        kind, level = _kind(group, body)
        if kind == "heading" and not titled and group[0].size == largest:
            kind, level, titled = "title", 1, True
        bullet = _BULLET.match(text) if kind == "item" else None
        if bullet and not has_label(text):
            text = text[bullet.end() :]
        parts.append(Part(kind, level, text))
    return [part for part in parts if part.text]


def _grouped(lines: Sequence[PdfLine], body: float) -> Iterator[list[PdfLine]]:
    pitch = _pitch(lines)
    group: list[PdfLine] = []
    width = max((line.right - line.left for line in lines), default=0.0)
    in_references = False
    for line in lines:
        if group and _new(group, line, pitch, width, in_references=in_references):
            yield group
            in_references = in_references or heads_references(group[0].text)
            group = []
        group.append(line)
    if group:
        yield group


def _pitch(lines: Sequence[PdfLine]) -> float:
    """Return the ordinary distance from line to line."""
    steps = [
        a.bottom - b.bottom for a, b in pairwise(lines)
        if 0 < a.bottom - b.bottom < 4 * a.size and a.size == b.size
    ]  # fmt: skip
    return median(steps) if steps else 0.0


def _new(
    group: Sequence[PdfLine], line: PdfLine, pitch: float, width: float, *, in_references: bool
) -> bool:
    """Whether a line begins a new part."""
    last = group[-1]
    if last.text.endswith("‐"):
        return False
    if abs(last.size - line.size) > 0.1 * last.size or last.bold != line.bold:
        return not (last.bold != line.bold and abs(last.bottom - line.bottom) < 0.5 * last.size)
    if _BULLET.match(line.text) or (in_references and has_label(line.text)):
        return True
    if heads_references(line.text) or heads_references(last.text):
        return True
    step = last.bottom - line.bottom
    if step <= 0 or step > 6 * line.size:
        return last.text.endswith((".", "!", "?", ":")) and not line.text[0].islower()
    if pitch and step > GAP * pitch:
        return True
    ended = last.text.endswith((".", "!", "?", ":"))
    short = last.right - last.left < SHORT * _column(group, width)
    return ended and short and not line.text[0].islower()


def _column(group: Sequence[PdfLine], width: float) -> float:
    return max((line.right - line.left for line in group[:-1]), default=width)


def _heading(group: Sequence[PdfLine], body: float) -> bool:
    said = " ".join(line.text for line in group)
    words = len(said.split())
    if not any(letter.isalpha() for letter in said):
        return False
    large = group[0].size >= LARGER * body and words <= HEADING_WORDS
    bold = all(line.bold for line in group) and words <= BOLD_WORDS
    return large or (bold and not said.endswith((".", ",", ";"))) or heads_references(said)


def _kind(group: Sequence[PdfLine], body: float) -> tuple[BlockKind, int]:
    if _heading(group, body):
        return "heading", 2 if group[0].size >= LARGER * body else 3
    if _BULLET.match(group[0].text):
        return "item", 1
    return "paragraph", 0


def _joined_words(lines: Sequence[PdfLine]) -> frozenset[str]:
    """Return the words with a hyphen inside a line: where one breaks there, it keeps it."""
    found = re.compile(r"[^\W\d_]+-[^\W\d_]+")
    return frozenset(word.casefold() for line in lines for word in found.findall(line.text))


def _text(group: Sequence[PdfLine], joined: frozenset[str]) -> str:
    text = group[0].text
    for line in group[1:]:
        text = _join(text, line.text, joined)
    return text.replace("‐", "-").strip()


def _join(text: str, following: str, joined: frozenset[str]) -> str:
    if not text.endswith(("‐", "-")):
        return f"{text} {following}"
    before = _LAST_WORD.search(f"{text[:-1]}‐"[-80:])
    after = _FIRST_WORD.match(following)
    if before is None or after is None:
        return text[:-1] + "-" + following
    first, second = before[1].casefold(), after[0]
    keeps = first in _keeps() or f"{first}-{second.casefold()}" in joined
    if second.islower() and not keeps and len(first) > 1:
        return text[:-1] + following
    return text[:-1] + "-" + following


@cache
def _keeps() -> frozenset[str]:
    text = resources.files(__package__).joinpath("pdf_words.toml").read_text("utf-8")
    return frozenset(tomli.loads(text)["keeps_hyphen"])
