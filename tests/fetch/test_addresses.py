"""Which addresses are reached, decided at the moment of connecting."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from generator.fetch import Client, FetchError, addresses
from tests.fetch.conftest import Answer, Site

PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not addresses.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "193.0.14.129", "2620:fe::fe", "::ffff:9.9.9.9", "2002:909:909::"])
def test_public_addresses(address: str) -> None:
    assert addresses.is_public(ipaddress.ip_address(address))


def names(monkeypatch: pytest.MonkeyPatch, table: dict[str, list[list[str]]]) -> list[str]:
    """Answer name look-ups from a table: for each name, the addresses of the first look-up, the second ..."""
    real, asked = socket.getaddrinfo, []

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        rounds = table.get(host)
        if rounds is None:
            return real(host, port, *args, **kwargs)
        found = rounds.pop(0) if len(rounds) > 1 else rounds[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "inside.example", "[::ffff:7f00:1]"]
)
def test_refused_however_it_is_written(host: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, {"inside.example": [["9.9.9.9", "127.0.0.1"]]})
    site.answers["/a"] = Answer()
    with pytest.raises(FetchError, match=r"private address|cannot be fetched"):
        Client(size=10_000, pause=0, seconds=5).page(site.url("/a", host))
    assert site.asked == []


def test_refused_after_a_redirect(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address is taken for a public one; the redirect leads to one that is not."""
    site.answers["/a"] = Answer(status=302, headers={"Location": site.url("/b", "inside.example")})
    site.answers["/b"] = Answer()
    real = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1" or real(address))
    names(monkeypatch, {"inside.example": [["127.0.0.2"]]})
    with pytest.raises(FetchError, match=r"inside\.example is at a private address \(127\.0\.0\.2\)"):
        Client(size=10_000, pause=0).page(site.url("/a"))
    assert site.asked == ["/robots.txt", "/a"]


def test_a_name_that_changes_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked is what is connected to: there is one look-up for a connection, and each is checked."""
    asked = names(monkeypatch, {"turning.example": [["9.9.9.9"], ["127.0.0.1"]]})
    reached: list[str] = []

    def connect(self: socket.socket, place: Any) -> None:
        reached.append(place[0])
        raise ConnectionRefusedError("not in a test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    for expected in ("cannot be fetched", "private address"):
        with pytest.raises(FetchError, match=expected):
            Client(size=10_000, pause=0).page("http://turning.example/")
    assert reached == ["9.9.9.9"]
    assert asked == ["turning.example"] * 2


def test_allowed_on_request(site: Site) -> None:
    site.answers["/a"] = Answer()
    assert Client(size=10_000, pause=0, allow_private=True).page(site.url("/a")).data == Answer().body


def test_no_proxy_is_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", site.url(""))
    monkeypatch.setenv("HTTP_PROXY", site.url(""))
    names(monkeypatch, {"inside.example": [["127.0.0.1"]]})
    with pytest.raises(FetchError, match="private address"):
        Client(size=10_000, pause=0).page("http://inside.example/")
    assert site.asked == []
