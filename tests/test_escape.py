"""What is escaped shows exactly its characters, in every dialect of Markdown that may render a brief."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import escape
from generator.text import clean

# What MkDocs switches on by itself; site_config/mkdocs.yml adds nothing that acts on text.
SITE = ["toc", "tables", "fenced_code"]
# What users of Material switch on, down to what ours must never need: article text stays text all the same.
EVERYTHING = [
    *SITE,
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "wikilinks"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.caret", "pymdownx.critic"),
    *("pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.inlinehilite", "pymdownx.keys"),
    *("pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.snippets", "pymdownx.superfences"),
    *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
]
Render = Callable[[str], str]
RENDERERS: dict[str, Render] = {
    "site": markdown.Markdown(extensions=SITE).convert,
    "everything": markdown.Markdown(extensions=EVERYTHING).convert,
    "commonmark": MarkdownIt("commonmark").render,
    "github": MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render,
    "typographic": MarkdownIt("js-default", {"linkify": False, "typographer": False}).render,
}
HOSTILE = [
    *("[a](javascript:alert(1))", "[a][b]", "[b]: http://x.example", "![x](y.png)", "<http://x.example>", "[[wiki]]"),
    *(
        "http://x.example/a_b_c",
        "https://x.example",
        "www.x.example/a",
        "WWW.x.example",
        "a@x.example",
        "ftp://x.example",
    ),
    *(
        "<script>alert(1)</script>",
        "<b onclick=x>",
        "<!-- comment -->",
        "<?php ?>",
        "<![CDATA[x]]>",
        "</div>",
        "<a id=x>",
    ),
    *("{: #id .class }", "x {: onclick=alert(1) }", "{#id}", "[^1]", "[^1]: note", "*[HTML]: abbreviation", "[TOC]"),
    *('--8<-- "secret.txt"', "--8<--", ";--8<--", "{{ config }}", "{% include 'x' %}", "{# comment #}", "${x}", "#{x}"),
    *(
        ":smile:",
        ":material-home:",
        ":+1:",
        "at 10:30:15",
        "++ctrl+alt+del++",
        "==mark==",
        "^^ins^^",
        "~~del~~",
        "a~b~",
    ),
    *(
        "# heading",
        "#heading",
        "heading #",
        "===",
        "---",
        "- - -",
        "***",
        "___",
        "- item",
        "+ item",
        "* item",
        "1. one",
    ),
    *(
        "1) one",
        "12. twelve",
        "2022. A year",
        "123456789) x",
        "1.5 million",
        "a. b",
        "> quote",
        ">quote",
        ":  definition",
    ),
    *(
        "| a | b |",
        "|---|",
        "```",
        "~~~",
        "```python",
        "`code`",
        "``",
        "    indented",
        "\\*",
        "\\",
        "a\\",
        "$x$",
        "$$",
        "\\(x\\)",
    ),
    *(
        "!!! note",
        '??? note "x"',
        "???+ x",
        "/// note",
        '=== "tab"',
        "!",
        "[ ] task",
        "[x] task",
        "- [ ] task",
        "(c) (tm)",
    ),
    *(
        "&amp;",
        "&lt;b&gt;",
        "&#60;",
        "&nbsp",
        "&copy;",
        "AT&T",
        "{++add++}",
        "{--del--}",
        "{~~a~>b~~}",
        "{>>c<<}",
        "{==h==}",
    ),
    *(
        "*a*",
        "**a**",
        "_a_",
        "__a__",
        "***a***",
        "snake_case_name",
        "a*b*c",
        "2*3*4",
        "---\ntitle: x\n---",
        "...",
        "\u00a0x",
    ),
    *(
        '[=50% "half"]',
        "a  \nb",
        "klzzwxh:0000",
        "wzxhzdk:0",
        "\u2014 dash",
        "“quoted”",
        "&#x2a;x&#x2a;",
        "@user",
        "#123",
        "=",
        "-",
    ),
]
# Made of what the renderers look at, so that random texts hit their rules.
MARKUP = st.text(st.sampled_from("a1 .):-+=*_`~#>|[](){}<>!&;\\/^$@'\"?xw\n"), min_size=1, max_size=40)
TEXTS = (
    (MARKUP | st.text(min_size=1, max_size=60) | st.sampled_from(HOSTILE)).map(clean).filter(lambda text: text.split())
)

CONTEXTS = {
    "alone": "{}",
    "in a sentence": "He said {} and left.",
    "in a heading": "# {}",
    "in a list": "- {}",
    "in a numbered list": "1. {}",
    "in a quotation": "> “{}”",
    "strong": "- **x{}x** · y",
    "in emphasis": "1. x\n   *Who: {}.*",
    "under a line": "text\n\n{}\n\ntext",
    "behind an anchor": '<a id="e0-1"></a>{}',
}


class _Text(HTMLParser):
    """The text of a page and the names of its elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.elements = "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(" ".join([tag, *(name for name, _ in attrs if name != "id")]))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.elements.append("comment")


