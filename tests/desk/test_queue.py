"""What awaits a reviewer: reported things first, risky ones next; decided ones no longer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from d3k2.desk import counted, entry, packet, queue, reviewable, reviewables
from d3k2.review import Ledger, Who
from d3k2.store import open_store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADA = Who("Ada Example", "clinical pharmacist", "none declared")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(open_store(str(tmp_path / "ledger.sqlite")))


def decide(ledger: Ledger, identifier: str, move: str) -> None:
    ledger.decide(reviewable(identifier).item, move, ADA, "checked", NOON)  # type: ignore[arg-type]


def ids(entries: tuple[object, ...]) -> list[str]:
    return [one.reviewable.item.id for one in entries]  # type: ignore[attr-defined]


def test_as_shipped_everything_is_submitted_and_nothing_is_approved(ledger: Ledger) -> None:
    register = ledger.read()
    assert ids(queue(register)) == list(reviewables())
    assert counted(queue(register)) == {
        "submitted": len(reviewables()), "under review": 0, "approved": 0, "rejected": 0,
    }  # fmt: skip


def test_what_is_decided_leaves_the_queue_and_the_packet(ledger: Ledger) -> None:
    first = ids(packet(ledger.read()))[0]
    decide(ledger, first, "start")
    assert entry(reviewable(first), ledger.read()).state == "under review"
    assert first in ids(packet(ledger.read()))
    decide(ledger, first, "approve")
    register = ledger.read()
    assert first not in ids(packet(register))
    assert first not in ids(queue(register))
    assert ids(queue(register, states=["approved"])) == [first]


def test_what_was_reported_comes_first_until_it_is_answered(ledger: Ledger) -> None:
    item = reviewable("vitamin-k-model-mk7-clearance").item
    number = ledger.report(item, "Another study found 3 days.", NOON).number
    first = queue(ledger.read())[0]
    assert first.reviewable.item.id == "vitamin-k-model-mk7-clearance"
    assert [report.number for report in first.reports] == [number]
    ledger.answer(number, "no change", ADA, "It is cited beside.", NOON, item)
    assert queue(ledger.read())[0].reviewable.item.id != "vitamin-k-model-mk7-clearance"


def test_only_some_kinds(ledger: Ledger) -> None:
    kinds = {one.reviewable.item.kind for one in queue(ledger.read(), ["fact"])}
    assert kinds == {"fact"}


def test_the_packet_holds_the_thirty_riskiest_that_are_said_to_people(ledger: Ledger) -> None:
    register = ledger.read()
    found = packet(register)
    assert len(found) == 30
    assert {one.reviewable.item.kind for one in found} <= {"rule", "answer"}
    weights = [one.reviewable.risk.weight for one in found]
    assert weights == sorted(weights, reverse=True)
    others = {*ids(queue(register, ["rule", "answer"]))} - {*ids(found)}
    assert max(reviewables()[other].risk.weight for other in others) <= weights[-1]


def test_a_report_moves_nothing_within_the_packet(ledger: Ledger) -> None:
    before = ids(packet(ledger.read()))
    ledger.report(reviewable(before[-1]).item, "wrong", NOON)
    ledger.report(reviewable("levothyroxine").item, "wrong", NOON)
    assert ids(packet(ledger.read())) == before
