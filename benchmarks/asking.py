"""How often the right answer comes first, and how often a question is refused rightly.

    python -m benchmarks.asking tests/questions/blind --errors

Each folder holds ``in_scope.csv`` (topic, question) and ``out_of_scope.csv`` (kind, question).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from d3k2.answers import Reply, ask, library
from d3k2.language import Words
from d3k2.language.ranking.ranker import ByWords

CALLED = tomllib.loads((Path(__file__).parents[1] / "tests/questions/answers.toml").read_text())


@dataclass(frozen=True)
class Asked:
    """One question, what came back, and whether that is right."""

    topic: str
    question: str
    reply: Reply
    right: bool

    @property
    def got(self) -> str:
        """The id of the answer, or why there is none."""
        if self.reply.answer is not None:
            return self.reply.answer.id
        return "no answer" if self.reply.in_scope else "refused"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a set of questions."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def is_right(topic: str, reply: Reply) -> bool:
    """Whether the answer is one that the topic allows."""
    if reply.answer is None:
        return False
    wanted = [w for one in topic.split("|") for w in CALLED.get(one.strip(), [one.strip()])]
    return any(_is(reply.answer.id, one) for one in wanted)


def _is(found: str, wanted: str) -> bool:
    """Whether an id is the one wanted; of a computed answer, whether it holds it among others."""
    if not wanted.startswith("computed:"):
        return found == wanted
    kind, _, what = wanted.rpartition(":")
    parts = found.removeprefix(f"{kind}:").split("+")
    return found.startswith(f"{kind}:") and any(part.startswith(what) for part in parts)


def in_scope(folder: Path) -> list[Asked]:
    """Ask every question that has an answer."""
    found = []
    for row in rows(folder / "in_scope.csv"):
        reply = ask(row["question"])
        found.append(Asked(row["topic"], row["question"], reply, is_right(row["topic"], reply)))
    return found


def out_of_scope(folder: Path) -> list[Asked]:
    """Ask every question that has none."""
    return [
        Asked(row["kind"], row["question"], reply, not reply.in_scope)
        for row in rows(folder / "out_of_scope.csv")
        for reply in (ask(row["question"]),)
    ]


def report(folder: Path, name: str, *, errors: bool) -> None:
    """Print the figures of one way of ranking."""
    begun = time.perf_counter()
    inside, outside = in_scope(folder), out_of_scope(folder)
    each = 1000 * (time.perf_counter() - begun) / (len(inside) + len(outside))
    right = sum(a.right for a in inside)
    refused = sum(not a.reply.in_scope for a in inside)
    kept_out = sum(a.right for a in outside)
    print(f"{name}: {each:.1f} ms a question")
    print(f"  right answer first   {right}/{len(inside)} = {right / len(inside):.1%}")
    print(f"  in scope, refused    {refused}/{len(inside)} = {refused / len(inside):.1%}")
    print(f"  out of scope, refused {kept_out}/{len(outside)} = {kept_out / len(outside):.1%}")
    if errors:
        for asked in (*inside, *outside):
            if not asked.right:
                print(f"    {asked.topic:32s} {asked.got:40s} {asked.question}")


def by_words() -> None:
    """Rank by words alone from here on."""
    ranker = ByWords(Words(library.known_questions()), "asked for")
    chosen: Callable[[], object] = lambda: ranker  # noqa: E731
    from d3k2.answers import asking

    asking.question_ranker = chosen  # type: ignore[assignment]


def main() -> None:
    """Ask all questions of a folder, by meaning and by words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for name in ("in_scope.csv", "out_of_scope.csv"):
        digest = hashlib.sha256((given.folder / name).read_bytes()).hexdigest()
        print(f"{name}  {digest}")
    report(given.folder, library.question_ranker().by, errors=given.errors)
    if library.question_ranker().by == "meaning":
        by_words()
        report(given.folder, "words", errors=False)


if __name__ == "__main__":
    main()
