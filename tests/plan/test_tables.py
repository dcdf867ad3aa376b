"""The plan's own tables name only what exists."""

from __future__ import annotations

import pytest

from d3k2.evidence import PositionFact, food, load
from d3k2.plan.case import table
from d3k2.safety import When, rules
from d3k2.wording import phrases

WATCHED = [
    (kind, name) for kind in ("monitor", "not_needed") for name in table("monitoring.toml")[kind]
]


@pytest.mark.parametrize(("kind", "name"), WATCHED)
def test_a_measurement_stands_on_facts_that_were_seen(kind: str, name: str) -> None:
    row = table("monitoring.toml")[kind][name]
    assert row.get("facts") or row.get("rules")
    assert set(row.get("rules", ())) <= {rule.id for rule in rules()}
    for identifier in row.get("facts", ()):
        found = load().fact(identifier)
        assert found is not None and found.citable, identifier
    When.model_validate(row.get("when", {}))


@pytest.mark.parametrize("name", table("indications.toml"))
def test_an_indication_takes_its_dose_from_a_position_in_force(name: str) -> None:
    row = table("indications.toml")[name]
    for key in ("position", "until"):
        if key in row:
            found = load().facts[row[key]]
            assert isinstance(found, PositionFact) and found.status == "in force" and found.firm
    assert f"d3.indication.{name}" in phrases("clinician")
    When.model_validate(row["when"])


def test_a_proposal_is_measured_against_authorities_that_have_positions() -> None:
    for row in table("references.toml")["where"]:
        for topic, authority in row.items():
            if topic == "countries":
                continue
            taken = {
                f.authority
                for f in load().facts.values()
                if isinstance(f, PositionFact) and f.topic == topic and f.status == "in force"
            }
            assert authority in taken, (topic, authority)


def test_the_stops_that_overrule_are_rules() -> None:
    assert set(table("overruling.toml")["rules"]) <= {rule.id for rule in rules()}


def test_a_special_reference_is_a_position_in_force() -> None:
    for row in table("references.toml")["special"]:
        found = load().facts[row["position"]]
        assert isinstance(found, PositionFact) and found.status == "in force" and found.firm


def test_what_clears_a_level_was_read_in_its_source() -> None:
    for row in table("references.toml")["where"]:
        taken = [
            f
            for f in load().facts.values()
            if isinstance(f, PositionFact)
            and f.topic == "d-target"
            and f.authority == row.get("d-target")
            and f.status == "in force"
        ]
        assert all(position.firm for position in taken)


@pytest.mark.parametrize("name", table("swaps.toml")["foods"])
def test_a_swap_is_a_food_with_calcium(name: str) -> None:
    assert (food(name).calcium_per_portion or 0) >= 90


def test_the_days_moments_stand_in_order() -> None:
    hours = [row["hour"] for row in table("day.toml")["slot"]]
    assert hours == sorted(hours)
    for row in table("day.toml")["slot"]:
        assert f"day.{row['name']}" in phrases("patient")
