"""``site_config/actors.yml``: the actors that an editor knows, and the names by which articles call them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from generator import escape, frontmatter
from generator.editorial import find, hints
from generator.errors import ConfigurationError, Diagnostic, FrontMatterError, wrong_value
from generator.models import ActorType
from generator.text import sha256, slug

FILE = Path("site_config") / "actors.yml"
_DIGITS = 16
# What of an entry goes into briefs; the rest only into pages.
_IN_BRIEFS = {"id", "name", "type", "aliases", "same_as", "not_"}
_ESCAPED = re.compile(rb"\\[nrtbf/]")
_RUN = re.compile(rb"[A-Za-z0-9]{2,}")
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _web(address: str) -> str:
    if not address.startswith(("https://", "http://")) or not escape.url(address):
        raise ValueError("must be a web address")
    return address


class Not(BaseModel):
    """Where the name is somebody else's: in articles whose path fits ``article``, or that say ``word``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    article: Words | None = None
    word: Words | None = None

    def fits(self, path: str, text: str) -> bool:
        if self.article is not None and fnmatchcase(path, self.article):
            return True
        return self.word is not None and next(find.occurrences(text.casefold(), self.word.casefold()), None) is not None


class KnownActor(BaseModel):
    """One entry. ``key`` is its id (by default the slug of its name); an actor of a brief has it behind its type."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: Words
    type: ActorType
    id: Annotated[str, StringConstraints(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")] | None = None
    aliases: tuple[Words, ...] = ()
    role: Words | None = None
    wikidata: Annotated[str, StringConstraints(pattern="^Q[1-9][0-9]*$")] | None = None
    link: Annotated[Words, AfterValidator(_web)] | None = None
    note: Words | None = None
    hide: bool = False
    same_as: Words | None = None
    not_: tuple[Not, ...] = Field(default=(), alias="not")

    @property
    def key(self) -> str:
        return self.same_as or self.id or slug(self.name)

    @property
    def actor_id(self) -> str:
        return f"{self.type}/{self.key}"

    @cached_property
    def forms(self) -> frozenset[str]:
        """Its names, folded."""
        return frozenset(find.bare(name).casefold() for name in (self.name, *self.aliases))

    def is_meant(self, path: str, text: str) -> bool:
        """Whether an article that says one of the names means this one."""
        return not any(one.fits(path, text) for one in self.not_)


class Registry:
    """All entries. An article is given only those that it may name, so that an entry invalidates no other article."""

    def __init__(self, entries: Iterable[KnownActor] = ()) -> None:
        self.entries = tuple(entries)
        self.by_id = {one.actor_id: one for one in self.entries if one.same_as is None}
        self._by_run: dict[bytes, list[tuple[int, frozenset[bytes]]]] = defaultdict(list)
        for number, one in enumerate(self.entries):
            for name in (one.name, *one.aliases):
                runs = frozenset(_RUN.findall(name.encode()))
                self._by_run[max(runs, key=lambda run: (len(run), run), default=b"")].append((number, runs))

    @property
    def digest(self) -> str | None:
        return digest(self.entries)

    def may_be_named_in(self, data: bytes) -> tuple[KnownActor, ...]:
        """The entries that an article of these bytes may name: those one of whose names has all its words there.

        Told from the bytes, since parsing is dear: a name without plain letters, and any in UTF-16, may be there.
        """
        if not self.entries:
            return ()
        if b"\0" in data[:200]:
            return self.entries
        runs = set(_RUN.findall(_ESCAPED.sub(b" ", data))) | {b""}
        numbers = {n for run in runs & self._by_run.keys() for n, needed in self._by_run[run] if needed <= runs}
        return tuple(self.entries[number] for number in sorted(numbers))


def digest(entries: tuple[KnownActor, ...]) -> str | None:
    """Of all that goes into a brief; ``None`` without entries."""
    if not entries:
        return None
    return sha256("\n".join(one.model_dump_json(include=_IN_BRIEFS) for one in entries))[:_DIGITS]


def load(root: Path) -> Registry:
    """The registry of the project in ``root``; an empty one where there is no file.

    Raises:
        ConfigurationError: with every fault and its line.
    """
    path = root / FILE
    if not path.is_file():
        return Registry()
    try:
        return parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError([Diagnostic(FILE.as_posix(), None, f"cannot be read: {error}")]) from None


def parse(text: str) -> Registry:
    """A registry from YAML: a list of entries.

    Raises:
        ConfigurationError: as ``load``.
    """
    try:
        values = frontmatter.load_yaml(text)
    except FrontMatterError as error:
        raise ConfigurationError([Diagnostic(FILE.as_posix(), error.line, error.reason)]) from None
    if not isinstance(values, list | None):
        raise ConfigurationError([Diagnostic(FILE.as_posix(), 1, "must be a list of entries ('- name: …')")])
    lines, problems, entries = frontmatter.lines_of_items(text), list[Diagnostic](), list[KnownActor]()
    for line, value in zip(lines, values or (), strict=True):
        try:
            entries.append(KnownActor.model_validate(value))
        except ValidationError as error:
            problems += [Diagnostic(FILE.as_posix(), line, _reason(dict(item))) for item in error.errors()]
    problems = problems or [
        Diagnostic(FILE.as_posix(), lines[number], reason) for number, reason in _contradictions(entries)
    ]
    if problems:
        raise ConfigurationError(problems)
    return Registry(entries)


def _reason(item: dict[str, Any]) -> str:
    name = ".".join(map(str, item["loc"])) or "entry"
    if item["type"] == "extra_forbidden":
        known = ", ".join(field.alias or name for name, field in KnownActor.model_fields.items())
        return f"{name}: unknown key; known are {known}"
    return f"{name}: {wrong_value(item)}"


def _contradictions(entries: list[KnownActor]) -> Iterator[tuple[int, str]]:
    """Two entries of one id, one name for two, and ``same_as`` to nobody; each with the entry's number."""
    owners = {one.actor_id: number for number, one in reversed(list(enumerate(entries))) if one.same_as is None}
    names: dict[str, KnownActor] = {}
    for number, one in enumerate(entries):
        if one.same_as is not None and one.actor_id not in owners:
            yield number, f"same_as: no entry has the id '{one.same_as}'{hints.hint(one.same_as, _keys(entries))}"
        elif one.same_as is None and owners[one.actor_id] != number:
            yield number, f"two entries have the id '{one.key}': give one an id of its own"
        for form in sorted(one.forms):
            other = names.setdefault(form, one)
            if other.actor_id != one.actor_id and not other.not_ and not one.not_:
                yield number, f"'{form}' is also a name of '{other.name}': say with 'not' where each is not meant"


def _keys(entries: list[KnownActor]) -> list[str]:
    return [one.key for one in entries if one.same_as is None]
