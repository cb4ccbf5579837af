"""The brief's Markdown body: reads well on GitHub without any site."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from generator import escape
from generator.analysis.version import NO_MODEL
from generator.brief import edits, revisions, rights
from generator.brief.evidence import GAP, Passage
from generator.brief.translation import ENGLISH, quoted, say
from generator.models import Actor, Brief, FactDate, KeyFact, Quote, Revision, Span, TimeRef
from generator.text import sides

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
GUESSES = {
    "guessed": "The {} is a guess.",
    "drawn": "The article has no {}; this one is drawn from its words.",
}

NOT_ANALYSED = "There is no model for the language of the article: nothing was extracted from it."
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
    links, actors, lang = _Links(passages), {actor.id: actor for actor in brief.actors}, brief.lang
    yield from (f"# {escape.markdown(brief.title)}", "", _dateline(brief), "")
    yield from (note for origin in _notes(brief) for note in (origin, ""))
    yield from _section(
        "Key facts", lang, (line for fact in brief.key_facts for line in _fact(fact, actors, links, lang))
    )
    if brief.source_quote:
        yield from (*_pull_quote(brief.source_quote, actors, links, lang), "")
    yield from _section("Who is who", lang, (_actor(actor, links, lang) for actor in brief.actors if actor.salience))
    yield from _section("Quotations", lang, (_quote(quote, actors, links, lang) for quote in brief.quotes))
    yield from _section("Figures", lang, (_figure(figure, figure.what, links, lang) for figure in brief.figures))
    yield from _section("Dates", lang, (_date(date, links, lang) for date in brief.dates))
    yield from _section(
        "Places", lang, (f"- {escape.markdown(place.name)}{links.to(place.mentions[0][0])}" for place in brief.places)
    )
    yield from _evidence(passages, lang)
    yield from _section("Revisions", lang, _revisions(brief))
    yield from (f"## {say('Source', lang)}", "", *_provenance(brief))


def _section(heading: str, lang: str, listed_lines: Iterable[str]) -> Iterator[str]:
    listed = list(listed_lines)
    if listed:
        yield from (f"## {say(heading, lang)}", "", *listed, "")


def long_date(value: str, lang: str = ENGLISH) -> str:
    """``2022-02-17`` as "17 February 2022", or as another language has it."""
    year, month, day = value.split("-")
    return f"{say(str(int(day)), lang)} {say(MONTHS[int(month) - 1], lang)} {year}"


def moment(value: str, lang: str = ENGLISH) -> str:
    """``2022-02-17T06:00:00+00:00`` as "17 February 2022, 06:00 UTC"; a day as ``long_date``."""
    day, _, clock = value.partition("T")
    if not clock:
        return long_date(day, lang)
    zone = clock[8:] if len(clock) > 8 else ""
    return f"{long_date(day, lang)}, {clock[:5]}" + (f" UTC{zone.removeprefix('+00:00')}" if zone else "")


def _dateline(brief: Brief) -> str:
    source = brief.source
    address = escape.url(source.url or "")
    parts = [
        long_date(brief.date, brief.lang) if brief.date else say("Undated", brief.lang),
        escape.markdown(source.publisher or ""),
        escape.markdown(source.byline or ""),
        f"[{say('source', brief.lang)}](<{address}>)" if address else "",
    ]
    return " · ".join(part for part in parts if part)


def _notes(brief: Brief) -> Iterator[str]:
    names = {"title": "headline", "date": "date of publication"}
    for field, origin in brief.source.origins.items():
        if origin in GUESSES:
            yield f"*{say(GUESSES[origin], brief.lang).format(say(names.get(field, field), brief.lang))}*"
    if is_plain(brief):
        yield f"*{say(NOT_ANALYSED, brief.lang)}*"
    if brief.source.teaser:
        yield f"*{say(TEASER, brief.lang)}*"
    if shortened := rights.words(brief):
        yield f"*{shortened}*"
    if brief.rights and brief.rights.credit:
        yield f"*{escape.markdown(brief.rights.credit)}*"
    if brief.editor:
        yield f"*{escape.markdown(edits.words(brief))}*"
    if brief.revisions:
        last = moment(brief.revisions[-1].time, brief.lang)
        yield f"*{say('Revised {}; what changed is listed at the end.', brief.lang).format(last)}*"


def is_plain(brief: Brief) -> bool:
    """Whether a brief was made without a model, and so states nothing."""
    return brief.generator.model == NO_MODEL.name


def _labelled(label: str, shown: str, lang: str) -> str:
    return say("{}: {}", lang).format(say(label, lang), shown) if shown else ""


def _fact(fact: KeyFact, actors: dict[str, Actor], links: _Links, lang: str) -> Iterator[str]:
    before, behind = sides(fact.text)
    yield f"1. {before}{escape.markdown(fact.text)}{behind}{links.to(fact.start)}"
    who = ", ".join(dict.fromkeys(escape.markdown(actors[one.id].name) for one in fact.who if one.id in actors))
    where = ", ".join(dict.fromkeys(escape.markdown(place.name) for place in fact.where))
    parts = [_labelled("Who", who, lang), _labelled("When", _when(fact.when), lang), _labelled("Where", where, lang)]
    if any(parts):
        yield f"   *{'. '.join(part for part in parts if part)}.*"


def _when(when: FactDate | None) -> str:
    if when is None:
        return ""
    value = f" ({when.value})" if when.value and when.value != when.text else ""
    return f"{escape.markdown(when.text)}{value}"


def _speaker(quote: Quote, actors: dict[str, Actor], lang: str) -> str:
    if quote.speaker is None:
        return say("speaker not named", lang)
    actor = actors.get(quote.speaker_id or "")
    name = f"**{escape.markdown(quote.speaker_name or quote.speaker.text)}**"
    role = f", {escape.markdown(actor.role.text)}" if actor and actor.role else ""
    return name + role


def _quoted(quote: Quote, lang: str) -> str:
    """The words in marks; a comma at their end is the reporter's, who goes on after it."""
    return quoted(escape.markdown(quote.text.rstrip(",")), lang)


