"""What a reader of a pool must know before its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from d3k2.report.pool_documents import PooledTrialDocument
from d3k2.trials import FEW, Asked, Pooled


def warnings_of(
    trials: Sequence[PooledTrialDocument], main: Pooled | None, asked: Asked
) -> list[str]:
    """Return the warnings, those that change the number most first."""
    inside = [t for t in trials if t.weight is not None]
    return [
        *_few(trials, main, asked),
        *_standing(trials, asked),
        *_measures(inside),
        *_reading(trials if main is None else inside),
    ]


def _few(trials: Sequence[PooledTrialDocument], main: Pooled | None, asked: Asked) -> list[str]:
    if main is None:
        standings = ("current",) if asked.without_doubtful else ("current", "doubtful")
        left = sum(t.standing in standings for t in trials)
        if left == 1:
            return ["One trial alone: it is shown and nothing is pooled."]
        return ["No trial is left for the main figure: nothing is pooled."]
    found = []
    if main.trials < FEW:
        found.append(
            f"Only {main.trials} trials: the Hartung-Knapp interval of so few is wide and "
            "unstable, and the variance between them is hardly known."
        )
    if main.narrower_than_normal:
        found.append(
            "The trials agree more closely than chance would have it, so that the Hartung-Knapp "
            "interval is narrower than the normal one. Trust the wider."
        )
    return found


def _standing(trials: Sequence[PooledTrialDocument], asked: Asked) -> list[str]:
    found = []
    if retracted := _labels(t for t in trials if t.standing == "retracted"):
        found.append(f"Retracted, and not in the main figure: {retracted}.")
    if doubtful := _labels(t for t in trials if t.standing == "doubtful"):
        where = "left out as asked" if asked.without_doubtful else "in the main figure"
        found.append(f"Doubtful, {where}: {doubtful}.")
    return found


def _measures(inside: Sequence[PooledTrialDocument]) -> list[str]:
    measures = sorted({t.measure for t in inside})
    if len(measures) < 2:
        return []
    return [
        f"{' and '.join(measures)} are pooled as if they were one; that is fair only where the "
        "event is rare."
    ]


def _reading(shown: Sequence[PooledTrialDocument]) -> list[str]:
    found = []
    if second := _labels(t for t in shown if t.read == "second-hand"):
        found.append(f"Read in another paper only: {second}.")
    if memory := _labels(t for t in shown if t.read == "memory"):
        found.append(f"Read from memory, not verified: {memory}.")
    if by_p := _labels(t for t in shown if t.error_from == "P value"):
        found.append(f"Standard error from a rounded P value: {by_p}.")
    return found


def _labels(trials: Iterable[PooledTrialDocument]) -> str:
    return ", ".join(t.label for t in trials)
