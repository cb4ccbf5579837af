"""What the search sees of a built page, and nothing else: so that a change elsewhere on the page indexes nothing anew.

What is indexed, and by what it can be filtered, the pages themselves say (``data-pagefind-*``).
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Collection
from typing import NamedTuple

from generator import escape
from generator.text import squeeze

_BODY = re.compile(r"<div\b[^>]* data-pagefind-body")  # an element: a headline may have the same words
_END = "</article>"
_LANG = re.compile(r'\blang="([A-Za-z][A-Za-z0-9-]*)"')
_FACET = re.compile(r'<\w+[^>]* data-pagefind-filter="([^"]+)"[^>]*>([^<]*)')
_FACET_MARK = re.compile(r' data-pagefind-filter="[^"]*"')
_DAY = re.compile(r'<time[^>]* datetime="(\d{4}-\d\d-\d\d)"[^>]* data-pagefind-sort=')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
# Other briefs' headlines: lists with the heading over them, and the thread of a story. All begin with the character
# that the search for them leaps to.
_OTHERS = re.compile(
    r'<(?:(?:h2[^>]*>[^<]*</h2>\s*<)?ul class="brief-list">.*?</ul>|nav class="thread".*?</nav>)', re.DOTALL
)
# Whether a name is a link, and where it leads, is nothing to search for.
_LINK, _LINK_END = re.compile(r"<a\b"), re.compile(r"</a\b")
_UNSEEN = re.compile(r' (?:href|rel|id|dir|aria-[a-z]+)="[^"]*"')


class Document(NamedTuple):
    """A page as it is indexed. ``facets``: pairs of filter and value; ``day``: ``None`` if the page has none."""

    lang: str
    day: str | None
    facets: tuple[tuple[str, str], ...]
    body: str

    def html(self, dropped: Collection[tuple[str, str]] = ()) -> str:
        """What Pagefind gets: the text, and its facets but those ``dropped``."""
        facets = "".join(
            f'<meta data-pagefind-filter="{escape.html(name)}[content]" content="{escape.html(value)}">'
            for name, value in self.facets
            if (name, value) not in dropped
        )
        head = f'<!doctype html><html lang="{self.lang}"><head><meta charset="utf-8">{facets}</head>'
        return f"{head}<body>{self.body}</body></html>"


def document(page: str) -> Document | None:
    """What is to be searched of a built page's HTML; ``None``: nothing."""
    at = _BODY.search(page)
    if at is None:
        return None
    end = page.find(_END, at.end())
    body = _OTHERS.sub("", _SCRIPT.sub("", page[at.start() : end if end > 0 else len(page)]))
    facets = dict.fromkeys(facet for match in _FACET.finditer(body) if (facet := _facet(match)))
    day, lang = _DAY.search(body), _LANG.search(body) or _LANG.search(page)
    body = _LINK_END.sub("</span", _LINK.sub("<span", _FACET_MARK.sub("", body)))
    body = _UNSEEN.sub("", body)
    return Document(lang[1].lower() if lang else "unknown", day[1] if day else None, tuple(facets), body)


def _facet(match: re.Match[str]) -> tuple[str, str] | None:
    """The filter and value of an element: written out, in an attribute of it, or its text."""
    name, _, value = match[1].partition(":")
    if not value and name.endswith("]"):
        name, _, attribute = name.removesuffix("]").partition("[")
        found = re.search(rf' {re.escape(attribute)}="([^"]*)"', match[0])
        value = found[1] if found else ""
    elif not value:
        value = match[2]
    value = squeeze(html.unescape(value))
    return (name, value) if value else None


def digest(found: Document) -> str:
    """A digest of all that the search sees."""
    return hashlib.blake2b(found.html().encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
