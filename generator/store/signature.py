"""Digests of whole folders: whether anything in them is not as it was, told without believing file times.

A run that changes nothing does little else, for a million files where there are 100,000 briefs: what is done for each
file is a call of the system, and a few steps of Python.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from operator import xor
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.store.disk import unlistable
from generator.text import sha256_of_file

# What a page is called in a folder of its own.
_PAGE = "index.html"
# From this number of files on it pays to open their folder.
_MANY = 8


def _none(_: str) -> Set[str]:
    return frozenset()


class Signature:
    """Names and sizes of all files below ``root`` as a digest: cheap, for what is derived and can be made again.

    It sees what is lost, cut off or added by others, and not a change by hand that keeps a file's size.

    Raises:
        StoreError: a folder cannot be listed.
    """

    def __init__(
        self, root: Path, sizes: dict[str, int] | None = None, alone: Callable[[str], Set[str]] = _none
    ) -> None:
        """``sizes``: is given the size of every file, by its path below ``root``; ``alone``: as in ``signature``."""
        self._root = root
        self._folders = dict(_numbers(root, alone=alone, sizes=sizes))

    def __str__(self) -> str:
        return _digest(reduce(xor, self._folders.values(), 0))

    def renew(self, files_of: Iterable[str], trees: Collection[str] = ()) -> None:
        """Look again at the folders of these files, and at all below ``trees``: relative paths that were changed."""
        below = tuple(f"/{tree}/" for tree in trees)
        changed = {f"/{name}".rpartition("/")[0] for name in (*files_of, *trees)}
        # A folder that is new, or gone, shows in those around it alone.
        changed |= {f"/{parent}".rstrip("/.") for one in changed for parent in PurePosixPath(one[1:]).parents}
        changed = {one for one in changed if not f"{one}/".startswith(below)}
        if below:
            self._folders = {one: told for one, told in self._folders.items() if not f"{one}/".startswith(below)}
        for tree in below:
            self._folders |= dict(_numbers(self._root, tree[:-1]))
        for folder in changed:
            if Path(f"{self._root}{folder}").is_dir():
                self._folders[folder] = _listed(self._root, folder, next(_folders(self._root, folder))[2])
            else:
                self._folders.pop(folder, None)


def signature(root: Path, alone: Callable[[str], Set[str]] = _none) -> str:
    """``str(Signature(root))``, in the memory of one folder.

    ``alone``: of a folder (told by what follows ``root``), the names of the folders in it that should hold a page,
    ``index.html``, and nothing else. They are not listed, which costs more than all the rest: of each, its page is
    looked at. The digest is the same if that is all they hold; if one holds more, that alone is not seen.

    Raises:
        StoreError: a folder cannot be listed.
    """
    return _digest(reduce(xor, (number for _, number in _numbers(root, alone=alone)), 0))


def pages_alone(pages: Path) -> Callable[[str], Set[str]]:
    """``alone`` of the site of ``pages``: the folders that are of pages below which there is none."""

    def alone(folder: str) -> Set[str]:
        try:
            names = {*os.listdir(f"{pages}{folder}")}  # noqa: PTH208  (a third of pathlib's time)
        except OSError:
            return frozenset()
        return {name.removesuffix(".md") for name in names if name.endswith(".md")} - names

    return alone


def _numbers(
    root: Path, below: str = "", *, alone: Callable[[str], Set[str]] = _none, sizes: dict[str, int] | None = None
) -> Iterator[tuple[str, int]]:
    """Every folder from ``root`` + ``below`` on and its number; those of all folders are combined in any order."""
    for folder, within, found in _folders(root, below):
        yield folder, _listed(root, folder, found, sizes)
        if believed := alone(folder):
            pages = _pages(root, folder, [name for name in within if name in believed])
            within[:] = [name for name in within if name not in pages]
            yield from ((f"{folder}/{name}", number) for name, number in pages.items())


def _pages(root: Path, folder: str, names: Sequence[str]) -> dict[str, int]:
    """What ``_listed`` says of folders with a page alone, by their names; without those that have no page."""
    found = {}
    with _opened(f"{root}{folder}") as at:
        for name in names:
            try:
                size = os.stat(f"{name}/{_PAGE}", dir_fd=at, follow_symlinks=False).st_size
            except FileNotFoundError:
                continue
            found[name] = _number(f"{folder}/{name}\0{_PAGE}\0{size}")
    return found


def _listed(root: Path, folder: str, names: Sequence[str], sizes: dict[str, int] | None = None) -> int:
    """The number of a folder with its files."""
    listed = _sizes(f"{root}{folder}", names)
    if sizes is not None:
        below = f"{folder}/"[1:]
        sizes.update({f"{below}{name}": size for name, size in listed})
    return _number("\0".join([folder, *[f"{name}\0{size}" for name, size in listed]]))


def _sizes(folder: str, names: Sequence[str]) -> list[tuple[str, int]]:
    if len(names) < _MANY:
        return [(name, os.lstat(f"{folder}/{name}").st_size) for name in names]
    with _opened(folder) as at:
        return [(name, os.stat(name, dir_fd=at, follow_symlinks=False).st_size) for name in names]


@contextlib.contextmanager
def _opened(folder: str) -> Iterator[int]:
    """A folder that files are looked up from: by a whole path each costs the system a fifth more."""
    at = os.open(folder, os.O_RDONLY)
    try:
        yield at
    finally:
        os.close(at)


def _number(told: str) -> int:
    return int.from_bytes(hashlib.blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16).digest())


def _digest(number: int) -> str:
    return f"{number:032x}"


def content(root: Path, known: Mapping[str, str] = MappingProxyType({}), *, hidden_folders: bool = False) -> str:
    """A digest of the names and bytes of all files below ``root``, hidden ones passed over.

    ``known``: SHA-256 of files (hex, by relative path) that need not be read again; ``hidden_folders``:
    as in ``files``.

    Raises:
        StoreError: a folder cannot be listed.
    """
    total = 0
    for folder, _, names in _folders(root, hidden=hidden_folders):
        told = [folder]
        with _opened(f"{root}{folder}") as at:
            for name in names:
                told += name, known.get(f"{folder}/{name}"[1:]) or _sha256(name, at)
        total ^= _number("\0".join(told))
    return _digest(total)


def _sha256(name: str, folder: int) -> str:
    file = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return sha256_of_file(file)
    finally:
        os.close(file)


def _folders(root: Path, below: str = "", *, hidden: bool = False) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every folder from ``root`` + ``below`` on, in no order, with the names of its folders, and of its files, sorted.

    Folders are told by what follows ``root``; hidden ones (unless ``hidden``) and Python's caches are passed over, and
    those whose names the caller takes out of the list.

    Raises:
        StoreError: a folder cannot be listed.
    """
    pending = [below] if Path(f"{root}{below}").is_dir() else []
    while pending:
        folder, within, found = pending.pop(), list[str](), list[str]()
        try:
            with os.scandir(f"{root}{folder}") as listed:
                for one in listed:
                    name = one.name
                    if name[0] != "." and name != "__pycache__":
                        (within if one.is_dir(follow_symlinks=False) else found).append(name)
                    elif hidden and name[0] == "." and one.is_dir(follow_symlinks=False):
                        within.append(name)
        except OSError as error:
            unlistable(error)
        found.sort()
        yield folder, within, found
        pending += [f"{folder}/{name}" for name in within]
