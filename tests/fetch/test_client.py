"""Limits on schemes, redirects, size and time; robots.txt obeyed as RFC 9309 has it."""

from __future__ import annotations

import gzip
import time

import pytest

from generator.fetch import Client, FetchError, robots
from tests.fetch.conftest import PAGE, Answer, Site


def client(**values: float) -> Client:
    return Client(**{"size": 100_000, "pause": 0, "allow_private": True, **values})  # type: ignore[arg-type]


def refusal(url: str, **values: float) -> str:
    with pytest.raises(FetchError) as found:
        client(**values).page(url)
    assert "\n" not in str(found.value)
    return str(found.value)


def test_page(site: Site) -> None:
    site.answers["/a"] = Answer(kind="Text/HTML;charset=ISO-8859-1", headers={"ETag": "x"})
    page = client().page(site.url("/a"))
    assert (page.url, page.kind, page.charset, page.headers["etag"]) == (site.url("/a"), "text/html", "ISO-8859-1", "x")
    assert page.data == PAGE.encode()


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "file:///etc/passwd", "a.example/x", "javascript:1", "http://", "http://[", "http://a:99999/"],
)
def test_what_is_no_address_of_the_web(url: str) -> None:
    assert refusal(url)


def test_no_password_is_sent() -> None:
    assert "password" in refusal("http://user:secret@a.example/")


def test_redirects(site: Site) -> None:
    site.answers |= {f"/{n}": Answer(b"", status=302, headers={"Location": f"/{n + 1}"}) for n in range(5)}
    site.answers["/5"] = Answer()
    assert client().page(site.url("/0")).url == site.url("/5")
    assert refusal(site.url("/0"), redirects=4) == "more than 4 redirects"
    for target in ("file:///etc/passwd", "ftp://a.example/", "//user:x@127.0.0.1/"):
        site.answers["/out"] = Answer(b"", status=301, headers={"Location": target})
        assert refusal(site.url("/out"))


def test_size_of_what_is_unpacked(site: Site) -> None:
    site.answers["/a"] = Answer(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})
    assert refusal(site.url("/a")) == "larger than 0.1 MB"
    site.answers["/b"] = Answer(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    assert client().page(site.url("/b")).data == PAGE.encode()


@pytest.mark.parametrize("head", [False, True])
def test_time(head: bool, site: Site) -> None:
    site.answers["/a"] = Answer(drip=0.05, drip_head=head)
    began = time.monotonic()
    assert refusal(site.url("/a"), seconds=0.6) == "took longer than 0.6 seconds"
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("status", [204, 304, 403, 404, 500])
def test_other_answers(status: int, site: Site) -> None:
    site.answers["/a"] = Answer(status=status)
    assert refusal(site.url("/a")) == f"the server answers {status}"


def test_broken_packing(site: Site) -> None:
    site.answers["/a"] = Answer(b"not gzip", headers={"Content-Encoding": "gzip"})
    assert refusal(site.url("/a")).startswith("cannot be fetched: ")


def test_robots_is_obeyed_and_asked_once(site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"User-agent: *\nDisallow: /no"), "/a": Answer(), "/no": Answer()}
    one = client()
    one.page(site.url("/a"))
    one.page(site.url("/a"))
    with pytest.raises(FetchError, match=r"the robots\.txt of 127\.0\.0\.1:\d+ forbids it"):
        one.page(site.url("/no"))
    assert site.asked == ["/robots.txt", "/a", "/a"]


def test_robots_holds_for_the_target_of_a_redirect(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: briefing\nDisallow: /no")
    site.answers["/a"] = Answer(b"", status=302, headers={"Location": "/no"})
    assert "robots.txt" in refusal(site.url("/a"))
    assert "/no" not in site.asked


@pytest.mark.parametrize(("status", "is_allowed"), [(404, True), (403, True), (429, False), (500, False), (503, False)])
def test_robots_that_cannot_be_had(status: int, is_allowed: bool, site: Site) -> None:
    site.answers |= {"/robots.txt": Answer(b"", status=status), "/a": Answer()}
    if is_allowed:
        assert client().page(site.url("/a"))
    else:
        assert "forbids it" in refusal(site.url("/a"))


def test_a_pause_between_requests(site: Site) -> None:
    site.answers |= {"/a": Answer(), "/b": Answer()}
    one = client(pause=0.3)
    began = time.monotonic()
    one.page(site.url("/a"))
    one.page(site.url("/b"))
    assert time.monotonic() - began > 0.55


# --- the rules of RFC 9309 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Briefing/1.0\nAllow: /", "/a", True),
        ("user-AGENT : BRIEFING\nDISALLOW : /a # why", "/a", False),
        ("User-agent: briefing\nAllow: /x\nUser-agent: briefing\nDisallow: /a", "/a", False),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /a*b*c", "/axxbxxcxx", False),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: /caf%c3%a9", "/café", False),
        ("User-agent: *\nDisallow: /café", "/caf%C3%A9", False),
        ("User-agent: *\nDisallow: /%7Ea", "/~a", False),
        ("User-agent: *\nCrawl-delay: 5\nDisallow: /a", "/a", False),
        ("<html>\nDisallow: /", "/a", True),
        ("\ufeffUser-agent: *\rDisallow: /a", "/a", True),
    ],
)
def test_rules(text: str, path: str, expected: bool) -> None:
    assert robots.parse(text).allows(f"https://a.example{path}") is expected


def test_a_pattern_of_many_stars_takes_linear_time() -> None:
    rules = robots.parse("User-agent: *\nDisallow: /" + "*a" * 5_000 + "b$")
    began = time.monotonic()
    assert rules.allows("https://a.example/" + "a" * 50_000)
    assert time.monotonic() - began < 2
