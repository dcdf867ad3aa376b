"""How articles that nothing was learned from come out, those that the limits were chosen on.

They are no measure of how often the check is right: for that see ``docs/check.md``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from benchmarks.checking import Figure, Labelled, figures, labelled, macro_f1

FOLDER = Path(__file__).parent / "calibration"


@cache
def found() -> tuple[Labelled, ...]:
    return tuple(labelled(FOLDER, "dev"))


def of_each() -> list[Figure]:
    return figures([(one.want, one.got) for one in found()])


@pytest.mark.parametrize(("verdict", "least"), [("contradicted", 0.92), ("overstated", 0.85)])
def test_few_are_accused_wrongly(verdict: str, least: float) -> None:
    (figure,) = (one for one in of_each() if one.verdict == verdict)
    assert figure.said > 20
    assert figure.precision >= least


def test_verdicts_are_found_in_words_that_nobody_foresaw() -> None:
    assert macro_f1(of_each()) >= 0.65


def test_nothing_dangerous_is_supported() -> None:
    assert not [one.text for one in found() if one.danger and one.got == "supported"]
