"""HTML that is escaped by construction, and the Markdown document around it.

Everything that is not ``Html`` is escaped on its way into an element, so a string from an article cannot
become markup by being forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from generator import escape, frontmatter
from generator.brief.translation import ENGLISH, say
from generator.text import squeeze

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})


class Html(str):
    """A string that is HTML already."""

    __slots__ = ()


Child = str | None
Value = str | int | float | bool | None


def _content(child: Child) -> str:
    if child is None:
        return ""
    return child if isinstance(child, Html) else escape.html(_held(squeeze(child)))


def _held(text: str) -> str:
    """Guillemets stay on the line of the words that they enclose, and a colon or semicolon on that of those before."""
    for loose in ("« ", " »", " :", " ;"):
        text = text.replace(loose, loose.replace(" ", "\u00a0"))
    return text


@lru_cache(maxsize=256)
def _name(keyword: str) -> str:
    """``class`` of ``class_``, ``data-month`` of ``data_month``."""
    return keyword.rstrip("_").replace("_", "-")


def _attribute(keyword: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    return f" {_name(keyword)}" if value is True else f' {_name(keyword)}="{escape.html(str(value))}"'


def tag(name: str, *children: Child, **attributes: Value) -> Html:
    """An element; a trailing underscore of an attribute's name is dropped, others become hyphens."""
    start = "".join([_attribute(*pair) for pair in attributes.items()])
    if name in _VOID:
        return Html(f"<{name}{start}>")
    return Html(f"<{name}{start}>{''.join([_content(child) for child in children])}</{name}>")


def join(parts: Iterable[Child], separator: str = "") -> Html:
    """The parts that are there, escaped where needed, with a separator (text) between them."""
    return Html(escape.html(separator).join(content for part in parts if (content := _content(part))))


def rows(name: str, parts: Iterable[Html], **attributes: Value) -> Html:
    """A container whose parts stand on lines of their own; empty if there are none."""
    listed = list(parts)
    if not listed:
        return Html("")
    return tag(name, Html("\n" + "\n".join(listed) + "\n"), **attributes)


def heading(text: str, level: int = 2) -> Html:
    """A Markdown heading."""
    return Html(f"{'#' * level} {escape.markdown(text)}")


def section(title: str, *blocks: Html, lang: str = ENGLISH) -> list[Html]:
    """A heading, in a language, and its blocks; nothing if all blocks are empty."""
    filled = [block for block in blocks if block]
    return [heading(say(title, lang)), *filled] if filled else []


def page(blocks: Iterable[Html], *, title: str, kind: str, **meta: Any) -> str:
    """A derived page. Themes write title and description into HTML as they are, so they are escaped here."""
    if meta.get("description"):
        meta["description"] = escape.html(squeeze(meta["description"]))
    front = {"title": escape.html(squeeze(title)), "kind": kind, **meta}
    return frontmatter.join(front, "\n\n".join(block for block in blocks if block) + "\n")
