"""The sentence in which a reference is cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from d3k2.claims.article import Block
from d3k2.claims.citations.cited import Place
from d3k2.language import sentences

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
PIECES = frozenset({"item", "row"})
"""Blocks that hold whole sentences of their own."""


class Sentences:
    """The sentences of a text whose marks by number do not count as words."""

    def __init__(
        self,
        text: str,
        blocks: Iterable[Block],
        marks: Iterable[Place],
    ) -> None:
        self._blocks = [block for block in blocks if block.kind in PIECES]
        blanked = list(text)
        for start, end in marks:
            blanked[start:end] = " " * (end - start)
        self._text = text
        self._spans = sentences("".join(blanked))
        self._starts = [span.start for span in self._spans]

    def of(self, start: int, end: int) -> Place:
        """The sentence around a mark; where it stands behind the stop, the one before it.

        No sentence goes beyond its list item or row.
        """
        begin, stop = self._around(start, end)
        for block in self._blocks:
            if block.start <= start < block.end and begin < block.end and block.start < stop:
                return max(begin, block.start), min(stop, block.end)
        return begin, stop

    def _around(self, start: int, end: int) -> Place:
        at = bisect_right(self._starts, start) - 1
        if at >= 0:
            span = self._spans[at]
            if start < span.end or not _BLANK_LINE.search(self._text, span.end, start):
                return span.start, max(span.end, min(end, span.end))
        if at + 1 < len(self._spans):
            span = self._spans[at + 1]
            return span.start, span.end
        return start, end
