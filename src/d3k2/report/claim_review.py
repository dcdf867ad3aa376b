"""What was found of each claim, as schema.org ClaimReview in JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import PurePath
from typing import Any

import tomli

from d3k2.report.ask_documents import ReferenceDocument
from d3k2.report.check_documents import (
    CheckDocument,
    CheckedArticleDocument,
    CheckedClaimDocument,
)
from d3k2.report.unseen import without_unseen

CONTEXT = "https://schema.org"
_OF_HTML = re.compile("[<>&\u2028\u2029]")


def claim_review(document: CheckDocument, page: str = "") -> str:
    """Return a ClaimReview for every claim whose verdict says something of it.

    Claims that are unsupported or cannot be told are left out: a review of them would say nothing.

    Parameters
    ----------
    page : str
        The address at which the page of this check is published. Left out, each ``url`` leads to
        its place on the page that holds the text.

    Returns
    -------
    str
        A JSON array. It holds no sign that HTML would read as markup, so it may stand in a page
        as it is.
    """
    reviews = [
        _review(document, article, claim, f"{page}#claim-{place}-{n}")
        for place, article in enumerate(document.articles, start=1)
        for n, claim in enumerate(article.claims, start=1)
        if claim.verdict in _table()["rating"]
    ]
    text = json.dumps(reviews, ensure_ascii=False, indent=1)
    return without_unseen(_OF_HTML.sub(lambda sign: _escaped(sign[0]), text), _escaped)


def _escaped(sign: str) -> str:
    """A sign as JSON writes it in ASCII."""
    pairs = sign.encode("utf-16-be")
    return "".join(f"\\u{pairs[i : i + 2].hex()}" for i in range(0, len(pairs), 2))


def _review(
    document: CheckDocument,
    article: CheckedArticleDocument,
    claim: CheckedClaimDocument,
    url: str,
) -> dict[str, Any]:
    table = _table()
    review = {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": url,
        "datePublished": document.date,
        "author": {"@type": "Organization", "name": "d3k2"},
        "claimReviewed": _short(claim.text),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": table["rating"][claim.verdict],
            "bestRating": table["best"],
            "worstRating": table["worst"],
            "alternateName": table["words"][claim.verdict],
            "ratingExplanation": claim.reason,
        },
        "itemReviewed": {
            "@type": "Claim",
            "text": " ".join(claim.text.split()),
            "appearance": _appearance(article),
        },
        "isBasedOn": [address for address in map(_address, claim.sources) if address],
    }
    return {key: value for key, value in review.items() if value}


def _appearance(article: CheckedArticleDocument) -> dict[str, str]:
    """Where the claim stands; of a file only its name, never where it lies."""
    name = "" if article.file == "-" else PurePath(article.file).name
    work = {
        "@type": "CreativeWork",
        "url": article.address,
        "headline": article.title,
        "name": None if article.title else name,
    }
    return {key: value for key, value in work.items() if value}


def _short(text: str) -> str:
    """A claim in one line, cut after a word."""
    longest = _table()["longest_claim"]
    said = " ".join(text.split())
    if len(said) <= longest:
        return said
    cut = said[: longest - 1]
    kept, _, _ = cut.rpartition(" ") if said[longest - 1] != " " else (cut, "", "")
    return f"{(kept or cut).rstrip(' ,;:.')}…"


def _address(source: ReferenceDocument) -> str | None:
    if source.doi:
        return f"https://doi.org/{source.doi}"
    if source.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    return source.url


@cache
def _table() -> Mapping[str, Any]:
    text = resources.files("d3k2.report").joinpath("claim_review.toml").read_text("utf-8")
    return tomli.loads(text)
