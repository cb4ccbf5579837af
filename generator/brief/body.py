"""The brief's Markdown body: reads well on GitHub without any site."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from generator import escape
from generator.brief import edits, revisions, rights
from generator.brief.evidence import GAP, Passage
from generator.models import Actor, Brief, FactDate, KeyFact, Quote, Revision, Span, TimeRef

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
GUESSES = {
    "guessed": "The {} is a guess.",
    "drawn": "The article has no {}; this one is drawn from its words.",
}


TEASER = "The source gave only the beginning or a summary of the article."


class _Links:
    """Links from items to the passage that holds them."""

    def __init__(self, passages: list[Passage]) -> None:
        self._passages = passages
        self._starts = [passage.start for passage in passages]

    def to(self, start: int) -> str:
        at = bisect_right(self._starts, start) - 1
        if at < 0 or self._passages[at].end <= start:
            return ""
        return f" [↓](#e{self._passages[at].start}-{self._passages[at].end})"


def lines(brief: Brief, passages: list[Passage]) -> Iterator[str]:
    """The body's lines, without line ends."""
    links, actors = _Links(passages), {actor.id: actor for actor in brief.actors}
    yield from (f"# {escape.markdown(brief.title)}", "", _dateline(brief), "")
    yield from (note for origin in _notes(brief) for note in (origin, ""))
    yield from _section("Key facts", (line for fact in brief.key_facts for line in _fact(fact, actors, links)))
    if brief.source_quote:
        yield from (*_pull_quote(brief.source_quote, actors, links), "")
    yield from _section("Who is who", (_actor(actor, links) for actor in brief.actors if actor.salience))
    yield from _section("Quotations", (_quote(quote, actors, links) for quote in brief.quotes))
    yield from _section("Figures", (_figure(figure, figure.what, links) for figure in brief.figures))
    yield from _section("Dates", (_date(date, links) for date in brief.dates))
    yield from _section(
        "Places", (f"- {escape.markdown(place.name)}{links.to(place.mentions[0][0])}" for place in brief.places)
    )
    yield from _evidence(passages)
    yield from _section("Revisions", (line for revision in brief.revisions for line in _revision(revision, brief)))
    yield from ("## Source", "", *_provenance(brief))


def _section(heading: str, listed_lines: Iterable[str]) -> Iterator[str]:
    listed = list(listed_lines)
    if listed:
        yield from (f"## {heading}", "", *listed, "")


def long_date(value: str) -> str:
    """``2022-02-17`` as "17 February 2022"."""
    year, month, day = value.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def moment(value: str) -> str:
    """``2022-02-17T06:00:00+00:00`` as "17 February 2022, 06:00 UTC"; a day as ``long_date``."""
    day, _, clock = value.partition("T")
    if not clock:
        return long_date(day)
    zone = clock[8:] if len(clock) > 8 else ""
    return f"{long_date(day)}, {clock[:5]}" + (f" UTC{zone.removeprefix('+00:00')}" if zone else "")


def _dateline(brief: Brief) -> str:
    source = brief.source
    address = escape.url(source.url or "")
    parts = [
        long_date(brief.date) if brief.date else "Undated",
        escape.markdown(source.publisher or ""),
        escape.markdown(source.byline or ""),
        f"[source](<{address}>)" if address else "",
    ]
    return " · ".join(part for part in parts if part)


def _notes(brief: Brief) -> Iterator[str]:
    names = {"title": "headline", "date": "date of publication"}
    for field, origin in brief.source.origins.items():
        if origin in GUESSES:
            yield f"*{GUESSES[origin].format(names.get(field, field))}*"
    if brief.source.teaser:
        yield f"*{TEASER}*"
    if shortened := rights.words(brief):
        yield f"*{shortened}*"
    if brief.rights and brief.rights.credit:
        yield f"*{escape.markdown(brief.rights.credit)}*"
    if brief.editor:
        yield f"*{escape.markdown(edits.words(brief))}*"
    if brief.revisions:
        yield f"*Revised {moment(brief.revisions[-1].time)}: see [Revisions](#revisions).*"


