"""Files: written whole or not at all, only when bytes change; one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NoReturn, TextIO

from generator.errors import StoreError
from generator.text import sha256

# Temporary names begin with a dot, which nothing here or in MkDocs takes for a page.
TEMPORARY_PREFIX = ".briefing-"
# Bytes that are read at once of a long file.
_BLOCK = 1 << 20
# Seconds between two looks at a lock that another holds.
_LOOK = 0.2


def inside(root: Path, relative: str) -> Path:
    """``root / relative``, proven to stay below ``root``.

    Raises:
        StoreError: the path leads out.
    """
    parts = PurePosixPath(relative).parts
    if not parts or relative.startswith("/") or ".." in parts:
        raise StoreError(f"{relative}: leads out of {root.name}/")
    return root.joinpath(*parts)


def write_if_changed(root: Path, relative: str, data: bytes, *, durable: bool = True) -> bool:
    """Replace the bytes of a file below ``root`` in one step; returns whether they changed.

    ``durable``: wait until the disk has them; else the caller calls ``os.sync`` before it relies on them.

    Raises:
        StoreError: the file cannot be written, or its path or a linked folder leads out of ``root``.
    """
    path = inside(root, relative)
    try:
        if path.read_bytes() == data:
            return False
    except FileNotFoundError:
        pass
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from None
    with _replacing(root, path) as temporary, temporary.open("wb") as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    return True


def write_parts(root: Path, relative: str, parts: Iterable[bytes]) -> tuple[str, int]:
    """Replace a long file below ``root`` in one step by parts that follow one another; its SHA-256 (hex) and size.

    The parts may be read from what it replaces. Raises: as ``write_if_changed``.
    """
    digest, size = hashlib.sha256(), 0
    with _replacing(root, inside(root, relative)) as temporary, temporary.open("wb") as file:
        for part in parts:
            digest.update(part)
            size += file.write(part)
    return digest.hexdigest(), size


def stretch(path: Path, start: int, stop: int) -> Iterator[bytes]:
    """The bytes of a file from ``start`` to ``stop`` (excluded), some at a time.

    Raises:
        StoreError: it cannot be read, or is shorter.
    """
    if start == stop:
        return
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(start)
            while start < stop:
                data = file.read(min(_BLOCK, stop - start))
                if not data:
                    raise StoreError(f"{path}: is shorter than it was")
                yield data
                start += len(data)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from None


def copy(source: Path, root: Path, relative: str) -> None:
    """Replace a file below ``root`` in one step by a copy of another, which may be long and is not read into memory.

    Raises:
        StoreError: as ``write_if_changed``.
    """
    with _replacing(root, inside(root, relative)) as temporary:
        shutil.copyfile(source, temporary)


@contextlib.contextmanager
def _replacing(root: Path, path: Path) -> Iterator[Path]:
    """A file to be written, which takes the place of that at ``path`` in one step."""
    if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(root)):
        raise StoreError(f"{path.parent}: a link leads out of {root.name}/; remove it")
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{sha256(path.name)[:16]}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def files(root: Path, suffix: str = "", *, strict: bool = True, hidden_folders: bool = False) -> Iterator[str]:
    """POSIX paths of the files below ``root``, sorted; hidden ones and linked folders are passed over.

    ``hidden_folders``: those are gone into; editors' swap files are hidden files, which never count.
    A folder that is not there has none, nor has, unless ``strict``, one that cannot be listed.

    Raises:
        StoreError: a folder cannot be listed.
    """
    if not root.is_dir():
        return
    found: list[str] = []
    start = len(f"{root}/")
    for folder, folders, names in os.walk(root, onerror=unlistable if strict else None):
        folders[:] = [name for name in folders if hidden_folders or not name.startswith(".")]
        below = f"{folder}/"[start:]
        found += [f"{below}{name}" for name in names if not name.startswith(".") and name.endswith(suffix)]
    yield from sorted(found)


def unlistable(error: OSError) -> NoReturn:
    """Tell of a folder.

    Raises:
        StoreError: always.
    """
    raise StoreError(f"{error.filename}: cannot be listed: {error.strerror}")


@contextlib.contextmanager
def swept(state: Path, roots: Iterable[Path]) -> Iterator[None]:
    """A run, under the lock: before it the temporary files below ``roots`` are deleted that killed ones left behind.

    They are looked for unless a file in ``state`` tells that the last run came to its end.
    """
    mark = state / "ended"
    if not mark.exists():
        for root in roots:
            _sweep(root)
    mark.unlink(missing_ok=True)
    yield
    with contextlib.suppress(OSError):
        mark.touch()


def _sweep(root: Path) -> None:
    for folder, _, names in os.walk(root):
        for name in names:
            if name.startswith(TEMPORARY_PREFIX) and name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    (Path(folder) / name).unlink()


def remove(root: Path, relative: Iterable[str]) -> None:
    """Delete files below ``root``, and the folders that this leaves empty.

    Raises:
        StoreError: a file cannot be deleted.
    """
    for name in relative:
        path = inside(root, name)
        try:
            path.unlink()
            for folder in path.parents:
                if folder == root or next(folder.iterdir(), None) is not None:
                    break
                folder.rmdir()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StoreError(f"{path}: cannot be deleted: {error.strerror}") from None


@contextlib.contextmanager
def lock(state: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the project for one run. The system frees the lock when its holder dies. ``wait``: seconds, for another.

    Raises:
        StoreError: another run holds it, or the folder cannot be written.
    """
    busy = "another run (process {}) is at work on this project; wait for it to end"
    with _held(state, "lock", str(os.getpid()), busy, wait=wait):
        yield


@contextlib.contextmanager
def serving(state: Path, address: str) -> Iterator[None]:
    """Hold the project's right to be served, at one address at a time, as ``lock`` does.

    Raises:
        StoreError: it is served already, or the folder cannot be written.
    """
    busy = "this project is served already: {}; look there, or end that process"
    with _held(state, "serving", f"http://{address}/ by process {os.getpid()}", busy):
        yield


@contextlib.contextmanager
def _held(state: Path, name: str, holder: str, busy: str, *, wait: float = 0.0) -> Iterator[None]:
    """A file that one process at a time has locked, with its ``holder`` in it, whom others are told in ``busy``."""
    path, end = state / name, time.monotonic() + wait
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{state}: cannot be written: {error.strerror}") from None
    with file:
        while not _try(file, path):
            if time.monotonic() >= end:
                file.seek(0)
                raise StoreError(busy.format(file.read().strip() or "unknown"))
            time.sleep(_LOOK)
        file.truncate(0)
        file.write(holder)
        file.flush()
        yield


def _try(file: TextIO, path: Path) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise StoreError(f"{path}: cannot be locked: {error.strerror}") from None
    return True
