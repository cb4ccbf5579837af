"""The manifest: what was made from what, so that nothing is made twice. A cache."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.store.database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    path TEXT, sha256 TEXT, record TEXT, number INTEGER, fingerprint TEXT, identity TEXT, brief TEXT, brief_sha256 TEXT,
    PRIMARY KEY (path, sha256, record)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT, fingerprint TEXT) WITHOUT ROWID;
"""
# So many files are asked for at once: no SQLite takes fewer values in a query.
ASKED = 500


class Row(NamedTuple):
    """What is known of one article (one record of a dump) since its brief was written.

    ``number``: the place in its dump that the record's identity depends on; ``None`` if it has an id of its own.
    """

    path: str
    sha256: str
    record: str
    number: int | None
    fingerprint: str
    identity: str
    brief: str
    brief_sha256: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.path, self.sha256, self.record


class Manifest(Database):
    """The cache of what was made from what. Losing it costs time and changes no output."""

    schema = _SCHEMA
    number = 5

    def __init__(self, state: Path) -> None:
        super().__init__(state / "manifest.sqlite")

    def is_empty(self) -> bool:
        with self._use() as db:
            return db.execute("SELECT 1 FROM records LIMIT 1").fetchone() is None

    def get(self, path: str, sha256: str, number: int | None) -> Row | None:
        """What is known of these bytes, as the record of that number in its dump (``None``: a file's only one)."""
        query = "SELECT * FROM records WHERE path = ? AND sha256 = ? AND (number IS NULL OR number = ?) LIMIT 1"
        with self._use() as db:
            found = db.execute(query, (path, sha256, number)).fetchone()
        return Row._make(found) if found else None

    def file(self, path: str, sha256: str, fingerprint: str) -> list[Row]:
        """The rows of a file all of whose records are known to be done, if it still has the same bytes."""
        query = "SELECT records.* FROM files JOIN records USING (path) WHERE path = ? AND files.sha256 = ?"
        query += " AND files.fingerprint = ?"
        with self._use() as db:
            return [Row._make(found) for found in db.execute(query, (path, sha256, fingerprint))]

    def alone(self, paths: Sequence[str], fingerprint: str) -> dict[str, tuple[str, Row]]:
        """What ``file`` tells of those of the files that have one record, with the digest that each must have.

        A dump of many would take much memory, and is asked for by itself; at most ``ASKED`` files.
        """
        asked = ", ".join("?" * len(paths))
        query = f"SELECT files.sha256, records.* FROM files JOIN records USING (path) WHERE path IN ({asked})"  # noqa: S608
        query += " AND files.fingerprint = ? GROUP BY path HAVING count(*) = 1"
        with self._use() as db:
            return {found[1]: (found[0], Row._make(found[1:])) for found in db.execute(query, (*paths, fingerprint))}

    def put_files(self, digests: Mapping[str, str], fingerprint: str) -> None:
        """Note files all of whose records are done."""
        with self._use() as db:
            rows = ((path, sha256, fingerprint) for path, sha256 in digests.items())
            db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", rows)

    def put(self, rows: Iterable[Row]) -> None:
        """Note briefs that are on disk; kept even if the run is cut off later.

        A file that has got a record is no longer known to be done: with the bytes of before it has not got that one.
        """
        with self._use() as db:
            for row in rows:
                db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
                db.execute("DELETE FROM files WHERE path = ?", (row.path,))

    def keep(self, keys: set[tuple[str, str, str]]) -> None:
        """Forget every record but these (``Row.key``), and the files of the others."""
        with self._use() as db:
            gone = [key for key in db.execute("SELECT path, sha256, record FROM records") if key not in keys]
            db.executemany("DELETE FROM records WHERE path = ? AND sha256 = ? AND record = ?", gone)
            db.executemany("DELETE FROM files WHERE path = ?", [(path,) for path, _, _ in gone])
