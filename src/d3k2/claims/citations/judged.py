"""The four separate answers about everything that an article cites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from d3k2.claims.article import Article
from d3k2.claims.citation import Citation, Resolves
from d3k2.claims.citations.cited import Cited, CitedWork, Mark, Place
from d3k2.claims.citations.citing import Citing, Support
from d3k2.claims.citations.local import Held, local_registry
from d3k2.claims.citations.looked_up import LookedUp, look_up, name_of
from d3k2.claims.citations.matched import Matched, matched
from d3k2.claims.citations.paper import Found, Registry
from d3k2.claims.citations.reasons import reason
from d3k2.claims.citations.standing import standing
from d3k2.claims.citations.support import support_abstract, support_held
from d3k2.claims.claim import Claim


def judge_citations(
    article: Article,
    cited: Cited,
    *,
    claims: Sequence[Claim] = (),
    registry: Registry | None = None,
) -> tuple[Citation, ...]:
    """Answer, for each work that is cited, the four questions, each by itself.

    Parameters
    ----------
    claims : sequence of Claim, optional
        The claims of the article with their verdicts: what was found against a sentence on the
        facts of a paper speaks against citing the paper for it.
    registry : Registry, optional
        Who is asked about papers online; without one nothing leaves the machine, and what is not
        held is ``not_checked``.
    """
    citing = _citing(article, cited, claims)
    return tuple(_judged(work, citing, registry) for work in cited.works)


def _judged(work: CitedWork, citing: Mapping[Place, Citing], registry: Registry | None) -> Citation:
    held = local_registry().find(work)
    found = look_up(work, registry)
    match = matched(work, held, found)
    support = _supported([citing[place] for place in _cited_at(work)], held, found, match)
    stands = standing(held, found.records)
    sure = held is not None and held.sure
    known = held is not None or bool(found.records)
    because = _three(
        _where_from(work, held, found, online=registry is not None),
        match,
        (support, reason("supports", support.why) if known and match.holds != "no" else None),
        stands.because,
    )
    return Citation(
        label=work.label,
        text=work.text,
        start=work.start,
        end=work.end,
        cited_at=_cited_at(work),
        resolves=_resolves(found, sure=sure),
        matches=match.holds,
        supports=support.holds,
        status=stands.standing,
        source=held.source.id if held is not None else None,
        reason=because,
    )


def _three(
    where: str, match: Matched, supported: tuple[Support, str | None], stands: str | None
) -> str:
    """At most three sentences: of four, one that says that nothing was found goes."""
    support, told = supported
    parts = [where, match.because, told, stands]
    if all(parts) and support.holds == "not_checked":
        parts.remove(told)
    elif all(parts) and match.holds in ("yes", "not_checked"):
        parts.remove(match.because)
    return " ".join(part for part in parts if part)


def _cited_at(work: CitedWork) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(mark.sentence for mark in work.marks))


def _resolves(found: LookedUp, *, sure: bool) -> Resolves:
    """Whether it exists: a registry's answer; of a paper that is held we know it ourselves."""
    if sure:
        return "yes"
    if found.absent:
        return "no"
    return "yes" if found.records else "not_checked"


def _supported(
    sentences: Sequence[Citing], held: Held | None, found: LookedUp, match: Matched
) -> Support:
    if match.holds == "no" or not sentences:
        return Support("not_checked", "not cited")
    if held is not None:
        support = support_held(sentences, held.source)
        if support.holds in ("no", "partly") and held.by == "name":
            return Support("not_checked", "further than held")
        if support.holds != "not_checked":
            return support
    texts = [r for r in found.records if r.abstract]
    if texts:
        return support_abstract(sentences, texts[0].title, texts[0].abstract)
    if held is not None:
        return support
    title = next((r.title for r in found.records if r.title), None)
    return support_abstract(sentences, title, None)


def _citing(article: Article, cited: Cited, claims: Sequence[Claim]) -> Mapping[Place, Citing]:
    """The sentences that cite something, without their marks, and the claims in them."""
    marks: dict[Place, list[Mark]] = {}
    works: dict[Place, set[Place]] = {}
    for work in cited.works:
        for mark in work.marks:
            marks.setdefault(mark.sentence, []).append(mark)
            works.setdefault(mark.sentence, set()).add((work.start, work.end))
    return {
        place: Citing(
            _without_marks(article.text, place, found),
            alone=len(works[place]) == 1,
            claims=tuple(c for c in claims if c.start < place[1] and place[0] < c.end),
        )
        for place, found in marks.items()
    }


def _without_marks(text: str, place: Place, marks: Sequence[Mark]) -> str:
    start, end = place
    sentence = text[start:end]
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            a, b = mark.start - start, mark.end - start
            sentence = sentence[:a] + " " * (b - a) + sentence[b:]
    return sentence


def _where_from(work: CitedWork, held: Held | None, found: LookedUp, *, online: bool) -> str:
    """From where it is known, or why it is not."""
    told = _online(found, held) if online else None
    if held is None:
        return told or (reason("online", "nothing") if online else _not_looked_up(work))
    if held.by in ("name", "body"):
        which = "named" if held.by == "name" else "body"
        here = reason("offline", which, source=held.source.id)
        return f"{told} {here}" if told else here
    if told is None:
        return reason("offline", "held", source=held.source.id, by=_BY[held.by])
    if found.absent:
        return told
    return f"{told.rstrip('.')}; {reason('offline', 'also_held', source=held.source.id)}"


_BY = {
    "doi": "DOI",
    "pmid": "PubMed number",
    "pmcid": "number in PubMed Central",
    "url": "address",
    "title": "title, with author or year",
    "place": "author, year, volume and page",
}


def _not_looked_up(work: CitedWork) -> str:
    names = work.stated.identifiers
    known = f"doi:{names.doi}" if names.doi else f"PMID {names.pmid}" if names.pmid else names.pmcid
    if known:
        return reason("offline", "unknown_identifier", identifier=known)
    return reason("offline", "unknown_url" if names.url else "unknown")


def _online(found: LookedUp, held: Held | None) -> str | None:
    """What the registries answered; None where they were not asked."""
    if found.unreachable:
        first = found.unreachable[0]
        return reason("online", "unreachable", registry=first.registry, why=first.why)
    said = []
    for asked in found.absent:
        which = "no_but_held" if held is not None and held.sure else "no"
        source = held.source.id if held else ""
        registry = asked.reply.registry
        said.append(reason("online", which, registry=registry, identifier=asked.identifier,
                           source=source))  # fmt: skip
    by_title = found.by_title
    if isinstance(by_title, Found) and found.title_is_sure:
        name = name_of(by_title.record)
        which = "title_elsewhere" if found.asked else "title"
        said.append(reason("online", which, registry=by_title.registry, identifier=name))
    elif by_title is not None and not found.asked:
        said.append(reason("online", "title_unsure", registry=by_title.registry))
    for asked in found.asked:
        if isinstance(asked.reply, Found) and not said:
            said.append(_known(asked.identifier, asked.reply))
    return " ".join(said[:2]) or None


def _known(identifier: str, reply: Found) -> str:
    if reply.record.agency is not None:
        return reason("online", "elsewhere", identifier=identifier, agency=reply.record.agency)
    return reason("online", "yes", registry=reply.registry, identifier=identifier)
