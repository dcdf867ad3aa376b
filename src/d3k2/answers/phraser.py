"""What a language model is asked, and what it may fail with; nothing else here knows of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, Protocol

import tomli


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said to a language model."""

    role: Literal["system", "user"]
    content: str


class ModelFailed(RuntimeError):  # noqa: N818 - it names what happened
    """No usable answer came from the language model; the sentence says why."""


class Completes(Protocol):
    """Anything that answers messages with an object of a given shape."""

    def complete(
        self, messages: Sequence[Message], json_schema: Mapping[str, object]
    ) -> Mapping[str, object]:
        """Return an object for which this JSON Schema was asked; nothing in it is to be trusted.

        Raises
        ------
        ModelFailed
            When there is none.
        """
        ...


@cache
def asked(what: str) -> Mapping[str, Any]:
    """Return how a language model is asked for something: a part of ``language_model.toml``."""
    text = resources.files("d3k2.answers").joinpath("language_model.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomli.loads(text)[what]
    return found
