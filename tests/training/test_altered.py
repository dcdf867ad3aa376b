"""Sentences made of labelled ones, of which nobody said what they are."""

import tomllib
from pathlib import Path

import pytest
from training.altered import altered
from training.examples import SENTENCES, Example, of_file

from training import altered as altering

TABLE = tomllib.loads(Path(altering.__file__).with_suffix(".toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def labelled() -> list[Example]:
    return list(of_file(SENTENCES / "pairs" / "s-03.tsv", blind=True))


def texts(examples: list[Example]) -> list[str]:
    return [one.weighed.passage.text for one in examples]


def test_each_is_another_sentence(labelled: list[Example]) -> None:
    made = texts(altered(labelled))
    assert len(made) > len(labelled) / 2
    assert len(set(made)) == len(made)
    assert set(made).isdisjoint(texts(labelled))


def test_they_are_the_same_each_time(labelled: list[Example]) -> None:
    assert texts(altered(labelled)) == texts(altered(labelled))
    assert texts(altered(labelled)) != texts(altered(labelled, seed=1))


def test_of_none_it_is_told_whether_it_could_hurt(labelled: list[Example]) -> None:
    made = altered(labelled)
    assert {one.danger for one in made} == {None}
    assert all(one.file.startswith("altered/pairs/") for one in made)


def test_no_row_names_a_word_twice() -> None:
    for row in TABLE["alike"]:
        assert len({word.lower() for word in row}) == len(row) > 1
