"""One escaping function for each destination. Nothing of an article reaches output around this module."""

from __future__ import annotations

import html as _html
import re

# What Markdown, its extensions or Jinja read as markup, anywhere or at the start of a block, written as an
# entity: backslash escapes differ between Markdown dialects, entities do not.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&|~^$#@]|(?<=^)[-+=:!]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=www)\.|:(?=//)")
_TERMINAL = re.compile(r"[^\x20-\x7e\xa0-\U0010ffff]|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&*+,;=%]")
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"


def markdown(text: str) -> str:
    """Text as inline Markdown that shows exactly its characters; white space is folded to blanks."""
    return _MARKDOWN.sub(_entity, " ".join(text.split()))


def markdown_exact(text: str) -> str:
    """Like ``markdown``, but keeps every blank, so that ``html.unescape`` gives back the text; no line breaks."""
    return _MARKDOWN.sub(_entity, text)


def code(text: str) -> str:
    """Text inside a Markdown code span: without the backticks and line breaks that would end it."""
    return " ".join(text.replace("`", "'").split())


def html(text: str) -> str:
    """Text as HTML content or as a quoted attribute value."""
    return _html.escape(text, quote=True)


def url(text: str) -> str:
    """An ``http(s)`` address, quoted for an HTML attribute or a Markdown target; ``""`` for any other scheme."""
    if not re.match(r"https?://[^\s/]", text, re.IGNORECASE):
        return ""
    return _NOT_URL.sub(_percent, text)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def terminal(text: str) -> str:
    """Text safe to print: control characters and direction overrides shown as escapes."""
    return _TERMINAL.sub(lambda m: m.group().encode("unicode_escape").decode(), text)


def csv(text: str) -> str:
    """A spreadsheet cell that is never read as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
