"""Ranking by shared words: SQLite full text with stems, and names of the same thing as one."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections import Counter
from collections.abc import Iterable

from d3k2.language.ranking.ranked import LONGEST_QUERY, Known, Ranked, by_nearest
from d3k2.language.ranking.synonyms import fold, meant, stop_words

MOST_WORDS = 256
"""Words of a query that count, about as many as the sentence model reads."""
DECIMALS = 6
TABLE = (
    "CREATE VIRTUAL TABLE known USING fts5("
    "id UNINDEXED, said, meant, tokenize = 'porter unicode61 remove_diacritics 2')"
)
FIND = (
    "SELECT id, -round(rank, :decimals) AS score FROM known WHERE known MATCH :query "
    "ORDER BY score DESC, id"
)


class Words:
    """Known texts in memory, to be found by their words.

    Two columns are searched: what a text says, and which things of ``synonyms.toml`` it names.
    Each weighs as BM25 has it. May be asked from several threads.
    """

    def __init__(self, known: Iterable[Known]) -> None:
        listed = sorted(set(known))
        self._wordings = Counter(one.id for one in listed)
        self._lock = threading.Lock()
        self._known = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._known.close)
        self._known.execute(TABLE)
        rows = ((one.id, one.text, " ".join(meant(fold(one.text)))) for one in listed)
        self._known.executemany("INSERT INTO known VALUES (?, ?, ?)", rows)

    def rank(self, query: str, n: int) -> tuple[Ranked, ...]:
        """Return the n best by BM25, each id once; equal ones in the order of their ids.

        Any text is a query. Only what shares a word with it, stop words aside, is found.
        """
        expression = _expression(query)
        if not expression or n < 1:
            return ()
        asked = {"query": expression, "decimals": DECIMALS}
        with self._lock:
            rows = self._known.execute(FIND, asked).fetchall()
        return by_nearest(rows, n, self._wordings)


def _expression(query: str) -> str:
    """Any of the words or things of a query, as FTS5 writes it.

    Only letters and digits get there, in quotes, so nothing in a query can be an operator.
    """
    said = fold(query[:LONGEST_QUERY])[:MOST_WORDS]
    telling = [word for word in dict.fromkeys(said) if word not in stop_words()]
    columns = {"said": telling, "meant": meant(said)}
    return " OR ".join(
        f'{column} : "{word}"' for column, words in columns.items() for word in words
    )
