"""The records, where they stand, and which version of them an answer was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from d3k2.evidence import Evidence, collect
from d3k2.evidence.trials import kebab, reading

Tree = Callable[..., Path]


@pytest.fixture
def evidence(tree: Tree) -> Evidence:
    return collect(tree())[0]


def test_every_record_knows_its_file_and_line(evidence: Evidence) -> None:
    assert evidence.facts["d-intake-panel-2010"].at == "facts/intake.toml:16"
    assert evidence.sources["panel-2010"].at == "sources/panels.toml:11"
    assert evidence.foods["natto"].at == "foods.csv:3"
    assert evidence.results["result-smith-2007-2"].at == "trials/d.csv:3"


def test_no_record_can_be_changed(evidence: Evidence) -> None:
    with pytest.raises(TypeError):
        evidence.facts["x"] = evidence.facts["mk7-half-life"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        evidence.facts["mk7-half-life"].text = "x"


def test_a_fact_is_found_by_its_id_a_result_included(evidence: Evidence) -> None:
    assert evidence.fact("mk7-half-life") is evidence.facts["mk7-half-life"]
    assert evidence.fact("result-smith-2007-1") is evidence.results["result-smith-2007-1"]
    assert evidence.fact("no-such-fact") is None


def test_results_are_not_read_until_asked_for(evidence: Evidence) -> None:
    assert "trials" not in vars(evidence)
    _ = evidence.fact("result-smith-2007-1")
    assert "trials" in vars(evidence)


def test_a_trial_row_is_a_fact_with_a_sentence(evidence: Evidence) -> None:
    row = evidence.results["result-smith-2007-1"]
    assert row.text == (
        "Smith 2007: 25(OH)D in D3 25 µg at 12 weeks: baseline 40 nmol/L (SD 10);"
        " final 70 nmol/L (SD 12); change 30 nmol/L (28 to 32)."
    )
    assert (row.sources[0].id, row.sources[0].where, row.read) == (
        "smith-2007",
        "abstract",
        "abstract",
    )


def test_a_time_that_is_no_number_is_said_as_it_stands(tree: Tree) -> None:
    root = tree("evidence/trials/d.csv", "D3 25 µg,12,", "D3 25 µg,at delivery,")
    evidence = collect(root)[0]
    assert evidence.trials[0].duration_weeks is None
    assert "(time: at delivery)" in evidence.results["result-smith-2007-1"].text


@pytest.mark.parametrize(
    ("mark", "read"),
    [
        ("seen", "abstract"),
        ("seen (full text)", "full text"),
        ("seen second-hand", "second-hand"),
        ("seen (secondary)", "second-hand"),
        ("memory", "memory"),
        ("seen (CI memory)", "memory"),
    ],
)
def test_a_row_partly_from_memory_counts_as_memory(mark: str, read: str) -> None:
    assert reading(mark) == read


def test_a_row_from_memory_is_not_firm(evidence: Evidence) -> None:
    assert evidence.results["result-smith-2007-1"].firm
    assert not evidence.results["result-smith-2007-2"].firm


@pytest.mark.parametrize(("cell", "number"), [("50", 50.0), ("389 total", None), ("", None)])
def test_a_column_is_a_number_only_when_it_is_one(
    tree: Tree, cell: str, number: float | None
) -> None:
    root = tree("evidence/trials/d.csv", "women,50,D3", f"women,{cell},D3")
    assert collect(root)[0].trials[0].number("n") == number


@given(st.text(max_size=30))
def test_an_id_made_of_any_name_is_an_id(name: str) -> None:
    made = kebab(name)
    assert made == kebab(made)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-") and not made.endswith("-")


def test_the_data_version_changes_with_the_data_and_only_with_them(tree: Tree) -> None:
    root = tree()
    first = collect(root)[0].data_version
    assert len(first) == 12
    for path in root.rglob("*.toml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (root / "notes.orig").write_text("not data")
    assert collect(root)[0].data_version == first
    rules = root.parent / "safety" / "rules"
    rules.mkdir(parents=True)
    (rules / "a.toml").write_text("[a]\n")
    second = collect(root)[0].data_version
    assert second != first
    (rules / "a.toml").rename(rules / "b.toml")
    assert collect(root)[0].data_version not in (first, second)


def test_calcium_of_a_portion(evidence: Evidence) -> None:
    gouda, natto = evidence.foods["gouda"], evidence.foods["natto"]
    assert gouda.calcium_per_portion == pytest.approx(240)
    assert gouda.aliases == ("dutch cheese", "kaas")
    assert gouda.exceptions == {"k1": "memory"}
    assert natto.calcium is None and natto.calcium_per_portion is None
    assert natto.vitamin_d == 0
