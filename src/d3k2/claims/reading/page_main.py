"""Which blocks of a page are the article: the library's choice, put right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from d3k2.claims.article import BlockKind
from d3k2.claims.reading.page_fill import fill, is_line, is_short
from d3k2.claims.reading.page_pieces import Piece
from d3k2.claims.reading.references import (
    Part,
    folded_heading,
    has_label,
    heads_references,
    looks_like_reference,
    reference_kinds,
    reference_words,
)

POINTING = 0.5
"""Share of a line that leads elsewhere from which it may only point there."""
QUESTION = 20
"""Words up to which a question is one that an answer follows when it is opened."""


def main_pieces(pieces: Sequence[Piece], words: Mapping[str, Any]) -> list[tuple[Piece, BlockKind]]:
    """Return the pieces of the article in order, each with what it is."""
    kept = [piece.kept for piece in pieces]
    _keep_between(pieces, kept)
    fill(pieces, kept, _title(pieces, kept), words["beside"])
    _drop_beside(pieces, kept, words["beside"])
    _drop_pointers(pieces, kept, words["beside"])
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
    places = [at for at, is_kept in enumerate(kept) if is_kept]
    for order in (places, places[::-1]):
        for at in order:
            piece = pieces[at]
            if piece.kind == "heading" and order is places:
                continue
            short = is_short(piece, words)
            foreign = not looks_like_reference(piece.text) and not has_label(piece.text)
            if not (short and foreign and (piece.only_links or is_line(piece, words))):
                break
            kept[at] = piece.outside and piece.kind == "item"


def _drop_pointers(pieces: Sequence[Piece], kept: list[bool], words: Mapping[str, Any]) -> None:
    """Rows of links, and lines that point to another article of the site, are not of this one."""
    pointer = re.compile(words["pointer"], re.IGNORECASE)
    for at, piece in enumerate(pieces):
        if kept[at] and piece.kind in ("paragraph", "heading") and piece.linked >= POINTING:
            row = piece.only_links and len(piece.links) > 1
            kept[at] = piece.outside or not (row or pointer.match(piece.text))


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
        labelled = has_label(piece.text) or piece.label != ""
        prose = kept[at] and piece.kind == "paragraph" and not labelled
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
    return bool(piece.within & boxes)


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
