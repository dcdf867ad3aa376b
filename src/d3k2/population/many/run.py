"""A run over many people from the first cell to the last, however often it is interrupted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from d3k2.population.many.folder import own_folder
from d3k2.population.many.ledger import Ledger, Line
from d3k2.population.many.manifest import manifest, write_manifest
from d3k2.population.many.plan import Plan
from d3k2.population.many.results import Results
from d3k2.population.many.summary import Summary, summarised
from d3k2.population.many.work import Batch, Done, Engine, EngineFailed
from d3k2.population.sample import NobodyMatches
from d3k2.units import InputRefused

_EVERY = 1.0
"""Seconds between two notes in the manifest of how far a run has come."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished run.

    Attributes
    ----------
    seconds : float
        How long it took this time, the summary included.
    computed : int
        People who were computed this time; the others were there before.
    """

    plan: Plan
    folder: Path
    summary: Summary
    seconds: float
    computed: int


class Stopped(InputRefused):
    """A run that could not go on: why, what is saved, and how to go on."""


def run_many(
    plan: Plan,
    folder: Path,
    engine: Engine,
    *,
    command: str = "",
    resume: bool = False,
    batch: int = 1,
    told: Callable[[int], None] = lambda _: None,
) -> Ran:
    """Follow everyone of a plan, keep the levels in a folder, and sum them up.

    Parameters
    ----------
    plan : Plan
        What to compute.
    folder : Path
        Where the results go: new, empty, or with `resume` one in which the same run stopped.
    engine : Engine
        Who computes.
    command : str
        What was asked, for the manifest.
    resume : bool
        Whether to go on where an earlier run of the same stopped.
    batch : int
        Cells handed out at once. It changes no result.
    told : callable
        Is told how many people are finished, again and again.

    Raises
    ------
    InputRefused
        The folder cannot be used.
    Stopped
        The disk is full, or whoever computes has gone. What is finished is kept.
    SolverFailed
        Someone could not be solved.
    """
    began = time.monotonic()
    with own_folder(folder, plan, resume=resume):
        run = _Run(plan, folder, command, told)
        missing = run.missing()
        run.go(engine, [Batch(plan, cells) for cells in _parted(missing, batch)])
        try:
            found = summarised(run.results, list(run.ledger.lines.values()))
        except OSError as error:
            raise run.stopped(_disk(error), "--out") from None
    people = sum(len(range(plan.n)[plan.people_of(cell)]) for cell in missing)
    return Ran(plan, folder, found, time.monotonic() - began, people)


def _parted(cells: list[int], size: int) -> Iterator[tuple[int, ...]]:
    for first in range(0, len(cells), size):
        yield tuple(cells[first : first + size])


def _disk(error: OSError) -> str:
    return f"The results cannot be written: {error.strerror or type(error).__name__}."


class _Run:
    """What is on disk of a run, and how far it is."""

    def __init__(self, plan: Plan, folder: Path, command: str, told: Callable[[int], None]) -> None:
        self.plan, self.folder, self.command, self.told = plan, folder, command, told
        self.noted = 0.0
        try:
            self.ledger = Ledger(folder)
            self.note(len(self.ledger.lines))
            self.results = Results(folder, plan)
        except OSError as error:
            raise InputRefused(_disk(error), field="--out", given=str(folder)) from None

    def missing(self) -> list[int]:
        """The cells that are not finished."""
        return [cell for cell in range(self.plan.cells) if cell not in self.ledger.lines]

    def note(self, finished: int) -> None:
        """Write in the manifest how far the run is."""
        write_manifest(self.folder, manifest(self.plan, self.command, finished))
        self.noted = time.monotonic()

    def go(self, engine: Engine, batches: list[Batch]) -> None:
        """Compute what is missing, and keep each cell as soon as it is there."""
        self.told(self._people())
        if batches:
            try:
                with closing(engine.compute(batches)) as finished:
                    for done in finished:
                        self._keep(done)
            except EngineFailed as failure:
                raise self.stopped(str(failure), None) from None
            finally:
                with suppress(OSError):
                    self.note(len(self.ledger.lines))

    def _keep(self, done: Done) -> None:
        if isinstance(done.failed, NobodyMatches):
            raise InputRefused(
                "Hardly anybody can be as this population says: most draws cannot exist.",
                field="--population",
                given=self.plan.name,
                accepted="levels, bodies and kidneys that most people could have",
            )
        if done.failed is not None:
            raise done.failed
        try:
            for cell in done.cells:
                self.results.write(cell)
                self.ledger.add(Line(cell.cell, cell.outside, cell.impossible))
        except OSError as error:
            raise self.stopped(_disk(error), "--out") from None
        self.told(self._people())
        if time.monotonic() - self.noted > _EVERY:
            with suppress(OSError):
                self.note(len(self.ledger.lines))

    def _people(self) -> int:
        return min(len(self.ledger.lines) * self.plan.cell, self.plan.n)

    def stopped(self, message: str, field: str | None) -> Stopped:
        """Say why the run stops, what is saved and how to go on."""
        said = f"{message} {saved(len(self.ledger.lines), self.plan)}"
        return Stopped(said, field=field, accepted="the same command with --resume")


def saved(cells: int, plan: Plan) -> str:
    """Say what of a run is saved."""
    people = min(cells * plan.cell, plan.n)
    return f"Saved are {people:,} of {plan.n:,} people, which --resume does not compute again."
