"""Every fault of the names is told with its file and line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from d3k2.language import language_faults
from d3k2.language.written import concept_files, contexts

SHIPPED = {f"concepts/{file.name}": file.read_text("utf-8") for file in concept_files()}


def faults(text: str) -> list[str]:
    """The faults one more file brings."""
    return [str(fault) for fault in language_faults({**SHIPPED, "concepts/new.toml": text})]


def test_the_names_that_are_shipped_have_no_faults() -> None:
    assert language_faults() == []


CASES = tomllib.loads((Path(__file__).parent / "faults.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fault_is_told_with_its_place(case: dict[str, str]) -> None:
    found = faults(case["file"])
    assert any(case["told"] in fault for fault in found), found


def test_a_rule_about_a_name_that_nobody_has_is_a_fault() -> None:
    rules = {**contexts(), "never": ["a name that nobody has"], "rule": [{"names": ["xylophone"]}]}
    found = [str(fault) for fault in language_faults(None, rules)]
    assert found == [
        "contexts.toml:1: never: nothing is called 'a name that nobody has'",
        "contexts.toml:1: rule: nothing is called 'xylophone'",
    ]
