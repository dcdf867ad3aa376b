"""What stands beside the results of a run, so that it can be repeated, and taken up again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from d3k2._version import __version__
from d3k2.evidence import load
from d3k2.physiology import MODEL_VERSION
from d3k2.population.many.plan import Plan

NAME = "manifest.json"
FORMAT = "d3k2/population-run/1"

_PASSING = ("command", "finished_cells")
"""Keys of a manifest that two runs of the same result may differ in."""


def manifest(plan: Plan, command: str, finished: int) -> dict[str, Any]:
    """Return what a run is, and how far it has come."""
    return {
        "format": FORMAT,
        "d3k2_version": __version__,
        "data_version": load().data_version,
        "model_version": MODEL_VERSION,
        "command": command,
        "population": plan.name,
        "population_sha256": plan.described.text_hash,
        "regimens": {name: str(regimen) for name, regimen in plan.regimens},
        "n": plan.n,
        "seed": plan.seed,
        "start": plan.start.isoformat(),
        "days": plan.days,
        "every": plan.every,
        "variables": list(plan.variables),
        "people_in_a_cell": plan.cell,
        "cells": plan.cells,
        "finished_cells": finished,
    }


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Write a manifest in place of the one before, all at once."""
    part = folder / f".{NAME}.part"
    part.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    part.replace(folder / NAME)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder, or None when it holds none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("format") == FORMAT else None


def difference(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> str | None:
    """Name the first thing in which another run differs, with what it was and what is asked."""
    for key in dict.fromkeys([*wanted, *found]):
        if key not in _PASSING and found.get(key) != wanted.get(key):
            return f"{key} was {_shown(found.get(key))} and is {_shown(wanted.get(key))}"
    return None


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}..."
