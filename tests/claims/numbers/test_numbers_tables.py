"""What the tables of the checks name exists, and every threshold has a reason."""

from __future__ import annotations

from d3k2.claims.numbers.tables import table
from d3k2.evidence import load
from d3k2.language import concepts
from d3k2.units import term


def test_every_concept_named_is_one() -> None:
    named = {
        *table("substances")["families"],
        *(row["family"] for row in table("limits")["of"]),
        *(row["family"] for row in table("conversions")["of"]),
        *(each for row in table("conversions")["of"] for each in row.get("also", ())),
        *(each for row in table("conversions")["of"] for each in row["rivals"]),
        *(each for row in table("quantities")["quantity"] for each in row["concepts"]),
        *(each for row in table("impossible_units")["taken"] for each in row.get("spared", ())),
    }
    known = {*concepts()}
    assert {each for each in named if each not in known} == set()


def test_every_fact_named_exists_and_may_be_told() -> None:
    labels = [{**row["now"], **row["before"]} for row in table("quantities")["label"]]
    named = [each for row in table("quantities")["quantity"] for each in row["facts"]]
    named += [each for row in labels for each in row.values()]
    for identifier in [*named, table("impossible_units")["low_level"]["fact"]]:
        known = load().fact(identifier)
        assert known is not None and known.citable, identifier


def test_every_topic_and_term_exists() -> None:
    for row in table("limits")["of"]:
        assert row["topic"] in load().topics
        assert row["unit"] in term(row["term"]).accepts
    for row in table("conversions")["of"]:
        assert set(row["units"]) <= set(term(row["terms"][0]).accepts)


def test_every_threshold_says_why() -> None:
    for name, row in table("thresholds").items():
        numbers = [key for key, value in row.items() if isinstance(value, float | int)]
        reasons = [key for key in row if key.endswith("reason")]
        assert numbers and reasons, name
    for row in (*table("quantities")["quantity"], *table("power_words")["size"]):
        assert row["reason"].endswith(".")
    for row in table("quantities")["quantity"]:
        assert 1 < row["holds"] < row["wrong"]
