"""How a reader is fitted: sentences of about one length side by side, the rate up and down."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence

import torch
from torch import nn

from training.targets import Scores, Targets

SORTED = 32
"""So many batches are sorted by length among themselves: less is read of nothing."""
WARMING, DECAY, STEEPEST = 0.1, 0.01, 1.0
"""Share of the steps in which the rate rises; decay of weights; longest step of all weights."""


def fit(
    reader: nn.Module,
    read: Callable[[Sequence[int]], Scores],
    lengths: Sequence[int],
    targets: Targets,
    *,
    rate: float,
    rounds: int,
    size: int,
    seed: int = 0,
) -> None:
    """Fit a reader.

    Parameters
    ----------
    read : callable
        The scores of some sentences, by their numbers.
    lengths : sequence of int
        Tokens of each sentence.
    seed : int
        Of the order of the sentences, and of what is dropped.
    """
    order = random.Random(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(reader.parameters(), lr=rate, weight_decay=DECAY)
    steps = rounds * math.ceil(len(lengths) / size)
    paced = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=max(steps, 1), pct_start=WARMING
    )
    for done in range(rounds):
        reader.train()
        for rows in _batches(lengths, size, order):
            with torch.autocast("cpu", torch.bfloat16):
                scores = read(rows)
            loss = targets.loss(rows, scores)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), STEEPEST)
            optimiser.step()
            paced.step()
        print(f"round {done + 1} of {rounds}: {loss.item():.3f}", flush=True)
    reader.eval()


def _batches(lengths: Sequence[int], size: int, order: random.Random) -> Iterator[list[int]]:
    rows = list(range(len(lengths)))
    order.shuffle(rows)
    batches = []
    for start in range(0, len(rows), size * SORTED):
        some = sorted(rows[start : start + size * SORTED], key=lambda row: lengths[row])
        batches += [some[at : at + size] for at in range(0, len(some), size)]
    order.shuffle(batches)
    yield from batches
