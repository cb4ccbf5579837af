"""A headline that is known from elsewhere, and the copy of it with which the text may begin."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.readers.base import Head

_WORD = re.compile(r"\w+")
# A title of one or two words may well begin a lede that says something else.
_TITLE_WORDS = 3
# Marks that end a headline, before something that begins anew.
_CLOSING = re.compile(r"[.!?…;:\"'”’»)\]]*(?=\s*(?:$|\n|[^\w\s,]|[^\W_a-zß-öø-ÿ]))")


def same_words(one: str, other: str) -> bool:
    """Whether two headlines differ in marks and capitals alone."""
    return _WORD.findall(one.casefold()) == _WORD.findall(other.casefold())


def with_title(known: Head, text: str, found: Head) -> Head:
    """``known``, its gaps filled from what was found in the text; its title with the span of the text's copy."""
    title = known.title
    copy = next((region for region in found.regions if region.kind == "headline"), None)
    if title is not None and copy is not None and text.startswith(title.text, copy.start):
        span = (copy.start, copy.start + len(title.text))
        known = replace(known, title=title.model_copy(update={"spans": (span,)}))
    return known.or_else(found)


def copy_end(text: str, start: int, title: str) -> int | None:
    """Where the copy of ``title`` that ``text`` has at ``start`` ends; ``None`` if there is none.

    Words are compared, not marks; what follows must begin anew (a capital, a digit, a quotation mark, the end).
    """
    wanted = _WORD.findall(title)
    if len(wanted) < _TITLE_WORDS:
        return None
    end = start
    for word, match in zip(wanted, _WORD.finditer(text, start), strict=False):
        if word.casefold() != match.group().casefold():
            return None
        end = match.end()
    if len(_WORD.findall(text, start, end)) < len(wanted):
        return None
    closing = _CLOSING.match(text, end)
    return None if closing is None else closing.end()
