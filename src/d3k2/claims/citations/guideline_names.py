"""Which guideline is meant, where only its body and its year are named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

import tomli

from d3k2.claims.citations.cited import CitedWork
from d3k2.claims.citations.names import plain


def guideline_named(work: CitedWork) -> str | None:
    """Return the id of the superseded guideline that a work names by its body and year.

    None where it names no such guideline, more than one, or one on another subject.
    """
    if len(work.stated.years) != 1:
        return None
    text = plain(work.text)
    if not _is_guideline(text):
        return None
    found = [
        source
        for source, row in guideline_names()["superseded"].items()
        if work.stated.years[0] in row["years"]
        and _holds(text, row["body"])
        and (_holds(text, row["on"]) or _is_short(text))
    ]
    return found[0] if len(found) == 1 else None


@cache
def guideline_names() -> dict[str, dict[str, Any]]:
    """Return `guideline_names.toml`."""
    folder = resources.files("d3k2.claims.citations")
    return tomli.loads(folder.joinpath("guideline_names.toml").read_text("utf-8"))


def _is_guideline(text: str) -> bool:
    return _is_short(text) or _holds(text, guideline_names()["words"]["kinds"])


def _is_short(text: str) -> bool:
    words = [word for word in text.split() if not word.isdigit()]
    most: int = guideline_names()["words"]["short"]
    return len(words) <= most


def _holds(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(plain(name))}\b", text) for name in names)
