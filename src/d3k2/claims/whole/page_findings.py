"""What a page says of itself: badges, who wrote it, when it was reviewed, what it gains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from d3k2.claims.article import Article
from d3k2.claims.findings import WholeFinding
from d3k2.claims.tables import table
from d3k2.claims.whole.page import places, shown
from d3k2.language import reading_level


def badges(article: Article, wrong: int, failing: int) -> Iterator[WholeFinding]:
    """Yield each badge, beside what was found.

    Parameters
    ----------
    wrong, failing : int
        How many claims were contradicted or overstated, and how many citations do not hold.
    """
    for row in table("whole")["badge"]:
        found = list(shown(article, row["line"]))
        if not found:
            continue
        if wrong or failing:
            beside = f"{_count(wrong, 'claim')} went further than the evidence or against it"
            if failing:
                beside += f", and {_count(failing, 'citation')} did not hold"
        else:
            beside = "nothing was found against it here"
        yield WholeFinding(
            kind="badge",
            text=f"The page calls itself “{row['text']}”; {beside}.",
            where=places(found)[:2],
            good=not (wrong or failing),
        )


def credentials(article: Article) -> Iterator[WholeFinding]:
    """Yield who wrote it, as far as the page says."""
    named = list(shown(article, table("whole")["author"]["named"]))
    for row in table("whole")["credential"]:
        found = [one for one in shown(article, row["line"]) if one.place is None or named]
        if found:
            good = row["kind"] != "another field"
            said = ", ".join(dict.fromkeys(one.text for one in found[:2]))
            text = table("whole")["author"]["trained" if good else "untrained"].format(said=said)
            yield WholeFinding("credentials", text, places(found)[:1], good)
            return
    if not named:
        yield WholeFinding("credentials", table("whole")["author"]["unnamed"])


def review_state(article: Article, today: date) -> Iterator[WholeFinding]:
    """Yield when the page was written or reviewed, and whether that is long ago."""
    known = table("whole")["review"]
    years = [
        (int(match[1]), match[0])
        for text in (article.page, article.text)
        for match in re.finditer(known["dates"], text, re.IGNORECASE)
        if int(match[1]) <= today.year
    ]
    if not years:
        yield WholeFinding("review", known["undated"])
        return
    newest = max(year for year, _ in years)
    if today.year - newest > known["old_after_years"]:
        text = f"Its newest date of writing or review is {newest}. {known['old_because']}"
        yield WholeFinding("review", text)
    else:
        yield WholeFinding("review", f"It was written or reviewed in {newest}.", good=True)


def interests(article: Article) -> Iterator[WholeFinding]:
    """Yield what the page gains, as far as it shows."""
    addresses = "\n".join(link.url for link in article.links)
    for row in table("whole")["interest"]:
        found = list(shown(article, row["line"]))
        linked = re.search(row["line"], addresses, re.IGNORECASE)
        if found or linked:
            said = found[0].text if found else linked[0] if linked else ""
            yield WholeFinding(
                kind="interest",
                text=f"Interest: {row['text']} (“{said}”).",
                where=places(found)[:2],
                good=row.get("good", False),
            )


def reading(article: Article) -> Iterator[WholeFinding]:
    """Yield how hard the article is to read."""
    known = table("whole")["reading"]
    told = "\n\n".join(
        article.text[b.start : b.end] for b in article.blocks if b.kind in ("paragraph", "item")
    )
    grade = reading_level(told).grade
    if told.strip():
        good = grade <= known["patient_ceiling"]
        yield WholeFinding("reading level", known["text"].format(grade=grade), good=good)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
