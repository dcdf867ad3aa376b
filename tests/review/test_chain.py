"""Whoever changes the ledger behind its back is found, and nothing in it counts any more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.review import FIRST, Decision, Ledger, Who, breaks
from d3k2.review.decision import LEDGER, seal_of, sealed
from d3k2.store import open_store
from d3k2.units import InputRefused

from .items import ADA, NOON, WHY, approved, item

Tamper = Callable[..., None]
OTHER = "b" * 64


def filled(database: str) -> Ledger:
    """Five decisions: two about one item, a report, its answer, and one about another item."""
    ledger = Ledger(open_store(database))
    approved(ledger, item())
    number = ledger.report(item(), "The hours are wrong.", NOON).number
    ledger.answer(number, "corrected", ADA, "Mended.", NOON, item("second text"))
    ledger.decide(item("second text"), "start", ADA, WHY, NOON)
    return ledger


BEHIND_ITS_BACK = {
    "a reason was altered": (
        ["UPDATE review_decision SET why = 'other' WHERE number = 2"],
        "Decision 2 was altered",
    ),
    "an approval was turned into a rejection": (
        ["UPDATE review_decision SET action = 'reject' WHERE number = 2"],
        "Decision 2 was altered",
    ),
    "a decision was moved to another version": (
        [f"UPDATE review_decision SET content = '{OTHER}' WHERE number = 5"],
        "Decision 5 was altered",
    ),
    "a name was taken out": (
        ["UPDATE review_decision SET name = '' WHERE number = 2"],
        "Decision 2 was altered",
    ),
    "one in the middle is gone": (
        ["DELETE FROM review_decision WHERE number = 3"],
        "Decision 3 is missing",
    ),
    "several are gone": (
        ["DELETE FROM review_decision WHERE number IN (2, 3, 4)"],
        "Decisions 2 to 4 are missing",
    ),
    "the first is gone": (
        ["DELETE FROM review_decision WHERE number = 1"],
        "Decision 1 is missing",
    ),
    "two changed places": (
        [
            "UPDATE review_decision SET number = 99 WHERE number = 1",
            "UPDATE review_decision SET number = 1 WHERE number = 2",
            "UPDATE review_decision SET number = 2 WHERE number = 99",
        ],
        "was altered",
    ),
    "one in the middle is gone and the others moved up": (
        [
            "DELETE FROM review_decision WHERE number = 3",
            "UPDATE review_decision SET number = 3 WHERE number = 4",
            "UPDATE review_decision SET number = 4 WHERE number = 5",
        ],
        "does not follow decision 2",
    ),
    "a hash was written anew for another content": (
        [f"UPDATE review_decision SET hash = '{OTHER}' WHERE number = 4"],
        "Decision 5 does not follow decision 4",
    ),
}


@pytest.mark.parametrize(
    ("statements", "said"), BEHIND_ITS_BACK.values(), ids=BEHIND_ITS_BACK.keys()
)
def test_what_is_done_behind_its_back_is_found_and_nothing_counts(
    database: str, tamper: Tamper, statements: list[str], said: str
) -> None:
    ledger = filled(database)
    assert ledger.read().breaks == ()
    assert ledger.read().state(item()) == "approved"
    tamper(database, *statements)
    register = ledger.read()
    assert any(said in found for found in register.breaks)
    assert register.state(item()) == "submitted"
    assert register.decided(item()) is None
    with pytest.raises(InputRefused, match="fails its check"):
        ledger.report(item(), "more", NOON)


def test_a_table_that_was_built_anew_with_nonsense_is_read_all_the_same(
    tmp_path: object, tamper: Tamper
) -> None:
    database = f"{tmp_path}/ledger.sqlite"
    ledger = filled(database)
    columns = ", ".join(f'"{column.name}"' for column in LEDGER.columns)
    tamper(
        database,
        "DROP TABLE review_decision",
        f"CREATE TABLE review_decision ({columns})",
        "INSERT INTO review_decision (number, item, name, why) VALUES ('x', x'ff00', 3.5, NULL)",
        "INSERT INTO review_decision (number, item) VALUES (NULL, CAST(x'ff' AS TEXT))",
    )
    assert len(ledger.read().breaks) >= 2


class TestTheEnd:
    def test_a_cut_end_is_seen_only_by_who_kept_the_head(
        self, database: str, tamper: Tamper
    ) -> None:
        ledger = filled(database)
        kept = ledger.read().head
        tamper(database, "DELETE FROM review_decision WHERE number = 5")
        decisions = ledger.read().decisions
        assert breaks(decisions) == ()
        (said,) = breaks(decisions, kept)
        assert "the end of the ledger was cut off" in said

    def test_a_ledger_that_has_grown_still_holds_every_head_that_was_kept(
        self, database: str
    ) -> None:
        ledger = Ledger(open_store(database))
        heads = [ledger.read().head]
        for place in range(4):
            ledger.report(item(), f"fault {place}", NOON)
            heads.append(ledger.read().head)
        assert len(set(heads)) == 5
        for kept in heads:
            assert breaks(ledger.read().decisions, kept) == ()

    def test_a_ledger_written_anew_in_full_lacks_the_head(self, database: str) -> None:
        kept = filled(database).read().head
        forged = chained("report", "report")
        assert breaks(forged) == ()
        assert len(breaks(forged, kept)) == 1


def chained(*actions: str, who: Who = ADA) -> tuple[Decision, ...]:
    """A chain whose hashes are all right, whatever its decisions say."""
    made: list[Decision] = []
    for number, action in enumerate(actions, start=1):
        made.append(
            sealed(
                number=number,
                item="levothyroxine",
                kind="rule",
                content="a" * 64,
                action=action,
                name=who.name,
                competence=who.competence,
                interests=who.interests,
                made="2026-11-20T12:00:00Z",
                why=WHY,
                report=None,
                outcome=None,
                previous=made[-1].hash if made else FIRST,
            )
        )
    return tuple(made)


class TestForgedWithRightHashes:
    def test_what_the_desk_writes_is_such_a_chain(self) -> None:
        assert breaks(chained("submit", "start", "report", "approve")) == ()

    @pytest.mark.parametrize(
        "actions",
        [
            ("approve",),
            ("start", "start"),
            ("start", "approve", "reject"),
            ("answer-report",),
            ("bless",),
        ],
    )
    def test_a_decision_that_the_desk_would_have_refused_is_found(
        self, actions: tuple[str, ...]
    ) -> None:
        (said,) = breaks(chained(*actions))
        assert f"Decision {len(actions)} cannot stand where it stands" in said

    def test_an_approval_of_nobody_in_particular_is_found(self) -> None:
        assert breaks(chained("start", "approve", who=Who("Ada Example", None, "none declared")))

    def test_a_fork_is_found(self) -> None:
        first, second, third = chained("report", "report", "report")
        forked = replace(third, previous=first.hash, why="instead of the second")
        forked = replace(forked, hash=seal_of(forked))
        assert breaks((first, second, forked)) == (
            "Decisions 2 and 3 follow the same one: the chain forks.",
        )

    def test_a_number_used_twice_is_found(self) -> None:
        first, second = chained("report", "report")
        assert any("out of its order" in said for said in breaks((first, second, second)))


@given(st.integers(0, 4), st.sampled_from([c.name for c in LEDGER.columns]), st.text(min_size=1))
def test_no_field_of_any_decision_can_be_altered_unseen(place: int, field: str, other: str) -> None:
    decisions = list(chained("report", "report", "report", "report", "report"))
    before = getattr(decisions[place], field)
    after = before + 1 if isinstance(before, int) else other
    if after == before:
        return
    decisions[place] = replace(decisions[place], **{field: after})
    assert breaks(decisions)


def test_the_hash_can_be_computed_by_anybody() -> None:
    (decision,) = chained("report")
    content = {key: value for key, value in asdict(decision).items() if key != "hash"}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == decision.hash


def test_a_row_holds_the_fields_of_a_decision_in_their_order() -> None:
    assert [column.name for column in LEDGER.columns] == list(get_type_hints(Decision))
