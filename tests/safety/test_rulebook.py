"""Every fault of a rule is named with its file and line."""

from __future__ import annotations

import pytest

from d3k2.safety import read, rule, rule_faults, rules

GOOD = """\
[iron]
title = "Iron"
rows = [31]
when = { medicine = ["iron-product"] }
mechanism = "Shared uptake."
sources = [{ id = "smpc-kalcipos-d", where = "4.5", read = "full text" }]
[[iron.effects]]
on = "calcium"
action = "separate"
severity = 2
hours = 2
clinician = "Two hours apart."
patient = "Two hours apart."
"""


def faults(text: str) -> list[str]:
    return [str(fault) for fault in rule_faults(read((("rules/x.toml", text),)))]


def test_a_good_rule_has_no_fault() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("iron-product", "irn", "medicine 'irn' is not known"),
        ('medicine = ["iron-product"]', 'condition = ["nowhere"]', "condition 'nowhere'"),
        ('medicine = ["iron-product"]', 'food = ["manna"]', "food 'manna'"),
        ('medicine = ["iron-product"]', 'country = ["uk"]', "country 'uk' is no code"),
        ('medicine = ["iron-product"]', 'recent = ["k3"]', "recent 'k3' is not known"),
        ('medicine = ["iron-product"]', 'lab = { what = "egf", below = 3 }', "lab 'egf'"),
        ('medicine = ["iron-product"]', 'lab = { what = "egfr" }', "has no bound"),
        (
            'medicine = ["iron-product"]',
            'none = [{ lab = { what = "egfr", below = 3 } }]',
            "may block, never clear",
        ),
        ('{ medicine = ["iron-product"] }', "{}", "fires for everybody"),
        ("smpc-kalcipos-d", "no-such-source", "no source no-such-source"),
        ("hours = 2\n", "", "`separate` and its hours"),
        ('patient = "Two hours apart."', 'patient = ""', "patient's sentence"),
        ("severity = 2", "severity = 7", "severity"),
        ('title = "Iron"\n', "", "title"),
        ("rows = [31]", "rows = []", "rows"),
        ("[iron]", "[iron", "not TOML"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new))
    assert any(said in fault for fault in found)
    assert all(fault.startswith("rules/x.toml:1") for fault in found)


def test_an_id_stands_once() -> None:
    second = ("rules/y.toml", "# another\n" + GOOD)
    found = read((("rules/x.toml", GOOD), second))
    assert [str(fault) for fault in found.faults] == [
        "rules/y.toml:2: iron stands twice, first at rules/x.toml:1"
    ]


def test_rules_are_found_by_id_and_know_where_they_stand() -> None:
    assert rule("levothyroxine").at.startswith("safety/rules/separation.toml:")
    assert len({one.id for one in rules()}) == len(rules())
    with pytest.raises(KeyError):
        rule("no-such-rule")
