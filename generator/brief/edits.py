"""What an editor changed in a brief, in words for readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.brief.translation import say
from generator.models import Brief
from generator.text import squeeze

# What is said of an edit by its kind: with what it concerns, and where several were taken away without naming them.
_NAMED = {
    "headline": "the headline, from the article's words",
    "source_quote": "which quotation leads",
    "pinned": "a fact added: “{}”",
    "speaker": "who said “{}”",
    "role": "the role of {}",
    "tags": "the tags",
    "status": "the status, {}",
}
_DROPPED = ("{} statement left out of the key facts", "{} statements left out of the key facts")
_SHOWN = 60


def words(brief: Brief) -> str:
    """One sentence, or nothing where no editor had a hand in the brief."""
    told = list(_told(brief))
    return say("By an editor: {}.", brief.lang, "; ".join(told)) if told else ""


def _told(brief: Brief) -> Iterator[str]:
    for edit in brief.editor:
        if edit.what in _NAMED:
            yield say(_NAMED[edit.what], brief.lang, _short(edit.target or ""))
    dropped = Counter(edit.what for edit in brief.editor)["dropped"]
    if dropped:
        yield say(_DROPPED[dropped > 1], brief.lang, dropped)


def _short(text: str) -> str:
    line = squeeze(text)
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
