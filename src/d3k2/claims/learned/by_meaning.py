"""A reader that goes by meaning: the sentence model, corrected, with four questions put to it.

Which verdict, what fails, could it hurt somebody, and which fact is it about? Each is a linear
layer (Devlin et al. 2019): the first three on the mean over the tokens; the last on their mean and
their largest after two thirds of the layers, since the rest make verdicts of what is told. The
sentence model is that of :mod:`d3k2.language.ranking`; without it there is no such reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from d3k2.claims.judgement import ORDER
from d3k2.claims.learned.corrections import corrected
from d3k2.language import Encoder, sentence_model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FILE = "meaning.npz"
LONGEST, LONGEST_CONTEXT = 110, 48
"""Tokens of a sentence, and of what stands around it, that are read."""
START, END = 101, 102
"""Tokens that begin a text and end each part of it, in the vocabulary of the pinned model."""
QUESTIONS = ("verdict", "slot", "danger", "fact")
FACTS_AFTER = 4
"""Layers after which it is asked which fact a sentence is about."""
FACTS = "facts"
"""Under which the ids of facts and rules are kept, in the order of the answers."""
LONGEST_WRITTEN = 4_000
"""Characters of a sentence that are cut into tokens."""


@dataclass(frozen=True, slots=True)
class ByMeaning:
    """How a sentence is read by meaning.

    Attributes
    ----------
    verdicts : array (verdicts,)
        Probability of each, in the order of ``ORDER``, if it is a claim; sums to one.
    no_claim : float
        Probability that it is no claim.
    slots : array (slots,)
        Probability of each of ``SLOTS``, the first of which is that nothing fails.
    danger : float
        Probability that believing it could hurt somebody.
    facts : array (facts,)
        Probability of each fact or rule of ``MeaningReader.facts`` that it is about this one.
    """

    verdicts: NDArray[np.float64]
    no_claim: float
    slots: NDArray[np.float64]
    danger: float
    facts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MeaningReader:
    """The corrected model and its questions.

    Attributes
    ----------
    facts : tuple of str
        Ids of facts, and of rules as ``rule:ID``, that a sentence may be about.
    """

    encoder: Encoder = field(repr=False)
    tokenizer: Tokenizer = field(repr=False)
    layers: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]] = field(repr=False)
    facts: tuple[str, ...] = field(repr=False)

    def read(self, sentences: Sequence[tuple[str, str]]) -> list[ByMeaning]:
        """Read a few sentences, each with what stands around it."""
        texts = [paired(self.tokenizer, *sentence) for sentence in sentences]
        if not texts:
            return []
        layers = list(self.encoder.after_each_layer(texts))
        return [
            self._answers(last.mean(axis=0), about(early))
            for early, last in zip(layers[FACTS_AFTER - 1], layers[-1], strict=True)
        ]

    def _answers(self, mean: NDArray[np.float32], early: NDArray[np.float32]) -> ByMeaning:
        verdict, slot, danger = (self._answer(question, mean) for question in QUESTIONS[:-1])
        fact = self._answer(QUESTIONS[-1], early)
        may_hurt = float(1 / (1 + np.exp(-danger[0])))
        known = verdict[: len(ORDER)]
        return ByMeaning(
            verdicts=_shares(known),
            no_claim=float(_shares(verdict)[-1]),
            slots=_shares(slot),
            danger=may_hurt,
            facts=_shares(fact),
        )

    def _answer(self, question: str, seen: NDArray[np.float32]) -> NDArray[np.float64]:
        weight, bias = self.layers[question]
        answer: NDArray[np.float64] = (weight @ seen + bias).astype(np.float64)
        return answer


def about(tokens: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean over tokens, and behind it the largest of each number."""
    return np.concatenate([tokens.mean(axis=0), tokens.max(axis=0)])


def paired(tokenizer: Tokenizer, sentence: str, context: str) -> tuple[list[int], int]:
    """The tokens of a sentence and its context, and how many belong to the context."""
    first = _ids(tokenizer, sentence)[:LONGEST]
    if not context:
        return [START, *first, END], 0
    second = [*_ids(tokenizer, context)[:LONGEST_CONTEXT], END]
    return [START, *first, END, *second], len(second)


@cache
def meaning_reader() -> MeaningReader:
    """Return the reader, read once a process.

    Raises
    ------
    MeaningRefused
        When the sentence model is not there, or is not the pinned one.
    """
    model = sentence_model()
    with resources.files("d3k2.claims.learned").joinpath(FILE).open("rb") as file:
        kept = dict(np.load(file, allow_pickle=False))
    layers = {
        question: tuple(kept.pop(f"{question}.{part}").astype(np.float32) for part in ("w", "b"))
        for question in QUESTIONS
    }
    facts = tuple(str(kept.pop(FACTS)).split("\n"))
    return MeaningReader(corrected(model.encoder, kept), model.tokenizer, layers, facts)


def _ids(tokenizer: Tokenizer, text: str) -> list[int]:
    readable = text[:LONGEST_WRITTEN].encode("utf-8", "replace").decode("utf-8")
    ids: list[int] = tokenizer.encode(readable, add_special_tokens=False).ids
    return ids


def _shares(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = np.exp(scores - scores.max())
    shares /= shares.sum()
    return shares
