"""Pooled trials as one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from d3k2.evidence import cite, load
from d3k2.report.forest import forest
from d3k2.report.funnel import funnel
from d3k2.report.labels import label
from d3k2.report.pages import render, template
from d3k2.report.pool_documents import PoolDocument, PooledTrialDocument, PoolSetDocument
from d3k2.report.pool_numbers import (
    PoolRow,
    left_one_out,
    left_out_rows,
    pool_rows,
    set_name,
    trial_name,
    trial_numbers,
)
from d3k2.report.references import numbers

FUNNEL_LEAST = 10
"""Fewer trials say nothing by the shape of their funnel (Cochrane Handbook, 13.3.5.4)."""

TOO_FEW = (
    f"With fewer than {FUNNEL_LEAST} trials the shape cannot tell whether some were never "
    "published."
)


@dataclass(frozen=True, slots=True)
class DrawnSet:
    """A set with its drawings and tables."""

    id: str
    name: str
    warnings: list[str]
    forest: str
    funnel: str
    of_funnel: str
    """What keeps its shape from telling anything."""
    trials: list[PooledTrialDocument]
    pools: list[PoolRow]
    without_one: list[PoolRow]


def pool_html(document: PoolDocument) -> str:
    """Render pooled trials as a page: what to beware of before each number, sources last."""
    say = partial(label, audience=document.audience)
    heading = f"Trials together: {document.outcome.name}"
    return render(
        "pool.html",
        d=document,
        style=template("report.css") + template("pool.css"),
        say=say,
        size="pool",
        heading=heading,
        title=heading,
        who=None,
        sets=[_set(document, found, place) for place, found in enumerate(document.sets)],
        left_out=left_out_rows(document.left_out),
        called=trial_name,
        told=trial_numbers,
        number=numbers(document.sources),
        citations=[(s, cite(load().sources[s.id])) for s in document.sources],
        references=lambda _: [],
        pedigree=(
            f"d3k2 {document.software_version}, data {document.data_version}, "
            f"{len(document.sources)} sources"
        ),
    )


def _set(document: PoolDocument, found: PoolSetDocument, place: int) -> DrawnSet:
    return DrawnSet(
        id=f"set-{place}",
        name=set_name(document, found),
        warnings=found.warnings,
        forest=forest(document, found, f"forest-{place}"),
        funnel=funnel(document, found, f"funnel-{place}"),
        of_funnel=TOO_FEW if found.pooled and found.pooled.trials < FUNNEL_LEAST else "",
        trials=found.trials,
        pools=pool_rows(found),
        without_one=left_one_out(found),
    )
