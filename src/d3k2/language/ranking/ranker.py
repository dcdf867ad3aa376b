"""One way of ranking, chosen by what is installed, that says which it is and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, Protocol

from d3k2.language.ranking.index import Index, index_of, read_index
from d3k2.language.ranking.meaning import SentenceModel, sentence_model
from d3k2.language.ranking.model_files import pinned
from d3k2.language.ranking.ranked import Known, Ranked, says_something
from d3k2.language.ranking.refusal import MeaningRefused
from d3k2.language.ranking.words import Words

By = Literal["meaning", "words"]


class Ranker(Protocol):
    """Ranks what is known by nearness to a question."""

    @property
    def by(self) -> By:
        """How it ranks."""
        ...

    @property
    def why_not(self) -> str | None:
        """Why it does not rank by meaning, in one sentence; None when it does."""
        ...

    def rank(self, query: str, n: int) -> tuple[Ranked, ...]:
        """Return the n nearest, best first. A query without letter or digit finds nothing."""
        ...


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """Ranks by the cosine between sentence vectors."""

    index: Index = field(repr=False)
    model: SentenceModel
    by: By = "meaning"
    why_not: str | None = None

    def rank(self, query: str, n: int) -> tuple[Ranked, ...]:
        """Return the n nearest in meaning. Something is always nearest, however far it is."""
        if not says_something(query):
            return ()
        return self.index.rank(self.model.embed([query])[0], n)


@dataclass(frozen=True, slots=True)
class ByWords:
    """Ranks by the words that are shared, and says why not by meaning."""

    words: Words
    why_not: str | None
    by: By = "words"

    def rank(self, query: str, n: int) -> tuple[Ranked, ...]:
        """Return the n best of those that share a word with the query."""
        return self.words.rank(query, n)


def ranker(known: Iterable[Known], stored: Path | Traversable | None = None) -> Ranker:
    """Return a ranker by meaning where the verified model is there, else one by words.

    Parameters
    ----------
    known : iterable of Known
        What can be found.
    stored : path, optional
        Its index, made before. Without one everything known is embedded now, 5 ms each.
    """
    listed = tuple(known)
    try:
        return _by_meaning(listed, stored)
    except MeaningRefused as refused:
        return ByWords(Words(listed), refused.message)


def _by_meaning(known: tuple[Known, ...], stored: Path | Traversable | None) -> ByMeaning:
    if stored is None:
        model = sentence_model()
        return ByMeaning(index_of(known, model), model)
    index = read_index(stored)
    index.check(known, pinned().id)  # before the model is read, which takes longer
    return ByMeaning(index, sentence_model())
