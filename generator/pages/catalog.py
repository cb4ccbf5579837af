"""What the derived pages need of every brief, small enough to hold for all of them at once."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, starmap
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from generator.brief import Passage
from generator.brief.translation import ENGLISH
from generator.config import Duplicates, Sections
from generator.editorial import NOT, KnownActor, Registry
from generator.models import Actor, ActorType, Brief, Figure, Place, Quote
from generator.pages import links, numbers, sections, states, weights
from generator.pages.calendar import month_of
from generator.pages.duplicates import Copy, leaders
from generator.pages.identity import Identity, Named
from generator.text import squeeze

T = TypeVar("T")
T_ = TypeVar("T_")


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
    """What an entry holds of a text; the greater part is parsed when some of it is asked for, which is seldom."""

    __slots__ = ("_held", "_rest")

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in _LATER:
                raise AttributeError(name)
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
    def card_bytes(self) -> int:
        """Bytes of headline, description and publisher as HTML, as far as lists show them."""
        return self._held[2] if hasattr(self, "_held") else _held(self)[2]


def _told_before(
    group: Iterable[Entry], items: Callable[[Entry], tuple[T, ...]], words: Callable[[T], object]
) -> Iterator[tuple[str, int]]:
    """Page and number (from 0) of what an earlier brief of a group holds too."""
    told = set[object]()
    for entry in group:
        own = [words(item) for item in items(entry)]
        yield from ((entry.page, at) for at, one in enumerate(own) if one in told)
        told.update(own)


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
    at_once, _, later = text.partition("\n")
    page, date, section, lang, tags, actors, places, sketch, held = json.loads(at_once)
    one, give = object.__new__(Entry), object.__setattr__
    give(one, "page", page)
    give(one, "date", date)
    give(one, "section", section)
    give(one, "lang", lang)
    give(one, "tags", tuple(tags))
    give(one, "actors", _made("actors", actors))
    give(one, "places", _made("places", places))
    give(one, "sketch", tuple(sketch) if sketch else None)
    give(one, "_held", held)
    give(one, "_rest", later)
    return one


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


class Dossier(NamedTuple):
    """An actor over all briefs: its entries (newest first), each with how the brief knows it.

    ``known``: what the editors' registry says of it; ``repeats``: entries that only repeat one of these.
    """

    id: str
    name: str
    type: ActorType
    seen: tuple[tuple[Entry, Seen], ...]
    known: KnownActor | None = None
    repeats: tuple[Entry, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether an editor has said that it has no page and stands on no list."""
        return self.known is not None and self.known.hide

    @property
    def aliases(self) -> list[str]:
        """Every other form, most briefs first."""
        if all(one.name == self.name and not one.aliases for _, one in self.seen):
            return []
        forms = Counter(form for _, one in self.seen for form in {one.name, *one.aliases})
        return sorted(forms.keys() - {self.name}, key=lambda form: (-forms[form], form))

    @property
    def other_types(self) -> list[tuple[ActorType, int]]:
        """What else briefs take the actor for, and how many."""
        return sorted(Counter(one.type for _, one in self.seen if one.type != self.type).items())


class Once(NamedTuple, Generic[T]):
    """What briefs hold, but for what repeats. ``repeated``: the places of that in ``items``, by the brief's page."""

    items: Callable[[Entry], tuple[T, ...]]
    repeated: dict[str, set[int]]

    def of(self, entry: Entry) -> list[tuple[Entry, T]]:
        """What a brief holds, each with the brief."""
        without = self.repeated.get(entry.page, ())
        return [(entry, item) for at, item in enumerate(self.items(entry)) if at not in without]

    def but_repeated(self, entry: Entry, told: Sequence[T_]) -> list[T_]:
        """What is told of each item of a brief, without that of those that repeat."""
        without = self.repeated.get(entry.page, ())
        return [one for at, one in enumerate(told) if at not in without] if without else list(told)


