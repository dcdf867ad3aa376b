"""Takes the lines out of a PDF, in a process of its own (see `bounded`).

Run as a script; it imports nothing of ours. From stdin: a line of JSON with the limits, then the
file. To stdout: JSON with the pages, each a list of lines with their place and the size of their
letters; or the reason why there are none.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

OUT_OF_MEMORY = 77
HYPHENS = ("\x02", "\ufffe")
"""What stands for a hyphen at the end of a line that goes on."""
RAISED = 0.8
"""Size, beside that of its line, below which a number is a raised one."""
BOLD = 600
"""Weight from which letters are bold."""
_RAISED = re.compile(r"[\d,–-]+")
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\u200b\ufeff\ud800-\udfff]")


class Letter:
    """A character with its place on the page."""

    __slots__ = ("at", "size", "text")

    def __init__(self, text: str, size: float, at: int) -> None:
        self.text = text
        self.size = size
        self.at = at


def letters(page: Any) -> Iterator[Letter]:
    """Yield the characters of a page in the order in which they are read."""
    for at in range(raw.FPDFText_CountChars(page)):
        code = raw.FPDFText_GetUnicode(page, at)
        if code:
            size = round(raw.FPDFText_GetFontSize(page, at) * _scale(page, at), 1)
            yield Letter(chr(code), size, at)


def _scale(page: Any, at: int) -> float:
    """Return how much the page enlarges what the font says."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(page, at, ctypes.byref(matrix)):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0


def page_lines(page: Any) -> Iterator[dict[str, Any]]:
    """Yield the lines of a page."""
    line: list[Letter] = []
    for letter in letters(page):
        if letter.text in "\r\n" or letter.text in HYPHENS:
            if letter.text in HYPHENS:
                line.append(Letter("\u2010", letter.size, letter.at))
            if line:
                yield from _line(page, line)
            line = []
        else:
            line.append(letter)
    if line:
        yield from _line(page, line)


def _line(page: Any, line: list[Letter]) -> Iterator[dict[str, Any]]:
    seen = [letter for letter in line if not letter.text.isspace()]
    text = "".join(_raised(line)).strip()
    if not seen or not text:
        return
    size = Counter(letter.size for letter in seen).most_common(1)[0][0]
    first, last = _box(page, seen[0].at), _box(page, seen[-1].at)
    heavy = raw.FPDFText_GetFontWeight(page, seen[len(seen) // 2].at) >= BOLD
    yield {
        "text": text, "size": size, "left": first[0], "right": last[1], "top": first[3],
        "bottom": first[2], "bold": heavy or "bold" in _font(page, seen[0].at).lower(),
    }  # fmt: skip


def _raised(line: list[Letter]) -> Iterator[str]:
    """Write raised small numbers after a word as the marks of references that they are."""
    size = max((letter.size for letter in line), default=0.0)
    small: list[str] = []
    before = ""
    for letter in line:
        if letter.size < RAISED * size and _RAISED.fullmatch(letter.text) and before.strip():
            small.append(letter.text)
            continue
        yield from _mark(small, before)
        small = []
        before = _NO_TEXT.sub("", letter.text)
        yield before
    yield from _mark(small, before)


def _mark(small: list[str], before: str) -> Iterator[str]:
    if small:
        number = "".join(small)
        after_word = before.isalpha() or before in ".,;:)]”\"'"
        formula = before.isalpha() and number in "23456" and not before.islower()
        yield f"[{number}]" if after_word and not formula else number


def _box(page: Any, at: int) -> tuple[float, float, float, float]:
    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(page, at, *(ctypes.byref(side) for side in sides))
    left, right, bottom, top = (round(side.value, 1) for side in sides)
    return left, right, bottom, top


def _font(page: Any, at: int) -> str:
    name = ctypes.create_string_buffer(100)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, at, name, 100, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace")


def taken_out(asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return the lines of a PDF, page by page, or why there are none."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"refused": "locked" if locked else "broken"}
    if len(document) > asked["pages"]:
        return {"refused": "pages", "pages": len(document)}
    pages: list[list[dict[str, Any]]] = []
    left = int(asked["characters"])
    for number in range(len(document)):
        with contextlib.suppress(pdfium.PdfiumError):
            lines = []
            page = document[number]
            text = page.get_textpage()
            for line in page_lines(text.raw):
                left -= len(line["text"])
                if left < 0:
                    return {"refused": "characters"}
                lines.append(line)
            pages.append(lines)
            text.close()
            page.close()
    title = document.get_metadata_value("Title") if len(document) else ""
    return {"pages": pages, "title": title[:300], "count": len(document)}


def bound(megabytes: int, seconds: float) -> None:
    """Limit this process, where the platform can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))


def main() -> int:
    """Answer one request."""
    asked = json.loads(sys.stdin.buffer.readline())
    bound(asked["megabytes"], asked["seconds"])
    try:
        answer = taken_out(asked, sys.stdin.buffer.read())
        sys.stdout.buffer.write(json.dumps(answer).encode())
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
