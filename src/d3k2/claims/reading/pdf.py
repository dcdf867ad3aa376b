"""A PDF read: its lines are taken out in a process of their own, and put together here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from d3k2.claims.article import Article, Block
from d3k2.claims.reading.bounded import Ended, run_bounded
from d3k2.claims.reading.limits import limits
from d3k2.claims.reading.pdf_lines import PdfLine, body_and_margins, parts_of
from d3k2.claims.reading.references import reference_kinds
from d3k2.claims.reading.text_file import links_in
from d3k2.units import InputRefused

CHILD = Path(__file__).with_name("pdf_child.py")
ACCEPTED = "a PDF whose text can be selected, or its text as a text file"


def read_pdf(file: str, data: bytes) -> Article:
    """Read a PDF.

    Raises
    ------
    InputRefused
        It is locked, broken, a scan without text, too long, or takes too long.
    """
    taken = _taken_out(data)
    pages = [[PdfLine(**line) for line in page] for page in taken["pages"]]
    if not any(line.text for page in pages for line in page):
        raise InputRefused(
            "This PDF holds no text; it is probably a scan, and d3k2 does not read pictures.",
            accepted=ACCEPTED,
        )
    lines, margins = body_and_margins(pages)
    parts = parts_of(lines)
    kinds = reference_kinds(parts)
    text = "\n\n".join(part.text for part in parts)
    blocks: list[Block] = []
    start = 0
    for part, kind in zip(parts, kinds, strict=True):
        level = part.level if kind in ("heading", "title", "item") else 0
        blocks.append(Block(kind, start, start + len(part.text), level))
        start += len(part.text) + 2
    heading = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None)
    return Article(
        file=file,
        format="pdf",
        text=text,
        blocks=tuple(blocks),
        title=heading or taken["title"].strip() or None,
        page="\n".join(margins)[: limits()["article"]["page_characters"]],
        links=tuple(links_in(text)),
    )


def _taken_out(data: bytes) -> Mapping[str, Any]:
    bounds = limits()["pdf"]
    asked = {key: bounds[key] for key in ("pages", "characters")}
    try:
        taken = run_bounded(CHILD, asked, data, bounds["seconds"], bounds["megabytes"])
    except Ended as ended:
        raise InputRefused(_WHY[ended.why].format(**bounds), accepted=ACCEPTED) from None
    if "refused" in taken:
        told = {**bounds, "count": taken.get("pages", 0)}
        raise InputRefused(_WHY[taken["refused"]].format(**told), accepted=ACCEPTED)
    found: Mapping[str, Any] = taken
    return found


_WHY = {
    "time": "This PDF could not be read within {seconds} seconds.",
    "memory": "This PDF could not be read within {megabytes} MB of memory.",
    "crash": "This PDF could not be read: it is broken, or takes over {megabytes} MB of memory.",
    "broken": "This PDF is broken and cannot be read.",
    "locked": "This PDF is locked with a password; save it without one.",
    "pages": "This PDF is longer than any article ({count} pages; at most {pages} are read).",
    "characters": "This PDF is longer than any article (over {characters} characters).",
}
