"""Articles for tests, from plain text: a line that begins with # is a heading, with - an item."""

from __future__ import annotations

from d3k2.claims import Article, Block, BlockKind


def article(text: str, *, file: str = "article.txt", page: str = "") -> Article:
    """Read a text of paragraphs that blank lines part."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        kind: BlockKind = "paragraph"
        start, level = at, 0
        if line.startswith("# "):
            kind, start, level = "heading", at + 2, 1
        elif line.startswith("- "):
            kind, start, level = "item", at + 2, 1
        if line[start - at :].strip():
            blocks.append(Block(kind, start, at + len(line), level))
        at += len(line) + 1
    return Article(file, "text", text, tuple(blocks), page=page)
