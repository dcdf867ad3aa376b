"""Writes the golden answers of ``ask`` anew, from what the code says today.

    python tests/report/regenerate_asks.py

Look at the difference before you keep it: each golden is what one reader would be told.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from d3k2.answers import Reply, ask
from d3k2.report import ask_document
from d3k2.wording import AUDIENCES, Audience

GOLDENS = Path(__file__).parents[1] / "goldens"

KEPT = {
    "k2_with_warfarin": "Can I take vitamin K2 with warfarin?",
    "rules_orlistat": "vitamin K2 with orlistat",
    "positions_efsa_upper_limit": "What does EFSA say on the upper limit of vitamin D?",
    "findings_d_falls": "Summary of findings: vitamin D and falls",
    "refused_brand": "Which brand of D3 is best?",
    "urgent_bleeding": "My nose bleeds on apixaban, may I take K2?",
}
"""Questions whose whole answer is kept: reviewed, computed in three ways, refused, urgent."""

CHANGING = ("data_version", "software_version", "ranked_by", "why_not_by_meaning", "alternatives")
"""What says nothing of the answer: versions, and how near other answers lie."""


def replied(name: str, audience: Audience) -> Reply:
    return ask(KEPT[name], audience=audience)


def golden(name: str, audience: Audience) -> str:
    """What is kept of an answer: each statement once, with what it stands on and how loud it is."""
    found: dict[str, Any] = json.loads(
        ask_document(replied(name, audience)).model_dump_json(by_alias=True)
    )
    for changing in (*CHANGING, "confidence"):
        del found[changing]
    found["urgent"] = [_statement(one) for one in found["urgent"]]
    found["references"] = [_reference(one) for one in found["references"]]
    for place in ("related", "follow_ups"):
        found[place] = [one["id"] for one in found[place]]
    if found["answer"] is not None:
        found["answer"] = _answer(found["answer"])
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _answer(found: dict[str, Any]) -> dict[str, Any]:
    parts = {part["title"]: part["statements"] for part in found["sections"]}
    said = {title: [_statement(one) for one in part] for title, part in parts.items()}
    return {**found, "bottom_line": _statement(found["bottom_line"]), "sections": said}


def _statement(found: dict[str, Any]) -> list[str]:
    grounds = ", ".join(f"{ground['kind']} {ground['id']}" for ground in found["stands_on"])
    return [found["text"], f"{found['level']}, {found['certainty']}, {found['review']}", grounds]


def _reference(found: dict[str, Any]) -> str:
    return f"{found['called']}: {found['citation']} ({found['status']}, {found['read']})"


def main() -> int:
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        for audience in AUDIENCES:
            (GOLDENS / f"ask_{name}.{audience}.json").write_text(golden(name, audience), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
