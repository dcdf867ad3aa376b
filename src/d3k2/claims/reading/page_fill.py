"""What the library dropped out of the middle of an article, put back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from d3k2.claims.reading.page_pieces import Piece

LONGEST_LINE = 300
"""Characters of a line that may be a date or a byline."""
LONGEST_FOOT = 200
"""Characters up to which what stands outside the article is the head or foot of the page."""


def fill(
    pieces: Sequence[Piece], kept: list[bool], title: int | None, words: Mapping[str, Any]
) -> None:
    """Keep what stands in the element of the article, from its title to its last part.

    Between two kept parts everything belongs to it that is no line of links, dates or names;
    before the first and after the last one only what reads as part of it.
    """
    inside = [at for at, is_kept in enumerate(kept) if is_kept and pieces[at].inside]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    for at in range(first, last):
        kept[at] = kept[at] or (pieces[at].inside and _belongs(pieces[at], words))
    if title is not None:
        _keep_lead(pieces, kept, range(title + 1, first), words)
    _keep_tail(pieces, kept, last, words)
    _drop_short(pieces, kept, range(last + 1, len(pieces)))
    if title is not None:
        _drop_short(pieces, kept, range(title))


def is_short(piece: Piece, words: Mapping[str, Any]) -> bool:
    """Whether a piece is no longer than a date or a byline may be."""
    return len(piece.text) <= LONGEST_LINE and len(piece.text.split()) <= words["line_words"]


def is_line(piece: Piece, words: Mapping[str, Any]) -> bool:
    """Whether a piece is a short line that tells when, by whom or how to share it."""
    return is_short(piece, words) and re.match(words["line"], piece.text, re.IGNORECASE) is not None


def _belongs(piece: Piece, words: Mapping[str, Any]) -> bool:
    """Whether nothing says that a piece is none of the article."""
    line = piece.kind != "item" and is_line(piece, words)  # "By lowering PTH, ..." in a list
    return piece.shown and not piece.beside and not piece.only_links and not line


def _keep_lead(
    pieces: Sequence[Piece], kept: list[bool], places: range, words: Mapping[str, Any]
) -> None:
    """Keep what reads like the article between its title and the first part that was kept."""
    for at in reversed(places):
        piece = pieces[at]
        heads = piece.kind == "heading" and (kept[at + 1] or piece.text.endswith((".", "?", "!")))
        kept[at] = kept[at] or (_belongs(piece, words) and (heads or piece.reads))


def _keep_tail(
    pieces: Sequence[Piece], kept: list[bool], last: int, words: Mapping[str, Any]
) -> None:
    """Keep lists, sentences and panels that follow the last part without a break."""
    headings: list[int] = []
    for at in range(last + 1, len(pieces)):
        piece = pieces[at]
        if piece.beside and piece.inside:
            continue
        if not (piece.inside and _belongs(piece, words)):
            return
        if piece.kind == "heading":
            headings.append(at)
            continue
        if not (piece.panel or piece.reads):
            return
        for place in (*headings, at):
            kept[place] = True
        headings = []


def _drop_short(pieces: Sequence[Piece], kept: list[bool], places: range) -> None:
    """Drop what stands outside before the title or after the end, if it is short as a foot is."""
    found = [at for at in places if kept[at] and not (pieces[at].inside or pieces[at].main)]
    if sum(len(pieces[at].text) for at in found) <= LONGEST_FOOT:
        for at in found:
            kept[at] = False
