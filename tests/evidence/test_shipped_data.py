"""The data that are shipped: without fault, complete where they must be, and read quickly."""

from __future__ import annotations

import pytest

from d3k2.evidence import (
    PositionFact,
    QuantityFact,
    cite,
    data_root,
    faults,
    find,
    food,
    foods,
    load,
    search,
)
from d3k2.evidence.cite import STYLES
from d3k2.regimen.daily_values import daily_values
from d3k2.regimen.naming import factor
from d3k2.units import InputRefused, convert

TOPICS = {
    "d-intake", "d-target", "d-deficiency", "d-upper-limit", "d-product-limit", "d-testing",
    "d-retest", "d-treatment", "d-falls", "d-fracture", "d-schedule", "calcium-intake",
    "calcium-upper-limit", "calcium-dose-size", "calcium-fracture", "calcium-heart", "k-intake",
    "k-upper-limit", "k-product-limit", "k2-bone", "k2-arteries", "k2-with-d3", "k-with-vka",
    "k-claims", "pregnancy-d", "pregnancy-calcium", "ckd-d", "ckd-calcium", "monitoring",
}  # fmt: skip


def test_the_shipped_data_have_no_fault() -> None:
    assert [str(fault) for fault in faults()] == []


@pytest.mark.parametrize("name", ["authorities.toml", "errata.toml", "foods.csv", "units.toml"])
def test_every_table_is_shipped(name: str) -> None:
    assert (data_root() / name).is_file()


def test_the_questions_that_authorities_answer() -> None:
    assert set(load().topics) >= TOPICS
    assert all(topic.question.endswith("?") for topic in load().topics.values())


def test_every_topic_has_a_position() -> None:
    answered = {f.topic for f in load().facts.values() if isinstance(f, PositionFact)}
    assert set(load().topics) - answered == set()


def test_superseded_and_draft_positions_are_kept() -> None:
    statuses = {f.status for f in load().facts.values() if isinstance(f, PositionFact)}
    assert statuses == {"in force", "superseded", "draft"}


def test_every_source_can_be_cited_in_every_style() -> None:
    for source in load().sources.values():
        for style in STYLES:
            assert source.title.split()[0].strip("[]{}&%#_$") in cite(source, style)


def test_a_retracted_source_carries_no_certainty() -> None:
    evidence = load()
    retracted = {s.id for s in evidence.sources.values() if s.status == "retracted"}
    for fact in evidence.facts.values():
        if {reference.id for reference in fact.sources} & retracted:
            assert fact.grade == "none" or fact.note


def test_every_trial_row_is_a_fact_with_a_source() -> None:
    evidence = load()
    assert len(evidence.results) == len(evidence.trials) > 500
    assert all(r.sources[0].id in evidence.sources for r in evidence.results.values())


def test_rows_that_were_not_seen_are_never_fitted_as_seen() -> None:
    for result in load().results.values():
        if "memory" in result.row["seen_or_memory"]:
            assert not result.firm


def test_printed_unit_errors_are_listed() -> None:
    printed = {erratum.printed for erratum in load().errata.values()}
    assert {"62.5 g", "15 lg/day", "20 mg/mL", "30 ng/dL", "525-725 nmol/L"} <= printed


def test_a_food_is_found_by_id_name_or_alias() -> None:
    for row in foods():
        assert food(row.id) is row
    assert food("Natto").id == food("fermented soybeans").id


def test_no_cheese_total_is_taken_for_mk7() -> None:
    """Cheese is mostly MK-9 and MK-8: a total of menaquinones is never written as MK-7."""
    for row in foods():
        if row.group == "cheese" and row.mk7 is not None and row.k2_total is not None:
            assert row.mk7 < row.k2_total / 2


def test_an_unknown_food_is_refused_with_near_names() -> None:
    with pytest.raises(InputRefused) as refused:
        food("goudda")
    assert "gouda" in (refused.value.accepted or "")


def test_any_record_is_found_by_its_id() -> None:
    evidence = load()
    for kind in (evidence.facts, evidence.sources, evidence.topics, evidence.errata):
        first = next(iter(kind))
        assert find(first).id == first
    row = next(iter(evidence.results))
    assert find(row).id == row
    with pytest.raises(InputRefused):
        find("no-such-record")


def test_words_find_facts() -> None:
    assert search("vitamin d falls")


def value_of(identifier: str) -> float:
    found = load().facts[identifier]
    assert isinstance(found, QuantityFact)
    return found.value


@pytest.mark.parametrize(
    ("key", "label"), [("fda_2016", "fda"), ("fda_before", "fda-before-2016"), ("eu_2011", "eu")]
)
def test_labels_are_read_by_the_reference_values_of_the_facts(key: str, label: str) -> None:
    values = next(each.values for each in daily_values() if each.key == key)
    vitamin_d = convert(values["d"], "vitamin_d_dose", "IU/day")
    assert vitamin_d == pytest.approx(value_of(f"label-d-{label}"))
    assert values["k"] == value_of(f"label-k-{label}")
    assert values["calcium"] == value_of(f"label-calcium-{label}")


def test_calcifediol_is_counted_by_the_factor_of_the_fact() -> None:
    assert factor("calcifediol_as_vitamin_d") == value_of("calcifediol-factor-efsa-2023")
