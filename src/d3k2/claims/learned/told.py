"""What of a passage is read by those who learned from labelled sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from d3k2.claims.clause import SUBSTANCES
from d3k2.claims.direction import pointed
from d3k2.claims.weighed import Weighed
from d3k2.claims.words import CLOSE, COLON, OPEN, SLASH

LONGEST = 3
"""Words that stand together at most."""
_WORD = re.compile(r"[\w.,%-]+")
_CONCEPT = re.compile(rf"{OPEN}([^{COLON}{CLOSE}]*){COLON}[^{CLOSE}]*{CLOSE}")

MOST = 14
"""Things of a passage that are paired."""
AROUND, NAMED, ROW, PAIRED = 0.3, 0.5, 0.5, 0.5
"""What a concept around it, one that it names, a row of a table and a pair count. What was learned
holds for these numbers only."""

Marks = dict[str, float]
"""How often each mark was seen, or how much it counts."""


def context(weighed: Weighed) -> str:
    """The heading and the sentence before, where a passage does not name what it is about."""
    if not weighed.whole.own.isdisjoint(SUBSTANCES):
        return ""
    passage = weighed.passage
    return f"{passage.under} {passage.follows}".strip()


def marks(weighed: Weighed) -> tuple[Marks, Marks, Marks]:
    """Count what a passage shows: its words, its words with names as concepts, and what is known.

    Returns
    -------
    tuple of dict
        Words and up to three that stand together; the same with concepts in the place of names;
        concepts that it names and that stand around it, how firmly it speaks, what the tables say
        of it, and which names, numbers and directions stand together.
    """
    passage = weighed.passage
    return (
        _together(_WORD.findall(passage.text.lower())),
        _together(_CONCEPT.sub(_first, passage.line).split()),
        _known(weighed),
    )


def _first(name: re.Match[str]) -> str:
    return name[1].split(SLASH)[0]


def _together(words: list[str]) -> Marks:
    found: Marks = {}
    for size in range(1, LONGEST + 1):
        for start in range(len(words) - size + 1):
            mark = " ".join(words[start : start + size])
            found[mark] = found.get(mark, 0.0) + 1.0
    return found


def _known(weighed: Weighed) -> Marks:
    passage, clause = weighed.passage, weighed.whole
    found: Marks = {f"firm {clause.certainty}{' doubted' if clause.doubts else ''}": 1.0}
    found |= dict.fromkeys((f"around {i}" for i in (*passage.heading, *passage.before)), AROUND)
    found |= dict.fromkeys((f"names {i}" for i in clause.own), NAMED)
    stands = weighed.stands
    found[f"tables {'silent' if stands is None else stands.verdict}"] = 1.0
    for way, judgement in weighed.found:
        found[f"{way} {judgement.verdict}"] = 1.0
        found[f"row {judgement.row} {judgement.verdict}"] = ROW
        if judgement.exact:
            found[f"exact {judgement.verdict}"] = 1.0
    return found | dict.fromkeys(_pairs(weighed), PAIRED)


def _pairs(weighed: Weighed) -> Iterator[str]:
    """What stands together in it, however far apart: names, numbers, a denial, a direction."""
    passage, clause = weighed.passage, weighed.whole
    said = {mention.concept.id for mention in passage.mentions}
    said |= {f"{a.high:g} {a.unit or ''}".strip() for a in passage.amounts}
    said |= {f"points {point.direction}" for point in pointed(clause)}
    if clause.says("denials"):
        said.add("denied")
    said.add(f"firm {clause.certainty}")
    yield from (f"{one} & {other}" for one, other in combinations(sorted(said)[:MOST], 2))
