"""Corrections of a model in four bits a number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from d3k2.claims.learned.corrections import STEPS, packed, unpacked

EVEN = array_shapes(min_dims=2, max_dims=2, max_side=12).map(lambda s: (s[0], 2 * s[1]))
SMALL = st.floats(-2, 2, width=32, allow_subnormal=False)
TINY = 1e-6


@given(arrays(np.float32, EVEN, elements=SMALL))
def test_a_correction_comes_back_within_half_a_step(difference: np.ndarray) -> None:
    numbers, step = packed(difference)
    widest = np.abs(difference).max(axis=1, keepdims=True)
    back = unpacked(numbers, step)
    assert np.all(np.abs(back - difference) <= widest * (0.5 / STEPS + 0.004) + TINY)


@given(arrays(np.float32, EVEN, elements=SMALL))
def test_it_takes_half_a_byte_a_number(difference: np.ndarray) -> None:
    numbers, _ = packed(difference)
    assert numbers.nbytes * 2 == difference.size


def test_no_correction_stays_none() -> None:
    none = np.zeros((3, 4), np.float32)
    assert not unpacked(*packed(none)).any()
