"""Crawls: HTML responses alone, codings undone, damage contained, memory of one response."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import readers
from generator.config import Limits, Settings
from generator.models import Article, Known, Title
from generator.readers import base, registry

warcwriter = pytest.importorskip("warcio.warcwriter", reason="needs the extra warc")
statusandheaders = pytest.importorskip("warcio.statusandheaders")

LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry, which nobody had used since autumn."
NEXT = "It had run for ninety years, and its last captain, Ada Holm, wept when the café on board was carried ashore."
PAGE = f"""<!DOCTYPE html><html><head><title>Ferry shut</title>
<meta property="og:site_name" content="Kestrin Post">
<meta property="og:title" content="Ferry shut">
</head><body><article><p>{LEDE}</p><p>{NEXT}</p></article></body></html>"""


def response(
    address: str,
    body: bytes = PAGE.encode(),
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    **headers: str,
) -> bytes:
    """One WARC record."""
    file = io.BytesIO()
    writer = warcwriter.WARCWriter(file, gzip=False)
    values = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items())]
    http = statusandheaders.StatusAndHeaders(status, values, protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=http))
    return file.getvalue()


def info() -> bytes:
    file = io.BytesIO()
    writer = warcwriter.WARCWriter(file, gzip=False)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "x"}))
    return file.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_crawl(packed: bool, read_all: Callable[..., list[Any]]) -> None:
    parts = [
        info(),
        response("https://kestrin.example/1"),
        response("https://kestrin.example/logo", b"\x89PNG", "image/png"),
        response("https://kestrin.example/gone", status="404 Not Found"),
        response("https://kestrin.example/2", gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
        response(
            "https://kestrin.example/3",
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode()),
            Transfer_Encoding="chunked",
        ),
        response("https://kestrin.example/4", PAGE.encode("cp1252"), "text/html; charset=windows-1252"),
    ]
    data = b"".join(map(gzip.compress, parts) if packed else parts)
    articles = read_all("a.warc.gz" if packed else "a.warc", data)
    assert [one.record for one in articles] == ["1", "4", "5", "6"]
    assert {one.text for one in articles} == {f"{LEDE}\n\n{NEXT}"}
    assert articles[0].url == Known("https://kestrin.example/1", "record")
    assert (articles[0].title, articles[0].publisher) == (
        Title(text="Ferry shut", origin="open-graph"),
        Known("Kestrin Post", "open-graph"),
    )
    assert [one.identity for one in articles] == [f"https://kestrin.example/{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_page_packed_in_several_members_is_read_to_its_end(
    chunked: bool, read_one: Callable[..., Article], read_all: Callable[..., list[Any]]
) -> None:
    start, _, end = PAGE.partition(f"</p><p>{NEXT}")
    body = gzip.compress(start.encode()) + gzip.compress(f"</p><p>{NEXT}".encode()) + gzip.compress(end.encode())
    more = {"Content_Encoding": "gzip"}
    if chunked:
        body, more["Transfer_Encoding"] = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), "chunked"
    assert read_one("a.warc", response("https://kestrin.example/1", body, **more)).text == f"{LEDE}\n\n{NEXT}"
    bomb = gzip.compress(PAGE.encode()) + gzip.compress(b" " * 1_000_000)
    limited = Settings(limits=Limits(max_file_mb=0.005))
    (refused,) = read_all("a.warc", response("https://kestrin.example/1", bomb, Content_Encoding="gzip"), limited)
    assert "larger than" in str(refused)


def test_the_pages_own_address_is_better(read_one: Callable[..., Article]) -> None:
    page = PAGE.replace("<head>", '<head><link rel="canonical" href="https://kestrin.example/ferry">')
    assert read_one("a.warc", response("https://kestrin.example/?id=1", page.encode())).url == Known(
        "https://kestrin.example/ferry", "page"
    )


def test_damage_costs_its_own_record(read_all: Callable[..., list[Any]]) -> None:
    good = [response(f"https://kestrin.example/{number}") for number in range(3)]
    first, rubbish, last = read_all("a.warc", good[0] + b"rubbish\n" * 9 + good[1])
    assert (first.identity, last.identity) == ("https://kestrin.example/0", "https://kestrin.example/1")
    assert str(rubbish) == "a.warc: record 1: damaged, and passed over as far as the next one: fetch the crawl anew"
    _, cut = read_all("a.warc", good[0] + good[1][:-30])
    assert str(cut) == "a.warc: record 1: cut off: fetch the crawl anew"
    nameless, _ = read_all("a.warc", good[0].replace(b"Content-Length", b"Content-Breadth", 1) + good[1])[:2]
    assert str(nameless) == "a.warc: record 0: has no Content-Length: fetch the crawl anew"


def test_a_page_without_an_article_is_named(read_all: Callable[..., list[Any]]) -> None:
    empty, good = read_all("a.warc", response("https://a.example/", b"<html></html>") + response("https://a.example/1"))
    assert str(empty).startswith("a.warc: record 0: no ")
    assert good.text.startswith(LEDE)


def test_limits(read_all: Callable[..., list[Any]]) -> None:
    limited = Settings(limits=Limits(max_file_mb=0.005))
    large = response("https://a.example/1", PAGE.encode() + b" " * 9000)
    bomb = response("https://a.example/2", gzip.compress(PAGE.encode() + b" " * 1_000_000), Content_Encoding="gzip")
    found = read_all("a.warc", large + bomb + response("https://a.example/3"), limited)
    assert ["larger than" in str(one) for one in found[:2]] == [True, True]
    assert isinstance(found[2], Article)


def test_a_crawl_without_pages(refusal: Callable[..., str]) -> None:
    assert refusal("a.warc", info()) == "a.warc: no HTML page in this crawl: remove it"


def test_memory_is_that_of_one_response(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(response(f"https://a.example/{n}", PAGE.encode() + b" " * 20_000) for n in range(300)))
    tracemalloc.start()
    count = sum(1 for _ in readers.records(path, shown="a.warc", settings=Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < 1_000_000 < path.stat().st_size


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, refusal: Callable[..., str]) -> None:
    monkeypatch.setattr(base, "find_spec", lambda module: None)
    data = response("https://a.example/1")
    assert refusal("a.warc", data) == "a.warc: needs warcio: install it with pip install 'briefing[warc]'"
    assert registry.by_name("warc").extra.missing()  # type: ignore[attr-defined]
