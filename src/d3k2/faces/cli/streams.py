"""What is written where: results to stdout, everything else to stderr."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
import warnings
from pathlib import Path


def settle(*, as_json: bool) -> None:
    """Make both streams safe to write to: present, and able to carry every character.

    JSON is UTF-8 on every machine; text that a terminal cannot show is escaped. That other cores
    cannot be used is no news for who asked about a person: one core answers the same.
    """
    if not sys.warnoptions:
        warnings.filterwarnings("ignore", module=r"joblib\b")
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if as_json else None, errors="backslashreplace")


def silence_stdout() -> None:
    """Let what is left to write go nowhere, so that the end of the program is quiet."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        sys.stdout = io.StringIO()


def printable(text: str) -> str:
    """Return text with every character that a terminal would obey, not show, as its escape."""
    if text.isprintable():
        return text
    return "".join(c if _harmless(c) else c.encode("unicode_escape").decode() for c in text)


def _harmless(character: str) -> bool:
    return character.isprintable() or character in "\n\t" or unicodedata.category(character) == "Zs"
