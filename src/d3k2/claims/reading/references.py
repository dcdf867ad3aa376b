"""Which parts of an article are entries of its list of references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import tomli

from d3k2.claims.article import BlockKind

_LABEL = re.compile(r"\s*(?:\[\^?\w{1,20}\]:?|\(\d{1,3}\)|\d{1,3}[.)\]]|\^\d{1,3})\s+(?=\S)")
_BRACKETED = re.compile(r"\s*\[\^?\w{1,20}\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_IDENTIFIER = re.compile(
    r"\bdoi\b|\b10\.\d{4,9}/|\bpmid\b|\bpmc\d|\bisbn\b|https?://|\bwww\.", re.IGNORECASE
)
_VOLUME = re.compile(r"\b\d{1,4}\s*(?:\([\w –-]{1,12}\))?\s*:\s*[A-Za-z]?\d")
_AUTHOR = re.compile(r"\W*(?:\d{1,3}\W+)?[A-Z][\w'’-]+,? (?:[A-Z]\.? ?){1,5}(?:[,.;:]|$)")
_CITING = re.compile(
    r"\(\[[^\]\n]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)[^()\n]*\)"
    r"|\([^()\n]*(?:\bdoi\b|\b10\.\d{4,9}/|\bpmid\b)[^()\n]*\)",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\bet al\b")
_INLINE = re.compile(
    r"\W*(?:references?|sources?|literature|bibliography|citations?)\s*:\s*\S", re.IGNORECASE
)
_NUMBER_BEFORE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
SENTENCE = 6
"""Words from which a line that ends in a full stop is a sentence, not the name of a source."""
MOST_STRONG = 0.6
"""Share of the entries of a run that must look like references."""
LONGEST_ENTRY, LONGEST_CHARACTERS = 120, 2000
"""Words and characters of an entry; what is longer is prose."""
LONGEST_HEADING = 100
"""Characters of a heading over a list."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an article before it is known whether it is a reference."""

    kind: BlockKind
    level: int
    text: str


@cache
def reference_words() -> Mapping[str, frozenset[str]]:
    """Return ``reference_words.toml``."""
    text = resources.files(__package__).joinpath("reference_words.toml").read_text("utf-8")
    return {key: frozenset(words) for key, words in tomli.loads(text).items()}


def heads_references(text: str) -> bool:
    """Whether a heading stands over a list of references: "References (12)", "4. Sources:".

    More may follow behind a comma: "Sources, in order of the alphabet".
    """
    folded = folded_heading(text)
    first = folded.partition(",")[0]
    return first in reference_words()["headings"]


def heads_weakly(text: str) -> bool:
    """Whether a heading may just as well stand over links to more articles."""
    return folded_heading(text) in reference_words()["weak"]


def signs_of_reference(text: str) -> int:
    """Count what marks a text as a reference: year, identifier, volume and page, authors."""
    if len(text) > LONGEST_CHARACTERS or len(text.split()) > LONGEST_ENTRY:
        return 0
    signs = (
        _YEAR.search(text), _IDENTIFIER.search(text), _VOLUME.search(text), _BRACKETED.match(text),
        _AUTHOR.match(text) or _OTHERS.search(text),
    )  # fmt: skip
    return sum(1 for sign in signs if sign)


def looks_like_reference(text: str) -> bool:
    """Whether a text shows at least two marks of a reference, one of which no sentence has.

    "Knapen et al. found this in 2013" has a name and a year, and is a sentence.
    """
    if signs_of_reference(text) < 2:
        return False
    telling = (
        _IDENTIFIER.search(text), _VOLUME.search(text), _AUTHOR.match(text), _BRACKETED.match(text)
    )  # fmt: skip
    return any(telling)


def has_label(text: str) -> bool:
    """Whether a text starts with a number or a mark in brackets: "3. ", "[3] "."""
    return _LABEL.match(text) is not None


def reference_kinds(parts: Sequence[Part]) -> list[BlockKind]:
    """Return the kind of each part, with the entries of reference lists named as such."""
    kinds: list[BlockKind] = [part.kind for part in parts]
    for at in _under_headings(parts):
        kinds[at] = "reference"
    for at, part in enumerate(parts):
        if part.kind in ("paragraph", "item") and _INLINE.match(part.text[:LONGEST_HEADING]):
            kinds[at] = "reference"
    for start, end in _runs(parts, kinds):
        kinds[start:end] = ["reference"] * (end - start)
    return kinds


def split_labelled(text: str) -> list[tuple[int, int]]:
    """Cut a text whose lines are labelled entries into its lines; otherwise give it back whole."""
    starts = [m.start() for m in re.finditer(r"^(?=\S)", text, re.MULTILINE)]
    labelled = [at for at in starts if has_label(text[at : at + 40])]
    if len(labelled) < 2:
        return [(0, len(text))]
    cuts = sorted({0, *labelled, len(text)})
    return [(a, a + len(text[a:b].rstrip())) for a, b in pairwise(cuts) if text[a:b].strip()]


def folded_heading(text: str) -> str:
    """Return a heading in small letters, without numbers and marks around it."""
    if len(text) > LONGEST_HEADING:
        return ""
    return " ".join(_NUMBER_BEFORE.sub("", text.casefold()).split())


def _under_headings(parts: Sequence[Part]) -> Iterator[int]:
    level: int | None = None
    weak = False
    for at, part in enumerate(parts):
        if part.kind in ("heading", "title"):
            if heads_references(part.text):
                level, weak = part.level, heads_weakly(part.text)
            elif level is not None and part.level <= level:
                level = None
        elif level is not None and _entry(part, weak=weak):
            yield at


def _entry(part: Part, *, weak: bool) -> bool:
    """Whether a part of a section of references is an entry, not a sentence about them."""
    words = part.text.split()
    known = has_label(part.text) or signs_of_reference(part.text) > 0
    if part.kind in ("item", "row") and not weak:
        return len(words) <= LONGEST_ENTRY
    if known:
        return True
    return not weak and not (
        len(words) >= SENTENCE and part.text.rstrip().endswith((".", "!", "?"))
    )


def _runs(parts: Sequence[Part], kinds: Sequence[BlockKind]) -> Iterator[tuple[int, int]]:
    """Find entries in a row, in the second half of an article, that no heading announces."""
    at = len(parts) // 3
    while at < len(parts):
        end = at
        while end < len(parts) and kinds[end] == parts[at].kind and _may_be(parts[end]):
            end += 1
        strong = sum(looks_like_reference(_without_marks(part.text)) for part in parts[at:end])
        if end - at >= 2 and strong >= MOST_STRONG * (end - at):
            yield at, end
        at = max(end, at + 1)


def _without_marks(text: str) -> str:
    """A text without the brackets in which a sentence cites something."""
    return _CITING.sub(" ", text)


def _may_be(part: Part) -> bool:
    if part.kind not in ("item", "paragraph"):
        return False
    start = part.text[:60]
    listed = part.kind == "item" or has_label(start) or _AUTHOR.match(start) is not None
    return listed and (signs_of_reference(_without_marks(part.text)) > 0 or has_label(start))
