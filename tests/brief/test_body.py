"""The Markdown of a brief: what is shown where, every link to a passage that is there, nothing of an article markup."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import brief as briefs
from generator.brief.body import long_date
from generator.models import Brief, Known, Title
from generator.text import squeeze
from tests.brief.samples import SAMPLES, Marked, made
from tests.test_escape import shown

RENDERERS = {
    "site": markdown.Markdown(extensions=["toc", "tables", "fenced_code"]).convert,
    "github": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render,
}


def body(brief: Brief, text: str) -> str:
    return briefs.load(briefs.render(brief, text, source_text="evidence"))[1]


def sample(name: str) -> str:
    article, brief = made(name)
    return body(brief, article.text)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("renderer", RENDERERS)
def test_nothing_of_an_article_becomes_markup(name: str, renderer: str) -> None:
    page = RENDERERS[renderer](sample(name))
    _, elements = shown(page)
    allowed = {"h1", "h2", "p", "ul", "ol", "li", "em", "strong", "blockquote", "code", "a", "a href"}
    assert set(elements) <= allowed
    assert all(link.startswith(("#e", "https://")) for link in re.findall(r'href="([^"]*)"', page))


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_hostile_article_is_shown_word_for_word(renderer: str) -> None:
    _, brief = made("hostile")
    text, _ = shown(RENDERERS[renderer](sample("hostile")))
    assert squeeze(brief.title) in text
    assert all(squeeze(fact.text) in text for fact in brief.key_facts)
    assert f"“{brief.quotes[0].text}”" in text
    assert '"><img src=x> · a](b) {{ c }} # x' in text
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', RENDERERS[renderer](sample("hostile"))))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_link_leads_to_a_passage_that_holds_its_statement(name: str) -> None:
    written = sample(name)
    anchors = set(re.findall(r'<a id="(e\d+-\d+)">', written))
    links = re.findall(r"\(#(e\d+-\d+)\)", written)
    assert links
    assert set(links) <= anchors


def test_without_the_text_there_are_no_links() -> None:
    article, brief = made("ferry")
    written = briefs.load(briefs.render(brief, article.text, source_text="none"))[1]
    assert "](#e" not in written
    assert "## Evidence" not in written


TEXTS = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.split()))


@given(TEXTS, TEXTS, TEXTS)
def test_any_head_is_shown_as_it_is(title: str, publisher: str, byline: str) -> None:
    marked = Marked("The ferry sank.")
    article = marked.article(
        title=Title(text=title, origin="meta"), publisher=Known(publisher, "meta"), byline=Known(byline, "meta")
    )
    _, plain = made("bare")
    brief = plain.model_copy(
        update={
            "title": squeeze(title),
            "source": plain.source.model_copy(update={"publisher": publisher, "byline": byline}),
        }
    )
    written = body(brief, article.text).split("\n")
    assert html.unescape(written[0]) == f"# {squeeze(title)}"
    assert html.unescape(written[2]) == f"Undated · {squeeze(publisher)} · {squeeze(byline)}"


def test_guesses_are_said_to_be_guesses() -> None:
    assert "*The publisher is a guess.*" in sample("ferry")
    assert "*The date of publication is a guess.*" in sample("hostile")
    assert "*The article has no headline; this one is drawn from its words.*" in sample("bare")
    assert "guess" not in sample("bare")


def test_dates_are_written_out() -> None:
    assert long_date("2031-03-05") == "5 March 2031"
    assert long_date("0999-12-31") == "31 December 0999"


def test_a_speaker_that_is_not_known_is_said_so() -> None:
    article, brief = made("ferry")
    nobody = brief.quotes[0].model_copy(
        update=dict.fromkeys(("speaker", "speaker_name", "speaker_id", "cue", "confidence"), None)
    )
    written = body(brief.model_copy(update={"quotes": (nobody,), "source_quote": None}), article.text)
    assert "- “We have waited long enough” — speaker not named" in written
