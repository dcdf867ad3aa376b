"""The text of an article cut where something was found, so that a face can mark it in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from d3k2.report.check_documents import BlockDocument, CheckedArticleDocument

Kind = Literal["claim", "open", "number", "citation"]
_LETTER = re.compile(r"\w")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something found, from ``start`` to ``end`` of the text.

    Attributes
    ----------
    n : int
        Its number among its kind, from 1, in the order of the document.
    word : str
        The verdict of a claim or a number, ``doubted`` or ``left_open`` of a claim without one; of
        a citation ``fails`` or ``stands``.
    """

    kind: Kind
    n: int
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which nothing begins or ends.

    Attributes
    ----------
    within : tuple of Mark
        What covers it, the shortest first.
    closes : tuple of Mark
        What is said here for the last time: where a face writes what it is.
    """

    text: str
    within: tuple[Mark, ...]
    closes: tuple[Mark, ...]

    @property
    def claim(self) -> Mark | None:
        """The innermost claim that it belongs to, with a verdict or left open."""
        return next((mark for mark in self.within if mark.kind in ("claim", "open")), None)

    @property
    def number(self) -> Mark | None:
        """The number that it belongs to."""
        return next((mark for mark in self.within if mark.kind == "number"), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the article, cut into pieces."""

    kind: str
    level: int
    pieces: tuple[Piece, ...]

    @property
    def marked(self) -> bool:
        """Whether anything was found in it."""
        return any(piece.within for piece in self.pieces)


def marks(article: CheckedArticleDocument) -> tuple[Mark, ...]:
    """Everything of an article that is marked in its text: numbers that hold are not."""
    found: list[Mark] = []
    for n, claim in enumerate(article.claims, start=1):
        found.append(Mark("claim", n, claim.verdict, claim.start, claim.end))
    for n, left_open in enumerate(article.left_open, start=1):
        word = "doubted" if left_open.doubted else "left_open"
        found.append(Mark("open", n, word, left_open.start, left_open.end))
    for n, number in enumerate(article.numbers, start=1):
        if number.verdict != "holds":
            found.append(Mark("number", n, number.verdict, number.start, number.end))
    for n, citation in enumerate(article.citations, start=1):
        word = "fails" if citation.fails else "stands"
        found.append(Mark("citation", n, word, citation.start, citation.end))
    return tuple(found)


def passages(article: CheckedArticleDocument) -> tuple[Passage, ...]:
    """The article part by part, cut wherever something that was found begins or ends.

    What lies between the parts (marks of Markdown, say) is left out unless something was found
    there. Places that lie outside the text, or hold nothing, are passed over.
    """
    text, found = article.text, marks(article)
    parts = tuple(_parts(text, article.blocks, found))
    cut = [list(_cut(text, part.start, part.end, found)) for part in parts]
    last: dict[Mark, tuple[int, int]] = {}
    for p, pieces in enumerate(cut):
        for i, (_, within) in enumerate(pieces):
            last |= dict.fromkeys(within, (p, i))
    return tuple(
        Passage(
            kind=part.kind,
            level=part.level,
            pieces=tuple(
                Piece(said, within, tuple(m for m in within if last[m] == (p, i)))
                for i, (said, within) in enumerate(pieces)
            ),
        )
        for p, (part, pieces) in enumerate(zip(parts, cut, strict=True))
    )


def _parts(
    text: str, blocks: Sequence[BlockDocument], found: Sequence[Mark]
) -> Iterator[BlockDocument]:
    """The blocks, and what lies between them where something was found in it."""
    at = 0
    for block in blocks:
        yield from _between(text, at, block.start, found if blocks else None)
        if text[block.start : block.end].strip():
            yield block
        at = max(at, block.end)
    yield from _between(text, at, len(text), found if blocks else None)


def _between(
    text: str, start: int, end: int, found: Sequence[Mark] | None
) -> Iterator[BlockDocument]:
    """Paragraphs of what belongs to no block; only touched ones where there are blocks at all."""
    for begins, ends in _paragraphs(text, start, end):
        touched = found is None or any(
            _LETTER.search(text, max(begins, m.start), min(ends, m.end)) for m in found
        )
        if touched:
            yield BlockDocument(kind="paragraph", start=begins, end=ends, level=0)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where paragraphs begin and end, without the blanks around them."""
    breaks = [(b.start(), b.end()) for b in _BLANK_LINE.finditer(text, start, end)]
    begins = [start, *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), end]
    for begin, stop in zip(begins, ends, strict=True):
        said = text[begin:stop]
        if said.strip():
            yield begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())


def _cut(
    text: str, start: int, end: int, found: Sequence[Mark]
) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The stretches of a part, each with what covers it, the shortest first."""
    inside = [mark for mark in found if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in inside:
        edges |= {max(start, mark.start), min(end, mark.end)}
    ordered = sorted(edges)
    for begins, ends in pairwise(ordered):
        within = [mark for mark in inside if mark.start <= begins and mark.end >= ends]
        within.sort(key=lambda mark: (mark.end - mark.start, mark.kind, mark.n))
        yield text[begins:ends], tuple(within)
