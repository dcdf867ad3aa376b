"""A source as others cite it. A field that is not known is left out, never filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, get_args

from d3k2.evidence.collect import Evidence
from d3k2.evidence.load import load
from d3k2.evidence.records import Reference, Source, Statement
from d3k2.units import InputRefused

Style = Literal["vancouver", "bibtex", "csl"]
STYLES: tuple[Style, ...] = get_args(Style)

_AUTHOR = re.compile(r"(?P<family>[^\W\d_][\w'’ -]*?) (?P<initials>[A-Z][A-Z-]{0,3})")
_VENUE = re.compile(
    r"(?P<journal>\D.*?) (?P<volume>\d+)(?:\((?P<issue>[^)]+)\))?:(?P<pages>[\w.–-]+)"
)
_PAPERS = ("trial", "meta-analysis", "review", "cohort", "mechanism")

Rules = Mapping[str, Iterable[Reference]] | Callable[[str], Iterable[Reference]]


def cite(source: Source, style: str = "vancouver") -> str:
    """Return the source in a citation style: ``vancouver``, ``bibtex`` or ``csl`` (CSL-JSON).

    Raises
    ------
    InputRefused
        For another style.
    """
    if style == "vancouver":
        return _vancouver(source)
    if style == "bibtex":
        return _bibtex(source)
    if style == "csl":
        return json.dumps(as_csl(source), ensure_ascii=False, indent=2)
    raise InputRefused(
        "There is no such citation style.", field="--style", given=style, accepted=", ".join(STYLES)
    )


def as_csl(source: Source) -> dict[str, object]:
    """Return the source as a CSL-JSON item."""
    place = _place(source)
    fields: dict[str, object] = {
        "id": source.id,
        "type": "article-journal" if _is_paper(source) else "document",
        "title": source.title,
        "author": _csl_authors(source.authors),
        "issued": {"date-parts": [[source.year]]},
        "container-title": place.get("journal") or source.venue,
        "volume": place.get("volume"),
        "issue": place.get("issue"),
        "page": place.get("pages"),
        "PMID": source.pmid,
        "DOI": source.doi,
        "URL": source.url,
    }
    return {key: value for key, value in fields.items() if value}


def sources_of(
    statements: Iterable[Statement], rules: Rules | None = None, evidence: Evidence | None = None
) -> tuple[Source, ...]:
    """Return every source that statements stand on, once, in the order they are met.

    Parameters
    ----------
    rules : mapping or callable, optional
        The references of a safety rule by its id, from the room that has the rules.
    """
    known = evidence or load()
    found: dict[str, Source] = {}
    for statement in statements:
        for ground in statement.stands_on:
            references: Iterable[Reference] = ()
            if ground.kind == "fact":
                fact = known.fact(ground.id)
                references = fact.sources if fact else ()
            elif ground.kind == "rule" and rules is not None:
                references = rules(ground.id) if callable(rules) else rules.get(ground.id, ())
            for reference in references:
                found.setdefault(reference.id, known.sources[reference.id])
    return tuple(found.values())


def _vancouver(source: Source) -> str:
    place = _place(source)
    parts = [_stop(source.authors), _stop(source.title)]
    if place:
        issue = f"({place['issue']})" if place.get("issue") else ""
        parts.append(
            f"{place['journal']}. {source.year};{place['volume']}{issue}:{place['pages']}."
        )
    else:
        parts += [_stop(source.venue), f"{source.year}."]
    if source.status != "current":
        parts.append(f"[{source.status}]")
    parts += [
        f"doi:{source.doi}." if source.doi else "",
        f"PMID: {source.pmid}." if source.pmid else "",
        "" if source.doi or source.pmid or not source.url else source.url,
    ]
    return " ".join(part for part in parts if part)


def _bibtex(source: Source) -> str:
    place = _place(source)
    people, others = _people(source.authors)
    authors = [f"{family}, {initials}" for family, initials in people] + ["others"] * others
    fields = {
        "author": " and ".join(authors) if people else _braced(source.authors),
        "title": _braced(source.title),
        "year": str(source.year),
        "journal": place.get("journal"),
        "volume": place.get("volume"),
        "number": place.get("issue"),
        "pages": (place.get("pages") or "").replace("–", "--").replace("-", "--") or None,
        "howpublished": None if place else source.venue,
        "pmid": source.pmid,
        "doi": source.doi,
        "url": source.url,
    }
    kind = "article" if place else "misc"
    lines = [f"  {key} = {{{_tex(value)}}}," for key, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}"])


def _is_paper(source: Source) -> bool:
    return bool(_place(source)) or source.type in _PAPERS


def _place(source: Source) -> dict[str, str]:
    """Journal, volume, issue and pages, where the venue is written so that they can be told."""
    match = _VENUE.fullmatch(source.venue or "")
    return {key: value for key, value in match.groupdict().items() if value} if match else {}


def _people(authors: str | None) -> tuple[list[tuple[str, str]], bool]:
    """Family names with initials, and whether there are others; nothing unless all fit."""
    names = [name.strip() for name in (authors or "").rstrip(".").split(",") if name.strip()]
    others = bool(names) and names[-1].casefold() == "et al"
    matches = [_AUTHOR.fullmatch(name) for name in (names[:-1] if others else names)]
    people = [(m["family"], m["initials"]) for m in matches if m]
    return (people, others) if len(people) == len(matches) else ([], False)


def _csl_authors(authors: str | None) -> list[dict[str, str]]:
    people, others = _people(authors)
    if not people:
        return [{"literal": authors}] if authors else []
    named = [{"family": family, "given": initials} for family, initials in people]
    return named + ([{"literal": "et al."}] if others else [])


def _stop(text: str | None) -> str:
    if not text:
        return ""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _braced(text: str | None) -> str | None:
    return f"{{{text}}}" if text else None


def _tex(text: str) -> str:
    return re.sub(r"([&%#_$])", r"\\\1", text)
