"""A statement stands on something that exists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from d3k2.evidence import (
    Evidence,
    Ground,
    collect,
    converted,
    fact,
    given,
    rule,
    simulated,
    statement,
)
from d3k2.wording import Sentence

SENTENCE = Sentence("for a clinician", "for a patient")


@pytest.fixture
def evidence(tree: Callable[..., Path]) -> Evidence:
    return collect(tree())[0]


def test_the_five_kinds_of_ground() -> None:
    grounds = [fact("a"), rule("b"), given("age"), simulated("c"), converted("calcidiol")]
    assert [g.kind for g in grounds] == ["fact", "rule", "input", "simulation", "conversion"]


def test_a_statement_is_as_certain_as_its_weakest_fact(evidence: Evidence) -> None:
    said = statement(
        "x",
        SENTENCE,
        [fact("d-intake-panel-2020"), fact("mk7-half-life")],
        level="note",
        about="d3",
        evidence=evidence,
    )
    assert said.certainty == "low"
    assert said.review == "submitted"


def test_a_statement_may_stand_on_a_trial_row(evidence: Evidence) -> None:
    grounds = [fact("result-smith-2007-1")]
    said = statement("x", SENTENCE, grounds, level="note", about="d3", evidence=evidence)
    assert said.certainty == "moderate"


def test_a_statement_cannot_stand_on_what_nobody_has_seen(evidence: Evidence) -> None:
    grounds = [fact("result-smith-2007-2")]
    with pytest.raises(LookupError, match="nobody has seen"):
        statement("x", SENTENCE, grounds, level="note", about="d3", evidence=evidence)


def test_a_statement_cannot_stand_on_nothing(evidence: Evidence) -> None:
    with pytest.raises(ValidationError):
        statement("x", SENTENCE, [], level="note", about="d3", certainty="high", evidence=evidence)


@pytest.mark.parametrize("ghost", ["no-such-fact", "result-smith-2007-3"])
def test_a_statement_cannot_stand_on_a_fact_that_is_not_there(
    evidence: Evidence, ghost: str
) -> None:
    with pytest.raises(LookupError, match=ghost):
        statement("x", SENTENCE, [fact(ghost)], level="note", about="d3", evidence=evidence)


def test_without_facts_the_certainty_must_be_given(evidence: Evidence) -> None:
    grounds: list[Ground] = [given("age")]
    with pytest.raises(LookupError, match="certainty must be given"):
        statement("x", SENTENCE, grounds, level="note", about="person", evidence=evidence)
    said = statement(
        "x", SENTENCE, grounds, level="note", about="person", certainty="high", evidence=evidence
    )
    assert said.certainty == "high"
