"""The pieces of an article that are judged: sentences, list items and rows, each in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from d3k2.claims.article import Article, Block, BlockKind
from d3k2.claims.reading import bare
from d3k2.claims.rows import columns_of, under_columns
from d3k2.claims.words import words
from d3k2.language import Mention, Span, WrittenAmount, amounts, concept, link, sentences

JUDGED: frozenset[BlockKind] = frozenset({"paragraph", "item", "row", "quote"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, list item or row.

    Attributes
    ----------
    text : str
        What is judged: the sentence, or the row with its column's heading before each cell.
    shown : str
        The words as they stand in the article, without Markdown marks.
    start, end : int
        Where it stands in the article.
    mentions, amounts
        What it names, and its numbers; their places count in ``text``.
    line : str
        Its words as phrases are looked for in them.
    heading : tuple of str
        Ids of concepts that the headings above it name, the nearest heading first.
    before : tuple of str
        Ids of concepts that the sentence before it names, in the same part of the article; where
        it names no nutrient, of those that were named last.
    under, follows : str
        The words of the nearest heading, and of the sentence before it in the same part.
    """

    text: str
    shown: str
    start: int
    end: int
    kind: BlockKind
    mentions: tuple[Mention, ...]
    amounts: tuple[WrittenAmount, ...]
    line: str
    heading: tuple[str, ...]
    before: tuple[str, ...]
    under: str
    follows: str


def passages(article: Article) -> tuple[Passage, ...]:
    """Cut an article into what is judged, in order; headings and references are not among them."""
    return tuple(_passages(article))


def _passages(article: Article) -> Iterator[Passage]:
    headings: list[tuple[int, tuple[str, ...]]] = []
    before: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    under = follows = ""
    for block, following in zip_longest(article.blocks, article.blocks[1:]):
        if block is None:
            return
        if block.kind != "row":
            columns = ()
        if block.kind in ("title", "heading"):
            level = block.level if block.kind == "heading" else 0
            under, follows = bare(article, block).text, ""
            named = _ids(link(under))
            headings = [*(h for h in headings if h[0] < level), (level, named)]
            before = _across(headings, before)
        elif block.kind in JUDGED:
            above = tuple(i for _, ids in reversed(headings) for i in ids)
            if block.kind == "row" and not columns and _is_row(following):
                columns = columns_of(bare(article, block).text)
                if columns:
                    continue
            place = _Place(above, before, columns, under, follows)
            for passage in _of_block(article, block, place):
                before = _carried_on(_ids(passage.mentions), before)
                follows = passage.shown
                yield passage


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands above and before a block."""

    heading: tuple[str, ...]
    before: tuple[str, ...]
    columns: tuple[str, ...]
    under: str
    follows: str


def _is_row(block: Block | None) -> bool:
    return block is not None and block.kind == "row"


def _of_block(article: Article, block: Block, place: _Place) -> Iterator[Passage]:
    read = bare(article, block)
    before, follows = place.before, place.follows
    cut = (Span(0, len(read.text), read.text),) if block.kind == "row" else sentences(read.text)
    for span in cut:
        text = under_columns(span.text, place.columns)
        mentions, numbers = link(text), amounts(text)
        start, end = read.span(span.start, span.end)
        yield Passage(
            text=text,
            shown=span.text,
            start=start,
            end=end,
            kind=block.kind,
            mentions=mentions,
            amounts=numbers,
            line=words(text, mentions, numbers).line,
            heading=place.heading,
            before=before,
            under=place.under,
            follows=follows,
        )
        before, follows = _carried_on(_ids(mentions), before), span.text


def _across(
    headings: Sequence[tuple[int, tuple[str, ...]]], before: tuple[str, ...]
) -> tuple[str, ...]:
    """What is still spoken of behind a heading: the nutrients named last, where it names none."""
    if any(_is_nutrient(i) for _, named in headings for i in named):
        return ()
    return tuple(filter(_is_nutrient, before))


def _carried_on(named: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """What the next sentence may mean by "it": what this one names, or else what was named last."""
    if any(_is_nutrient(i) for i in named):
        return named
    return (*named, *(i for i in before if _is_nutrient(i) and i not in named))


def _is_nutrient(identifier: str) -> bool:
    known = concept(identifier)
    return known is not None and known.kind in ("nutrient", "form", "salt")


def _ids(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.concept.id for m in mentions))
