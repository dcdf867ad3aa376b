"""How an answer is wanted, which holds even where the rest of the arguments makes no sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from d3k2.wording import Audience


@dataclass(frozen=True, slots=True)
class Asked:
    """In which form, and for whom."""

    as_json: bool
    audience: Audience


def how_asked(arguments: Sequence[str]) -> Asked:
    """Read off the arguments how an answer, or a refusal, is to be written."""
    options = list(arguments)
    if "--" in options:
        options = options[: options.index("--")]
    patient = "--for=patient" in options or ("--for", "patient") in pairwise(options)
    return Asked("--json" in options, "patient" if patient else "clinician")
