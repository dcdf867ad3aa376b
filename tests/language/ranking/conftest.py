"""A small library of known questions, and what people write who mean one of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from d3k2.language.ranking import Known, Ranked, SentenceModel, sentence_model

HERE = Path(__file__).parent
DATA = tomllib.loads((HERE / "known.toml").read_text("utf-8"))
LAST = 1.01e-4
"""One in the last digit of a cosine."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``words_case`` and ``meaning_case``: each query that this way of ranking must place."""
    for by in ("words", "meaning"):
        if f"{by}_case" in metafunc.fixturenames:
            cases = [one for one in DATA["asked"] if by in one["by"]]
            metafunc.parametrize(f"{by}_case", cases, ids=[one["query"] for one in cases])


@pytest.fixture(scope="session")
def known() -> tuple[Known, ...]:
    return tuple(Known(**one) for one in DATA["known"])


@pytest.fixture(scope="session")
def asked() -> list[dict[str, Any]]:
    return list(DATA["asked"])


@pytest.fixture(scope="session")
def model() -> SentenceModel:
    return sentence_model()


@pytest.fixture
def alike() -> Callable[[Sequence[Ranked], Sequence[Ranked]], None]:
    """Asserts: the same first, scores that agree, and only equally near ones in another order."""

    def check(one: Sequence[Ranked], other: Sequence[Ranked]) -> None:
        scores = {ranked.id: ranked.score for ranked in one}
        assert one[0].id == other[0].id
        assert {ranked.id: ranked.score for ranked in other} == pytest.approx(scores, abs=LAST)
        in_other_order = [scores[ranked.id] for ranked in other]
        assert all(b <= a + LAST for a, b in pairwise(in_other_order))

    return check
