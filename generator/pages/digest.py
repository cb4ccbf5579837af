"""The day's briefing as a mail, in plain text and in HTML: the same facts and words as the day's page.

Mail programs know no style sheets from elsewhere, so styles stand on the elements. Text is plain Unicode, wrapped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator import escape
from generator.brief.translation import say
from generator.pages.calendar import words
from generator.pages.catalog import Catalog
from generator.pages.days import leading
from generator.pages.entries import Entry, Said
from generator.pages.markup import Html, join, tag
from generator.pages.parts import quoted
from generator.pages.site import Site
from generator.text import statement

WIDTH = 76
FACTS = 3
_SERIF = "font-family: Georgia, serif; color: #1b1f23; line-height: 1.45"
_SMALL = "font-family: sans-serif; font-size: 13px; color: #565d64; margin: 0"


class Digest(NamedTuple):
    """A mail: its subject, and its two bodies."""

    subject: str
    text: str
    html: str


def make(catalog: Catalog, date: str, site: Site) -> Digest | None:
    """The digest of a day (``2022-02-17``); ``None`` if no brief is of that day."""
    of_day = [entry for entry in catalog.leading if entry.date == date]
    # A day that only repeats what an earlier one told is told all the same.
    of_day = of_day or [entry for entry in catalog.entries if entry.date == date]
    entries = sorted(of_day, key=leading)
    if not entries:
        return None
    title = say("The briefing of {}", site.lang, words(date, site.lang))
    return Digest(
        f"{site.name}: {title}" if site.name else title, _text(title, entries, site), _html(title, entries, site)
    )


def _pull(entry: Entry) -> Said | None:
    return entry.quotes[entry.pull - 1] if entry.pull else None


def _by(said: Said, lang: str) -> str:
    return ", ".join(part for part in (said.name, said.role) if part) or say("speaker not named", lang)


# --- plain text -----------------------------------------------------------------------------------------------------


def _text(title: str, entries: Sequence[Entry], site: Site) -> str:
    parts = [f"{title}\n{'=' * len(title)}", *("\n".join(_text_of(entry, site)) for entry in entries)]
    return "\n\n\n".join(parts) + "\n"


def _text_of(entry: Entry, site: Site) -> Iterator[str]:
    yield _wrap(_plain(entry.title))
    yield "-" * min(WIDTH, len(entry.title))
    for fact in entry.facts[:FACTS]:
        yield _wrap(_plain(statement(fact.text)), "* ")
    if said := _pull(entry):
        yield ""
        yield _wrap(_plain(quoted(said.text, site.lang)), "  ")
        yield _wrap(_plain(f"— {_by(said, site.lang)}"), "  ")
    yield ""
    yield " · ".join(
        part for part in (_plain(entry.publisher or ""), site.address(entry.page) if site.url else "") if part
    )


def _plain(text: str) -> str:
    """A digest may be printed to a terminal."""
    return escape.terminal(text)


def _wrap(text: str, lead: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)


# --- HTML -----------------------------------------------------------------------------------------------------------


def _html(title: str, entries: Sequence[Entry], site: Site) -> str:
    head = tag("head", tag("meta", charset="utf-8"), tag("title", title))
    blocks = [tag("h1", title, style=f"{_SERIF}; font-size: 26px"), *(_html_of(entry, site) for entry in entries)]
    column = tag("div", *blocks, style="max-width: 40em; margin: 0 auto; padding: 16px")
    body = tag("body", column, style="margin: 0; background: #fbfaf6")
    return f"<!doctype html>\n{tag('html', head, body, lang=site.lang)}\n"


def _html_of(entry: Entry, site: Site) -> Html:
    link = tag("a", entry.title, href=site.address(entry.page), style="color: #0a5563") if site.url else entry.title
    facts = (tag("li", statement(fact.text), style="margin: 0 0 6px") for fact in entry.facts[:FACTS])
    said = _pull(entry)
    return tag(
        "div",
        tag("p", entry.publisher, style=_SMALL) if entry.publisher else None,
        tag("h2", link, dir="auto", style="font-size: 19px; margin: 2px 0 8px"),
        tag("ul", join(facts), dir="auto", style="padding-left: 18px; margin: 0 0 10px"),
        _html_quote(said, site.lang) if said else None,
        style=f"{_SERIF}; border-top: 1px solid #dcd8cd; padding: 14px 0",
    )


def _html_quote(said: Said, lang: str) -> Html:
    text = tag("p", quoted(said.text, lang), dir="auto", style="font-size: 17px; margin: 0 0 4px")
    style = "border-left: 4px solid #c79a00; margin: 0; padding: 0 0 0 12px"
    return tag("blockquote", text, tag("p", _by(said, lang), style=_SMALL), style=style)
