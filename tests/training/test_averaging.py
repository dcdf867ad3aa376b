"""One reader by meaning made of several."""

import numpy as np
import pytest
from training.averaging import averaged

from d3k2.claims.learned.corrections import packed, unpacked

HALF, WHOLE = 0.5, 1.0


def reader(moved: float, facts: str = "one\nanother") -> dict[str, np.ndarray]:
    numbers, step = packed(np.full((3, 4), moved, np.float32))
    bias = np.full(2, moved, np.float16)
    return {"w": numbers, "w.step": step, "b.whole": bias, "facts": np.array(facts)}


def test_the_mean_of_two_lies_between_them_by_their_shares() -> None:
    kept = averaged([reader(1), reader(-1)], [3, 1])
    assert unpacked(kept["w"], kept["w.step"]) == pytest.approx(HALF, abs=1e-3)
    assert kept["b.whole"] == pytest.approx(HALF, abs=1e-3)


def test_a_reader_beside_itself_stays_as_it_is() -> None:
    kept = averaged([reader(WHOLE), reader(WHOLE)], [0.3, 0.7])
    assert unpacked(kept["w"], kept["w.step"]) == pytest.approx(WHOLE, abs=1e-3)
    assert str(kept["facts"]) == "one\nanother"


def test_readers_of_different_facts_are_not_averaged() -> None:
    with pytest.raises(ValueError, match="different facts"):
        averaged([reader(1), reader(1, facts="another")], [1, 1])
