"""Checks made by hand, and their golden documents written anew from what the code says today.

    python tests/report/regenerate_checks.py

What was found stands in ``checks/*.toml`` beside its article, so that how a check is shown can be
tested without checking anything. Look at the difference before you keep it.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from d3k2.claims import (
    Article,
    ArticleReport,
    Block,
    CheckReport,
    Citation,
    Claim,
    Comparison,
    Frame,
    NumberFinding,
    Position,
    WholeFinding,
)
from d3k2.evidence import Ground, converted, facts, rule
from d3k2.language import WrittenAmount
from d3k2.report import check_document
from d3k2.wording import AUDIENCES, Audience

GOLDENS = Path(__file__).parents[1] / "goldens"
CASES = Path(__file__).with_name("checks")
KEPT = {"strong_bones": ("strong-bones.md",), "both": ("strong-bones.md", "second-opinion.txt")}
"""Checks of which the whole document is kept, by the articles they are of."""

MARKDOWN = re.compile(
    r"(?P<hash>#+)[ ](?P<heading>.+)|(?P<item>- )(?P<listed>.+)|>[ ](?P<quote>.+)"
    r"|(?P<reference>\d+\. .+)|(?P<paragraph>\S.*)"
)


def blocks(text: str) -> tuple[Block, ...]:
    """The parts of a small article, one a line: enough to see how they are shown."""
    found: list[Block] = []
    for line in MARKDOWN.finditer(text):
        level = len(line["hash"] or "")
        kind = next(k for k in ("heading", "listed", "quote", "reference", "paragraph") if line[k])
        named: Any = {"listed": "item", "heading": "title" if level == 1 else "heading"}.get(kind)
        found.append(Block(named or kind, line.start(kind), line.end(kind), level))
    return tuple(found)


def article_report(file: str, **changes: Any) -> ArticleReport:
    """What ``checks/*.toml`` says of an article."""
    text = (CASES / file).read_text("utf-8")
    found = tomllib.loads((CASES / file).with_suffix(".toml").read_text("utf-8"))
    article = Article(
        file=file,
        format=found["format"],
        text=text,
        blocks=blocks(text) if found["format"] == "markdown" else (),
        title=found.get("title"),
        address=found.get("address"),
    )
    return ArticleReport(
        article=article,
        about_subject=found["about_subject"],
        claims=tuple(_claim(text, row) for row in found.get("claims", ())),
        citations=tuple(_citation(text, row) for row in found.get("citations", ())),
        numbers=tuple(_number(text, row) for row in found.get("numbers", ())),
        whole=tuple(_whole(text, row) for row in found.get("whole", ())),
        summary=found["summary"],
        **changes,
    )


def check_report(name: str) -> CheckReport:
    """A check of one article or two."""
    files = KEPT[name]
    head = tomllib.loads((CASES / files[0]).with_suffix(".toml").read_text("utf-8"))
    reports = tuple(article_report(file) for file in files)
    compared = _compared(reports) if len(reports) > 1 else ()
    return CheckReport(reports, compared, head["date"], head["online"])


def _compared(reports: tuple[ArticleReport, ...]) -> tuple[Comparison, ...]:
    says = {
        "need for K2": (
            "Guidelines recommend vitamin K2 together with every dose of D3.",
            "Nobody knows yet whether vitamin K2 must be taken with vitamin D.",
        ),
        "warfarin": (
            "a small dose of K2 is fine with warfarin",
            "Ask your clinic before you take K2 with warfarin.",
        ),
    }
    return tuple(
        Comparison(
            topic,
            tuple(
                Position(r.article.file, said, place(r.article.text, said))
                for r, said in zip(reports, both, strict=True)
            ),
            differ=True,
        )
        for topic, both in says.items()
    )


def place(text: str, said: str) -> tuple[int, int]:
    start = text.index(said)
    return start, start + len(said)


def grounds(row: Mapping[str, Any]) -> tuple[Ground, ...]:
    conversion = (converted(row["conversion"]),) if "conversion" in row else ()
    return (*facts(*row.get("facts", ())), *map(rule, row.get("rules", ())), *conversion)


def _claim(text: str, row: Mapping[str, Any]) -> Claim:
    start, end = place(text, row["at"])
    said = {k: tuple(v) if isinstance(v, list) else v for k, v in row.get("frame", {}).items()}
    if "amount" in row:
        at = row["at"].index(row["amount"]["text"])
        ends = at + len(row["amount"]["text"])
        said["amounts"] = (WrittenAmount(**row["amount"], start=at, end=ends, bare=False),)
    return Claim(
        start=start,
        end=end,
        text=row["at"],
        frame=Frame(**said),
        verdict=row.get("verdict"),
        doubted=row.get("doubted", False),
        slot=row.get("slot"),
        reason=row["reason"],
        suggestion=row.get("suggestion"),
        stands_on=grounds(row),
    )


def _citation(text: str, row: Mapping[str, Any]) -> Citation:
    start, end = place(text, row["at"])
    same = ("label", "resolves", "matches", "supports", "status", "reason")
    return Citation(
        text=row["at"],
        start=start,
        end=end,
        cited_at=tuple(place(text, said) for said in row["cited_at"]),
        source=row.get("source"),
        **{key: row[key] for key in same},
    )


def _number(text: str, row: Mapping[str, Any]) -> NumberFinding:
    same = {key: row[key] for key in ("kind", "verdict", "reason")}
    start, end = place(text, row["at"])
    return NumberFinding(start, end, row["at"], stands_on=grounds(row), **same)


def _whole(text: str, row: Mapping[str, Any]) -> WholeFinding:
    where = tuple(place(text, said) for said in row.get("where", ()))
    return WholeFinding(row["kind"], row["text"], where, row.get("good", False), grounds(row))


def golden(name: str, audience: Audience) -> str:
    """What is kept of a check: sources by their ids, frames without their empty slots."""
    document = check_document(check_report(name), audience)
    found: dict[str, Any] = json.loads(document.model_dump_json(by_alias=True))
    for changing in ("data_version", "software_version"):
        del found[changing]
    found["references"] = [
        f"{r['id']}: {r['called']} ({r['status']}, {r['read']})" for r in found["references"]
    ]
    for article in found["articles"]:
        del article["text"], article["blocks"]
        for claim in article["claims"]:
            claim["sources"] = [source["id"] for source in claim["sources"]]
            claim["held"] = [held["id"] for held in claim["held"]]
            claim["frame"] = {k: v for k, v in claim["frame"].items() if v not in (None, [], False)}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        for audience in AUDIENCES:
            (GOLDENS / f"check_{name}.{audience}.json").write_text(golden(name, audience), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
