"""An answer as one self-contained page that loads nothing and runs nothing."""

from __future__ import annotations

from functools import partial

from d3k2.report.ask_documents import AskDocument
from d3k2.report.labels import label
from d3k2.report.pages import render, template
from d3k2.report.references import cited, numbers


def ask_html(document: AskDocument) -> str:
    """Render a reply as a page: what is urgent, the bottom line, its parts, its references."""
    say = partial(label, audience=document.audience)
    return render(
        "ask.html",
        d=document,
        style=template("report.css") + template("ask.css"),
        say=say,
        size="ask",
        heading=document.question,
        title=document.question,
        who=None,
        references=partial(cited, number=numbers(document.references)),
        state_name=lambda state: say(f"ask.state.{state.replace(' ', '_')}"),
        pedigree=say(
            "ask.pedigree", software=document.software_version, data=document.data_version
        ),
    )
