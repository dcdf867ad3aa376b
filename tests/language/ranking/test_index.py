"""An index keeps vectors with their texts and model, and says when it no longer belongs to them."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.language.ranking import (
    Index,
    Known,
    MeaningRefused,
    SentenceModel,
    index_of,
    ranker,
    read_index,
    save_index,
)


@pytest.fixture(scope="session")
def index(known: tuple[Known, ...], model: SentenceModel) -> Index:
    return index_of(known, model)


def test_an_index_read_again_ranks_alike(
    index: Index, model: SentenceModel, asked: list[dict[str, Any]], tmp_path: Path
) -> None:
    save_index(index, tmp_path / "index.npz")
    again = read_index(tmp_path / "index.npz")
    for vector in model.embed([one["query"] for one in asked]):
        assert again.rank(vector, 25) == index.rank(vector, 25)


def test_the_same_library_gives_the_same_bytes(
    known: tuple[Known, ...], model: SentenceModel, index: Index, tmp_path: Path
) -> None:
    save_index(index, tmp_path / "one.npz")
    save_index(index_of(known[::-1], model), tmp_path / "other.npz")
    one, other = ((tmp_path / name).read_bytes() for name in ("one.npz", "other.npz"))
    assert one == other
    with zipfile.ZipFile(tmp_path / "one.npz") as stored:
        assert {entry.date_time[0] for entry in stored.infolist()} == {1980}  # no clock in it


def test_a_vector_takes_less_than_a_kilobyte(index: Index, tmp_path: Path) -> None:
    save_index(index, tmp_path / "index.npz")
    assert (tmp_path / "index.npz").stat().st_size < 1000 * len(index.ids)


def test_half_precision_changes_no_ranking(
    known: tuple[Known, ...],
    index: Index,
    model: SentenceModel,
    asked: list[dict[str, Any]],
    alike: Any,
) -> None:
    exact = replace(index, vectors=model.embed([one.text for one in sorted(known)]))
    for vector in model.embed([one["query"] for one in asked]):
        alike(exact.rank(vector, 25), index.rank(vector, 25))


def test_the_order_of_the_library_does_not_make_an_index_stale(
    known: tuple[Known, ...], index: Index
) -> None:
    index.check(known[::-1], index.model)


@pytest.mark.parametrize(
    "changed",
    [
        lambda known: known[1:],
        lambda known: (*known, Known("new", "Is lichen D3 as good?")),
        lambda known: (replace(known[0], text=known[0].text + " "), *known[1:]),
        lambda known: (replace(known[0], id="renamed"), *known[1:]),
    ],
    ids=["left out", "added", "reworded", "renamed"],
)
def test_an_index_of_other_texts_is_refused(
    changed: Any, known: tuple[Known, ...], index: Index
) -> None:
    with pytest.raises(MeaningRefused, match="out of date: it was made of other texts"):
        index.check(changed(known), index.model)


def test_an_index_of_another_model_is_refused(known: tuple[Known, ...], index: Index) -> None:
    with pytest.raises(MeaningRefused, match="made of another model"):
        index.check(known, "another")


def test_with_a_stale_index_ranking_goes_by_words_and_says_so(
    known: tuple[Known, ...], index: Index, tmp_path: Path
) -> None:
    save_index(index, tmp_path / "index.npz")
    assert ranker(known, tmp_path / "index.npz").by == "meaning"
    grown = (*known, Known("lichen", "Is D3 from lichen as good?"))
    chosen = ranker(grown, tmp_path / "index.npz")
    assert (chosen.by, chosen.why_not) == (
        "words",
        "The index of meanings is out of date: it was made of other texts.",
    )
    assert chosen.rank("lichen", 1)[0].id == "lichen"


def test_a_missing_index_is_said(known: tuple[Known, ...], tmp_path: Path) -> None:
    chosen = ranker(known, tmp_path / "nowhere.npz")
    assert (chosen.by, chosen.why_not) == ("words", "The index of meanings is missing.")


def test_an_index_cut_short_or_spoilt_is_refused(index: Index, tmp_path: Path) -> None:
    file = tmp_path / "index.npz"
    save_index(index, file)
    whole = file.read_bytes()
    for cut in range(0, len(whole), 997):
        file.write_bytes(whole[:cut])
        with pytest.raises(MeaningRefused, match="cannot be read"):
            read_index(file)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_what_is_no_index_is_refused(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    file = tmp_path_factory.mktemp("junk") / "index.npz"
    file.write_bytes(junk)
    with pytest.raises(MeaningRefused, match="cannot be read"):
        read_index(file)


def test_an_index_with_fewer_vectors_than_ids_is_refused(index: Index, tmp_path: Path) -> None:
    save_index(replace(index, vectors=index.vectors[1:]), tmp_path / "index.npz")
    with pytest.raises(MeaningRefused, match="cannot be read"):
        read_index(tmp_path / "index.npz")


def test_nothing_known_gives_an_empty_index(model: SentenceModel, tmp_path: Path) -> None:
    save_index(index_of((), model), tmp_path / "index.npz")
    assert read_index(tmp_path / "index.npz").rank(np.ones(384, np.float32), 3) == ()
