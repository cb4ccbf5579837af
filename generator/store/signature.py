"""Digests of whole folders: whether anything in them is not as it was, told without believing file times.

A run that changes nothing does little else, for a million files where there are 100,000 briefs: what is done for each
file is a call of the system, and a few steps of Python.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from itertools import islice
from operator import xor
from pathlib import Path
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

    def __init__(self, root: Path, alone: Callable[[str], Set[str]] = _none) -> None:
        """``alone``: as in ``signature``."""
        self._root = root
        self._numbers: dict[str, int] = {}
        # Of each folder, told by what follows ``root``, its files; not of those that were believed to hold a page.
        self._files: dict[str, dict[str, int]] = {}
        self._note(_told(root, alone=alone))

    def _note(self, told: Iterable[tuple[str, dict[str, int], dict[str, int]]]) -> None:
        for folder, sizes, numbers in told:
            self._files[folder] = sizes
            self._numbers.update(numbers)

    def __str__(self) -> str:
        return _digest(reduce(xor, self._numbers.values(), 0))

    def __iter__(self) -> Iterator[str]:
        """Every file's path below ``root``; not of those that were believed to be there."""
        for folder, sizes in self._files.items():
            below = f"{folder}/"[1:]
            yield from (f"{below}{name}" for name in sizes)

    def size(self, path: str) -> int | None:
        """The size of a file that ``__iter__`` tells of; ``None`` of all others."""
        folder, _, name = f"/{path}".rpartition("/")
        return self._files.get(folder, {}).get(name)

    def renew(self, files: Iterable[str], trees: Iterable[str] = ()) -> None:
        """Look again at these files, and at the folders below ``trees``: relative paths that were changed.

        And at the files in ``root`` and in all folders around ``trees``: what is made from all pages lies there.
        """
        below = tuple(f"/{tree}/" for tree in trees)
        for folder in [one for one in self._numbers if f"{one}/".startswith(below)] if below else ():
            self._forget(folder)
        for tree in below:
            self._note(_told(self._root, tree[:-1]))
        for folder in {"", *(folder for tree in below for folder in _around(tree[:-1]))}:
            self._look(folder)
        changed: dict[str, list[str]] = {}
        for folder, _, name in (f"/{path}".rpartition("/") for path in files):
            if not f"{folder}/".startswith(below):
                changed.setdefault(folder, []).append(name)
        for folder, names in changed.items():
            self._renew(folder, names)

    def _renew(self, folder: str, names: Iterable[str]) -> None:
        """Look again at files of a folder; at all of it, and at those around it, if it is new or may be gone."""
        sizes = self._files.get(folder, {})
        for name in names if sizes else ():
            try:
                sizes[name] = os.lstat(f"{self._root}{folder}/{name}").st_size
            except FileNotFoundError:
                sizes.pop(name, None)
        if sizes:
            self._numbers[folder] = _number_of(folder, sizes)
            return
        self._look(folder)
        for one in _around(folder):
            if Path(f"{self._root}{one}").is_dir() == (one in self._numbers):
                break
            self._look(one)

    def _look(self, folder: str) -> None:
        self._forget(folder)
        if Path(f"{self._root}{folder}").is_dir():
            self._note(islice(_told(self._root, folder), 1))

    def _forget(self, folder: str) -> None:
        self._numbers.pop(folder, None)
        self._files.pop(folder, None)


def _around(folder: str) -> Iterator[str]:
    """The folders that a folder is in, the nearest first."""
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def signature(root: Path, alone: Callable[[str], Set[str]] = _none) -> str:
    """``str(Signature(root))``, in the memory of one folder.

    ``alone``: of a folder (told by what follows ``root``), the names of the folders in it that should hold a page,
    ``index.html``, and nothing else. They are not listed, which costs more than all the rest: of each, its page is
    looked at. The digest is the same if that is all they hold; if one holds more, that alone is not seen.

    Raises:
        StoreError: a folder cannot be listed.
    """
    return _digest(reduce(xor, (number for _, _, told in _told(root, alone=alone) for number in told.values()), 0))


def pages_alone(pages: Path) -> Callable[[str], Set[str]]:
    """``alone`` of the site of ``pages``: the folders that are of pages below which there is none."""

    def alone(folder: str) -> Set[str]:
        try:
            names = {*os.listdir(f"{pages}{folder}")}  # noqa: PTH208  (a third of pathlib's time)
        except OSError:
            return frozenset()
        return {name.removesuffix(".md") for name in names if name.endswith(".md")} - names

    return alone


def _told(
    root: Path, below: str = "", *, alone: Callable[[str], Set[str]] = _none
) -> Iterator[tuple[str, dict[str, int], dict[str, int]]]:
    """Every folder from ``root`` + ``below`` on, the sizes of its files, and numbers by folder.

    They are its own and those of the folders in it that are believed to hold a page, which do not come by themselves.
    The numbers of all folders are combined in any order.
    """
    for folder, within, found in _folders(root, below):
        sizes, believed = _sizes(f"{root}{folder}", found), alone(folder)
        pages = _pages(f"{root}{folder}", [name for name in within if name in believed]) if believed else {}
        within[:] = [name for name in within if name not in pages]
        numbers = {f"{folder}/{name}": _number(f"{folder}/{name}\0{_PAGE}\0{size}") for name, size in pages.items()}
        yield folder, sizes, numbers | {folder: _number_of(folder, sizes)}


def _pages(folder: str, names: Sequence[str]) -> dict[str, int]:
    """The sizes of the pages in folders that should hold a page alone, by their names; without those that have none."""
    found = {}
    with _opened(folder) as at:
        for name in names:
            try:
                found[name] = os.stat(f"{name}/{_PAGE}", dir_fd=at, follow_symlinks=False).st_size
            except FileNotFoundError:
                continue
    return found


def _number_of(folder: str, sizes: Mapping[str, int]) -> int:
    return _number("\0".join([folder, *[f"{name}\0{sizes[name]}" for name in sorted(sizes)]]))


def _sizes(folder: str, names: Sequence[str]) -> dict[str, int]:
    if len(names) < _MANY:
        return {name: os.lstat(f"{folder}/{name}").st_size for name in names}
    with _opened(folder) as at:
        return {name: os.stat(name, dir_fd=at, follow_symlinks=False).st_size for name in names}


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
            for name in sorted(names):
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
    """Every folder from ``root`` + ``below`` on, in no order, with the names of its folders and of its files.

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
        yield folder, within, found
        pending += [f"{folder}/{name}" for name in within]
