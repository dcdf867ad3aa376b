"""Is a record the paper that is described? Title, authors, year and journal, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import tomli
from rapidfuzz import fuzz

from d3k2.claims.citation import Holds
from d3k2.claims.citations.cited import Stated
from d3k2.claims.citations.names import plain, same_family
from d3k2.claims.citations.paper import PaperRecord

Part = Literal["same", "near", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How each part of what is stated fares; ``unknown`` where one of the two does not say."""

    title: Part
    authors: Part
    year: Part
    journal: Part = "unknown"

    @property
    def holds(self) -> Holds:
        """The answer: another title or other authors make another paper."""
        if self.title == "other" or (self.title in ("same", "near") and self.authors == "other"):
            return "no"
        if self.title == "unknown":
            others = "other" in (self.authors, self.year, self.journal)
            return "partly" if others else "not_checked"
        parts = (self.title, self.authors, self.year, self.journal)
        return "partly" if "near" in parts or "other" in parts else "yes"

    @property
    def sure(self) -> bool:
        """Whether it can be no other paper: title, and author or year beside it."""
        agrees = "same" in (self.authors, self.year) or self.year == "near"
        return self.title == "same" and self.authors != "other" and agrees


def likeness(
    stated: Stated, text: str, record: PaperRecord, *, title_sure: bool = True
) -> Likeness:
    """Compare what an entry states with a record.

    Parameters
    ----------
    text : str
        The whole entry: a title that stands in it counts wherever it stands.
    title_sure : bool
        Whether the title of the record is the printed one; if not, it accuses nobody.
    """
    return Likeness(
        _title(stated, text, record.title, title_sure=title_sure),
        _authors(stated.authors, record, f" {plain(text)} "),
        _year(stated.years, record.years),
        _journal(stated.journal, record.venue, record.title),
    )


def _title(stated: Stated, text: str, title: str | None, *, title_sure: bool) -> Part:
    limits = limits_of("title")
    record = plain(title or "")
    if not record:
        return "unknown"
    whole, said = plain(text), plain(stated.title or "")
    if f" {record} " in f" {whole} ":
        return "same"
    score = _found_in(record, whole) if len(record) >= limits["least_letters"] else 0.0
    if score >= limits["same"] and not _same_words(record, whole):
        score = limits["alike"]
    if said:
        score = max(score, fuzz.ratio(said, record), fuzz.token_sort_ratio(said, record))
        if score >= limits["same"] and not _same_words(record, said):
            score = limits["alike"]
        if _begins(said, record, limits["same"]) or _shortened(said, record):
            return "same"
    if score >= limits["same"]:
        return "same"
    if not said or not title_sure or not _one_script(said, record):
        return "near" if said and score >= limits["alike"] else "unknown"
    alike = max(score, fuzz.token_set_ratio(said, record))
    if alike >= limits["alike"] or _shared(record, whole) >= limits["shared"]:
        return "near"
    return "other"


def _shared(record: str, whole: str) -> float:
    """How much of a title's long words stands anywhere in the entry."""
    words = {w for w in record.split() if len(w) >= limits_of("title")["long_word"]}
    return len(words & set(whole.split())) / len(words) if words else 1.0


def _found_in(record: str, whole: str) -> float:
    return fuzz.partial_ratio(record, whole) if len(record) <= len(whole) else 0.0


def _same_words(record: str, other: str) -> bool:
    """Whether each word of a title is there, misspelt at most: "vitamin D" is not "vitamin K"."""
    limits = limits_of("title")
    there = set(other.split())
    missing = [word for word in record.split() if word not in there]
    long = [word for word in there if len(word) >= limits["misspelt_word"]]
    return all(
        len(word) >= limits["misspelt_word"]
        and max((fuzz.ratio(word, each) for each in long), default=0) >= limits["misspelt"]
        for word in missing
    )


def _begins(said: str, record: str, same: float) -> bool:
    """Whether a title was given without its second half, or with one more."""
    short, long = sorted((said, record), key=len)
    start = long[: len(short)]
    enough = len(short.split()) >= limits_of("title")["least_words"]
    return enough and fuzz.ratio(short, start) >= same and _same_words(short, long)


def _shortened(said: str, record: str) -> bool:
    """Whether words of a title were left out, the rest in order, and none of them a denial."""
    words, rest = said.split(), iter(record.split())
    left_out: list[str] = []
    for word in words:
        for other in rest:
            if other == word:
                break
            left_out.append(other)
        else:
            return False
    limits = limits_of("title")
    return len(words) >= limits["short_words"] and not set(left_out) & set(limits["denials"])


def _one_script(one: str, other: str) -> bool:
    """Whether two titles can be compared: a translation shares no letters with its original."""
    return one.isascii() == other.isascii()


def _authors(said: tuple[str, ...], paper: PaperRecord, whole: str) -> Part:
    """Compare names; one that stands anywhere in the entry is named, however it was read.

    What stands in the title or is the journal may have been taken for a name.
    """
    record = paper.authors
    if not said or not record:
        return "unknown"
    if same_family(said[0], record[0]):
        known = sum(any(same_family(s, r) for r in record) for s in said)
        return "same" if 2 * known >= len(said) or len(record) < len(said) else "near"
    if plain(said[0]) in f" {plain(f'{paper.title} {paper.venue}')} ":
        return "unknown"
    named = any(f" {plain(r)} " in whole for r in record)
    return "near" if named or any(same_family(s, r) for s in said for r in record) else "other"


def _year(said: tuple[int, ...], record: tuple[int, ...]) -> Part:
    if not said or not record:
        return "unknown"
    if set(said) & set(record):
        return "same"
    near = min(abs(s - r) for s in said for r in record) <= limits_of("year")["near"]
    return "near" if near else "other"


def _journal(said: str | None, record: str | None, title: str | None) -> Part:
    """Compare names of journals, short or long: one word or the initials in common are enough.

    What shares a word with the title may be the end of it, and is not compared.
    """
    one, other = _name_of_journal(said), _name_of_journal(record)
    if not one or not other or set(one) & set(plain(title or "").split()):
        return "unknown"
    least = limits_of("journal")["least_letters"]
    pairs = [sorted((a, b), key=len) for a in one for b in other]
    begun = any(len(short) >= least and long.startswith(short) for short, long in pairs)
    initials = any(
        len(word) >= least and _initials(name).startswith(word)
        for name, words in ((one, other), (other, one))
        for word in words
    )
    return "same" if begun or initials or one == other else "other"


def _name_of_journal(name: str | None) -> list[str]:
    small = limits_of("journal")["small"]
    return [word for word in plain(name or "").split() if word.isalpha() and word not in small]


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


@cache
def limits_of(part: str) -> dict[str, Any]:
    """Return a part of `likeness.toml`."""
    text = resources.files("d3k2.claims.citations").joinpath("likeness.toml").read_text("utf-8")
    found: dict[str, Any] = tomli.loads(text)[part]
    return found
