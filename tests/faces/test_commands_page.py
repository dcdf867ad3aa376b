"""``docs/commands.md`` shows commands as they are: every help text, and commands that run."""

from __future__ import annotations

import importlib.util
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.main import get_command

from d3k2.faces.cli.app import app

DOCS = Path(__file__).parents[2] / "docs"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", DOCS / "regenerate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["regenerate"] = module
    spec.loader.exec_module(module)
    return module


regenerate = script()
BLOCKS = list(regenerate.shown((DOCS / "commands.md").read_text("utf-8")))
HELP = [block for block in BLOCKS if block.command.endswith(" --help")]
POOLING = list(regenerate.shown((DOCS / "pooling.md").read_text("utf-8")))
OTHERS = [block for block in BLOCKS if block not in HELP]


def commands(command: Any, path: str = "d3k2") -> list[str]:
    inner = getattr(command, "commands", {})
    return [path, *(deep for name in inner for deep in commands(inner[name], f"{path} {name}"))]


def test_no_command_is_left_out() -> None:
    assert {block.command for block in HELP} == {f"{c} --help" for c in commands(get_command(app))}


@pytest.mark.parametrize("block", HELP, ids=lambda block: block.command)
def test_help_is_as_shown(cli: Callable[..., Any], block: Any) -> None:
    ended = cli(shlex.split(block.command)[1:])
    assert ended.code == 0
    assert block.output == ended.out, "stale: run python docs/regenerate.py"


@pytest.mark.parametrize("block", OTHERS, ids=lambda block: block.command)
def test_every_other_command_runs_as_shown(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, block: Any
) -> None:
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.setenv("COLUMNS", "80")
    ended = cli(shlex.split(block.command)[1:])
    assert ended.code in (0, 4, 5)
    assert block.output.strip()


@pytest.mark.parametrize("block", POOLING, ids=lambda block: block.command)
def test_pooled_trials_are_as_shown(
    cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, block: Any
) -> None:
    """Nothing in them depends on the day or on chance."""
    monkeypatch.setenv("COLUMNS", "80")
    ended = cli(shlex.split(block.command)[1:])
    assert ended.code == 0
    shown = regenerate.cut(ended.out, block.lines)
    assert block.output == shown, "stale: run python docs/regenerate.py docs/pooling.md"
