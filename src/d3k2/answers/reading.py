"""Reads reviewed answers: a TOML head between ``+++``, then Markdown with one sentence a line.

Each sentence ends with what it stands on in brackets: ids of facts, and of rules as ``rule:id``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import tomli
from pydantic import ValidationError

from d3k2.answers.reviewed_answer import (
    AnswerText,
    CitedSentence,
    Part,
    PartText,
    ReviewedAnswer,
    Theme,
)
from d3k2.evidence import Fault
from d3k2.safety import written_ground
from d3k2.wording import AUDIENCES, Audience

_SENTENCE = re.compile(r"(?P<text>.+?)\s*\[(?P<grounds>[^\[\]]+)\]")
_BOLD = re.compile(r"\*\*(?P<text>.+)\*\*\s*(?P<rest>\[.+\])")


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """The reviewed answers by id, and every fault in how they are written."""

    answers: Mapping[str, ReviewedAnswer]
    faults: tuple[Fault, ...]


@cache
def parts() -> dict[str, Part]:
    """The parts of an answer by the heading they have in a file."""
    return {part.heading: part for part in (Part(**row) for row in _table("sections.toml"))}


@cache
def themes() -> dict[str, Theme]:
    """The branches of the topic tree, in their order."""
    return {theme.id: theme for theme in (Theme(**row) for row in _table("themes.toml"))}


def answers_root() -> Path:
    """The folder of the answers that d3k2 ships."""
    return Path(str(resources.files("d3k2.answers"))) / "reviewed"


def read_answers(root: Path) -> AnswersRead:
    """Read every answer below a folder, with every fault of shape."""
    faults: list[Fault] = []
    found: dict[str, ReviewedAnswer] = {}
    for path in sorted(root.rglob("*.md")):
        name = f"answers/reviewed/{path.relative_to(root).as_posix()}"
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            faults.append(Fault(name, 1, "the file is no UTF-8 text"))
            continue
        reader = _Reader(name, lines)
        answer = reader.read(path.stem)
        faults += reader.faults
        if answer is None:
            continue
        if answer.id in found:
            faults.append(
                Fault(name, 1, f"{answer.id} is already defined in {found[answer.id].at}")
            )
        found[answer.id] = answer
    return AnswersRead(found, tuple(sorted(faults)))


@dataclass(slots=True)
class _Reader:
    """One file being read; what is wrong with it is gathered."""

    name: str
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)

    def read(self, identifier: str) -> ReviewedAnswer | None:
        """Return the answer, or None when it cannot be read."""
        split = self._head()
        if split is None:
            return None
        head, body = split
        texts = self._texts(body)
        theme = themes().get(str(head.get("theme")))
        if theme is None:
            self._fault(1, f"theme is {head.get('theme')!r}, not one of {', '.join(themes())}")
        if theme is None or len(texts) < len(AUDIENCES):
            return None
        written = {**head, "theme": theme, "id": identifier, "at": f"{self.name}:1"}
        written.update((str(audience), text) for audience, text in texts.items())
        try:
            return ReviewedAnswer.model_validate(_frozen(written))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                place = ".".join(str(part) for part in one["loc"])
                self._fault(1, f"{place}: {one['msg'][:1].lower()}{one['msg'][1:]}")
            return None

    def _head(self) -> tuple[dict[str, Any], int] | None:
        if not self.lines or self.lines[0] != "+++" or "+++" not in self.lines[1:]:
            self._fault(1, "the head must stand between two lines of +++")
            return None
        end = self.lines.index("+++", 1)
        try:
            return tomli.loads("\n".join(self.lines[1:end])), end + 1
        except tomli.TOMLDecodeError as error:
            self._fault(1, f"the head is no TOML: {error}")
            return None

    def _texts(self, start: int) -> dict[Audience, AnswerText]:
        found: dict[Audience, AnswerText] = {}
        for audience in AUDIENCES:
            block = self._block(start, f"# {audience.capitalize()}")
            text = None if block is None else self._text(*block)
            if text is None:
                self._fault(start, f"there is no whole text under '# {audience.capitalize()}'")
            else:
                found[audience] = text
        return found

    def _block(self, start: int, heading: str) -> tuple[int, int] | None:
        """The lines below a heading of the first order, up to the next."""
        if heading not in self.lines[start:]:
            return None
        first = self.lines.index(heading, start) + 1
        ends = (n for n in range(first, len(self.lines)) if self.lines[n].startswith("# "))
        return first, next(ends, len(self.lines))

    def _text(self, first: int, end: int) -> AnswerText | None:
        bottom: CitedSentence | None = None
        found: dict[str, list[CitedSentence]] = {}
        part: str | None = None
        for number, line in self._written(first, end):
            if line.startswith("## "):
                part = line.removeprefix("## ")
                if part not in parts():
                    self._fault(number, f"the part is {part!r}, not one of {', '.join(parts())}")
                found.setdefault(part, [])
                continue
            bold = _BOLD.fullmatch(line)
            sentence = self._sentence(f"{bold['text']} {bold['rest']}" if bold else line, number)
            if sentence is None:
                continue
            if bold and bottom is None and part is None:
                bottom = sentence
            elif part in parts() and not bold:
                found[str(part)].append(sentence)
            else:
                self._fault(number, "the bold bottom line comes first, then sentences under parts")
        if bottom is None:
            return None
        listed = [(parts()[heading], said) for heading, said in found.items() if heading in parts()]
        if any(not said for _, said in listed) or not listed:
            self._fault(first, "a part holds no sentence, or there is none")
            return None
        return AnswerText(
            bottom_line=bottom,
            parts=tuple(PartText(part=p, sentences=tuple(said)) for p, said in listed),
        )

    def _written(self, first: int, end: int) -> Iterator[tuple[int, str]]:
        for index in range(first, end):
            line = self.lines[index].strip()
            if line:
                yield index + 1, line.removeprefix("- ")

    def _sentence(self, line: str, number: int) -> CitedSentence | None:
        read = _SENTENCE.fullmatch(line)
        if read is None:
            self._fault(number, "the sentence does not end with what it stands on in brackets")
            return None
        grounds = [written_ground(word.strip()) for word in read["grounds"].split(",")]
        return CitedSentence(text=read["text"], stands_on=tuple(grounds), line=number)

    def _fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(self.name, line, what))


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


def _table(name: str) -> list[dict[str, Any]]:
    text = resources.files("d3k2.answers").joinpath(name).read_text("utf-8")
    return [{"id": key, **row} for key, row in tomli.loads(text).items()]
