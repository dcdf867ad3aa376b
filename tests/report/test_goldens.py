"""What five people are told, word for word, to a clinician and to the patient."""

from __future__ import annotations

from types import ModuleType

REGENERATE = "Look at the difference; if it is meant: python tests/report/regenerate.py"


def test_a_kept_answer_is_given_again(kept: ModuleType, kept_name: str, audience: str) -> None:
    stored = (kept.GOLDENS / f"{kept_name}.{audience}.json").read_text("utf-8")
    assert kept.golden(kept_name, audience) == stored, REGENERATE


def test_no_kept_answer_is_of_a_case_that_is_gone(kept: ModuleType) -> None:
    expected = {f"{name}.{audience}.json" for name in kept.KEPT for audience in kept.AUDIENCES}
    stored = {path.name for path in kept.GOLDENS.iterdir()}
    own = {name for name in stored if not name.startswith(("simulate_", "ask_", "check_"))}
    assert own == expected, REGENERATE
