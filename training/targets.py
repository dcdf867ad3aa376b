"""What readers are to answer of a sentence: its labels, or these drawn to what a teacher says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from d3k2.claims.judgement import ORDER
from d3k2.claims.learned.deciding import SLOTS
from training.examples import FURTHER, NONE, Example

VERDICTS = (*ORDER, NONE)
"""That a sentence is no claim is learned too, and not asked."""
SMOOTHED = 0.05
"""What of a labelled verdict is spread over all: labels are not sure."""
SLOTS_COUNT, DANGER_COUNTS = 0.3, 0.3
"""What the slot and the danger count beside the verdict."""
OF_TESTS, OF_PRACTICE = 2.0, 0.5
"""What a sentence of a test counts, and one of which nobody said whether it could hurt."""
TEACHER = 0.5
"""How far labels are drawn to what a teacher says."""

Scores = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""Of verdicts (sentences, verdicts), of slots (sentences, slots) and of danger (sentences,)."""


@dataclass(frozen=True)
class Targets:
    """Shares of verdicts and slots, the probability of danger, and what each sentence counts."""

    verdicts: torch.Tensor
    slots: torch.Tensor
    dangers: torch.Tensor
    danger_told: torch.Tensor
    weights: torch.Tensor
    rare: torch.Tensor
    """What each verdict counts: rare ones more."""

    def loss(self, rows: Sequence[int], scores: Scores) -> torch.Tensor:
        """Return how far scores of some sentences are from what is to be answered."""
        at = torch.tensor(rows)
        verdict, slot, danger = (each.float() for each in scores)
        each = -(self.verdicts[at] * self.rare * verdict.log_softmax(1)).sum(1)
        each = each - SLOTS_COUNT * (self.slots[at] * slot.log_softmax(1)).sum(1)
        each = each + DANGER_COUNTS * self.danger_told[at] * (
            functional.binary_cross_entropy_with_logits(danger, self.dangers[at], reduction="none")
        )
        loss: torch.Tensor = (each * self.weights[at]).mean()
        return loss


def labelled(examples: Sequence[Example]) -> Targets:
    """As they are labelled."""
    verdicts = torch.tensor([VERDICTS.index(one.verdict) for one in examples])
    slots = torch.tensor([SLOTS.index(one.slot if one.slot in SLOTS else "-") for one in examples])
    counts = torch.bincount(verdicts, minlength=len(VERDICTS)).clamp_min(1)
    sure = functional.one_hot(verdicts, len(VERDICTS)).float()
    return Targets(
        verdicts=(1 - SMOOTHED) * sure + SMOOTHED / len(VERDICTS),
        slots=functional.one_hot(slots, len(SLOTS)).float(),
        dangers=torch.tensor([float(one.danger or False) for one in examples]),
        danger_told=torch.tensor([float(one.danger is not None) for one in examples]),
        weights=torch.tensor([_weight(one) for one in examples]),
        rare=(len(examples) / counts / len(VERDICTS)) ** 0.5,
    )


def taught(examples: Sequence[Example], scores: Scores) -> Targets:
    """Labels drawn to what a teacher says of the same sentences."""
    labels = labelled(examples)
    share = torch.tensor([1.0 if _only_taught(one) else TEACHER for one in examples])[:, None]
    verdicts, slots, dangers = scores[0].softmax(1), scores[1].softmax(1), scores[2].sigmoid()
    half = TEACHER * labels.danger_told
    return Targets(
        verdicts=share * verdicts + (1 - share) * labels.verdicts,
        slots=share * slots + (1 - share) * labels.slots,
        dangers=half * labels.dangers + (1 - half) * dangers,
        danger_told=torch.ones(len(examples)),
        weights=labels.weights,
        rare=labels.rare,
    )


def _only_taught(one: Example) -> bool:
    """Whether the teacher alone tells the verdict: where labels do harm."""
    return one.file.startswith(FURTHER)


def _weight(one: Example) -> float:
    if "/" in one.file or one.file == "evidence":
        return 1.0
    return OF_TESTS * (OF_PRACTICE if one.danger is None else 1.0)
