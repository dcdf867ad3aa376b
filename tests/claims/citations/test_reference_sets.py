"""Articles written for their references: what was planted is flagged, no true one is accused."""

from __future__ import annotations

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
FOUND = {"dev": 27, "held_out": 19}
"""Papers that do not say what they are cited for, and are found out: docs/check.md."""
CARRIED = {"dev": 15, "held_out": 15}
"""True ones of which it is said that they carry their sentences."""


def found(half: str) -> tuple[Reference, ...]:
    with TemporaryDirectory() as folder, patch("benchmarks.citing.online_registry") as registry:
        kept, clock = Kept(Path(folder) / "answers.sqlite"), Clock(sleep=lambda _: None)
        registry.side_effect = lambda: OnlineRegistry(places(), kept=kept, clock=clock)
        return tuple(references(FOLDER, half, online=True))


@pytest.mark.parametrize("half", HALVES)
def test_what_is_planted_is_flagged_and_no_true_one_accused(half: str) -> None:
    every = found(half)
    true = [each.found for each in every if each.truth == TRUE and each.found]
    accused = [c.text for c in true if c.fails or "partly" in (c.matches, c.supports)]
    misused = [each for each in every if each.truth == SAYS]
    others = [each for each in every if each.truth not in (TRUE, SAYS)]
    assert len(true) >= 50
    assert accused == []
    assert len(others) > 40
    assert [(each.truth, each.text) for each in others if not each.flagged] == []
    assert sum(each.flagged for each in misused) >= FOUND[half]
    assert [each.text for each in misused if each.found and each.found.supports == "yes"] == []
    assert sum(c.supports == "yes" for c in true) >= CARRIED[half]
