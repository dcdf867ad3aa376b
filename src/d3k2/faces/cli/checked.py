"""A check on a terminal: what is wrong first, by its weight, then everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from d3k2.faces.cli.checked_text import STYLES, article_text
from d3k2.faces.cli.terminal import Terminal
from d3k2.report import (
    BY_WEIGHT,
    CheckDocument,
    CheckedArticleDocument,
    CheckedCitationDocument,
    CheckedClaimDocument,
    LeftOpenDocument,
    label,
)

INDENT = (0, 0, 0, 2)
TOLD = ("contradicted", "overstated", "contested", "unsupported")
"""Verdicts that are shown with their reasons unasked; of the others only the number."""
SHORT = 250
"""Words of an article that is printed, marked, without being asked for."""
QUOTED = 300
"""Characters of a sentence of an article that are shown beside its verdict."""


class Checked:
    """One check, article by article."""

    def __init__(
        self, document: CheckDocument, out: Terminal, *, everything: bool, text: bool
    ) -> None:
        self.document = document
        self.out = out
        self.everything = everything
        self.text = text
        self.number = {source.id: n for n, source in enumerate(document.references, start=1)}
        self.cited: set[str] = set()
        self.untold: Counter[str] = Counter()
        self.unmarked = False

    def show(self) -> None:
        """Print all of it."""
        self.out.put(Text(self.document.notice, style="dim"))
        for article in self.document.articles:
            self.article(article)
        self.comparisons()
        self.references()
        self.foot()

    def word(self, key: str, **values: object) -> str:
        """Return a label of checks in the words of the reader."""
        return label(f"check.{key}", self.document.audience, **values)

    def article(self, article: CheckedArticleDocument) -> None:
        """Print one article: the whole of it in a few sentences, then what is wrong with it."""
        self.heading(article.title or article.file)
        where = self.word("from", file=article.file, format=article.format)
        self.out.put(Text(where, style="dim"))
        self.out.put(Text(article.summary, style="bold"))
        if not article.about_subject:
            return
        self.counts(article)
        self.marked(article)
        numbered = list(enumerate(article.claims, start=1))
        failing = [(n, c) for n, c in enumerate(article.citations, start=1) if c.fails]
        standing = [(n, c) for n, c in enumerate(article.citations, start=1) if not c.fails]
        for verdict in BY_WEIGHT:
            self.claims(verdict, [(n, c) for n, c in numbered if c.verdict == verdict])
            if verdict == "contradicted":
                self.citations(self.word("failing"), failing)
        self.left_open(article.left_open)
        self.citations(self.word("citations"), standing)
        self.numbers(article)
        self.whole(article)

    def counts(self, article: CheckedArticleDocument) -> None:
        """Print how many claims have each verdict."""
        found = article.counts.model_dump()
        line = Text()
        for verdict in BY_WEIGHT:
            if found[verdict]:
                line.append(" · " if line else "")
                line.append(self.word(f"verdict.{verdict}"), style=STYLES[verdict])
                line.append(f": {found[verdict]}")
        if article.left_open:
            line.append(" · " if line else "")
            line.append(f"{self.word('verdict.left_open')}: {len(article.left_open)}")
            doubted = sum(claim.doubted for claim in article.left_open)
            if doubted:
                told = self.word("of_these", word=self.word("verdict.doubted"))
                line.append(f" ({told}: {doubted})")
        self.out.put(line if line else Text(self.word("no_claims")))

    def marked(self, article: CheckedArticleDocument) -> None:
        """Print the article with its claims marked, where it is short or that was asked for."""
        if not self.text and len(article.text.split()) > SHORT:
            self.unmarked = True
            return
        self.heading(self.word("text"))
        for passage in article_text(article, self.word):
            self.out.put(Padding(passage, INDENT))

    def claims(self, verdict: str, claims: Sequence[tuple[int, CheckedClaimDocument]]) -> None:
        """Print the claims of one verdict, or keep in mind that they are not shown."""
        if not claims:
            return
        name = self.word(f"verdict.{verdict}")
        if verdict not in TOLD and not self.everything:
            self.untold[name] += len(claims)
            return
        self.out.line()
        self.out.put(Text(f"{_opened(name)} ({len(claims)})", style=f"bold {STYLES[verdict]}"))
        for n, claim in claims:
            self.entry(f"{n}.", self.claim(claim))

    def claim(self, claim: CheckedClaimDocument) -> Iterator[Text]:
        """The lines of a claim: what it says, what fails, why, and what would be right."""
        yield Text(self.quoted(claim.text), style=STYLES[claim.verdict])
        if claim.what_fails is not None:
            yield Text.assemble((f"{self.word('what_fails')}: ", "bold"), f"{claim.what_fails}.")
        sources = [source.id for source in claim.sources]
        said = claim.reason if claim.suggestion else f"{claim.reason}{self.cites(sources)}"
        yield Text(said)
        if claim.suggestion is not None:
            right = f"{claim.suggestion}{self.cites(sources)}"
            yield Text.assemble((f"{self.word('right')}: ", "bold"), right)

    def left_open(self, claims: Sequence[LeftOpenDocument]) -> None:
        """Print the claims without a verdict that are doubted; of the others only the number."""
        name = self.word("verdict.left_open")
        shown = [(n, c) for n, c in enumerate(claims, start=1) if c.doubted or self.everything]
        if len(claims) > len(shown):
            self.untold[name] += len(claims) - len(shown)
        if not shown:
            return
        self.out.line()
        self.out.put(Text(f"{_opened(name)} ({len(claims)})", style="bold"))
        for n, claim in shown:
            known = (Text(f"{h.text}{self.cites(h.sources)}") for h in claim.held)
            self.entry(f"{n}.", [Text(self.quoted(claim.text)), Text(claim.reason), *known])

    def citations(
        self, heading: str, citations: Sequence[tuple[int, CheckedCitationDocument]]
    ) -> None:
        """Print four answers about each citation."""
        if not citations:
            return
        self.heading(heading)
        for n, citation in citations:
            self.entry(f"{n}.", self.citation(citation))

    def citation(self, citation: CheckedCitationDocument) -> Iterator[Text]:
        """The lines of a citation: as it stands there, the four answers, the reason."""
        yield Text(self.quoted(citation.text), style="bold red" if citation.fails else "")
        answers = Text()
        for key in ("resolves", "matches", "supports", "status"):
            said = getattr(citation, key)
            named = self.word(f"{'standing' if key == 'status' else 'answer'}.{said}")
            answers.append(f"{', ' if answers else ''}{self.word(f'asked.{key}')}: ", style="dim")
            answers.append(named, style="bold red" if said in ("no", "retracted") else "")
        yield answers
        sources = [] if citation.source is None else [citation.source]
        yield Text(f"{citation.reason}{self.cites(sources)}")

    def numbers(self, article: CheckedArticleDocument) -> None:
        """Print what was found about numbers; those that hold only when all is shown."""
        found = [
            (n, number)
            for n, number in enumerate(article.numbers, start=1)
            if self.everything or number.verdict != "holds"
        ]
        if not found:
            return
        self.heading(self.word("numbers"))
        for n, number in found:
            verdict = self.word(f"number.{number.verdict}")
            style = "red" if number.verdict == "wrong" else ""
            title = Text.assemble(
                f"{self.quoted(number.text)}: ", (verdict, f"bold {style}"), f" ({number.kind})"
            )
            self.entry(f"{n}.", [title, Text(f"{number.reason}{self.cites(number.sources)}")])

    def whole(self, article: CheckedArticleDocument) -> None:
        """Print what was found about the article as a whole, what speaks for it last."""
        if not article.whole:
            return
        self.heading(self.word("whole"))
        for found in sorted(article.whole, key=lambda one: one.good):
            title = f"{self.word('good')}: {found.kind}" if found.good else _opened(found.kind)
            said = f"{found.text}{self.cites(found.sources)}"
            said_of_it = Text.assemble((f"{title}. ", "bold"), said)
            self.entry(self.out.bullet, [said_of_it])

    def comparisons(self) -> None:
        """Print what the articles say on each topic."""
        if not self.document.comparisons:
            return
        self.heading(self.word("comparisons"))
        for topic in self.document.comparisons:
            state = self.word("differ" if topic.differ else "agree")
            title = Text(f"{_opened(topic.topic)}: {state}", style="bold")
            self.entry(
                self.out.bullet,
                [title, *(Text(f"{p.file}: {_cut(p.says)}") for p in topic.positions)],
            )

    def quoted(self, said: str) -> str:
        """A sentence of the article in marks that the terminal can show."""
        return f'"{_cut(said)}"' if self.out.options.ascii_only else f"“{_cut(said)}”"

    def cites(self, sources: Iterable[str]) -> str:
        """The numbers of sources, which are then listed."""
        known = [source for source in sources if source in self.number]
        self.cited |= set(known)
        found = sorted({self.number[source] for source in known})
        return f" [{', '.join(map(str, found))}]" if found else ""

    def references(self) -> None:
        """Print the sources that were named, under the numbers they have in every form."""
        if not self.cited:
            return
        self.heading(self.word("references"))
        grid = Table.grid(padding=(0, 1))
        for source in self.document.references:
            if source.id in self.cited:
                marked = "" if source.status == "current" else f" ({source.status})"
                read = label("read", self.document.audience, read=source.read)
                line = f"{source.called}: {source.citation}{marked} {read}."
                grid.add_row(f"{self.number[source.id]}.", Text(line, style="dim", overflow="fold"))
        self.out.put(Padding(grid, INDENT))

    def entry(self, mark: str, lines: Iterable[Text]) -> None:
        """Print lines beside a number or a mark."""
        grid = Table.grid(padding=(0, 1))
        grid.add_row(mark, Text("\n", overflow="fold").join(lines))
        self.out.put(Padding(grid, INDENT))

    def heading(self, said: str) -> None:
        """Open a part."""
        self.out.line()
        self.out.put(Text(said, style="bold"))

    def foot(self) -> None:
        """Print what was left out and where it is, and what it was made with."""
        self.out.line()
        if self.untold:
            what = ", ".join(f"{name} ({n})" for name, n in self.untold.items())
            self.out.put(Text(self.word("more", what=what), style="dim"))
        if self.unmarked:
            self.out.put(Text(self.word("more_text"), style="dim"))
        self.out.put(Text(self.word("more_page"), style="dim"))
        made = self.word(
            "pedigree", software=self.document.software_version, data=self.document.data_version
        )
        self.out.put(Text(f"{made} · {self.document.date}", style="dim"))


def show(document: CheckDocument, *, everything: bool = False, text: bool = False) -> None:
    """Print a check; everything is in ``--json`` and ``--html`` too.

    Parameters
    ----------
    everything : bool
        Whether claims that hold, or that say too little, are shown with their reasons.
    text : bool
        Whether a long article is printed, with its claims marked.
    """
    Checked(document, Terminal(), everything=everything, text=text).show()


def _cut(said: str) -> str:
    """A sentence of an article in one line, and not longer than is needed to know it again."""
    line = " ".join(said.split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"


def _opened(said: str) -> str:
    """With a capital first and all else as it is: "need for K2" keeps its K."""
    return said[:1].upper() + said[1:]
