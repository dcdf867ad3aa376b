"""The review packet as one self-contained page that prints, loads nothing and runs nothing."""

from __future__ import annotations

from functools import partial

from d3k2.report.labels import label
from d3k2.report.packet_words import found_in, opening, several, version, weak, word
from d3k2.report.pages import render, template
from d3k2.report.review_documents import PacketDocument


def packet_html(document: PacketDocument) -> str:
    """Render the packet: one column, an item never torn apart where a page can hold it."""
    heading = word("title", date=document.date)
    return render(
        "packet.html",
        d=document,
        style=template("report.css") + template("packet.css"),
        say=partial(label, audience=document.audience),
        word=word,
        several=several,
        opening=opening(document),
        version=version,
        found_in=found_in,
        weak=weak,
        references=lambda _: [],
        size="packet",
        heading=heading,
        title=heading,
        who=None,
        pedigree=f"d3k2 {document.software_version}, data {document.data_version}",
    )
