"""Pooled trials as the document of the machine interface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import exp
from statistics import NormalDist

from d3k2._version import __version__
from d3k2.evidence import RATIOS, Evidence, Nutrient, PoolOutcome, load
from d3k2.report.documents import SourceDocument
from d3k2.report.pool_documents import (
    LeaveOneOutDocument,
    LeftOutDocument,
    PoolableDocument,
    PoolAskedDocument,
    PoolDocument,
    PooledDocument,
    PooledTrialDocument,
    PoolOutcomeDocument,
    PoolOutcomesDocument,
    PoolSetDocument,
    PoolVariantDocument,
    PublishedPartDocument,
    PublishedPoolsDocument,
    ReproductionDocument,
    TripleDocument,
)
from d3k2.report.pool_warnings import warnings_of
from d3k2.report.references import source_document
from d3k2.trials import (
    Asked,
    Estimate,
    LeftOut,
    Pooled,
    PoolSet,
    Reproduction,
    Selection,
    pool,
    poolable,
    reproductions,
    select,
    without_each,
)

NOTICE = (
    "Calculated from rows of the trial tables, which wait for human review. Not a prescription."
)

METHODS = [
    "Random effects: variance between trials by Paule and Mandel (J Res Natl Bur Stand "
    "1982;87:377), interval of the mean by Hartung and Knapp (IntHout, BMC Med Res Methodol "
    "2014;14:25), both by statsmodels.",
    "Prediction interval: mean -/+ t(k-2) times the root of tau2 + SE2 (Higgins, J R Stat Soc A "
    "2009;172:137; IntHout, BMJ Open 2016, doi 10.1136/bmjopen-2015-010247).",
    "Intervals of tau2 and I2: Q profile (Viechtbauer, Stat Med 2007;26:37).",
    "Standard errors: from the 95 % interval, else events, means with their spread, or an exact "
    "P value (Cochrane Handbook, chapter 6). One row a trial; risk, odds and hazard ratios apart.",
    "Retracted trials are never in the main figure. Rows read from memory are left out unless "
    "asked for.",
]

COMPARED: dict[Nutrient, str] = {
    "d": "vitamin D",
    "active-d": "active forms of vitamin D",
    "d+calcium": "vitamin D with calcium",
    "calcium": "calcium",
    "k": "vitamin K",
}

WITHOUT_DOUBTFUL = "without doubtful trials"
WITH_DOUBTFUL = "with doubtful trials"
WITH_RETRACTED = "with retracted trials, for comparison only"

Z = NormalDist().inv_cdf(0.975)

LEAST_LEFT = 3
"""Fewer trials cannot lose one and still be pooled."""


def pool_document(
    outcome: PoolOutcome, asked: Asked, evidence: Evidence | None = None
) -> PoolDocument:
    """Pool what the evidence holds of an outcome.

    Raises
    ------
    PoolingUnavailable
        statsmodels is not installed.
    """
    known = load() if evidence is None else evidence
    selection = select(outcome, asked, known)
    sets = [_set(one, asked) for one in selection.sets]
    return PoolDocument(
        schema_="d3k2/pool/1",
        **_envelope(known),
        outcome=_outcome(outcome),
        asked=PoolAskedDocument(
            nutrient=asked.nutrient,
            population=asked.population,
            without_doubtful=asked.without_doubtful,
            with_memory=asked.with_memory,
            together=asked.together,
        ),
        sets=sets,
        left_out=[_left_out(one) for one in selection.left_out],
        methods=METHODS,
        sources=_sources(_cited(selection), known),
    )


def pool_outcomes_document(evidence: Evidence | None = None) -> PoolOutcomesDocument:
    """List the outcomes that can be pooled, those with most trials first."""
    known = load() if evidence is None else evidence
    count = poolable(known)
    order = sorted(count, key=lambda one: (-count[one], one))
    return PoolOutcomesDocument(
        schema_="d3k2/pool-outcomes/1",
        **_envelope(known),
        outcomes=[
            PoolableDocument(**_outcome(known.outcomes[one]).model_dump(), trials=count[one])
            for one in order
        ],
    )


def published_pools_document(evidence: Evidence | None = None) -> PublishedPoolsDocument:
    """Make every published pool again, or say why that cannot be done.

    Raises
    ------
    PoolingUnavailable
        statsmodels is not installed.
    """
    known = load() if evidence is None else evidence
    found = reproductions(known)
    return PublishedPoolsDocument(
        schema_="d3k2/pool-published/1",
        **_envelope(known),
        reproductions=[_reproduction(one) for one in found],
        sources=_sources((one.published.source for one in found), known),
    )


def _envelope(known: Evidence) -> dict[str, object]:
    return {
        "software_version": __version__,
        "data_version": known.data_version,
        "model_version": None,
        "date": None,
        "audience": "clinician",
        "notice": NOTICE,
    }


def _outcome(outcome: PoolOutcome) -> PoolOutcomeDocument:
    return PoolOutcomeDocument(**outcome.model_dump(include=set(PoolOutcomeDocument.model_fields)))


def _set(one: PoolSet, asked: Asked) -> PoolSetDocument:
    inside = one.of("current") if asked.without_doubtful else one.of("current", "doubtful")
    main = _pooled(inside)
    ratio = one.measures[0] in RATIOS
    weight = {} if main is None else _weights(inside, main)
    trials = [_trial(e, one, weight.get(e.id)) for e in one.estimates]
    return PoolSetDocument(
        nutrient=one.nutrient,
        name=COMPARED[one.nutrient],
        measures=list(one.measures),
        trials=trials,
        pooled=None if main is None else _told(main, ratio=ratio),
        variants=[
            variant
            for variant in _variants(one, inside, ratio=ratio)
            if main is not None or variant.pooled is not None
        ],
        leave_one_out=list(_each_left_out(inside, ratio=ratio)),
        warnings=warnings_of(trials, main, asked),
    )


def _pooled(estimates: Sequence[Estimate]) -> Pooled | None:
    if len(estimates) < 2:
        return None
    return pool([e.effect for e in estimates], [e.error for e in estimates])


def _weights(estimates: Sequence[Estimate], main: Pooled) -> dict[str, float]:
    return {e.id: weight for e, weight in zip(estimates, main.weights, strict=True)}


def _variants(
    one: PoolSet, inside: Sequence[Estimate], *, ratio: bool
) -> Iterator[PoolVariantDocument]:
    """Yield the same pool with and without doubtful trials, and with retracted ones."""
    others = (
        (WITH_DOUBTFUL, one.of("current", "doubtful")),
        (WITHOUT_DOUBTFUL, one.of("current")),
    )
    for name, estimates in others:
        if len(estimates) != len(inside):
            yield _variant(name, estimates, ratio=ratio)
    if one.of("retracted"):
        everything = one.of("current", "doubtful", "retracted")
        yield _variant(WITH_RETRACTED, everything, ratio=ratio)


def _variant(name: str, estimates: Sequence[Estimate], *, ratio: bool) -> PoolVariantDocument:
    found = _pooled(estimates)
    return PoolVariantDocument(
        name=name,
        trials=[e.id for e in estimates],
        pooled=None if found is None else _told(found, ratio=ratio),
    )


def _each_left_out(inside: Sequence[Estimate], *, ratio: bool) -> Iterator[LeaveOneOutDocument]:
    if len(inside) < LEAST_LEFT:
        return
    found = without_each([e.effect for e in inside], [e.error for e in inside])
    for estimate, pooled in zip(inside, found, strict=True):
        yield LeaveOneOutDocument(
            trial=estimate.id, label=estimate.label, pooled=_told(pooled, ratio=ratio)
        )


def _trial(estimate: Estimate, one: PoolSet, weight: float | None) -> PooledTrialDocument:
    ratio = estimate.measure in RATIOS
    half = Z * estimate.error
    return PooledTrialDocument(
        id=estimate.id,
        study=estimate.study,
        label=estimate.label,
        source=estimate.source,
        read=estimate.read,
        population=estimate.population,
        arm=estimate.arm,
        weeks=estimate.weeks,
        measure=estimate.measure,
        estimate=_shown(estimate.effect, ratio=ratio),
        low=_shown(estimate.effect - half, ratio=ratio),
        high=_shown(estimate.effect + half, ratio=ratio),
        standard_error=estimate.error,
        error_from=estimate.error_from,
        standing=one.standing[estimate.study],
        weight=weight,
    )


def _told(pooled: Pooled, *, ratio: bool) -> PooledDocument:
    """Return a pool on the scale of its measure."""
    spread = pooled.heterogeneity
    low, high = pooled.prediction or (None, None)

    def shown(value: float) -> float:
        return _shown(value, ratio=ratio)

    return PooledDocument(
        trials=pooled.trials,
        estimate=shown(pooled.effect),
        low=shown(pooled.interval[0]),
        high=shown(pooled.interval[1]),
        normal_low=shown(pooled.normal_interval[0]),
        normal_high=shown(pooled.normal_interval[1]),
        fixed=shown(pooled.fixed_effect),
        fixed_low=shown(pooled.fixed_interval[0]),
        fixed_high=shown(pooled.fixed_interval[1]),
        prediction_low=None if low is None else shown(low),
        prediction_high=None if high is None else shown(high),
        q=spread.q,
        degrees_of_freedom=spread.degrees,
        q_p=spread.p,
        tau2=spread.tau2,
        tau2_low=spread.tau2_interval[0],
        tau2_high=spread.tau2_interval[1],
        i2=spread.i2,
        i2_low=spread.i2_interval[0],
        i2_high=spread.i2_interval[1],
    )


def _shown(value: float, *, ratio: bool) -> float:
    return exp(value) if ratio else value


def _left_out(one: LeftOut) -> LeftOutDocument:
    return LeftOutDocument(
        id=one.id, study=one.study, label=one.label, row=one.said, reason=one.reason, see=one.see
    )


def _reproduction(one: Reproduction) -> ReproductionDocument:
    published = one.published
    apart = one.difference
    same = published.model_dump(
        include={
            "id", "source", "where", "read", "outcome", "nutrient", "measure", "method", "trials",
            "note",
        }
    )  # fmt: skip
    return ReproductionDocument(
        **same,
        retracted_trials=published.retracted,
        published=_triple(published.value, published.low, published.high),
        ours=None if one.ours is None else _triple(*one.ours),
        difference=None if apart is None else _triple(*apart),
        reproduced=one.reproduced,
        made_from=one.made_from,
        members=list(published.members),
        parts=[
            PublishedPartDocument(name=p.name, estimate=p.value, low=p.low, high=p.high)
            for p in published.parts
        ],
        why_not=published.unseen,
    )


def _triple(estimate: float, low: float, high: float) -> TripleDocument:
    return TripleDocument(estimate=estimate, low=low, high=high)


def _cited(selection: Selection) -> Iterator[str]:
    for one in selection.sets:
        yield from (e.source for e in one.estimates)


def _sources(ids: Iterable[str], known: Evidence) -> list[SourceDocument]:
    return [source_document(known.sources[one]) for one in sorted(set(ids))]