class Catalog:
    """All entries, newest first (the undated last), and the actors over them.

    ``leaders``: of each brief that repeats another's article the page of that one, by its own; ``leading``: the
    entries without these, which lists show. ``lang`` is the site's.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        registry: Registry | None = None,
        copies: Duplicates | None = None,
        *,
        lang: str = ENGLISH,
    ) -> None:
        self.lang = lang
        self._known = registry.by_id if registry else {}
        self.entries = sorted(entries, key=lambda one: one.page)
        self.entries.sort(key=lambda one: one.date or "", reverse=True)
        self.leaders = _leaders(self.entries, copies or Duplicates())
        self.leading = [one for one in self.entries if one.page not in self.leaders]
        self._groups = self._grouped()
        seen = _seen_in(self.entries)
        self._joined = Identity(starmap(_named, seen.items()), _both(seen), lang).joined()
        self.dossiers = self._dossiers(seen)
        self._with_page: dict[int, frozenset[str]] = {}

    def id(self, actor_id: str) -> str:
        """The id under which an actor is shown."""
        return self._joined.get(actor_id, actor_id)

    def with_page(self, min_briefs: int) -> frozenset[str]:
        """Ids of the actors that are in so many briefs, and that no editor hides."""
        if min_briefs not in self._with_page:
            found = (key for key, one in self.dossiers.items() if len(one.seen) >= min_briefs and not one.is_hidden)
            self._with_page[min_briefs] = frozenset(found)
        return self._with_page[min_briefs]

    def place(self, place: Located | Place) -> str:
        """The name under which a place is shown: a state's is that of the site's language."""
        return states.called(place.name, self.lang, place.country)

    def name(self, actor_id: str) -> str | None:
        """The name under which an actor is shown; ``None`` for an unknown one."""
        dossier = self.dossiers.get(self.id(actor_id))
        return dossier.name if dossier else None

    def group(self, entry: Entry) -> tuple[Entry, ...]:
        """Every brief of the same article, the one that leads first; none where there is no other."""
        return self._groups.get(self.leaders.get(entry.page, entry.page), ())

    def leader(self, entry: Entry) -> Entry | None:
        """The brief that a brief repeats."""
        return self.group(entry)[0] if entry.page in self.leaders else None

    def distinct(self, entries: Iterable[Entry]) -> list[Entry]:
        """Without the briefs that repeat another of them."""
        listed = list(entries)
        pages = {one.page for one in listed}
        return [one for one in listed if self.leaders.get(one.page) not in pages]

    def once(self, items: Callable[[Entry], tuple[T, ...]], words: Callable[[T], object]) -> Once[T]:
        """What all briefs hold; of what several briefs of one article hold (told by ``words``), one."""
        repeated: dict[str, set[int]] = defaultdict(set)
        for group in self._groups.values():
            for page, at in _told_before(group, items, words):
                repeated[page].add(at)
        return Once(items, dict(repeated))

    @cached_property
    def first_named(self) -> dict[str, str]:
        """The day on which a brief that leads names an actor first, by the actor's id."""
        found: dict[str, str] = {}
        for entry in self.leading:  # newest first: what stays is the oldest
            if entry.date:
                found.update([(self._joined.get(one.id, one.id), entry.date) for one in entry.actors])
        return found

    def _grouped(self) -> dict[str, tuple[Entry, ...]]:
        groups: dict[str, list[Entry]] = defaultdict(list)
        for one in self.entries:
            if one.page in self.leaders:
                groups[self.leaders[one.page]].append(one)
        by_page = {one.page: one for one in self.entries if one.page in groups}
        order = {
            page: sorted(others, key=lambda one: (one.date or "9999", one.page)) for page, others in groups.items()
        }
        return {page: (by_page[page], *others) for page, others in order.items()}

    def _dossiers(self, seen: Mapping[str, list[tuple[Entry, Seen]]]) -> dict[str, Dossier]:
        together: dict[str, list[list[tuple[Entry, Seen]]]] = defaultdict(list)
        for key, found in seen.items():
            together[self._joined.get(key, key)].append(found)
        order = {one.page: at for at, one in enumerate(self.entries)} if self._joined else {}
        return {key: self._dossier(key, _in_order(together[key], order)) for key in sorted(together)}

    def _dossier(self, key: str, seen: list[tuple[Entry, Seen]]) -> Dossier:
        """Named as the registry does, else as most of the briefs do that know its full id."""
        told, repeats = tuple(seen), tuple[Entry, ...]()
        if not self.leaders.keys().isdisjoint([entry.page for entry, _ in seen]):
            shown = {one.page for one in self.distinct(entry for entry, _ in seen)}
            told = tuple(pair for pair in seen if pair[0].page in shown)
            repeats = tuple({entry.page: entry for entry, _ in seen if entry.page not in shown}.values())
        kind = next((actor.type for _, actor in seen if actor.id == key), seen[0][1].type)
        if key in self._known:
            return Dossier(key, self._known[key].name, seen[0][1].type, told, self._known[key], repeats)
        forms = [actor.name for _, actor in seen if actor.id == key] or [actor.name for _, actor in seen]
        name = forms[0] if len(set(forms)) == 1 else _commonest(forms)
        name = states.called(name, self.lang) if kind == "state" else name
        return Dossier(key, name, kind, told, None, repeats)


def _commonest(forms: Sequence[str]) -> str:
    counts = Counter(forms)
    return min(counts, key=lambda form: (-counts[form], form))


def _leaders(entries: list[Entry], copies: Duplicates) -> dict[str, str]:
    found = (Copy(one.page, one.date, *one.sketch) for one in entries if one.sketch)
    return leaders(found, copies.share, copies.days)


def _seen_in(entries: Iterable[Entry]) -> dict[str, list[tuple[Entry, Seen]]]:
    """Where each actor is named, by the id that the briefs give it."""
    found: dict[str, list[tuple[Entry, Seen]]] = defaultdict(list)
    for one in entries:
        for actor in one.actors:
            found[actor.id].append((one, actor))
    return found


def _in_order(found: list[list[tuple[Entry, Seen]]], order: Mapping[str, int]) -> list[tuple[Entry, Seen]]:
    """Several such lists as one. ``order``: of the entries, by page."""
    if len(found) == 1:
        return found[0]
    return sorted(chain.from_iterable(found), key=lambda pair: (order[pair[0].page], pair[1].number))


def _named(key: str, seen: list[tuple[Entry, Seen]]) -> Named:
    first = seen[0][1]
    parted = (first.known or "").startswith(NOT)
    one = Named(key, first.type, first.name, known=bool(first.known and not parted), parted=parted, briefs=len(seen))
    for _, actor in seen:
        one.salience += actor.salience
        if actor.aliases:
            one.aliases.update(actor.aliases)
    return one


def _both(seen: Mapping[str, list[tuple[Entry, Seen]]]) -> set[str]:
    """Names that one brief gives to actors of several types."""
    keys = Counter(key.partition("/")[2] for key in seen)
    types = {
        key: [one for one in (f"{kind}/{key}" for kind in links.TYPES) if one in seen] for key in keys if keys[key] > 1
    }
    return {
        key
        for key, same in types.items()
        if max(Counter(entry.page for one in same for entry, _ in seen[one]).values()) > 1
    }
