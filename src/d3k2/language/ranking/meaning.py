"""Texts as vectors that lie close where texts mean alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from d3k2.language.ranking.encoder import Encoder
from d3k2.language.ranking.model_files import (
    FloatArray,
    Pinned,
    folder_of,
    pinned,
    tensors,
    verified,
)
from d3k2.language.ranking.one_thread import one_thread
from d3k2.language.ranking.ranked import LONGEST_QUERY
from d3k2.language.ranking.refusal import MeaningRefused

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = "model.safetensors"
EXTRA = ("threadpoolctl", "tokenizers")
NOT_INSTALLED = "Ranking by meaning needs {}, not installed: pip install 'd3k2[meaning]'."


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """The verified sentence model, ready to embed."""

    id: str
    """Which model: equal ids, equal vectors."""
    width: int
    encoder: Encoder = field(repr=False)
    tokenizer: Tokenizer = field(repr=False)

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return one unit vector a text, shape (n, 384), float32.

        Of a text the first 256 tokens count. On one kind of processor equal texts give equal
        bytes, whatever stands beside them; between kinds the last digits differ (below 1e-6).
        """
        if not texts:
            return np.empty((0, self.width), np.float32)
        with one_thread():
            return np.stack([self.encoder.vector(self._tokens(text)) for text in texts])

    def _tokens(self, text: str) -> list[int]:
        # What cannot be written as UTF-8 cannot be a token either.
        readable = text[:LONGEST_QUERY].encode("utf-8", "replace").decode("utf-8")
        ids: list[int] = self.tokenizer.encode(readable).ids
        return ids


@cache
def sentence_model() -> SentenceModel:
    """Return the sentence model of ``model.toml``, verified and read once a process.

    Raises
    ------
    MeaningRefused
        When the extra or the model is not installed, or a file is not the pinned one.
    """
    model = pinned()
    return read_model(folder_of(model), model)


def read_model(folder: Path, model: Pinned) -> SentenceModel:
    """Read a model from its folder, refusing every file that is not the pinned one."""
    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        raise MeaningRefused(NOT_INSTALLED.format(" and ".join(missing)))
    # Hashing the weights holds no lock: it runs beside everything else.
    with ThreadPoolExecutor(1) as beside:
        hashed = beside.submit(verified, folder, WEIGHTS, model)
        small = {name: verified(folder, name, model) for name in model.sha256 if name != WEIGHTS}
        shape, sentence = (
            json.loads(small[name][:]) for name in ("config.json", "sentence_bert_config.json")
        )
        tokenizer = _tokenizer(small["tokenizer.json"][:], sentence["max_seq_length"])
        weights = tensors(hashed.result())
    encoder = Encoder(
        weights,
        layers=shape["num_hidden_layers"],
        heads=shape["num_attention_heads"],
        epsilon=shape["layer_norm_eps"],
    )
    return SentenceModel(model.id, shape["hidden_size"], encoder, tokenizer)


def _tokenizer(content: bytes, longest: int) -> Tokenizer:
    from tokenizers import Tokenizer  # part of an extra

    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.enable_truncation(longest)
    tokenizer.no_padding()
    return tokenizer
