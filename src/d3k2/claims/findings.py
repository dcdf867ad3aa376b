"""What was found in the numbers of an article, and in the article as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from d3k2.evidence import Ground

NumberVerdict = Literal["holds", "wrong", "doubtful", "missing"]
"""``missing`` where a number needs another to mean something: a relative effect its base."""


@dataclass(frozen=True, slots=True)
class NumberFinding:
    """Something about a number, from ``start`` to ``end``.

    Attributes
    ----------
    kind : str
        ``conversion``, ``ratio``, ``upper limit``, ``percentage``, ``interval``, ``sample``,
        ``half-life``, ``dose``, ``relative effect``, ``unit`` ...
    reason : str
        What was computed from what, in one or two sentences.
    """

    start: int
    end: int
    text: str
    kind: str
    verdict: NumberVerdict
    reason: str
    stands_on: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeFinding:
    """Something about the article as a whole.

    Attributes
    ----------
    kind : str
        ``inner contradiction``, ``omission``, ``disagreement``, ``anecdote``, ``badge``,
        ``credentials``, ``review``, ``interest``, ``reading level``, ``references`` ...
    good : bool
        Whether it speaks for the article: a difference disclosed, a warning given.
    where : tuple of (int, int)
        Places in the text; none where it is about something that is missing.
    """

    kind: str
    text: str
    where: tuple[tuple[int, int], ...] = ()
    good: bool = False
    stands_on: tuple[Ground, ...] = ()
