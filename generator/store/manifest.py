"""The manifest: what was made from what, so that nothing is made twice. A cache."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from generator.errors import StoreError

# Raised when the tables change; a manifest of another number is made anew.
_MANIFEST_NUMBER = 2
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS records (
    path TEXT, sha256 TEXT, record TEXT, number INTEGER, fingerprint TEXT, identity TEXT, brief TEXT, brief_sha256 TEXT,
    PRIMARY KEY (path, sha256, record)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
PRAGMA user_version = {_MANIFEST_NUMBER};
"""


@dataclass(frozen=True, slots=True)
class Row:
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


class Manifest:
    """The cache of what was made from what. Losing it costs time and changes no output.

    Every method may raise ``StoreError``: the disk is full, say.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / "manifest.sqlite"
        try:
            self._db = self._open()
        except (sqlite3.Error, OSError) as error:
            raise self._error(error) from None

    def _error(self, error: Exception) -> StoreError:
        return StoreError(f"{self._path}: {error}; if it stays so, delete the folder {self._path.parent.name}/")

    def _open(self) -> sqlite3.Connection:
        """The database; a damaged one, or one of another number, makes way for an empty one."""
        with contextlib.suppress(sqlite3.DatabaseError):
            db = self._connect()
            if db is not None:
                return db
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        db = self._connect()
        if db is None:
            raise sqlite3.DatabaseError("cannot be made")
        return db

    def _connect(self) -> sqlite3.Connection | None:
        db = sqlite3.connect(self._path)
        try:
            is_new = not db.execute("SELECT 1 FROM sqlite_master").fetchone()
            is_ours = db.execute("PRAGMA user_version").fetchone() == (_MANIFEST_NUMBER,)
            if is_new or (is_ours and db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)):
                # What is committed survives a kill; and a commit needs no wait for the disk.
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
                db.executescript(_SCHEMA)
                return db
        except sqlite3.Error:
            db.close()
            raise
        db.close()
        return None

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    @contextlib.contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        """The database for one transaction."""
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise self._error(error) from None

    def is_empty(self) -> bool:
        with self._use() as db:
            return db.execute("SELECT 1 FROM records LIMIT 1").fetchone() is None

    def get(self, path: str, sha256: str, number: int | None) -> Row | None:
        """What is known of these bytes, as the record of that number in its dump (``None``: a file's only one)."""
        query = "SELECT * FROM records WHERE path = ? AND sha256 = ? AND (number IS NULL OR number = ?) LIMIT 1"
        with self._use() as db:
            found = db.execute(query, (path, sha256, number)).fetchone()
        return Row(*found) if found else None

    def put(self, rows: Iterable[Row]) -> None:
        """Note briefs that are on disk; kept even if the run is cut off later."""
        with self._use() as db:
            db.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(astuple, rows))

    def keep(self, keys: set[tuple[str, str, str]]) -> None:
        """Forget every record but these (``Row.key``)."""
        with self._use() as db:
            gone = [key for key in db.execute("SELECT path, sha256, record FROM records") if key not in keys]
            db.executemany("DELETE FROM records WHERE path = ? AND sha256 = ? AND record = ?", gone)

    def state(self, name: str) -> str | None:
        with self._use() as db:
            found = db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def set_state(self, name: str, value: str) -> None:
        with self._use() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))
