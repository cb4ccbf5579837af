"""What the search sees of a page."""

from __future__ import annotations

from generator.search import digest, document

PAGE = """<!doctype html><html lang="en"><head><title>x</title></head><body><nav>Menu</nav><article>
<div class="page page--brief" data-pagefind-body data-pagefind-filter="kind:Brief">
<header class="head"><p class="dateline"><time datetime="2031-04-11" data-month="2031-04"
 data-pagefind-filter="month[data-month]" data-pagefind-sort="date[datetime]"><a href="../x/">11 April</a></time>
<span data-pagefind-filter="source">A &amp; B   Wire</span></p><h1 lang="fr">Titre</h1></header>
<p id="fact-1"><ACTOR data-pagefind-filter="actor">Ilse Marrable</ACTOR> said so.</p>
<cite data-speaker="Ilse &quot;M&quot;" data-pagefind-filter="speaker[data-speaker]"><span>Ilse</span></cite>
<nav class="thread" aria-label="The story"><p><a href="../z/">Another headline</a></p></nav>
<h2 id="related">Related</h2>
<ul class="brief-list"><li>Another headline</li></ul>
<script type="application/ld+json">{"headline": "Titre"}</script>
</div></article><footer>Foot</footer></body></html>"""
LINKED = PAGE.replace("<ACTOR", '<a href="../../actors/x/"').replace("</ACTOR", "</a")
PLAIN = PAGE.replace("<ACTOR", "<span").replace("</ACTOR", "</span")


def test_language_day_and_facets() -> None:
    found = document(LINKED)
    assert found is not None
    assert (found.lang, found.day) == ("fr", "2031-04-11")
    assert found.facets == (
        ("kind", "Brief"),
        ("month", "2031-04"),
        ("source", "A & B Wire"),
        ("actor", "Ilse Marrable"),
        ("speaker", 'Ilse "M"'),
    )


def test_only_the_body_is_seen() -> None:
    found = document(LINKED)
    assert found is not None
    text = found.html()
    assert "Ilse Marrable" in text
    assert not any(one in text for one in ("Menu", "Foot", "headline", "Related", "href", "fact-1"))
    assert 'content="Ilse &quot;M&quot;"' in text.replace("&#34;", "&quot;")
    assert "Wire" not in found.html([("source", "A & B Wire")]).partition("<body>")[0]
    assert document("<html><body>Nothing to search</body></html>") is None


def test_a_headline_makes_no_page_one_that_is_searched() -> None:
    listed = '<p><a href="x/">data-pagefind-body</a></p>'
    assert document(f"<html><body><article>{listed}</article></body></html>") is None
    found, plain = document(PAGE.replace("<title>x", "<title>a data-pagefind-body")), document(PAGE)
    assert found == plain


def test_a_link_more_or_less_is_no_change() -> None:
    linked, plain = document(LINKED), document(PLAIN)
    assert linked is not None
    assert plain is not None
    assert digest(linked) == digest(plain)
    other = document(LINKED.replace("said so", "said no"))
    assert other is not None
    assert digest(other) != digest(linked)
