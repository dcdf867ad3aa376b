"""Texts that are read together come out as each alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from d3k2.language import sentence_model

TEXTS = st.lists(
    st.tuples(st.lists(st.integers(1000, 20_000), min_size=1, max_size=30), st.just(0)),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, max_examples=15)
@given(texts=TEXTS)
def test_reading_together_changes_nothing_but_the_last_digits(
    texts: list[tuple[list[int], int]],
) -> None:
    encoder = sentence_model().encoder
    *_, together = encoder.after_each_layer(texts)
    assert len(together) == len(texts)
    for one, text in zip(together, texts, strict=True):
        assert np.allclose(one.mean(axis=0), encoder.pooled(*text), atol=1e-4)
