"""Decisions of named people, each about one exact version, on both engines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.review import FIRST, MOVES, Ledger, ReviewState, Who
from d3k2.store import open_store
from d3k2.units import InputRefused

from .items import ADA, NOON, WHY, approved, item

WRITER = """
import sys
from datetime import UTC, datetime
from d3k2.review import Item, Ledger
from d3k2.store import open_store
ledger = Ledger(open_store(sys.argv[1]))
item = Item("levothyroxine", "rule", "", "a" * 64, True)
for place in range(10):
    ledger.report(item, f"fault {place} of {sys.argv[2]}", datetime.now(UTC))
"""
FOLLOWS = {
    ("submitted", "start"): "under review",
    ("under review", "approve"): "approved",
    ("under review", "reject"): "rejected",
}
"""Every way from one state to another, written here once more."""


@pytest.fixture
def ledger(database: str) -> Ledger:
    return Ledger(open_store(database))


class TestTheWayOfAnItem:
    def test_it_is_submitted_until_somebody_decides(self, ledger: Ledger) -> None:
        register = ledger.read()
        assert register.state(item()) == "submitted"
        assert register.decided(item()) is None
        assert register.head == FIRST

    def test_submitted_then_under_review_then_approved(self, ledger: Ledger) -> None:
        ledger.decide(item(), "submit", ADA, "first version", NOON)
        assert ledger.read().state(item()) == "submitted"
        ledger.decide(item(), "start", ADA, "from the packet", NOON)
        assert ledger.read().state(item()) == "under review"
        made = ledger.decide(item(), "approve", ADA, WHY, NOON)
        assert ledger.read().state(item()) == "approved"
        assert ledger.read().decided(item()) == made
        assert (made.name, made.competence, made.interests) == (
            "Ada Example", "clinical pharmacist", "none declared",
        )  # fmt: skip
        assert (made.made, made.date, made.why) == ("2026-11-20T12:00:00Z", "2026-11-20", WHY)

    def test_an_edit_makes_it_submitted_again_and_undoing_the_edit_does_not_ask_again(
        self, ledger: Ledger
    ) -> None:
        approved(ledger, item())
        edited = item("second text")
        assert ledger.read().state(edited) == "submitted"
        assert ledger.read().state(item()) == "approved"
        ledger.decide(edited, "start", ADA, WHY, NOON)
        ledger.decide(edited, "reject", ADA, WHY, NOON)
        assert ledger.read().state(edited) == "rejected"
        assert ledger.read().state(item()) == "approved"

    def test_another_kind_of_the_same_id_is_another_item(self, ledger: Ledger) -> None:
        approved(ledger, item())
        assert ledger.read().state(replace(item(), kind="fact")) == "submitted"

    @pytest.mark.parametrize("move", ["approve", "reject"])
    def test_nothing_is_decided_before_it_is_under_review(self, ledger: Ledger, move: str) -> None:
        with pytest.raises(InputRefused, match="only one that is under review can be"):
            ledger.decide(item(), move, ADA, WHY, NOON)  # type: ignore[arg-type]
        assert ledger.read().decisions == ()

    def test_what_is_decided_stays_decided(self, ledger: Ledger) -> None:
        approved(ledger, item())
        for move in MOVES:
            with pytest.raises(InputRefused):
                ledger.decide(item(), move, ADA, WHY, NOON)
        assert ledger.read().state(item()) == "approved"

    def test_what_nobody_read_in_its_source_is_never_approved(self, ledger: Ledger) -> None:
        weak = item(firm=False)
        ledger.decide(weak, "start", ADA, WHY, NOON)
        with pytest.raises(InputRefused, match="second-hand or from memory"):
            ledger.decide(weak, "approve", ADA, WHY, NOON)
        ledger.decide(weak, "reject", ADA, WHY, NOON)
        assert ledger.read().state(weak) == "rejected"

    def test_an_approval_of_what_cannot_be_approved_counts_for_nothing(
        self, ledger: Ledger
    ) -> None:
        approved(ledger, item())
        assert ledger.read().state(item(firm=False)) == "submitted"
        assert ledger.read().decided(item(firm=False)) is None

    @given(
        st.lists(st.tuples(st.sampled_from(MOVES), st.sampled_from(["one", "two"]), st.booleans()))
    )
    @settings(max_examples=40, deadline=None)
    def test_of_any_moves_only_those_on_the_way_are_taken(
        self, new_database: Callable[[], str], moves: list[tuple[str, str, bool]]
    ) -> None:
        ledger = Ledger(open_store(new_database()))
        states: dict[str, str] = {}
        for move, text, firm in moves:
            before = states.get(text, "submitted")
            legal = (text not in states if move == "submit" else (before, move) in FOLLOWS) and (
                firm or move != "approve"
            )
            try:
                ledger.decide(item(text, firm=firm), move, ADA, WHY, NOON)  # type: ignore[arg-type]
            except InputRefused:
                assert not legal
            else:
                assert legal
                states[text] = FOLLOWS.get((before, move), before)
            register = ledger.read()
            assert register.breaks == ()
            for known, state in states.items():
                assert state in get_args(ReviewState)
                assert register.state(item(known)) == state


class TestWhatMustBeSaid:
    @pytest.mark.parametrize("move", ["approve", "reject"])
    @pytest.mark.parametrize("left_out", ["competence", "interests"])
    @pytest.mark.parametrize("said", [None, "", "  \n"])
    def test_who_decides_says_competence_and_interests(
        self, ledger: Ledger, move: str, left_out: str, said: str | None
    ) -> None:
        ledger.decide(item(), "start", ADA, WHY, NOON)
        somebody = replace(ADA, **{left_out: said})
        with pytest.raises(InputRefused) as refused:
            ledger.decide(item(), move, somebody, WHY, NOON)  # type: ignore[arg-type]
        assert refused.value.field == f"--{left_out}"

    @pytest.mark.parametrize("move", MOVES)
    def test_a_name_and_a_reason_are_always_said(self, ledger: Ledger, move: str) -> None:
        for who, why, field in ((Who(" "), WHY, "--by"), (ADA, "", "--why")):
            with pytest.raises(InputRefused) as refused:
                ledger.decide(item(), move, who, why, NOON)  # type: ignore[arg-type]
            assert refused.value.field == field

    def test_a_time_without_its_zone_is_a_fault_of_ours(self, ledger: Ledger) -> None:
        with pytest.raises(ValueError, match="time zone"):
            ledger.decide(item(), "start", ADA, WHY, datetime(2026, 11, 20))  # noqa: DTZ001
        assert ledger.read().decisions == ()


class TestReports:
    def test_anybody_may_report_and_no_state_changes(self, ledger: Ledger) -> None:
        approved(ledger, item())
        made = ledger.report(item(), "The hours are wrong.", NOON)
        register = ledger.read()
        assert made.name == "a reader"
        assert register.state(item()) == "approved"
        (report,) = register.open_reports()
        assert (report.number, report.made.why) == (made.number, "The hours are wrong.")
        assert register.open_reports(item()) == (report,)
        assert register.open_reports(item(identifier="another")) == ()

    def test_it_is_answered_once_with_a_reason(self, ledger: Ledger) -> None:
        number = ledger.report(item(), "The hours are wrong.", NOON).number
        ledger.answer(number, "no change", ADA, "The label says 4 hours.", NOON, item())
        register = ledger.read()
        assert register.open_reports() == ()
        answered = register.report(number).answered
        assert answered is not None and answered.why == "The label says 4 hours."
        with pytest.raises(InputRefused, match="was answered on 2026-11-20"):
            ledger.answer(number, "corrected", ADA, WHY, NOON, item())
        with pytest.raises(InputRefused, match="no report of this number"):
            ledger.answer(number + 7, "corrected", ADA, WHY, NOON, item())

    def test_the_log_of_corrections_holds_what_led_to_a_change(self, ledger: Ledger) -> None:
        first, second, third = (
            ledger.report(item(), text, NOON).number for text in ("one", "two", "three")
        )
        ledger.answer(second, "corrected", ADA, "Mended.", NOON, item("second text"))
        ledger.answer(first, "no change", ADA, "It is right.", NOON, item("second text"))
        ledger.answer(third, "corrected", ADA, "Taken out.", NOON, None)
        log = ledger.read().corrections
        assert [(r.number, r.changed) for r in log] == [(second, True), (third, False)]
        assert ledger.read().state(item("second text")) == "submitted"


HOSTILE = [
    ("a\x00b", None),
    ("\x1b[2Jcleared", None),
    ("x\x85y", None),
    ("first\u2028second", None),
    ("right \u202eto left", None),
    ("\ud800", None),
    ("x" * 1_000_000, None),
    ("Robert'); DROP TABLE review_decision;--", "Robert'); DROP TABLE review_decision;--"),
    ("👩🏽‍⚕️ 日本語", "👩🏽‍⚕️ 日本語"),
    ("one\r\ntwo", "one\ntwo"),
]


@pytest.mark.parametrize(("text", "kept"), HOSTILE, ids=lambda v: ascii(v)[:30])
def test_whatever_a_reader_writes_is_kept_as_text_or_refused(
    ledger: Ledger, text: str, kept: str | None
) -> None:
    if kept is None:
        with pytest.raises(InputRefused) as refused:
            ledger.report(item(), text, NOON)
        assert text not in str(refused.value)
        assert len(str(refused.value)) < 300
        assert ledger.read().decisions == ()
    else:
        assert ledger.report(item(), text, NOON).why == kept
        (made,) = ledger.read().decisions
        assert made.why == kept
    assert ledger.read().breaks == ()


@pytest.mark.parametrize("name", ["two\nlines", "tab\there", "x" * 201])
def test_a_name_is_one_line(ledger: Ledger, name: str) -> None:
    with pytest.raises(InputRefused):
        ledger.report(item(), "wrong", NOON, by=name)


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_leaves_the_ledger_whole(new_database: Callable[[], str], text: str) -> None:
    ledger = Ledger(open_store(new_database()))
    try:
        made = ledger.report(item(), text, NOON)
    except InputRefused:
        assert ledger.read().decisions == ()
    else:
        assert ledger.read().decisions == (made,)
        assert ledger.read().breaks == ()


def test_two_who_write_at_once_do_not_fork_the_chain(database: str) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, database, name], stderr=subprocess.PIPE)
        for name in ("Ada", "Ben")
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=60)
        assert (writer.returncode, said) == (0, b"")
    register = Ledger(open_store(database)).read()
    assert [decision.number for decision in register.decisions] == list(range(1, 21))
    assert register.breaks == ()
