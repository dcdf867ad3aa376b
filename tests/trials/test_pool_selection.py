"""What is pooled: one row a trial, one kind of number, nothing retracted in the main figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from d3k2.evidence import NUTRIENTS, load
from d3k2.trials import Asked, PoolSet, poolable, select

KNOWN = load()
OUTCOMES = sorted(KNOWN.outcomes)
WAYS = (Asked(), Asked(with_memory=True), Asked(together=True, with_memory=True))


def every_set(outcome: str) -> list[PoolSet]:
    return [one for asked in WAYS for one in select(KNOWN.outcomes[outcome], asked).sets]


@pytest.mark.parametrize("outcome", OUTCOMES)
class TestEveryOutcome:
    def test_no_people_are_counted_twice(self, outcome: str) -> None:
        people = {s: same.id for same in KNOWN.same_people.values() for s in same.studies}
        for one in every_set(outcome):
            counted = Counter(people.get(e.study, e.study) for e in one.estimates)
            assert set(counted.values()) == {1}

    def test_no_pool_and_no_cohort_is_in_it(self, outcome: str) -> None:
        for one in every_set(outcome):
            for estimate in one.estimates:
                row = KNOWN.results.get(estimate.id)
                if row is not None:
                    assert KNOWN.sources[estimate.source].type == "trial"

    def test_what_a_retracted_source_reports_never_stands_as_current(self, outcome: str) -> None:
        for one in every_set(outcome):
            for estimate in one.of("current", "doubtful"):
                assert KNOWN.sources[estimate.source].status != "retracted"
                assert "RETRACTED" not in estimate.study

    def test_measures_are_apart_unless_asked_for(self, outcome: str) -> None:
        for one in select(KNOWN.outcomes[outcome], Asked()).sets:
            assert len(one.measures) == 1
            assert {e.measure for e in one.estimates} == set(one.measures)

    def test_nothing_from_memory_is_pooled_unless_asked_for(self, outcome: str) -> None:
        selection = select(KNOWN.outcomes[outcome], Asked())
        assert all(e.read != "memory" for one in selection.sets for e in one.estimates)

    def test_every_row_is_pooled_or_left_out_with_a_reason(self, outcome: str) -> None:
        known = KNOWN.outcomes[outcome]
        selection = select(known, Asked())
        rows = {t.id for t in KNOWN.trials if t.outcome in known.as_written}
        rows |= {f.id for f in KNOWN.figures if f.outcome == outcome}
        pooled = {e.id for one in selection.sets for e in one.estimates}
        left = {one.id for one in selection.left_out}
        assert pooled | left == rows
        assert not pooled & left
        assert all(one.reason for one in selection.left_out)


def test_the_retracted_trial_of_hip_fractures_is_shown_apart() -> None:
    """Sato 2002 (Am J Phys Med Rehabil, retracted): 1 hip fracture in 108 fewer than chance."""
    sets = select(KNOWN.outcomes["hip-fracture"], Asked(nutrient="k")).sets
    (vitamin_k,) = sets
    assert [e.label for e in vitamin_k.of("retracted")] == ["Sato 2002"]
    assert vitamin_k.of("current", "doubtful") == []


def test_a_study_under_doubt_stands_as_doubtful() -> None:
    outcome = KNOWN.outcomes["falls"]
    (first, *_) = select(outcome, Asked(nutrient="d")).sets
    doubted = first.estimates[0].study
    doubts = {doubted: next(iter(KNOWN.doubts.values())).model_copy(update={"id": doubted})}
    (again, *_) = select(outcome, Asked(nutrient="d"), replace(KNOWN, doubts=doubts)).sets
    assert [e.study for e in again.of("doubtful")] == [doubted]
    assert len(again.of("current")) == len(first.estimates) - 1


@pytest.mark.parametrize("nutrient", NUTRIENTS)
def test_only_what_was_asked_for_is_compared(nutrient: str) -> None:
    asked = Asked(nutrient=nutrient)  # type: ignore[arg-type]
    assert {one.nutrient for one in select(KNOWN.outcomes["falls"], asked).sets} <= {nutrient}


def test_people_are_chosen_by_words() -> None:
    sets = select(KNOWN.outcomes["falls"], Asked(population="homes older")).sets
    found = [e for one in sets for e in one.estimates]
    assert found
    assert all("homes" in e.population and "older" in e.population for e in found)


def test_outcomes_are_counted_by_their_largest_pool() -> None:
    count = poolable()
    assert set(count) == set(OUTCOMES)
    assert count["falls"] == 6
    assert count["vertebral-fracture"] == 0


def test_two_nutrients_are_pooled_only_where_the_comparator_was_looked_up() -> None:
    """Neither of both in the comparator: Porthouse 2005 (BMJ 330:1003) and the two of WHI.

    A row that joins them must be looked up, too: the trial tables do not say what it took.
    """
    found = {
        estimate.id
        for outcome in OUTCOMES
        for one in every_set(outcome)
        for estimate in one.estimates
        if one.nutrient == "d+calcium" and estimate.id in KNOWN.results
    }
    assert found == {
        "result-porthouse2005-1",
        "result-porthouse2005-2",
        "result-whi-jackson2006-1",
        "result-whi-wallace2011-1",
    }
