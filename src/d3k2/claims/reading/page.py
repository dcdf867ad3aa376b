"""An HTML page read: its main content as text and blocks, and what stands beside it.

The page is taken apart in a process of its own (`page_child`). What belongs to the article is
what the library takes for the main content, put right where we measured that it errs: lists, panels
and references that it drops, author boxes and rows of links that it keeps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import tomli

from d3k2.claims.article import Article, Block, BlockKind, Link
from d3k2.claims.reading.bounded import Ended, run_bounded
from d3k2.claims.reading.limits import limits
from d3k2.claims.reading.page_beside import address_told, beside, title_told
from d3k2.claims.reading.page_main import main_pieces
from d3k2.claims.reading.page_pieces import Piece, pieces_of
from d3k2.claims.reading.page_tree import Element
from d3k2.units import InputRefused

ACCEPTED = "an ordinary page, or its text as a text file"
CHILD = Path(__file__).with_name("page_child.py")


@cache
def page_words() -> Mapping[str, Any]:
    """Return ``page_words.toml``."""
    return tomli.loads(resources.files(__package__).joinpath("page_words.toml").read_text("utf-8"))


def read_page(file: str, html: str) -> Article:
    """Read a page.

    Raises
    ------
    InputRefused
        Taking it apart would take more time or memory than any page, or it holds no text.
    """
    taken = _taken_apart(html)
    address = address_told(taken)
    elements = [Element(*told) for told in taken["elements"]]
    pieces = pieces_of(taken["blocks"], elements, page_words(), address)
    chosen = main_pieces(pieces, page_words())
    if not chosen:
        raise InputRefused("This page holds no text of an article.", accepted=ACCEPTED)
    text, blocks, links = _assembled(chosen, address)
    heading = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None)
    kept = {id(piece) for piece, _ in chosen}
    rest = [p for p in pieces if id(p) not in kept]
    return Article(
        file=file,
        format="html",
        text=text,
        blocks=tuple(blocks),
        title=heading or title_told(taken),
        page=beside(taken, rest, page_words()),
        links=tuple(links),
        address=address,
    )


def _taken_apart(html: str) -> dict[str, Any]:
    bounds = limits()["page"]
    words = page_words()
    asked = {
        "tags": words["tags"],
        **{key: bounds[key] for key in ("depth", "nodes", "pieces", "metadata_characters")},
    }
    data = html.encode("utf-8", "replace")
    try:
        taken = run_bounded(CHILD, asked, data, bounds["seconds"], bounds["megabytes"])
    except Ended as ended:
        raise InputRefused(_WHY_ENDED[ended.why].format(**bounds), accepted=ACCEPTED) from None
    if "refused" in taken:
        raise InputRefused(_WHY_REFUSED[taken["refused"]].format(**bounds), accepted=ACCEPTED)
    found: dict[str, Any] = taken
    return found


_WHY_ENDED = {
    "time": "This page could not be read within {seconds} seconds.",
    "memory": "This page could not be read within {megabytes} MB of memory.",
    "crash": "This page could not be read: it breaks the reader, or takes over {megabytes} MB.",
}
_WHY_REFUSED = {
    "depth": "The elements of this page are nested more than {depth} deep.",
    "nodes": "This page has more than {pieces} pieces of text or {nodes} parts.",
}


def _assembled(
    chosen: Sequence[tuple[Piece, BlockKind]], address: str | None
) -> tuple[str, list[Block], list[Link]]:
    """Put the text together, and say where in it each block and link stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    links: list[Link] = []
    at = 0
    last: tuple[BlockKind, int] | None = None
    for piece, kind in chosen:
        close = last is not None and last[0] == kind and kind in ("item", "row", "reference")
        before = "" if last is None else "\n" if close else "\n\n"
        label = f"{piece.label} " if piece.label else ""
        start = at + len(before) + len(label)
        counts = kind == "reference" and label[:1].isdigit()
        level = piece.level if kind in ("heading", "item", "title") else 0
        end = start + len(piece.text)
        blocks.append(Block(kind, start - len(label) * counts, end, level))
        for a, b, url in piece.links:
            target = resolved(url, address)
            if target:
                links.append(Link(start + a, start + b, target))
        parts += [before, label, piece.text]
        at = end
        last = (kind, level)
    return "".join(parts), blocks, links


def resolved(url: str, address: str | None) -> str | None:
    """Return where a link leads, whole if the page says where it lives; None for a script."""
    if re.match(r"\s*(?:javascript|data|vbscript):", url, re.IGNORECASE):
        return None
    try:
        urlsplit(url)
        return urljoin(address, url) if address and not url.startswith("#") else url or None
    except ValueError:
        return None
