"""``d3k2 population``: how do many people fare under several regimens?"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from d3k2.faces.cli.exit_code import ExitCode
from d3k2.faces.cli.misused import Misused
from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.population import Engine, Plan, Ran
    from d3k2.report import PopulationDocument

DAYS, EVERY, CHUNK = 728, 7, 1000

EXAMPLES = """\b
Examples:
  d3k2 population --n 1000 --regimen "D3 1000 IU daily" --compare nothing --out run
  d3k2 population --n 1000000 --variable calcidiol --out run --resume
  d3k2 population --n 500 --population examples/nordic-winter.toml --out run"""

NOT_INSTALLED = "This needs {what}, which is not installed: pip install 'd3k2[population]'."


class Computes(StrEnum):
    """Who computes."""

    local = "local"
    dask = "dask"


def population_command(
    context: typer.Context,
    n: Annotated[str, typer.Option("--n", metavar="N", help="How many people: 1000 or 1e6.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where the results go: a new folder.")
    ],
    population: Annotated[
        str,
        typer.Option(
            "--population", metavar="NAME|FILE", help="Who they are: us-adults, or a TOML file."
        ),
    ] = "us-adults",
    regimen: Annotated[
        str | None,
        typer.Option("--regimen", metavar="TEXT", help="What everyone takes."),
    ] = None,
    compare: Annotated[
        list[str] | None,
        typer.Option(
            "--compare",
            metavar="TEXT",
            help="Another regimen, also as NAME=TEXT; once for each.",
        ),
    ] = None,
    days: Annotated[int, typer.Option("--days", metavar="D", help="For how long.")] = DAYS,
    every: Annotated[
        int | None,
        typer.Option("--every", metavar="D", help=f"Days between points; {EVERY}."),
    ] = None,
    variable: Annotated[
        list[str] | None,
        typer.Option(
            "--variable",
            metavar="NAME",
            help="Only this one; once for each. Without: calcidiol, pth, calcium, urine_calcium.",
        ),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Draw other people.")
    ] = None,
    engine: Annotated[
        Computes | None,
        typer.Option("--engine", help="Processes on this machine (local), or Dask workers; local."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="A Dask scheduler that runs already: tcp://host:8786.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help="How many to start; as many as cores."),
    ] = None,
    chunk: Annotated[
        int,
        typer.Option("--chunk", metavar="N", help="People handed to a worker at once."),
    ] = CHUNK,
    *,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the same run stopped.")
    ] = False,
    beyond_evidence: Annotated[
        bool,
        typer.Option("--beyond-evidence", help="Simulate doses beyond any given in a trial, too."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as JSON.")
    ] = False,
) -> int:
    """How do many people fare under several regimens?

    DIR gets every level of everyone (results.zarr, which xarray reads), manifest.json,
    summary.json and summary.html. Neither --chunk, --workers, --engine nor how many people there
    are changes anybody. A run that was stopped, however, goes on with --resume.

    Everybody is virtual, healthy and without medicines; see docs/population.md. Ends with 0.
    """
    _check_engine(context, engine, scheduler, workers)
    from d3k2.faces.cli.population_request import plan_asked, regimens_compared, work_asked
    from d3k2.population import SEED, check_folder

    compared = regimens_compared(regimen, compare)
    try:
        plan = plan_asked(
            n,
            population,
            compared,
            days,
            min(EVERY, max(days, 1)) if every is None else every,
            variable,
            SEED if seed is None else seed,
            beyond_evidence=beyond_evidence,
        )
    except InputRefused as refusal:
        if refusal.field in compared:
            first = regimen is not None and refusal.field == next(iter(compared))
            refusal.field = "--regimen" if first else "--compare"
        raise
    count, batch = work_asked(workers, chunk)
    check_folder(out, plan, resume=resume)
    command = shlex.join(["d3k2", *context.obj])
    with _stopping(plan, out, quiet=as_json):
        ran = _ran(plan, out, _engine(engine, scheduler, count), command, batch, resume=resume)
        document = _written(ran, command)
    if as_json:
        sys.stdout.write(_json(document))
    else:
        from d3k2.faces.cli.populated import show

        show(document, out)
    return ExitCode.ANSWERED


def _check_engine(
    context: typer.Context, engine: Computes | None, scheduler: str | None, workers: int | None
) -> None:
    """Refuse engines that exclude each other, or that are not installed."""
    if scheduler is not None and engine is Computes.local:
        raise Misused("A scheduler is for --engine dask.", "--scheduler", context)
    if scheduler is not None and workers is not None:
        raise Misused("A scheduler has its own workers.", "--workers", context)
    needed = {"zarr": "zarr", "numba": "numba"}
    if scheduler is not None or engine is Computes.dask:
        needed |= {"distributed": "dask and distributed"}
    for module, what in needed.items():
        if find_spec(module) is None:
            raise Misused(NOT_INSTALLED.format(what=what), context.command_path, context)


def _engine(engine: Computes | None, scheduler: str | None, count: int) -> Engine:
    from d3k2.population import OnDask, Processes

    if scheduler is not None or engine is Computes.dask:
        return OnDask(count, scheduler)
    return Processes(count)


def _ran(plan: Plan, out: Path, engine: Engine, command: str, batch: int, *, resume: bool) -> Ran:
    from d3k2.faces.cli.terminal import counting
    from d3k2.population import run_many

    with counting("Following people", plan.n) as told:
        return run_many(plan, out, engine, command=command, resume=resume, batch=batch, told=told)


@contextmanager
def _stopping(plan: Plan, out: Path, *, quiet: bool) -> Iterator[None]:
    """Say what is saved when somebody interrupts, and let the interrupt pass."""
    try:
        yield
    except BaseException as end:
        if not isinstance(end, Exception) and not quiet:
            from d3k2.population import finished_cells, saved

            sys.stderr.write(f"Stopped. {saved(finished_cells(out), plan)}\n")
        raise


def _written(ran: Ran, command: str) -> PopulationDocument:
    from d3k2.faces.cli.report_file import write_report
    from d3k2.report import population_document, population_html

    document = population_document(ran, command)
    write_report(ran.folder / "summary.json", _json(document), "--out")
    write_report(ran.folder / "summary.html", population_html(document), "--out")
    return document


def _json(document: PopulationDocument) -> str:
    return document.model_dump_json(by_alias=True, indent=2) + "\n"
