"""The guidelines that are known by their body and year."""

from __future__ import annotations

from d3k2.claims.citations.guideline_names import guideline_names
from d3k2.evidence import load


def test_every_guideline_named_is_held_and_superseded() -> None:
    sources = load().sources
    rows = guideline_names()["superseded"]
    assert [i for i in rows if i not in sources or sources[i].status != "superseded"] == []


def test_the_years_of_a_guideline_are_those_of_its_source() -> None:
    sources = load().sources
    rows = guideline_names()["superseded"]
    assert [i for i, row in rows.items() if sources[i].year not in row["years"]] == []
