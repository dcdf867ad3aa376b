"""What one entry of a list states: identifiers, title, authors, year. Empty rather than guessed."""

from __future__ import annotations

import re

from d3k2.claims.citations.cited import Identifiers, Stated
from d3k2.claims.citations.identifiers import DOI, URL, identifiers
from d3k2.claims.citations.list_words import list_words
from d3k2.language import link

_LINK = re.compile(r"!?\[(?P<words>[^\]\n]*)\]\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^)]*\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_QUOTED = re.compile(
    r"[\"“”«](?P<double>[^\"“”«»]{12,300})[\"”“»]"
    r"|(?<!\w)[‘'](?P<single>.{20,300}?)[’'](?!\w)"
)
_YEAR = r"(?:19[3-9]|20[0-4])\d"
_BRACKETED_YEAR = re.compile(rf"\(\s*(?P<year>{_YEAR})[a-z]?(?:,[^)]{{1,20}})?\)\s*[.,:]?\s*")
_PRINTED_YEAR = re.compile(
    rf"(?<![\w/.–-])(?P<year>{_YEAR})(?:\s[A-Z][a-z]{{2}}[a-z]*(?:[\s-]\w+)?)?\s*;\s*[\dS]"
)
_ANY_YEAR = re.compile(rf"(?<![\w/.:–-])(?P<year>{_YEAR})(?![\w/–-]|\.\d)")
_SMALL = r"[^\W\d_]*[a-zß-öø-ÿāčćęłńřśşšžůý][^\W\d_]*"
_FAMILY = (
    r"(?:(?:[a-zA-Z]{1,3}['’]?\s?)?(?:[a-z]{2,4}\s){0,2}"
    rf"[^\W\d_a-z]{_SMALL}(?:[-'’][^\W\d_]+|\s[^\W\d_a-z]{_SMALL}){{0,2}})"
)
_INITIALS = r"(?:[A-Z]\.(?:[\s-]?[A-Z]\.){0,4}|[A-Z]{1,5}(?:-[A-Z])?)(?![^\W\d_])"
_PERSON = rf"{_FAMILY},?\s{_INITIALS}(?:\s(?:Jr|Sr|II|III))?\.?"
_PEOPLE = re.compile(
    rf"{_PERSON}(?:(?:,\s(?:and\s|&\s)?|\s(?:and|&)\s|;\s){_PERSON})*"
    r"(?P<others>,?\s(?:et\s+al|and\s+others|…)\.?)?(?=\s*[.,;:(\"“'‘]|\s*\Z|(?<=\.)\s)"
)
_ONE = re.compile(rf"(?P<family>{_FAMILY}),?\s{_INITIALS}(?:\s(?:Jr|Sr|II|III))?\.?(?=[,;.&\s]|\Z)")
_LEADING = re.compile(rf"(?P<family>{_FAMILY})(?:,?\s{_INITIALS})?,?\s+et\s+al\.?")
_PARTS = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=\s[DK]))[.?!]\s|\s[-–—|]\s|\.\Z")
_JOURNAL = re.compile(
    r"[\s.,?!\"“”'’]*(?P<journal>[A-Z][A-Za-z &:-]{2,70}?)\.?(?=[.,;]|\s\(?\d|\Z)"
)
_STOP = re.compile(r"[.?!](?=\s|\Z)")
_TYPE = r"[A-Za-z][A-Za-z -]{3,32}"
_LABEL = re.compile(
    rf"\A[\[(](?P<typed>{_TYPE})[\])][:.]?\s+"
    rf"|\A[\[(]?(?P<said>{_TYPE})[\])]?\s*[:—–|]\s+"
    rf"|[\[(](?P<tail>{_TYPE})[\])]\.?\s*\Z"
    rf"|(?:—|–|\|)\s*(?P<last>{_TYPE})\.?\s*\Z"
)
LEAST_WORDS = 4
"""Words of a title that names one paper and no other."""


def stated(text: str) -> Stated:
    """Read one entry."""
    shown, address = _without_links(text)
    found = identifiers(f"{shown} {address}")
    plain, called = _labelled(_EMPHASIS.sub("", shown))
    people = _PEOPLE.match(plain)
    if people and _no_person(people[0]):
        people = None
    title = _title(plain, people, text)
    return Stated(
        identifiers=Identifiers(found.doi, found.pmid, found.pmcid, found.url or address or None),
        title=title,
        journal=_journal(plain, title),
        authors=_authors(plain, people),
        years=_years(plain),
        called=called,
    )


def _no_person(first: str) -> bool:
    """Whether the first of the names is a word that names nobody: "Vitamin D"."""
    family = _ONE.match(first)
    words = (family["family"] if family else first).split()
    return any(word.casefold() in list_words().no_family for word in words)


