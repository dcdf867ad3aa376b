"""The fixed words of the review packet, from ``packet.toml``."""

from __future__ import annotations

from functools import cache
from importlib import resources

import tomli

from d3k2.evidence import FIRM
from d3k2.report.review_documents import CitedDocument, PacketDocument, ReviewableDocument

SHOWN_HASH = 12
"""Digits of a content hash that are printed: enough to tell versions apart."""


@cache
def words() -> dict[str, str | list[str]]:
    """Return every text by its key."""
    text = resources.files("d3k2.report").joinpath("packet.toml").read_text("utf-8")
    return tomli.loads(text)


def word(key: str, **values: object) -> str:
    """Return one text, filled."""
    return str(words()[key]).format_map(values)


def several(key: str, **values: object) -> list[str]:
    """Return the texts of a list, filled."""
    return [text.format_map(values) for text in words()[key]]


def opening(document: PacketDocument) -> str:
    """Say what the packet holds and how long it takes; or that nothing waits."""
    if not document.items:
        return word("nothing")
    return word(
        "what",
        count=len(document.items),
        minutes=document.minutes,
        more=document.minutes_patient,
    )


def version(item: ReviewableDocument) -> str:
    """Name the version of an item as a command takes it."""
    return f"{item.id} --hash {item.hash[:SHOWN_HASH]}"


def found_in(source: CitedDocument) -> str:
    """Say where a source is found, where in it, and how it was read."""
    said = f"{source.short}: {source.where} ({word('read', read=source.read)})"
    return said if source.status == "current" else f"{said}, {source.status.upper()}"


def weak(source: CitedDocument) -> bool:
    """Whether the source itself was not read."""
    return source.read not in FIRM
