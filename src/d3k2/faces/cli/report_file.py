"""The file a report is written to: all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from d3k2.units import InputRefused

ACCEPTED = "the name of a file in a folder that exists and can be written to"


def check_target(
    target: Path,
    given: str,
    option: str = "--html",
    lost: str = "This is the record of the person; it would be lost.",
) -> None:
    """Refuse, before anything is computed, a place where no report can be written.

    Parameters
    ----------
    target : Path
        What the option names.
    given : str
        The file that the command is about, as given; ``-`` for stdin.
    option : str
        The option, for refusals.
    lost : str
        What is said where the target is that file.

    Raises
    ------
    InputRefused
        The folder is missing or closed, the target is no ordinary file, or it is what the command
        is about.
    """
    try:
        folder = target.resolve().parent
        if not folder.is_dir():
            raise _refused(target, "There is no such folder.", option)
        if target.exists() and not target.is_file():
            raise _refused(target, "This is not a file.", option)
        if target.exists() and given != "-" and target.samefile(given):
            raise _refused(target, lost, option)
        if not os.access(folder, os.W_OK):
            raise _refused(target, "The folder cannot be written to.", option)
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, InputRefused):
            raise
        if not isinstance(error, FileNotFoundError):
            raise _refused(target, _why(error), option) from None


def write_report(target: Path, text: str, option: str = "--html") -> None:
    """Write a text under another name, then put it in its place.

    Raises
    ------
    InputRefused
        It could not be written; what stood there before is untouched.
    """
    write_whole(target, lambda part: part.write_text(text, encoding="utf-8"), option)


def write_whole(target: Path, write: Callable[[Path], object], option: str) -> None:
    """Let a file be written under another name, then put it in its place.

    Raises
    ------
    InputRefused
        It could not be written; what stood there before is untouched.
    """
    place = target.resolve()
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        write(part)
        part.replace(place)
    except OSError as error:
        raise _refused(target, _why(error), option) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _why(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or "this is no file name"
    return f"The report cannot be written: {reason}."


def _refused(target: Path, message: str, option: str) -> InputRefused:
    return InputRefused(message, field=option, given=str(target), accepted=ACCEPTED)
