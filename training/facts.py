"""Where the facts lie among sentences, as the reader that goes by meaning sees them.

    python -m training.facts            # writes src/d3k2/claims/learned/facts.npz

To be made anew whenever ``meaning.npz`` is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from d3k2.claims.learned import near
from d3k2.claims.learned.by_meaning import meaning_reader
from d3k2.claims.learned.told import context
from d3k2.language import one_thread
from training.examples import written_here

WIDTH = 384
ENOUGH = 12
"""Sentences of a fact that are read at most."""
OUT = Path(near.__file__).parent / near.FILE


def main() -> None:
    """Write the mean vector of the sentences that were tied to each fact."""
    reader = meaning_reader()
    sums: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(WIDTH, np.float32))
    seen: Counter[str] = Counter()
    with one_thread():
        for example in written_here():
            rare = [fact for fact in example.facts if seen[fact] < ENOUGH]
            if rare:
                vector = reader.read(example.weighed.passage.text, context(example.weighed)).vector
                for fact in rare:
                    sums[fact] += vector / len(example.facts)
                seen.update(rare)
    ids = sorted(fact for fact in sums if not fact.startswith("rule:"))
    vectors = np.stack([sums[fact] / np.linalg.norm(sums[fact]) for fact in ids])
    np.savez_compressed(OUT, ids=np.array("\n".join(ids)), vectors=vectors.astype(np.float16))
    print(OUT.name, len(ids), "facts,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
