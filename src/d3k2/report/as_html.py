"""The report: one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from functools import partial

from d3k2.evidence import cite, load
from d3k2.report.cards import cards, dose_of_d3, elsewhere
from d3k2.report.chart import charts
from d3k2.report.documents import AssessDocument, StatementDocument
from d3k2.report.known import known, who
from d3k2.report.labels import label
from d3k2.report.note import chart_note, pedigree
from d3k2.report.pages import render, template
from d3k2.report.paper import size
from d3k2.report.prediction import calcidiol, level, predictions, rows, targets
from d3k2.report.references import cited, numbers, short, source_ids

KEY_SOURCES = 8
"""Sources named on paper, where the whole list does not fit."""


def assess_html(document: AssessDocument) -> str:
    """Render an assessment as a page: stop signs first, sources last."""
    number = numbers(document.sources)
    plan = document.plan
    other = elsewhere(document)
    model = [s for s in other if s.id.startswith("model.")]
    differing = [s for s in other if s.level == "disagreement"]
    other = [s for s in other if s not in model and s not in differing]
    grave = [s for s in other if s.level == "caution" and s.text not in document.not_screened]
    say = partial(label, audience=document.audience)
    return render(
        "assess.html",
        d=document,
        title=f"{say('title')}, {document.date}",
        heading=say("title"),
        style=template("report.css"),
        say=say,
        cards=cards(document),
        grave=grave,
        other=[s for s in other if s.level != "caution"],
        model=model,
        worth=[*plan.d3.worth_it, *plan.k2.worth_it, *plan.calcium.worth_it],
        differing=[*document.disagreements, *differing],
        size=size(document),
        who=who(document),
        known=known(document),
        svgs=charts(document),
        predictions=predictions(document),
        targets=targets(plan.d3.options),
        curves=calcidiol(document),
        rows=rows(document),
        level=level,
        dose=partial(dose_of_d3, document=document),
        withheld={w.what for w in document.withheld},
        note=chart_note(document),
        pedigree=pedigree(document),
        citations=[(s, cite(load().sources[s.id])) for s in document.sources],
        key_sources=_key_sources(document, number),
        references=partial(cited, number=number),
    )


def _key_sources(document: AssessDocument, number: dict[str, int]) -> list[tuple[int, str]]:
    """The sources of the stop signs and of the plan's own reasons, for paper."""
    plan = document.plan
    said: list[StatementDocument] = [*document.stops]
    said += [card.reason for card in cards(document) if card.reason is not None]
    said += [*plan.d3.statements, *plan.k2.statements, *plan.calcium.statements]
    ids = dict.fromkeys(i for s in said for i in source_ids(s.stands_on) if i in number)
    by_id = {source.id: source for source in document.sources}
    return [(number[i], short(by_id[i])) for i in list(ids)[:KEY_SOURCES]]
