"""What an effect does to its nutrient follows from action, severity and direction of harm."""

from __future__ import annotations

import pytest

from d3k2.safety import Effect, strictest
from d3k2.safety.outcome import allowed_by, level_of, must_not_be_left_out


def effect(action: str, severity: int, harm: str = "excess") -> Effect:
    return Effect.model_validate(
        {
            "on": "calcium",
            "action": action,
            "severity": severity,
            "harm": harm,
            "clinician": "A sentence.",
            "patient": "A sentence.",
        }
    )


@pytest.mark.parametrize(
    ("action", "severity", "harm", "allowed", "level"),
    [
        ("stop", 4, "excess", "no", "stop"),
        ("stop", 2, "excess", "no", "stop"),
        ("ask", 4, "excess", "no", "stop"),
        ("ask", 1, "excess", "clinician", "caution"),
        ("monitor", 3, "excess", "clinician", "caution"),
        ("monitor", 2, "excess", "yes", "caution"),
        ("limit", 2, "excess", "yes", "caution"),
        ("separate", 2, "excess", "yes", "advice"),
        ("prefer", 1, "excess", "yes", "note"),
        ("ok", 0, "excess", "yes", "note"),
        ("ask", 4, "omission", "clinician", "caution"),
        ("recommend", 3, "omission", "clinician", "caution"),
        ("recommend", 2, "omission", "yes", "advice"),
    ],
)
def test_outcome(action: str, severity: int, harm: str, allowed: str, level: str) -> None:
    one = effect(action, severity, harm)
    assert allowed_by(one) == allowed
    assert level_of(one) == level


def test_only_grave_omission_must_not_be_left_out() -> None:
    assert must_not_be_left_out(effect("recommend", 3, "omission"))
    assert not must_not_be_left_out(effect("recommend", 2, "omission"))
    assert not must_not_be_left_out(effect("recommend", 3))


def test_the_strictest_wins() -> None:
    assert strictest("yes", "clinician", "no") == "no"
    assert strictest("yes", "clinician") == "clinician"
    assert strictest() == "yes"
