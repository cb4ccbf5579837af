"""Files and state: written whole or not at all, only when bytes change; one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path, PurePosixPath

from generator.errors import StoreError
from generator.text import sha256

# Temporary names begin with a dot, which nothing here or in MkDocs takes for a page.
TEMPORARY_PREFIX = ".briefing-"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    path TEXT, sha256 TEXT, record TEXT, fingerprint TEXT, identity TEXT, brief TEXT, brief_sha256 TEXT,
    PRIMARY KEY (path, sha256)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


def inside(root: Path, relative: str) -> Path:
    """``root / relative``, proven to stay below ``root``.

    Raises:
        StoreError: the path leads out.
    """
    parts = PurePosixPath(relative).parts
    if not parts or relative.startswith("/") or ".." in parts:
        raise StoreError(f"{relative}: leads out of {root.name}/")
    return root.joinpath(*parts)


def write_if_changed(path: Path, data: bytes) -> bool:
    """Replace the file's bytes in one step; returns whether they changed.

    Raises:
        StoreError: the file cannot be written.
    """
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from None
    _replace(path, data)
    return True


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{sha256(path.name)[:16]}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None


def files(root: Path, suffix: str = "") -> Iterator[str]:
    """POSIX paths of the files below ``root``, sorted; hidden ones are passed over."""
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        base = Path(folder).relative_to(root)
        found.extend((base / name).as_posix() for name in names if not name.startswith(".") and name.endswith(suffix))
    yield from sorted(found)


def remove(root: Path, relative: Iterable[str]) -> None:
    """Delete files below ``root``, and the folders that this leaves empty."""
    for name in relative:
        path = inside(root, name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == root or next(folder.iterdir(), None) is not None:
                break
            folder.rmdir()


@contextlib.contextmanager
def lock(state: Path) -> Iterator[None]:
    """Hold the project for one run. The system frees the lock when its holder dies.

    Raises:
        StoreError: another run holds it, or the folder cannot be written.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = (state / "lock").open("a+", encoding="ascii")
    except OSError as error:
        raise StoreError(f"{state}: cannot be written: {error.strerror}") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise StoreError(f"another run (process {holder}) is at work on this project; wait for it to end") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one article (one record of a dump) since its brief was written."""

    path: str
    sha256: str
    record: str
    fingerprint: str
    identity: str
    brief: str
    brief_sha256: str


class Manifest:
    """The cache of what was made from what. Losing it costs time and changes no output."""

    def __init__(self, state: Path) -> None:
        self._path = state / "manifest.sqlite"
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path)
        try:
            db.executescript(_SCHEMA)
            db.execute("SELECT * FROM records LIMIT 1")
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.commit()
        self._db.close()

    def is_empty(self) -> bool:
        return self._db.execute("SELECT 1 FROM records LIMIT 1").fetchone() is None

    def get(self, path: str, sha256: str) -> Row | None:
        found = self._db.execute("SELECT * FROM records WHERE path = ? AND sha256 = ?", (path, sha256)).fetchone()
        return Row(*found) if found else None

    def put(self, row: Row) -> None:
        """Note a brief that is on disk; kept even if the run is cut off later."""
        self._db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(row))
        self._db.commit()

    def keep(self, keys: set[tuple[str, str]]) -> None:
        """Forget every record but these."""
        gone = [key for key in self._db.execute("SELECT path, sha256 FROM records") if key not in keys]
        self._db.executemany("DELETE FROM records WHERE path = ? AND sha256 = ?", gone)
        self._db.commit()

    def state(self, name: str) -> str | None:
        found = self._db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def set_state(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))
        self._db.commit()
