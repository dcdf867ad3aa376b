"""What every authority says on one topic, side by side: what applies first, what is past last."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.evidence import Applied, load
from d3k2.faces.cli.terminal import Terminal

APPLIES = {
    "yes": "Applies to this person",
    "unknown": "May apply: something about this person is not known",
    "no": "Written for others",
}
FOREIGN = "speaks for another country"
STATUSES = {"in force": "In force", "draft": "Drafts", "superseded": "Superseded"}
NAME_WIDTH = 22


def show(topic: str, found: Sequence[Applied], *, for_person: bool) -> None:
    """Print the positions in groups; none is averaged and none is left out."""
    out = Terminal()
    known = load().topics[topic]
    out.put(Text.assemble((known.question, "bold"), (f"  {topic}", "dim")))
    for heading, group in _groups(found, for_person=for_person):
        out.line()
        out.put(Text(f"{heading} ({len(group)})", style="bold"))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(width=NAME_WIDTH)
        for applied in group:
            grid.add_row(Text(_who(applied)), _what(applied, for_person=for_person))
        out.put(Padding(grid, (0, 0, 0, 2)))
    if not found:
        out.put(Text("No position is known."))


def _groups(found: Sequence[Applied], *, for_person: bool) -> list[tuple[str, list[Applied]]]:
    ordered = sorted(found, key=lambda a: (a.authority.short.casefold(), -a.position.year))
    past = [(STATUSES[s], [a for a in ordered if a.position.status == s]) for s in STATUSES]
    if for_person:
        now = past[0][1]
        by_person = [(name, [a for a in now if a.applies == key]) for key, name in APPLIES.items()]
        past = [*by_person, *past[1:]]
    return [(heading, group) for heading, group in past if group]


def _who(applied: Applied) -> str:
    return f"{applied.authority.short} {applied.position.year}"


def _what(applied: Applied, *, for_person: bool) -> Text:
    position = applied.position
    said = Text(position.text)
    marks = [position.id]
    if position.superseded_by:
        marks.append(f"superseded by {position.superseded_by}")
    if for_person and applied.applies != "yes" and applied.why:
        marks.append(applied.why)
    if for_person and applied.binding is False:
        marks.append(FOREIGN)
    return said.append("\n" + "; ".join(marks), style="dim")
