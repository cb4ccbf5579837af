"""The catalogue of a run that goes on from the last one: made of what that has left, and of the briefs that changed.

A row that is left holds still unless a brief that it is drawn from is other than it was, or is other in its group;
which actors are joined to which is found anew among all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain
from typing import NamedTuple

from generator.config import Duplicates
from generator.editorial import KnownActor, Registry
from generator.pages import about, carried, duplicates, links, network
from generator.pages.about import KINDS, Kind, Subject
from generator.pages.carried import Known, Shown, Tables
from generator.pages.catalog import (
    Catalog,
    Dossier,
    Line,
    Pairs,
    Shelf,
    copies_of,
    dossier,
    in_order,
    is_both,
    joined_pairs,
    named,
    parted,
)
from generator.pages.duplicates import Copy, Pair, Sketches
from generator.pages.entries import Entry
from generator.pages.identity import Identity, alike_by
from generator.pages.network import Bond


class Terms(NamedTuple):
    """What the catalogue depends on besides the briefs; ``lang``: the site's."""

    registry: Registry
    copies: Duplicates
    lang: str
    min_briefs: int

    def shown(self, line: Line | None, known: Mapping[str, KnownActor]) -> tuple[object, ...] | None:
        """How an actor is shown: see ``View.shown``; ``known``: the registry by id."""
        if line is None:
            return None
        entry = known.get(line.id)
        is_hidden = entry is not None and entry.hide
        return line.id, line.name, line.briefs >= self.min_briefs and not is_hidden, is_hidden


class Last(NamedTuple):
    """What the last run has left: how it showed each brief, and the actors.

    ``lines``: of the dossiers, by id; ``registry``: also; ``leaders``, ``joined`` and ``pairs``: as in ``Catalog``.
    """

    shown: dict[str, Shown]
    lines: dict[str, Line]
    leaders: dict[str, str]
    joined: dict[str, str]
    pairs: list[Pair]
    registry: dict[str, KnownActor]

    @classmethod
    def of(cls, tables: Tables) -> Last:
        shown = {one[0]: Shown._make(one) for one in tables.rows("shown")}
        lines = {one[0]: carried.line(one) for one in tables.rows("actors")}
        leaders = {one.page: one.leader for one in shown.values() if one.leader}
        return cls(
            shown,
            lines,
            leaders,
            tables.joined(),
            [Pair._make(one) for one in tables.rows("pairs")],
            carried.registry(tables),
        )

    def other(self, files: Mapping[str, str]) -> set[str]:
        """Pages of the briefs that have another file, or had none, or have none; ``files``: the digests now."""
        before = {page: one.sha256 for page, one in self.shown.items()}
        return {page for page, _ in before.items() ^ files.items()}


class Recounted(NamedTuple):
    """The subjects of a kind that are counted anew: their pages, their names before and now; and how many all were."""

    pages: set[str]
    names: set[str]
    before: int


