"""A small library of known questions, and what people write who mean one of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from d3k2.language.ranking import Known, SentenceModel, sentence_model

HERE = Path(__file__).parent
DATA = tomllib.loads((HERE / "known.toml").read_text("utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``words_case`` and ``meaning_case``: each query that this way of ranking must place."""
    for by in ("words", "meaning"):
        if f"{by}_case" in metafunc.fixturenames:
            cases = [one for one in DATA["asked"] if by in one["by"]]
            metafunc.parametrize(f"{by}_case", cases, ids=[one["query"] for one in cases])


@pytest.fixture
def known() -> tuple[Known, ...]:
    return tuple(Known(**one) for one in DATA["known"])


@pytest.fixture
def asked() -> list[dict[str, Any]]:
    return list(DATA["asked"])


@pytest.fixture
def model() -> SentenceModel:
    return sentence_model()
