"""The blocks of a page as pieces: what each reads, and where in the page it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from d3k2.claims.article import BlockKind
from d3k2.claims.reading.page_tree import Element, Standing, around, names_around, standings
from d3k2.claims.reading.references import split_labelled
from d3k2.claims.reading.text_headings import is_prose

_NOTE = re.compile(r"\[(\d{1,3})\]")
"""The number of a footnote in a block of its own."""
MOSTLY = 0.5
"""Share of a block that the library must keep."""
BOLD_LINE = 12
"""Words up to which a line that is all bold is a heading."""
BOLD_LEVEL = 4
SENTENCE = 6
"""Words from which a paragraph that ends like a sentence is one."""
LITTLE = 0.1
"""Share of the sentences of a page below which the library has not found the article."""
ONLY_LINKS = 0.9
"""Share of a piece that leads elsewhere from which it is a row of links."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page, before it is known what it is to the article.

    Attributes
    ----------
    within : frozenset of str
        Classes and ids of the nearest elements.
    kept : bool
        Whether the library takes it for main content, and nothing around it says otherwise.
    main, inside, beside, panel : bool
        Whether it stands in the main element of the page; in that of the article; in one that says
        it is no part of it; in one that opens when it is asked to.
    outside : bool
        Whether a link of it leads to another site.
    """

    kind: BlockKind
    level: int
    label: str
    text: str
    links: tuple[tuple[int, int, str], ...]
    ids: tuple[str, ...]
    within: frozenset[str]
    element: int
    kept: bool
    shown: bool = True
    main: bool = False
    inside: bool = False
    beside: bool = False
    panel: bool = False
    caption: bool = False
    outside: bool = False

    @property
    def linked(self) -> float:
        """The share of its letters and digits that lead somewhere else."""
        if not self.links:
            return 0.0
        leading = sum(_letters(self.text[start:end]) for start, end, _ in self.links)
        return leading / max(1, _letters(self.text))

    @property
    def reads(self) -> bool:
        """Whether it is a sentence, or stands in a list or a table, and is no link."""
        if self.only_links or self.kind == "heading":
            return False
        ends = self.text.rstrip("\"'”’)] ").endswith((".", "!", "?", "…", ":"))
        return self.kind != "paragraph" or (ends and len(self.text.split()) >= SENTENCE)

    @property
    def only_links(self) -> bool:
        """Whether nearly every letter of it leads somewhere else."""
        return self.linked >= ONLY_LINKS


def _letters(text: str) -> int:
    return sum(1 for letter in text if letter.isalnum())


def pieces_of(
    blocks: Sequence[Mapping[str, Any]],
    elements: Sequence[Element],
    words: Mapping[str, Any],
    address: str | None,
) -> list[Piece]:
    """Return the blocks of a page as pieces, labelled entries that share a paragraph cut apart."""
    seen: set[int] = set()
    pieces: list[Piece] = []
    host = urlsplit(address).netloc if address else ""
    note = ""
    for block in blocks:
        if not block["text"]:
            continue
        number = _NOTE.fullmatch(block["text"])
        if number and block["links"]:
            note = f"{number[1]}."
            continue
        first = block["item"] not in seen
        seen.add(block["item"])
        label = note or (block["label"] if first and block["item"] else "")
        note = ""
        within = names_around(elements, block["element"])
        pieces += _cut(_piece(block, label=label, host=host, within=within))
    return _placed(pieces, elements, words)


def _placed(
    pieces: Sequence[Piece], elements: Sequence[Element], words: Mapping[str, Any]
) -> list[Piece]:
    """Say of each piece where it stands.

    Comments may outweigh what they comment on, so the element of the article is looked for again
    when it is known what stands beside the first one found. Where the library keeps next to
    nothing of what reads like sentences, these are looked at instead.
    """
    prose = sum(len(piece.text) for piece in pieces if piece.reads)
    if sum(len(piece.text) for piece in pieces if piece.kept and piece.reads) < LITTLE * prose:
        pieces = [replace(piece, kept=piece.reads) for piece in pieces]
    own = _article(pieces, elements)
    where = standings(elements, own, words)
    placed = [_standing(piece, where[piece.element]) for piece in pieces]
    again = _article(placed, elements)
    if again == own:
        return placed
    where = standings(elements, again, words)
    return [_standing(piece, where[piece.element]) for piece in pieces]


def _article(pieces: Sequence[Piece], elements: Sequence[Element]) -> int:
    """Return the element around the article, by where the pieces stand that are kept."""
    weights: Counter[int] = Counter()
    for piece in pieces:
        if piece.kept and not piece.only_links:
            weights[piece.element] += len(piece.text)
    return around(elements, weights)


def _standing(piece: Piece, where: Standing) -> Piece:
    return replace(
        piece,
        kept=piece.kept and not where.beside and not where.hidden,
        shown=not where.hidden,
        main=where.main,
        inside=where.inside,
        beside=where.beside,
        panel=where.panel,
    )


def _piece(block: Mapping[str, Any], *, label: str, host: str, within: frozenset[str]) -> Piece:
    kind, level = block["kind"], block["level"]
    text: str = block["text"]
    bold = 0 < block["bold"] >= len(text) - 2 and len(text.split()) <= BOLD_LINE
    if kind == "paragraph" and bold and not text.endswith((".", "!", "…", ",")):
        kind, level = "heading", BOLD_LEVEL
    elif kind == "heading" and level > 1 and is_prose(text):
        kind, level = "paragraph", 0
    links = tuple((s, e, url) for s, e, url in block["links"])
    return Piece(
        kind="paragraph" if kind == "caption" else kind,
        level=level,
        label=label,
        text=text,
        links=links,
        ids=tuple(block["ids"]),
        within=within,
        element=block["element"],
        kept=block["kept"] > MOSTLY * block["shown"],
        caption=kind == "caption",
        outside=any(_leads_out(url, host) for _, _, url in links),
    )


def _leads_out(url: str, host: str) -> bool:
    try:
        there = urlsplit(url).netloc
    except ValueError:
        return False
    return bool(there) and there != host


def _cut(piece: Piece) -> Iterator[Piece]:
    if piece.kind != "paragraph" or "\n" not in piece.text:
        yield piece
        return
    for start, end in split_labelled(piece.text):
        links = tuple(
            (max(start, a) - start, min(end, b) - start, url)
            for a, b, url in piece.links
            if max(start, a) < min(end, b)
        )
        yield replace(piece, text=piece.text[start:end], links=links)
