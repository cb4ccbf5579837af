"""One escaping function for each destination. Nothing of an article reaches output around this module."""

from __future__ import annotations

import html as _html
import re

# What Markdown, its extensions or Jinja read as markup, anywhere or at the start of a block, written as an
# entity: backslash escapes differ between Markdown dialects, entities do not. Of a longer match its last character.
_MARKDOWN = re.compile(
    r"[\\`*_{}\[\]<>&|~^$#@]"
    r"|^[-+=:!?/]"  # lists, definitions, underlined headings, admonitions, details, blocks
    r"|^\d+[.)]"  # numbered lists
    r"|[+=](?=[+=])"  # keys, marks
    r"|:(?=//)|\b(?:www|WWW)\."  # addresses that become links by themselves
    r"|:(?=[\w+-]+:)"  # emoji by name
)
_TERMINAL = re.compile(
    r"[^\x20-\x7e\xa0-\U0010ffff]|[\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_NOT_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&*+,;=%]|%(?![0-9A-Fa-f]{2})")
# Who was to be logged in, and the host with its port.
_AUTHORITY = re.compile(r"^(https?://(?:[^/?#]*@)?)([^/?#]*)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<=&)(#?[A-Za-z0-9]+);")
# Spreadsheets take the full-width forms for the ASCII ones.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def _entity(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found[:-1]}&#{ord(found[-1])};"


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


def data(json: str) -> str:
    """JSON inside an element or a comment of HTML: nothing in it looks like a tag, or like the end of either."""
    return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def url(text: str) -> str:
    """An ``http(s)`` address, quoted for an HTML attribute or a Markdown target; ``""`` for any other scheme."""
    text = _AUTHORITY.sub(_with_no_empty_port, text)
    if not re.match(r"https?://[^\s/]", text, re.IGNORECASE):
        return ""
    # "&lt;" would be read as a character on its way through Markdown.
    return _REFERENCE.sub(r"\1%3B", _NOT_URL.sub(_percent, text))


def _with_no_empty_port(match: re.Match[str]) -> str:
    """Some readers of Markdown leave empty ports out (as RFC 3986, 6.2.3 has it), and would show another address."""
    return match[1] + re.sub("::+", ":", match[2]).rstrip(":")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))


def terminal(text: str) -> str:
    """Text safe to print: control characters and direction overrides shown as escapes."""
    return _TERMINAL.sub(lambda m: m.group().encode("unicode_escape").decode(), text)


def csv(text: str) -> str:
    """A spreadsheet cell that is never read as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
