"""Which data an answer was made from: one hash over every data file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOMS = (
    "units", "wording", "regimen", "person", "evidence",
    "safety", "physiology", "language", "population", "plan", "answers",
)  # fmt: skip
"""The rooms whose data decide an answer."""

SUFFIXES = frozenset({".toml", ".csv", ".ant", ".md", ".txt"})


def data_files(package: Path, rooms: Sequence[str] = ROOMS) -> dict[str, Path]:
    """Return every data file of these rooms by its path below the package."""
    found = (path for room in rooms for path in (package / room).rglob("*"))
    return {path.relative_to(package).as_posix(): path for path in found if path.suffix in SUFFIXES}


def content_hash(files: Mapping[str, Path]) -> str:
    """Return the SHA-256 over names and contents, in order of name, newlines normalised.

    The same data give the same hash on every machine, however they were checked out.
    """
    digest = hashlib.sha256()
    for name, path in sorted(files.items()):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
