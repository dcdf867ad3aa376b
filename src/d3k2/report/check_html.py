"""A check as one self-contained page: the article marked in place, then what was found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from d3k2.report.annotated import Mark, Passage, passages
from d3k2.report.check_documents import (
    CheckDocument,
    CheckedArticleDocument,
    CheckedClaimDocument,
    Place,
)
from d3k2.report.claim_review import claim_review
from d3k2.report.labels import label
from d3k2.report.pages import render, template
from d3k2.report.references import numbers
from d3k2.report.unseen import without_unseen

BY_WEIGHT = ("contradicted", "overstated", "contested", "unsupported", "cannot_tell", "supported")
"""Verdicts as ``docs/verdicts.md`` weighs them."""

SIGNS = {
    "contradicted": "✗", "overstated": "↑", "contested": "⇄", "unsupported": "○",
    "cannot_tell": "?", "supported": "✓", "left_open": "·", "doubted": "!",
}  # fmt: skip
"""What stands beside a colour, so that none is needed."""

QUOTED = 90
"""Characters of a passage that a finding about the whole points to."""


def check_html(document: CheckDocument) -> str:
    """Render a check as a page that loads nothing and runs nothing.

    Signs of an article that would turn the direction of the text around them, or that nobody sees,
    are written out as their numbers.
    """
    say = partial(label, audience=document.audience)
    several = len(document.articles) > 1
    heading = say("check.titles", count=len(document.articles)) if several else say("check.title")
    page = render(
        "check.html",
        d=document,
        style=template("report.css") + template("check.css"),
        say=say,
        size="large check",
        heading=heading,
        title=_title(document, heading),
        who=None,
        weights=BY_WEIGHT,
        signs=SIGNS,
        pages=[_Shown(one, place) for place, one in enumerate(document.articles, start=1)],
        numbered=partial(_numbered, number=numbers(document.references)),
        opened=_opened,
        claim_review=claim_review(document),
        pedigree=say(
            "check.pedigree", software=document.software_version, data=document.data_version
        ),
    )
    return without_unseen(page)


class _Shown:
    """One article with its place on the page."""

    def __init__(self, article: CheckedArticleDocument, place: int) -> None:
        self.article = article
        self.place = place
        self.passages: tuple[Passage, ...] = passages(article) if article.about_subject else ()
        self.runs = _runs(self.passages)
        self.placed = {
            (mark.kind, mark.n)
            for passage in self.passages
            for piece in passage.pieces
            for mark in piece.closes
        }

    def claims(self, verdict: str) -> list[tuple[int, CheckedClaimDocument]]:
        """The claims of a verdict with their numbers, in the order of the text."""
        numbered = enumerate(self.article.claims, start=1)
        return [(n, claim) for n, claim in numbered if claim.verdict == verdict]

    def is_placed(self, kind: str, n: int) -> bool:
        """Whether the text shows it, so that a link leads there."""
        return (kind, n) in self.placed

    def mark(self, mark: Mark) -> str:
        """The name of the place where the text says what a mark is."""
        return f"in-{mark.kind}-{self.place}-{mark.n}"

    def quote(self, where: Place) -> str:
        """The beginning of a passage."""
        said = " ".join(self.article.text[slice(*where)].split())
        return said if len(said) <= QUOTED else said[: QUOTED - 1].rstrip() + "…"

    def claim_at(self, where: Place) -> int | None:
        """The number of a claim that the text shows at a passage, if there is one."""
        for n, claim in enumerate(self.article.claims, start=1):
            overlaps = claim.start < where[1] and claim.end > where[0]
            if overlaps and self.is_placed("claim", n):
                return n
        return None


def _runs(found: Iterable[Passage]) -> list[tuple[str, list[Passage]]]:
    """Passages of one kind that follow each other: the items of a list stand in one list."""
    runs: list[tuple[str, list[Passage]]] = []
    for passage in found:
        kind = passage.kind if passage.kind in ("item", "reference") else ""
        if kind and runs and runs[-1][0] == kind:
            runs[-1][1].append(passage)
        else:
            runs.append((kind, [passage]))
    return runs


def _title(document: CheckDocument, heading: str) -> str:
    names = ", ".join(one.title or one.file for one in document.articles[:3])
    return f"{names}: {heading}" if names else heading


def _numbered(sources: Iterable[str], number: dict[str, int]) -> list[int]:
    return sorted({number[i] for i in sources if i in number})


def _opened(said: str) -> str:
    """With a capital first and all else as it is: "need for K2" keeps its K."""
    return said[:1].upper() + said[1:]
