"""Hosts of addresses: whose site they are, as far as that can be told from the name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from d3k2.claims.citations.reference_words import reference_words

DOMAIN = re.compile(
    r"(?<![\w@./-])(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]{2,}\.)+[a-z]{2,12})(?=[/\s,;)]|\.?\Z)",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\.(?:gov|edu|int|mil)(?:\.[a-z]{2})?\Z|\.(?:ac|nhs)\.[a-z]{2}\Z|\bnhs\.uk\Z")


def host_of(url: str | None) -> str:
    """Return the host of an address without its www; empty where it is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.casefold().removeprefix("www.")


def one_site(host: str, other: str) -> bool:
    """Whether two hosts are one site, or one is a part of the other."""
    return f".{host}".endswith(f".{other}") or f".{other}".endswith(f".{host}")


def is_of_others(host: str) -> bool:
    """Whether a host is a known one of the news, of a state or of a university."""
    listed: list[str] = reference_words()["hosts"]["news"]
    return any(host == each or host.endswith(f".{each}") for each in listed) or bool(
        _PUBLIC.search(host)
    )


def names_in(host: str, least: int) -> list[str]:
    """Return the parts of a host that may name a site, of at least so many letters."""
    none = reference_words()["hosts"]["no_name"]
    parts = [part for part in host.split(".")[:-1] if part not in none]
    return [name for part in parts if len(name := part.replace("-", "")) >= least]
