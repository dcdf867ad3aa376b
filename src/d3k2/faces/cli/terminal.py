"""The terminal: results to stdout, progress to stderr, never wider than the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

WIDEST = 100


def console() -> Console:
    """Where results go. Not a terminal: 80 columns, no colour."""
    out = Console(highlight=False, markup=False, emoji=False)
    if out.width > WIDEST:
        out.width = WIDEST
    return out


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on stderr that something takes a moment, when somebody is watching."""
    err = Console(stderr=True)
    if not err.is_terminal:
        yield
        return
    with err.status(f"{what} ..."):
        yield
