"""What is said of papers that are cited for sentences labelled as right or as wrong.

    python -m benchmarks.cited_sentences training/sentences/waiting

Each labelled sentence that is about one fact becomes an article that cites the paper of that fact.
Of a right one the paper should say it, of a wrong one it should not; nothing is looked up online.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.checking import DAY

from d3k2.claims import check, read_article
from d3k2.evidence import Fact, Source, load

ANSWERS = ("yes", "not_checked", "partly", "no")
LABELS = ("supported", "overstated", "contradicted")
COLUMNS = 5


def sentences(folder: Path, files: str = "*.tsv") -> Iterator[tuple[str, Fact, str]]:
    """Yield sentences that are about one fact of one paper: their label, the fact, their words."""
    for path in sorted(folder.glob(files)):
        for line in path.read_text("utf-8").splitlines():
            columns = line.split("\t")
            fact = load().facts.get(columns[3]) if len(columns) == COLUMNS else None
            if fact is not None and len(fact.sources) == 1:
                yield columns[0], fact, columns[4].lstrip("- *")


def papers(folder: Path) -> Iterator[tuple[str, Source, str]]:
    """Yield labelled sentences with the paper of their fact, where that can be cited."""
    for label, fact, text in sentences(folder):
        source = load().sources[fact.sources[0].id]
        if label in LABELS and not text.startswith(("#", "|")) and (source.doi or source.pmid):
            yield label, source, text


def answer(text: str, source: Source) -> str:
    """What is said of a paper that is cited for a sentence."""
    named = f"doi:{source.doi}" if source.doi else f"PMID {source.pmid}"
    entry = f"{source.authors}. {source.title}. {source.year}. {named}"
    article = f"{text.rstrip('.')} [1].\n\n## References\n\n1. {entry}\n"
    (report,) = check([read_article("article.md", article.encode())], today=DAY).articles
    return next((c.supports for c in report.citations if c.label == "1"), "not_checked")


def main() -> None:
    """Show how many of each label got which answer."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("folder", type=Path)
    asked.add_argument("--errors", action="store_true")
    given = asked.parse_args()
    said = [(label, answer(text, source), text) for label, source, text in papers(given.folder)]
    counted = Counter((label, found) for label, found, _ in said)
    print(f"| labelled | {' | '.join(ANSWERS)} |")
    for label in LABELS:
        print(f"| {label} | {' | '.join(str(counted[label, each]) for each in ANSWERS)} |")
    for label, found, text in said if given.errors else ():
        if found in (("partly", "no") if label == "supported" else ("yes",)):
            print(f"- {label}, {found}: {text}")


if __name__ == "__main__":
    main()
