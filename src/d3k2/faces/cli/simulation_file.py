"""The file that ``simulate`` writes: its ending says what is in it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from d3k2.faces.cli.misused import Misused
from d3k2.faces.cli.report_file import check_target, write_report, write_whole
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.population import Lesson, Simulation
    from d3k2.report import SimulateDocument

ENDINGS = (".nc", ".csv", ".json", ".html")
OPTION = "--out"
ENGINE: Final = "h5netcdf"
NEEDED = (ENGINE, "h5py")
NO_ENGINE = "NetCDF files need h5netcdf, which is not installed: pip install 'd3k2[netcdf]'."


def check_file(target: Path, person: str, context: typer.Context) -> None:
    """Refuse a file that could not be written, before anything is computed.

    Raises
    ------
    InputRefused
        Its ending is not known, or nothing can be written there.
    Misused
        It needs something that is not installed.
    """
    if target.suffix.casefold() not in ENDINGS:
        raise InputRefused(
            "The ending of the file says what to write; this one says nothing.",
            field=OPTION,
            given=str(target),
            accepted=f"a file that ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}",
        )
    check_target(target, person, OPTION)
    if target.suffix.casefold() == ".nc" and not all(find_spec(name) for name in NEEDED):
        raise Misused(NO_ENGINE, OPTION, context)


def write_file(target: Path, answer: Simulation | Lesson, document: SimulateDocument) -> None:
    """Write the answer in the form that the ending names: all of it or nothing."""
    from d3k2.report import simulate_csv, simulate_html

    ending = target.suffix.casefold()
    if ending == ".nc":
        return _write_netcdf(target, answer, document)
    texts = {".csv": simulate_csv, ".html": simulate_html, ".json": as_json}
    return write_report(target, texts[ending](document), OPTION)


def as_json(document: SimulateDocument) -> str:
    """Write the document as ``--json`` prints it."""
    return document.model_dump_json(by_alias=True, indent=2) + "\n"


def _write_netcdf(target: Path, answer: Simulation | Lesson, document: SimulateDocument) -> None:
    from d3k2.population import Simulation
    from d3k2.report import lesson_dataset, simulate_dataset

    found = (
        simulate_dataset(answer, document)
        if isinstance(answer, Simulation)
        else lesson_dataset(answer, document)
    )
    write_whole(target, lambda part: found.to_netcdf(part, engine=ENGINE), OPTION)
