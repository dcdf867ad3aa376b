"""Bytes made text: by a mark at the start, by what the page declares, else UTF-8."""

from __future__ import annotations

import codecs
import re

from d3k2.claims.reading.limits import limits
from d3k2.claims.reading.telling import ACCEPTED, formats
from d3k2.units import InputRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*"
    rb"([\w-]{2,20})",
    re.IGNORECASE,
)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
DECLARED_WITHIN = 4096
"""Bytes in which a page declares its encoding; browsers look at the first 1,024."""


def decode(data: bytes) -> str:
    """Return the text of a file, without a byte order mark, newlines as they are.

    Stray bytes in UTF-8 are read as windows-1252, what even that does not know as U+FFFD: a text
    pasted together from several encodings stays readable.

    Raises
    ------
    InputRefused
        So much of it is no text that it must be something else.
    """
    text = _decoded(data)
    strange = len(_NO_TEXT.findall(text))
    if strange > limits()["article"]["most_no_text"] * len(text):
        raise InputRefused(
            f"Most of the file is no text that can be read ({strange} of its {len(text)} "
            "characters are none).",
            accepted=f"{ACCEPTED}, in UTF-8 or in the encoding it declares",
        )
    return text


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _loosely(data[len(mark) :], name)
    declared = _DECLARED.search(data[:DECLARED_WITHIN])
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    known = formats()["encodings"]
    if name in known["as_windows_1252"]:
        # Many pages declare what they are not: what is valid UTF-8 beyond ASCII is UTF-8.
        return _loosely(data, "utf-8")
    if name not in known["taken"] or name.startswith("utf-16"):
        # A declaration that can be read as ASCII is not in UTF-16.
        name = "utf-8"
    return _loosely(data, name)


def _loosely(data: bytes, name: str) -> str:
    if name != "utf-8":
        return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "d3k2-windows-1252")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("windows-1252", "replace"), error.end


codecs.register_error("d3k2-windows-1252", _stray)
