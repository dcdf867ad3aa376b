"""Recognises a written name or a code in a vocabulary: exactly, probably, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from d3k2.person.person import Match
from d3k2.person.vocabulary import Vocabulary, plain, plain_code
from d3k2.person.words import errors_allowed, plain_set, words

Subject = Literal["medicine", "condition"]
"""Whose filler words apply. Symptoms and allergies read like conditions."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text was taken for."""

    text: str
    concept: str | None = None
    groups: tuple[str, ...] = ()
    match: Match = "none"


def recognise(text: str, known: Vocabulary, subject: Subject) -> tuple[Recognised, ...]:
    """Recognise a text, which may name several things; never empty.

    A name is exact when it equals a known one but for case, accents, hyphens, salts and filler
    words. It is probable when a known name stands among other words or is misspelt.
    """
    whole = _exact(plain(text).split(), known, subject)
    if whole:
        return (replace(whole, text=text),)
    parts = _parts(text)
    found = [one for part in parts for one in _one(part, known, subject)]
    if len(parts) == 1:
        found = [replace(one, text=text) for one in found]
    unique = {(one.concept, one.groups) if one.concept else one.text: one for one in found}
    return tuple(unique.values()) or (Recognised(text),)


def recognise_code(code: str, system: str, known: Vocabulary, text: str) -> Recognised:
    """Recognise a code; in a hierarchical system the nearest wider code known counts."""
    rules = words()["codes"]
    sought = plain_code(code)
    for name in (system, *rules["also"].get(system, ())):
        shortest = rules["shortest"] if name in rules["hierarchical"] else len(sought)
        for length in range(len(sought), max(shortest, 1) - 1, -1):
            concept = known.by_code.get((name, sought[:length]))
            if concept:
                return _known(text, concept, known, "exact")
    return Recognised(text)


def _known(text: str, concept: str, known: Vocabulary, match: Match) -> Recognised:
    return Recognised(text, concept, known.entries[concept].groups, match)


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in _joint_pattern().split(text)]
    return [part for part in parts if plain(part)] or [text]


@cache
def _joint_pattern() -> re.Pattern[str]:
    joints = "|".join(re.escape(joint) for joint in words()["text"]["joints"])
    return re.compile(rf"\s+(?:{joints})\s+|[/+;&|\n]|,(?!\d)", re.IGNORECASE)


def _one(text: str, known: Vocabulary, subject: Subject) -> list[Recognised]:
    tokens = plain(text).split()[: words()["spelling"]["words_read"]]
    if not _telling(tokens, subject):
        return []
    exact = _exact(tokens, known, subject)
    if exact:
        return [replace(exact, text=text)]
    if subject == "condition" and plain_set("text", "relatives") & set(tokens):
        return [Recognised(text)]
    named, rest = _named(tokens, known)
    misspelt, rest = _misspelt(rest, known)
    certain = named and not misspelt and not _telling(_words_of(rest), subject)
    found = [_known(text, concept, known, "exact" if certain else "probable") for concept in named]
    found += [_known(text, concept, known, "probable") for concept in misspelt]
    return found or [Recognised(text)]


def _telling(tokens: list[str], subject: Subject) -> list[str]:
    """The words that are not fillers, years or, in a medicine, bare numbers."""
    fillers = plain_set(subject, "fillers")
    year = re.compile(r"\d+" if subject == "medicine" else r"(19|20)\d\d")
    return [token for token in tokens if token not in fillers and not year.fullmatch(token)]


def _exact(tokens: list[str], known: Vocabulary, subject: Subject) -> Recognised | None:
    for variant in _variants(tokens, subject):
        name = " ".join(variant)
        concept = known.find(variant)
        if concept:
            return _known(name, concept, known, "exact")
        if name.replace(" ", "-") in known.groups:
            return Recognised(name, None, (name.replace(" ", "-"),), "probable")
    return None


def _variants(tokens: list[str], subject: Subject) -> Iterator[list[str]]:
    """The words as they are, then without fillers; of a medicine also without its salt."""
    for variant in (tokens, _telling(tokens, subject)):
        shorter = list(variant)
        while shorter:
            yield shorter
            if subject != "medicine" or shorter[-1] not in plain_set("medicine", "salts"):
                break
            shorter = shorter[:-1]


Words = list[str | None]
"""The words of a text; None where one was recognised already."""


def _words_of(rest: Words) -> list[str]:
    return [word for word in rest if word is not None]


def _windows(rest: Words) -> Iterator[tuple[int, int, list[str]]]:
    """Every run of words not yet recognised, the longest first."""
    for size in range(len(rest), 0, -1):
        for start in range(len(rest) - size + 1):
            run = _words_of(rest[start : start + size])
            if len(run) == size:
                yield start, start + size, run


def _named(tokens: list[str], known: Vocabulary) -> tuple[list[str], Words]:
    """The concepts whose names stand whole among the words, and the words left over."""
    least = words()["spelling"]["inside_letters"]
    rest: Words = list(tokens)
    concepts: list[str] = []
    for start, end, run in list(_windows(rest)):
        concept = known.find(run) if len(" ".join(run)) >= least else None
        if concept and None not in rest[start:end]:
            concepts.append(concept)
            rest[start:end] = [None] * (end - start)
    return list(dict.fromkeys(concepts)), rest


def _misspelt(rest: Words, known: Vocabulary) -> tuple[list[str], Words]:
    """The concepts nearest in spelling to the words left over, if near enough; ties are kept."""
    candidates = sorted(
        (errors, start - end, start, end, name)
        for start, end, run in _windows(rest)
        for name, errors in _near(" ".join(run), known)
    )
    left = list(rest)
    concepts: list[str] = []
    best: dict[tuple[int, int], int] = {}
    for errors, _, start, end, name in candidates:
        taken = None in left[start:end] and (start, end) not in best
        if taken or errors > best.setdefault((start, end), errors):
            continue
        concepts.append(known.by_name[name])
        left[start:end] = [None] * (end - start)
    return list(dict.fromkeys(concepts)), left


def _near(written: str, known: Vocabulary) -> Iterator[tuple[str, int]]:
    most = errors_allowed(len(written), first_letter_right=True)
    if not most:
        return
    names = list(known.by_name)
    close = process.extract(written, names, scorer=OSA.distance, score_cutoff=most, limit=None)
    for name, errors, _ in close:
        letters = min(len(written), len(name))
        allowed = errors_allowed(letters, first_letter_right=written[0] == name[0])
        if errors <= allowed and not _different(written, name):
            yield name, int(errors)


def _different(written: str, name: str) -> bool:
    """Whether the names differ in a number or an opposite, which no spelling error does."""
    if re.findall(r"\d\w*", written) != re.findall(r"\d\w*", name):
        return True
    pairs: list[tuple[str, str]] = words()["text"]["opposites"]
    return any(_opposed(written, name, a, b) or _opposed(written, name, b, a) for a, b in pairs)


def _opposed(written: str, name: str, one: str, other: str) -> bool:
    return any(word.startswith(one) for word in written.split()) and any(
        word.startswith(other) for word in name.split()
    )
