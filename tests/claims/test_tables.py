"""The tables behind the verdicts hold what they stand on."""

import pytest

from d3k2.claims.effect_row import effect_rows
from d3k2.claims.faults import claim_faults
from d3k2.claims.phrase import phrase
from d3k2.claims.tables import table

WORD_LISTS = (
    "manner",
    "direction",
    "safety_words",
    "worthy",
    "position_topics",
    "topics",
    "whole",
    "vague",
)


def test_the_tables_have_no_fault() -> None:
    assert claim_faults() == []


@pytest.mark.parametrize("name", WORD_LISTS)
def test_every_phrase_of_a_word_list_can_be_read(name: str) -> None:
    def read(value: object, key: str) -> None:
        if isinstance(value, dict):
            for inner, one in value.items():
                read(one, inner)
        elif isinstance(value, list) and key in ("phrases", "any", "but_not"):
            for one in value:
                if isinstance(one, str):
                    phrase(one)
                else:
                    read(one, key)

    read(dict(table(name)), "")


def test_a_row_of_effects_that_found_something_stands_on_something() -> None:
    assert not [row.id for row in effect_rows() if row.found != "nothing" and not row.facts]
