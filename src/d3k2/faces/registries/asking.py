"""One question to a registry over HTTP: bounded in time, size, number and place."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    HTTPError,
    InvalidHeader,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util.retry import Retry

from d3k2._version import __version__
from d3k2.faces.registries.kept import Kept
from d3k2.faces.registries.places import is_here

MOST = 8 * 2**20
"""Bytes of one answer."""

TRIES = 3
FIRST_WAIT = 0.5
"""Seconds before the second try; twice as long before each further one."""

LONGEST_WAIT = 20.0
"""Seconds that a registry may ask to wait; longer, and it is not asked again."""

FINE = frozenset({200, 404})
AGAIN = frozenset({429, 500, 502, 503, 504})
ASIDE = frozenset({301, 302, 303, 307, 308})
REDIRECTS = 3
FAILURES = 3
"""So many questions in a row without an answer, and a registry is not asked again."""

NAMELESS = "the address of its name could not be found, as when a machine is offline"
LATE = "it did not answer in time"
OVER = "the time for looking things up in one run was over"
TIRED = "it had failed several times before and was not asked again"


class NoAnswerError(Exception):
    """A registry gave no answer that can be used; the words are a part of a sentence."""


@dataclass(slots=True)
class Clock:
    """The time of one run; tests put their own hands on it."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Budget:
    """The seconds that all questions of one run may take together."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end: float | None = None

    def left(self) -> float:
        """Return the seconds left; the run begins with its first question."""
        if self._end is None:
            self._end = self._clock.now() + self._seconds
        return self._end - self._clock.now()


class Asker:
    """Asks one registry, politely.

    Parameters
    ----------
    base : str
        Its address; every question goes below it, and no redirect leads off its host.
    gap : float
        Seconds between two questions.
    seconds : float
        How long one try may take, all of it.
    unkept : mapping
        What is sent with every question and makes no difference to the answer.
    """

    def __init__(
        self,
        base: str,
        *,
        gap: float,
        seconds: float,
        budget: Budget,
        kept: Kept,
        clock: Clock,
        unkept: Mapping[str, str],
    ) -> None:
        self._base, self._gap, self._seconds = base, gap, seconds
        self._budget, self._kept, self._clock = budget, kept, clock
        self._unkept = {name: value for name, value in unkept.items() if value}
        self._pool = _pool(base, self._unkept.get("mailto") or self._unkept.get("email", ""))
        self._next = 0.0
        self._failed = 0
        self._offline = False

    def ask(
        self, path: str, said: Mapping[str, str], *, fine: frozenset[int] = FINE
    ) -> tuple[int, bytes]:
        """Return the status, one of those that are fine, and the body.

        Raises
        ------
        NoAnswerError
            When nothing usable comes back.
        """
        question = f"{self._base}{path}?{urlencode(sorted(said.items()))}"
        kept = self._kept.get(question)
        if kept is not None:
            return kept
        if self._offline:
            raise NoAnswerError(NAMELESS)
        if self._failed >= FAILURES:
            raise NoAnswerError(TIRED)
        try:
            status, body = self._tried(
                f"{self._base}{path}?{urlencode({**said, **self._unkept})}", fine
            )
        except NoAnswerError:
            self._failed += 1
            raise
        self._failed = 0
        return status, body

    def keep(self, path: str, said: Mapping[str, str], status: int, body: bytes) -> None:
        """Keep an answer that could be read."""
        self._kept.put(f"{self._base}{path}?{urlencode(sorted(said.items()))}", status, body)

    def unread(self) -> NoAnswerError:
        """Count an answer that could not be read as a failure, and return what to raise."""
        self._failed += 1
        return NoAnswerError("its answer could not be read")

    def _tried(self, url: str, fine: frozenset[int]) -> tuple[int, bytes]:
        wait = FIRST_WAIT
        why = LATE
        for attempt in range(TRIES):
            asked_to_wait = None
            try:
                status, body, asked_to_wait = self._followed(url)
                if status not in AGAIN:
                    if status in fine:
                        return status, body
                    raise NoAnswerError(f"it answered with status {status}")
                why = f"it answered with status {status}"
            except TimeoutError:
                why = LATE
            except NameResolutionError:
                # Whoever is offline now is offline a second later: nothing more is asked.
                self._offline = True
                raise NoAnswerError(NAMELESS) from None
            except (HTTPError, OSError):
                why = "no connection could be made"
            if attempt + 1 < TRIES:
                pause = wait if asked_to_wait is None else asked_to_wait
                if pause > min(LONGEST_WAIT, self._budget.left()):
                    raise NoAnswerError("it asked to wait longer than one run may take")
                self._clock.sleep(pause)
                wait *= 2
        raise NoAnswerError(why)

    def _followed(self, url: str) -> tuple[int, bytes, float | None]:
        """Ask, and follow where the registry sends us on its own host."""
        for _ in range(REDIRECTS):
            self._pace()
            once = _within(min(self._seconds, self._budget.left()), self._once_at(url))
            if once.status not in ASIDE:
                return once.status, once.body, once.wait
            there = urljoin(url, once.location or "")
            if _origin(there) != _origin(url):
                raise NoAnswerError("it sent us to another place, which was not followed")
            url = there
        raise NoAnswerError("it sent us round in a circle")

    def _pace(self) -> None:
        """Wait until the next question may be asked."""
        if self._budget.left() <= 0:
            raise NoAnswerError(OVER)
        pause = self._next - self._clock.now()
        if pause > 0:
            self._clock.sleep(pause)
        self._next = self._clock.now() + self._gap

    def _once_at(self, url: str) -> Callable[[], _Once]:
        timeout = urllib3.Timeout(connect=self._seconds, read=self._seconds)

        def once() -> _Once:
            response = self._pool.request(
                "GET",
                url,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=timeout,
            )
            body = response.read(MOST + 1, decode_content=False)
            if len(body) > MOST:
                response.close()
                raise NoAnswerError("it answered far too much")
            response.release_conn()
            location = response.headers.get("Location")
            return _Once(response.status, body, location, _wait(response))

        return once


@dataclass(frozen=True, slots=True)
class _Once:
    status: int
    body: bytes
    location: str | None
    wait: float | None


def _within(seconds: float, work: Callable[[], _Once]) -> _Once:
    """Do something within a time, whatever it hangs on: names, headers or drops of a body."""
    done: list[_Once | Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except (NoAnswerError, HTTPError, OSError, ValueError) as failure:
            done.append(failure)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(seconds, 0.0))
    if not done:
        raise TimeoutError
    if isinstance(done[0], Exception):
        failure = done[0]
        unmade = isinstance(failure, NewConnectionError)
        if isinstance(failure, urllib3.exceptions.TimeoutError) and not unmade:
            raise TimeoutError from None
        if isinstance(failure, ValueError) and not isinstance(failure, HTTPError):
            raise NoAnswerError("its answer could not be read") from None
        raise failure
    return done[0]


def _wait(response: urllib3.BaseHTTPResponse) -> float | None:
    """The seconds that the registry asks to wait; None where it asks for none."""
    said = response.headers.get("Retry-After")
    try:
        return None if said is None else Retry().parse_retry_after(said)
    except InvalidHeader:
        return None


def _pool(base: str, contact: str) -> urllib3.PoolManager:
    """Connections, through the proxy of this machine where it has one."""
    parts = urlsplit(base)
    host = parts.hostname or ""
    mail = f" (mailto:{contact})" if contact else ""
    headers = {"User-Agent": f"d3k2/{__version__}{mail}", "Accept-Encoding": "identity"}
    proxy = getproxies().get(parts.scheme)
    if proxy and not is_here(host) and not proxy_bypass(host):
        return urllib3.ProxyManager(proxy, headers=headers)
    return urllib3.PoolManager(headers=headers)


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return "", "", None
