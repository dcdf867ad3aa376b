"""The article a command is about: the content of a file, or stdin."""

from __future__ import annotations

import sys
from pathlib import Path

from d3k2.units import InputRefused

ACCEPTED = "a file of text, Markdown, HTML or PDF, up to 20 MB"


def read_given_article(file: str) -> bytes:
    """Return the content of a file, or of stdin where ``-`` is given.

    Raises
    ------
    InputRefused
        There is no such file, it is a folder, it cannot be read, or it is too large.
    """
    from d3k2.claims import most_bytes

    most = most_bytes()
    try:
        content = _read(file, most + 1)
    except (OSError, ValueError) as error:
        raise _refused(f"The file cannot be read: {_why(error)}.", file) from None
    if len(content) > most:
        raise _refused("This is too large to be one article.", file)
    return content


def _read(file: str, most: int) -> bytes:
    """At most one byte more than is accepted, so that nothing endless is read to its end."""
    if file == "-":
        return b"" if sys.stdin is None else sys.stdin.buffer.read(most)
    with Path(file).open("rb") as opened:
        return opened.read(most)


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "this is a folder"
    return getattr(error, "strerror", None) or "this is no file name"


def _refused(message: str, file: str) -> InputRefused:
    return InputRefused(message, field="FILE", given=file, accepted=ACCEPTED)
