"""Saved pages: body by trafilatura, head by JSON-LD, Open Graph, meta elements, the page; never the network."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from generator.models import Article, Known, Region, Title

FIRST = "The harbour council of Kestrin voted on Tuesday to close the old ferry for the whole winter, a spokesman said."
SECOND = "Ada Holm, who chairs the council, said that the <b>boats</b> were <a href='/x'>no longer safe</a> to sail."
SECOND_TEXT = "Ada Holm, who chairs the council, said that the boats were no longer safe to sail."
ARTICLE = f"<p>{FIRST}</p>\n<p>{SECOND}</p>"
NAVIGATION = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"


def page(head: str = "", body: str = ARTICLE, before: str = "", lang: str = "") -> str:
    return (
        f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'>{head}</head>"
        f"<body>{NAVIGATION}<article>{before}{body}</article><footer>Kestrin Post</footer></body></html>"
    )


def ld(**values: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


OPEN_GRAPH = """
<meta property="og:title" content="OG title of it">
<meta property="article:published_time" content="2022-02-18T08:00:00Z">
<meta property="og:site_name" content="OG Post">
<meta property="article:author" content="https://social.example/ada">
<meta property="og:url" content="https://kestrin.example/og">
"""
META = """
<meta name="DC.title" content="Meta title of it">
<meta name="pubdate" content="2022-02-19">
<meta name="publisher" content="Meta Post">
<meta name="author" content="By Bo Lind">
<meta name="keywords" content="harbour, ferry">
"""
PAGE = """
<h1>Page title of it</h1><span class="byline">By Cy Dell</span>
<time datetime="2022-02-20T10:00">20 February</time>
"""
CANONICAL = "<link rel='canonical' href='https://kestrin.example/canonical'>"


def test_body_is_text_in_paragraphs(read_one: Callable[..., Article]) -> None:
    article = read_one("a.html", page())
    assert article.text == f"{FIRST}\n\n{SECOND_TEXT}"
    assert (article.title, article.published, article.byline, article.publisher, article.url) == (None,) * 5
    assert (article.id, article.path, article.identity, article.record) == ("a.html", "a.html", "a.html", None)


def test_json_ld_comes_first(read_one: Callable[..., Article]) -> None:
    data = ld(
        headline="LD title &amp; more",
        datePublished="2022-02-17T23:30:00-05:00",
        author=[{"@type": "Person", "name": "Ada Holm"}, {"name": "Bo Lind"}],
        publisher={"@type": "Organization", "name": "LD Post"},
        url="https://kestrin.example/ld",
        inLanguage="en-GB",
        keywords=["pier", "boats"],
    )
    article = read_one("a.html", page(data + OPEN_GRAPH + META + CANONICAL, before=PAGE))
    assert article.title == Title(text="LD title & more", origin="json-ld")
    assert article.published == Known("2022-02-17", "json-ld")
    assert article.byline == Known("Ada Holm, Bo Lind", "json-ld")
    assert article.publisher == Known("LD Post", "json-ld")
    assert article.url == Known("https://kestrin.example/ld", "json-ld")
    assert (article.lang, article.tags) == ("en", ("pier", "boats"))
    assert article.identity == "https://kestrin.example/ld"


def test_open_graph_comes_second(read_one: Callable[..., Article]) -> None:
    article = read_one("a.html", page(OPEN_GRAPH + META + CANONICAL, before=PAGE))
    assert article.title == Title(text="OG title of it", origin="open-graph")
    assert article.published == Known("2022-02-18", "open-graph")
    assert article.publisher == Known("OG Post", "open-graph")
    assert article.url == Known("https://kestrin.example/og", "open-graph")
    assert article.byline == Known("Bo Lind", "meta")  # the author's address is no name
    assert article.tags == ("harbour", "ferry")


def test_meta_elements_come_third(read_one: Callable[..., Article]) -> None:
    article = read_one("a.html", page(META + CANONICAL, before=PAGE))
    assert article.title == Title(text="Meta title of it", origin="meta")
    assert article.published == Known("2022-02-19", "meta")
    assert article.publisher == Known("Meta Post", "meta")


def test_page_itself_comes_last(read_one: Callable[..., Article]) -> None:
    article = read_one("a.html", page(f"<title>Other title</title>{CANONICAL}", before=PAGE, lang=" lang='en-US'"))
    assert article.title is not None
    assert (article.title.text, article.title.origin) == ("Page title of it", "page")
    assert article.published == Known("2022-02-20", "page")
    assert article.byline == Known("Cy Dell", "page")
    assert article.url == Known("https://kestrin.example/canonical", "page")
    assert article.lang == "en"


def test_title_element_without_the_sites_name(read_one: Callable[..., Article]) -> None:
    head = "<title>Ferry shut | OG Post</title><meta property='og:site_name' content='OG Post'>"
    assert read_one("a.html", page(head)).title == Title(text="Ferry shut", origin="page")


def test_article_inside_a_graph_and_after_broken_data(read_one: Callable[..., Article]) -> None:
    graph = {
        "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["ReportageNewsArticle"], "headline": "Ferry shut"}]
    }
    head = '<script type="application/ld+json">{broken</script>'
    head += f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert read_one("a.html", page(head)).title == Title(text="Ferry shut", origin="json-ld")


@pytest.mark.parametrize(
    "values",
    [
        {"headline": 5, "datePublished": "soon", "author": 7, "publisher": [], "url": "javascript:alert(1)"},
        {"headline": "", "datePublished": "2022-13-01", "author": {"name": None}, "url": "/relative"},
        {"headline": ["x"], "author": [{"name": ["https://a.example"]}], "keywords": 4, "inLanguage": {"name": "x"}},
    ],
)
def test_faulty_values_of_a_page_are_passed_over(read_one: Callable[..., Article], values: dict[str, Any]) -> None:
    article = read_one("a.html", page(ld(**values)))
    assert (article.title, article.published, article.byline, article.publisher, article.url) == (None,) * 5


def test_guessed_date_is_marked_as_a_guess(read_one: Callable[..., Article]) -> None:
    head = "<link rel='alternate' href='https://kestrin.example/2022/02/16/ferry.html' hreflang='en'>"
    article = read_one("a.html", page(head, body=f"{ARTICLE}<div class='date'>2022-02-16</div>"))
    assert article.published in (None, Known("2022-02-16", "guessed"))
    guessed = read_one(
        "b.html",
        page("<meta name='lastmodified-x' content='x'>", before="<abbr class='published' title='2022-02-16'>x</abbr>"),
    )
    assert guessed.published == Known("2022-02-16", "guessed")


def test_better_sources_beat_the_guess(read_one: Callable[..., Article]) -> None:
    published = "<abbr class='published' title='2022-02-16'></abbr>"
    assert read_one("2022-02-15-a.html", page(before=published)).published == Known("2022-02-15", "file-name")
    dated = read_one(
        "b.html", page(before=published, body=f"<p>KESTRIN, Feb. 14, 2022 (AP) — {FIRST}</p><p>{SECOND}</p>")
    )
    assert dated.published == Known("2022-02-14", "dateline")


def test_headings_are_regions(read_one: Callable[..., Article]) -> None:
    body = f"<h1>Ferry shut</h1>{ARTICLE}<h2>What comes next</h2>{ARTICLE.replace('Tuesday', 'Friday')}"
    article = read_one("a.html", page(ld(headline="Ferry shut"), body=body))
    assert article.title == Title(text="Ferry shut", spans=((0, 10),), origin="json-ld")
    start = article.text.index("What comes next")
    assert article.regions == (Region("headline", 0, 10), Region("subheading", start, start + 15))


def test_lists_quotations_tables_and_breaks(read_one: Callable[..., Article]) -> None:
    body = (
        f"{ARTICLE}<ul><li>Boats are sold</li><li>Piers are <i>kept</i></li></ul>"
        "<blockquote><p>We will rebuild the harbour, she said.</p></blockquote>"
        "<table><tr><td>2021</td><td>12,000 riders</td></tr><tr><td>2022</td><td>9,000 riders</td></tr></table>"
        "<p>One line of it<br>and another line of it, which ends here.</p>"
    )
    assert read_one("a.html", page(body=body)).text.split("\n\n")[2:] == [
        "Boats are sold",
        "Piers are kept",
        "We will rebuild the harbour, she said.",
        "2021 | 12,000 riders",
        "2022 | 9,000 riders",
        "One line of it\nand another line of it, which ends here.",
    ]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("iso8859-2", "iso-8859-2"),
        ("utf-16", "utf-16"),
        ("utf-8", "koi8-r"),
    ],
)
def test_declared_encodings(read_one: Callable[..., Article], encoding: str, declared: str) -> None:
    text = page(body=f"<p>Zürich: {FIRST}</p><p>{SECOND}</p>").replace("charset='utf-8'", f"charset='{declared}'")
    assert read_one("a.html", text.encode(encoding)).text.startswith("Zürich: ")


def test_xml_declaration_is_no_obstacle(read_one: Callable[..., Article]) -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>' + page()
    assert read_one("a.xhtml", text).text == f"{FIRST}\n\n{SECOND_TEXT}"


def test_entities_reach_no_file(read_one: Callable[..., Article]) -> None:
    doctype = '<!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/passwd"> <!ENTITY a "&a;&a;">]>'
    text = page(body=f"<p>The secret is &secret; and &a; here.</p>{ARTICLE}").replace("<!DOCTYPE html>", doctype)
    article = read_one("a.html", text)
    assert "root:" not in article.text
    assert "&secret;" in article.text


def test_scripts_and_comments_are_no_text(read_one: Callable[..., Article]) -> None:
    body = f"<script>alert('harbour')</script><style>p {{}}</style><!-- harbour hidden -->{ARTICLE}"
    assert read_one("a.html", page(body=body)).text == f"{FIRST}\n\n{SECOND_TEXT}"


def test_controls_are_replaced(read_one: Callable[..., Article]) -> None:
    article = read_one("a.html", page(body=f"<p>Nul \0 bell \x07 bidi \u202e end. {FIRST}</p><p>{SECOND}</p>"))
    assert article.text.startswith("Nul \ufffd bell bidi end. The harbour")


@pytest.mark.parametrize(
    "content", ["", "<html></html>", "<html><body><script>1</script></body></html>", "12", "<", "\0"]
)
def test_pages_without_an_article_are_refused(refusal: Callable[..., str], content: str) -> None:
    assert refusal("a.html", content).startswith("a.html: no ")


def test_nesting_that_the_parser_would_drop_is_refused(refusal: Callable[..., str]) -> None:
    body = "<div>" * 100_000 + ARTICLE
    assert refusal("a.html", page(body=body)) == "a.html: elements nested more than 250 deep: save its text as .txt"
    assert refusal("a.html", page(head=ld(headline="x"), body=f"{ARTICLE}{'<span>' * 300}lost")).startswith(
        "a.html: elements"
    )


@pytest.mark.parametrize("attribute", ["a{}", "a{}=1", "a{}='>'", 'a{}="x y"'])
def test_attributes_that_would_keep_the_parser_busy_are_refused(refusal: Callable[..., str], attribute: str) -> None:
    tag = "<p class='>' " + " ".join(attribute.format(number) for number in range(100_000)) + ">"
    reason = "an element with more than 1000 attributes: save its text as .txt"
    assert refusal("a.html", page(body=f"{tag}x</p>{ARTICLE}")) == f"a.html: {reason}"


def test_long_attributes_are_no_many(read_one: Callable[..., Article]) -> None:
    image = f"<img alt='{'two words ' * 5000}' src='data:image/png;base64,{'A' * 50_000}'>"
    assert read_one("a.html", page(body=f"{image}{ARTICLE}")).text == f"{FIRST}\n\n{SECOND_TEXT}"


def test_deeply_nested_json_ld_is_passed_over(read_one: Callable[..., Article]) -> None:
    head = f'<script type="application/ld+json">{"[" * 100_000}{"]" * 100_000}</script>'
    assert read_one("a.html", page(head)).title is None


def test_no_connection_is_made(read_one: Callable[..., Article], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = "<link rel='stylesheet' href='https://kestrin.example/a.css'><base href='https://kestrin.example/'>"
    body = f"{ARTICLE}<img src='https://kestrin.example/a.png'><iframe src='https://kestrin.example/'></iframe>"
    assert read_one("a.html", page(head, body=body)).text.startswith(FIRST)


def test_heavy_libraries_are_loaded_for_pages_alone() -> None:
    program = (
        "import sys, generator.readers as r; r.registry.readers();"
        "print([m for m in ('trafilatura', 'spacy', 'lxml', 'markdown_it', 'charset_normalizer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
