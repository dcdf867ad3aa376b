"""A decision is bound to the content, not to where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from d3k2.review import fingerprint

RECORDS = st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), min_size=1)


@given(RECORDS)
def test_moving_a_record_leaves_its_fingerprint(record: dict[str, str]) -> None:
    assert fingerprint({**record, "at": "facts/a.toml:1"}) == fingerprint(
        {**record, "at": "facts/b.toml:9"}
    )


@given(RECORDS, st.text(min_size=1, max_size=8))
def test_any_edit_changes_the_fingerprint(record: dict[str, str], added: str) -> None:
    key = next(iter(record))
    if key == "at":
        return
    assert fingerprint(record) != fingerprint({**record, key: record[key] + added})


def test_the_order_of_keys_is_no_edit() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
