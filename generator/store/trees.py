"""Whole folders that are under way, and that take the place of others."""

from __future__ import annotations

import contextlib
import filecmp
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.store import disk


@contextlib.contextmanager
def under_way(*paths: Path) -> Iterator[None]:
    """Nothing is at these paths before, nor after, whatever happens meanwhile."""
    for path in paths:
        _clear(path)
    try:
        yield
    finally:
        for path in paths:
            _clear(path)


def _clear(path: Path) -> None:
    """Remove a folder; of a link the link alone."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def replace(fresh: Path, target: Path, aside: Path) -> None:
    """Put the folder ``fresh`` into the place of ``target``, which may be missing: what was there is then ``aside``.

    Where the system cannot rename one of them, since it is a mount or lies on another file system, each file is
    replaced by itself; hidden ones stay, and ``fresh`` too. A link is followed, and stays.

    Raises:
        StoreError: a file cannot be written or deleted.
    """
    target = target.resolve()
    try:
        if target.exists():
            target.rename(aside)
        fresh.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        _fill(target, fresh)


def _fill(target: Path, fresh: Path) -> None:
    """First what is new, so that no page is there without what it needs."""
    names = [path.relative_to(fresh).as_posix() for path in sorted(fresh.rglob("*")) if path.is_file()]
    for name in names:
        if not ((target / name).is_file() and filecmp.cmp(fresh / name, target / name, shallow=False)):
            disk.copy(fresh / name, target, name)
    filecmp.clear_cache()
    wanted = frozenset(names)
    disk.remove(target, [name for name in disk.files(target, strict=False) if name not in wanted])
