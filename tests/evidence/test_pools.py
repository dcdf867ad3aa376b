"""The figures that are pooled: every fault with its file and line, and rows read where they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from d3k2.evidence import RATIOS, collect, faults, load
from d3k2.evidence.pools import NEEDED

Tree = Callable[..., Path]

OUTCOMES = """\
[falls]
name = "people who fell"
scale = "ratio"
better = "lower"
as_written = ["falls", "fallers"]

[bmd]
name = "bone density"
scale = "difference"
unit = "%"
better = "higher"
as_written = ["BMD"]
"""
ROW = {
    "id": "smith-falls",
    "study": "smith-2007",
    "label": "Smith 2007",
    "source_id": "smith-2007",
    "where": "abstract",
    "read": "abstract",
    "outcome": "falls",
    "nutrient": "d",
    "population": "women",
    "allocation": "randomised",
    "measure": "RR",
    "events": "10",
    "n": "50",
    "events_control": "12",
    "n_control": "50",
}
PUBLISHED = """\
[falls-smith]
source = "smith-2007"
where = "abstract"
read = "abstract"
outcome = "people who fell"
nutrient = "d"
measure = "RR"
value = 0.83
low = 0.40
high = 1.70
trials = 1
method = "Peto"
members = ["smith-falls"]
"""
SAME = '[one-town]\nstudies = ["smith-2007", "smith-2007"]\n'
DOUBTS = '[smith-2007]\nwhy = "Its numbers repeat."\nread = "memory"\n'


def written(tree: Tree, **changed: str) -> Path:
    """Write the tree with pools, each file changed in one place where asked."""
    root = tree()
    row = {**ROW, **{k: v for k, v in changed.items() if k in NEEDED}}
    files = {
        "outcomes.toml": changed.get("outcomes", OUTCOMES),
        "figures.csv": ",".join(NEEDED) + "\n" + ",".join(row.get(c, "") for c in NEEDED) + "\n",
        "published.toml": changed.get("published", PUBLISHED),
        "same_people.toml": changed.get("same", SAME),
        "doubtful.toml": changed.get("doubts", DOUBTS),
    }
    (root / "pools").mkdir()
    for name, text in files.items():
        (root / "pools" / name).write_text(text, "utf-8")
    return root


def told(root: Path) -> list[str]:
    return [str(fault) for fault in faults(root)]


def test_a_clean_tree_has_no_faults(tree: Tree) -> None:
    root = written(tree)
    assert told(root) == []
    evidence, _ = collect(root)
    (figure,) = evidence.figures
    assert (figure.events, figure.n, figure.unit) == (10, 50, None)
    assert figure.at == "pools/figures.csv:2"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"events": "60"}, "pools/figures.csv:2: smith-falls: 60 events in 50 people"),
        ({"events": "ten"}, "pools/figures.csv:2: "),
        ({"label": ""}, "pools/figures.csv:2: label is empty"),
        ({"nutrient": "zinc"}, "pools/figures.csv:2: "),
        ({"outcome": "death"}, "smith-falls: no outcome death in pools/outcomes.toml"),
        ({"outcome": "bmd"}, "smith-falls: a RR is no difference"),
        ({"unit": "%"}, "smith-falls: unit is '%', not None"),
        ({"source_id": "nobody"}, "smith-falls: no source nobody"),
        ({"read": "full text"}, "smith-falls: read as 'full text', but smith-2007 only as"),
        ({"estimate": "0.8", "low": "0.9", "high": "1"}, "0.8 is outside 0.9..1"),
        ({"low": "0.9"}, "smith-falls: an interval has two ends"),
        ({"p": "1.2"}, "smith-falls: p 1.2 is no probability"),
        ({"spread": "2"}, "smith-falls: a spread without its kind: SD or SE"),
        ({"spread": "-2", "spread_kind": "SD"}, "smith-falls: spread -2 is not positive"),
        ({"read": "memory"}, "falls-smith: smith-falls is from memory"),
        (
            {"published": PUBLISHED.replace("smith-falls", "lost")},
            "pools/published.toml:1: falls-smith: no figure lost in pools/figures.csv",
        ),
        (
            {"published": PUBLISHED.replace("trials = 1", "trials = 3")},
            "falls-smith: 3 trials, but 1 members",
        ),
        (
            {"published": PUBLISHED.replace('members = ["smith-falls"]', "")},
            "falls-smith: either members, or parts, or unseen",
        ),
        (
            {"published": PUBLISHED.replace('read = "abstract"', 'read = "memory"')},
            "falls-smith: read as 'memory': only what was seen is made again",
        ),
        ({"same": SAME.replace('2007"]', '2008"]')}, "one-town: no study smith-2008"),
        ({"doubts": DOUBTS.replace("smith-2007", "x")}, "pools/doubtful.toml:1: no study x"),
        (
            {"outcomes": OUTCOMES.replace('"BMD"', '"falls"')},
            "bmd: 'falls' means falls already",
        ),
        (
            {"outcomes": OUTCOMES.replace('unit = "%"\n', "")},
            "bmd: a difference has a unit, a ratio has none",
        ),
    ],
)
def test_every_fault_is_found_where_it_stands(
    tree: Tree, changed: dict[str, str], expected: str
) -> None:
    found = told(written(tree, **changed))
    assert any(expected in one for one in found), found


def test_an_id_is_given_once(tree: Tree) -> None:
    root = written(tree)
    file = root / "pools" / "figures.csv"
    text = file.read_text("utf-8")
    file.write_text(text + text.splitlines()[1] + "\n", "utf-8")
    assert "pools/figures.csv:3: smith-falls is already defined in pools/figures.csv:2" in told(
        root
    )


class TestShipped:
    def test_every_figure_says_where_it_was_read(self) -> None:
        for figure in load().figures:
            assert figure.where
            assert figure.read in ("full text", "abstract", "second-hand", "memory")

    def test_bischoff_ferrari_2009_table_7(self) -> None:
        """BMJ 2009;339:b3692: 40 of 192 and 46 of 186; 59 of 123 and 78 of 123 fell."""
        found = {figure.id: figure for figure in load().figures}
        dukas, gallagher = found["dukas-2004-falls"], found["gallagher-2001-falls"]
        assert (dukas.events, dukas.n, dukas.events_control, dukas.n_control) == (40, 192, 46, 186)
        assert (gallagher.events, gallagher.n) == (59, 123)
        assert (gallagher.events_control, gallagher.n_control) == (78, 123)

    def test_a_composite_of_fractures_is_no_outcome(self) -> None:
        for outcome in load().outcomes.values():
            assert not any(" or " in written for written in outcome.as_written)

    def test_a_ratio_of_every_kind_is_known(self) -> None:
        assert RATIOS == ("RR", "OR", "HR")
