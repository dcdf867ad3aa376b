"""Which blocks of a page are the article: the library's choice, put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from d3k2.claims.article import BlockKind
from d3k2.claims.reading.references import (
    Part,
    folded_heading,
    has_label,
    heads_references,
    looks_like_reference,
    reference_kinds,
    reference_words,
    split_labelled,
)

MOSTLY = 0.5
"""Share of a block that the library must keep."""
BOLD_LINE = 12
"""Words up to which a line that is all bold is a heading."""
BOLD_LEVEL = 4
LONGEST_LINE = 300
"""Characters of a line at either end that may be a date or a byline."""
QUESTION = 20
"""Words up to which a question is one that an answer follows when it is opened."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page, before it is known what it is to the article."""

    kind: BlockKind
    level: int
    label: str
    text: str
    links: tuple[tuple[int, int, str], ...]
    ids: tuple[str, ...]
    within: tuple[str, ...]
    kept: bool
    shown: bool
    caption: bool = False
    outside: bool = False

    @property
    def only_links(self) -> bool:
        """Whether nearly every letter of it leads somewhere else."""
        linked = sum(end - start for start, end, _ in self.links)
        return linked >= 0.9 * len(self.text)


def pieces_of(
    blocks: Sequence[Mapping[str, Any]], words: Mapping[str, Any], address: str | None
) -> list[Piece]:
    """Return the blocks of a page as pieces, labelled entries that share a paragraph cut apart."""
    seen: set[int] = set()
    pieces: list[Piece] = []
    host = urlsplit(address).netloc if address else ""
    for block in blocks:
        if not block["text"]:
            continue
        first = block["item"] not in seen
        seen.add(block["item"])
        piece = _piece(block, label=block["label"] if first and block["item"] else "", host=host)
        pieces += _cut(piece)
    return pieces


def _piece(block: Mapping[str, Any], *, label: str, host: str) -> Piece:
    kind, level = block["kind"], block["level"]
    text: str = block["text"]
    bold = block["bold"] >= len(text) - 2 and len(text.split()) <= BOLD_LINE
    if kind == "paragraph" and bold and not text.endswith((".", "!", "…", ",")):
        kind, level = "heading", BOLD_LEVEL
    links = tuple((s, e, url) for s, e, url in block["links"])
    return Piece(
        kind="paragraph" if kind == "caption" else kind,
        level=level,
        label=label,
        text=text,
        links=links,
        ids=tuple(block["ids"]),
        within=tuple(block["within"]),
        kept=block["kept"] > MOSTLY * block["shown"] and not block["control"],
        shown=not block["hidden"],
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


def main_pieces(pieces: Sequence[Piece], words: Mapping[str, Any]) -> list[tuple[Piece, BlockKind]]:
    """Return the pieces of the article in order, each with what it is."""
    kept = [piece.kept and piece.shown for piece in pieces]
    _keep_between(pieces, kept)
    _drop_beside(pieces, kept, words["beside"])
    _drop_ends(pieces, kept, words["beside"])
    title = _title(pieces, kept)
    if title is not None:
        kept[title] = True
    kinds = reference_kinds([Part(p.kind, p.level, p.text) for p in pieces])
    found = _references(pieces, kept, kinds)
    chosen: list[tuple[Piece, BlockKind]] = []
    for at, piece in enumerate(pieces):
        if at == title:
            chosen.append((piece, "title"))
        elif at in found:
            chosen.append((piece, "reference" if piece.kind != "heading" else "heading"))
        elif kept[at]:
            chosen.append((piece, piece.kind if kinds[at] == "reference" else kinds[at]))
    return chosen


def _keep_between(pieces: Sequence[Piece], kept: list[bool]) -> None:
    """A caption or a question between two parts of the article belongs to it."""
    for at, piece in enumerate(pieces[1:-1], start=1):
        question = piece.text.endswith("?") and len(piece.text.split()) <= QUESTION
        if (piece.caption or question) and piece.shown and kept[at - 1] and kept[at + 1]:
            kept[at] = True


def _drop_beside(pieces: Sequence[Piece], kept: list[bool], words: Mapping[str, Any]) -> None:
    """What stands under "About the author" or "Read next" is beside the article."""
    level: int | None = None
    headings = frozenset(words["headings"])
    for at, piece in enumerate(pieces):
        if piece.kind == "heading":
            if folded_heading(piece.text) in headings:
                level = piece.level
            elif level is not None and (piece.level <= level or heads_references(piece.text)):
                level = None
        if level is not None:
            kept[at] = False


def _drop_ends(pieces: Sequence[Piece], kept: list[bool], words: Mapping[str, Any]) -> None:
    """Rows of links, dates and bylines at either end are beside the article."""
    line = re.compile(words["line"], re.IGNORECASE)
    most = words["line_words"]
    places = [at for at, is_kept in enumerate(kept) if is_kept]
    for order in (places, places[::-1]):
        for at in order:
            piece = pieces[at]
            if piece.kind == "heading" and order is places:
                continue
            short = len(piece.text) <= LONGEST_LINE and len(piece.text.split()) <= most
            foreign = not looks_like_reference(piece.text) and not has_label(piece.text)
            if not (short and foreign and (piece.only_links or line.match(piece.text))):
                break
            kept[at] = piece.outside and piece.kind == "item"


def _title(pieces: Sequence[Piece], kept: Sequence[bool]) -> int | None:
    """Find the heading that is the title: the first of level 1 before the text begins."""
    start = next((at for at, k in enumerate(kept) if k and pieces[at].kind != "heading"), 0)
    ones = [at for at, p in enumerate(pieces) if p.kind == "heading" and p.level == 1 and p.shown]
    before = [at for at in ones if at <= start]
    if before:
        return before[-1]
    if ones:
        return ones[0] if kept[ones[0]] else None
    return next((at for at in range(start) if kept[at] and pieces[at].kind == "heading"), None)


def _references(
    pieces: Sequence[Piece], kept: Sequence[bool], kinds: Sequence[BlockKind]
) -> set[int]:
    """Find the entries of reference lists, also where the library dropped them."""
    targets = {
        url[1:]
        for is_kept, piece in zip(kept, pieces, strict=True)
        if is_kept
        for _, _, url in piece.links
        if url.startswith("#")
    }
    found: set[int] = set()
    for at, piece in enumerate(pieces):
        strong = looks_like_reference(piece.text) or piece.outside
        entry = piece.kind in ("item", "paragraph")
        prose = kept[at] and piece.kind == "paragraph" and not has_label(piece.text)
        if (
            (kinds[at] == "reference" and (kept[at] or strong))
            or (entry and not kept[at] and not targets.isdisjoint(piece.ids))
            or (entry and strong and not prose and _boxed(piece))
        ):
            found.add(at)
    found |= _headed(pieces, kept, found)
    return found


def _boxed(piece: Piece) -> bool:
    boxes = reference_words()["boxes"]
    names = {name for within in piece.within for name in within.split()}
    return bool(names & boxes)


def _headed(pieces: Sequence[Piece], kept: Sequence[bool], found: set[int]) -> set[int]:
    """Find the headings that the library dropped with the entries under them."""
    return {
        at - back
        for at in found
        for back in (1, 2)
        if at >= back
        and not kept[at - back]
        and pieces[at - back].kind == "heading"
        and heads_references(pieces[at - back].text)
    }
