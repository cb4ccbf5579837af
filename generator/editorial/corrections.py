"""``<article>.brief.yml``: what an editor changes in one brief. Beside a dump, one mapping a record, by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from generator import frontmatter
from generator.errors import ArticleError, FrontMatterError
from generator.models import Edit, Status
from generator.text import sha256

SUFFIX = ".brief.yml"
# As many digits as make a change sure to be seen.
_DIGITS = 16
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Corrections(BaseModel):
    """One article's. Words name or choose something that stands in the article; its offsets are found by us.

    ``source_quote``, a speaker and a role may be ``null``: there is to be none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    headline: Words | None = None
    source_quote: Words | None = None
    pin_facts: tuple[Words, ...] = Field(default=(), max_length=5)
    drop_facts: tuple[Words, ...] = ()
    speakers: dict[Words, Words | None] = {}
    roles: dict[Words, Words | None] = {}
    tags: tuple[Words, ...] | None = None
    status: Status | None = None

    def edits(self) -> tuple[Edit, ...]:
        """What the brief tells of them. What was dropped is not repeated: it may have been dropped for being wrong."""
        return tuple(self._edits())

    def _edits(self) -> Iterator[Edit]:
        if self.headline is not None:
            yield Edit(what="headline", target=self.headline)
        if "source_quote" in self.model_fields_set:
            yield Edit(what="source_quote", target=self.source_quote)
        yield from (Edit(what="pinned", target=words) for words in self.pin_facts)
        yield from (Edit(what="dropped") for _ in self.drop_facts)
        yield from (Edit(what="speaker", target=words) for words in self.speakers)
        yield from (Edit(what="role", target=name) for name in self.roles)
        if self.tags is not None:
            yield Edit(what="tags")
        if self.status is not None:
            yield Edit(what="status", target=self.status)


@dataclass(frozen=True, slots=True)
class Entry:
    """The corrections of one article, and where they stand: ``path`` below the articles' folder."""

    path: str
    corrections: Corrections
    lines: Mapping[str, int]

    @property
    def digest(self) -> str:
        return sha256(self.corrections.model_dump_json(exclude_unset=True))[:_DIGITS]

    def refuse(self, key: str, reason: str, *, item: str | None = None) -> NoReturn:
        """Raises: ArticleError: at the line of a correction's key."""
        line = self.lines.get(f"{key}.{item}", self.lines.get(key))
        raise ArticleError(self.path, f"{key}: {reason}", line=line, kind="correction")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file of corrections beside one article (its only key is then ``None``) or dump (the records' ids)."""

    path: str
    entries: Mapping[str | None, Entry]

    def of(self, record: str | None) -> Entry | None:
        """The corrections of an article: of the record with this id, or of the file that is one article."""
        return self.entries.get(None) or self.entries.get(record)

    def digest_of(self, record: str | None) -> str | None:
        entry = self.of(record)
        return entry.digest if entry else None


def article_of(path: str) -> str:
    """The article's path, from its own or from that of its corrections."""
    return path.removesuffix(SUFFIX)


def load(text: str, path: str, *, is_dump: bool) -> Sheet:
    """Read and validate a file of corrections. ``path`` is its own, for messages.

    Raises:
        ArticleError: not YAML, not a mapping, an unknown key, or a value of a wrong kind.
    """
    try:
        values = frontmatter.load_yaml(text)
    except FrontMatterError as error:
        raise ArticleError(path, error.reason, line=error.line, kind="correction") from None
    values = {} if values is None else values
    if not isinstance(values, dict):
        raise ArticleError(path, "must be a mapping of names to values", line=1, kind="correction")
    if not is_dump:
        return Sheet(path, {None: _entry(values, text, path, [])})
    return Sheet(path, {str(record): _entry(own, text, path, [str(record)]) for record, own in values.items()})


def _entry(values: Any, text: str, path: str, above: list[str]) -> Entry:
    if values is not None and not isinstance(values, dict):
        reason = f"{'.'.join(above)}: a mapping of corrections must stand under a record's id"
        raise ArticleError(path, reason, line=_line(text, above), kind="correction")
    try:
        corrections = Corrections.model_validate(values or {})
    except ValidationError as error:
        first = error.errors()[0]
        keys = [*above, *map(str, first["loc"])]
        known = f"unknown key; known are {', '.join(Corrections.model_fields)}"
        reason = known if first["type"] == "extra_forbidden" else first["msg"]
        raise ArticleError(path, f"{'.'.join(keys)}: {reason}", line=_line(text, keys), kind="correction") from None
    return Entry(path, corrections, dict(_lines(corrections, text, above)))


def _lines(corrections: Corrections, text: str, above: list[str]) -> Iterator[tuple[str, int]]:
    """The lines of the keys that are given, and of the items of mappings; that of the entry itself as ``""``."""
    yield "", _line(text, above)
    for key in sorted(corrections.model_fields_set):
        value = getattr(corrections, key)
        yield key, _line(text, [*above, key])
        if isinstance(value, dict):
            yield from ((f"{key}.{item}", _line(text, [*above, key, item])) for item in value)


def _line(text: str, keys: list[str]) -> int:
    return frontmatter.line_of(text, keys) or 1
