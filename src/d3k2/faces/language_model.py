"""How d3k2 reaches a language model: one request over HTTP, only to the address that was named."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from threading import Event, Timer
from urllib.parse import urlsplit

from d3k2.answers import Message, ModelFailed
from d3k2.units import InputRefused

URL = "D3K2_MODEL_URL"
NAME = "D3K2_MODEL_NAME"
KEY = "D3K2_MODEL_KEY"
"""Environment variables: the address, read with ``--rephrase`` only; which model; its secret."""

SECONDS = 20.0
"""How long one answer may take, all of it."""

MOST = 2**18
"""Bytes of one answer; a few sentences need a hundredth."""

PORTS = {"http": 80, "https": 443}
LATE = "it did not answer in time"
COMPLETIONS = "/chat/completions"
ACCEPTED = "https://HOST/v1, or http://127.0.0.1:PORT/v1 for a server on this machine"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a language model is."""

    host: str
    port: int
    path: str
    secure: bool
    here: bool
    """Whether it is this machine, so that nothing leaves it."""


class LanguageModel:
    """A server that speaks the chat completions of OpenAI, as most local ones do.

    After its first failure it is not asked again; `why_not` then says what went wrong, without
    anything that was sent or received.
    """

    def __init__(self, address: Address, name: str, key: str, seconds: float) -> None:
        self.address = address
        self.name = name
        self.why_not: str | None = None
        self._key = key
        self._seconds = seconds
        self._late = Event()

    def complete(
        self, messages: Sequence[Message], json_schema: Mapping[str, object]
    ) -> Mapping[str, object]:
        """Return the object that the model gives.

        Raises
        ------
        ModelFailed
            When it does not answer in time, answers too much, elsewhere, or with no object.
        """
        if self.why_not is None:
            wanted = {"name": "answer", "strict": True, "schema": json_schema}
            body = {
                "model": self.name,
                "messages": [{"role": m.role, "content": m.content} for m in messages],
                "temperature": 0,
                "response_format": {"type": "json_schema", "json_schema": wanted},
            }
            try:
                return _read(self._sent(json.dumps(body).encode()))
            except ModelFailed as failure:
                self.why_not = str(failure)
            except (OSError, HTTPException) as failure:
                # The words of the error may hold the address; whether it was late does not.
                late = self._late.is_set() or isinstance(failure, TimeoutError)
                self.why_not = LATE if late else "it gave no answer"
        raise ModelFailed(self.why_not)

    def _sent(self, body: bytes) -> bytes:
        """Send one request and return what comes back, within the time and the size allowed."""
        at = self.address
        kind = HTTPSConnection if at.secure else HTTPConnection
        with closing(kind(at.host, at.port, timeout=self._seconds)) as connection:
            connection.connect()
            if at.here and not ip_address(connection.sock.getpeername()[0]).is_loopback:
                raise ModelFailed("its address is not on this machine")
            watch = Timer(self._seconds, self._end, [connection.sock])
            watch.daemon = True
            watch.start()
            try:
                headers = {"Content-Type": "application/json", "Connection": "close"}
                if self._key:
                    headers["Authorization"] = f"Bearer {self._key}"
                connection.request("POST", at.path, body, headers)
                with closing(connection.getresponse()) as response:
                    if response.status != 200:
                        raise ModelFailed(f"it answered with status {response.status}")
                    received = response.read(MOST + 1)
            finally:
                watch.cancel()
        if self._late.is_set():
            raise ModelFailed(LATE)
        if len(received) > MOST:
            raise ModelFailed("it answered far too much")
        return received

    def _end(self, connected: socket.socket) -> None:
        """End a connection whose time is up, however slowly the other side goes on."""
        self._late.set()
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)


def language_model(url: str | None, *, person: bool) -> LanguageModel:
    """Return the language model that was asked for.

    Parameters
    ----------
    url : str or None
        Its address; None for the one that the environment names.
    person : bool
        Whether the question comes with somebody's record.

    Raises
    ------
    InputRefused
        When the address is none, or when it is another machine and a record is there.
    """
    field = "--rephrase" if url is None else "--model"
    written = os.environ.get(URL, "") if url is None else url
    if not written:
        raise InputRefused(
            "No language model is named.", field=field, accepted=f"--model URL, or {URL} set"
        )
    address = read_address(written, field)
    if person and not address.here:
        raise InputRefused(
            "With a person's record no language model on another machine is asked.",
            field=field,
            accepted="a server on this machine, such as http://127.0.0.1:8080/v1, or no --person",
        )
    key = os.environ.get(KEY, "")
    if not (key.isascii() and key.isprintable()):
        raise InputRefused(f"What is set in {KEY} cannot be sent as a key.", field=field)
    return LanguageModel(address, os.environ.get(NAME) or "default", key, SECONDS)


def read_address(url: str, field: str) -> Address:
    """Read where a language model is: by https, or by http on this machine.

    Raises
    ------
    InputRefused
        When it is anything else. The address is not repeated, since it may hold a secret.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise InputRefused("This is no address.", field=field, accepted=ACCEPTED) from None
    plain = url.isascii() and url.isprintable() and " " not in url
    extra = parts.username is not None or parts.query or parts.fragment
    if parts.scheme not in PORTS or not host or not plain or extra:
        raise InputRefused(
            "This is no address of a language model; a key belongs in the environment.",
            field=field,
            accepted=ACCEPTED,
        )
    here = _is_here(host)
    if parts.scheme == "http" and not here:
        raise InputRefused(
            "What leaves this machine leaves it by https only.", field=field, accepted=ACCEPTED
        )
    path = parts.path.rstrip("/").removesuffix(COMPLETIONS) + COMPLETIONS
    return Address(host, port, path, secure=parts.scheme == "https", here=here)


def _is_here(host: str) -> bool:
    """Whether a host is this machine by its name alone; no name is looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _read(body: bytes) -> Mapping[str, object]:
    """The object inside an answer."""
    try:
        given = json.loads(json.loads(body)["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise ModelFailed("its answer could not be read")
    return given
