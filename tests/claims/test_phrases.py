"""What a list of phrases finds in a line is what each of them finds alone, tried in every place."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from d3k2.claims import read_article
from d3k2.claims.passage import passages
from d3k2.claims.phrase import compiled, phrase
from d3k2.claims.phrases import phrases
from d3k2.claims.tables import table

FOLDER = Path(__file__).parent / "calibration"
FILES = sorted(file for file in FOLDER.glob("*.md") if file.name != "README.md")[:3]
TABLES = ("manner", "safety_words", "direction")


def listed(rows: Mapping[str, Any]) -> Iterator[str]:
    for value in rows.values():
        if isinstance(value, Mapping):
            yield from listed(value)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield from value


EVERY = sorted({each for name in TABLES for each in listed(table(name))})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_list_finds_what_each_finds_alone(file: Path) -> None:
    lines = [one.line for one in passages(read_article(file.name, file.read_bytes()))]
    together = [
        (line, written, match.span())
        for line in lines
        for written, match in phrases(EVERY).found(line)
    ]
    alone = [
        (line, written, match.span())
        for line in lines
        for written in EVERY
        if (match := compiled(written).search(line)) is not None
    ]
    assert len(alone) > len(lines)
    assert together == alone


@pytest.mark.parametrize("written", ["no||never", "not ... |safe", "|no"])
def test_a_phrase_with_an_empty_part_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="empty"):
        phrase(written)


def test_an_empty_list_stands_nowhere() -> None:
    assert not phrases([]).stand_in(" vitamin d ")