def _fact(fact: KeyFact, actors: dict[str, Actor], links: _Links) -> Iterator[str]:
    yield f"1. {escape.markdown(fact.text)}{links.to(fact.start)}"
    who = ", ".join(dict.fromkeys(escape.markdown(actors[one.id].name) for one in fact.who if one.id in actors))
    where = ", ".join(dict.fromkeys(escape.markdown(place.name) for place in fact.where))
    parts = [f"Who: {who}" if who else "", _when(fact.when), f"Where: {where}" if where else ""]
    if any(parts):
        yield f"   *{'. '.join(part for part in parts if part)}.*"


def _when(when: FactDate | None) -> str:
    if when is None:
        return ""
    value = f" ({when.value})" if when.value and when.value != when.text else ""
    return f"When: {escape.markdown(when.text)}{value}"


def _speaker(quote: Quote, actors: dict[str, Actor]) -> str:
    if quote.speaker is None:
        return "speaker not named"
    actor = actors.get(quote.speaker_id or "")
    name = f"**{escape.markdown(quote.speaker_name or quote.speaker.text)}**"
    role = f", {escape.markdown(actor.role.text)}" if actor and actor.role else ""
    return name + role


def _quoted(quote: Quote) -> str:
    """The words in marks; a comma at their end is the reporter's, who goes on after it."""
    return f"“{escape.markdown(quote.text.rstrip(','))}”"


def _pull_quote(quote: Quote, actors: dict[str, Actor], links: _Links) -> Iterator[str]:
    yield f"> {_quoted(quote)}"
    yield ">"
    yield f"> — {_speaker(quote, actors)}{links.to(quote.start)}"


def _actor(actor: Actor, links: _Links) -> str:
    parts = [f"**{escape.markdown(actor.name)}**", actor.type]
    parts += [escape.markdown(actor.role.text)] if actor.role else []
    parts += ["also " + ", ".join(f"“{escape.markdown(alias)}”" for alias in actor.aliases)] if actor.aliases else []
    return f"- {' · '.join(parts)}{links.to(actor.mentions[0][0])}"


def _quote(quote: Quote, actors: dict[str, Actor], links: _Links) -> str:
    said = (
        f" ({escape.markdown(quote.speaker.text)}; {escape.markdown(quote.cue.text)})"
        if quote.speaker and quote.cue
        else ""
    )
    return f"- {_quoted(quote)} — {_speaker(quote, actors)}{said}{links.to(quote.start)}"


def _figure(figure: Span, what: Span | None, links: _Links) -> str:
    return (
        f"- **{escape.markdown(figure.text)}**"
        + (f": {escape.markdown(what.text)}" if what else "")
        + links.to(figure.start)
    )


def _date(date: TimeRef, links: _Links) -> str:
    return f"- {escape.markdown(date.text)}: {date.value or 'not resolved'}{links.to(date.start)}"


def _evidence(passages: list[Passage]) -> Iterator[str]:
    if not passages:
        return
    yield from ("## Evidence", "")
    for passage in passages:
        if passage.gap:
            yield from (GAP, "")
        yield from (f'<a id="e{passage.start}-{passage.end}"></a>{escape.markdown_exact(passage.text)}', "")


def _revision(revision: Revision, brief: Brief) -> Iterator[str]:
    yield f"- {moment(revision.time)} ({revisions.told_by(revision)})"
    yield from (f"  - {escape.markdown(line)}" for line in revisions.words(revision, brief.rights))


def _provenance(brief: Brief) -> Iterator[str]:
    source, made = brief.source, brief.generator
    yield f"- Article: `{escape.code(source.path)}`" + (
        f", record `{escape.code(source.record)}`" if source.record else ""
    )
    if brief.rights and brief.rights.notice:
        yield f"- Rights: {escape.markdown(brief.rights.notice)}"
    yield f"- SHA-256 of the source: `{source.sha256}`"
    yield f"- Extracted with `{escape.code(made.model)} {escape.code(made.model_version)}`, analysis {made.analysis}"
    yield ""
