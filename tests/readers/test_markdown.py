"""Markdown articles: front matter is checked, the body reduced to its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.models import Article, Known, Region, Title
from generator.readers.markdown import reduce

PROSE = "The harbour council voted on Tuesday to close the old ferry."


def test_front_matter(read_one: Callable[..., Article]) -> None:
    article = read_one(
        "a.md",
        f"""---
title: "Kestrin: a ferry closes"
date: 2022-02-17 23:30:00 -05:00
author: [Ada Holm, Bo Lind]
source: Kestrin Post
link: https://kestrin.example/1
language: en-GB
tags: [harbour, "2022", harbour]
weather: {{not: [ours]}}
---

{PROSE}
""",
    )
    assert article.text == PROSE
    assert article.title == Title(text="Kestrin: a ferry closes", origin="front-matter")
    assert article.published == Known("2022-02-17", "front-matter")
    assert article.byline == Known("Ada Holm, Bo Lind", "front-matter")
    assert article.publisher == Known("Kestrin Post", "front-matter")
    assert article.url == Known("https://kestrin.example/1", "front-matter")
    assert (article.lang, article.tags) == ("en", ("harbour", "2022"))
    assert article.identity == "https://kestrin.example/1"
    assert article.id == "a.md"


def test_id_in_front_matter_is_the_identity(read_one: Callable[..., Article]) -> None:
    assert read_one("a.md", f"---\nid: urn:kestrin:1\n---\n{PROSE}").identity == "urn:kestrin:1"


def test_first_key_of_two_names_counts(read_one: Callable[..., Article]) -> None:
    article = read_one("a.md", f"---\ndate: 2022-01-01\npublished: 2022-02-02\n---\n{PROSE}")
    assert article.published == Known("2022-02-02", "front-matter")


def test_gaps_are_filled_from_the_text(read_one: Callable[..., Article]) -> None:
    article = read_one(
        "a.md", f"---\ntitle:\n---\n# Ferry shut\n\nBy Ada Holm\n\nMay 7, 2015\n\nKESTRIN (AP) - {PROSE}"
    )
    assert article.title == Title(text="Ferry shut", spans=((0, 10),), origin="article")
    assert article.byline == Known("Ada Holm", "byline")
    assert article.published == Known("2015-05-07", "dateline")
    assert article.publisher == Known("AP", "dateline")
    assert [region.kind for region in article.regions] == ["headline", "byline", "dateline", "dateline"]


def test_heading_that_repeats_the_title(read_one: Callable[..., Article]) -> None:
    article = read_one("a.md", f"---\ntitle: Shut\n---\n# Shut\n\n{PROSE}\n\n## Next\n\n{PROSE}")
    assert article.title == Title(text="Shut", spans=((0, 4),), origin="front-matter")
    assert [(region.kind, article.text[region.start : region.end]) for region in article.regions] == [
        ("headline", "Shut"),
        ("subheading", "Next"),
    ]


def test_heading_that_is_not_the_title(read_one: Callable[..., Article]) -> None:
    article = read_one("a.md", f"---\ntitle: Ferry shut\n---\n# Harbour news\n\n{PROSE}")
    assert article.title == Title(text="Ferry shut", origin="front-matter")
    assert article.regions == (Region("subheading", 0, 12),)


def test_heading_after_prose_is_no_headline(read_one: Callable[..., Article]) -> None:
    article = read_one("a.md", f"{PROSE}\n\n# Next\n\n{PROSE}")
    assert article.title is None
    assert [region.kind for region in article.regions] == ["subheading"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The *old* **ferry** `runs` ~~no~~", "The old ferry runs no"),
        ("A [link](http://x.example 'title') and <http://y.example>", "A link and http://y.example"),
        ("An ![image](a.png) and [![badge](b.png)](c) end", "An and end"),
        ("One\nline\nof text", "One line of text"),
        ("A hard  \nbreak", "A hard\nbreak"),
        ("&amp; &lt;b&gt; \\*stars\\*", "& <b> *stars*"),
        ("An <b>inline</b> tag <!-- hidden --> and <script>x</script>", "An inline tag and x"),
        ("<div>\n<p>A block &amp; more</p>\n</div>", "A block & more"),
        ("<!-- hidden -->\n\nshown", "shown"),
        ("<script>alert(1)</script>\n\nshown", "shown"),
        ("- one\n- two\n    - three", "one\n\ntwo\n\nthree"),
        ("> quoted\n\nnot quoted", "quoted\n\nnot quoted"),
        ("    code here", "code here"),
        ("```\ncode here\n```", "code here"),
        ("| a | b |\n|---|---|\n| 1 | *2* |", "a | b\n\n1 | 2"),
        ("[a]: http://x.example\n\nsee [a]", "see a"),
        ("above\n\n---\n\nbelow", "above\n\nbelow"),
        ("![only](a.png)", ""),
    ],
)
def test_markup_is_reduced_to_text(markup: str, text: str) -> None:
    assert reduce(markup).text == text


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("---\ntitle: a\n", "a.md:1: front matter: is opened by '---' but never closed: correct it"),
        ("---\ntitle: [a\n---\n", "a.md:3: front matter: did not find expected ',' or ']': correct it"),
        ("---\n- a\n---\n", "a.md:2: front matter: must be a mapping of names to values: correct it"),
        ("---\ntitle: a\ntitle: b\n---\n", "a.md:3: front matter: duplicate key 'title': correct it"),
        ("---\na: &x [b]\nc: *x\n---\n", "a.md:2: front matter: anchors and aliases are not allowed: correct it"),
        ("---\nx: 1\ntitle: 2022\n---\n", "a.md:3: front matter: title: must be text, not a number: put it in quotes"),
        ("---\ntitle: [a]\n---\n", "a.md:2: front matter: title: must be text, not a list: put it in quotes"),
        ("---\ntags: [true]\n---\n", "a.md:2: front matter: tags: must be text, not true or false: put it in quotes"),
        ("---\ntags: {a: b}\n---\n", "a.md:2: front matter: tags: must be a list of words, not a mapping"),
        (
            "---\nx: 1\ndate: 2022-13-45\n---\n",
            "a.md:3: front matter: date: 2022-13-45 is not in the calendar: correct it",
        ),
        ("---\nlang: english!\n---\n", "a.md:2: front matter: lang: must be a language code like en or fr-CA"),
        (
            "---\nurl: javascript:alert(1)\n---\n",
            "a.md:2: front matter: url: must be an address that begins with http:// or https://",
        ),
    ],
)
def test_front_matter_is_refused_never_repaired(refusal: Callable[..., str], front: str, message: str) -> None:
    assert refusal("a.md", f"{front}{PROSE}") == message


def test_unknown_tag_is_refused(refusal: Callable[..., str]) -> None:
    message = refusal("a.md", f"---\na: !!python/object/apply:os.system ['true']\n---\n{PROSE}")
    assert message.startswith("a.md:2: front matter: ")
    assert "python/object/apply:os.system" in message


@pytest.mark.parametrize("value", ["yesterday", "2022", "17.02.2022", "20220217", "2022-02-17T25:00", "[2022-02-17]"])
def test_dates_that_are_none(refusal: Callable[..., str], value: str) -> None:
    assert refusal("a.md", f"---\ndate: {value}\n---\n{PROSE}").startswith("a.md:2: front matter: date: ")


@pytest.mark.parametrize(
    "value", ["2022-02-17", "'2022-02-17'", "2022-02-17T09:30:00Z", "2022-02-17 09:30", "2022-02-17T09:30:00.5+0100"]
)
def test_dates_that_are(read_one: Callable[..., Article], value: str) -> None:
    assert read_one("a.md", f"---\ndate: {value}\n---\n{PROSE}").published == Known("2022-02-17", "front-matter")


def test_front_matter_alone_is_empty(refusal: Callable[..., str]) -> None:
    assert refusal("a.md", "---\ntitle: Ferry\n---\n") == "a.md: no text in it: fill it or remove it"


def test_text_that_the_parser_would_drop_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal("a.md", f"{'> ' * 60}{PROSE}\n\nMore.") == (
        "a.md: quotations or lists nested too deeply: flatten them"
    )
    assert refusal("a.md", f"---\na: {'[' * 100_000}\n---\n{PROSE}") == (
        "a.md:1: front matter: nested too deeply: correct it"
    )


def test_dashes_that_open_no_front_matter(read_one: Callable[..., Article]) -> None:
    assert read_one("a.md", f"----\n\n{PROSE}").text == PROSE
