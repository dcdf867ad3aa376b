"""How long `check` takes for 2,000 words that it has not read before, in a process that is warm.

    python -m benchmarks.check_time
    python -m benchmarks.check_time --stages    # and what of it is spent on what

Stretches of about 2,000 words are put together from one half of the test articles. The other half,
and those on which limits were tried, are read first: phrases of the tables are read where they are
first needed, and a process is warm when most of them are.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.checking import DAY, articles, half

from d3k2.claims import Article, check, read_article

TESTS = Path(__file__).parent.parent / "tests"
FOLDER, READ_FIRST = TESTS / "articles", TESTS / "claims" / "calibration"
HELD_OUT = "held_out"
WORDS = 2_000
STRETCHES = 3
SHOWN = 25


def stretches() -> tuple[list[Article], list[Article]]:
    """Articles to warm up with, and stretches of so many words of others."""
    read = articles(FOLDER, half(FOLDER, "dev"))
    first = articles(READ_FIRST, half(READ_FIRST, "dev")) | articles(FOLDER, half(FOLDER, HELD_OUT))
    words = [word for one in read.values() for word in one.text.split(" ")]
    marks = [n for n, word in enumerate(words) if n % WORDS == 0][: STRETCHES + 1]
    parts = [" ".join(words[a:b]) for a, b in pairwise(marks)]
    return list(first.values()), [read_article("part.md", part.encode()) for part in parts]


def main() -> None:
    """Show the seconds of each stretch."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--stages", action="store_true")
    given = asked.parse_args()
    first, parts = stretches()
    for one in first:
        check([one], today=DAY)
    watch = cProfile.Profile()
    for part in parts:
        begun = time.perf_counter()
        if given.stages:
            watch.enable()
        (report,) = check([part], today=DAY).articles
        watch.disable()
        seconds = time.perf_counter() - begun
        words = len(part.text.split())
        print(f"{words:,} words, {len(report.claims)} claims: {seconds:.2f} s")
    if given.stages:
        pstats.Stats(watch).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
