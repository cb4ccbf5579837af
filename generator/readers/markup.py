"""Elements of HTML, XHTML and NITF to paragraphs, where the whole of them is the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator import text as plain_text
from generator.models import RegionKind
from generator.readers import words
from generator.readers.base import Record
from generator.readers.blocks import Blocks

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# The parser stops without a word at 256 levels and loses what follows.
MAX_DEPTH = 250
# The parser compares each attribute of an element with all others; pages have a few dozen at most.
MAX_ATTRIBUTES = 1000
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++)"
_ATTRIBUTE = re.compile(rf"[^\s/>=]++(?:\s*+=\s*+{_VALUE}?)?")
_START_TAG = re.compile(rf"<[A-Za-z](?:[\s/=]++|{_ATTRIBUTE.pattern})*+")
_LOOKS_LIKE_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]\w+);")


def check_attributes(record: Record, markup: str) -> None:
    """Refuse HTML that is made to keep its parser busy.

    Raises:
        ArticleError: an element has too many attributes.
    """
    if any(_is_overloaded(match.group()) for match in _START_TAG.finditer(markup)):
        raise record.error(f"an element with more than {MAX_ATTRIBUTES} attributes: save its text as .txt")


def _is_overloaded(tag: str) -> bool:
    return len(tag) > 2 * MAX_ATTRIBUTES and sum(1 for _ in _ATTRIBUTE.finditer(tag)) > MAX_ATTRIBUTES


def check_depth(record: Record, tree: _Element) -> None:
    """Refuse elements that are nested so deeply that the parser has lost some.

    Raises:
        ArticleError: they are.
    """
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest >= MAX_DEPTH:
        raise record.error(f"elements nested more than {MAX_DEPTH} deep: save its text as .txt")


def html_blocks(record: Record, fragment: str) -> Blocks:
    """The paragraphs of HTML that holds an article and nothing else, such as a feed's or a wire item's body.

    Raises:
        ArticleError: it is nested too deeply, or overloaded.
    """
    from lxml import etree, html

    fragment = plain_text.clean(fragment)
    check_attributes(record, fragment)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree: HtmlElement | None = html.document_fromstring(f"<div>{fragment}</div>".encode(), parser=parser)
    except etree.ParserError:
        tree = None
    if tree is None:
        return Blocks()
    check_depth(record, tree)
    return element_blocks(tree)


def text_blocks(record: Record, text: str) -> Blocks:
    """The paragraphs of a value that may be plain text or HTML, which some formats leave open."""
    return html_blocks(record, text) if _LOOKS_LIKE_MARKUP.search(text) else plain_blocks(text)


def plain_blocks(text: str) -> Blocks:
    """Plain text as it stands, in one block."""
    blocks = Blocks()
    for paragraph in re.split(r"\n[^\S\n]*\n", plain_text.clean(text)):
        blocks.add(paragraph)
    return blocks


def element_blocks(root: _Element | None) -> Blocks:
    """The paragraphs of an element: headings and captions are marked, scripts and the like are left out."""
    blocks = Blocks()
    for kind, content in _paragraphs(root) if root is not None else ():
        blocks.add(plain_text.clean(content), kind)
    return blocks


def _paragraphs(root: _Element) -> Iterator[tuple[RegionKind | None, str]]:
    """Kind and text of each paragraph, in document order; no recursion, elements nest deeply."""
    from lxml.etree import iterwalk

    table = words.table("markup")
    buffer: list[str] = []
    kinds: list[RegionKind | None] = [None]
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if name in table["blocks"] or name in table["kinds"]:
            yield kinds[-1], "".join(buffer)
            buffer.clear()
        if event == "end":
            kinds.pop()
            buffer.append("" if element is root else _folded(element.tail))
            continue
        kinds.append(table["kinds"].get(name, kinds[-1]))
        if name in table["skipped"]:
            walk.skip_subtree()
        else:
            buffer.extend(_mark(name, any(map(str.strip, buffer))))
            buffer.append(_folded(element.text))
    yield None, "".join(buffer)


def _mark(name: str, inside: bool) -> list[str]:
    """What a line break and a table's cell are in plain text."""
    return ["\n"] if name == "br" else [" | "] if name in ("td", "th") and inside else []


def _folded(source: str | None) -> str:
    """Line breaks of the source are white space; those of the text are elements."""
    return (source or "").replace("\n", " ")


def local_name(element: _Element) -> str:
    """An element's name in lower case without its namespace; nothing for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
