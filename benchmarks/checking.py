"""How often the verdict on a claim is right, beside two baselines.

    python -m benchmarks.checking tests/articles dev
    python -m benchmarks.checking tests/articles held_out --errors
    python -m benchmarks.checking tests/fresh_articles tests/second_articles held_out

A folder holds the articles, ``claims.csv`` (a row a claim, as two readers settled it) and
``split.csv`` (which half an article is in).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.lettered import lettered, shared

from d3k2.claims import Article, Claim, check, read_article
from d3k2.claims.judgement import ORDER

VERDICTS = ("supported", "overstated", "contradicted", "contested", "unsupported", "cannot_tell")
NONE = "no claim"
OPEN = "left open"
DAY = date(2026, 11, 26)
HALF = 0.5
"""How much of the shorter of two stretches they must share to be the same sentence."""
SURE = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True)
class Labelled:
    """A claim as readers settled it, and what the program said of it."""

    article: str
    text: str
    want: str
    slot: str
    danger: bool
    reason: str
    got: str
    tenet: str | None
    got_slot: str | None
    doubted: bool


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def half(folder: Path, name: str) -> list[str]:
    """The files of one half of the articles."""
    return [row["article"] for row in rows(folder / "split.csv") if row["half"] == name]


def articles(folder: Path, names: list[str]) -> dict[str, Article]:
    """Read articles of the set."""
    return {name: read_article(name, (folder / name).read_bytes()) for name in names}


def labelled(folder: Path, name: str) -> list[Labelled]:
    """Check every article of a half and set each verdict beside its label."""
    read = articles(folder, half(folder, name))
    by_article: dict[str, list[dict[str, str]]] = {}
    for row in rows(folder / "claims.csv"):
        by_article.setdefault(row["article"], []).append(row)
    found: list[Labelled] = []
    for file, article in read.items():
        (report,) = check([article], today=DAY).articles
        found += _beside(file, article.text, report.claims, by_article.get(file, []))
    return found


def _beside(
    file: str, text: str, claims: tuple[Claim, ...], wanted: list[dict[str, str]]
) -> Iterator[Labelled]:
    """Match claims to labels by where they stand, letters and digits alone counted."""
    letters = lettered(text)
    cursor = 0
    for row in wanted:
        span = letters.find(row["text"], cursor)
        cursor = cursor if span is None else span[0]
        here = [
            claim
            for claim in claims
            if span is not None and shared(span, letters.stretch(claim.start, claim.end)) > HALF
        ]
        best = min(here, key=_place, default=None)
        yield Labelled(
            article=file,
            text=row["text"],
            want=row["verdict"] if row["verdict"] != "none" else NONE,
            slot=row["slot"],
            danger=row["danger"] == "yes",
            reason=row["reason"],
            got=NONE if best is None else best.verdict or OPEN,
            tenet=None if best is None else best.tenet,
            got_slot=None if best is None else best.slot,
            doubted=best is not None and best.doubted,
        )


def _place(claim: Claim) -> int:
    """Where a claim stands among verdicts; last where it is left open."""
    return len(ORDER) if claim.verdict is None else ORDER.index(claim.verdict)


def wilson(right: int, n: int) -> tuple[float, float]:
    """The interval of Wilson (JASA 1927) for a proportion, 95 %."""
    if n == 0:
        return 0.0, 1.0
    p, z2 = right / n, SURE**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    width = SURE * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - width), min(1.0, middle + width)


@dataclass(frozen=True)
class Figure:
    """Precision and recall of one verdict."""

    verdict: str
    said: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(pairs: list[tuple[str, str]]) -> list[Figure]:
    """Count each verdict among (wanted, got)."""
    return [
        Figure(
            v,
            sum(got == v for _, got in pairs),
            sum(want == got == v for want, got in pairs),
            sum(want == v for want, _ in pairs),
        )
        for v in VERDICTS
    ]


def macro_f1(found: list[Figure]) -> float:
    """The mean of F1 over the six verdicts."""
    return sum(f.f1 for f in found) / len(found)


def majority(labels: list[Labelled], train: list[str]) -> list[str]:
    """Always the commonest verdict of the other half; of this one where there is no other."""
    ((commonest, _),) = Counter(train or [x.want for x in labels]).most_common(1)
    return [commonest for _ in labels]


CUES: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:never|always|guarante|prove[ns]?|cures?|must|everyone|100 ?%|no risk|safe for)",
        "contradicted",
    ),
    (
        r"\b(?:prevents?|reverses?|protects?|clears?|boosts?|essential|dramatic|powerful)",
        "overstated",
    ),
    (r"\b(?:target|optimal|ideal|experts disagree|some experts)", "contested"),
    (r"\b(?:may|might|suggests?|associated|linked|trial|guideline|recommends?)", "supported"),
    (r"\b(?:wellness|synergy|holistic|balance|feel)", "cannot_tell"),
)


def word_cues(labels: list[Labelled]) -> list[str]:
    """A verdict by the first cue word that stands in the sentence."""

    def one(text: str) -> str:
        return next((v for p, v in CUES if re.search(p, text, re.IGNORECASE)), "supported")

    return [one(label.text) for label in labels]


def digest(folder: Path) -> str:
    """One hash of the whole set."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def report(labels: list[Labelled], train: list[str], show: Callable[[str], object]) -> None:
    """Show the figures, the baselines and what matters most."""
    claims = [label for label in labels if label.want != NONE]
    pairs = [(label.want, label.got) for label in labels]
    found = figures(pairs)
    show("| verdict | labelled | said | precision (95 %) | recall (95 %) | F1 |")
    show("|---|---|---|---|---|---|")
    for f in found:
        p, r = wilson(f.right, f.said), wilson(f.right, f.wanted)
        show(
            f"| {f.verdict} | {f.wanted} | {f.said} | {f.precision:.2f} ({p[0]:.2f}-{p[1]:.2f})"
            f" | {f.recall:.2f} ({r[0]:.2f}-{r[1]:.2f}) | {f.f1:.2f} |"
        )
    right = sum(label.want == label.got for label in claims)
    low, high = wilson(right, len(claims))
    show("")
    show(f"Claims: {len(claims)}; right: {right / len(claims):.3f} ({low:.3f}-{high:.3f}).")
    show(f"Macro-F1 over the six verdicts: {macro_f1(found):.3f}.")
    for name, said in (
        ("always the commonest", majority(claims, train)),
        ("word cues", word_cues(claims)),
    ):
        other = figures([(label.want, got) for label, got in zip(claims, said, strict=True)])
        share = sum(label.want == got for label, got in zip(claims, said, strict=True)) / len(
            claims
        )
        show(f"Baseline, {name}: right {share:.3f}, macro-F1 {macro_f1(other):.3f}.")
    wanted = Counter(label.want for label in claims if label.got == OPEN)
    told = ", ".join(f"{v} {wanted[v]}" for v in VERDICTS if wanted[v])
    show(f"Left open, and so missed: {wanted.total()} ({told}).")
    doubted = [label.want for label in labels if label.doubted]
    wrong = sum(want in ("contradicted", "overstated") for want in doubted)
    low, high = wilson(wrong, len(doubted))
    sure = f"{wrong} ({low:.2f}-{high:.2f})"
    show(f"Of these doubted: {len(doubted)}; contradicted or overstated: {sure}.")
    bad = [label for label in claims if label.danger and label.got == "supported"]
    show(
        f"Dangerous claims: {sum(label.danger for label in claims)}; called supported: {len(bad)}."
    )
    none = [label for label in labels if label.want == NONE]
    if none:
        judged = sum(x.got != NONE for x in none)
        show(f"Sentences that are no claim: {len(none)}; judged all the same: {judged}.")


