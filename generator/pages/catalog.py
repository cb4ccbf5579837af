"""All briefs together: which lead, which repeat another, and the actors over them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, starmap
from typing import Generic, NamedTuple, TypeVar

from generator.brief.translation import ENGLISH
from generator.config import Duplicates
from generator.editorial import NOT, KnownActor, Registry
from generator.models import ActorType, Place
from generator.pages import about, duplicates, links, states
from generator.pages.about import Kind, Subject
from generator.pages.duplicates import Copy, Pair
from generator.pages.entries import Counted, Entry, Located, Said, Seen
from generator.pages.identity import Identity, Named, tokens

T = TypeVar("T")
T_ = TypeVar("T_")
Pairs = Sequence[tuple[Entry, Seen]]
# Of an actor those that name it, but for those that repeat another of them; and these.
Find = Callable[[str], tuple[Pairs, Sequence[Entry]]]
# Other forms of an actor's name that lists tell.
FORMS = 6


class Dossier:
    """An actor over all briefs.

    ``briefs``: how many name it, but for those that only repeat another of them; ``said``: how many quotations are
    its; ``first``: the day on which a brief that leads names it first; ``forms``: its commonest other forms;
    ``known``: what the editors' registry says of it.
    """

    __slots__ = ("_find", "_found", "briefs", "first", "forms", "id", "known", "name", "said", "type")

    def __init__(self, line: Line, known: KnownActor | None, find: Find) -> None:
        self.id, self.name, self.type, self.briefs, self.said, self.first, self.forms = line
        self.known, self._find = known, find
        self._found: tuple[Pairs, Sequence[Entry]] | None = None

    @property
    def seen(self) -> Pairs:
        """The entries of its briefs (newest first), each with how the brief knows it."""
        return self._parted()[0]

    @property
    def repeats(self) -> Sequence[Entry]:
        """Entries that only repeat one of these."""
        return self._parted()[1]

    def _parted(self) -> tuple[Pairs, Sequence[Entry]]:
        if self._found is None:
            self._found = self._find(self.id)
        return self._found

    @property
    def line(self) -> Line:
        """What lists tell of it."""
        return Line(self.id, self.name, self.type, self.briefs, self.said, self.first, self.forms)

    @property
    def is_hidden(self) -> bool:
        """Whether an editor has said that it has no page and stands on no list."""
        return self.known is not None and self.known.hide

    @property
    def aliases(self) -> list[str]:
        """Every other form, most briefs first."""
        return _aliases(self.name, self.seen)

    @property
    def other_types(self) -> list[tuple[ActorType, int]]:
        """What else briefs take the actor for, and how many."""
        return sorted(Counter(one.type for _, one in self.seen if one.type != self.type).items())


class Line(NamedTuple):
    """See ``Dossier``."""

    id: str
    name: str
    type: ActorType
    briefs: int
    said: int
    first: str | None
    forms: tuple[str, ...]


def _aliases(name: str, seen: Pairs) -> list[str]:
    if all(one.name == name and not one.aliases for _, one in seen):
        return []
    forms = Counter(form for _, one in seen for form in {one.name, *one.aliases})
    return sorted(forms.keys() - {name}, key=lambda form: (-forms[form], form))


class Once(Generic[T]):
    """What briefs hold (``items``); of what several briefs of one article hold (told by ``words``), one."""

    def __init__(
        self,
        items: Callable[[Entry], tuple[T, ...]],
        words: Callable[[T], object],
        group: Callable[[Entry], Sequence[Entry]],
    ) -> None:
        self._items, self._words, self._group = items, words, group
        self._repeated: dict[str, set[int]] = {}

    def repeated(self, entry: Entry) -> set[int]:
        """The places in a brief of what an earlier one of its article holds too."""
        if entry.page not in self._repeated:
            group = self._group(entry)
            self._repeated |= {one.page: set() for one in (entry, *group)}
            for page, at in _told_before(group, self._items, self._words):
                self._repeated[page].add(at)
        return self._repeated[entry.page]

    def of(self, entry: Entry) -> list[tuple[Entry, T]]:
        """What a brief holds, each with the brief."""
        without = self.repeated(entry)
        return [(entry, item) for at, item in enumerate(self._items(entry)) if at not in without]

    def but_repeated(self, entry: Entry, told: Sequence[T_]) -> Sequence[T_]:
        """What is told of each item of a brief, without that of those that repeat."""
        without = self.repeated(entry)
        return [one for at, one in enumerate(told) if at not in without] if without else told


def _told_before(
    group: Iterable[Entry], items: Callable[[Entry], tuple[T, ...]], words: Callable[[T], object]
) -> Iterator[tuple[str, int]]:
    """Page and number (from 0) of what an earlier brief of a group holds too."""
    told = set[object]()
    for entry in group:
        own = [words(item) for item in items(entry)]
        yield from ((entry.page, at) for at, one in enumerate(own) if one in told)
        told.update(own)


class Outline(NamedTuple):
    """What lists of very many briefs need of each.

    ``quotes`` and ``figures``: how many it adds to those of all; ``weight``: bytes of its card, about; ``actors``: the
    ids that it gives them, parted by spaces.
    """

    quotes: int
    figures: int
    weight: int
    actors: str


class Shelf:
    """The briefs, newest first (the undated last), and which of them repeat another's article.

    ``leaders``: of each that does the page of that other, by its own; ``leading``: the entries without these, which
    lists show.
    """

    def __init__(self, entries: Sequence[Entry], leaders: Mapping[str, str]) -> None:
        """``entries``: in order, see ``in_order``."""
        self.entries, self.leaders = entries, leaders
        self.leading = [one for one in entries if one.page not in leaders]
        self.quotes: Once[Said] = Once(lambda one: one.quotes, lambda said: tokens(said.text), self.group)
        self.figures: Once[Counted] = Once(lambda one: one.figures, _figure, self.group)
        self._groups = _grouped(entries, leaders)

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

    def outline(self, entry: Entry) -> Outline:
        """What lists need of a brief."""
        quotes = len(self.quotes.but_repeated(entry, entry.speakers)) if entry.speakers else 0
        figures = entry.figure_count - len(self.figures.repeated(entry)) if entry.figure_count else 0
        return Outline(quotes, figures, entry.card_weight, " ".join([one.id for one in entry.actors]))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Newest first, the undated last."""
    found = sorted(entries, key=lambda one: one.page)
    found.sort(key=lambda one: one.date or "", reverse=True)
    return found


