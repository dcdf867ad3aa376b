"""The terminal: never wider than the window, no blank line ends, progress only where watched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer

from rich.console import Console, RenderableType
from rich.segment import Segment, Segments

from d3k2.faces.cli.streams import printable

WIDEST = 100
PATIENCE = 1.0
"""Seconds after which somebody who waits wants to know why."""


class Terminal(Console):
    """Where results go. Not a terminal: 80 columns, no colour.

    Nothing that is printed is read as markup, and no character of it is obeyed.
    """

    def __init__(self) -> None:
        super().__init__(highlight=False, markup=False, emoji=False)
        if self.width > WIDEST:
            self.width = WIDEST

    @property
    def bullet(self) -> str:
        """What opens an entry of a list."""
        return "-" if self.options.ascii_only else "•"

    def put(self, shown: RenderableType) -> None:
        """Print it without the blanks that only fill a line."""
        lines = self.render_lines(shown, pad=False)
        kept = [segment for line in lines for segment in (*_trimmed(line), Segment.line())]
        self.print(Segments(kept), end="")

    def on_broken_pipe(self) -> None:
        """Leave it to the door to end quietly when nobody reads on."""
        raise BrokenPipeError


def _trimmed(line: Iterable[Segment]) -> list[Segment]:
    kept = [Segment(printable(s.text), s.style, s.control) for s in line]
    while kept and not kept[-1].control:
        last = kept.pop()
        text = last.text.rstrip()
        if text:
            return [*kept, Segment(text, last.style)]
    return kept


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on stderr how many of a number are done, when somebody is watching."""
    err = Console(stderr=True)
    if not err.is_interactive or err.is_dumb_terminal:
        yield lambda _: None
        return
    with err.status(f"{what} ...") as status:
        yield lambda done: status.update(f"{what}: {done:,} of {total:,}")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on stderr what takes so long, once it takes long and when somebody is watching."""
    err = Console(stderr=True)
    if not err.is_interactive or err.is_dumb_terminal:
        yield
        return
    status = err.status(f"{what} ...")
    later = Timer(PATIENCE, status.start)
    later.daemon = True
    later.start()
    try:
        yield
    finally:
        later.cancel()
        later.join()
        status.stop()
