"""What is known of briefs and pages since they were last gone through, so that only what changed is made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.store.database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (brief TEXT PRIMARY KEY, sha256 TEXT, digest TEXT, entry TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS groups (name TEXT PRIMARY KEY, key TEXT, pages TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (path TEXT PRIMARY KEY, key TEXT, digest TEXT, size INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built
(path TEXT PRIMARY KEY, digest TEXT, searched TEXT, lang TEXT, day TEXT) WITHOUT ROWID;
"""


class EntryRow(NamedTuple):
    """What the pages need of a brief whose file has the digest ``sha256``; ``digest`` is that of ``entry``."""

    brief: str
    sha256: str
    digest: str
    entry: str


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
    number = 4
    # With many briefs it is large, and a run that changes nothing reads next to nothing of it.
    is_checked = False
    # So many rows are noted at once, when what they tell of is surely on disk; a run that is cut off loses no more.
    BATCH = 2000

    def __init__(self, state: Path) -> None:
        super().__init__(state / "pages.sqlite")

    def known(self) -> dict[str, str]:
        """The digest of each brief's file that there is an entry of."""
        with self._use() as db:
            return dict(db.execute("SELECT brief, sha256 FROM entries"))

    def entries(self) -> Iterator[EntryRow]:
        """Every entry, by brief."""
        with self._use() as db:
            yield from map(EntryRow._make, db.execute("SELECT * FROM entries ORDER BY brief"))

    def entries_of(self, briefs: Iterable[str]) -> Iterator[EntryRow]:
        """The entries of these briefs, of each that has one."""
        yield from map(EntryRow._make, self._rows("entries", "brief", briefs))

    def put_entries(self, rows: Iterable[EntryRow]) -> None:
        with self._use() as db:
            db.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)", rows)

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
