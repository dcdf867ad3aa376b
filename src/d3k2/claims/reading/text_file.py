"""A text or Markdown file read: its blocks count in the file itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from d3k2.claims.article import Article, Block, BlockKind, Format, Link
from d3k2.claims.reading.lines import Line, lines
from d3k2.claims.reading.marks import bare
from d3k2.claims.reading.references import Part, has_label, reference_kinds
from d3k2.claims.reading.text_headings import Draft, with_headings

_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?P<inner>(?:[^\r\n]*(?:\r\n|\r|\n)){1,100}?)(?:---|\.\.\.)[ \t]*"
    r"(?:\r\n|\r|\n|\Z)"
)
_KEYED = re.compile(r"(?:\A|[\r\n])[\w-]+:")
_TITLE = re.compile(r"(?:\A|[\r\n])title:[ \t]*[\"']?([^\r\n]+?)[\"']?[ \t]*(?:[\r\n]|\Z)", re.I)
_LINKED = re.compile(
    r"(?<!!)\[([^\[\]\n]{1,300})\]"
    r"\(\s*<?([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,200})?)>?(?:\s[^()\n]{0,200})?\)"
)
_LEAD_IN = re.compile(
    r"(?:\*\*|__)[^*_\n]{1,60}(?::(?:\*\*|__)|(?:\*\*|__)\s?[:–—])"
    r"|(?:[QA]|Question|Answer|Myth|Fact|Truth)(?:\s?\d{1,2})?:\s"
)
_GAP = re.compile(r"\S {3,}\S")
_BARE_URL = re.compile(r"https?://[^\s<>\"'\]\[{}|\\^`]{1,2000}")
UNWRAPPED = 200
"""Characters of a line by which a file breaks lines only between paragraphs."""
MOST_LONG = 0.5
"""Share of the text that stands in lines longer than that."""
ON_PURPOSE = 0.6
"""Share of the width of a file below which a line was ended on purpose."""


def read_text(file: str, text: str, form: Format) -> Article:
    """Read a text (``form`` text) or Markdown file, already decoded."""
    front = _front_matter(text)
    start = front.end() if front else 0
    drafts = with_headings(text, list(_drafts(text, start)), form)
    kinds = reference_kinds([Part(d.kind, d.level, text[d.start : d.end]) for d in drafts])
    article = Article(
        file=file,
        format=form,
        text=text,
        blocks=tuple(_block(text, d, kind) for d, kind in zip(drafts, kinds, strict=True)),
        page=front["inner"].strip() if front else "",
        links=tuple(links_in(text, start)),
    )
    return replace(article, title=_title(article))


def links_in(text: str, start: int = 0) -> Iterator[Link]:
    """Find where words lead: Markdown links, and addresses that stand as they are."""
    marked = [(m.start(1), m.end(1), m[2], m.end()) for m in _LINKED.finditer(text, start)]
    taken = [(begin, end) for begin, _, _, end in marked]
    found = [Link(begin, end, url) for begin, end, url, _ in marked]
    at = 0
    for match in _BARE_URL.finditer(text, start):
        while at < len(taken) and taken[at][1] <= match.start():
            at += 1
        if at == len(taken) or match.start() < taken[at][0]:
            url = match[0].rstrip(".,;:!?)*_")
            found.append(Link(match.start(), match.start() + len(url), url))
    yield from sorted(found, key=lambda link: link.start)


def _front_matter(text: str) -> re.Match[str] | None:
    front = _FRONT_MATTER.match(text)
    return front if front and _KEYED.search(front["inner"]) else None


def _title(article: Article) -> str | None:
    """Return the title as it reads, or what the head of the file names so."""
    heading = next((bare(article, b).text for b in article.blocks if b.kind == "title"), None)
    named = _TITLE.search(article.page)
    return heading or (named[1].strip() if named else None) or None


def _block(text: str, draft: Draft, kind: BlockKind) -> Block:
    whole = kind == "reference" and has_label(text[draft.begin : draft.begin + 60])
    marks = text[draft.begin : draft.start]
    start = draft.begin + len(marks) - len(marks.lstrip())
    level = draft.level if kind in ("heading", "title", "item") else 0
    return Block(kind, start if whole else draft.start, draft.end, level)


def _drafts(text: str, start: int) -> Iterator[Draft]:
    """Put lines together to blocks, by their marks."""
    found = _in_columns(text, _uncommented(text, list(lines(text, start))))
    width = _width(found)
    indents: list[int] = []
    open_: Draft | None = None
    last: Line | None = None
    spaced = True
    for line in found:
        if line.kind in ("item", "entry"):
            indents = [indent for indent in indents if indent < line.indent]
        same = open_ is not None and last is not None and _goes_on(text, open_, last, line, width)
        if open_ is not None and line.kind == "underline" and open_.kind == "paragraph":
            yield replace(open_, kind="heading", level=line.level)
            open_ = None
        elif open_ is not None and same:
            open_ = replace(open_, end=line.end)
        else:
            if open_ is not None:
                yield open_
            open_ = _opened(line, len(indents) + 1, spaced=spaced)
            if open_ is not None and line.kind in ("item", "entry"):
                indents.append(line.indent)
        last = line
        spaced = line.kind in ("blank", "rule", "heading", "underline")
        if line.kind in ("heading", "rule"):
            indents = []
    if open_ is not None:
        yield open_


def _uncommented(text: str, found: list[Line]) -> list[Line]:
    """Leave lines away that stand in a comment."""
    comments = list(_comments(text))
    if not comments:
        return found
    kept, at = [], 0
    for line in found:
        while at < len(comments) and comments[at][1] <= line.start:
            at += 1
        inside = at < len(comments) and comments[at][0] <= line.start < comments[at][1]
        kept.append(replace(line, kind="blank") if inside else line)
    return kept


def _in_columns(text: str, found: list[Line]) -> list[Line]:
    """Take lines under one another that hold wide gaps for the rows of a table."""
    gaps = [
        line.kind == "text" and _GAP.search(text, line.start, line.end) is not None
        for line in found
    ]
    rows = [
        gap and (gaps[at - 1 : at] == [True] or gaps[at + 1 : at + 2] == [True])
        for at, gap in enumerate(gaps)
    ]
    return [
        replace(line, kind="row") if row else line for line, row in zip(found, rows, strict=True)
    ]


def _width(found: Sequence[Line]) -> int:
    """Return the width a file is wrapped to; 0 where its lines end only with their paragraphs."""
    lengths = [line.end - line.start for line in found if line.kind == "text"]
    long = sum(length for length in lengths if length > UNWRAPPED)
    if long > MOST_LONG * sum(lengths):
        return 0
    return max((length for length in lengths if length <= UNWRAPPED), default=0)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end)


def _goes_on(text: str, block: Draft, last: Line, line: Line, width: int) -> bool:
    """Whether a line belongs to the block before it.

    Where the next word would have had room on the line before, the line was ended on purpose.
    """
    if line.kind == "quote":
        return block.kind == "quote"
    if not width or line.kind != "text":
        return False
    if block.kind not in ("paragraph", "item", "quote"):
        return False
    if _LEAD_IN.match(text, line.start, line.end) or unicodedata.category(text[line.start]) == "So":
        return False
    if text[last.start : last.end].isupper() and not text[line.start : line.end].isupper():
        return False
    room = last.end - last.begin + len(text[line.start : line.end].split(maxsplit=1)[0])
    return text[line.start].islower() or room >= ON_PURPOSE * width


def _opened(line: Line, depth: int, *, spaced: bool) -> Draft | None:
    kinds: dict[str, BlockKind] = {
        "text": "paragraph", "heading": "heading", "item": "item", "row": "row", "quote": "quote",
        "entry": "paragraph",
    }  # fmt: skip
    kind = kinds.get(line.kind)
    if kind is None or line.start >= line.end:
        return None
    level = line.level if kind == "heading" else depth if kind == "item" else 0
    return Draft(kind, line.begin, line.start, line.end, level, spaced)
