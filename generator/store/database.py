"""A cache in SQLite: damaged, or of another number, it makes way for an empty one."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.errors import StoreError

_STATE = "CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
_BLOCK = 1 << 20


class Database:
    """Every method of it and its heirs may raise ``StoreError``: the disk is full, say.

    ``schema`` creates an heir's tables if they are not there; ``number`` is raised when they change.
    ``is_checked``: whether the whole file is read for damage when it is opened; ``is_sealed``: whether its checksum is
    kept beside it when it is closed, so that any damage shows, and not that of its structure alone.
    """

    schema = ""
    number = 1
    is_checked = True
    is_sealed = False

    def __init__(self, path: Path) -> None:
        self._path, self._seal = path, path.with_suffix(".crc32")
        try:
            self._sealed = self._broken_seal()
            self._db = self._open()
        except (sqlite3.Error, OSError) as error:
            raise self._error(error) from None

    def _broken_seal(self) -> str:
        """The checksum that the file should have, if it was closed in order; from now on it may be another."""
        if not self.is_sealed or not self._seal.is_file():
            return ""
        sealed = self._seal.read_text(encoding="ascii", errors="replace")
        self._seal.unlink()
        return sealed

    def _error(self, error: Exception) -> StoreError:
        return StoreError(f"{self._path}: {error}; if it stays so, delete the folder {self._path.parent.name}/")

    def _open(self) -> sqlite3.Connection:
        with contextlib.suppress(sqlite3.DatabaseError):
            db = self._connect()
            if db is not None:
                return db
        return self._anew()

    def _anew(self) -> sqlite3.Connection:
        self._sealed = ""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        db = self._connect()
        if db is None:
            raise sqlite3.DatabaseError("cannot be made")
        return db

    def _connect(self) -> sqlite3.Connection | None:
        db = sqlite3.connect(self._path)
        try:
            # Whoever opens it holds the project for one run (``disk.lock``): to lock it for each question is in vain.
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            is_new = not db.execute("SELECT 1 FROM sqlite_master").fetchone()
            is_ours = db.execute("PRAGMA user_version").fetchone() == (self.number,)
            if is_new or (is_ours and (not self.is_checked or _is_sound(db))):
                # What is committed survives a kill; and a commit needs no wait for the disk.
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
                # What has been there is not written to, or its checksum would be another.
                number = f"PRAGMA user_version = {self.number};" if is_new else ""
                db.executescript(f"{self.schema}{_STATE}{number}")
                return db
        except sqlite3.Error:
            db.close()
            raise
        db.close()
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with contextlib.suppress(sqlite3.Error, OSError):
            is_as_sealed = self._sealed and not self._db.total_changes
            self._db.close()
            if self.is_sealed and kind is None:
                self._seal.write_text(self._sealed if is_as_sealed else self._checksum(), encoding="ascii")

    def _checksum(self) -> str:
        """CRC-32 of the file: a seal against damage and not against people, at less than half the price of a digest."""
        total, block = 0, bytearray(_BLOCK)
        with memoryview(block) as view, self._path.open("rb", buffering=0) as file:
            while count := file.readinto(view):
                total = zlib.crc32(view[:count], total)
        return f"{total:08x}"

    @contextlib.contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        """The database for one transaction."""
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise self._error(error) from None

    def reset(self) -> None:
        """Forget everything."""
        self._db.close()
        try:
            self._db = self._anew()
        except (sqlite3.Error, OSError) as error:
            raise self._error(error) from None

    def is_sound(self) -> bool:
        """Whether the file is undamaged, before anything large is written to it; reads all of it."""
        try:
            return self._checksum() == self._sealed if self._sealed else _is_sound(self._db)
        except sqlite3.DatabaseError:
            return False

    def state(self, name: str) -> str | None:
        with self._use() as db:
            found = db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def set_state(self, name: str, value: str) -> None:
        with self._use() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))


def _is_sound(db: sqlite3.Connection) -> bool:
    return bool(db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
