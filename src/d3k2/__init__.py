"""Vitamin D3, vitamin K2 and calcium, made executable.

The verbs and the nouns, and nothing else; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from d3k2._version import __version__

if TYPE_CHECKING:
    from d3k2.answers import ask
    from d3k2.claims import check
    from d3k2.evidence import Fact, Statement
    from d3k2.person import Person, read_person
    from d3k2.plan import assess
    from d3k2.population import simulate
    from d3k2.regimen import Regimen, read_regimen

_HOMES = {
    "ask": "d3k2.answers",
    "assess": "d3k2.plan",
    "check": "d3k2.claims",
    "simulate": "d3k2.population",
    "Person": "d3k2.person",
    "read_person": "d3k2.person",
    "Regimen": "d3k2.regimen",
    "read_regimen": "d3k2.regimen",
    "Fact": "d3k2.evidence",
    "Statement": "d3k2.evidence",
}

__all__ = [
    "Fact",
    "Person",
    "Regimen",
    "Statement",
    "__version__",
    "ask",
    "assess",
    "check",
    "read_person",
    "read_regimen",
    "simulate",
]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'd3k2' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
