"""The house keeps its shape: rooms with one question and one door, files with one idea."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "d3k2"
ROOMS = sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists())
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST = 400


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_with_its_question(room: str) -> None:
    said = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text("utf-8")))
    assert said is not None and said.splitlines()[0].endswith("?")


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "faces"])
def test_a_door_offers_only_what_is_there(room: str) -> None:
    door = importlib.import_module(f"d3k2.{room}")
    assert door.__all__ in (sorted(door.__all__, key=_as_ruff_sorts), sorted(door.__all__))
    for name in door.__all__:
        assert getattr(door, name) is not None


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_other_rooms_come_in_by_the_door() -> None:
    """Only the door of another room is imported, never what lies behind it."""
    behind = []
    for path in FILES:
        room = path.relative_to(SOURCE).parts[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("d3k2."):
                parts = (node.module or "").split(".")
                if len(parts) > 2 and parts[1] != room and room != "__main__.py":
                    behind.append(f"{path.relative_to(SOURCE)}: {node.module}")
    assert behind == []


def test_no_room_of_odds_and_ends() -> None:
    names = {part.removesuffix(".py") for path in FILES for part in path.relative_to(SOURCE).parts}
    assert not names & {"utils", "util", "helpers", "common", "core", "manager", "misc"}


def test_no_path_of_any_machine_and_no_unfinished_work() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|/home/\w+/|/root/")
    tracked = [p for p in FILES + sorted((ROOT / "docs").rglob("*.md")) if p.is_file()]
    found = [str(p) for p in tracked if marks.search(p.read_text("utf-8"))]
    assert found == []


def test_every_decision_is_numbered_and_titled() -> None:
    for place, path in enumerate(sorted((ROOT / "decisions").glob("*.md")), start=1):
        assert path.name.startswith(f"{place:03d}-")
        assert path.read_text("utf-8").startswith(f"# {place:03d} ")
