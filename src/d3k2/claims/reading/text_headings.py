"""Which blocks of a text file are headings, though no mark says so, and which one is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from d3k2.claims.article import BlockKind, Format
from d3k2.claims.reading.references import has_label, heads_references

_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*\n]{1,200}?)(?:\*\*|__):?\Z")
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s*\Z")
_CITED = re.compile(r"[\[(]\^?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]\Z")
_TWO_SENTENCES = re.compile(r"[a-z)\]][.!?]\s+[A-Z].*\.\Z", re.DOTALL)
HEADING_WORDS = 12
HEADING_CHARACTERS = 90
LONGEST_HEADING = 25
"""Words up to which what is marked as a heading is one."""
MANY = 3
"""Short lines in a row from which none is a heading over the next."""
PLAIN_LEVEL, LEAD_LEVEL, BOLD_LEVEL = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A block under way; ``begin`` stands before its marks, which an entry of a list keeps."""

    kind: BlockKind
    begin: int
    start: int
    end: int
    level: int = 0
    spaced: bool = True


def is_prose(said: str) -> bool:
    """Whether what is marked as a heading is none: too long, or more than one sentence."""
    words = len(said.split())
    return words > LONGEST_HEADING or (
        words > HEADING_WORDS and _TWO_SENTENCES.search(said) is not None
    )


def with_headings(text: str, drafts: Sequence[Draft], form: Format) -> list[Draft]:
    """Find the headings that carry no mark, and the title.

    In plain text a short line that stands alone is one. Where many follow one another they are
    the text itself, line by line; those in capitals, questions and the names of a list of
    references stay headings.
    """
    headed = [_marked(text, draft) for draft in drafts]
    if form == "text":
        alone = [_stands_alone(text, headed, at) for at in range(len(headed))]
        for at in range(len(headed)):
            if _numbered(text, headed, at):
                headed[at] = replace(headed[at], kind="heading", level=PLAIN_LEVEL)
            elif alone[at] and not _among_many(text, headed, alone, at):
                lead = text[headed[at].start : headed[at].end].endswith(":")
                named = heads_references(text[headed[at].start : headed[at].end])
                level = LEAD_LEVEL if lead and not named else PLAIN_LEVEL
                headed[at] = replace(headed[at], kind="heading", level=level)
    return _with_title(text, headed)


def _with_title(text: str, headed: list[Draft]) -> list[Draft]:
    first = next((at for at, d in enumerate(headed) if d.kind == "heading"), None)
    if first is not None and all(d.kind not in ("item", "row") for d in headed[:first]):
        earlier = sum(len(text[d.start : d.end].split()) for d in headed[:first])
        if earlier <= HEADING_WORDS:
            headed[first] = replace(headed[first], kind="title")
    return headed


def _marked(text: str, draft: Draft) -> Draft:
    """Make a heading of a bold line, and a paragraph of one that is too long for a heading."""
    said = text[draft.start : draft.end]
    if draft.kind == "heading" and is_prose(said):
        return replace(draft, kind="paragraph", level=0)
    if draft.kind not in ("paragraph", "row"):
        return draft
    bold = _BOLD_LINE.match(said)
    if bold and len(bold[1].split()) <= HEADING_WORDS and not bold[1].endswith((".", "!", ",")):
        start = draft.start + bold.start(1)
        return replace(
            draft, kind="heading", start=start, end=start + len(bold[1]), level=BOLD_LEVEL
        )
    return draft


def _stands_alone(text: str, drafts: Sequence[Draft], at: int) -> bool:
    """Whether a block is one short line with text under it."""
    draft = drafts[at]
    if draft.kind != "paragraph" or not draft.spaced or at + 1 == len(drafts):
        return False
    said = text[draft.start : draft.end]
    single = "\n" not in said and "\r" not in said
    begins = drafts[at + 1].kind in ("paragraph", "item", "row", "quote")
    return single and begins and _looks_like_heading(said)


def _among_many(text: str, drafts: Sequence[Draft], alone: Sequence[bool], at: int) -> bool:
    said = text[drafts[at].start : drafts[at].end]
    if at == 0 or said.upper() == said or said.endswith(("?", ":")) or heads_references(said):
        return False
    first = last = at
    while first > 0 and alone[first - 1]:
        first -= 1
    while last + 1 < len(alone) and alone[last + 1]:
        last += 1
    return last - first + 1 >= MANY


def _numbered(text: str, drafts: Sequence[Draft], at: int) -> bool:
    """Whether an item is a numbered heading: in capitals or a question, and no item follows it."""
    draft = drafts[at]
    if draft.kind != "item" or not draft.spaced or at + 1 == len(drafts):
        return False
    said = text[draft.start : draft.end]
    label = text[draft.begin : draft.start]
    following = drafts[at + 1]
    listed = following.kind == "item" and _NUMBERED.match(text[following.begin : following.start])
    telling = said.upper() == said or said.endswith("?")
    return bool(_NUMBERED.match(label) and telling and not listed and _looks_like_heading(said))


def _looks_like_heading(said: str) -> bool:
    words = said.split()
    if len(words) > HEADING_WORDS or len(said) > HEADING_CHARACTERS or has_label(said):
        return False
    return (
        not said.endswith((".", "!", ",", ";", "…", "”", '"'))
        and ". " not in said
        and _CITED.search(said) is None
        and any(letter.isalpha() for letter in said)
        and (said[0].isupper() or said[0].isdigit())
        and "http" not in said
    )
