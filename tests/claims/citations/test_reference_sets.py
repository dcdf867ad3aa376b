"""Articles written for their references: what was planted is flagged, no true one is accused."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from benchmarks.citing import TRUE, Reference, references

from d3k2.faces.registries.asking import Clock
from d3k2.faces.registries.kept import Kept
from d3k2.faces.registries.online import OnlineRegistry
from d3k2.faces.registries.places import places

FOLDER = Path(__file__).parents[2] / "references"
HALVES = ("dev", "held_out")
SAYS = "does not say this"
FOUND = {"dev": 27, "held_out": 18}
"""Papers that do not say what they are cited for, and are found out: docs/check.md."""


@cache
def found(half: str) -> tuple[Reference, ...]:
    with TemporaryDirectory() as folder, patch("benchmarks.citing.online_registry") as registry:
        kept, clock = Kept(Path(folder) / "answers.sqlite"), Clock(sleep=lambda _: None)
        registry.side_effect = lambda: OnlineRegistry(places(), kept=kept, clock=clock)
        return tuple(references(FOLDER, half, online=True))


@pytest.mark.parametrize("half", HALVES)
def test_no_true_reference_is_accused(half: str) -> None:
    true = [each.found for each in found(half) if each.truth == TRUE and each.found]
    assert len(true) >= 50
    accused = [c.text for c in true if c.fails or "partly" in (c.matches, c.supports)]
    assert accused == []


@pytest.mark.parametrize("half", HALVES)
def test_every_fault_of_a_reference_itself_is_flagged(half: str) -> None:
    planted = [each for each in found(half) if each.truth not in (TRUE, SAYS)]
    assert len(planted) > 40
    assert [(each.truth, each.text) for each in planted if not each.flagged] == []


@pytest.mark.parametrize("half", HALVES)
def test_as_many_misuses_are_found_out_as_is_told(half: str) -> None:
    misused = [each for each in found(half) if each.truth == SAYS]
    assert sum(each.flagged for each in misused) >= FOUND[half]