def _pull_quote(quote: Quote, actors: dict[str, Actor], links: _Links, lang: str) -> Iterator[str]:
    yield f"> {_quoted(quote, lang)}"
    yield ">"
    yield f"> — {_speaker(quote, actors, lang)}{links.to(quote.start)}"


def _actor(actor: Actor, links: _Links, lang: str) -> str:
    parts = [f"**{escape.markdown(actor.name)}**", say(actor.type, lang)]
    parts += [escape.markdown(actor.role.text)] if actor.role else []
    aliases = ", ".join(quoted(escape.markdown(alias), lang) for alias in actor.aliases)
    parts += [f"{say('also', lang)} {aliases}"] if aliases else []
    return f"- {' · '.join(parts)}{links.to(actor.mentions[0][0])}"


def _quote(quote: Quote, actors: dict[str, Actor], links: _Links, lang: str) -> str:
    said = (
        f" ({escape.markdown(quote.speaker.text)}; {escape.markdown(quote.cue.text)})"
        if quote.speaker and quote.cue
        else ""
    )
    return f"- {_quoted(quote, lang)} — {_speaker(quote, actors, lang)}{said}{links.to(quote.start)}"


def _figure(figure: Span, what: Span | None, links: _Links, lang: str) -> str:
    shown = f"**{escape.markdown(figure.text)}**"
    told = say("{}: {}", lang).format(shown, escape.markdown(what.text)) if what else shown
    return f"- {told}{links.to(figure.start)}"


def _date(date: TimeRef, links: _Links, lang: str) -> str:
    told = say("{}: {}", lang).format(escape.markdown(date.text), date.value or say("not resolved", lang))
    return f"- {told}{links.to(date.start)}"


def _evidence(passages: list[Passage], lang: str) -> Iterator[str]:
    if not passages:
        return
    yield from (f"## {say('Evidence', lang)}", "")
    for passage in passages:
        if passage.gap:
            yield from (GAP, "")
        yield from (f'<a id="e{passage.start}-{passage.end}"></a>{escape.markdown_exact(passage.text)}', "")


def _revisions(brief: Brief) -> Iterator[str]:
    if earlier := revisions.unlisted(brief):
        yield f"- {earlier}"
    for revision in brief.revisions:
        yield from _revision(revision, brief)


def _revision(revision: Revision, brief: Brief) -> Iterator[str]:
    yield f"- {moment(revision.time, brief.lang)} ({revisions.told_by(revision, brief.lang)})"
    yield from (f"  - {escape.markdown(line)}" for line in revisions.words(revision, brief))


def _provenance(brief: Brief) -> Iterator[str]:
    source, made, lang = brief.source, brief.generator, brief.lang
    record = f", {say('record', lang)} `{escape.code(source.record)}`" if source.record else ""
    yield f"- {_labelled('Article', f'`{escape.code(source.path)}`', lang)}{record}"
    if brief.rights and brief.rights.notice:
        yield f"- {_labelled('Rights', escape.markdown(brief.rights.notice), lang)}"
    yield f"- {_labelled('SHA-256 of the source', f'`{source.sha256}`', lang)}"
    model = escape.code(f"{made.model} {made.model_version}")
    yield f"- {say('Extracted with', lang)} `{model}`, {say('analysis', lang)} {made.analysis}"
    yield ""
