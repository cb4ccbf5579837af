"""Fetching one page: http(s) alone, robots.txt obeyed, limits on size, time and redirects, no private address."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3

from generator import __version__
from generator.errors import BriefingError
from generator.fetch import addresses, robots
from generator.fetch.robots import Robots
from generator.text import squeeze

_REDIRECTS = (301, 302, 303, 307, 308)
_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": f"{robots.AGENT}/{__version__}",
    "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    # A connection serves one request, so that a time limit can end it without harm to another.
    "Connection": "close",
}


class FetchError(BriefingError):
    """A page is not fetched; the message says why, without the address."""


@dataclass(frozen=True, slots=True)
class Page:
    """A response of status 200. ``url``: where it came from at last; ``kind``: its media type, if declared."""

    url: str
    kind: str | None
    charset: str | None
    data: bytes
    headers: dict[str, str]


@dataclass(slots=True)
class Client:
    """Fetches pages one after the other.

    ``size``: the most bytes of a page, unpacked; ``seconds``: for a page with its redirects; ``pause``: seconds
    between two requests to one host; ``allow_private``: reach also addresses that are not public.
    """

    size: int
    seconds: float = 30.0
    redirects: int = 5
    pause: float = 1.0
    allow_private: bool = False
    _robots: dict[str, Robots] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _open: list[socket.socket] = field(default_factory=list)
    _is_late: bool = False

    def page(self, url: str) -> Page:
        """The page at an address.

        Raises:
            FetchError: it must not or cannot be fetched.
        """
        until = time.monotonic() + self.seconds
        return self._follow(url, until, self.size, obey=True)

    def _follow(self, url: str, until: float, size: int, *, obey: bool) -> Page:
        for _ in range(self.redirects + 1):
            _check(url)
            if obey and not self._robots_of(url, until).allows(url):
                raise FetchError(f"the robots.txt of {urlsplit(url).netloc} forbids it")
            status, page = self._get(url, until, size, cut=not obey)
            if status not in _REDIRECTS or "location" not in page.headers:
                if status != 200:
                    raise _StatusError(status)
                return page
            url = urljoin(url, page.headers["location"])
        raise FetchError(f"more than {self.redirects} redirects")

    def _robots_of(self, url: str, until: float) -> Robots:
        """RFC 9309, 2.3.1: a file that is not there allows everything, one that cannot be had nothing."""
        origin = urljoin(url, "/")
        if origin not in self._robots:
            try:
                page = self._follow(urljoin(url, "/robots.txt"), until, robots.SIZE_MAX, obey=False)
                self._robots[origin] = robots.parse(page.data.decode("utf-8", "replace"))
            except _StatusError as error:
                is_absent = 400 <= error.status < 500 and error.status != 429
                self._robots[origin] = Robots() if is_absent else robots.NOTHING_ALLOWED
        return self._robots[origin]

    def _get(self, url: str, until: float, size: int, *, cut: bool) -> tuple[int, Page]:
        """One request. ``cut``: what is more than ``size`` is left out rather than refused."""
        self._wait(url)
        left = until - time.monotonic()
        self._is_late = left <= 0
        watch = threading.Timer(max(left, 0), self._end)
        watch.daemon = True
        watch.start()
        try:
            return self._request(url, left, size, cut=cut)
        except addresses.PrivateAddressError as error:
            raise FetchError(f"{error}; give --allow-private if that is meant") from None
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if not self._is_late:
                raise FetchError(f"cannot be fetched: {_reason(error)}") from None
            raise FetchError(f"took longer than {self.seconds:g} seconds") from None
        finally:
            watch.cancel()
            self._end(close=True)

    def _request(self, url: str, left: float, size: int, *, cut: bool) -> tuple[int, Page]:
        timeout = urllib3.Timeout(connect=max(left, 0.01), read=max(left, 0.01))
        with addresses.pools(self._connect) as manager:
            response = manager.request(
                "GET", url, headers=_HEADERS, redirect=False, retries=False, preload_content=False, timeout=timeout
            )
            data = b"" if response.status in _REDIRECTS else self._body(response, size, cut=cut)
        if self._is_late:
            raise OSError  # a connection that was ended looks like a page that has ended
        headers = {name.lower(): value for name, value in response.headers.items()}
        declared = headers.get("content-type", "")
        kind, charset = _TYPE.match(declared), _CHARSET.search(declared)
        return response.status, Page(
            url, kind[1].lower() if kind else None, charset[1] if charset else None, data, headers
        )

    def _body(self, response: Any, size: int, *, cut: bool) -> bytes:
        data = bytearray()
        while chunk := response.read1(_CHUNK):
            data += chunk
            if len(data) > size:
                if not cut:
                    raise FetchError(f"larger than {size / 1_000_000:g} MB")
                return bytes(data[:size])
        return bytes(data)

    def _connect(self, host: str, port: int, timeout: Any) -> socket.socket:
        one = addresses.connect(host, port, timeout, allow_private=self.allow_private)
        self._open.append(one.dup())
        return one

    def _end(self, *, close: bool = False) -> None:
        """End what is under way, in whatever state it is; or, with ``close``, forget it."""
        if not close:
            self._is_late = True
        for one in self._open:
            with contextlib.suppress(OSError):
                one.close() if close else one.shutdown(socket.SHUT_RDWR)
        if close:
            self._open.clear()

    def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        last = self._asked.get(host)
        if last is not None:
            time.sleep(max(0.0, last + self.pause - time.monotonic()))
        self._asked[host] = time.monotonic()


class _StatusError(FetchError):
    """The server answers something else than a page."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"the server answers {status}")


def _reason(error: Exception) -> str:
    """The system's own words for what failed, where it is wrapped in another error."""
    cause = next((one for one in (error, *error.args) if isinstance(one, OSError) and one.strerror), error)
    return squeeze(cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error))[:200]


def _check(url: str) -> None:
    """Refuse addresses that are not of the open web.

    Raises:
        FetchError: another scheme, no host, or a name and password in it.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise FetchError("not an address") from None
    if parts.scheme.lower() not in ("http", "https"):
        given = f"not {parts.scheme[:20]}" if parts.scheme else "as in https://example.org/news"
        raise FetchError(f"an address must begin with http:// or https://, {given}")
    if not parts.hostname or "@" in parts.netloc:
        raise FetchError("an address without a host, or with a password, is not fetched")
