"""Facts and sources are found by the words in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2.evidence import Evidence, collect, search


@pytest.fixture
def evidence(tree: Callable[..., Path]) -> Evidence:
    return collect(tree())[0]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("half-life MK-7", ["mk7-half-life"]),
        ("FALL", ["d-falls-smith-2007"]),
        (
            "intake panel",
            ["d-intake-panel-2010", "d-intake-panel-2020", "panel-2010", "panel-2020"],
        ),
        ("intakes edition", ["panel-2010"]),
        ("21118827", ["panel-2020"]),
        ("fracture", []),
    ],
)
def test_all_words_must_be_there_and_beginnings_are_enough(
    evidence: Evidence, words: str, ids: list[str]
) -> None:
    assert [hit.id for hit in search(words, evidence)] == ids


def test_no_words_list_everything(evidence: Evidence) -> None:
    assert len(search("", evidence)) == len(evidence.facts) + len(evidence.sources)


def test_a_word_in_the_id_counts_most(evidence: Evidence) -> None:
    assert search("falls", evidence)[0].id == "d-falls-smith-2007"


def test_trial_rows_are_searched_when_asked_for(evidence: Evidence) -> None:
    assert search("25(OH)D placebo", evidence) == ()
    found = search("25(OH)D placebo", evidence, results=True)
    assert [hit.id for hit in found] == ["result-smith-2007-2"]
