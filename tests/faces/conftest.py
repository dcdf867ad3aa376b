"""The command line as a person at a shell meets it: arguments in; words, documents, codes out."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from d3k2.faces.cli import run

ROOT = Path(__file__).parents[2]
RUNNER = ROOT / "examples" / "runner.toml"
CASES = ROOT / "tests" / "persons"


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


def ran(arguments: Sequence[object], stdin: bytes = b"") -> Ended:
    """Run one command in this process, as the shell would."""
    out, err = io.StringIO(), io.StringIO()
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run([str(a) for a in arguments])
    finally:
        sys.stdin = before
    return Ended(code, out.getvalue(), err.getvalue())


def case(name: str) -> dict[str, Any]:
    """Return a person of ``tests/persons`` as its record."""
    described = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    base = case(described["base"].removesuffix(".toml")) if "base" in described else {}
    record = {**base, **described.get("person", {})}
    return {key: value for key, value in record.items() if key not in described.get("remove", [])}


@pytest.fixture(scope="session")
def cli() -> Callable[..., Ended]:
    return ran


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a healthy woman of 52, with changes, as JSON and return the file."""

    def write(**changes: object) -> Path:
        record = {"date": "2026-11-20", "age": 52, "sex": "female", "weight": "58 kg"}
        record |= {"conditions": [], "medicines": [], "takes": [], "symptoms": []} | changes
        path = tmp_path / "person.json"
        path.write_text(json.dumps(record, default=str), "utf-8")
        return path

    return write


@pytest.fixture
def person_case(tmp_path: Path) -> Callable[[str], Path]:
    """Write a case of ``tests/persons`` as JSON and return the file."""

    def write(name: str) -> Path:
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(case(name), default=str), "utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def runner() -> Path:
    return RUNNER
