"""Markdown with YAML front matter: the values are checked, the body is reduced to its text."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from generator import frontmatter
from generator.config import Settings
from generator.errors import ArticleError, FrontMatterError
from generator.models import Article, RegionKind
from generator.readers import base, fields
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.head import detect
from generator.readers.plain import decode
from generator.readers.titles import with_title

if TYPE_CHECKING:
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^>]*>|<![^>]*>|<\?[^>]*>")
# The parser passes over what is nested more deeply; each level takes some stack.
_MAX_NESTING = 20
_TEXT = {"text", "text_special", "code_inline"}
_CELLS = {"th_open", "td_open"}


class MarkdownReader:
    """``.md``: known keys are those of ``fields.FRONT_MATTER``; others are passed over."""

    name = "markdown"
    extensions: tuple[str, ...] = (".md", ".markdown")
    description = "Markdown with YAML front matter"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """Never: any text may be Markdown."""
        return False

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        document = decode(record)
        values, body = _split(record, document)
        known = _front_matter(record, document, values)
        blocks = _reduced(record, body)
        base.check_text(record, blocks.text, settings)
        found = detect(
            blocks.text,
            title=known.title.text if known.title else None,
            file_name=PurePath(record.shown).name,
            marked=blocks.regions,
        )
        return base.assemble(record, blocks.text, with_title(known, blocks.text, found), settings)


def _split(record: Record, document: str) -> tuple[dict[str, Any], str]:
    try:
        values, body, _ = frontmatter.split(document)
    except FrontMatterError as error:
        reason = error.reason.removeprefix("front matter ")
        remedy = "" if ";" in reason else ": correct it"
        raise record.error(f"front matter: {reason}{remedy}", error.line or 1) from None
    return values, body


def _front_matter(record: Record, document: str, values: dict[str, Any]) -> Head:
    try:
        return fields.head(values, fields.FRONT_MATTER, "front-matter")
    except fields.FieldError as error:
        key = re.compile(rf"^['\"]?{re.escape(error.key)}['\"]?\s*:", re.MULTILINE).search(document)
        line = document.count("\n", 0, key.start()) + 1 if key else 1
        raise record.error(f"front matter: {error}", line) from None


def _reduced(record: Record, body: str) -> Blocks:
    try:
        return reduce(body)
    except (RecursionError, OverflowError):
        raise record.error("quotations or lists nested too deeply: flatten them") from None


def reduce(body: str) -> Blocks:
    """The text of a Markdown document: markup, images, comments and tags are dropped, headings are marked.

    The first heading of level 1 is the headline if no prose comes before it; all others are subheadings.

    Raises:
        OverflowError: blocks are nested so deeply that the parser would drop them.
    """
    from markdown_it import MarkdownIt  # heavy, and needed for Markdown alone

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    tokens = parser.parse(body)
    if max((token.level for token in tokens), default=0) >= _MAX_NESTING - 1:
        raise OverflowError
    blocks = Blocks()
    heading: RegionKind | None = None
    row: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            heading = "headline" if token.tag == "h1" and not blocks.parts else "subheading"
        elif token.type == "heading_close":
            heading = None
        elif token.type == "inline":
            _add(blocks, row, token, heading)
        elif token.type in _CELLS:
            row.append("")
        elif token.type == "tr_close":
            blocks.add(" | ".join(row))
            row.clear()
        elif token.type in ("code_block", "fence"):
            blocks.add(token.content)
        elif token.type == "html_block":
            _add_html(blocks, token.content)
    return blocks


def _add(blocks: Blocks, row: list[str], token: Token, heading: RegionKind | None) -> None:
    content = _inline(token.children or [])
    if row:
        row[-1] = content
    else:
        blocks.add(content, heading)


def _inline(tokens: list[Token]) -> str:
    """The characters that a reader sees; images are not text."""
    return "".join(
        token.content if token.type in _TEXT else {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")
        for token in tokens
    )


def _add_html(blocks: Blocks, content: str) -> None:
    visible = _TAG.sub("", _SCRIPT.sub("", _COMMENT.sub("", content)))
    for part in re.split(r"\n\s*\n", visible):
        blocks.add(entities.unescape(part).replace("\n", " "))


READER = MarkdownReader()
