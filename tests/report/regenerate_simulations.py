"""Writes the golden simulations anew, from what the code says today.

    python tests/report/regenerate_simulations.py

Look at the difference before you keep it: each golden is what one reader would be told.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from d3k2 import read_person
from d3k2.person import Person
from d3k2.population import Lesson, Simulation, simulate, teach
from d3k2.report import SimulateDocument, lesson_document, simulate_document
from d3k2.wording import AUDIENCES, Audience

HERE = Path(__file__).parent
GOLDENS = HERE.parent / "goldens"

KEPT = {
    "runner": ("now", "nothing", "D3 1000 IU daily; MK-7 180 µg daily"),
    "runner_starts_k2_on_warfarin": ("nothing", "MK-7 45 µg daily"),
    "levothyroxine_alendronate_calcium": ("now", "nothing"),
    "egfr_24_on_denosumab": ("now", "nothing"),
}
"""Persons whose simulation is kept, and what is compared."""

LESSON = "education"

PEOPLE = 60
"""Far fewer virtual people than a real answer uses: the goldens hold the words."""

MOMENTS = (0, 7, 28, 91, 364, 728)
DIGITS = 2


def _persons() -> Any:
    spec = spec_from_file_location("simulated_persons", HERE / "regenerate.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def person(name: str) -> Person:
    return read_person(_persons().fields(name))


def names() -> list[str]:
    return [*KEPT, LESSON]


@cache
def simulated(name: str) -> Simulation:
    who = person(name)
    compared = {text: who.takes if text == "now" else text for text in KEPT[name]}
    return simulate(who, compared, people=PEOPLE)  # type: ignore[arg-type]


@cache
def lesson() -> Lesson:
    return teach()


@cache
def document(name: str, audience: Audience = "clinician") -> SimulateDocument:
    if name == LESSON:
        return lesson_document(lesson(), audience)
    return simulate_document(simulated(name), audience)


def as_json(found: SimulateDocument) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(found.model_dump_json(by_alias=True))
    return content


def file_of(name: str, audience: Audience) -> Path:
    return GOLDENS / f"simulate_{name}.{audience}.json"


def golden(name: str, audience: Audience) -> str:
    """What is kept of an answer: its words, and a few rounded numbers of every course."""
    found = as_json(document(name, audience))
    for place in ("stops", "limits"):
        found[place] = [_statement(s) for s in found[place]]
    found["trajectories"] = [_course(course) for course in found["trajectories"]]
    found["sources"] = [source["id"] for source in found["sources"]]
    found["facts"] = len(found["facts"])
    for changing in ("data_version", "software_version", "person"):
        del found[changing]
    if found["posterior"] is not None:
        del found["posterior"]["effective_sample_size"]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _statement(found: dict[str, Any]) -> list[str]:
    grounds = ", ".join(f"{ground['kind']} {ground['id']}" for ground in found["stands_on"])
    said = f"{found['level']}, {found['certainty']}, {found['review']}"
    return [found["id"], found["text"], said, grounds]


def _course(course: dict[str, Any]) -> dict[str, Any]:
    levels = {
        f"day {day}": " ".join(
            f"{course[key][course['time_days'].index(day)]:.{DIGITS}g}"
            for key in ("median", "p5", "p95")
        )
        for day in MOMENTS
        if day in course["time_days"]
    }
    what = f"{course['id']}: {course['variable']}, {course['unit']}, {course['status']}"
    measured = [f"day {m['day']}: {m['value']:.4g}" for m in course["measured"]]
    return {"what": what, **levels, "measured": measured, "samples": len(course["samples"])}


def main() -> int:
    for name in names():
        for audience in AUDIENCES:
            file_of(name, audience).write_text(golden(name, audience), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