def copies_of(entries: Iterable[Entry]) -> dict[str, Copy]:
    """The briefs as they are compared, by page."""
    return {one.page: Copy(one.page, one.date, *one.sketch) for one in entries if one.sketch}


def _grouped(entries: Sequence[Entry], leaders: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for one in entries if leaders else ():
        if one.page in leaders:
            groups[leaders[one.page]].append(one)
    by_page = {one.page: one for one in entries if one.page in groups}
    order = {page: sorted(others, key=lambda one: (one.date or "9999", one.page)) for page, others in groups.items()}
    return {page: (by_page[page], *others) for page, others in order.items()}


def _figure(one: Counted) -> object:
    return tokens(one.text), tokens(one.what or "")


class Catalog:
    """The briefs and what they are about.

    ``lang``: the site's; ``pairs``: near-copies; ``outlines``: of the briefs, by page; ``joined``: the id under which
    an actor is shown, by that which briefs give it, where they differ; ``dossiers``: by id, in order.
    """

    pairs: Collection[Pair]

    def __init__(
        self,
        entries: Iterable[Entry],
        registry: Registry | None = None,
        copies: Duplicates | None = None,
        *,
        lang: str = ENGLISH,
    ) -> None:
        ordered, rules = in_order(entries), copies or Duplicates()
        found = copies_of(ordered)
        self.pairs = duplicates.pairs(found.values(), rules.share)
        self.lang, self.shelf = lang, Shelf(ordered, duplicates.led(found, self.pairs, rules.days))
        self.seen = _seen_in(ordered)
        self.apart = _both(self.seen)
        self.joined = Identity(self.named(), self.apart, lang).joined()
        self.dossiers = self._dossiers(registry.by_id if registry else {})
        self.outlines = {one.page: self.shelf.outline(one) for one in ordered}
        self._subjects: dict[Kind, list[Subject]] = {}
        self._with_page: dict[int, frozenset[str]] = {}

    def named(self) -> Iterator[Named]:
        """The actors as the briefs know them."""
        return starmap(named, self.seen.items())

    @property
    def entries(self) -> Sequence[Entry]:
        """See ``Shelf``."""
        return self.shelf.entries

    @property
    def leaders(self) -> Mapping[str, str]:
        """See ``Shelf``."""
        return self.shelf.leaders

    @property
    def leading(self) -> Sequence[Entry]:
        """See ``Shelf``."""
        return self.shelf.leading

    def group(self, entry: Entry) -> tuple[Entry, ...]:
        """See ``Shelf``."""
        return self.shelf.group(entry)

    def leader(self, entry: Entry) -> Entry | None:
        """See ``Shelf``."""
        return self.shelf.leader(entry)

    def id(self, actor_id: str) -> str:
        """The id under which an actor is shown."""
        return self.joined.get(actor_id, actor_id)

    def cast(self, entry: Entry) -> set[str]:
        """The ids under which a brief's actors are shown."""
        return {self.joined.get(one, one) for one in self.outlines[entry.page].actors.split()}

    def with_page(self, min_briefs: int) -> frozenset[str]:
        """Ids of the actors that are in so many briefs, and that no editor hides."""
        if min_briefs not in self._with_page:
            found = (key for key, one in self.dossiers.items() if one.briefs >= min_briefs and not one.is_hidden)
            self._with_page[min_briefs] = frozenset(found)
        return self._with_page[min_briefs]

    def place(self, place: Located | Place) -> str:
        """The name under which a place is shown: a state's is that of the site's language."""
        return about.place(place, self.lang)

    def name(self, actor_id: str) -> str | None:
        """The name under which an actor is shown; ``None`` for an unknown one."""
        dossier = self.dossiers.get(self.id(actor_id))
        return dossier.name if dossier else None

    def subjects(self, kind: Kind) -> list[Subject]:
        """Every section, topic or place, A to Z; several kinds of page list them."""
        if kind not in self._subjects:
            self._subjects[kind] = about.gather(self.entries, kind, self.lang, self.shelf.distinct)
        return self._subjects[kind]

    def _dossiers(self, known: Mapping[str, KnownActor]) -> dict[str, Dossier]:
        together: dict[str, list[str]] = defaultdict(list)
        for key in self.seen:
            together[self.id(key)].append(key)
        order = {one.page: at for at, one in enumerate(self.entries)} if self.joined else {}
        found = {}
        for key in sorted(together):
            seen = joined_pairs([self.seen[one] for one in together[key]], order)
            found[key] = dossier(key, seen, {*together[key]}, self.shelf, known.get(key), self.lang)
        return found


def dossier(key: str, seen: Pairs, ids: Set[str], shelf: Shelf, known: KnownActor | None, lang: str) -> Dossier:
    """The dossier of an actor that briefs know by ``ids`` (``key`` is that which shows), of all that name it.

    Named as the registry does, else as most of the briefs do that know its full id.
    """
    told, repeats = parted(seen, shelf)
    kind = next((actor.type for _, actor in seen if actor.id == key), seen[0][1].type)
    if known:
        kind, name = seen[0][1].type, known.name
    else:
        forms = [actor.name for _, actor in seen if actor.id == key] or [actor.name for _, actor in seen]
        name = forms[0] if len(set(forms)) == 1 else _commonest(forms)
        name = states.called(name, lang) if kind == "state" else name
    line = Line(
        key, name, kind, len(told), _quoted(seen, ids, shelf), _first(seen, shelf), (*_aliases(name, told)[:FORMS],)
    )
    return Dossier(line, known, lambda _: (told, repeats))


def parted(seen: Pairs, shelf: Shelf) -> tuple[Pairs, Sequence[Entry]]:
    """Those that name an actor, but for those that repeat another of them; and these."""
    if shelf.leaders.keys().isdisjoint([entry.page for entry, _ in seen]):
        return tuple(seen), ()
    shown = {one.page for one in shelf.distinct(entry for entry, _ in seen)}
    repeats = {entry.page: entry for entry, _ in seen if entry.page not in shown}
    return tuple(pair for pair in seen if pair[0].page in shown), (*repeats.values(),)


def _quoted(seen: Pairs, ids: Set[str], shelf: Shelf) -> int:
    """How many quotations are of somebody that briefs know by ``ids``."""
    entries = {entry.page: entry for entry, _ in seen if entry.speakers}
    return sum(
        sum(one in ids for one in shelf.quotes.but_repeated(entry, entry.speakers))
        for entry in entries.values()
        if not ids.isdisjoint(entry.speakers)
    )


def _first(seen: Pairs, shelf: Shelf) -> str | None:
    dates = [entry.date for entry, _ in seen if entry.date and entry.page not in shelf.leaders]
    return min(dates, default=None)


def _commonest(forms: Sequence[str]) -> str:
    counts = Counter(forms)
    return min(counts, key=lambda form: (-counts[form], form))


def _seen_in(entries: Iterable[Entry]) -> dict[str, list[tuple[Entry, Seen]]]:
    """Where each actor is named, by the id that the briefs give it."""
    found: dict[str, list[tuple[Entry, Seen]]] = defaultdict(list)
    for one in entries:
        for actor in one.actors:
            found[actor.id].append((one, actor))
    return dict(found)


def joined_pairs(found: Sequence[Pairs], order: Mapping[str, int]) -> Pairs:
    """Several such lists as one. ``order``: of the entries, by page."""
    if len(found) == 1:
        return found[0]
    return sorted(chain.from_iterable(found), key=lambda pair: (order[pair[0].page], pair[1].number))


def named(key: str, seen: Pairs) -> Named:
    """An actor as all briefs know it that call it so."""
    first = seen[0][1]
    parted = (first.known or "").startswith(NOT)
    one = Named(key, first.type, first.name, known=bool(first.known and not parted), parted=parted, briefs=len(seen))
    for _, actor in seen:
        one.salience += actor.salience
        if actor.aliases:
            one.aliases.update(actor.aliases)
    return one


def _both(seen: Mapping[str, Pairs]) -> set[str]:
    """Names that one brief gives to actors of several types."""
    keys = Counter(key.partition("/")[2] for key in seen)
    return {key for key, count in keys.items() if count > 1 and is_both(key, seen)}


def is_both(key: str, seen: Mapping[str, Pairs]) -> bool:
    """Whether one brief gives a name to actors of several types."""
    same = (seen.get(f"{kind}/{key}", ()) for kind in links.TYPES)
    return max(Counter(entry.page for one in same for entry, _ in one).values(), default=0) > 1
