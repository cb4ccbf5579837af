"""RSS, Atom, JSON Feed and JSON-LD: one article an item, teasers marked, broken feeds read as far as they go."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from generator.models import Article, Known, Region, Title

LEDE = "The harbour council voted on Tuesday to close the old ferry."
NEXT = "It had run for ninety years."
RSS_START = (
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Kestrin Post</title><language>en-gb</language>'
    "<copyright>© Kestrin Post</copyright>"
)
ITEM = f"""<item><title>Ferry &amp;amp; pier shut</title><link>https://kestrin.example/1</link>
<guid isPermaLink="false">k-1</guid><dc:creator>Ada Holm</dc:creator><category>ferries</category>
<pubDate>Tue, 04 Mar 2031 23:30:00 -0500</pubDate><description>In short.</description>
<content:encoded><![CDATA[<p>{LEDE}</p><p>{NEXT}</p>]]></content:encoded></item>"""


def rss(*items: str) -> str:
    return RSS_START + "".join(items) + "</channel></rss>"


def test_rss(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", rss(ITEM))
    assert article.text == f"{LEDE}\n\n{NEXT}"
    assert article.title == Title(text="Ferry & pier shut", origin="record")
    assert (article.published, article.url) == (
        Known("2031-03-04", "record"),
        Known("https://kestrin.example/1", "record"),
    )
    assert (article.publisher, article.byline) == (Known("Kestrin Post", "record"), Known("Ada Holm", "record"))
    assert (article.tags, article.rights, article.lang) == (("ferries",), "© Kestrin Post", "en")
    assert (article.id, article.record, article.identity) == ("k-1", "k-1", "https://kestrin.example/1")
    assert not article.teaser


def test_a_description_alone_is_a_teaser(read_one: Callable[..., Article]) -> None:
    article = read_one(
        "a.rss", rss(f"<item><title>x</title><description>&lt;b&gt;{LEDE}&lt;/b&gt;</description></item>")
    )
    assert (article.text, article.teaser, article.id) == (LEDE, True, "a.rss#0")


def test_items_are_records_of_their_own(read_all: Callable[..., list[Any]]) -> None:
    second = ITEM.replace("k-1", "k-2").replace("/1<", "/2<")
    one, two, empty = read_all("a.xml", rss(ITEM, second, "<item><title>x</title></item>"))
    assert [one.record, two.record] == ["k-1", "k-2"]
    assert str(empty) == "a.xml: record 2: neither content nor summary in this item: remove it"
    (alone,) = read_all("a.xml", rss(second))
    assert alone.sha256 == two.sha256 != one.sha256


def test_rss_1_is_rss(read_one: Callable[..., Article]) -> None:
    feed = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>Kestrin Post</title></channel><item rdf:about="urn:1"><title>x</title><link>https://kestrin.example/1</link>
<description>{LEDE}</description></item></rdf:RDF>"""
    assert read_one("a.xml", feed).text == LEDE


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Kestrin Post</title>
<id>urn:feed</id><entry><title type="html">Ferry &lt;i&gt;shut&lt;/i&gt;</title><id>urn:k:1</id>
<link rel="self" href="https://kestrin.example/self"/><link href="https://kestrin.example/1"/>
<author><name>Ada Holm</name></author><author><name>Bo Lind</name></author><rights>CC BY</rights>
<published>2031-03-04T23:30:00-05:00</published><updated>2031-03-06T08:00:00Z</updated>
<category term="f" label="ferries"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEDE}</p><h2>Why</h2><p>{NEXT}</p></div></content>
DRAFT</entry></feed>"""


def test_atom(read_one: Callable[..., Article]) -> None:
    article = read_one("a.xml", ATOM.replace("DRAFT", ""))
    assert article.text == f"{LEDE}\n\nWhy\n\n{NEXT}"
    assert article.regions == (Region("subheading", 62, 65),)
    assert (article.title, article.url) == (
        Title(text="Ferry shut", origin="record"),
        Known("https://kestrin.example/1", "record"),
    )
    assert (article.byline, article.lang) == (Known("Ada Holm, Bo Lind", "record"), "fr")
    assert (article.published, article.modified) == (Known("2031-03-04", "record"), "2031-03-06T08:00:00+00:00")
    assert (article.tags, article.rights, article.status) == (("ferries",), "CC BY", "usable")


def test_atom_draft(read_one: Callable[..., Article]) -> None:
    control = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>'
    assert read_one("a.atom", ATOM.replace("DRAFT", control)).status == "draft"


@pytest.mark.parametrize(
    "feed",
    [
        rss(ITEM.replace("</guid>", "")),
        rss(ITEM).replace("</channel></rss>", ""),
        rss(ITEM.replace("In short.", "a & b &nbsp; &unknown;")),
        "\n" + rss(ITEM),
    ],
)
def test_feeds_that_are_not_well_formed(feed: str, read_one: Callable[..., Article]) -> None:
    assert read_one("a.rss", feed).text == f"{LEDE}\n\n{NEXT}"


def test_hostile_feeds(refusal: Callable[..., str]) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + rss(ITEM)
    assert refusal("a.xml", bomb).startswith("a.xml: declares entities")
    assert refusal("a.rss", "no feed at all").startswith("a.rss: ")
    assert refusal("a.xml", rss()) == "a.xml: no item in this feed: fill it or remove it"


def test_a_feed_is_never_taken_for_an_address(refusal: Callable[..., str], tmp_path: Any) -> None:
    (tmp_path / "other").write_text(rss(ITEM))
    assert "Ferry" not in refusal("a.rss", str(tmp_path / "other"))


# --- JSON Feed ------------------------------------------------------------------------------------------------------


def json_feed(*items: Any, **values: Any) -> str:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Kestrin Post", "items": items, **values}
    )


def test_json_feed(read_all: Callable[..., list[Any]]) -> None:
    full = {
        "id": "1", "url": "https://kestrin.example/1", "title": "Ferry shut", "content_html": f"<p>{LEDE}</p>",
        "date_published": "2031-03-04T23:30:00-05:00", "date_modified": "2031-03-06T08:00:00Z", "tags": ["ferries"],
        "authors": [{"name": "Ada Holm"}],
    }  # fmt: skip
    plain = {"id": 2, "content_text": f"{LEDE}\n\n{NEXT}", "author": {"name": "Bo Lind"}}
    first, second, teaser, bad = read_all("a.json", json_feed(full, plain, {"summary": LEDE}, 5, language="fr"))
    assert (first.id, first.text, first.identity, first.lang) == ("1", LEDE, "https://kestrin.example/1", "fr")
    assert (first.published, first.modified) == (Known("2031-03-04", "record"), "2031-03-06T08:00:00+00:00")
    assert (first.publisher, first.byline) == (Known("Kestrin Post", "record"), Known("Ada Holm", "record"))
    assert (first.tags, first.teaser) == (("ferries",), False)
    assert (second.id, second.text, second.byline) == ("2", f"{LEDE}\n\n{NEXT}", Known("Bo Lind", "record"))
    assert (teaser.id, teaser.teaser) == ("a.json#2", True)
    assert str(bad) == "a.json: record 3: not an object: correct it"


def test_json_feed_is_told_by_its_version_wherever_that_stands(read_one: Callable[..., Article]) -> None:
    item = {"id": "1", "content_text": LEDE, "uri": "x", "headline": "y"}
    feed = json.dumps({"items": [item], "title": '"@type": "NewsArticle"', "version": "https://jsonfeed.org/version/1"})
    assert read_one("a.txt", feed.replace("/", "\\/")).text == LEDE


# --- JSON-LD --------------------------------------------------------------------------------------------------------


def article_ld(**values: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ferry shut",
        "articleBody": LEDE,
        **values,
    }


def test_json_ld(read_one: Callable[..., Article]) -> None:
    article = read_one(
        "a.jsonld",
        json.dumps(
            article_ld(
                url="https://kestrin.example/1",
                datePublished="2031-03-04",
                dateModified="2031-03-06T08:00:00Z",
                author={"@type": "Person", "name": "Ada Holm"},
                publisher={"@type": "Organization", "name": "Kestrin Post"},
                inLanguage="fr",
                keywords="ferries, harbour",
                license="https://creativecommons.org/licenses/by/4.0/",
                creativeWorkStatus="Draft",
                citation={"@type": "NewsArticle", "headline": "Another", "articleBody": "Not this."},
            )
        ),
    )
    assert (article.text, article.title) == (LEDE, Title(text="Ferry shut", origin="json-ld"))
    assert (article.published, article.modified) == (Known("2031-03-04", "json-ld"), "2031-03-06T08:00:00+00:00")
    assert (article.byline, article.publisher) == (Known("Ada Holm", "json-ld"), Known("Kestrin Post", "json-ld"))
    assert (article.lang, article.tags, article.status) == ("fr", ("ferries", "harbour"), "draft")
    assert (article.rights, article.identity) == (
        "https://creativecommons.org/licenses/by/4.0/",
        "https://kestrin.example/1",
    )


def test_json_ld_graph(read_all: Callable[..., list[Any]]) -> None:
    graph = [{"@type": "WebSite"}, article_ld(), article_ld(articleBody=None, description=f"<p>{NEXT}</p>")]
    full, teaser = read_all("a.json", json.dumps({"@context": "https://schema.org", "@graph": graph}))
    assert (full.text, full.teaser, teaser.text, teaser.teaser) == (LEDE, False, NEXT, True)


def test_json_ld_without_an_article(refusal: Callable[..., str]) -> None:
    assert refusal("a.jsonld", '{"@type": "Person"}') == "a.jsonld: no article in it: fill it or remove it"
    assert refusal("a.jsonld", json.dumps(article_ld(articleBody=5))) == "a.jsonld: no text in it: fill it or remove it"


def test_a_feed_that_its_library_stumbles_over_is_one_line(refusal: Callable[..., str]) -> None:
    """Found by fuzzing: a name space with blanks of Unicode's in it."""
    feed = '<rss xmlns:a="b\u2003c\u2003d"><channel><item><a:x>y</a:x><title>t</title></item></channel></rss>'
    assert refusal("a.rss", feed) == "a.rss: not a feed that can be read (ValueError): correct it"
