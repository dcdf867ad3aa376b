"""Both audiences are told the same things with the same numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from d3k2.wording import AUDIENCES, Sentence, phrase, phrases, placeholders

KEYS = sorted(phrases("clinician"))
SOURCE = Path(__file__).parents[2] / "src" / "d3k2"
NUMBER = re.compile(r"(?<![\w{])-?\d[\d,]*(?:\.\d+)?")


def numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in NUMBER.findall(text)}


def test_both_wordings_have_the_same_keys() -> None:
    assert set(phrases("clinician")) == set(phrases("patient"))


@pytest.mark.parametrize("key", KEYS)
def test_a_patient_is_told_no_number_that_a_clinician_is_not(key: str) -> None:
    clinician, patient = phrases("clinician")[key], phrases("patient")[key]
    assert placeholders(patient) <= placeholders(clinician)
    assert numbers(patient) <= numbers(clinician)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_is_called_safe_or_a_cure(audience: str) -> None:
    said = "\n".join(phrases(audience).values()).casefold()  # type: ignore[arg-type]
    for promise in (" is safe", "cures", "prevents heart", "reverses", "guarantee"):
        assert promise not in said


def test_every_phrase_is_used() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for suffix in ("*.py", "*.toml", "*.html")
        for path in SOURCE.rglob(suffix)
        if path.parent.name != "wording"
    )
    unused = [key for key in KEYS if not _mentioned(key, code)]
    assert unused == []


def _mentioned(key: str, code: str) -> bool:
    """Whether the key stands in the code or the data: whole, or by all of its parts.

    A part may be put together from a stem and an ending (``level_high`` and ``_change``).
    """
    return key in code or all(
        _stands(part, code) or _stands(part.rpartition("_")[0], code) for part in key.split(".")
    )


def _stands(part: str, code: str) -> bool:
    return bool(part) and re.search(rf"(?<![\w-]){re.escape(part)}(?![\w-])", code) is not None


def test_a_sentence_is_filled_in_both_wordings() -> None:
    said = phrase("d3.forbidden")
    assert isinstance(said, Sentence)
    assert said.to("clinician") != said.to("patient")


def test_a_missing_value_is_our_fault_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        phrase("d3.low")
