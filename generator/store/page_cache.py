"""What is known of briefs and pages since they were last gone through, so that only what changed is made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.store.database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries
(brief TEXT PRIMARY KEY, sha256 TEXT, digest TEXT, date TEXT, shingles INTEGER, minhash TEXT, entry TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS groups (name TEXT PRIMARY KEY, key TEXT, pages TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (path TEXT PRIMARY KEY, key TEXT, digest TEXT, size INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built
(path TEXT PRIMARY KEY, digest TEXT, searched TEXT, lang TEXT, day TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown
(page TEXT PRIMARY KEY, sha256 TEXT, date TEXT, leader TEXT, quotes INTEGER, figures INTEGER,
weight INTEGER, actors TEXT, stamp BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known
(id TEXT PRIMARY KEY, shown TEXT, apart INTEGER, type TEXT, name TEXT, known INTEGER, parted INTEGER, briefs INTEGER,
salience REAL, aliases TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS actors
(id TEXT PRIMARY KEY, name TEXT, type TEXT, briefs INTEGER, said INTEGER, first TEXT, forms TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subjects
(page TEXT PRIMARY KEY, kind TEXT, name TEXT, note TEXT, briefs INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alike (sign TEXT, id TEXT, PRIMARY KEY (sign, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pairs
(later TEXT, earlier TEXT, shared REAL, PRIMARY KEY (later, earlier)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS postings
(subject TEXT, page TEXT, name TEXT, note TEXT, PRIMARY KEY (subject, page, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ties
(one TEXT, other TEXT, briefs INTEGER, strength INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS strongest ON ties (briefs DESC, strength DESC, one, other);
"""
# What the catalogue of one run leaves for the next (see ``generator.pages.carried``), and the keys of its rows.
_CARRIED = {
    "shown": ("page",),
    "known": ("id",),
    "actors": ("id",),
    "subjects": ("page",),
    "alike": ("sign", "id"),
    "pairs": ("later",),
    "postings": ("subject", "page"),
    "ties": ("one", "other"),
}


class EntryRow(NamedTuple):
    """What the pages need of a brief whose file has the digest ``sha256``; ``digest`` is that of ``entry``.

    ``date``, ``shingles`` and ``minhash``: of what ``entry`` tells, that by which all are compared; ``entry`` is
    ``None`` where it was not asked for.
    """

    brief: str
    sha256: str
    digest: str
    date: str | None
    shingles: int | None
    minhash: str | None
    entry: str | None


class GroupRow(NamedTuple):
    """Pages that were made from the same briefs, the key of these, and the pages' paths."""

    name: str
    key: str
    pages: tuple[str, ...]


class PageRow(NamedTuple):
    """A page below ``content/pages`` as it was written, and the key of what it was made from."""

    path: str
    key: str | None
    digest: str
    size: int


class BuiltRow(NamedTuple):
    """A page as the site has it. ``searched``: a digest of what the search sees of it; ``None``: nothing."""

    path: str
    searched: str | None
    lang: str | None
    day: str | None


