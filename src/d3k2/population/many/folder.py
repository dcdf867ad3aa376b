"""The folder of a run: new, or one in which the same run is taken up again; nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from d3k2.population.many.manifest import difference, manifest, read_manifest
from d3k2.population.many.plan import Plan
from d3k2.units import InputRefused

_OPTION = "--out"
_ACCEPTED = "a new or an empty folder in one that exists and can be written to"


@contextmanager
def own_folder(folder: Path, plan: Plan, *, resume: bool) -> Iterator[None]:
    """Make or take up the folder of a run, and keep any other program out of it meanwhile.

    Raises
    ------
    InputRefused
        It cannot be written to, holds something else, or is in use.
    """
    check_folder(folder, plan, resume=resume)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise _refused(folder, f"The folder cannot be made: {error.strerror}.") from None
    with _alone(folder):
        yield


def check_folder(folder: Path, plan: Plan, *, resume: bool) -> None:
    """Refuse, before anything is computed, a folder that the results may not go to."""
    try:
        if folder.exists() and not folder.is_dir():
            raise _refused(folder, "This is not a folder.")
        if not folder.exists():
            above = folder.absolute().parent
            if not above.is_dir():
                raise _refused(folder, "The folder around it does not exist.")
            if not os.access(above, os.W_OK | os.X_OK):
                raise _refused(folder, "The folder around it cannot be written to.")
            return
        if not os.access(folder, os.W_OK | os.X_OK):
            raise _refused(folder, "The folder cannot be written to.")
        empty = not any(folder.iterdir())
    except (OSError, ValueError) as error:
        if isinstance(error, InputRefused):
            raise
        reason = getattr(error, "strerror", None) or "this is no folder name"
        raise _refused(folder, f"The folder cannot be used: {reason}.") from None
    if not empty:
        _check_run(folder, plan, resume=resume)


def _check_run(folder: Path, plan: Plan, *, resume: bool) -> None:
    found = read_manifest(folder)
    if found is None:
        raise _refused(folder, "The folder holds something else than a run over a population.")
    differs = difference(found, manifest(plan, "", 0))
    if differs is not None:
        said = f"The folder holds another run, which is not overwritten: {differs}."
        raise _refused(folder, said)
    if not resume:
        raise InputRefused(
            "The folder holds this very run already.",
            field=_OPTION,
            given=str(folder),
            accepted="--resume, to compute only what is missing; or another folder",
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for this program; the system lets go of it however the program ends."""
    if find_spec("fcntl") is None:
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _refused(folder, "Another program is writing into this folder.") from None
        yield
    finally:
        os.close(handle)


def _refused(folder: Path, message: str) -> InputRefused:
    return InputRefused(message, field=_OPTION, given=str(folder), accepted=_ACCEPTED)
