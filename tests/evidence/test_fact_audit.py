"""The audit of the facts speaks of facts that exist and met its own criterion."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from d3k2.evidence import load

AUDIT = (Path(__file__).parents[2] / "docs" / "fact-audit.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| \d+ \| `([^`]+)` \|.*\| ([^|]+) \|$", re.MULTILINE)
RESULTS = ("right", "weak", "wrong", "not opened again")
COUNTS = r"(\d+) right, (?:(\d+) weak, )?(\d+) wrong, (\d+) not opened again\."


def sections() -> dict[str, str]:
    """Return the text of each section of the audit by its heading."""
    parts = re.split(r"^## (.+)$", AUDIT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def draws() -> dict[str, list[tuple[str, str]]]:
    """Return the fact and the result of each row, by draw, in the order they were made."""
    return {
        heading: ROW.findall(text) for heading, text in sections().items() if " draw (" in heading
    }


def tables() -> dict[str, list[tuple[str, str]]]:
    """Return the draws, and the facts that were drawn with the answers."""
    drawn = {h: ROW.findall(text) for h, text in sections().items() if "facts drawn (" in h}
    return draws() | drawn


@pytest.mark.parametrize("heading", tables())
def test_a_draw_lists_its_facts_once_each(heading: str) -> None:
    facts = [fact for fact, _ in tables()[heading]]
    assert len(facts) == len(set(facts)) == (50 if heading in draws() else 60)


def test_every_audited_fact_exists_or_is_withdrawn() -> None:
    known = set(load().facts)
    withdrawn = set(re.findall(r"`([^`]+)`", sections()["Withdrawn"]))
    audited = {fact for rows in tables().values() for fact, _ in rows}
    assert audited - known <= withdrawn
    assert not withdrawn & known


@pytest.mark.parametrize("heading", tables())
def test_the_count_above_each_table_is_the_count_in_it(heading: str) -> None:
    results = [result for _, result in tables()[heading]]
    counts = [sum(result.startswith(word) for result in results) for word in RESULTS]
    told = re.search(COUNTS, sections()[heading])
    assert told is not None
    assert counts == [int(number or 0) for number in told.groups()]
    assert sum(counts) == len(results)


@pytest.mark.parametrize("body_model", [False, True])
def test_the_last_draw_met_the_criterion(body_model: bool) -> None:
    last = [rows for name, rows in draws().items() if ("Body model" in name) is body_model][-1]
    assert sum(result.startswith("wrong") for _, result in last) <= 1


def test_corrections_name_facts_that_exist() -> None:
    known = set(load().facts) | set(load().sources)
    named = {
        name
        for row in re.findall(r"^\| ([^|]+) \|", sections()["Corrections"], re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", row)
    }
    assert named
    assert named <= known
