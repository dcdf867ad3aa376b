"""The text of a block without the marks of Markdown, and the way back to its places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from d3k2.claims.article import Article, Block

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<words>[^\[\]]{0,500})\](?P<to>\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?:\s[^()\n]{0,200})?\)|\[[^\[\]\n]{0,100}\])"
)
_NOTE = re.compile(r"\[(\^)[\w-]{1,20}\]")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>\n]{0,200})?/?>")
_AUTOLINK = re.compile(r"(<)https?://[^\s<>]{1,2000}(>)")
_ESCAPE = re.compile(r"(\\)[!-/:-@\[-`{-~]")
_CODE = re.compile(r"`{1,3}")
_STRUCK = re.compile(r"~~")
_QUOTED = re.compile(r"(?<=[\r\n])[ \t]{0,3}(?:>[ \t]?)+")
_RUN = re.compile(r"\*{1,3}|_{1,3}")


@dataclass(frozen=True, slots=True)
class Bare:
    """A text without marks, and where each run of it stands in the article.

    Attributes
    ----------
    begins : tuple of int
        Where each run begins in ``text``.
    places : tuple of int
        Where the same run begins in the article.
    """

    text: str
    begins: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """Return the offset in the article of a character of the bare text."""
        run = max(0, bisect_right(self.begins, at) - 1)
        return self.places[run] + at - self.begins[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where in the article a part of the bare text stands.

        Marks inside are spanned, marks at either end are not.
        """
        if end <= start:
            return self.place(start), self.place(start)
        return self.place(start), self.place(end - 1) + 1


def bare(article: Article, block: Block) -> Bare:
    """Return the text of a block as a reader sees it: ``**800 IU**`` reads ``800 IU``.

    Marks are left out, never replaced; of a link its words stay, of an image nothing, and the
    mark of a footnote ``[^1]`` reads ``[1]``. Formats without marks give the text as it is.
    """
    text = article.text[block.start : block.end]
    gone = sorted(_quotes(text) if article.format == "text" else _marks(text))
    if article.format in ("html", "pdf"):
        gone = []
    kept: list[tuple[int, int]] = []
    at = 0
    for start, end in gone:
        if start > at:
            kept.append((at, start))
        at = max(at, end)
    if at < len(text):
        kept.append((at, len(text)))
    begins, length = [], 0
    for start, end in kept:
        begins.append(length)
        length += end - start
    return Bare(
        "".join(text[start:end] for start, end in kept),
        tuple(begins) or (0,),
        tuple(block.start + start for start, _ in kept) or (block.start,),
    )


def _quotes(text: str) -> Iterator[tuple[int, int]]:
    for match in _QUOTED.finditer(text):
        yield match.span()


def _marks(text: str) -> Iterator[tuple[int, int]]:
    yield from _quotes(text)
    urls: list[tuple[int, int]] = []
    for match in _LINK.finditer(text):
        if match["image"]:
            yield match.span()
        else:
            yield match.start(), match.start("words")
            yield match.end("words"), match.end()
        urls.append(match.span("to"))
    for pattern in (_NOTE, _ESCAPE):
        for match in pattern.finditer(text):
            yield match.span(1)
    for match in _AUTOLINK.finditer(text):
        urls.append(match.span())
        yield match.span(1)
        yield match.span(2)
    for pattern in (_TAG, _CODE, _STRUCK):
        for match in pattern.finditer(text):
            yield match.span()
    yield from _emphasis(text, sorted(urls))


def _emphasis(text: str, urls: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pair the runs of stars and lines that make words bold or slanted; others are text."""
    waiting: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for run in _RUN.finditer(text):
        start, end = run.span()
        at = bisect_right(urls, (start, len(text))) - 1
        in_url = at >= 0 and urls[at][0] <= start < urls[at][1]
        if in_url or text[start - 1 : start] == "\\":
            continue
        mark, size = run[0][0], end - start
        before = text[start - 1 : start]
        after = text[end : end + 1]
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if mark == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        stack = waiting[mark]
        if closes and stack:
            begin, open_size = stack.pop()
            used = min(size, open_size)
            yield begin + open_size - used, begin + open_size
            yield start, start + used
            if open_size > used:
                stack.append((begin, open_size - used))
            if size > used and opens:
                stack.append((start + used, size - used))
        elif opens:
            stack.append((start, size))
