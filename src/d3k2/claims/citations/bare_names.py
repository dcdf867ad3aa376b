"""Journals and houses named in place of a paper: "Nature Medicine", "a Harvard study"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

from d3k2.claims.article import Article
from d3k2.claims.citations.cited import Cited, CitedWork, Place
from d3k2.claims.citations.hosts import host_of
from d3k2.claims.citations.identifiers import URL
from d3k2.claims.citations.names import plain
from d3k2.claims.citations.reference_words import reference_words
from d3k2.language import link

_FIGURES = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:vol|no|volume|issue)\b\.?\s?\d*|\d[\d:;()., –-]*"
    r"|[\[(][A-Za-z ]{3,20}[\])]"
)
_PAGE = re.compile(r"\d\s?(?:\(\w+\))?\s?:\s?[a-zA-Z]?\d")
_DOMAIN = re.compile(r"\A(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,6}/?\Z", re.IGNORECASE)
_BRACKETS = re.compile(
    r"[(\[](?P<inside>(?:(?:[Ss]ources?|via|[Ss]ee|from|refs?)\b:?\s*)?[A-Z][^()\[\]\n]{2,70})[)\]]"
)
_CALLED = re.compile(r"(?:sources?|via|see|from|ref(?:erence)?s?)\b:?\s*", re.IGNORECASE)
_SOURCE = re.compile(r"\b[Ss]ources?:[ *_]*(?P<inside>[A-Z][^()\[\]\n;]{2,70}?)(?=[.;)\n]|\Z)")
_SENTENCE = re.compile(r"[^.!?\n]*")
_OTHERS = re.compile(r"\bet al\b|\bcolleagues\b|\bco-workers\b|'s (?:team|group)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MOST_OF_NAME = 7
MOST_WORDS = 12
"""Words of an entry that may be nothing but a name."""


def bare_entries(cited: Cited) -> Iterator[CitedWork]:
    """Yield the entries that are the name of a journal or a house, and nothing else."""
    for work in cited.works:
        names = work.stated.identifiers
        known = names.doi or names.pmid or names.pmcid or work.stated.authors
        if work.listed and not known and _names_nothing_else(work):
            yield work


def bare_mentions(article: Article, cited: Cited) -> Iterator[Place]:
    """Yield where a text tells of a study by its house or journal alone, and cites nothing."""
    tied = [mark.sentence for work in cited.works for mark in work.marks]
    tied += [(work.start, work.end) for work in cited.works if work.listed]
    found = sorted({*_told(article.text), *_bracketed(article.text)})
    last = -1
    for start, end in found:
        if start < last or any(a <= start < b for a, b in tied) or _named(article.text, start):
            continue
        last = end
        yield start, end


def _names_nothing_else(work: CitedWork) -> bool:
    text = work.text
    for said in work.stated.called:
        text = text.replace(f"[{said}]", " ")
    if url := URL.search(text):
        if urlsplit(url[0]).path.strip("/") or urlsplit(url[0]).query:
            return False
        rest = URL.sub(" ", text)
        return is_bare(rest) or (not rest.strip(" .,-*_<>()[]") and _known_site(host_of(url[0])))
    address = text.strip(" .*_")
    return is_bare(text) or (bool(_DOMAIN.match(address)) and _known_site(address))


def _known_site(host: str) -> bool:
    parts = host.casefold().removeprefix("www.").split(".")
    return parts[0] in reference_words()["bare"]["sites"]


def is_bare(text: str, *, strict: bool = False) -> bool:
    """Whether a text is a name and what may stand around one, and no page that leads to a paper.

    Parameters
    ----------
    strict : bool
        Whether a journal or a house must be named; otherwise "various studies" counts too.
    """
    if _PAGE.search(text) or (not strict and _is_authority(text)):
        return False
    words = plain(_FIGURES.sub(" ", text)).split()
    known = reference_words()["bare"]
    if not words or len(words) > MOST_WORDS:
        return False
    said = " ".join(words)
    rest = _houses().sub(" ", _journals().sub(" ", f" {said} "))
    left = rest.split()
    short = [word for word in left if word in known["short"]]
    named = rest.strip() != said or len(short) > 1 or said.startswith(tuple(known["kinds"]))
    around = {*known["around"], *known["short"]}
    if not strict and (
        _is_name_of_journal(said)
        or _is_name_of_house(text, words)
        or (not _YEAR.search(text) and _study_of_house().match(text.strip(" .*_-")))
    ):
        return True
    if not all(word in around for word in left):
        return False
    return named or (not strict and any(word in known["studies"] for word in left))


def _is_name_of_journal(said: str) -> bool:
    known, words = reference_words()["bare"], said.split()
    kind = said.startswith(tuple(known["kinds"])) and len(words) <= MOST_OF_NAME + 2
    one = any(word in known["journal_words"] for word in words) and len(words) <= MOST_OF_NAME
    return kind or one or said in known["cohorts"]


def _is_name_of_house(text: str, words: Sequence[str]) -> bool:
    """Whether every word of a short entry is part of a name, and nothing says what it is on."""
    house = any(word in reference_words()["bare"]["house_words"] for word in words)
    small = [w for w in re.findall(r"[^\W\d_]+", text) if w.islower() and len(w) > 3]
    around = reference_words()["bare"]["around"]
    on = any(m.concept.kind not in ("authority", "people") for m in link(text))
    return house and len(words) <= MOST_OF_NAME and not on and all(w in around for w in small)


def _is_authority(text: str) -> bool:
    """Whether a body is named that issues things of its own, and no study of it."""
    study = any(word in reference_words()["bare"]["studies"] for word in plain(text).split())
    return not study and any(m.concept.kind == "authority" for m in link(text))


def _told(text: str) -> Iterator[Place]:
    for pattern in _patterns():
        for match in pattern.finditer(text):
            name = match["name"]
            if name.removeprefix("the ")[:1].isupper():
                yield match.span()


def _bracketed(text: str) -> Iterator[Place]:
    """Brackets that hold a name and a year, or a name and "study", or that call it a source."""
    known = reference_words()["bare"]
    for match in (*_BRACKETS.finditer(text), *_SOURCE.finditer(text)):
        called = _CALLED.match(match["inside"])
        inside = match["inside"][called.end() :] if called else match["inside"]
        words = plain(inside).split()
        tells = called or match.re is _SOURCE or " ".join(words) in known["speak"]
        dated = _YEAR.search(inside) or any(word in known["studies"] for word in words)
        journal = " ".join(words).startswith(tuple(known["kinds"])) and _short_name(inside)
        if journal or ((tells or dated) and is_bare(inside, strict=True)):
            yield match.span("inside")


def _short_name(text: str) -> bool:
    """Whether a text is a few words that all stand in a name, without a number."""
    words = text.split()
    small = [word for word in words if word.islower() and len(word) > 3]
    return len(words) <= MOST_OF_NAME and not small and not any(map(str.isdigit, text))


def _named(text: str, start: int) -> bool:
    """Whether the sentence around a place names a trial or authors."""
    begin = max(text.rfind(sign, 0, start) for sign in ".!?\n") + 1
    stop = _SENTENCE.match(text, start)
    sentence = text[begin : stop.end() if stop else start]
    return bool(_OTHERS.search(sentence)) or any(m.concept.kind == "trial" for m in link(sentence))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    known = reference_words()["bare"]
    house, journal = _either(known["houses"]), _either([*known["journals"], *known["told"]])
    kind = f"{_either(known['kinds'])} [A-Z]\\w+(?: (?:and|of|&|[A-Z]\\w+)){{0,5}}"
    place = _either(known["countries"])
    told = (
        r"(?:ha(?:s|ve)\s)?"
        r"(?:says|said|found|finds|showed|shows|shown|reports|reported|confirmed|proved|proves)"
    )
    study = r"(?:studies|study|trials?|research|researchers|scientists|papers?|review|doctors)"
    lead = r"(?:an?|one|the|recent|new|this|another)\s"
    more = r"(?:(?:recent|new|large|big|famous|major|landmark|\d{4}|\d+-year)\s){0,2}"
    where = r"(?:published\s|printed\s|reported\s|appearing\s|that\sappeared\s|featured\s)?"
    at = r"(?:in|by|from|at|out\sof)\s(?:the\s)?(?:journals?\s)?[*_“\"]{0,2}"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?:{lead})?{more}(?P<name>{house})(?:\s(?!of\b|in\b)[A-Z]\w+){{0,2}}\s{study}\b",
            rf"\b(?:{lead})?{more}{study}\s{where}{at}(?P<name>{house}|{kind}|{journal})(?!\w)",
            rf"\b(?:{lead})?{more}{study}\s(?:from|in|out\sof)\s(?P<name>{place})(?!\w)",
            rf"\b(?:published|printed|appeared|featured)\s{at}(?P<name>{kind}|{journal})(?!\w)",
            rf"\bin\sthe\sjournal\s[*_“\"]?(?P<name>{kind}|{journal})(?!\w)",
            rf"\b(?P<name>{_either(known['speak'])})\s{told}\b",
            rf"\b(?P<name>{_either(known['told'])})[*_”\"]{{0,2}}\s{told}\b",
            rf"\baccording\sto\s(?:the\s)?(?P<name>{house})(?!\w)(?!\s(?:of|in)\b)",
        )
    )


@cache
def _study_of_house() -> re.Pattern[str]:
    """An entry that begins with a study known by its house alone: "Harvard study on eczema"."""
    known = reference_words()["bare"]
    return re.compile(
        rf"(?:an?\s|the\s)?{_either(known['speak'])}(?:\s[A-Z]\w+){{0,2}}"
        r"\s(?:study|studies|trials?|research)\b(?!:)",
        re.IGNORECASE,
    )


@cache
def _houses() -> re.Pattern[str]:
    return _whole(reference_words()["bare"]["houses"])


@cache
def _journals() -> re.Pattern[str]:
    return _whole(reference_words()["bare"]["journals"])


def _whole(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<= ){_either([plain(name) for name in names])}(?= )")


def _either(words: Sequence[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")"
