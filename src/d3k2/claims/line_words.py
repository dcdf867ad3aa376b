"""A line cut into its words again, as phrases are matched with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from d3k2.claims.words import CLOSE, COLON, LINES_KEPT, NUMBER, OPEN, SLASH


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word, a number or a name of a line.

    Attributes
    ----------
    start, end : int
        Where it stands in the line.
    ids : frozenset of str
        Of a name, the concepts that it names.
    within : tuple of str
        The words of a name, or the word itself; none of a number.
    """

    start: int
    end: int
    text: str
    ids: frozenset[str]
    within: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Whether it stands for a number."""
        return self.text.startswith(NUMBER)


@lru_cache(LINES_KEPT)
def line_words(line: str) -> tuple[LineWord, ...]:
    """Return the words of a line in their order."""
    return tuple(_words(line))


@lru_cache(LINES_KEPT)
def word_at(line: str) -> Mapping[int, int]:
    """Return the number of each word of a line by the place where it begins."""
    return {word.start: n for n, word in enumerate(line_words(line))}


def _words(line: str) -> Iterator[LineWord]:
    start = 0
    for text in line.split(" "):
        end = start + len(text)
        if text.startswith(OPEN):
            ids, _, name = text.strip(OPEN + CLOSE).partition(COLON)
            within = tuple(name.split("_"))
            yield LineWord(start, end, text, frozenset(ids.split(SLASH)), within)
        elif text:
            within = () if text.startswith(NUMBER) else (text,)
            yield LineWord(start, end, text, frozenset(), within)
        start = end + 1