def shown(page: str) -> tuple[str, list[str]]:
    parser = _Text()
    parser.feed(page)
    parser.close()
    return " ".join(parser.text.split()), parser.elements


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("context", CONTEXTS)
def test_hostile_text_is_shown_as_it_is(renderer: str, context: str) -> None:
    for text in HOSTILE:
        assert_shown(RENDERERS[renderer], CONTEXTS[context], text, escape.markdown)


@pytest.mark.parametrize("renderer", RENDERERS)
@given(text=TEXTS, context=st.sampled_from(sorted(CONTEXTS)))
def test_any_text_is_shown_as_it_is(renderer: str, text: str, context: str) -> None:
    assert_shown(RENDERERS[renderer], CONTEXTS[context], text, escape.markdown)


@pytest.mark.parametrize("renderer", RENDERERS)
@given(text=TEXTS)
def test_a_passage_is_shown_as_it_is(renderer: str, text: str) -> None:
    line = re.sub(r"\s", " ", text).strip()
    assert_shown(RENDERERS[renderer], CONTEXTS["behind an anchor"], line, escape.markdown_exact)


def assert_shown(render: Render, context: str, text: str, escaped: Callable[[str], str]) -> None:
    """The same elements as for a harmless word, and the text itself in its place."""
    harmless, elements = shown(render(context.replace("{}", "Zq")))
    assert shown(render(context.replace("{}", escaped(text)))) == (
        harmless.replace("Zq", " ".join(text.split())),
        elements,
    )


@given(st.text())
@example("a  b &lt; &#60; *")
def test_markdown_exact_comes_back(text: str) -> None:
    assert html.unescape(escape.markdown_exact(text)) == text


@pytest.mark.parametrize("renderer", ["site", "commonmark", "github"])
@given(text=TEXTS)
def test_code_holds_any_text(renderer: str, text: str) -> None:
    page = RENDERERS[renderer](f"- Article: `{escape.code('x' + text)}`")
    assert shown(page)[1] == ["ul", "li", "code"]
    assert shown(page)[0] == "Article: " + " ".join(("x" + text).replace("`", "'").split())


@given(st.text())
@example("</script><!--<script>&amp;-->")
def test_data_comes_back_and_holds_no_markup(text: str) -> None:
    written = escape.data(json.dumps({text: text}, ensure_ascii=False))
    assert not set("<>&") & set(written)
    assert json.loads(written) == {text: text}


@given(st.text())
def test_html_comes_back_and_holds_no_markup(text: str) -> None:
    escaped = escape.html(text)
    assert not re.search("[<>\"']", escaped)
    assert html.unescape(escaped) == text or "&" in text


ADDRESSES = st.text(st.sampled_from("aé :/?#&;=%<>()[]\"'\\`*_|\n\t lt"), max_size=30).map(
    lambda rest: "https://x" + rest
)


@given(ADDRESSES | st.text().map(lambda rest: f"http://h{rest}"))
@example("https://x/?a&lt;b&copy;c&#38;")
@example("https://x::")
@example("https://x::;")
@example("https://x::<")
@example("https://a:@x::;")
def test_an_address_stays_one_address(address: str) -> None:
    quoted = escape.url(address)
    assert re.fullmatch(r"https?://[A-Za-z0-9\-._~:/?#@!$&*+,;=%]+", quoted)
    assert html.unescape(quoted.replace("&", "&amp;")) == quoted
    for name in ("site", "commonmark", "github"):
        page = RENDERERS[name](f"by x · [source](<{quoted}>)")
        link = re.fullmatch(r'<p>by x · <a href="([^"]*)">source</a></p>\s*', page)
        assert link is not None
        assert html.unescape(link[1]) == quoted


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//x.example",
            "x",
            "https://::",
            "https://:",
        ),
        *("", " https://x.example", "https://", "https:///x", "http:x.example", "vbscript:x", "\x00https://x.example"),
    ],
)
def test_no_other_address_becomes_a_link(address: str) -> None:
    assert escape.url(address) == ""


@given(st.text(st.characters(exclude_categories=())))
@example("\x1b]0;title\x07\x1b[2J\r\u202e\ud800\u2028\U000e0041")
def test_terminal_text_has_no_controls(text: str) -> None:
    printed = escape.terminal(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\ufeff]", printed)
    printed.encode("utf-8")


def test_terminal_leaves_ordinary_text_alone() -> None:
    assert escape.terminal("Zoë said: “näher” – 北京") == "Zoë said: “näher” – 北京"
    assert escape.terminal("\x1b[31m") == "\\x1b[31m"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1", "＝1", "－1"])
def test_csv_cells_are_no_formulas(cell: str) -> None:
    assert escape.csv(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=b", "Ada Holm", "1-2", "“=1”"])
def test_other_csv_cells_stay(cell: str) -> None:
    assert escape.csv(cell) == cell
