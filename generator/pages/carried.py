"""What the catalogue of one run leaves for the next, so that it need not go through all briefs again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from generator.editorial import KnownActor, Registry
from generator.pages.about import KINDS, Subject, named
from generator.pages.catalog import Catalog, Line, Outline
from generator.pages.chronicle import Memory
from generator.pages.entries import Entry
from generator.pages.identity import Named, alike_by
from generator.pages.network import Bond

REGISTRY = "registry"


class Shown(NamedTuple):
    """How a brief was shown. ``sha256``: of its file; ``stamp``: see ``Keys``; else see ``Shelf``, ``Outline``."""

    page: str
    sha256: str
    date: str | None
    leader: str | None
    quotes: int
    figures: int
    weight: int
    actors: str
    stamp: bytes

    def outline(self) -> Outline:
        """See ``Outline``."""
        return Outline(self.quotes, self.figures, self.weight, self.actors)


class Known(NamedTuple):
    """An actor as briefs know it; see ``Named``. ``shown``: the id under which it is; ``apart``: see ``Identity``."""

    id: str
    shown: str
    apart: bool
    type: str
    name: str
    known: bool
    parted: bool
    briefs: int
    salience: float
    aliases: str

    @classmethod
    def of(cls, one: Named, shown: str, *, apart: bool) -> Known:
        aliases = json.dumps(sorted(one.aliases), ensure_ascii=False) if one.aliases else ""
        return cls(one.id, shown, apart, one.type, one.name, one.known, one.parted, one.briefs, one.salience, aliases)

    def named(self) -> Named:
        """As the identity takes it."""
        aliases = set(json.loads(self.aliases)) if self.aliases else set()
        known, parted = bool(self.known), bool(self.parted)
        return Named(self.id, self.type, self.name, aliases, known, parted, self.briefs, self.salience)


class Posting(NamedTuple):
    """That a brief, by its page, names an actor (by the id that it gives it), or a subject (see ``about.Named``)."""

    subject: str
    page: str
    name: str = ""
    note: str | None = None


class Tables(Memory, Protocol):
    """Rows that one run leaves for the next."""

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """All rows of a table."""

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows, or put them in the place of those of the same keys."""

    def drop(self, table: str, keys: Iterable[tuple[str, ...]]) -> None:
        """Forget the rows of some keys."""

    def empty(self) -> None:
        """Forget all rows."""

    def row(self, table: str, key: str) -> tuple[Any, ...] | None:
        """The row of a key."""

    def joined(self) -> dict[str, str]:
        """The id under which an actor is shown, by that which briefs give it, where they differ."""

    def alike(self, sign: str) -> list[str]:
        """Ids of the actors, as briefs give them, that have something in common; see ``identity.alike_by``."""

    def naming(self, subject: str) -> list[tuple[str, str, str, str | None]]:
        """The postings of an actor or a subject; see ``Posting``."""

    def add_ties(self, ties: Iterable[tuple[str, str, int, int]]) -> None:
        """Add to the numbers of ties; those that come to none are forgotten."""

    def strongest(self) -> Iterator[tuple[str, str, int]]:
        """Ties, those of most briefs first."""


def postings(entry: Entry, lang: str) -> set[Posting]:
    """What a brief names."""
    found = {Posting(one.page, entry.page, one.name, one.note) for kind in KINDS for one in named(entry, kind, lang)}
    return found.union(Posting(one.id, entry.page) for one in entry.actors)


def line(row: tuple[Any, ...]) -> Line:
    """What lists tell of an actor, of its row."""
    key, name, kind, briefs, said, first, forms = row
    return Line(key, name, kind, briefs, said, first, tuple(forms.split("\n")) if forms else ())


def row(one: Line) -> tuple[Any, ...]:
    """Its row."""
    return (*one[:-1], "\n".join(one.forms))


def subject_row(kind: str, one: Subject) -> tuple[Any, ...]:
    return one.page, kind, one.name, one.note, one.briefs


def shown(catalog: Catalog, one: Entry, sha256: str, stamp: bytes) -> Shown:
    """How a brief is shown in this run."""
    return Shown(one.page, sha256, one.date, catalog.leaders.get(one.page), *catalog.outlines[one.page], stamp)


def registry(memory: Memory) -> dict[str, KnownActor]:
    """The editors' registry as the last run had it, by id."""
    noted: dict[str, str] = json.loads(memory.recall(REGISTRY) or "{}")
    return {key: KnownActor.model_validate_json(one) for key, one in noted.items()}


def note_registry(memory: Memory, now: Registry) -> None:
    """Note the registry for the next run."""
    memory.note(REGISTRY, json.dumps({key: one.model_dump_json(by_alias=True) for key, one in now.by_id.items()}))


def leave(
    tables: Tables,
    catalog: Catalog,
    now: Registry,
    files: Mapping[str, str],
    stamps: Mapping[str, bytes],
    ties: Iterable[Bond],
) -> None:
    """Leave everything. ``now``: the registry; ``files``: digests of files, and ``stamps``, by the briefs' pages."""
    tables.empty()
    note_registry(tables, now)
    tables.put(
        "shown",
        (shown(catalog, one, files[one.page], stamps[one.page]) for one in catalog.entries),
    )
    tables.put("postings", (one for entry in catalog.entries for one in postings(entry, catalog.lang)))
    tables.put("known", (Known.of(one, catalog.id(one.id), apart=one.key in catalog.apart) for one in catalog.named()))
    tables.put("alike", ((sign, one.id) for one in catalog.named() for sign in alike_by(one)))
    tables.put("pairs", catalog.pairs)
    tables.put("actors", (row(one.line) for one in catalog.dossiers.values()))
    tables.put("subjects", (subject_row(kind, one) for kind in KINDS for one in catalog.subjects(kind)))
    tables.put("ties", ties)
