"""Which false references are flagged, and whether a true one is ever accused.

    python -m benchmarks.citing tests/articles dev --errors

Each article is checked twice: offline, and with both registries standing on this machine and
holding the real records of ``citations/*.toml`` (``tests/claims/citations/stub.py``).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.checking import DAY, half

from d3k2.claims import Article, ArticleReport, Citation, check, read_article
from d3k2.faces.registries import online_registry

TRUE = "true"
OF_THE_WHOLE = frozenset({"not a guideline", "bare name", "own pages", "no entry", "never cited"})
"""Faults that a finding about the references tells, not one of the four answers."""


@dataclass(frozen=True)
class Reference:
    """One reference, what is true of it, and what was found."""

    article: str
    label: str
    text: str
    truth: str
    found: Citation | None
    told: str
    """The findings about the references that name it."""

    @property
    def flagged(self) -> bool:
        """Whether anything was said against it."""
        if self.truth in OF_THE_WHOLE:
            return bool(self.told) or self.doubted
        return self.doubted

    @property
    def doubted(self) -> bool:
        """Whether one of the four answers speaks against it."""
        c = self.found
        return c is not None and (
            c.fails
            or "partly" in (c.matches, c.supports)
            or c.status in ("superseded", "corrected", "retracted")
        )


def stub(records: list[dict[str, Any]]) -> Any:
    """The registries, loaded from the tests."""
    path = Path(__file__).parents[1] / "tests/claims/citations/stub.py"
    spec = importlib.util.spec_from_file_location("stub_registries", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.StubRegistries(records)


def truths(folder: Path, name: str) -> dict[str, list[dict[str, Any]]]:
    """What is true of the references of each article of a half."""
    found = {}
    for file in half(folder, name):
        path = folder / "citations" / f"{Path(file).stem}.toml"
        read = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
        found[file] = list(read.get("citation", []))
    return found


def references(folder: Path, name: str, *, online: bool) -> list[Reference]:
    """Check every article of a half and set what was found beside what is true."""
    known = truths(folder, name)
    records = [dict(c["record"]) for each in known.values() for c in each if c.get("record")]
    for record in records:
        record.pop("seen", None)
    found: list[Reference] = []
    with stub(records) as registries, patch.dict(os.environ, registries.environment):
        registry = online_registry() if online else None
        for file, citations in known.items():
            article = read_article(file, (folder / file).read_bytes())
            (report,) = check([article], today=DAY, registry=registry).articles
            found += [_beside(article, citation, report) for citation in citations]
    return found


def _beside(article: Article, citation: dict[str, Any], report: ArticleReport) -> Reference:
    wanted = _letters(citation["text"])
    stands = _places(article, citation["text"])
    best = max(
        report.citations,
        key=lambda c: (
            _share(wanted, _letters(c.text)),
            c.label == citation["label"],
            any(start < c.end and c.start < end for start, end in stands),
        ),
        default=None,
    )
    if best is not None and _share(wanted, _letters(best.text)) < 0.6:
        best = None
    whole = [w for w in report.whole if w.kind == "references" and not w.good]
    places = [(best.start, best.end)] if best is not None else _places(article, citation["text"])
    label = citation["label"] or (best.label if best is not None else "")
    told = [w.text for w in whole if _names(w.text, w.where, citation | {"label": label}, places)]
    return Reference(
        article.file, citation["label"], citation["text"], citation["truth"], best, " ".join(told)
    )


def _places(article: Article, text: str) -> list[tuple[int, int]]:
    """Where a reference stands that was not read as one: a name in the list and no more."""
    return [match.span() for match in re.finditer(re.escape(text), article.text)]


def _names(
    text: str,
    where: Sequence[tuple[int, int]],
    citation: dict[str, Any],
    places: Sequence[tuple[int, int]],
) -> bool:
    """Whether a finding is about this reference: by its place, or by its number."""
    if any(s < end and start < e for s, e in where for start, end in places):
        return True
    if not citation["label"]:
        return citation["truth"] == "no entry" or citation["text"].casefold() in text.casefold()
    return citation["truth"] == "no entry" or citation["label"] in text


def _letters(text: str) -> str:
    return "".join(sign.casefold() for sign in text if sign.isalnum())


def _share(one: str, other: str) -> float:
    """How much of the shorter of two texts the other holds, piece by piece."""
    if not one or not other:
        return 0.0
    short, long = sorted((one, other), key=len)
    pieces = [short[i : i + 12] for i in range(0, max(1, len(short) - 11), 6)]
    return sum(piece in long for piece in pieces) / len(pieces)


def main() -> None:
    """Show the figures of one half."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("half", choices=("dev", "held_out"))
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for online in (False, True):
        found = references(given.folder, given.half, online=online)
        print(f"{'with registries' if online else 'offline'}: {len(found)} references")
        for truth, n in sorted(Counter(r.truth for r in found).items()):
            of = [r for r in found if r.truth == truth]
            flagged, failing = (
                sum(r.flagged for r in of),
                sum(bool(r.found and r.found.fails) for r in of),
            )
            absent = sum(bool(r.found and r.found.resolves == "no") for r in of)
            carries = sum(bool(r.found and r.found.supports == "yes") for r in of)
            figures = f"flagged {flagged:3}  fails {failing:3}  does not resolve {absent:3}"
            figures += f"  said to carry {carries:3}"
            print(f"  {truth:20} {n:3}  {figures}")
        if given.errors:
            for r in found:
                if r.flagged == (r.truth == TRUE):
                    reason = None if r.found is None else r.found.reason
                    print(f"  - {r.truth} {r.article} [{r.label}] {r.text[:90]} | {reason}")


if __name__ == "__main__":
    main()
