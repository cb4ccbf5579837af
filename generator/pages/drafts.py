"""Pages that may have to be made: each with a key that changes whenever its text would.

A key covers what a page is given - entries, names, its place in a list - and, through the salt, what all pages share:
settings, site and code. It costs far less than the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple, Protocol

from generator.pages.catalog import Catalog
from generator.pages.entries import Entry

_DIGEST_BYTES = 16
# Of these ``repr`` tells all there is.
_PLAIN = {str, int, float, bool, type(None)}


class Touched(NamedTuple):
    """What may be other than the last run has left it: groups of pages, by name, and actors, by id."""

    groups: Set[str]
    actors: Set[str]

    def also(self, groups: Set[str]) -> Touched:
        """With groups of pages more."""
        return self._replace(groups=self.groups | groups)


class Pieces(NamedTuple):
    """The stretches of a long file, by their names, and how the text of each is made.

    ``touched``: names of those that may be other than the last run has left them; ``None``: any may.
    """

    names: Sequence[str]
    make: Callable[[int], str]
    touched: Set[str] | None

    @property
    def are_settled(self) -> bool:
        """Whether each is as the last run has left it, if it was there then."""
        return self.touched is not None and self.touched.isdisjoint(self.names)


class Draft(NamedTuple):
    """A page below ``content/pages``; ``key`` is ``None`` where making the page is as cheap as any key.

    ``pieces``: of a long file of which little changes, what ``make`` puts together; ``key`` tells their names alone.
    """

    path: str
    key: str | None
    make: Callable[[], str]
    pieces: Pieces | None = None


class Group(NamedTuple):
    """Pages that are made from the same briefs. Its key changes whenever that of one of them would.

    With the key of the run before none of them is looked at, which spares weighing all that stands on them.
    """

    name: str
    key: str
    drafts: Callable[[], Iterator[Draft]]


class _View(Protocol):
    """How actors are shown."""

    catalog: Catalog

    def shown(self, actor_id: str) -> tuple[object, ...]:
        """All that pages of briefs show of one."""


class Keys:
    """Makes the keys of one run.

    ``digests``: of each entry's own content, by its page; ``stamps``: of the briefs, as far as they are known.
    """

    def __init__(
        self, salt: str = "", digests: Mapping[str, str] | None = None, stamps: Mapping[str, bytes] | None = None
    ) -> None:
        self._salt = salt.encode()
        self._digests = digests or {}
        self._stamps = dict(stamps or {})

    def stamp(self, entry: Entry, view: _View) -> bytes:
        """What tells all that pages show of a brief."""
        return self._stamps.get(entry.page) or self._stamp(entry, view)

    def of(self, view: _View, *inputs: object) -> str:
        """The key of a page that is made from ``inputs``: entries, plain values, and sequences of them."""
        total = hashlib.blake2b(self._salt, digest_size=_DIGEST_BYTES)
        for one in inputs:
            self._feed(total, one, view)
        return total.hexdigest()

    def _feed(self, total: hashlib.blake2b, value: object, view: _View) -> None:
        if isinstance(value, Entry):
            total.update(self._stamp(value, view))
        elif isinstance(value, list | tuple):
            total.update(b"[%d" % len(value))
            kinds = set(map(type, value))
            if kinds == {Entry}:
                stamps = self._stamps
                total.update(b"".join([stamps.get(one.page) or self._stamp(one, view) for one in value]))
            elif kinds <= _PLAIN:
                total.update(repr(value).encode("utf-8", "surrogatepass"))
            else:
                for one in value:
                    self._feed(total, one, view)
        else:
            total.update(b"\0" + repr(value).encode("utf-8", "surrogatepass"))

    def _stamp(self, entry: Entry, view: _View) -> bytes:
        """A digest of an entry, of how its actors are shown, and of how many sources it has (told where it leads)."""
        found = self._stamps.get(entry.page)
        if found is None:
            ids = {one.id: None for one in entry.actors}
            shown = [view.shown(one) for one in ids]
            sources = len(view.catalog.group(entry)), view.catalog.leader(entry) is None
            told = repr((entry.page, self._digests.get(entry.page) or entry, shown, *sources))
            total = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
            found = self._stamps[entry.page] = total.digest()
        return found
