"""`docs/subject.md` traces the whole subject: each item has a home and a test, or is "not yet"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from d3k2.answers import reviewed_answers
from d3k2.claims.effect_row import effect_rows
from d3k2.claims.tenet import tenets
from d3k2.evidence import load
from d3k2.person import vocabulary
from d3k2.safety import rules
from d3k2.wording import phrases

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "d3k2"
PAGE = ROOT / "docs" / "subject.md"

# The themes of the subject, with the least number of items each must keep.
THEMES = {
    "How it works in the body": 18,
    "What decides what it means for one person": 20,
    "Doses and ways to take them": 25,
    "Who should not, or only with a clinician": 30,
    "Testing and follow-up": 18,
    "What the evidence says, outcome by outcome": 30,
    "What authorities say and do not say": 12,
    "Food and products": 16,
    "Untreated bone disease": 6,
    "How such answers are given": 18,
    "Questions people ask": 16,
}
ITEMS = 220
VERBS = {"assess", "simulate", "ask", "check", "review"}
TESTS = ("test", "case")


class Item(NamedTuple):
    """One row of the trace."""

    theme: str
    item: str
    where: str
    test: str

    @property
    def homes(self) -> list[str]:
        """The references before "not yet"."""
        return references(self.where.partition("not yet:")[0])

    @property
    def later(self) -> list[str]:
        """The verbs after "not yet"."""
        return re.findall(r"`(\w+)`", self.where.partition("not yet:")[2])


def references(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@cache
def items() -> tuple[Item, ...]:
    found, theme = [], ""
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            theme = line[3:]
        elif line.startswith("| ") and line != "| item | where | test |":
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            found.append(Item(theme, *cells))
    return tuple(found)


@cache
def keys(*parts: str) -> frozenset[str]:
    """The tables of one of our own TOML files, named by the table they stand under."""
    table = tomllib.loads(SOURCE.joinpath(*parts).read_text("utf-8"))
    return frozenset(table)


def phrase_or_group(key: str) -> bool:
    said = [phrases(audience) for audience in ("clinician", "patient")]
    return all(any(k == key or k.startswith(f"{key}.") for k in one) for one in said)


def part_of_the_plan(name: str) -> bool:
    return any((SOURCE / "plan" / f"{name}.{kind}").is_file() for kind in ("py", "toml"))


def monitored(name: str) -> bool:
    table = tomllib.loads((SOURCE / "plan" / "monitoring.toml").read_text("utf-8"))
    return name in table["monitor"]


def is_a_test(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    if not file.is_file() or not function:
        return False
    return re.search(rf"^ *def {function}\(", file.read_text("utf-8"), re.M) is not None


ALIVE: dict[str, Callable[[str], object]] = {
    "rule": lambda name: name in {rule.id for rule in rules()},
    "fact": lambda name: name in load().facts,
    "topic": lambda name: name in load().topics,
    "source": lambda name: name in load().sources,
    "erratum": lambda name: name in load().errata,
    "trial": lambda name: name in {row.cells["study_id"] for row in load().trials},
    "food": lambda name: name in load().foods,
    "wording": phrase_or_group,
    "variable": lambda name: phrase_or_group(f"variable.{name}"),
    "term": lambda name: name in keys("units", "names.toml"),
    "condition": lambda name: name in vocabulary("conditions").entries,
    "indication": lambda name: name in keys("plan", "indications.toml"),
    "monitor": monitored,
    "model": lambda name: (SOURCE / "physiology" / "models" / name).is_file(),
    "plan": part_of_the_plan,
    "answer": lambda name: name in reviewed_answers(),
    "claim": lambda name: name in {t.id for t in tenets()} | {e.id for e in effect_rows()},
    "whole": lambda name: name in keys("claims", "whole.toml"),
    "file": lambda name: (ROOT / name).is_file(),
    "case": lambda name: (ROOT / "tests" / "persons" / name).is_file(),
    "test": is_a_test,
}


def is_alive(reference: str) -> bool:
    kind, _, name = reference.partition(":")
    return bool(name) and kind in ALIVE and bool(ALIVE[kind](name))


def test_every_theme_stands_in_the_trace_with_its_items() -> None:
    counted = {theme: sum(i.theme == theme for i in items()) for theme in THEMES}
    assert {i.theme for i in items()} == set(THEMES)
    assert {t: n for t, n in counted.items() if n < THEMES[t]} == {}
    assert len(items()) >= ITEMS


def test_no_item_stands_twice_in_a_theme() -> None:
    named = [(i.theme, i.item.casefold()) for i in items()]
    assert [one for one in named if named.count(one) > 1] == []


def test_every_item_has_a_home_or_says_not_yet() -> None:
    homeless = [i.item for i in items() if not i.homes and not i.later]
    assert homeless == []


def test_every_item_with_a_home_has_a_test() -> None:
    unshown = [i.item for i in items() if i.homes and not references(i.test)]
    assert unshown == []


def test_what_is_not_yet_there_names_the_verb_that_will_carry_it() -> None:
    for item in items():
        if "not yet" in item.where:
            assert item.later, item.item
        assert set(item.later) <= VERBS, item.item


@pytest.mark.parametrize("theme", THEMES)
def test_no_reference_is_dead(theme: str) -> None:
    dead = [
        f"{item.item}: {reference}"
        for item in items()
        if item.theme == theme
        for reference in (*item.homes, *references(item.test))
        if not is_alive(reference)
    ]
    assert dead == []


def test_what_is_named_as_a_test_is_one() -> None:
    for item in items():
        assert {r.partition(":")[0] for r in references(item.test)} <= set(TESTS), item.item
        assert not {r.partition(":")[0] for r in item.homes} & set(TESTS), item.item


def test_a_dead_reference_is_noticed() -> None:
    for reference in ("rule:no-such-rule", "fact:", "nothing:natto", "test:tests/none.py::test_x"):
        assert not is_alive(reference)
    assert not is_alive("test:tests/test_subject.py::test_of_nothing")


def test_every_question_that_authorities_answer_is_part_of_the_subject() -> None:
    traced = {r for item in items() for r in item.homes}
    assert {f"topic:{name}" for name in load().topics} - traced == set()


def test_everything_that_decides_is_part_of_the_subject() -> None:
    decides = {k.split(".")[1] for k in phrases("clinician") if re.match(r"variable\..*\.name", k)}
    traced = {r for item in items() for r in item.homes}
    assert {f"variable:{name}" for name in decides} - traced == set()


def test_the_list_of_pages_is_whole_and_leads_somewhere() -> None:
    listed = re.findall(r"\]\(([^)#]+)\)", (PAGE.parent / "README.md").read_text("utf-8"))
    assert [name for name in listed if not (PAGE.parent / name).exists()] == []
    pages = {path.name for path in PAGE.parent.glob("*.md")} - {"README.md"}
    assert pages - set(listed) == set()
