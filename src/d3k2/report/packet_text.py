"""The review packet as plain text, 80 columns wide: to print, to tick and to sign."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from d3k2.report.packet_words import found_in, opening, several, version, weak, word
from d3k2.report.review_documents import PacketDocument, PartDocument, ReviewableDocument

WIDTH = 80
NUMBER = 4
"""Columns of an item's number."""
LINE = "_" * 30
RULE = "-" * WIDTH


def packet_text(document: PacketDocument) -> str:
    """Return the packet: how to use it, who decides, each item with its boxes, how to enter it."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: PacketDocument) -> Iterator[str]:
    yield word("title", date=document.date)
    if not document.ledger.intact:
        yield from _folded(word("broken"))
    yield from _folded(opening(document))
    if not document.items:
        return
    yield ""
    for step in several("steps"):
        yield from _folded(step, first="- ", rest="  ")
    yield ""
    for name in several("who"):
        yield f"{name:<32}{LINE}"
    for number, item in enumerate(document.items, start=1):
        yield RULE
        yield from _item(number, item)
    yield RULE
    yield from _folded(word("entering"))
    for command in several("commands", date=document.date):
        yield from _folded(command, first="  ", rest="      ")
    yield from _folded(word("entered"))
    yield f"d3k2 {document.software_version}, data {document.data_version}"


def _item(number: int, item: ReviewableDocument) -> Iterator[str]:
    margin = " " * NUMBER
    yield f"{number:>{NUMBER - 1}} {version(item)}"
    yield from _folded(item.title, first=margin, rest=margin)
    if item.risk.reasons:
        reasons = f"{word('first_because')} {'; '.join(item.risk.reasons)}."
        yield from _folded(reasons, first=margin, rest=margin)
    if item.applies:
        yield from _folded(f"{word('applies')}: {item.applies}", first=margin, rest=f"{margin}  ")
    for part in item.parts:
        yield from _part(part, margin)
    for note in item.notes:
        yield from _folded(f"{note.label}: {note.clinician}", first=margin, rest=f"{margin}  ")
    for place, source in enumerate(item.sources, start=1):
        yield from _folded(f"[{place}] {found_in(source)}", first=margin, rest=f"{margin}    ")
    if not item.firm:
        places = [f"[{place}]" for place, s in enumerate(item.sources, start=1) if weak(s)]
        yield from _folded(f"{word('weak')}: {', '.join(places)}", first=margin, rest=margin)
    boxes = (["approve"] if item.firm else []) + ["reject", "comment"]
    yield margin + "   ".join(f"[ ] {word(box)}" for box in boxes)
    yield f"{margin}{'_' * (WIDTH - NUMBER)}"


def _part(part: PartDocument, margin: str) -> Iterator[str]:
    yield from _folded(part.label, first=f"{margin}* ", rest=f"{margin}  ")
    worded = [(word("clinician"), part.clinician), (word("patient"), part.patient)]
    for name, text in worded:
        if text is not None:
            yield from _folded(f"{name}: {text}", first=f"{margin}  ", rest=f"{margin}    ")


def _folded(text: str, first: str = "", rest: str = "") -> list[str]:
    """Fold a text; an id or an address longer than a line is broken, so that no line is wider."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
