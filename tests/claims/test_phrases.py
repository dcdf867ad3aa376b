"""What a list of phrases finds in a line is what an expression for each of them would find."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from d3k2.claims import read_article
from d3k2.claims.passage import passages
from d3k2.claims.phrase import GAP, phrase
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table
from d3k2.language import fold_word

FOLDER = Path(__file__).parent / "calibration"
FILES = sorted(file for file in FOLDER.glob("*.md") if file.name != "README.md")[:3]
TABLES = ("manner", "safety_words", "direction")


def listed(rows: Mapping[str, Any]) -> Iterator[str]:
    for value in rows.values():
        if isinstance(value, Mapping):
            yield from listed(value)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield from value


INSIDE, OUTSIDE = "(?:«[^: ]*:(?:[^ »]*_)?)?", "(?:(?:_[^ »]*)?»)?"
"""What may stand before and behind a word of a phrase where it is a word of a name."""


@cache
def expression(written: str) -> re.Pattern[str]:
    parts = written.split()
    told = "".join(of_part(each, last=n == len(parts)) for n, each in enumerate(parts, start=1))
    return re.compile(f"(?<= ){told}(?= )")


def of_part(written: str, *, last: bool) -> str:
    if written == "...":
        return rf"(?:\S+ ){{0,{GAP}}}?"
    either = "|".join(map(of_one, written.split("|")))
    return f"(?:{either}){OUTSIDE}" if last else f"(?:{either})(?:{OUTSIDE} |_)"


def of_one(written: str) -> str:
    if written.startswith("<"):
        return f"«(?:[^: ]*/)?{re.escape(written.strip('<>'))}(?:/[^: ]*)?:[^ ]*»"
    if written.startswith("#"):
        return re.escape(written) if len(written) > 1 else r"#\S*"
    if not written.endswith("*"):
        return f"{INSIDE}{re.escape(fold_word(written) or written)}"
    stem = fold_word(f"{written[:-1]}q").removesuffix("q")
    spelt = f"{re.escape(stem[:-1])}[sz]" if stem.endswith("s") else re.escape(stem)
    return f"{INSIDE}{spelt}[^ _«»]*"


EVERY = sorted({each for name in TABLES for each in listed(table(name))})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_list_finds_what_expressions_find(file: Path) -> None:
    lines = [one.line for one in passages(read_article(file.name, file.read_bytes()))]
    together = [
        (line, written, (place.start, place.end))
        for line in lines
        for written, place in phrases(EVERY).found(line)
    ]
    alone = [
        (line, written, match.span())
        for line in lines
        for written in EVERY
        if (match := expression(written).search(line)) is not None
    ]
    assert len(alone) > len(lines)
    assert together == alone


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_place_and_the_ends_of_a_line_are_those_of_expressions(file: Path) -> None:
    lines = [one.line for one in passages(read_article(file.name, file.read_bytes()))]
    held = [(line, written) for line in lines for written, _ in phrases(EVERY).found(line)]
    assert held
    for line, written in held:
        spans = [match.span() for match in expression(written).finditer(line)]
        assert [(p.start, p.end) for p in phrase(written).finditer(line)] == spans
        assert phrase(written).stands_first(line) == any(start == 1 for start, _ in spans)
        begun = line[: spans[0][1] + 1]
        assert phrase(written).stands_last(begun)


@pytest.mark.parametrize("written", ["no||never", "not ... |safe", "|no"])
def test_a_phrase_with_an_empty_part_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        phrase(written)


def test_an_empty_list_stands_nowhere() -> None:
    assert not phrases([]).stand_in(" vitamin d ")
