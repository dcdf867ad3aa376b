"""The report: one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import DictLoader, Environment, StrictUndefined

from d3k2.evidence import cite, load
from d3k2.report.chart import chart, rows
from d3k2.report.documents import AssessDocument, StatementDocument
from d3k2.report.note import chart_note

ALLOWED = {"yes": "may be taken", "clinician": "clinician first", "no": "no"}
ACTIONS = {
    "none": "nothing to take",
    "start": "start",
    "continue": "continue",
    "change": "change",
    "do_not_start": "do not start",
    "stop": "stop",
    "do_not_stop_alone": "do not stop alone",
}


def assess_html(document: AssessDocument) -> str:
    """Render an assessment as a page: stop signs first, sources last."""
    number = {source.id: place for place, source in enumerate(document.sources, start=1)}
    return (
        _environment()
        .get_template("assess.html")
        .render(
            d=document,
            style=_text("report.css"),
            svg=chart(document),
            rows=rows(document),
            note=chart_note(document),
            allowed=ALLOWED,
            actions=ACTIONS,
            withheld={w.what for w in document.withheld},
            curves=[t for t in document.trajectories if t.variable == "calcidiol"],
            bone=[s for s in document.statements if s.id.startswith("bone.")],
            model=[s for s in document.statements if s.id.startswith("model.")],
            citations=[(s, cite(load().sources[s.id])) for s in document.sources],
            references=lambda statement: _references(statement, number),
        )
    )


def _references(statement: StatementDocument, number: dict[str, int]) -> list[int]:
    """The numbers of the sources a statement stands on."""
    known = load()
    found: set[int] = set()
    for ground in statement.stands_on:
        record = known.fact(ground.id) if ground.kind == "fact" else None
        if record is not None:
            found |= {number[r.id] for r in record.sources if r.id in number}
    return sorted(found)


@cache
def _environment() -> Environment:
    return Environment(
        loader=DictLoader({"assess.html": _text("assess.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _text(name: str) -> str:
    return resources.files("d3k2.report").joinpath("templates", name).read_text("utf-8")
