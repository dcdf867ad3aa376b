"""Everything d3k2 itself says is true, so no number of it may be called wrong."""

from __future__ import annotations

import pytest

from d3k2.claims.numbers import number_findings
from d3k2.evidence import Fact, PositionFact, QuantityFact, load


@pytest.mark.parametrize("kind", ["quantity", "effect", "finding", "position"])
def test_no_fact_is_called_wrong(kind: str) -> None:
    facts = [fact for fact in load().facts.values() if fact.kind == kind]
    assert len(facts) > 100
    assert [wrong for fact in facts for wrong in _wrong(fact)] == []


def _wrong(fact: Fact) -> list[tuple[str, str]]:
    return [(fact.id, f.reason) for f in number_findings(fact.text) if f.verdict == "wrong"]


def test_the_limits_that_authorities_set_hold() -> None:
    limits = [
        fact
        for fact in load().facts.values()
        if isinstance(fact, PositionFact) and fact.topic.endswith("upper-limit")
    ]
    told = [fact for fact in limits if "upper limit" in fact.text and fact.direction == "sets"]
    held = [fact for fact in told if "holds" in {f.verdict for f in number_findings(fact.text)}]
    assert len(held) > len(told) / 2


def test_quantities_with_two_units_hold() -> None:
    pairs = [
        finding
        for fact in load().facts.values()
        if isinstance(fact, QuantityFact | PositionFact)
        for finding in number_findings(fact.text)
        if finding.kind == "conversion"
    ]
    assert len(pairs) > 50
    assert {finding.verdict for finding in pairs} == {"holds"}
