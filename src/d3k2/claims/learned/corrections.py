"""A sentence model corrected: its weights, each moved by one of fifteen steps.

The corrections come from going on with the training of the model on labelled sentences
(``training/meaning.py``). Of each matrix the difference to the model's own is kept in four bits a
number, with a step for each row; short vectors are kept whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from d3k2.language import Encoder

STEPS = 7
"""Steps to either side of no correction."""
STEP, WHOLE = ".step", ".whole"


def corrected(encoder: Encoder, kept: Mapping[str, NDArray[Any]]) -> Encoder:
    """Return an encoder with its weights corrected."""
    weights = dict(encoder.weights)
    for name in kept:
        if name.endswith(STEP):
            of = name.removesuffix(STEP)
            weights[of] = weights[of] + unpacked(kept[of], kept[name])
        elif name.endswith(WHOLE):
            weights[name.removesuffix(WHOLE)] = kept[name].astype(np.float32)
    return replace(encoder, weights=weights)


def packed(difference: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Keep a matrix (rows, columns) in four bits a number, and the step of each row."""
    step = (np.abs(difference).max(axis=1) / STEPS).astype(np.float16)
    wide = np.where(step == 0, 1, step).astype(np.float32)[:, None]
    steps = np.clip(np.rint(difference / wide), -STEPS, STEPS).astype(np.int8) + STEPS
    even, odd = steps[:, ::2].astype(np.uint8), steps[:, 1::2].astype(np.uint8)
    return even << 4 | odd, step


def unpacked(numbers: NDArray[np.uint8], step: NDArray[np.float16]) -> NDArray[np.float32]:
    """Undo :func:`packed`, as nearly as the steps allow."""
    steps = np.empty((numbers.shape[0], numbers.shape[1] * 2), np.float32)
    steps[:, ::2] = numbers >> 4
    steps[:, 1::2] = numbers & 15
    steps -= STEPS
    steps *= step.astype(np.float32)[:, None]
    return steps
