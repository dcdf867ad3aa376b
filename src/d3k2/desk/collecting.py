"""Everything that can be reviewed, of every kind, riskiest first."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import get_args

from d3k2.answers import ReviewedAnswer, reviewed_answers
from d3k2.desk.answers import reviewable_answer
from d3k2.desk.content import Reviewable
from d3k2.desk.facts import reviewable_fact
from d3k2.desk.rules import reviewable_rule
from d3k2.evidence import Fact, Record, load
from d3k2.review import ITEM_KINDS
from d3k2.safety import Rule, rules
from d3k2.units import InputRefused

FIRST_SEEN = ("rule", "answer", "fact")
"""Which kind comes first where the risk is the same: what is said before what is known."""

SHOWN, LEAST = 12, 8
"""Digits of a hash that are shown, and that are needed to name it."""

FACTS = get_args(get_args(Fact)[0])


@cache
def reviewables() -> Mapping[str, Reviewable]:
    """Return every item by its id, riskiest first."""
    ordered = sorted(_all(), key=lambda r: (-r.risk.weight, _place(r), r.item.id))
    return MappingProxyType({r.item.id: r for r in ordered})


def reviewable(identifier: str) -> Reviewable:
    """Return the item of this id.

    Raises
    ------
    InputRefused
        There is none; the nearest ids are offered.
    """
    known = reviewables()
    if identifier in known:
        return known[identifier]
    near = difflib.get_close_matches(identifier[:200], known, n=3)
    raise InputRefused(
        f"There is no {', '.join(ITEM_KINDS[:-1])} or {ITEM_KINDS[-1]} of this id to review.",
        field="ID",
        given=identifier if len(identifier) <= 200 else None,
        accepted=", ".join(near) if near else "an id that 'd3k2 review queue --json' lists",
    )


def in_version(found: Reviewable, version: str | None) -> Reviewable:
    """Return the item, when its content still has this hash.

    Parameters
    ----------
    version : str, optional
        The hash, or its first digits, at least eight.

    Raises
    ------
    InputRefused
        It was edited since: what was read is not what would be decided about.
    """
    if version is None:
        return found
    shown = found.item.hash[:SHOWN]
    if len(version) < LEAST or not found.item.hash.startswith(version.lower()):
        raise InputRefused(
            "The content has another hash: it was edited since, or this is not its hash.",
            field="--hash",
            given=version[:64],
            accepted=f"{shown}, after reading '{found.item.id}' as it is now",
        )
    return found


def reviewable_record(record: Record) -> Reviewable | None:
    """Return a record as something to review; None where it is of a kind that nobody reviews."""
    if isinstance(record, Rule):
        return reviewable_rule(record)
    if isinstance(record, ReviewedAnswer):
        return reviewable_answer(record)
    if isinstance(record, FACTS):
        return reviewable_fact(record)
    return None


def _all() -> Iterator[Reviewable]:
    yield from (reviewable_rule(rule) for rule in rules())
    yield from (reviewable_answer(answer) for answer in reviewed_answers().values())
    known = load()
    yield from (reviewable_fact(f) for f in (*known.facts.values(), *known.results.values()))


def _place(found: Reviewable) -> int:
    return FIRST_SEEN.index(found.item.kind)
