from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from d3k2.person import vocabulary, vocabulary_faults
from d3k2.person.vocabulary import VOCABULARIES, VocabularyName, plain
from d3k2.person.vocabulary_faults import faults_in
from d3k2.person.words import words


def test_the_vocabularies_shipped_have_no_faults() -> None:
    assert vocabulary_faults() == []


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_holds_entries(name: VocabularyName) -> None:
    assert vocabulary(name).entries


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[a]\nname = "x"\n[b]\nname = "X"',
            "v.toml:3: [b] has the alias 'X', which is [a] already",
        ),
        (
            '[a]\nname = "x"\naliases = ["Boeck\'s"]\n[b]\nname = "y"\naliases = ["boeck"]',
            "v.toml:4: [b] has the alias 'boeck', which is [a] already",
        ),
        (
            '[a]\nname = "x"\ncodes = { atc = ["B01AA03"] }\n[b]\nname = "y"\n'
            'codes = { atc = ["b01 aa03"] }',
            "v.toml:4: [b] has the code 'atc b01 aa03', which is [a] already",
        ),
        ("[a]\nnote = 'n'", "v.toml:1: [a] has no name"),
        ('[A]\nname = "x"', "v.toml:1: [A] is no id: lower case, digits and hyphens"),
        ('[a]\nname = "x"\nalias = ["y"]', "v.toml:1: [a] has the unknown key 'alias'"),
        (
            '[a]\nname = "x"\ncodes = { ndc = ["1"] }',
            "v.toml:1: [a] has codes of the unknown system 'ndc'",
        ),
        ('[a]\nname = "x"\naliases = ["--"]', "v.toml:1: [a] has the empty alias '--'"),
        ('[a]\nname = "x"\ngroups = ["X Y"]', "v.toml:1: [a] has the group 'X Y', which is no id"),
        ("a = 1", "v.toml:1: [a] is not a table"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, fault: str) -> None:
    assert faults_in("v.toml", text) == [fault]


def test_invalid_toml_is_a_fault_with_its_line() -> None:
    (fault,) = faults_in("v.toml", '[a]\nname = "x"\naliases = [')
    assert fault.startswith("v.toml:3: ")


def test_a_name_may_repeat_within_its_own_entry() -> None:
    assert faults_in("v.toml", '[a]\nname = "x"\naliases = ["X", "x"]') == []


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Ménière's disease", "meniere disease"),
        ("Roux-en-Y", "roux en y"),
        ("  VITAMIN   K ", "vitamin k"),
        ("β-blocker", "β blocker"),
    ],
)
def test_case_accents_hyphens_and_possessives_do_not_count(written: str, same: str) -> None:
    assert plain(written) == same


def test_what_the_words_refer_to_exists() -> None:
    conditions = vocabulary("conditions")
    named = {concept for concepts in words()["absorption"].values() for concept in concepts}
    assert named <= set(conditions.entries) | conditions.groups
    medicine = words()["medicine"]
    groups = {*medicine["supplements"], *medicine["no_supplements"]}
    assert groups <= vocabulary("medicines").groups
    assert {"osteoporosis", "osteopenia", "fragility-fracture"} <= set(conditions.entries)
    assert "osteoporosis-medicine" in vocabulary("medicines").groups


SOURCE = Path(__file__).parents[2] / "src" / "d3k2"


def asked_for() -> Iterator[tuple[str, str]]:
    """Every name that the code asks a person for: ``person.has("osteoporosis")``."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                for given in node.args:
                    if isinstance(given, ast.Constant) and isinstance(given.value, str):
                        yield node.func.attr, given.value


def test_the_code_asks_for_no_condition_or_medicine_that_nobody_can_have() -> None:
    asked = list(asked_for())
    for method, name in (("has", "conditions"), ("uses", "medicines")):
        known = vocabulary(name)
        names = {given for attribute, given in asked if attribute == method}
        assert names
        assert names - known.entries.keys() - known.groups == set()
