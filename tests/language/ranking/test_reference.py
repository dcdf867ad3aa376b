"""The forward pass gives what the model's own library gives, number by number."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

import numpy as np

from d3k2.language.ranking import SentenceModel
from d3k2.language.ranking.encoder import gelu

HERE = Path(__file__).parent
REFERENCE = np.load(HERE / "reference.npy")
LISTED = tomllib.loads((HERE / "sentences.toml").read_text("utf-8"))["text"]
TEXTS = [one["say"] * one.get("times", 1) for one in LISTED]
CLOSE = 2e-6
"""Largest difference of a component, whose usual size is 0.05; 3e-7 was found."""


def test_vectors_are_those_of_sentence_transformers(model: SentenceModel) -> None:
    ours = model.embed(TEXTS)
    assert ours.shape == REFERENCE.shape == (len(TEXTS), 384)
    assert ours.dtype == np.float32
    assert np.abs(ours - REFERENCE).max() < CLOSE
    cosines = (ours.astype(float) * REFERENCE).sum(axis=1)
    assert cosines.min() >= 0.999999


def test_every_vector_has_length_one(model: SentenceModel) -> None:
    lengths = np.linalg.norm(model.embed(TEXTS).astype(float), axis=1)
    assert np.abs(lengths - 1).max() < 1e-6


def test_some_texts_are_longer_than_the_model_reads(model: SentenceModel) -> None:
    """Else the comparison would not show that a text is cut where the library cuts it."""
    longest = TEXTS[-1]
    cut = model.embed([longest, longest + "and a thousand words more " * 20])
    assert (cut[0] == cut[1]).all()
    shorter = model.embed([longest[:300]])
    assert not np.allclose(cut[0], shorter[0], atol=1e-3)


def test_gelu_is_exact_to_the_last_digits_of_single_precision() -> None:
    x = np.linspace(-8, 8, 4001, dtype=np.float32)
    exact = [0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.astype(float).tolist()]
    assert np.abs(gelu(x) - exact).max() < 1e-6


def test_no_text_has_no_vector(model: SentenceModel) -> None:
    assert model.embed([]).shape == (0, 384)
