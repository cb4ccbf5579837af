"""What a reader is, what it hands on, and how its values become an Article. For writers of readers.

A reader knows one format. It splits a file into records (cheap: bytes and a digest) and parses one record
into an Article (dear), so that a caller can pass over the records that it has seen before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import PurePath
from typing import BinaryIO, ClassVar, Protocol, runtime_checkable

from generator import text as plain_text
from generator.config import MEGABYTE as MEGABYTE
from generator.config import Settings
from generator.editorial import KnownActor, Sheet
from generator.errors import ArticleError, ReasonClass
from generator.models import Article, Known, NamedKind, Region, Status, Title
from generator.readers import language


@dataclass(frozen=True, slots=True)
class Record:
    """The bytes of one article, not parsed yet. Picklable.

    ``shown``: the file's path for people and ids; ``reader``: the name of the reader that parses it;
    ``sha256``: hex digest of ``data``; ``number`` (0-based) and ``line`` (1-based) say where a record of a
    dump stands, and are ``None`` where the file is one article; ``sheet``: the editor's corrections beside the file;
    ``known``: the entries of the registry that the record may name.
    """

    shown: str
    reader: str
    data: bytes
    sha256: str
    number: int | None = None
    line: int | None = None
    sheet: Sheet | None = None
    known: tuple[KnownActor, ...] = ()

    @property
    def size(self) -> int:
        """Bytes that go with it."""
        return len(self.data)

    def error(self, reason: str, line: int | None = None, *, kind: ReasonClass = "format") -> ArticleError:
        """An error at this record (by its line, else by its number), or at ``line`` of a file that is one article."""
        line = line if self.line is None else self.line
        name = f"record {self.number}: " if line is None and self.number is not None else ""
        return ArticleError(self.shown, name + reason, line=line, kind=kind, record=self.number)


@dataclass(frozen=True, slots=True)
class Stored:
    """The name of a file in a store: who is to analyse its records reads it first. Picklable; has none of its bytes.

    ``shown``: its URL, for people and ids; ``root``: the URL below which it was found, which says what store it is;
    ``path``: its name there; ``size``: its bytes as the store lists them, 0 where it does not tell.
    """

    shown: str
    root: str
    path: str
    size: int
    number: ClassVar[None] = None
    line: ClassVar[None] = None

    def error(self, reason: str, *, kind: ReasonClass = "file") -> ArticleError:
        """An error at this file."""
        return ArticleError(self.shown, reason, kind=kind)


@dataclass(frozen=True, slots=True)
class Extra:
    """What a reader needs besides the package: the name of an extra and of the module that it installs."""

    name: str
    module: str

    def missing(self) -> str | None:
        """What to say where it is not installed."""
        if find_spec(self.module) is not None:
            return None
        return f"needs {self.module}: install it with pip install 'briefing[{self.name}]'"

    def require(self, shown: str) -> None:
        """Go on only where it is installed.

        Raises:
            ArticleError: it is not; ``shown``: the file that needs it.
        """
        if reason := self.missing():
            raise ArticleError(shown, reason, kind="file")


@runtime_checkable
class Reader(Protocol):
    """One format. An object of this shape is what an entry point of the group ``briefing.readers`` names.

    ``name``: one word, unique; ``extensions``: lower-case endings with their dot (``.txt``, ``.jsonl.gz``);
    ``description``: one line for ``briefing formats``. A reader that needs an optional package has an ``extra``,
    an ``Extra``, too. One whose files are dumps, of more articles than memory may hold, has ``dump``: ``"stream"`` if
    it reads them from beginning to end, ``"file"`` if it wants a file of this machine.
    """

    name: str
    extensions: tuple[str, ...]
    description: str

    def sniff(self, head: bytes, path: PurePath) -> bool:
        """Whether a file that begins with ``head`` is surely of this format, whatever its name."""

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        """The records of an open file, in order; a bad one is an ``ArticleError`` and the others go on."""

    def parse(self, record: Record, settings: Settings) -> Article:
        """The article of a record.

        Raises:
            ArticleError: the record cannot be read; the reason names cause and remedy.
        """


@dataclass(frozen=True, slots=True)
class Head:
    """What is known about an article besides its text; ``None`` where nothing is.

    ``id`` is the format's own identifier, unique in the world (a GUID, a URN), not merely in its file.
    """

    title: Title | None = None
    published: Known | None = None
    publisher: Known | None = None
    byline: Known | None = None
    url: Known | None = None
    lang: str | None = None
    tags: tuple[str, ...] = ()
    id: str | None = None
    regions: tuple[Region, ...] = ()
    status: Status | None = None
    embargoed: str | None = None
    rights: str | None = None
    teaser: bool = False
    modified: str | None = None
    named: tuple[tuple[str, NamedKind], ...] = ()

    def or_else(self, other: Head) -> Head:
        """This head, its gaps filled from another one."""
        gaps = {name: getattr(other, name) for name in Head.__slots__ if not getattr(self, name)}
        return replace(self, **gaps)


def whole_file(reader: str, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
    """The one record of a file that is one article."""
    limit = int(settings.limits.max_file_mb * MEGABYTE)
    data = source.read(limit + 1)
    if len(data) > limit:
        yield too_large(shown, settings)
    else:
        yield Record(shown, reader, data, plain_text.sha256(data))


def too_large(shown: str, settings: Settings, *, line: int | None = None) -> ArticleError:
    """The error for a file, or a line of it, that is larger than the settings allow."""
    return ArticleError(shown, too_large_reason(settings), line=line, kind="size")


def too_large_reason(settings: Settings) -> str:
    return f"larger than {settings.limits.max_file_mb:g} MB: split it, or raise limits.max_file_mb in briefing.yml"


def derived(record: Record, data: bytes) -> Record:
    """A record with the part of its bytes that another format's reader is to parse; it keeps its own digest."""
    return replace(record, data=data)


def check_text(record: Record, text: str, settings: Settings) -> None:
    """Refuse what cannot be an article.

    Raises:
        ArticleError: no letters, or too many characters.
    """
    if not any(map(str.isalpha, text)):
        raise record.error("no text in it: fill it or remove it", kind="empty")
    limit = settings.limits.max_characters
    if len(text) > limit:
        remedy = "split it, or raise limits.max_characters in briefing.yml" if limit < 1_000_000 else "split it"
        raise record.error(f"{len(text):,} characters of text, more than {limit:,}: {remedy}", kind="size")


def assemble(record: Record, text: str, head: Head, settings: Settings, *, own_id: str | None = None) -> Article:
    """The article of a record. ``own_id``: the record's id, unique in its file alone.

    Raises:
        ArticleError: ``text`` is empty or too long.
    """
    check_text(record, text, settings)
    name = own_id if own_id is not None else None if record.number is None else str(record.number)
    place = record.shown if name is None else f"{record.shown}#{name}"
    return Article(
        id=own_id or place,
        path=record.shown,
        text=text,
        sha256=record.sha256,
        identity=head.url.value if head.url else head.id or place,
        record=name,
        title=head.title,
        published=head.published,
        publisher=head.publisher,
        byline=head.byline,
        url=head.url,
        lang=head.lang or language.of(text) or settings.lang,
        tags=head.tags,
        regions=head.regions,
        status=head.status or "usable",
        embargoed=head.embargoed,
        rights=head.rights,
        teaser=head.teaser,
        modified=head.modified,
        named=head.named,
    )
