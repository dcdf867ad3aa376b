"""Would the model have foreseen published trials? Every arm, beside simple rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from d3k2.evidence import Fault, TrialRow
from d3k2.physiology import SolverFailed
from d3k2.population import NobodyMatches
from d3k2.trials.arm import Skipped, arms
from d3k2.trials.prediction import Prediction, predict
from d3k2.trials.rules import rules_for
from d3k2.trials.scores import Score, score, score_of_rule

_UNSOLVED = "no virtual people of this kind can be followed"

APART = ("calibrate", "validate", "evidence")
"""Uses of rows, in the order in which they are shown; whatever else comes last."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows of one output, on one scale, of one use.

    Attributes
    ----------
    use, variable, unit : str
        Which rows.
    whole : Score
        How near all their predictions came.
    beside : tuple of (Score, Score)
        For each simple rule: how near it came, and how near the model on the same rows.
    """

    use: str
    variable: str
    unit: str
    whole: Score
    beside: tuple[tuple[Score, Score], ...]


@dataclass(frozen=True, slots=True)
class Validation:
    """Every row that can be simulated, with what cannot and why."""

    predictions: tuple[Prediction, ...]
    skipped: tuple[Skipped, ...]
    faults: tuple[Fault, ...]
    comparisons: tuple[Comparison, ...]


def validate(
    rows: Iterable[TrialRow],
    faults: Sequence[Fault] = (),
    tell: Callable[[int, int], None] = lambda _done, _of: None,
    among: Iterable[TrialRow] | None = None,
) -> Validation:
    """Return what the model predicts for each arm of trial tables.

    Parameters
    ----------
    rows : iterable of TrialRow
        Of the shipped tables, or of somebody's own.
    faults : sequence of Fault
        What was wrong in reading them.
    tell : callable
        Told how many arms are done, and of how many.
    among : iterable of TrialRow, optional
        The whole table, where these are only some of its rows.
    """
    found, skipped = arms(rows, among)
    predictions, unsolved = [], []
    for done, arm in enumerate(found):
        tell(done, len(found))
        try:
            predictions.append(predict(arm))
        except (NobodyMatches, SolverFailed):
            unsolved.append(Skipped(arm.study, arm.label, arm.at, arm.variable, _UNSOLVED))
    tell(len(found), len(found))
    return Validation(
        predictions=tuple(predictions),
        skipped=(*skipped, *unsolved),
        faults=tuple(faults),
        comparisons=tuple(compared(predictions)),
    )


def compared(predictions: Sequence[Prediction]) -> list[Comparison]:
    """Return how near predictions came, by use, output and scale."""
    keys = dict.fromkeys((p.arm.use, p.arm.variable, p.arm.unit) for p in predictions)
    order = {use: place for place, use in enumerate(APART)}
    found = []
    for key in sorted(keys, key=lambda k: order.get(k[0], len(order))):
        own = [p for p in predictions if (p.arm.use, p.arm.variable, p.arm.unit) == key]
        whole = score(own)
        if whole is not None:
            found.append(Comparison(*key, whole, tuple(_beside(own))))
    return found


def _beside(own: Sequence[Prediction]) -> Iterable[tuple[Score, Score]]:
    for rule in rules_for(own[0].arm.variable, own[0].arm.unit):
        theirs = score_of_rule(own, rule.name, rule.says)
        ours = score([p for p in own if rule.says(p) is not None])
        if theirs is not None and ours is not None:
            yield theirs, ours
