"""What an entry of a list states, and what it leaves open."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli

from d3k2.claims.citations.stated import stated

CASES = tomli.loads(Path(__file__).with_name("entries.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_what_an_entry_states(name: str) -> None:
    case = dict(CASES[name])
    found = stated(case.pop("text"))
    read = {
        "title": found.title or "",
        "authors": list(found.authors),
        "years": list(found.years),
        "journal": found.journal or "",
        "called": list(found.called),
        "doi": found.identifiers.doi or "",
        "pmid": found.identifiers.pmid or "",
        "pmcid": found.identifiers.pmcid or "",
        "url": found.identifiers.url or "",
    }
    assert {key: read[key] for key in case} == case
