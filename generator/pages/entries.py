"""What the derived pages need of one brief, small enough to hold for all of them at once."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.brief import Passage
from generator.config import Sections
from generator.models import Actor, ActorType, Brief, Figure, Quote
from generator.pages import links, numbers, sections, weights
from generator.pages.calendar import month_of
from generator.text import squeeze


class Said(NamedTuple):
    """A quotation. ``number`` counts from 1 within its brief; ``speaker`` and ``about`` are actors' ids."""

    number: int
    text: str
    speaker: str | None
    name: str | None
    role: str | None
    about: tuple[str, ...]


class Stated(NamedTuple):
    """A key fact; ``number`` counts from 1 within its brief, ``who`` are actors' ids."""

    number: int
    text: str
    who: tuple[str, ...]


class Counted(NamedTuple):
    """A figure; ``number`` counts from 1 within its brief, ``words`` are those around it that the brief shows."""

    number: int
    text: str
    what: str | None
    kind: str
    value: float | str | None
    unit: str | None
    words: str


class Located(NamedTuple):
    """A place and how often it is named."""

    number: int
    name: str
    country: str | None
    mentions: int


class Seen(NamedTuple):
    """An actor in one brief, with its number there (from 1)."""

    number: int
    id: str
    name: str
    type: ActorType
    role: str | None
    aliases: tuple[str, ...]
    mentions: int
    salience: float
    known: str | None = None


class _Parsed:
    """What an entry holds of a text: looked up when it is asked for, and the greater part parsed then, which is seldom.

    ``_text``: gives the text of an entry that is not looked up yet.
    """

    __slots__ = ("_held", "_rest", "_text")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name == "_text":
                raise AttributeError(name)
            if name not in _LATER:
                _fill(self, self._text())
                object.__delattr__(self, "_text")
                return getattr(self, name)
            for later, value in json.loads(self._rest).items():
                object.__setattr__(self, later, _made(later, value) if later in _ITEMS else value)
            object.__setattr__(self, "_rest", "")  # parsed, it would be held twice
            return getattr(self, name)


@dataclass(frozen=True, slots=True)
class Entry(_Parsed):
    """One brief. ``page`` is its page; ids are those of the brief until ``Catalog.id`` joins them.

    ``section``: the title of the section that it is in.
    ``sketch``: shingles and signature, see ``generator.models.Sketch``.
    """

    page: str
    title: str
    date: str | None
    description: str
    publisher: str | None
    section: str | None
    lang: str
    tags: tuple[str, ...]
    facts: tuple[Stated, ...]
    quotes: tuple[Said, ...]
    pull: int | None
    actors: tuple[Seen, ...]
    figures: tuple[Counted, ...]
    places: tuple[Located, ...]
    sketch: tuple[int, str] | None = None

    @property
    def month(self) -> str | None:
        return month_of(self.date)

    @property
    def speakers(self) -> Sequence[str | None]:
        """The speaker of each quotation."""
        return self._held[0] if hasattr(self, "_held") else _held(self)[0]

    @property
    def figure_count(self) -> int:
        """The number of figures."""
        return self._held[1] if hasattr(self, "_held") else _held(self)[1]

    @property
    def card_weight(self) -> int:
        """Bytes of a card's HTML, about."""
        texts = self._held[2] if hasattr(self, "_held") else _held(self)[2]
        return weights.CARD + texts + weights.text(*(one.name[: weights.NAME] for one in self.actors[:3]))


def entry(path: str, brief: Brief, passages: Sequence[Passage] = (), named: Sections = ()) -> Entry:
    """Reduce a brief (``path`` relative to ``content/briefs``) to what other pages show of it and its passages.

    ``named``: what the settings say of sections.
    """
    known, mentions = {actor.id: actor for actor in brief.actors}, _mentions(brief)
    return Entry(
        page=links.brief(path),
        title=squeeze(brief.title),
        date=brief.date,
        description=squeeze(brief.description),
        publisher=brief.source.publisher,
        section=sections.of(brief.source.path, named),
        lang=brief.lang,
        tags=brief.tags,
        facts=tuple(
            Stated(k, squeeze(fact.text), tuple(dict.fromkeys(who.id for who in fact.who)))
            for k, fact in enumerate(brief.key_facts, 1)
        ),
        quotes=tuple(_said(k, quote, known, mentions) for k, quote in enumerate(brief.quotes, 1)),
        pull=_pull(brief),
        actors=tuple(_seen(k, actor) for k, actor in enumerate(brief.actors, 1) if actor.salience),
        figures=tuple(_counted(k, one, numbers.context(one, passages)) for k, one in enumerate(brief.figures, 1)),
        places=tuple(
            Located(k, squeeze(one.name), one.country, len(one.mentions)) for k, one in enumerate(brief.places, 1)
        ),
        sketch=(brief.source.sketch.shingles, brief.source.sketch.minhash) if brief.source.sketch else None,
    )


