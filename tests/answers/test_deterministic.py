"""The same question gives the same bytes, in another process and after other questions."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from d3k2.answers import ask
from d3k2.report import ask_document

QUESTIONS = [
    "Why take K2 with D3?",
    "Can I take K2 with apixaban?",
    "K2 with orlistat",
    "30 ng/mL in nmol/L",
    "Summary of findings: vitamin D and falls",
    "What does EFSA say on the upper limit of vitamin D?",
    "How much vitamin D is in salmon?",
    "What is the capital of France?",
    "My nose bleeds on warfarin and K2",
]
SCRIPT = """
import json, sys
from d3k2.answers import ask
from d3k2.report import ask_document
for question in json.load(sys.stdin):
    for audience in ("clinician", "patient"):
        print(ask_document(ask(question, audience=audience)).model_dump_json(by_alias=True))
"""


def in_another_process(seed: str) -> bytes:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps(QUESTIONS).encode(),
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert ended.stderr == b""
    return ended.stdout


def test_two_processes_print_the_same_bytes() -> None:
    one, other = in_another_process("1"), in_another_process("4711")
    assert len(one.splitlines()) == 2 * len(QUESTIONS)
    assert one == other


def test_what_was_asked_before_changes_nothing() -> None:
    def bytes_of(question: str) -> str:
        return ask_document(ask(question)).model_dump_json(by_alias=True)

    first = [bytes_of(question) for question in QUESTIONS]
    assert [bytes_of(question) for question in reversed(QUESTIONS)] == first[::-1]


def test_the_day_of_an_answer_is_not_the_day_of_asking() -> None:
    reply = ask("Why take K2 with D3?")
    assert reply.answer is not None
    assert reply.answer.review.date <= reply.date
    assert reply.date == ask("K2 with orlistat").date
