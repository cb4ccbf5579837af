"""``<article>.brief.yml``: what an editor changes in one brief. Beside a dump, one mapping a record, by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from generator import frontmatter
from generator.errors import ArticleError, Diagnostic, FrontMatterError, wrong_value
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

    def fault(self, key: str, reason: str, item: str | None = None) -> Diagnostic:
        """What is wrong with a correction: at the line of its key, or of the ``item`` under it."""
        line = self.lines.get(f"{key}.{item}", self.lines.get(key))
        return Diagnostic(self.path, line, f"{key}: {reason}", "correction")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The file of corrections beside one article (its only key is then ``None``) or dump (the records' ids).

    ``sha256``: of its text, lines and all.
    """

    path: str
    sha256: str
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
        ArticleError: not YAML, not a mapping; or all unknown keys and values of a wrong kind.
    """
    try:
        values = frontmatter.load_yaml(text)
    except FrontMatterError as error:
        raise ArticleError(path, error.reason, line=error.line, kind="correction") from None
    values = {} if values is None else values
    if not isinstance(values, dict):
        raise ArticleError(path, "must be a mapping of names to values", line=1, kind="correction")
    lines = frontmatter.Lines(text)
    found: dict[str | None, Entry | list[Diagnostic]] = {}
    if not is_dump:
        found[None] = _entry(values, lines, path, [])
    else:
        found |= {str(record): _entry(own, lines, path, [str(record)]) for record, own in values.items()}
    faults = [fault for one in found.values() if isinstance(one, list) for fault in one]
    if faults:
        raise ArticleError.of(faults)
    return Sheet(path, sha256(text), {record: one for record, one in found.items() if isinstance(one, Entry)})


def _entry(values: Any, lines: frontmatter.Lines, path: str, above: list[str]) -> Entry | list[Diagnostic]:
    """The corrections of one article, or all that is wrong with them. ``above``: the keys that they stand under."""
    if values is not None and not isinstance(values, dict):
        reason = f"{'.'.join(above)}: a mapping of corrections must stand under a record's id"
        return [Diagnostic(path, lines.of(above) or 1, reason, "correction")]
    try:
        corrections = Corrections.model_validate(values or {})
    except ValidationError as error:
        faults = (_fault(dict(item), lines, path, above) for item in error.errors())
        return sorted(faults, key=lambda fault: fault.line or 0)
    return Entry(path, corrections, dict(_lines(corrections, lines, above)))


def _fault(item: dict[str, Any], lines: frontmatter.Lines, path: str, above: list[str]) -> Diagnostic:
    keys = [*above, *map(str, item["loc"])]
    known = f"unknown key; known are {', '.join(Corrections.model_fields)}"
    reason = known if item["type"] == "extra_forbidden" else wrong_value(item)
    return Diagnostic(path, lines.of(keys) or 1, f"{'.'.join(keys)}: {reason}", "correction")


def _lines(corrections: Corrections, lines: frontmatter.Lines, above: list[str]) -> Iterator[tuple[str, int]]:
    """The lines of the keys that are given, and of the items below them; that of the entry itself as ``""``."""
    yield "", lines.of(above) or 1
    for key in sorted(corrections.model_fields_set):
        value = getattr(corrections, key)
        yield key, lines.of([*above, key]) or 1
        # An item of a mapping is named by its key, one of a list by its words.
        names = {item: item for item in value} if isinstance(value, dict) else {}
        names = {item: str(number) for number, item in enumerate(value)} if isinstance(value, tuple) else names
        yield from ((f"{key}.{item}", lines.of([*above, key, name]) or 1) for item, name in names.items())
