"""Teach a larger sentence model to read, and write down how it reads every labelled sentence.

    pip install -r training/requirements.txt
    python -m training.teacher FOLDER taught.npz    # an hour on two cores with AVX-512 and bfloat16

FOLDER holds all-mpnet-base-v2 (110 million weights, Apache 2.0), whose ``model.safetensors`` is the
one of ``SHA256``. It is too slow to be shipped; the reader that is learns from it
(:mod:`training.meaning`, ``--taught``).
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetModel

from d3k2.claims.learned import by_meaning
from d3k2.claims.learned.deciding import SLOTS
from d3k2.claims.learned.told import context
from training.examples import FURTHER, Example, all_examples
from training.fitting import fit
from training.targets import VERDICTS, Scores, labelled

WEIGHTS = "model.safetensors"
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
START, END, NOTHING = 0, 2, 1
"""Tokens that begin a text, end each part of it, and stand where nothing is."""
DROPPED = 0.1
RATE, ROUNDS, SIZE = 4e-5, 2, 32
ASKED = 64
"""Sentences that are read at a time once it is taught."""


class Teacher(nn.Module):
    """The larger model with three questions on the mean over its tokens."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        found = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
        if found != SHA256:
            raise SystemExit(f"{folder / WEIGHTS} is not the model that was used: {found}")
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.encoder.embeddings.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.dropped = nn.Dropout(DROPPED)
        self.verdict = nn.Linear(width, len(VERDICTS))
        self.slot = nn.Linear(width, len(SLOTS))
        self.danger = nn.Linear(width, 1)

    def forward(self, texts: Sequence[Sequence[int]]) -> Scores:
        """Return the scores of verdicts, slots and danger."""
        longest = max(map(len, texts))
        tokens = torch.full((len(texts), longest), NOTHING)
        for row, text in enumerate(texts):
            tokens[row, : len(text)] = torch.tensor(text)
        there = (tokens != NOTHING).float()
        x = self.encoder(input_ids=tokens, attention_mask=there).last_hidden_state.float()
        mean = self.dropped((x * there[..., None]).sum(1) / there.sum(1, keepdim=True))
        return self.verdict(mean), self.slot(mean), self.danger(mean)[:, 0]


def tokens_of(examples: Sequence[Example], folder: Path) -> list[list[int]]:
    """Each sentence and its context, cut as they are for the reader that is shipped."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    read = []
    for one in examples:
        parts = (one.weighed.passage.text, context(one.weighed))
        first, second = (tokenizer.encode(part, add_special_tokens=False).ids for part in parts)
        tokens = [START, *first[: by_meaning.LONGEST], END]
        if second:
            tokens += [END, *second[: by_meaning.LONGEST_CONTEXT], END]
        read.append(tokens)
    return read


def asked(teacher: Teacher, tokens: Sequence[Sequence[int]]) -> Scores:
    """How the teacher reads all of them."""
    order = sorted(range(len(tokens)), key=lambda row: len(tokens[row]))
    found: list[Scores] = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), ASKED):
            found.append(teacher([tokens[row] for row in order[start : start + ASKED]]))
    back = torch.tensor(order).argsort()
    verdicts, slots, dangers = (torch.cat(each).float()[back] for each in zip(*found, strict=True))
    return verdicts, slots, dangers


def main() -> None:
    """Teach it, ask it, write down what it says."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", type=Path)
    given.add_argument("out", type=Path)
    given.add_argument("--seed", type=int, default=0)
    at = given.parse_args()
    examples = all_examples()
    tokens = tokens_of(examples, at.folder)
    lessons = [n for n, one in enumerate(examples) if not one.file.startswith(FURTHER)]
    mine = [tokens[n] for n in lessons]
    teacher = Teacher(at.folder)
    fit(
        teacher,
        lambda rows: teacher([mine[row] for row in rows]),
        [len(each) for each in mine],
        labelled([examples[n] for n in lessons]),
        rate=RATE, rounds=ROUNDS, size=SIZE, seed=at.seed,
    )  # fmt: skip
    verdicts, slots, dangers = (each.numpy() for each in asked(teacher, tokens))
    np.savez_compressed(at.out, verdicts=verdicts, slots=slots, dangers=dangers)


if __name__ == "__main__":
    main()
