"""Whatever is put in, the answer is a person or a refusal, never another error."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.person import Person, person_schema, read_person
from d3k2.units import InputRefused

FIELDS = sorted(person_schema()["properties"])
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "none",
            "warfarin 3 mg",
            "D3 1000 IU daily",
            "65 ng/mL",
            "2026-01-01",
            "25(OH)D",
            "1e999 kg",
            "CKD stage 4 / gout",
            "K2, ; and +",
            "",
            " ",
        ]
    ),
)
JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.just(10**400),
        st.floats(),
        st.dates(),
        st.datetimes(),
        TEXTS,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(TEXTS, st.sampled_from(["what", "value", "date", "name", "code", "system"])),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)
WHOLE: dict[str, Any] = {
    "date": "2026-11-20",
    "age": 52,
    "sex": "female",
    "weight": "58 kg",
}


@given(JUNK)
@settings(max_examples=150, deadline=None)
def test_junk_for_a_person_is_refused(junk: object) -> None:
    with pytest.raises(InputRefused):
        read_person(junk)  # type: ignore[arg-type]


@given(st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=5))
@settings(max_examples=200, deadline=None)
def test_junk_in_a_field_is_refused_or_read(junk: dict[str, object]) -> None:
    with suppress(InputRefused):
        assert isinstance(read_person(WHOLE | junk), Person)


@given(
    st.sampled_from(["conditions", "medicines", "symptoms", "allergies", "takes", "fractures"]),
    st.lists(TEXTS, max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_any_text_in_a_list_is_refused_or_read(field: str, texts: list[str]) -> None:
    with suppress(InputRefused):
        assert isinstance(read_person(WHOLE | {field: texts}), Person)


@given(st.binary(max_size=300), st.sampled_from([".toml", ".json", ""]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_in_a_file_are_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path: Path = tmp_path_factory.mktemp("junk") / f"person{suffix}"
    path.write_bytes(content)
    with pytest.raises(InputRefused):
        read_person(path)
