"""A simulation as labelled arrays that say in themselves what they are and what they are not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from d3k2.population import Lesson, Simulation
from d3k2.report.simulate_documents import SimulateDocument
from d3k2.units import term

if TYPE_CHECKING:
    import xarray as xr


def simulate_dataset(simulation: Simulation, document: SimulateDocument) -> xr.Dataset:
    """Return every virtual person's courses with units, status, facts and limits."""
    return _told(simulation.dataset(), document)


def lesson_dataset(lesson: Lesson, document: SimulateDocument) -> xr.Dataset:
    """Return the courses of a lesson in the same shape, with dimension regimen for the ends."""
    import xarray as xr

    parts = [course.dataset().isel(person=[0]) for course in lesson.courses.values()]
    names = xr.DataArray(list(lesson.courses), dims="regimen", name="regimen")
    return _told(xr.concat(parts, dim=names, combine_attrs="override"), document)


def _told(found: xr.Dataset, document: SimulateDocument) -> xr.Dataset:
    status = {course.variable: course.status for course in document.trajectories}
    for name, variable in found.data_vars.items():
        known = term(str(name))
        variable.attrs |= {"long_name": known.meaning, "status": status[str(name)]}
    found.attrs.setdefault("title", document.limits[0].text)
    found.attrs |= {
        "notice": document.notice,
        "education": int(document.education),
        "model": document.model_version or "declined",
        "software_version": document.software_version,
        "data_version": document.data_version,
        "date": document.date,
        "regimens": _lines(f"{r.id}: {r.regimen}" for r in document.regimens),
        "stops": _lines(s.text for s in document.stops),
        "limits": _lines(s.text for s in document.limits),
        "facts": _lines(document.facts),
    }
    if document.seed is not None:
        found.attrs["seed"] = document.seed
    return found


def _lines(texts: Iterable[str]) -> str:
    """One text of many: lists of texts are read by few programs that read NetCDF."""
    return "\n".join(texts)
