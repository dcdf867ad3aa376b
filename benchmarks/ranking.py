"""Measure ranking: the start of the sentence model, one question, libraries of three sizes.

Run with ``.venv/bin/python benchmarks/ranking.py`` on an idle machine; prints one table. The start
is that of a new process whose files the system has read before.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from d3k2.evidence import load
from d3k2.language.ranking import Index, Known, Words, save_index, sentence_model
from d3k2.language.ranking.model_files import folder_of, pinned

SIZES = (100, 1_000, 10_000)
LENGTHS = (3, 15, 200)
QUESTION = "How much vitamin K2 should an older woman with osteopenia take with 2,000 IU of D3?"
LIMITS = {
    "hash and load, ms": 150.0,
    "embed 3 words, ms": 10.0,
    "embed 15 words, ms": 10.0,
    "words, 15 of 1,000, ms": 2.0,
    "meaning, 1,000, ms": 2.0,
}
START = """
import time
import numpy
began = time.perf_counter()
from d3k2.language.ranking import sentence_model
imported = time.perf_counter()
sentence_model()
loaded = time.perf_counter()
import resource
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(imported - began, loaded - imported, peak)
"""


def milliseconds(work: Callable[[], object], times: int = 30) -> float:
    """Median of several runs."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


def start() -> Iterator[tuple[str, float]]:
    runs = [
        [float(x) for x in subprocess.check_output([sys.executable, "-c", START]).split()]
        for _ in range(7)
    ]
    imported, loaded, peak = (statistics.median(column) for column in zip(*runs, strict=True))
    weights = (folder_of(pinned()) / "model.safetensors").read_bytes()
    yield "import, ms", 1000 * imported
    yield "hash and load, ms", 1000 * loaded
    yield "of it the hash alone, ms", milliseconds(lambda: hashlib.sha256(weights).digest(), 5)
    yield "peak memory after it, MB", peak


def asked(texts: list[str]) -> dict[int, str]:
    """Questions of three lengths, in the words of the subject."""
    long = " ".join([QUESTION, *texts])
    return {n: " ".join(long.split()[:n]) for n in LENGTHS}


def embedding(queries: dict[int, str]) -> Iterator[tuple[str, float]]:
    model = sentence_model()
    for n, query in queries.items():
        yield f"embed {n} words, ms", milliseconds(lambda q=query: model.embed([q]))  # type: ignore[misc]


def libraries(texts: list[str], queries: dict[int, str]) -> Iterator[tuple[str, float]]:
    """Times for libraries of the subject's own texts; the largest also of its words shuffled."""
    chosen = random.Random(1)
    vocabulary = sorted({word for text in texts for word in text.split()})
    while len(texts) < max(SIZES):
        texts.append(" ".join(chosen.choices(vocabulary, k=15)))
    for size in SIZES:
        known = [Known(f"q{n}", text) for n, text in enumerate(texts[:size])]
        yield f"words, {size:,} read, ms", milliseconds(lambda k=known: Words(k), 3)  # type: ignore[misc]
        words = Words(known)
        for n, query in queries.items():
            yield (
                f"words, {n} of {size:,}, ms",
                milliseconds(lambda q=query, w=words: w.rank(q, 10)),  # type: ignore[misc]
            )
        yield from nearest(known)


def nearest(known: list[Known]) -> Iterator[tuple[str, float]]:
    """Times for vectors in random directions: what they mean does not matter to the clock."""
    size = len(known)
    vectors = np.random.default_rng(1).standard_normal((size, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = Index(tuple(one.id for one in known), vectors, "", "")
    yield f"meaning, {size:,}, ms", milliseconds(lambda: index.rank(vectors[0], 10))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.npz"
        save_index(index, file)
        yield f"index of {size:,}, kB", file.stat().st_size / 1000


def main() -> None:
    evidence = load()
    texts = [fact.text for fact in evidence.facts.values()]
    texts += [source.title for source in evidence.sources.values()]
    queries = asked(texts)
    print(f"{'':28}{'measured':>10}{'at most':>10}")
    for measured in (start(), embedding(queries), libraries(texts, queries)):
        for name, value in measured:
            most = LIMITS.get(name)
            missed = "  MISSED" if most is not None and value > most else ""
            print(f"{name:28}{value:10.2f}{'' if most is None else f'{most:10.1f}'}{missed}")


if __name__ == "__main__":
    main()
