"""An article as it was read: its text, what each part of it is, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["text", "markdown", "html", "pdf"]
BlockKind = Literal["title", "heading", "paragraph", "item", "row", "quote", "reference"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text from ``start`` to ``end``.

    Attributes
    ----------
    level : int
        Of a heading: 1 to 6. Of an item: how deep its list is nested, from 1. Otherwise 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: from ``start`` to ``end`` of the text, to ``url``."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """What is checked.

    Attributes
    ----------
    file : str
        As the person named it; ``-`` for what came in by stdin.
    text : str
        What every place counts in: the file itself for text and Markdown, the text that was taken
        out of it for HTML and PDF.
    blocks : tuple of Block
        In order, without overlap; blanks and marks between them belong to none.
    title : str or None
        What it calls itself.
    page : str
        What the page shows beside the article, in lines: byline, badges, dates, shop, footer.
        Empty where the text is all there is.
    links : tuple of Link
        Where its words lead, in order.
    address : str or None
        Where a page says it lives (its canonical address).
    """

    file: str
    format: Format
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    page: str = ""
    links: tuple[Link, ...] = ()
    address: str | None = None
