"""Where the registries are: by https, or by http on this machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from d3k2.units import InputRefused

CROSSREF = "D3K2_CROSSREF_URL"
EUTILS = "D3K2_EUTILS_URL"
"""Environment variables: other addresses of Crossref and of the E-utilities of NCBI."""

CONTACT = "D3K2_CONTACT"
NCBI_KEY = "D3K2_NCBI_KEY"
"""Environment variables: the e-mail that both registries ask for, and a key of NCBI."""

CACHE = "D3K2_REGISTRY_CACHE"
"""Environment variable: the file in which answers are kept, instead of the usual place."""

CROSSREF_URL = "https://api.crossref.org"
EUTILS_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"


@dataclass(frozen=True, slots=True)
class Places:
    """Where to ask, and as whom.

    Attributes
    ----------
    contact, key : str
        Empty where none is given.
    """

    crossref: str
    eutils: str
    contact: str = ""
    key: str = ""


def places() -> Places:
    """Read where the registries are from the environment.

    Raises
    ------
    InputRefused
        When an address is none, or another machine would be asked by http; the address is not
        repeated, since it may hold a secret.
    """
    contact, key = os.environ.get(CONTACT, ""), os.environ.get(NCBI_KEY, "")
    for name, value in ((CONTACT, contact), (NCBI_KEY, key)):
        if not (value.isascii() and value.isprintable()):
            raise InputRefused(f"What is set in {name} cannot be sent.", field=name)
    return Places(
        crossref=_address(CROSSREF, CROSSREF_URL),
        eutils=_address(EUTILS, EUTILS_URL),
        contact=contact,
        key=key,
    )


def is_here(host: str) -> bool:
    """Say whether a host is this machine by its name alone; no name is looked up."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _address(variable: str, usual: str) -> str:
    written = os.environ.get(variable) or usual
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    plain = written.isascii() and written.isprintable() and " " not in written
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_here(host))
    if not host or not plain or not safe or parts.username or parts.query or parts.fragment:
        raise InputRefused(
            f"What is set in {variable} is no address of a registry.",
            field=variable,
            accepted="https://HOST, or http://127.0.0.1:PORT for a server on this machine",
        )
    return written.rstrip("/")
