"""The door: bytes of a file in, an article out, or a sentence that says why not."""

from __future__ import annotations

from d3k2.claims.article import Article, Format
from d3k2.claims.reading.decoding import decode
from d3k2.claims.reading.limits import limits
from d3k2.claims.reading.page import read_page
from d3k2.claims.reading.pdf import read_pdf
from d3k2.claims.reading.telling import ACCEPTED, is_pdf, refuse_no_article, told_format
from d3k2.claims.reading.text_file import read_text
from d3k2.language import is_english
from d3k2.units import InputRefused


def read_article(file: str, data: bytes, *, format: Format | None = None) -> Article:  # noqa: A002 - the field of the record is named so
    """Read an article from the bytes of a file.

    Parameters
    ----------
    file : str
        As the person named it, ``-`` for stdin; its suffix helps where the content does not tell.
    data : bytes
        The whole file, or its first `most_bytes` + 1 bytes: more is refused.
    format : Format, optional
        What it is, where a person says so. A PDF is one whatever is said.

    Raises
    ------
    InputRefused
        It is empty, too large, locked, no text, no article or not in English, or reading it took
        longer or more memory than any article does. ``source`` is the file.
    """
    try:
        article = _read(file, data, format)
        _whole(article)
    except InputRefused as refusal:
        refusal.source = file
        raise
    return article


def _read(file: str, data: bytes, form: Format | None) -> Article:
    refuse_no_article(data)
    if is_pdf(data):
        return read_pdf(file, data)
    if form == "pdf":
        raise InputRefused("The file is no PDF.", accepted=ACCEPTED)
    text = decode(data)
    form = form or told_format(file, text)
    if form == "html":
        return read_page(file, text)
    _of_length(len(text.split()))
    return read_text(file, text, form)


def _whole(article: Article) -> None:
    """Refuse an article without words, of too many, or in another language."""
    prose = [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind != "reference"
    ]
    if not any(letter.isalpha() for part in prose for letter in part):
        raise InputRefused("The file holds no words.", accepted=ACCEPTED)
    _of_length(sum(len(part.split()) for part in prose))
    if not is_english("\n".join(prose)):
        raise InputRefused(
            "The article is not in English, and d3k2 reads no other language.",
            accepted="an article in English",
        )


def _of_length(words: int) -> None:
    most = limits()["article"]["words"]
    if words > most:
        raise InputRefused(
            f"This is longer than any article ({words:,} words).",
            accepted=f"at most {most:,} words",
        )
