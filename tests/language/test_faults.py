"""Every fault of the names is told with its file and line."""

from __future__ import annotations

import pytest

from d3k2.language import language_faults
from d3k2.language.written import concept_files, contexts

SHIPPED = {f"concepts/{file.name}": file.read_text("utf-8") for file in concept_files()}


def faults(text: str) -> list[str]:
    """The faults one more file brings."""
    return [str(fault) for fault in language_faults({**SHIPPED, "concepts/new.toml": text})]


def test_the_names_that_are_shipped_have_no_faults() -> None:
    assert language_faults() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[x]\nkind = "topic"\nname = "xylophone"\nwider = ["y"]', "concepts/new.toml:1: x: wider y is no concept"),
        ('\n[x]\nkind = "topic"\nname = "xylophone"\nabout = ["y"]', "concepts/new.toml:2: x: about y is no concept"),
        ('[x]\nkind = "trial"\nname = "xylophone"\nsources = ["y-1900"]', "concepts/new.toml:1: x: source y-1900 is not in the evidence"),
        ('[x]\nkind = "topic"\nname = "xylophone"\nsame_as = ["mk-7"]', "concepts/new.toml:1: x: same_as mk-7 is no concept of another room"),
        ('[x]\nkind = "topic"\nname = "xylophone"\nmembers = ["y"]', "concepts/new.toml:1: x: members y is no concept of another room"),
        ('[x]\nname = "xylophone"', "concepts/new.toml:1: x: it has no kind, and no other room knows it"),
        ('[x]\nkind = "topic"', "concepts/new.toml:1: x: name is missing"),
        ('[x]\nkind = "thing"\nname = "xylophone"', "concepts/new.toml:1: x: kind is 'thing', not one of "),
        ('[x]\nkind = "topic"\nname = "xylophone"\nalias = []', "concepts/new.toml:1: x: unknown key alias"),
        ('[X]\nkind = "topic"\nname = "xylophone"', "concepts/new.toml:1: X is no id"),
        ('x = 3', "concepts/new.toml:1: x is not a table"),
        ('[mk-7]\nkind = "form"\nname = "xylophone"', "concepts/nutrients.toml"),
        ('[x]\nkind = "topic"\nname = "calcium"', "the name 'calcium' leads to "),
        ('[x]\nkind = "topic"\nname = "warfarin"', "concepts/new.toml:1: the name 'warfarin' leads to x and to warfarin"),
        ('\n[x\n', "concepts/new.toml:2: "),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(text: str, expected: str) -> None:
    found = faults(text)
    assert any(expected in fault for fault in found), found


def test_a_rule_about_a_name_that_nobody_has_is_a_fault() -> None:
    rules = {**contexts(), "never": ["a name that nobody has"], "rule": [{"names": ["xylophone"]}]}
    found = [str(fault) for fault in language_faults(None, rules)]
    assert found == [
        "contexts.toml:1: never: nothing is called 'a name that nobody has'",
        "contexts.toml:1: rule: nothing is called 'xylophone'",
    ]
