"""A ranker finds what is meant, says how it ranks, and takes any text."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from d3k2.language.ranking import Known, Ranker, ranker
from d3k2.language.ranking.ranked import by_nearest
from d3k2.language.ranking.ranker import ByMeaning

SMALL = (Known("a", "Does vitamin K2 prevent fractures?"), Known("b", "Is calcium safe?"))


@pytest.fixture(scope="session")
def by_meaning(known: tuple[Known, ...]) -> Ranker:
    return ranker(known)


def test_what_is_meant_is_found_in_other_words(
    meaning_case: dict[str, Any], by_meaning: ByMeaning
) -> None:
    vector = by_meaning.model.embed([meaning_case["query"]])[0]
    assert by_meaning.index.rank(vector, 3)[0].id == meaning_case["means"]


def test_with_the_verified_model_there_is_no_reason_against_it(by_meaning: Ranker) -> None:
    assert (by_meaning.by, by_meaning.why_not) == ("meaning", None)


def test_every_known_question_finds_itself(by_meaning: Ranker, known: tuple[Known, ...]) -> None:
    wordings = Counter(one.id for one in known)
    for one in known:
        assert by_meaning.rank(one.text, 1)[0].id == one.id
        if wordings[one.id] == 1:
            assert by_meaning.nearness(one.text) == pytest.approx(1, abs=1e-3)


def test_one_wording_that_is_near_by_accident_does_not_outweigh_three() -> None:
    wordings = {"accident": 3, "meant": 3, "short": 1}
    scored = [("accident", 0.9), ("accident", 0.1), ("accident", 0.1), ("short", 0.6)]
    scored += [("meant", 0.8), ("meant", 0.8), ("meant", 0.8)]
    found = by_nearest(scored, 3, wordings)
    assert [(one.id, one.score) for one in found] == [
        ("meant", 0.8),
        ("short", 0.6),
        ("accident", 0.5),
    ]


def test_each_id_comes_once_however_many_wordings_it_has(by_meaning: Ranker) -> None:
    ids = [one.id for one in by_meaning.rank("broken bones", 100)]
    assert len(ids) == len(set(ids)) == 24
    assert [one.id for one in by_meaning.rank("broken bones", 3)] == ids[:3]


def test_equal_texts_stand_in_the_order_of_their_ids() -> None:
    chosen = ranker([Known(id_, "Is calcium safe?") for id_ in ("c", "a", "b")])
    assert [one.id for one in chosen.rank("calcium", 2)] == ["a", "b"]


@pytest.mark.parametrize("query", ["", "  ", "?!", "\0", "💊"])
def test_a_query_without_a_word_finds_nothing(by_meaning: Ranker, query: str) -> None:
    assert by_meaning.rank(query, 5) == ()


@settings(max_examples=40, deadline=None)
@given(query=st.text(max_size=200), n=st.integers(-1, 3))
@example(query="calcium \ud800", n=1)
@example(query="calcium\0", n=1)
@example(query="calcium " * 12_500, n=1)
@example(query="x" * 100_000, n=1)
@example(query="[CLS] [SEP] [MASK] [PAD] [UNK] ##ing", n=1)
def test_no_query_is_an_error(query: str, n: int) -> None:
    chosen = ranker(SMALL)
    ranked = chosen.rank(query, n)
    assert len(ranked) <= max(n, 0)
    assert all(-1 <= one.score <= 1 for one in ranked)


def test_nothing_known_finds_nothing() -> None:
    assert ranker(()).rank("calcium", 3) == ()
