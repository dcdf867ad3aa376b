"""A part of a sentence that says one thing, and how it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from d3k2.claims.claim import Certainty
from d3k2.claims.passage import Passage
from d3k2.claims.phrases import Phrases, phrases
from d3k2.claims.tables import table
from d3k2.claims.words import LINES_KEPT, OPEN, Words, words
from d3k2.language import Mention, WrittenAmount, concept

SUBSTANCES = frozenset({"vitamin-d", "vitamin-k", "calcium", "calcidiol", "calcium-vitamin-d"})

SHORTEST = 3
"""Words a clause of its own has at least."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a passage.

    Attributes
    ----------
    start, end : int
        Where it stands in the passage's text.
    words : Words
        As phrases are looked for in it.
    own : frozenset of str
        Ids of what it names, and of what these are kinds of.
    around : frozenset of str
        The same, with what stands before it in its sentence, in the sentence before and in the
        headings, where it names no nutrient of its own.
    sentence : str
        The words of the whole sentence.
    earlier : frozenset of str
        What stands before it in its sentence, as ``own``.
    taken_back : bool
        Whether the sentence takes it back further on: "some say that ..., but trials do not".
    """

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    amounts: tuple[WrittenAmount, ...]
    words: Words
    own: frozenset[str]
    around: frozenset[str]
    sentence: str
    earlier: frozenset[str] = frozenset()
    taken_back: bool = False

    def says(self, key: str) -> tuple[str, ...]:
        """Phrases of a list of ``manner.toml`` that stand in it, as they are written there."""
        return _said(self.words.line, key)

    @property
    def subject(self) -> frozenset[str]:
        """What it is about: the nearest that holds a nutrient.

        What it names itself, else what its sentence named before, else what stands around.
        """
        if self.own & SUBSTANCES:
            return self.own
        return self.own | self.earlier if self.earlier & SUBSTANCES else self.around

    @property
    def certainty(self) -> Certainty:
        """How firmly it is said."""
        if self.says("hedges"):
            return "hedged"
        return "strong" if self.says("strong") else "plain"

    @property
    def doubts(self) -> bool:
        """Whether it says that something is not shown, or the sentence takes it back."""
        return self.taken_back or bool(self.says("doubts"))

    def denies(self, start: int, end: int, own: frozenset[str] = frozenset()) -> bool:
        """Whether a denial stands in this stretch of its words, beside those of the phrase itself.

        Parameters
        ----------
        start, end : int
            Places in ``words.line``.
        own : frozenset of str
            Words that belong to the phrase: "never" of "never ... without".
        """
        line = self.words.line
        hidden = [(one.start, one.end) for one in listed("denials", "idle").places(line)]
        begin, stop = max(0, start - 1), min(len(line), end + 1)
        for one in listed("denials").places(line, begin, stop):
            idle = one.text.startswith(OPEN) or any(a <= one.start < b for a, b in hidden)
            if not idle and own.isdisjoint(one.text.split()):
                return True
        return False


@lru_cache(maxsize=LINES_KEPT)
def _said(line: str, key: str) -> tuple[str, ...]:
    return tuple(place.text for _, place in listed(key).found(line))


@cache
def listed(key: str, words_of: str = "phrases") -> Phrases:
    """The phrases of a list of ``manner.toml``."""
    return phrases(table("manner")[key][words_of])


_CUT = re.compile(
    r"\s\|\s|;|:(?=\s)|\s[–—-]\s|—"
    r"|,\s+(?=(?:but|whereas|while|although|though|yet|however|so|because|since|and (?:it|they|this"
    r"|that|there|you|we|the|its|in|a|is|are|has|have|should|must|may|can|does|do|vitamin|k|d|mk)"
    r"|which|who|with no)\b)"
    r"|\s(?=(?:but|whereas|although|though|even though|however)\s)",
    re.IGNORECASE,
)


def clauses(passage: Passage) -> tuple[Clause, ...]:
    """Cut a passage into its clauses; each knows what it is about, repeated or not."""
    context = frozenset(_with_wider((*passage.before, *passage.heading)))
    found: list[Clause] = []
    for start, end in _spans(passage.text):
        one = _clause(passage, start, end)
        earlier = frozenset().union(*(c.own for c in found)) if found else frozenset()
        found.append(replace(one, around=one.own | earlier | context, earlier=earlier))
    return tuple(
        replace(one, taken_back=_taken_back(one, found[n + 1 :])) for n, one in enumerate(found)
    )


def _taken_back(one: Clause, later: Sequence[Clause]) -> bool:
    """Whether what somebody else is said to say is denied or doubted further on."""
    if not one.says("attributes"):
        return False
    return any(each.says("rebuts") or each.says("doubts") for each in later)


def whole(passage: Passage) -> Clause:
    """The passage as one clause."""
    one = _clause(passage, 0, len(passage.text))
    context = frozenset(_with_wider((*passage.before, *passage.heading)))
    return replace(one, around=one.own | context)


def _clause(passage: Passage, start: int, end: int) -> Clause:
    text = passage.text[start:end]
    mentions = tuple(
        replace(m, start=m.start - start, end=m.end - start)
        for m in passage.mentions
        if start <= m.start < end
    )
    amounts = tuple(
        replace(a, start=a.start - start, end=a.end - start)
        for a in passage.amounts
        if start <= a.start < end
    )
    own = frozenset(i for m in mentions for i in (m.concept.id, *m.concept.wider))
    own |= _counted_in(amounts)
    read = words(text, mentions, amounts)
    return Clause(text, start, end, mentions, amounts, read, own, own, passage.line)


def _counted_in(amounts: Sequence[WrittenAmount]) -> frozenset[str]:
    """What units alone tell: IU are of vitamin D here, ng/mL and nmol/L of its level."""
    told = table("worthy")["units"]
    return frozenset(i for a in amounts if a.unit in told for i in told[a.unit])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    cuts = [0, *(m.end() for m in _CUT.finditer(text)), len(text)]
    begin = 0
    for _, cut in pairwise(cuts):
        piece = text[begin:cut]
        if len(piece.split()) < SHORTEST and cut != len(text):
            continue
        if piece.strip():
            yield begin, cut
            begin = cut
    if begin < len(text) and text[begin:].strip():
        yield begin, len(text)


def _with_wider(ids: Sequence[str]) -> Iterator[str]:
    for identifier in ids:
        known = concept(identifier)
        if known is not None:
            yield from (known.id, *known.wider)