class PageCache(Database):
    """Losing it costs time and changes no output. ``built``: the digest of each page that the site was built from."""

    schema = _SCHEMA
    number = 5
    # With many briefs it is large, and a run that changes nothing reads next to nothing of it.
    is_checked = False
    is_sealed = True
    # So many rows are noted at once, when what they tell of is surely on disk; a run that is cut off loses no more.
    BATCH = 2000

    def __init__(self, state: Path) -> None:
        super().__init__(state / "pages.sqlite")

    def known(self) -> dict[str, str]:
        """The digest of each brief's file that there is an entry of."""
        with self._use() as db:
            return dict(db.execute("SELECT brief, sha256 FROM entries"))

    def entries(self, *, whole: bool = True) -> Iterator[EntryRow]:
        """Every entry, by brief; ``whole``: with its text."""
        text = "entry" if whole else "NULL"
        query = f"SELECT brief, sha256, digest, date, shingles, minhash, {text} FROM entries ORDER BY brief"  # noqa: S608
        with self._use() as db:
            yield from map(EntryRow._make, db.execute(query))

    def entry(self, brief: str) -> str:
        """The text of one entry."""
        with self._use() as db:
            return str(db.execute("SELECT entry FROM entries WHERE brief = ?", (brief,)).fetchone()[0])

    def entries_of(self, briefs: Iterable[str]) -> Iterator[EntryRow]:
        """The entries of these briefs, of each that has one."""
        yield from map(EntryRow._make, self._rows("entries", "brief", briefs))

    def put_entries(self, rows: Iterable[EntryRow]) -> None:
        with self._use() as db:
            db.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def keep_entries(self, briefs: Iterable[str]) -> None:
        """Forget every brief but these."""
        self._keep("entries", "brief", briefs)

    def count(self) -> int:
        """How many pages there are."""
        with self._use() as db:
            return int(db.execute("SELECT count(*) FROM pages").fetchone()[0])

    def pages(self, paths: Iterable[str] | None = None) -> Iterator[PageRow]:
        """Every page, or these."""
        yield from map(PageRow._make, self._rows("pages", "path", paths))

    def put_pages(self, rows: Iterable[PageRow], unsettled: Iterable[str] = ()) -> None:
        """Note pages that were written; ``unsettled``: groups that have such pages and are forgotten until all are."""
        with self._use() as db:
            db.executemany("DELETE FROM groups WHERE name = ?", ((name,) for name in unsettled))
            db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", rows)

    def keep_pages(self, paths: Iterable[str], groups: Iterable[str]) -> None:
        """Forget every page and group but these."""
        self._keep("pages", "path", paths)
        self._keep("groups", "name", groups)

    def forget_pages(self, paths: Iterable[str], groups: Iterable[str]) -> None:
        """Forget these pages and groups."""
        with self._use() as db:
            db.executemany("DELETE FROM pages WHERE path = ?", ((path,) for path in paths))
            db.executemany("DELETE FROM groups WHERE name = ?", ((name,) for name in groups))

    def groups(self, names: Iterable[str] | None = None) -> Iterator[GroupRow]:
        """Every group, or those of these names."""
        for name, key, pages in self._rows("groups", "name", names):
            yield GroupRow(name, key, tuple(pages.split("\n")) if pages else ())

    def put_groups(self, rows: Iterable[GroupRow]) -> None:
        """Note groups all of whose pages are noted."""
        with self._use() as db:
            found = ((one.name, one.key, "\n".join(one.pages)) for one in rows)
            db.executemany("INSERT OR REPLACE INTO groups VALUES (?, ?, ?)", found)

    def forget_all(self) -> None:
        """Forget all but how the site was built: of pages made anew, those may be as they were."""
        with self._use() as db:
            for table in ("entries", "groups", "notes", "pages", *_CARRIED):
                db.execute(f"DELETE FROM {table}")  # noqa: S608  (names of our own)

    def recall(self, name: str) -> str | None:
        """What the makers of pages have noted for the next run; see ``generator.pages.chronicle``."""
        with self._use() as db:
            found = db.execute("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def note(self, name: str, text: str | None) -> None:
        with self._use() as db:
            if text is None:
                db.execute("DELETE FROM notes WHERE name = ?", (name,))
            else:
                db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, text))

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """All rows of a table that one run leaves for the next."""
        with self._use() as db:
            return db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  (names of our own)

    def put(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows, or put them in the place of those of the same keys."""
        with self._use() as db:
            count = len(db.execute(f"SELECT * FROM {table} LIMIT 0").description)  # noqa: S608  (names of our own)
            values = ", ".join("?" * count)
            db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({values})", rows)  # noqa: S608

    def drop(self, table: str, keys: Iterable[tuple[str, ...]]) -> None:
        """Forget the rows of some keys."""
        match = " AND ".join(f"{column} = ?" for column in _CARRIED[table])
        with self._use() as db:
            db.executemany(f"DELETE FROM {table} WHERE {match}", keys)  # noqa: S608  (names of our own)

    def empty(self) -> None:
        """Forget all that one run leaves for the next."""
        with self._use() as db:
            for table in _CARRIED:
                db.execute(f"DELETE FROM {table}")  # noqa: S608  (names of our own)

    def row(self, table: str, key: str) -> tuple[Any, ...] | None:
        """The row of a key."""
        return next(self._rows(table, _CARRIED[table][0], (key,)), None)

    def naming(self, subject: str) -> list[tuple[str, str, str, str | None]]:
        """Which briefs name a subject, and how."""
        return list(self._rows("postings", "subject", (subject,)))

    def alike(self, sign: str) -> list[str]:
        """The actors that have something in common."""
        return [key for _, key in self._rows("alike", "sign", (sign,))]

    def joined(self) -> dict[str, str]:
        """The id under which an actor is shown, by that which briefs give it, where they differ."""
        with self._use() as db:
            return dict(db.execute("SELECT id, shown FROM known WHERE shown <> id"))

    def add_ties(self, ties: Iterable[tuple[str, str, int, int]]) -> None:
        """Add to the numbers of ties; those that come to none are forgotten."""
        more = "briefs = briefs + excluded.briefs, strength = strength + excluded.strength"
        with self._use() as db:
            db.executemany(f"INSERT INTO ties VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET {more}", ties)  # noqa: S608
            db.execute("DELETE FROM ties WHERE briefs = 0")

    def strongest(self) -> Iterator[tuple[str, str, int]]:
        """Ties, those of most briefs first."""
        with self._use() as db:
            yield from db.execute("SELECT one, other, briefs FROM ties ORDER BY briefs DESC, strength DESC, one, other")

    def unbuilt(self) -> tuple[list[str], list[str]]:
        """Pages that the site lacks or has from other bytes; and those that only the site has. Sorted."""
        changed = "SELECT path FROM pages LEFT JOIN built USING (path) WHERE built.digest IS NOT pages.digest"
        gone = "SELECT path FROM built WHERE path NOT IN (SELECT path FROM pages)"
        with self._use() as db:
            return tuple(sorted(path for (path,) in db.execute(query)) for query in (changed, gone))  # type: ignore[return-value]

    def built(self, *, searched: bool = False) -> Iterator[BuiltRow]:
        """The pages that the site has, or those that its search sees, by path."""
        which = "WHERE searched IS NOT NULL " if searched else ""
        query = f"SELECT path, searched, lang, day FROM built {which}ORDER BY path"  # noqa: S608  (words of our own)
        with self._use() as db:
            yield from map(BuiltRow._make, db.execute(query))

    def set_built(self, rows: Iterable[BuiltRow], gone: Iterable[str] | None = None) -> None:
        """Note that the site is that of all pages.

        ``rows``: those that were built; ``gone``: those that it has no more, or ``None`` if all were built.
        """
        fresh = "INSERT OR REPLACE INTO built SELECT path, digest, ?, ?, ? FROM pages WHERE path = ?"
        with self._use() as db:
            if gone is None:
                db.execute("DELETE FROM built")
            else:
                db.executemany("DELETE FROM built WHERE path = ?", ((path,) for path in gone))
            db.executemany(fresh, ((one.searched, one.lang, one.day, one.path) for one in rows))

    def _rows(self, table: str, column: str, names: Iterable[str] | None) -> Iterator[tuple[Any, ...]]:
        with self._use() as db:
            if names is None:
                yield from db.execute(f"SELECT * FROM {table}")  # noqa: S608  (names of our own)
                return
            for name in names:
                yield from db.execute(f"SELECT * FROM {table} WHERE {column} = ?", (name,))  # noqa: S608

    def _keep(self, table: str, column: str, names: Iterable[str]) -> None:
        wanted = frozenset(names)
        with self._use() as db:
            found = db.execute(f"SELECT {column} FROM {table}")  # noqa: S608  (names of our own)
            gone = [row for row in found if row[0] not in wanted]
            db.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)  # noqa: S608
