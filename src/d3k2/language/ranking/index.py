"""The vectors of all known texts in one small file, bound to these texts and this model."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from d3k2.language.ranking.meaning import SentenceModel
from d3k2.language.ranking.model_files import FloatArray
from d3k2.language.ranking.one_thread import one_thread
from d3k2.language.ranking.ranked import DECIMALS, Known, Ranked, by_nearest
from d3k2.language.ranking.refusal import MeaningRefused

STORED = np.dtype("<f2")
"""Half precision moves a cosine by less than 1e-4 and halves the file."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Vectors of known texts in the order of ids and texts, rounded to half precision."""

    ids: tuple[str, ...]
    vectors: FloatArray
    texts: str
    """Hash of the ids and texts that were embedded."""
    model: str
    """Id of the model that embedded them."""

    @property
    def wordings(self) -> Mapping[str, int]:
        """How many texts each id has."""
        return Counter(self.ids)

    def check(self, known: Iterable[Known], model: str) -> None:
        """Refuse a stale index: one of other texts or of another model.

        Raises
        ------
        MeaningRefused
        """
        stale = [
            what
            for what, differs in (
                ("other texts", self.texts != hash_of(known)),
                ("another model", self.model != model),
            )
            if differs
        ]
        if stale:
            raise MeaningRefused(
                f"The index of meanings is out of date: it was made of {' and '.join(stale)}."
            )

    def rank(self, vector: FloatArray, n: int) -> tuple[Ranked, ...]:
        """Return the n ids nearest to a unit vector by cosine, each once, best first.

        The score of an id is the mean cosine of its nearest wordings.
        """
        with one_thread():
            scores = (self.vectors @ vector).astype(np.float64).round(DECIMALS)
        return by_nearest(zip(self.ids, scores.tolist(), strict=True), n, self.wordings)


def index_of(
    known: Iterable[Known], model: SentenceModel, reading: Callable[[str], str] = str
) -> Index:
    """Embed known texts; about 5 ms each.

    Parameters
    ----------
    reading : callable, optional
        How a text is put before it is embedded. The index stays bound to the text as it is.
    """
    listed = _listed(known)
    vectors = model.embed([reading(one.text) for one in listed]).astype(STORED)
    return Index(
        tuple(one.id for one in listed), vectors.astype(np.float32), hash_of(listed), model.id
    )


def save_index(index: Index, path: Path) -> None:
    """Write an index as ``.npz``; equal indexes give equal bytes, on one machine."""
    head = {"ids": index.ids, "texts": index.texts, "model": index.model}
    content = io.BytesIO()
    encoded = np.frombuffer(json.dumps(head, ensure_ascii=False).encode("utf-8"), np.uint8)
    np.savez(content, head=encoded, vectors=index.vectors.astype(STORED))
    path.write_bytes(content.getvalue())


def read_index(path: Path | Traversable) -> Index:
    """Read an index.

    Raises
    ------
    MeaningRefused
        When it is missing or is no index.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as stored:
            head = json.loads(stored["head"].tobytes())
            vectors = stored["vectors"]
        index = Index(tuple(head["ids"]), vectors.astype(np.float32), head["texts"], head["model"])
    except FileNotFoundError:
        raise MeaningRefused("The index of meanings is missing.") from None
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        raise MeaningRefused("The index of meanings cannot be read.") from None
    if vectors.dtype != STORED or vectors.ndim != 2 or len(vectors) != len(index.ids):
        raise MeaningRefused("The index of meanings cannot be read.")
    return index


def hash_of(known: Iterable[Known]) -> str:
    """Return one hash of ids and texts, in whatever order they come."""
    listed = [(one.id, one.text) for one in _listed(known)]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()


def _listed(known: Iterable[Known]) -> list[Known]:
    return sorted(set(known))
