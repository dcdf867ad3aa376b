"""A piece of a run that is handed to a worker, and what comes back."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from d3k2._version import __version__
from d3k2.evidence import load
from d3k2.physiology import MODEL_VERSION, SolverFailed
from d3k2.population.many.cell import CellLevels, compute_cell
from d3k2.population.many.plan import Plan
from d3k2.population.sample import NobodyMatches

MOST_TRIES = 4
"""How often a piece is begun: a worker that was killed is no reason to give up."""

_ONE_AT_A_TIME = threading.Lock()
"""A worker of somebody else's scheduler may run threads; the solver is not made for them."""


@dataclass(frozen=True)
class Batch:
    """Some cells of a plan."""

    plan: Plan
    cells: tuple[int, ...]

    def __repr__(self) -> str:
        """Say what may stand in a log."""
        return f"Batch(cells {self.cells[0]} to {self.cells[-1]})"


@dataclass(frozen=True)
class Done:
    """What became of a batch: its levels, or why there are none.

    Attributes
    ----------
    cells : tuple of CellLevels
        Empty when something failed.
    versions : tuple of str
        Of the program, the data and the model that computed it.
    failed : Exception or None
        `SolverFailed`, with the place of the person among all, and `NobodyMatches`; of anything
        else only the kind, because its words may hold what belongs in no log.
    """

    cells: tuple[CellLevels, ...]
    versions: tuple[str, str, str]
    failed: Exception | None = None

    def __repr__(self) -> str:
        """Say what may stand in a log."""
        return f"Done({len(self.cells)} cells)"


class EngineFailed(RuntimeError):  # noqa: N818 - it names what happened
    """Whoever was to compute cannot any more; the message is a sentence for who asked."""


class WorkFailed(RuntimeError):  # noqa: N818 - it names what happened
    """A fault of ours in a worker, by its kind."""


class Engine(Protocol):
    """Whatever can compute batches."""

    def compute(self, batches: Sequence[Batch]) -> Generator[Done, None, None]:
        """Yield what becomes of each batch, in any order."""


def versions() -> tuple[str, str, str]:
    """Return the versions that a result depends on."""
    return __version__, load().data_version, MODEL_VERSION


def computed(batch: Batch) -> Done:
    """Compute a batch. Nothing is raised: a traceback would go through logs with what it holds."""
    found = []
    for cell in batch.cells:
        try:
            with _ONE_AT_A_TIME:
                found.append(compute_cell(batch.plan, cell))
        except SolverFailed as failure:
            among_all = cell * batch.plan.cell + failure.person
            return _not_done(SolverFailed(among_all, failure.day, failure.reason))
        except NobodyMatches as failure:
            return _not_done(failure)
        except Exception as failure:  # noqa: BLE001 - told by its kind
            return _not_done(WorkFailed(type(failure).__name__))
    return Done(tuple(found), versions())


def _not_done(failed: Exception) -> Done:
    return Done((), versions(), failed)
