"""Where the facts lie among sentences, as the sentence model sees them.

    python -m training.facts            # writes src/d3k2/claims/learned/facts.npz

To be made anew when facts or sentences have changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from d3k2.claims.by_facts import fact_index
from d3k2.claims.learned import near
from d3k2.language import sentence_model
from training.examples import learned_from

OUT = Path(near.__file__).parent / near.FILE
ENOUGH = 12
"""Sentences of a fact that are read at most."""
OWN = 4.0
"""What a fact's own words count beside one sentence."""


def tied() -> dict[str, list[str]]:
    """Labelled sentences by the facts they were tied to, where these were one or two."""
    found: dict[str, list[str]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for path in learned_from():
        for line in filter(str.strip, path.read_text("utf-8").splitlines()):
            *_, facts, text = line.split("\t")
            named = [fact.strip() for fact in facts.split(",")]
            for fact in named if len(named) < 3 else ():
                if seen[fact] < ENOUGH:
                    found[fact].append(text)
                    seen[fact] += 1
    return found


def main() -> None:
    """Write the mean vector of each fact and the sentences that were tied to it."""
    model = sentence_model()
    sentences = tied()
    facts = sorted((one.fact for one in fact_index().told), key=lambda fact: fact.id)
    means = []
    for fact in facts:
        vectors = model.embed([fact.text, *sentences.get(fact.id, [])])
        mean = OWN * vectors[0] + vectors[1:].sum(axis=0)
        means.append(mean / np.linalg.norm(mean))
    ids = np.array("\n".join(fact.id for fact in facts))
    np.savez_compressed(OUT, ids=ids, vectors=np.stack(means).astype(np.float16))
    print(OUT.name, len(facts), "facts,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
