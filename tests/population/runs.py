"""Small runs over many people, which tests start, stop and compare."""

from __future__ import annotations

import hashlib
from pathlib import Path

from d3k2.population import Plan, read_population
from d3k2.regimen import Regimen, read_regimen

REGIMENS = (("D3", read_regimen("D3 1000 IU daily", "regimen")), ("nothing", Regimen()))
CELL = 20


def plan(n: int = 130, cell: int = CELL, variables: tuple[str, ...] = ("calcidiol",)) -> Plan:
    described = read_population("us-adults")
    return Plan(described, "us-adults", n, REGIMENS, 28, variables=variables, cell=cell)


def content(folder: Path) -> dict[str, str]:
    """Every file of a store with a hash of its bytes."""
    store = folder / "results.zarr"
    files = sorted(path for path in store.rglob("*") if path.is_file())
    return {
        str(path.relative_to(store)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
