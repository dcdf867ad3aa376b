"""Make one reader by meaning of several: the mean of their weights.

    python -m training.averaging one.npz:0.5 another.npz:0.5    # writes learned/meaning.npz

Each is what :mod:`training.meaning` made, going on from the same reader: only then do their weights
lie near enough to be averaged (decision 019). The layer for facts is made anew afterwards, by
``python -m training.meaning --on --epochs 0``.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.learned import by_meaning
from d3k2.claims.learned.by_meaning import FACTS
from d3k2.claims.learned.corrections import STEP, packed, unpacked

OUT = Path(by_meaning.__file__).parent / by_meaning.FILE
Kept = Mapping[str, NDArray[np.generic]]
"""What is kept of a reader, by name."""


def averaged(readers: Sequence[Kept], shares: Sequence[float]) -> dict[str, NDArray[np.generic]]:
    """Return the mean of what is kept of readers, each with its share.

    Raises
    ------
    ValueError
        Where they were not asked about the same facts in the same order.
    """
    first = readers[0]
    if any(str(one[FACTS]) != str(first[FACTS]) for one in readers):
        raise ValueError("the readers know different facts: make them anew on the same evidence")
    parts = np.array(shares) / sum(shares)
    kept: dict[str, NDArray[np.generic]] = {FACTS: first[FACTS]}
    for name in first:
        if f"{name}{STEP}" in first:
            moved = [unpacked(one[name], one[f"{name}{STEP}"]) for one in readers]
            kept[name], kept[f"{name}{STEP}"] = packed(_mean(moved, parts))
        elif name != FACTS and not name.endswith(STEP):
            kept[name] = _mean([one[name] for one in readers], parts).astype(np.float16)
    return kept


def _mean(arrays: Sequence[NDArray[np.generic]], parts: NDArray[np.float64]) -> NDArray[np.float32]:
    stacked = np.stack([array.astype(np.float32) for array in arrays])
    mean: NDArray[np.float32] = np.tensordot(parts.astype(np.float32), stacked, axes=1)
    return mean


def _reader(given: str) -> tuple[dict[str, NDArray[np.generic]], float]:
    path, _, share = given.rpartition(":")
    with np.load(Path(path)) as kept:
        return dict(kept), float(share)


def main() -> None:
    """Average them, write the mean where the program looks for it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("readers", nargs="+", type=_reader, metavar="FILE:SHARE")
    readers, shares = zip(*asked.parse_args().readers, strict=True)
    np.savez_compressed(OUT, **averaged(readers, shares))
    print(OUT.name, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
