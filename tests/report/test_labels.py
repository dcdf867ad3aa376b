"""The short words of every face come from the wording, for each audience."""

from __future__ import annotations

from typing import get_args

import pytest

from d3k2.report import action_label, allowed_label, label
from d3k2.report.documents import Action, Allowed
from d3k2.wording import AUDIENCES


@pytest.mark.parametrize("allowed", get_args(Allowed))
def test_every_permission_has_words(allowed: str) -> None:
    assert all(allowed_label(allowed, audience) for audience in AUDIENCES)


@pytest.mark.parametrize("action", get_args(Action))
def test_every_action_has_words(action: str) -> None:
    words = {action: action_label(action, "clinician") for action in get_args(Action)}
    assert words[action]
    assert len(set(words.values())) == len(words)


def test_a_patient_is_not_told_clinician_first() -> None:
    assert allowed_label("clinician", "clinician") == "clinician first"
    assert allowed_label("clinician", "patient") == "ask first"


def test_permission_is_not_a_recommendation() -> None:
    for audience in AUDIENCES:
        assert "recommend" not in allowed_label("yes", audience)
        assert "should" not in allowed_label("yes", audience)


def test_a_label_is_filled_with_values() -> None:
    assert label("amount.d3", "clinician", iu="600", ug="15") == "600 IU/day (15 µg)"
