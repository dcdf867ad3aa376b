"""The person a command is about: a file, or stdin."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from d3k2.units import InputRefused

if TYPE_CHECKING:
    from d3k2.person import Person

MOST_READ = 2**24
"""Bytes read from stdin at most; a record is refused long before."""


class For(StrEnum):
    """Who reads the answer."""

    clinician = "clinician"
    patient = "patient"


def read_given(person: str) -> Person:
    """Read the person from a file, or from stdin where ``-`` is given."""
    from d3k2.person import read_person

    if person != "-":
        return read_person(Path(person))
    try:
        return read_person(b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_READ))
    except InputRefused as refusal:
        refusal.source = "stdin"
        raise
