"""The sentences that readers learned from."""

import csv
import hashlib
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from d3k2.claims import Slot, Verdict

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "training" / "sentences").glob("*/*.tsv"))
NAMES = [f"{path.parent.name}/{path.name}" for path in FILES]
VERDICTS = {*get_args(Verdict), "none"}
SLOTS = {*get_args(Slot), "-"}

ALIKE = {"fresh_articles": 8, "second_articles": 10}
"""Short sentences that two people wrote word for word, found when the set was already frozen."""


@cache
def rows(path: Path) -> tuple[tuple[str, ...], ...]:
    lines = path.read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line.strip())


def plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@cache
def kept_apart(folder: str, half: str) -> frozenset[str]:
    tests = ROOT / "tests" / folder
    with (tests / "split.csv").open(encoding="utf-8") as lines:
        names = {row["article"] for row in csv.DictReader(lines) if row["half"] == half}
    with (tests / "claims.csv").open(encoding="utf-8") as lines:
        told = [r for r in csv.DictReader(lines) if r["article"] in names]
    return frozenset(plain(row["text"]) for row in told if row["verdict"] != "none")


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_line_is_a_labelled_sentence(path: Path) -> None:
    for verdict, slot, danger, _, text in rows(path):
        assert verdict in VERDICTS
        assert slot in SLOTS
        assert danger in ("yes", "no")
        assert text.strip()


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_dangerous_is_labelled_supported(path: Path) -> None:
    assert not [row for row in rows(path) if row[0] == "supported" and row[2] == "yes"]


@pytest.mark.parametrize("folder", ["articles", "fresh_articles", "second_articles", "references"])
def test_a_set_is_as_it_was_frozen(folder: str) -> None:
    for line in (ROOT / "tests" / folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        assert hashlib.sha256((ROOT / "tests" / folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    ("folder", "half"),
    [
        ("articles", "held_out"),
        ("fresh_articles", "held_out"),
        ("second_articles", "held_out"),
        ("claims/calibration", "dev"),
        ("claims/unseen", "dev"),
    ],
)
def test_nothing_was_learned_from_what_is_kept_apart(folder: str, half: str) -> None:
    learned = {plain(row[4]) for path in FILES for row in rows(path)}
    assert kept_apart(folder, half)
    assert len(kept_apart(folder, half) & learned) == ALIKE.get(folder, 0)
