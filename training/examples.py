"""Labelled sentences, each read in its place as `check` reads it.

A file of ``training/sentences`` is an article: a line a sentence, list item or heading, an empty
line between paragraphs, and five columns with tabs between: verdict, slot, danger, facts, text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checking import HALF
from benchmarks.lettered import lettered, shared

from d3k2.claims import Article, read_article
from d3k2.claims.by_facts import fact_index
from d3k2.claims.by_numbers import findings_of
from d3k2.claims.passage import passages
from d3k2.claims.weighed import Weighed, weigh

SENTENCES = Path(__file__).parent / "sentences"
TESTS = Path(__file__).parent.parent / "tests"
WAITING = "waiting"
"""The folder of what was written and not learned from yet."""
FURTHER = "further/"
"""The folder written last, whose labels of verdicts do harm; what else it tells does not."""
NONE = "none"
COLUMNS = ("verdict", "slot", "danger", "facts", "text")


@dataclass(frozen=True)
class Example:
    """A passage that may be a claim, and how it was labelled.

    Attributes
    ----------
    blind : bool
        Whether the tables were written without knowing it: only then does what they say of it
        tell how far they can be trusted.
    """

    file: str
    verdict: str
    slot: str
    danger: bool | None
    facts: tuple[str, ...]
    weighed: Weighed
    blind: bool


def all_examples() -> list[Example]:
    """Everything that is learned from, in one order."""
    return [*written_here(), *of_tests(), *of_evidence()]


def written_here() -> Iterator[Example]:
    """Sentences written to learn from."""
    for path in learned_from():
        yield from of_file(path, blind=path.parent.name != "variations")


def learned_from() -> list[Path]:
    """Files of sentences, but those that wait for the next time."""
    return [p for p in sorted(SENTENCES.glob("*/*.tsv")) if p.parent.name != WAITING]


def of_tests() -> Iterator[Example]:
    """Labelled sentences that the tables were mended by: half of the test articles, and others."""
    for folder in (TESTS / "articles", TESTS / "claims" / "trial"):
        rows = _table(folder / "claims.csv")
        for row in _table(folder / "split.csv"):
            if row["half"] == "dev":
                name = row["article"]
                article = read_article(name, (folder / name).read_bytes())
                wanted = [each for each in rows if each["article"] == name]
                yield from _beside(article, wanted, name, blind=False)
    for path in sorted((TESTS / "claims" / "practice").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            verdict, slot, text = line.split("\t")
            row = {"verdict": verdict, "slot": slot, "danger": "", "facts": "", "text": text}
            yield from _beside(read_article("-.txt", text.encode()), [row], path.name, blind=False)


def of_evidence() -> Iterator[Example]:
    """What is held, in its own words: each fact that may be told carries its own sentence."""
    for told in fact_index().told:
        row = {"verdict": "supported", "slot": "", "danger": "no", "facts": told.fact.id}
        row["text"] = told.fact.text
        article = read_article("-.txt", told.fact.text.encode())
        yield from _beside(article, [row], "evidence", blind=False)


def of_file(path: Path, *, blind: bool) -> Iterator[Example]:
    """The labelled sentences of one file."""
    text, rows = "", []
    paragraph = False
    for line in path.read_text("utf-8").splitlines():
        if not line.strip():
            text, paragraph = f"{text}\n\n", False
            continue
        row = dict(zip(COLUMNS, line.split("\t"), strict=True))
        rows.append(row)
        written = row["text"].strip()
        alone = written.startswith(("#", "- ", "|"))
        text += f"\n{written}\n" if alone else f"{' ' if paragraph else ''}{written}"
        text += "\n" if written.startswith("#") else ""
        paragraph = not alone
    name = f"{path.parent.name}/{path.name}"
    yield from _beside(read_article("-.md", text.encode()), rows, name, blind=blind)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _beside(
    article: Article, rows: list[dict[str, str]], file: str, *, blind: bool
) -> Iterator[Example]:
    """Each label with the passage that stands where it stands, letters and digits alone counted."""
    letters = lettered(article.text)
    read = passages(article)
    numbers = findings_of(read)
    spans = [letters.stretch(one.start, one.end) for one in read]
    cursor = 0
    for row in rows:
        sought = letters.find(row["text"], cursor)
        if sought is None:
            continue
        cursor = sought[0]
        for n, span in enumerate(spans):
            if shared(span, sought) <= HALF:
                continue
            weighed = weigh(read[n], numbers[n])
            if weighed is not None:
                facts = row["facts"].replace(";", ",").split(",")
                yield Example(
                    file=file,
                    verdict=row["verdict"],
                    slot=row["slot"] if row["slot"] else "-",
                    danger=row["danger"] == "yes" if row["danger"] else None,
                    facts=tuple(i for fact in facts if (i := fact.strip()) not in ("", "-")),
                    weighed=weighed,
                    blind=blind,
                )
            break
