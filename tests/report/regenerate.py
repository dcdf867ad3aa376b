"""Writes the published schemas and the golden reports anew, from what the code says today.

    python tests/report/regenerate.py

Look at the difference before you keep it: each golden is what one person would be told.
"""

from __future__ import annotations

import json
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from d3k2 import assess, read_person
from d3k2.plan import Assessment
from d3k2.report import AssessDocument, assess_document, assess_html, schemas
from d3k2.wording import AUDIENCES, Audience

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "persons"
GOLDENS = ROOT / "tests" / "goldens"
SCHEMAS = ROOT / "docs" / "schemas"

KEPT = (
    "runner",
    "runner_starts_k2_on_warfarin",
    "levothyroxine_alendronate_calcium",
    "egfr_24_on_denosumab",
    "nothing_wrong",
)
"""Persons whose whole answer is kept."""

PEOPLE = 200
"""Fewer virtual people than a real answer uses: the goldens hold the words, not the precision."""

MOMENTS = (0, 91, 364, 728)
"""Days of a curve that are kept."""


def described(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))


def fields(name: str) -> dict[str, Any]:
    """The person of a case, on top of the case it is based on."""
    case = described(name)
    base = fields(case["base"].removesuffix(".toml")) if "base" in case else {}
    given = {**base, **case.get("person", {})}
    return {key: value for key, value in given.items() if key not in case.get("remove", [])}


def names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.toml"))


@cache
def assessed(name: str) -> Assessment:
    return assess(read_person(fields(name)), people=PEOPLE)


@cache
def document(name: str, audience: Audience = "clinician") -> AssessDocument:
    return assess_document(assessed(name), audience)


@cache
def html(name: str, audience: Audience = "clinician") -> str:
    return assess_html(document(name, audience))


def as_json(found: AssessDocument) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(found.model_dump_json(by_alias=True))
    return content


def golden(name: str, audience: Audience) -> str:
    """What is kept of an answer: its words and doses, and the prediction in whole nmol/L.

    Each statement is written out once, with what it stands on, and named by its id elsewhere.
    """
    found = as_json(document(name, audience))
    plan = found["plan"]
    for nutrient in (plan["d3"], plan["k2"], plan["calcium"]):
        for place in ("statements", "worth_it"):
            nutrient[place] = _ids(nutrient[place])
    plan["d3"]["options"] = [_option(option) for option in plan["d3"]["options"]]
    for place in ("stops", "not_needed", "disagreements", "sources"):
        found[place] = _ids(found[place])
    found["statements"] = {s["id"]: _statement(s) for s in found["statements"]}
    found["trajectories"] = [_course(course) for course in found["trajectories"]]
    for changing in ("data_version", "software_version"):
        del found[changing]
    if found["posterior"] is not None:
        del found["posterior"]["effective_sample_size"]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _ids(found: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in found]


def _statement(found: dict[str, Any]) -> list[str]:
    grounds = ", ".join(f"{ground['kind']} {ground['id']}" for ground in found["stands_on"])
    return [found["text"], f"{found['level']}, {found['certainty']}, {found['review']}", grounds]


def _option(found: dict[str, Any]) -> str:
    reached = found["probability_reached"]
    parts = (
        f"{found['authority']} {found['year']} {found['kind']} ({found['status']})",
        f"target {found['target_nmol_l']:g} nmol/L" if found["target_nmol_l"] else "",
        f"{found['dose_iu_per_day']:g} IU/day" if found["dose_iu_per_day"] is not None else "",
        "" if reached is None else f"reached by {10 * reached:.0f} of 10",
    )
    return ", ".join(part for part in parts if part)


def _course(course: dict[str, Any]) -> dict[str, Any]:
    at = [course["time_days"].index(day) for day in MOMENTS]
    values = {key: [round(course[key][i]) for i in at] for key in ("median", "p5", "p95")}
    same = {key: course[key] for key in ("id", "variable", "unit", "regimen", "label", "measured")}
    return {**same, "days": list(MOMENTS), **values, "samples": len(course["samples"])}


def schema(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    for folder in (GOLDENS, SCHEMAS):
        folder.mkdir(parents=True, exist_ok=True)
    for file, content in schemas().items():
        (SCHEMAS / file).write_text(schema(content), "utf-8")
    for name in KEPT:
        for audience in AUDIENCES:
            (GOLDENS / f"{name}.{audience}.json").write_text(golden(name, audience), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
