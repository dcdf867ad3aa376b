"""The levels of everyone on disk: a Zarr store that xarray reads, written a cell at a time.

It is of format 2 of Zarr, because there the names of regimens have a specification, too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from d3k2.physiology import MODEL_VERSION, FloatArray, model_facts, passed
from d3k2.population.covariates import SKINS
from d3k2.population.many.cell import SINGLE, CellLevels
from d3k2.population.many.plan import Plan
from d3k2.units import term

if TYPE_CHECKING:
    import zarr

NAME = "results.zarr"

_TITLE = "Simulated people; calculated from published models, pending human review"
_WHOLE = ".zmetadata"
"""Written last when a store is made: one without it was not made to the end."""

_PARTS = "*.partial"
"""What Zarr calls a chunk while it is written: it stays behind when the program is killed."""

_COLUMNS: Mapping[str, tuple[str, object, Mapping[str, str]]] = {
    "age": ("f4", np.nan, {"units": "years"}),
    "female": ("?", None, {}),
    "weight": ("f4", np.nan, {"units": "kg"}),
    "height": ("f4", np.nan, {"units": "cm"}),
    "skin": (
        "i1",
        None,
        {"flag_meanings": " ".join(["unknown", *SKINS[1:]]), "long_name": "Fitzpatrick type"},
    ),
    "latitude": ("f4", np.nan, {"units": "degrees_north"}),
    "egfr": ("f4", np.nan, {"units": "mL/min/1.73m2"}),
    "food_calcium": ("f4", np.nan, {"units": "mg/day"}),
    "years_since_menopause": ("f4", np.nan, {"units": "years"}),
    "untreated_calcidiol": (
        "f4",
        np.nan,
        {"units": "nmol/L", "long_name": "25(OH)D without supplements, mean of the year"},
    ),
}
"""Type, filling and attributes of what is kept of each person. Without a filling nothing counts
as missing."""

_BUFFER = 256 * 2**20
"""Bytes of levels that are held at once when they are summed up."""


class Results:
    """The store of a run.

    Parameters
    ----------
    folder : Path
        The folder of the run.
    plan : Plan
        What it computes.
    """

    def __init__(self, folder: Path, plan: Plan) -> None:
        import zarr

        self.path = folder / NAME
        self.plan = plan
        if (self.path / _WHOLE).exists():
            for part in self.path.rglob(_PARTS):
                part.unlink()
        else:
            shutil.rmtree(self.path, ignore_errors=True)
            self._make()
        self.group: zarr.Group = zarr.open_group(str(self.path), mode="r+", zarr_format=2)
        self._arrays = {name: self._array(name) for name in (*plan.variables, *_COLUMNS)}

    def write(self, found: CellLevels) -> None:
        """Write a cell: each chunk whole, under another name first."""
        place = self.plan.people_of(found.cell)
        for name, column in found.people.items():
            self._arrays[name][place] = column
        for variable, levels in found.levels.items():
            for regimen in range(len(levels)):
                self._arrays[variable][regimen, place, :] = levels[regimen]

    def column(self, name: str) -> NDArray[np.generic]:
        """Return one value of everyone."""
        return np.asarray(self._arrays[name][:])

    def by_time(self, variable: str, regimen: int) -> Iterator[tuple[slice, NDArray[np.float32]]]:
        """Yield levels of everyone at some times after the other, shape (time, person).

        As many times at once as fit into memory: a million people at all times would not.
        """
        times = len(self.plan.times)
        step = max(1, _BUFFER // (self.plan.n * SINGLE.itemsize))
        for first in range(0, times, step):
            some = slice(first, min(first + step, times))
            yield some, self._gathered(variable, regimen, some)

    def _gathered(self, variable: str, regimen: int, times: slice) -> NDArray[np.float32]:
        found = np.empty((times.stop - times.start, self.plan.n), dtype=SINGLE)
        for cell in range(self.plan.cells):
            place = self.plan.people_of(cell)
            found[:, place] = np.asarray(self._arrays[variable][regimen, place, times]).T
        return found

    def _array(self, name: str) -> zarr.Array[Any]:
        import zarr

        found = self.group[name]
        assert isinstance(found, zarr.Array)  # as it was made
        return found

    def _make(self) -> None:
        import zarr

        plan = self.plan
        names = [name for name, _ in plan.regimens]
        group = zarr.create_group(str(self.path), zarr_format=2, attributes=_attributes(plan))
        _written(group, "regimen", np.array(names), {})
        since = {"units": f"days since {plan.start.isoformat()}", "calendar": "standard"}
        _written(group, "time", plan.times, since)
        for variable in plan.variables:
            group.create_array(
                variable,
                shape=(len(names), plan.n, len(plan.times)),
                chunks=(1, plan.cell, len(plan.times)),
                dtype=SINGLE,
                fill_value=np.nan,
                attributes={
                    "_ARRAY_DIMENSIONS": ["regimen", "person", "time"],
                    "units": term(variable).unit,
                    "long_name": term(variable).meaning,
                    "status": "passed" if passed(variable) else "research",
                },
            )
        for name, (kind, filling, said) in _COLUMNS.items():
            group.create_array(
                name,
                shape=(plan.n,),
                chunks=(plan.cell,),
                dtype=kind,
                fill_value=filling,
                attributes={"_ARRAY_DIMENSIONS": ["person"], **said},
            )
        zarr.consolidate_metadata(str(self.path), zarr_format=2)


def _written(
    group: zarr.Group, name: str, values: FloatArray | NDArray[np.str_], said: Mapping[str, str]
) -> None:
    made = group.create_array(
        name,
        shape=values.shape,
        chunks=values.shape,
        dtype=values.dtype,
        fill_value=None,
        attributes={"_ARRAY_DIMENSIONS": [name], **said},
    )
    made[:] = values


def _attributes(plan: Plan) -> dict[str, object]:
    return {
        "title": _TITLE,
        "model": MODEL_VERSION,
        "population": plan.described.population.name,
        "regimens": [f"{name}: {regimen}" for name, regimen in plan.regimens],
        "facts": list(dict.fromkeys([*model_facts(*plan.blocks), *plan.described.facts])),
    }