# How an entry's items are made again, and which of their fields is a tuple: JSON knows lists alone.
_ITEMS: dict[str, tuple[type[Any], int | None]] = {
    "facts": (Stated, Stated._fields.index("who")),
    "quotes": (Said, Said._fields.index("about")),
    "actors": (Seen, Seen._fields.index("aliases")),
    "figures": (Counted, None),
    "places": (Located, None),
}


# What is looked at in a few entries of a run alone.
_LATER = ("title", "description", "publisher", "facts", "quotes", "pull", "figures")


def to_json(one: Entry) -> str:
    """An entry as text, on two lines; ``from_json`` gives it back."""
    at_once = [one.page, one.date, one.section, one.lang, one.tags, one.actors, one.places, one.sketch, _held(one)]
    later = {name: getattr(one, name) for name in _LATER}
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in (at_once, later))


def from_json(text: str) -> Entry:
    """The entry of a text that ``to_json`` made."""
    one: Entry = object.__new__(Entry)
    _fill(one, text)
    return one


def later(page: str, date: str | None, sketch: tuple[int, str] | None, text: Callable[[], str]) -> Entry:
    """An entry of which no more is known yet; ``text`` gives what ``to_json`` made of it."""
    one: Entry = object.__new__(Entry)
    give = object.__setattr__
    give(one, "page", page)
    give(one, "date", date)
    give(one, "sketch", sketch)
    give(one, "_text", text)
    return one


def _fill(one: Entry, text: str) -> None:
    at_once, _, rest = text.partition("\n")
    page, date, section, lang, tags, actors, places, sketch, held = json.loads(at_once)
    give = object.__setattr__
    give(one, "page", page)
    give(one, "date", date)
    give(one, "section", section)
    give(one, "lang", lang)
    give(one, "tags", tuple(tags))
    give(one, "actors", _made("actors", actors))
    give(one, "places", _made("places", places))
    give(one, "sketch", tuple(sketch) if sketch else None)
    give(one, "_held", held)
    give(one, "_rest", rest)


def _held(one: Entry) -> tuple[Sequence[str | None], int, int]:
    """Of an entry the speaker of each quotation, the number of figures, and the bytes of what a list shows of it."""
    shown = weights.text(
        one.title[: weights.HEADLINE], one.description[: weights.STATEMENT], (one.publisher or "")[: weights.NAME]
    )
    return [said.speaker for said in one.quotes], len(one.figures), shown


def _made(name: str, items: list[Any]) -> tuple[Any, ...]:
    """An entry's items of what JSON holds of them."""
    kind, listed = _ITEMS[name]
    if listed is not None:
        for item in items:
            item[listed] = tuple(item[listed])
    return tuple(map(partial(tuple.__new__, kind), items))


def _pull(brief: Brief) -> int | None:
    """The number of the source quote among the quotations."""
    chosen = brief.source_quote
    return next((k for k, one in enumerate(brief.quotes, 1) if chosen and one.start == chosen.start), None)


def _mentions(brief: Brief) -> list[tuple[int, int, str]]:
    """Every mention of every actor, in order."""
    return sorted((start, end, actor.id) for actor in brief.actors for start, end in actor.mentions)


def _inside(mentions: list[tuple[int, int, str]], start: int, end: int) -> Iterator[str]:
    """Ids of the actors named between two offsets."""
    for at in range(bisect_left(mentions, (start,)), len(mentions)):
        if mentions[at][0] >= end:
            return
        if mentions[at][1] <= end:
            yield mentions[at][2]


def _said(number: int, quote: Quote, known: dict[str, Actor], mentions: list[tuple[int, int, str]]) -> Said:
    speaker = known.get(quote.speaker_id or "")
    name = quote.speaker_name or (quote.speaker.text if quote.speaker else None)
    about = dict.fromkeys(found for found in _inside(mentions, quote.start, quote.end) if found != quote.speaker_id)
    role = squeeze(speaker.role.text) if speaker and speaker.role else None
    return Said(number, squeeze(quote.text), speaker.id if speaker else None, name, role, tuple(about))


def _counted(number: int, figure: Figure, words: str) -> Counted:
    what = squeeze(figure.what.text) if figure.what else None
    return Counted(number, squeeze(figure.text), what, figure.kind, figure.value, figure.unit, words)


def _seen(number: int, actor: Actor) -> Seen:
    role = squeeze(actor.role.text) if actor.role else None
    aliases = tuple(map(squeeze, actor.aliases))
    name, mentions = squeeze(actor.name), len(actor.mentions)
    return Seen(number, actor.id, name, actor.type, role, aliases, mentions, actor.salience, actor.known)
