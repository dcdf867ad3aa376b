"""The text of an article on a terminal, each claim in its colour and with its verdict behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.text import Text

from d3k2.report import CheckedArticleDocument, Mark, Passage, Piece, passages

STYLES = {
    "contradicted": "red",
    "overstated": "yellow",
    "contested": "blue",
    "unsupported": "magenta",
    "cannot_tell": "dim",
    "supported": "green",
    "left_open": "",
    "doubted": "yellow",
}
"""Colours only ever stand beside the word."""


def article_text(article: CheckedArticleDocument, word: Callable[..., str]) -> Iterator[Text]:
    """Yield the parts of an article, with marks such as ``[contradicted 3]``.

    Parameters
    ----------
    word : callable
        Gives the labels of checks in the words of the reader.
    """
    before = ""
    for passage in passages(article):
        if before and not before == passage.kind == "item":
            yield Text()
        before = passage.kind
        yield _passage(passage, word)


def _passage(passage: Passage, word: Callable[..., str]) -> Text:
    style = "bold" if passage.kind in ("title", "heading") else ""
    said = Text("- " if passage.kind == "item" else "", style=style)
    for piece in passage.pieces:
        said.append(" ".join(_kept_blanks(piece.text)), style=_style(piece))
        for mark in piece.closes:
            said.append(f" [{_named(mark, word)}]", style=f"bold {STYLES.get(mark.word, '')}")
    return said


def _kept_blanks(text: str) -> list[str]:
    """The words of a piece, so that the blanks around it are kept and lines are filled anew."""
    words = text.split()
    if not words:
        return ["", ""] if text else [""]
    return [*([""] if text[0].isspace() else []), *words, *([""] if text[-1].isspace() else [])]


def _style(piece: Piece) -> str:
    if piece.claim is None:
        return "underline" if piece.number is not None else ""
    style = STYLES[piece.claim.word]
    return f"{style} underline" if piece.number is not None else style


def _named(mark: Mark, word: Callable[..., str]) -> str:
    if mark.kind == "claim":
        return f"{word(f'verdict.{mark.word}')} {mark.n}"
    if mark.kind == "open":
        return f"{word(f'verdict.{mark.word}')} {mark.n}"
    if mark.kind == "number":
        return f"{word(f'number.{mark.word}')}: {word('number_n', n=mark.n)}"
    return word("citation", n=mark.n)
