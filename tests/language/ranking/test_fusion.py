"""Several rankings become one by the places alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.language.ranking import Ranked, fuse


def ranking(*ids: str) -> tuple[Ranked, ...]:
    return tuple(Ranked(id_, 1.0 - place) for place, id_ in enumerate(ids))


rankings = st.lists(
    st.lists(st.sampled_from("abcdefgh"), unique=True).map(lambda ids: ranking(*ids)), max_size=4
)


def test_the_score_is_the_sum_over_the_rankings_of_one_by_sixty_and_the_place() -> None:
    fused = fuse(ranking("a", "b"), ranking("b", "c"))
    assert [one.id for one in fused] == ["b", "a", "c"]
    assert [one.score for one in fused] == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])


def test_what_both_place_second_is_before_what_one_places_first() -> None:
    assert fuse(ranking("a", "c"), ranking("b", "c"))[0].id == "c"


@given(rankings)
def test_the_order_of_the_rankings_does_not_matter(given_: list[tuple[Ranked, ...]]) -> None:
    assert fuse(*given_) == fuse(*reversed(given_))


@given(rankings)
def test_every_id_is_there_once_and_best_first(given_: list[tuple[Ranked, ...]]) -> None:
    fused = fuse(*given_)
    assert sorted(one.id for one in fused) == sorted({one.id for r in given_ for one in r})
    assert list(fused) == sorted(fused, key=lambda one: (-one.score, one.id))


@given(st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_one_ranking_keeps_its_order(ids: list[str]) -> None:
    assert [one.id for one in fuse(ranking(*ids))] == ids


def test_only_as_many_as_asked_for() -> None:
    assert [one.id for one in fuse(ranking("a", "b", "c"), n=2)] == ["a", "b"]
