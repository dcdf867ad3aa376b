"""PDFs written by hand, so that what is read from them is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

Written = tuple[str, float, float]
"""A line: its text, the size of its letters, and how far above the foot of the page it stands."""


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252").replace(b"\\", b"\\\\")
    return raw.replace(b"(", b"\\(").replace(b")", b"\\)")


def _content(lines: Sequence[Written]) -> bytes:
    return b"\n".join(
        b"BT /F1 %g Tf 72 %g Td (%s) Tj ET" % (size, height, _escaped(text))
        for text, size, height in lines
    )


def _pdf(pages: Sequence[Sequence[Written]], *, stream: bytes = b"", filters: str = "") -> bytes:
    contents = [_content(lines) for lines in pages] or [stream]
    first = 4
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {first + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        how = f" /Filter {filters}" if filters else ""
        objects.append(
            f"<< /Length {len(content)}{how} >>\nstream\n".encode() + content + b"\nendstream"
        )
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """Return a writer of PDFs: pages of lines, or one page with a given stream."""
    return _pdf