def errors(labels: list[Labelled], show: Callable[[str], object]) -> None:
    """Show every claim that was judged otherwise than its label, the worst first."""
    wrong = [label for label in labels if label.want != label.got]
    show("| said | labelled | could hurt | article | sentence |")
    show("|---|---|---|---|---|")
    for label in sorted(wrong, key=lambda x: (_heavy(x.got), _heavy(x.want), x.article)):
        hurts = "yes" if label.danger else ""
        said = f"{label.got}, doubted" if label.doubted else label.got
        text = " ".join(label.text.split()).replace("|", "\\|")
        show(f"| {said} | {label.want} | {hurts} | {label.article} | {text} |")


def _heavy(verdict: str) -> int:
    return (*ORDER, OPEN, NONE).index(verdict)


def verdicts_of(folder: Path, name: str) -> list[str]:
    """The labels of the claims of one half."""
    known = set(half(folder, name))
    return [
        row["verdict"]
        for row in rows(folder / "claims.csv")
        if row["article"] in known and row["verdict"] != "none"
    ]


def main() -> None:
    """Run one half of the articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="counted together")
    parser.add_argument("half", choices=("dev", "held_out"))
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    train: list[str] = []
    labels: list[Labelled] = []
    for folder in given.folders:
        train += verdicts_of(folder, "dev" if given.half == "held_out" else "held_out")
        began = time.perf_counter()
        labels += labelled(folder, given.half)
        seconds, count = time.perf_counter() - began, len(half(folder, given.half))
        name = f"{folder}, {given.half}"
        print(f"{name}: {count} articles, {seconds:.1f} s, set {digest(folder)[:12]}")
    report(labels, train, print)
    if given.errors:
        errors(labels, print)


if __name__ == "__main__":
    main()
