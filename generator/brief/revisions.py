"""What changed in a brief because its article did, as it is kept in the brief, and in words for readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.brief.translation import quoted, say
from generator.models import Brief, Revised, Revision
from generator.text import squeeze

# The revisions that a brief lists: one that is revised every hour stays short, and so does its page.
MOST_LISTED = 20
# Whose headline is the article's own.
_DRAWN = ("drawn", "editor")
_WHAT = {"headline": "Headline", "fact": "Fact", "quotation": "Quotation"}
_NOBODY = "nobody named"
SAME = "No fact and no quotation of this brief changed."
NOT_GRANTED = "What changed is not repeated: the words that its source grants are few."


@dataclass(frozen=True, slots=True)
class Clock:
    """When a change is seen (ISO, with its offset). ``since``: what was seen from then on is one revision."""

    now: str
    since: str | None = None


# Revisions, the newest last, and how many came before them.
Carried = tuple[tuple[Revision, ...], int]


def carried(before: Brief, after: Brief, clock: Clock | None, *, numbered: bool) -> Carried:
    """The revisions of a brief that takes another's place: those it had, and one more if the article has changed.
    Of more than ``MOST_LISTED`` the newest, and the number of all before them.

    Without a ``clock`` none is added. A draft has none: nobody has seen it. ``numbered``: the article is known by its
    record's number alone; with nothing in common the two are different articles, of which one has moved.
    """
    had, earlier = before.revisions, before.earlier_revisions
    changed = before.source.sha256 != after.source.sha256
    if numbered and changed and not _in_common(before, after):
        return (), 0
    if clock is None or not _is_revised(before, after):
        return had, earlier
    fresh = _revision(before, after, clock)
    if had and fresh.origin == had[-1].origin == "run" and clock.since is not None and had[-1].time >= clock.since:
        return (*had[:-1], *_folded(had[-1], fresh)), earlier
    found = (*had, fresh)
    return found[-MOST_LISTED:], earlier + len(found[:-MOST_LISTED])


def _is_revised(before: Brief, after: Brief) -> bool:
    """Whether the article's words have changed; other bytes of its file (a page's furniture) may."""
    if before.source.sha256 == after.source.sha256 or "draft" in (before.generator.terms or ""):
        return False
    return before.source.text_sha256 != after.source.text_sha256 or _headline(before) != _headline(after)


def _in_common(before: Brief, after: Brief) -> set[Revised]:
    return set(_statements(before, with_headline=True)) & set(_statements(after, with_headline=True))


def _headline(brief: Brief) -> str | None:
    return None if brief.source.origins.get("title") in _DRAWN else brief.title


def _revision(before: Brief, after: Brief, clock: Clock) -> Revision:
    """The difference of two briefs. If what makes briefs has changed too, its part in that cannot be told apart."""
    with_headline = _headline(before) is not None and _headline(after) is not None
    old, new = (list(_statements(one, with_headline=with_headline)) for one in (before, after))
    is_own = after.source.modified is not None and after.source.modified != before.source.modified
    return Revision(
        time=(after.source.modified if is_own else None) or clock.now,
        origin="article" if is_own else "run",
        sha256=after.source.sha256,
        replaced=before.source.sha256,
        added=tuple(one for one in new if one not in old),
        dropped=tuple(one for one in old if one not in new),
    )


def _statements(brief: Brief, *, with_headline: bool) -> Iterator[Revised]:
    if with_headline:
        yield Revised(what="headline", text=brief.title)
    yield from (Revised(what="fact", text=squeeze(fact.text)) for fact in brief.key_facts)
    for quote in brief.quotes:
        speaker = quote.speaker_name or (quote.speaker.text if quote.speaker else None)
        yield Revised(what="quotation", text=squeeze(quote.text), speaker=squeeze(speaker) if speaker else None)


def _folded(last: Revision, fresh: Revision) -> tuple[Revision, ...]:
    """Two changes as one; none if the second takes the first back."""
    if fresh.sha256 == last.replaced:
        return ()
    added = [one for one in last.added if one not in fresh.dropped] + [*_but(fresh.added, last.dropped)]
    dropped = [one for one in last.dropped if one not in fresh.added] + [*_but(fresh.dropped, last.added)]
    told = {"added": tuple(added), "dropped": tuple(dropped), "replaced": last.replaced}
    return (fresh.model_copy(update=told),)


def _but(items: tuple[Revised, ...], others: tuple[Revised, ...]) -> Iterator[Revised]:
    return (one for one in items if one not in others)


def unlisted(brief: Brief) -> str | None:
    """How many revisions came before those that are listed; ``None`` if none did."""
    if not brief.earlier_revisions:
        return None
    return say("Earlier revisions that are not listed: {}", brief.lang).format(brief.earlier_revisions)


def told_by(revision: Revision, lang: str) -> str:
    """Whose time it is."""
    return say("the article's own time" if revision.origin == "article" else "when the change was seen", lang)


def words(revision: Revision, brief: Brief) -> Iterator[str]:
    """Each statement that came, went or was given to somebody else, on a line, if its source grants the words."""
    lang = brief.lang
    before = {one.text: one for one in revision.dropped if one.what == "quotation"}
    moved = {one.text for one in revision.added if one.what == "quotation" and one.text in before}
    for one in revision.added:
        if one.text in moved and one.what == "quotation":
            now = one.speaker or say(_NOBODY, lang)
            yield say("Quotation re-attributed: {}; now to {}", lang).format(_said(before[one.text], lang), now)
        else:
            yield say(f"{_WHAT[one.what]} added: {{}}", lang).format(_said(one, lang))
    for one in revision.dropped:
        if one.text not in moved or one.what != "quotation":
            yield say(f"{_WHAT[one.what]} dropped: {{}}", lang).format(_said(one, lang))
    if not revision.added and not revision.dropped:
        yield say(NOT_GRANTED if brief.rights and brief.rights.max_quoted_words else SAME, lang)


def _said(one: Revised, lang: str) -> str:
    """A quotation in its marks with its speaker; a comma at its end is the reporter's, who goes on after it."""
    if one.what != "quotation":
        return one.text
    return f"{quoted(one.text.rstrip(','), lang)} — {one.speaker or say(_NOBODY, lang)}"
