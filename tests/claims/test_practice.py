"""The sentences that the tables were written with: what was right stays right.

They say nothing about sentences nobody has seen: for that see ``docs/check.md``.
"""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tests.claims.articles import article

from d3k2.claims.by_numbers import findings_of
from d3k2.claims.judgement import ORDER
from d3k2.claims.judging import judge
from d3k2.claims.passage import passages
from d3k2.claims.weighed import weigh

FOLDER = Path(__file__).parent / "practice"
FILES = sorted(path.stem for path in FOLDER.glob("*.tsv"))
RIGHT = 0.60
"""Share of the sentences of a file that must come out as labelled."""
NO_CLAIM = "none"


@cache
def judged(name: str) -> tuple[tuple[str, str, str], ...]:
    """Each sentence of a file with the verdict it should have and the one it gets."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r]
    return tuple((sentence, want, _got(sentence)) for want, _, sentence, *_ in rows)


def _got(sentence: str) -> str:
    read = passages(article(sentence))
    weighed = [weigh(one, found) for one, found in zip(read, findings_of(read), strict=True)]
    verdicts = [judge(one).verdict for one in weighed if one is not None and one.plain]
    return min(verdicts, key=ORDER.index, default=NO_CLAIM)


def test_there_are_sentences_on_every_theme() -> None:
    assert sum(len(judged(name)) for name in FILES) > 1500


@pytest.mark.parametrize("name", FILES)
def test_no_true_sentence_is_contradicted(name: str) -> None:
    assert not [s for s, want, got in judged(name) if want == "supported" and got == "contradicted"]


@pytest.mark.parametrize("name", FILES)
def test_no_wrong_sentence_is_supported(name: str) -> None:
    assert not [s for s, want, got in judged(name) if want == "contradicted" and got == "supported"]


@pytest.mark.parametrize("name", FILES)
def test_most_come_out_as_they_were_labelled(name: str) -> None:
    hits = Counter(want == got for _, want, got in judged(name))
    assert hits[True] >= RIGHT * hits.total()