def _without_links(text: str) -> tuple[str, str]:
    """The words that are shown, and the first address behind them."""
    first = _LINK.search(text)
    return _LINK.sub(lambda m: f"{m['words']} ", text), first["url"] if first else ""


def _labelled(plain: str) -> tuple[str, tuple[str, ...]]:
    """The entry in one line, without the type that the article gives it, and that type."""
    lines = [line.strip() for line in plain.strip().splitlines() if line.strip()]
    for at in (0, -1):
        if len(lines) > 1 and lines[at].rstrip(".:").casefold() in list_words().types:
            said = lines.pop(at).rstrip(".:")
            return " ".join(" ".join(lines).split()), (said,)
    plain = " ".join(plain.split())
    for match in _LABEL.finditer(plain):
        said = next(filter(None, match.groups()), "").strip()
        if said.casefold() in list_words().types:
            return (plain[: match.start()] + plain[match.end() :]).strip(), (said,)
    return plain, ()


def _authors(plain: str, people: re.Match[str] | None) -> tuple[str, ...]:
    if people:
        return tuple(m["family"].strip() for m in _ONE.finditer(people[0]))
    leading = _LEADING.match(plain)
    return (leading["family"].strip(),) if leading else ()


def _years(plain: str) -> tuple[int, ...]:
    """The year of publication where its place tells; otherwise every year that it may be."""
    bare = DOI.sub(" ", URL.sub(" ", plain))
    for pattern in (_PRINTED_YEAR, _BRACKETED_YEAR):
        match = pattern.search(bare)
        if match:
            return (int(match["year"]),)
    return tuple(dict.fromkeys(int(m["year"]) for m in _ANY_YEAR.finditer(bare)))


def _title(plain: str, people: re.Match[str] | None, text: str) -> str | None:
    """The title, where the way of writing leaves no doubt where it begins and ends."""
    quoted = _QUOTED.search(plain)
    if quoted:
        return _long_enough(quoted["double"] or quoted["single"])
    begins = None
    year = _BRACKETED_YEAR.search(plain)
    if year and (people is None or year.start() <= people.end() + 3) and year.start() < 160:
        begins = year.end()
    elif people and people.end() < len(plain):
        after = re.compile(r"\s*[.:]?\s+").match(plain, people.end())
        begins = after.end() if after else None
    else:
        leading = _LEADING.match(plain)
        begins = leading.end() if leading else None
    if begins is not None and begins > 0:
        return _until_stop(plain, begins)
    linked = _LINK.search(text)
    shown = _long_enough(linked["words"]) if linked else None
    return shown or (None if people else _first_sentence(plain))


def _first_sentence(plain: str) -> str | None:
    """What an entry without authors begins with; behind the body that issued it, where one is."""
    told = re.split(r"https?://|\bdoi\b|\b10\.\d{4}|\bPMID\b", plain, maxsplit=1)[0]
    parts = [part.strip() for part in _PARTS.split(told) if part.strip()]
    if len(parts) > 1 and any(m.concept.kind == "authority" for m in link(parts[0])):
        behind = _long_enough(parts[1])
        if behind is not None:
            return behind
    if not parts or _is_issuer(parts[0]):
        return None
    return _long_enough(parts[0]) if len(parts[0].split()) > LEAST_WORDS else None


def _is_issuer(said: str) -> bool:
    """Whether it says who issued what kind of thing: "Norby Society, clinical guideline"."""
    return said.rpartition(",")[2].strip().casefold() in list_words().types


def _journal(plain: str, title: str | None) -> str | None:
    """What stands behind the title, up to the year, the volume or a stop."""
    at = plain.find(title) if title else -1
    if title is None or at < 0:
        return None
    match = _JOURNAL.match(plain, at + len(title))
    return match["journal"].strip() if match else None


def _until_stop(plain: str, begins: int) -> str | None:
    """What stands from here to the stop that ends it; nothing where no stop does."""
    begins += len(plain[begins:]) - len(plain[begins:].lstrip(" .,:"))
    year = _BRACKETED_YEAR.match(plain, begins)
    begins = year.end() if year else begins
    for stop in _STOP.finditer(plain, begins):
        said = plain[begins : stop.end()]
        short = said.rsplit(None, 1)[-1].rstrip(".")
        initial = len(short) < 2 and short.casefold() not in ("d", "k")
        if stop[0] == "." and (initial or short.casefold() in list_words().no_stop_after):
            continue
        return _long_enough(said)
    return None


def _long_enough(said: str) -> str | None:
    title = said.strip().strip("*_\"“”‘’'").rstrip(".,;").strip()
    words = re.findall(r"[^\W\d_]{2,}", title)
    return title if len(words) >= LEAST_WORDS and not URL.match(title) else None
