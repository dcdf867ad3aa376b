"""The evidence, read once and refused as a whole when anything in it is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache

from d3k2.evidence.collect import Evidence, collect, data_root
from d3k2.evidence.faults import EvidenceFaulty
from d3k2.evidence.foods import Food
from d3k2.evidence.records import Authority, Erratum, Fact, Source, Topic
from d3k2.evidence.validate import cross_check
from d3k2.units import InputRefused


@cache
def load() -> Evidence:
    """Return what is known.

    Raises
    ------
    EvidenceFaulty
        With every fault of the records, when there is any: nothing is answered from broken data.
    """
    evidence, wrong = collect(data_root())
    wrong += cross_check(evidence)
    if wrong:
        raise EvidenceFaulty(sorted(wrong))
    return evidence


def foods() -> tuple[Food, ...]:
    """Return every food of the table, in its order."""
    return tuple(load().foods.values())


def food(name: str) -> Food:
    """Return a food by its id, its name or one of its aliases.

    Raises
    ------
    InputRefused
        When no food is called so; the nearest names are offered.
    """
    called = _called(load())
    key = name.strip().casefold().replace("-", " ").replace("_", " ")
    if key in called:
        return called[key]
    near = difflib.get_close_matches(key, called, n=3)
    raise InputRefused(
        "No food of the table has this name.",
        field="food",
        given=name,
        accepted=", ".join(near) if near else "an id or a name from the food table",
    )


@cache
def _called(evidence: Evidence) -> Mapping[str, Food]:
    """Foods by every name; where two share one, the first of the table has it, ids before names."""
    called: dict[str, Food] = {}
    rows = evidence.foods.values()
    for names in (
        [(row.id, row) for row in rows],
        [(row.name, row) for row in rows],
        [(alias, row) for row in rows for alias in row.aliases],
    ):
        for name, row in names:
            called.setdefault(name.casefold().replace("-", " ").replace("_", " "), row)
    return called


def find(identifier: str) -> Fact | Source | Authority | Topic | Erratum | Food:
    """Return the record with this id, whatever its kind.

    Raises
    ------
    InputRefused
        When there is none; the nearest ids are offered.
    """
    evidence = load()
    for kind in (evidence.facts, evidence.sources, evidence.authorities, evidence.topics,
                 evidence.errata, evidence.foods, evidence.results, evidence.contents):  # fmt: skip
        if identifier in kind:
            record: Fact | Source | Authority | Topic | Erratum | Food = kind[identifier]
            return record
    known = [*evidence.facts, *evidence.sources, *evidence.foods]
    near = difflib.get_close_matches(identifier, known, n=3)
    raise InputRefused(
        "No record has this id.",
        field="id",
        given=identifier,
        accepted=", ".join(near) if near else "an id that `d3k2 evidence list` prints",
    )
