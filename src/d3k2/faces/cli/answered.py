"""An answer on a terminal: what is urgent, the bottom line, its parts, and what it stands on."""

from __future__ import annotations

from collections.abc import Iterable

from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    AnswerDocument,
    AskDocument,
    LinkedDocument,
    StatementDocument,
    cited,
    label,
)

INDENT = (0, 0, 0, 2)
MARKS = {"stop": "bold red", "caution": "yellow"}


class Answered:
    """One reply, part by part."""

    def __init__(self, document: AskDocument, out: Terminal) -> None:
        self.document = document
        self.out = out
        self.number = {source.id: n for n, source in enumerate(document.references, start=1)}
        self.marks = "*o" if out.options.ascii_only else "●○"

    def show(self) -> None:
        """Print all of it, what is urgent first."""
        document = self.document
        self.out.put(Text(document.notice, style="dim"))
        for said in document.urgent:
            title = Text(self.word("ask.urgent"))
            self.out.put(Panel(Text(self.said(said)), title=title, style="bold red"))
        self.reply(document)
        for part in document.parts:
            self.heading(part.question)
            self.reply(part)
        self.linked("ask.alternatives", document.alternatives if document.answer is None else ())
        self.references()
        self.linked("ask.follow_ups", document.follow_ups)
        self.linked("ask.related", document.related)
        self.foot()

    def reply(self, document: AskDocument) -> None:
        """Print the answer to one question, or why there is none."""
        if document.reason is not None:
            self.out.line()
            self.out.put(Text(document.reason, style="bold"))
        if document.answer is not None:
            self.answer(document.answer)

    def word(self, key: str, **values: object) -> str:
        """Return a label in the words of the reader."""
        return label(key, self.document.audience, **values)

    def answer(self, answer: AnswerDocument) -> None:
        """Print the bottom line, where its review stands, and the parts."""
        self.out.line()
        self.out.put(Text(answer.title, style="dim"))
        self.out.put(Text(self.said(answer.bottom_line), style="bold"))
        self.out.put(self.status(answer))
        for part in answer.sections:
            self.heading(part.title)
            grid = Table.grid(padding=(0, 1))
            for one in part.statements:
                grid.add_row(self.out.bullet, Text(self.said(one), style=MARKS.get(one.level, "")))
            self.out.put(Padding(grid, INDENT))
        self.findings(answer)
        if answer.rephrased:
            self.out.line()
            self.out.put(Text(self.word("ask.rephrased"), style="yellow"))
            for changed in answer.rephrased:
                self.out.put(Padding(Text(changed.original, style="dim"), INDENT))

    def status(self, answer: AnswerDocument) -> Text:
        """The way of a review, with the one step it stands at."""
        steps = Text()
        for step in answer.review.steps:
            here = step == answer.review.state
            name = self.word(f"ask.state.{step.replace(' ', '_')}")
            mark = self.marks[0 if here else 1]
            steps.append(f"{mark} {name}  ", style="bold" if here else "dim")
        who = "" if answer.review.reviewer is None else f", {answer.review.reviewer}"
        steps.append(f"{answer.review.date}{who}", style="dim")
        if answer.grade != "none":
            sure = self.word("certainty", certainty=answer.grade)
            steps.append(f" · {sure}", style="dim")
        return steps

    def findings(self, answer: AnswerDocument) -> None:
        """Print a summary of findings, one outcome in one population a row."""
        for row in answer.findings:
            self.out.line()
            self.out.put(Text(f"{row.outcome}: {row.result}", style="bold"))
            because = f" ({', '.join(row.because)})" if row.because else ""
            for line in (
                f"{row.comparison}; {row.population}; {row.design}",
                f"{row.direction}; {self.sure(row.grade)}{because}",
            ):
                self.out.put(Padding(Text(line), INDENT))

    def sure(self, grade: str) -> str:
        """How sure a row is, or that nobody graded it."""
        if grade == "none":
            return self.word("ask.ungraded")
        return self.word("certainty", certainty=grade)

    def said(self, one: StatementDocument) -> str:
        """A sentence with the numbers of its references."""
        return f"{one.text}{self.cites(one)}"

    def cites(self, one: StatementDocument) -> str:
        """The numbers of the references of a sentence."""
        found = cited(one, self.number)
        return f" [{', '.join(map(str, found))}]" if found else ""

    def references(self) -> None:
        """Print every reference with its kind, its year and how it was read."""
        if not self.document.references:
            return
        self.heading(self.word("ask.references"))
        grid = Table.grid(padding=(0, 1))
        for number, source in enumerate(self.document.references, start=1):
            marked = "" if source.status == "current" else f" ({source.status})"
            read = self.word("read", read=source.read)
            line = f"{source.called}: {source.citation}{marked} {read}."
            grid.add_row(f"{number}.", Text(line, style="dim"))
        self.out.put(Padding(grid, INDENT))

    def linked(self, key: str, found: Iterable[LinkedDocument]) -> None:
        """Print other answers by their questions."""
        titles = [one.title for one in found]
        if not titles:
            return
        self.heading(self.word(key))
        grid = Table.grid(padding=(0, 1))
        for title in titles:
            grid.add_row(self.out.bullet, Text(title))
        self.out.put(Padding(grid, INDENT))

    def heading(self, said: str) -> None:
        """Open a part."""
        self.out.line()
        self.out.put(Text(said, style="bold"))

    def foot(self) -> None:
        """Print how the answer was found and how to go on."""
        document = self.document
        parts = [
            f"data {document.data_version}",
            f"d3k2 {document.software_version}",
            document.date,
        ]
        if document.why_not_by_meaning:
            parts.append(self.word("ask.by_words", why=document.why_not_by_meaning))
        self.out.line()
        if document.answer is not None:
            self.out.put(Text(self.word("ask.go_on", id=document.conversation), style="dim"))
        self.out.put(Text(" · ".join(parts), style="dim"))


def show(document: AskDocument) -> None:
    """Print a reply; everything is in ``--json`` and ``--html`` too."""
    Answered(document, Terminal()).show()