class Continued(Catalog):
    """See the module. ``was`` and ``now``: the briefs that are shown otherwise, as they were and as they are, by page.

    ``known``: the actors that are known otherwise, by the ids that briefs give them; ``None``: none names them;
    ``affected``: ids under which actors were or are shown that are not as they were; ``recounted``: see ``Recounted``.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        terms: Terms,
        tables: Tables,
        last: Last,
        earlier: Mapping[str, Entry],
        other: Set[str],
    ) -> None:
        """``earlier``: the briefs as they were that have another file or none, by page; ``other``: see ``Last``."""
        ordered = in_order(entries)
        self.lang, self.last, self.terms, self._tables, self._earlier = terms.lang, last, terms, tables, earlier
        self._by_page = {one.page: one for one in ordered}
        self._order = {one.page: at for at, one in enumerate(ordered)}
        self.compared: set[str] = set()
        self._look_at(other)
        found = copies_of(ordered)
        self.pairs = self._pairs_now(found)
        self.shelf = Shelf(ordered, duplicates.led(found, self.pairs, terms.copies.days))
        self._post()
        self.known = self._known_now()
        self.joined = self._joined_now()
        regrouped = {page for page, _ in last.leaders.items() ^ self.leaders.items()}
        moved = with_copies(other | regrouped, last.leaders, self.leaders)
        self._look_at(moved)
        self.affected = self._affected()
        self._ids, self._ids_before = _by_shown(self.joined), _by_shown(last.joined)
        self.dossiers = self._dossiers_now()
        self.recounted, self._subjects = self._subjects_now()
        self._with_page = {}
        self._look_at(with_copies(moved | self._named_otherwise(), last.leaders, self.leaders))
        self.outlines = {page: one.outline() for page, one in last.shown.items()}
        self.outlines |= {page: self.shelf.outline(one) for page, one in self.now.items()}

    @property
    def first_day(self) -> str:
        """The first day with a brief that is shown otherwise; later than all where there is none."""
        return min((one.date for one in self._changed() if one.date), default="9999-99-99")

    def stamps(self) -> dict[str, bytes]:
        """The stamps that hold still, by page; see ``Keys``."""
        return {page: one.stamp for page, one in self.last.shown.items() if page not in self.was}

    # --- which briefs are other --------------------------------------------------------------------------------------

    def _look_at(self, pages: Set[str]) -> None:
        self.was = {page: self._earlier.get(page) or self._by_page[page] for page in pages & self.last.shown.keys()}
        self.now = {page: self._by_page[page] for page in pages & self._by_page.keys()}

    def _changed(self) -> Iterator[Entry]:
        return chain(self.was.values(), self.now.values())

    def _pairs_now(self, copies: Mapping[str, Copy]) -> list[Pair]:
        """The near-copies: anew those of briefs that are other, and of those that were or are compared with one."""
        was, now = copies_of(self.was.values()), copies_of(self.now.values())
        changed = {page for page, _ in was.items() ^ now.items()}
        if not changed or not self.terms.copies.share:
            return self.last.pairs
        sketches = Sketches(copies.values(), self.terms.copies.share)
        for one in chain(was.values(), now.values()):
            changed |= sketches.after(one)
        found = [pair for pair in self.last.pairs if pair.later not in changed]
        self.compared = changed
        return found + [pair for page in changed & copies.keys() for pair in sketches.pairs(copies[page])]

    def _named_otherwise(self) -> set[str]:
        """Pages of the briefs that name somebody who is shown otherwise than before."""
        keys = {key for one in self.affected for key in (one, *self._ids.get(one, ()), *self._ids_before.get(one, ()))}
        others = (key for key in keys if self._shown(key) != self._shown_before(key))
        return {posting[1] for key in others for posting in self._tables.naming(key)}

    def _shown(self, key: str) -> tuple[object, ...] | None:
        """How an actor is shown, by the id that briefs give it."""
        found = self.dossiers.get(self.id(key))
        return self.terms.shown(found.line if found else None, self.terms.registry.by_id)

    def _shown_before(self, key: str) -> tuple[object, ...] | None:
        return self.terms.shown(self.last.lines.get(self.last.joined.get(key, key)), self.last.registry)

    def had_page(self, key: str) -> bool:
        """Whether an actor had one, by the id under which it was shown."""
        shown = self.terms.shown(self.last.lines.get(key), self.last.registry)
        return shown is not None and bool(shown[2])

    # --- who and what they name --------------------------------------------------------------------------------------

    def _post(self) -> None:
        """Note what the briefs name that have another file."""
        gone = (posting[:2] for one in self.was.values() for posting in carried.postings(one, self.lang))
        self._tables.drop("postings", list(gone))
        come = (posting for one in self.now.values() for posting in carried.postings(one, self.lang))
        self._tables.put("postings", list(come))

    def _naming(self, subject: str) -> list[Entry]:
        """The briefs that name an actor or a subject, in order."""
        pages = {posting[1] for posting in self._tables.naming(subject)}
        return [self._by_page[page] for page in sorted(pages, key=self._order.__getitem__)]

    def _seen(self, key: str) -> Pairs:
        return [(entry, actor) for entry in self._naming(key) for actor in entry.actors if actor.id == key]

    def _known_now(self) -> dict[str, Known | None]:
        changed = {actor.id for one in self._changed() for actor in one.actors}
        seen = {key: self._seen(key) for key in changed}
        found = {key: Known.of(named(key, told), key, apart=False) if told else None for key, told in seen.items()}
        for name in {name_of(key) for key in changed}:
            known = ((key, found.get(key) or self._known_before(key)) for key in ids_of(name))
            same = {key: one for key, one in known if one and found.get(key, one)}
            is_apart = len(same) > 1 and is_both(name, {key: self._seen(key) for key in same})
            found |= {key: one._replace(apart=is_apart) for key, one in same.items()}
        return found

    def _known_before(self, key: str) -> Known | None:
        row = self._tables.row("known", key)
        return Known._make(row) if row else None

    def _joined_now(self) -> dict[str, str]:
        """Anew among those who have something in common with who is known otherwise, with one of these, and so on."""
        found = self._alike()
        apart = {name_of(one.id) for one in found.values() if one and one.apart}
        joined = Identity((one.named() for one in found.values() if one), apart, self.lang).joined()
        return {key: shown for key, shown in self.last.joined.items() if key not in found} | joined

    def _alike(self) -> dict[str, Known | None]:
        """Who may be joined otherwise than before."""
        signs: dict[str, set[str]] = defaultdict(set)
        for key, one in self.known.items():
            for sign in alike_by(one.named()) if one else ():
                signs[sign].add(key)
        found: dict[str, Known | None] = {}
        waiting, told = list(self.known), set[str]()
        while waiting:
            key = waiting.pop()
            if key not in found:
                before = self._known_before(key)
                found[key] = now = self.known.get(key, before)
                new = {sign for one in (before, now) if one for sign in alike_by(one.named())} - told
                told |= new
                waiting += (other for sign in new for other in (*self._tables.alike(sign), *signs.get(sign, ())))
        return found

    def _affected(self) -> set[str]:
        before, now = self.last.joined, self.joined
        keys = {actor.id for one in self._changed() for actor in one.actors}
        keys.update(key for key, _ in before.items() ^ now.items())
        entries = self.last.registry, self.terms.registry.by_id
        told = {key for each in entries for key in each if entries[0].get(key) != entries[1].get(key)}
        return told | {joined.get(key, key) for key in keys for joined in (before, now)}

    def _dossiers_now(self) -> dict[str, Dossier]:
        known = self.terms.registry.by_id
        found = {key: Dossier(one, known.get(key), self._find) for key, one in self.last.lines.items()}
        for key in self.affected:
            ids = self._ids_of(key)
            if pairs := self._pairs(ids):
                found[key] = dossier(key, pairs, ids, self.shelf, known.get(key), self.lang)
            else:
                found.pop(key, None)
        return dict(sorted(found.items()))

    def _ids_of(self, key: str) -> set[str]:
        """The ids by which briefs know an actor; none where it is shown under another."""
        return set() if key in self.joined else {key, *self._ids.get(key, ())}

    def _pairs(self, ids: Iterable[str]) -> Pairs:
        return joined_pairs([seen for seen in map(self._seen, ids) if seen], self._order)

    def _find(self, key: str) -> tuple[Pairs, Sequence[Entry]]:
        return parted(self._pairs(self._ids_of(key)), self.shelf)

    def _subjects_now(self) -> tuple[dict[Kind, Recounted], dict[Kind, list[Subject]]]:
        """All subjects, and those counted anew: what briefs name that are others, or in other groups."""
        before: dict[Kind, dict[str, Subject]] = {kind: {} for kind in KINDS}
        for page, kind, name, note, briefs in self._tables.rows("subjects"):
            before[kind][page] = Subject(page, name, note, briefs, partial(self._about, page))
        counted, found = dict[Kind, Recounted](), dict[Kind, list[Subject]]()
        for kind in KINDS:
            pages = {one.page for entry in self._changed() for one in about.named(entry, kind, self.lang)}
            told = {page: self._told_of(page) for page in pages}
            anew = {page: about.subject(page, pairs, self.shelf.distinct) for page, pairs in told.items() if pairs}
            names = {each[page].name for each in (before[kind], anew) for page in pages & each.keys()}
            counted[kind] = Recounted(pages, names, len(before[kind]))
            still = (one for page, one in before[kind].items() if page not in pages)
            found[kind] = about.in_order([*still, *anew.values()])
        return counted, found

    def _told_of(self, page: str) -> list[tuple[Entry, about.Named]]:
        found = ((at, about.Named(page, name, note)) for _, at, name, note in self._tables.naming(page))
        return [(self._by_page[at], one) for at, one in sorted(found, key=lambda pair: self._order[pair[0]])]

    def _about(self, page: str) -> tuple[Entry, ...]:
        return (*self.shelf.distinct(self._naming(page)),)


def leave(tables: Tables, catalog: Continued, files: Mapping[str, str], stamps: Mapping[str, bytes]) -> None:
    """Leave for the next run what has become other in this one. ``files`` and ``stamps``: as in ``carried.leave``."""
    last = catalog.last
    tables.drop("shown", [(page,) for page in last.shown.keys() - files.keys()])
    tables.put("shown", [carried.shown(catalog, one, files[page], stamps[page]) for page, one in catalog.now.items()])
    carried.note_registry(tables, catalog.terms.registry)
    _leave_known(tables, catalog)
    tables.drop("pairs", [(page,) for page in catalog.compared])
    tables.put("pairs", [pair for pair in catalog.pairs if pair.later in catalog.compared])
    tables.drop("actors", [(key,) for key in catalog.affected - catalog.dossiers.keys()])
    tables.put(
        "actors", [carried.row(catalog.dossiers[key].line) for key in catalog.affected & catalog.dossiers.keys()]
    )
    for kind, (pages, *_) in catalog.recounted.items():
        tables.drop("subjects", [(page,) for page in pages])
        listed = (one for one in catalog.subjects(kind) if one.page in pages)
        tables.put("subjects", [carried.subject_row(kind, one) for one in listed])
    tables.add_ties(list(_ties(catalog)))


def _leave_known(tables: Tables, catalog: Continued) -> None:
    """The actors that are known otherwise, or joined to others."""
    before, now = catalog.last.joined, catalog.joined
    rejoined = {key for key, _ in before.items() ^ now.items()} - catalog.known.keys()
    rows = (tables.row("known", key) for key in rejoined)
    found = {**catalog.known, **{row[0]: Known._make(row) for row in rows if row}}
    for key in catalog.known:
        if row := tables.row("known", key):
            tables.drop("alike", [(sign, key) for sign in alike_by(Known._make(row).named())])
    tables.drop("known", [(key,) for key in found])
    tables.put("known", [one._replace(shown=catalog.id(key)) for key, one in found.items() if one])
    known = [one.named() for one in catalog.known.values() if one]
    tables.put("alike", [(sign, one.id) for one in known for sign in alike_by(one)])


def _ties(catalog: Continued) -> Iterator[Bond]:
    """What the briefs that are others take from the ties between actors, and what they add."""
    last = catalog.last
    pages = catalog.with_page(catalog.terms.min_briefs)
    before = network.Ground(last.joined, last.leaders.keys(), catalog.had_page)
    now = network.Ground(catalog.joined, catalog.leaders.keys(), pages.__contains__)
    yield from (bond.less() for one in catalog.was.values() for bond in before.bonds(one))
    yield from (bond for one in catalog.now.values() for bond in now.bonds(one))


def name_of(key: str) -> str:
    """An actor's id without its type."""
    return key.partition("/")[2]


def ids_of(name: str) -> list[str]:
    """The ids of the actors that have a name."""
    return [f"{kind}/{name}" for kind in links.TYPES]


def _by_shown(joined: Mapping[str, str]) -> dict[str, set[str]]:
    """The ids that are joined to another, by this."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, shown in joined.items():
        found[shown].add(key)
    return found


def copies(*leaders: Mapping[str, str]) -> dict[str, set[str]]:
    """The briefs that repeat a brief, by the page of that one."""
    found: dict[str, set[str]] = defaultdict(set)
    for page, leader in (pair for each in leaders for pair in each.items()):
        found[leader].add(page)
    return found


def with_copies(pages: Iterable[str], *leaders: Mapping[str, str]) -> set[str]:
    """Pages of briefs, and of all briefs of the same articles, now or before."""
    found, by_leader = set[str](), copies(*leaders)
    waiting = list(pages)
    while waiting:
        page = waiting.pop()
        if page not in found:
            found.add(page)
            waiting += by_leader.get(page, ())
            waiting += (each[page] for each in leaders if page in each)
    return found
