"""The same question, asked in ten ways, is given the same answer with the same numbers."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from .asker import Asker, answered

CASES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("same.toml").read_text("utf-8")
)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def test_twelve_questions_are_asked_in_ten_ways() -> None:
    assert len(CASES) == 12
    assert all(len(set(case["ways"])) == 10 for case in CASES.values())


@pytest.mark.parametrize("identifier", CASES)
def test_ten_ways_of_asking_give_one_answer(by_meaning: Asker, identifier: str) -> None:
    found = {way: reply.answer for way in CASES[identifier]["ways"] for reply in (by_meaning(way),)}
    given = {way: "none" if answer is None else answer.id for way, answer in found.items()}
    strayed = {way: one for way, one in given.items() if not one.startswith(identifier)}
    assert strayed == {}


@pytest.mark.parametrize("identifier", CASES)
@pytest.mark.parametrize("audience", ["clinician", "patient"])
def test_and_the_same_numbers(by_meaning: Asker, identifier: str, audience: str) -> None:
    numbers = {
        tuple(sorted(Counter(NUMBER.findall("\n".join(answered(reply)[1:]))).items()))
        for way in CASES[identifier]["ways"]
        for reply in (by_meaning(way, audience),)  # type: ignore[arg-type]
        if reply.answer is not None and reply.answer.id.startswith(identifier)
    }
    assert len(numbers) == 1
