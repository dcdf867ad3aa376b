"""What kind of file an article came in: by its content first, then by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import PurePath
from typing import Any

import tomli

from d3k2.claims.article import Format
from d3k2.claims.reading.limits import limits
from d3k2.units import InputRefused

ACCEPTED = "an article as text, Markdown, HTML or PDF"
PDF_WITHIN = 1024
"""Bytes in which a PDF says that it is one; readers allow for rubbish before it."""
HEAD = 4000
"""Characters in which a text shows what it is."""

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS_AS_PAGE = re.compile(
    r"\s*<(?:h[1-6]|p|div|article|main|section|table|ul|ol|meta|title|center|font)\b[^>]*>",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"^ {0,3}#{1,6} \S|\*\*[^*\n]{1,200}\*\*|(?<!!)\[[^\]\n]{1,200}\]\(https?://"
    r"|^\|.*\|[^\S\n]*$|^\[\^\w{1,20}\]:",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\r|\n)[\w-]+:")
FEWEST_MARKS = 2
"""Marks in the head of a text by which it is Markdown whatever its name says."""


@cache
def formats() -> Mapping[str, Any]:
    """Return ``formats.toml``."""
    return tomli.loads(resources.files(__package__).joinpath("formats.toml").read_text("utf-8"))


def is_pdf(data: bytes) -> bool:
    """Whether a file says that it is a PDF."""
    return b"%PDF-" in data[:PDF_WITHIN]


def refuse_no_article(data: bytes) -> None:
    """Refuse what is empty, too large, or the file of something else.

    Raises
    ------
    InputRefused
        The message says what the file is, ``accepted`` what could be read.
    """
    sizes = limits()["input"]
    most = int(sizes["pdf_bytes"] if is_pdf(data) else sizes["text_bytes"])
    if len(data) > most:
        what = "PDF" if is_pdf(data) else "text"
        raise InputRefused(
            f"This file is too large to be an article ({len(data) / 1e6:.1f} MB of {what}).",
            accepted=f"at most {sizes['pdf_bytes'] / 1e6:.0f} MB of PDF, "
            f"or {sizes['text_bytes'] / 1e6:.0f} MB of text or HTML",
        )
    if not data.strip():
        raise InputRefused("The file is empty.", accepted=ACCEPTED)
    if not data.strip(b"\x00"):
        raise InputRefused("The file holds only zero bytes, no text.", accepted=ACCEPTED)
    if not is_pdf(data):
        for other in formats()["others"]:
            if data[other.get("at", 0) :].startswith(bytes.fromhex(other["hex"])):
                raise InputRefused(f"The file is {other['what']}.", accepted=ACCEPTED)


def told_format(file: str, text: str) -> Format:
    """Say what a decoded text is: a page, Markdown, or plain text."""
    head = text[:HEAD]
    named = _named(file)
    if _PAGE.match(head):
        return "html"
    if named in ("markdown", "html"):
        return named
    if _BEGINS_AS_PAGE.match(head):
        return "html"
    if _FRONT_MATTER.match(head) or len(_MARKS.findall(head)) >= FEWEST_MARKS:
        return "markdown"
    return "text"


def _named(file: str) -> Format | None:
    suffix = PurePath(file).suffix.lower()
    named: Mapping[Format, list[str]] = formats()["suffixes"]
    return next((kind for kind, suffixes in named.items() if suffix in suffixes), None)
