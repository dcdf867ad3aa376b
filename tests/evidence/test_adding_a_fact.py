"""The page that shows how to add a fact shows one that can be added."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from d3k2.evidence import collect, data_root, faults

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-fact.md"
BLOCK = re.compile(r"```toml (\w+)\n(.*?)```", re.DOTALL)


def blocks() -> dict[str, str]:
    return dict(BLOCK.findall(PAGE.read_text("utf-8")))


def test_the_page_has_a_source_a_fact_and_an_erratum() -> None:
    assert set(blocks()) == {"sources", "facts", "errata"}


def test_what_the_page_shows_loads_without_a_fault(tree: Callable[..., Path]) -> None:
    root = tree()
    shown = blocks()
    (root / "sources" / "page.toml").write_text(shown["sources"], "utf-8")
    (root / "facts" / "page.toml").write_text(shown["facts"], "utf-8")
    (root / "errata.toml").write_text(shown["errata"], "utf-8")
    shutil.copy(data_root() / "units.toml", root / "units.toml")
    assert faults(root) == []
    fact = collect(root)[0].facts["coronary-calcium-haroon-2023"]
    assert fact.sources[0].id == "haroon-2023"
