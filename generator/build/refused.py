"""Records that had to be analysed to be refused: told of again by the next run, unanalysed, while all is as it was."""

from __future__ import annotations

import contextlib
import json
from dataclasses import astuple, dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from generator.build.folder import owner, second
from generator.build.unchanged import program
from generator.editorial import Release, article_of
from generator.engine import Made
from generator.errors import ArticleError, Diagnostic
from generator.readers import Record
from generator.store import Manifest
from generator.text import sha256

_STATE = "refused"


@dataclass(frozen=True, slots=True)
class _Refusal:
    """``identity``: of an article that was there before; else ``problems``: those of its corrections.

    ``as_of``: when; what is released stays so, and at an earlier time an article might have waited instead.
    """

    as_of: str
    identity: str | None
    problems: list[list[Any]]


class Refused:
    """The refusals of the run before, and of this one. A cache.

    ``key``: what they follow from besides their records, with the program and whether drafts are released.
    """

    def __init__(self, manifest: Manifest, key: str, release: Release) -> None:
        self._manifest, self._base, self._release = manifest, f"{key} {release.drafts}", release
        self._before, self._now = _read(manifest), dict[str, _Refusal]()
        self._doubted = {known.identity for known in self._before.values()} - {None}
        self._owners: dict[str, str] = {}
        self._corrected: dict[tuple[str, int | None], str] = {}

    def met(self, record: Record, identity: str) -> None:
        """Note a record that has its brief: another of its identity that comes later is refused."""
        if identity in self._doubted:
            self._owners.setdefault(identity, owner(record))

    def again(self, record: Record) -> ArticleError | None:
        """Why a record is refused, if it was and will be; ``None`` if it has to be analysed."""
        if record.sheet is not None:
            self._corrected[record.shown, record.number] = self._key(record)
        known = self._before.get(self._key(record)) if self._before else None
        if known is None or self._release.as_of < datetime.fromisoformat(known.as_of):
            return None
        if known.identity is None:
            found = ArticleError.of(Diagnostic(*problem) for problem in known.problems)
        elif known.identity in self._owners:
            found = second(record, known.identity, self._owners[known.identity])
        else:
            return None
        self._now[self._key(record)] = known
        return found

    def note(self, item: object, error: ArticleError) -> None:
        """Remember an item of a run and why it was refused, if that had to be found by analysis."""
        as_of, kind = self._release.as_of.isoformat(), error.diagnostic.kind
        if isinstance(item, Made) and kind == "duplicate":
            self._now[self._key(item.record)] = _Refusal(as_of, item.identity, [])
        elif item is error and kind == "correction":
            key = self._corrected.get((article_of(error.diagnostic.path), error.diagnostic.record))
            if key is not None:
                problems = [list(astuple(one)) for one in error.diagnostics]
                self._now.setdefault(key, _Refusal(as_of, None, problems))

    def write(self) -> None:
        """Keep the refusals of this run for the next one."""
        if self._now != self._before:
            self._manifest.set_state(_STATE, json.dumps({key: astuple(one) for key, one in self._now.items()}))

    @cached_property
    def _salt(self) -> str:
        return f"{self._base} {program()}"

    def _key(self, record: Record) -> str:
        """Of all that the refusal of a record follows from, and of where its messages say that it stands."""
        sheet = record.sheet.sha256 if record.sheet else None
        return sha256(f"{self._salt} {record.shown!r} {record.sha256} {record.number} {record.line} {sheet}")


def _read(manifest: Manifest) -> dict[str, _Refusal]:
    """The refusals of the run before; none where they cannot be read."""
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        return {key: _Refusal(*one) for key, one in json.loads(manifest.state(_STATE) or "{}").items()}
    return {}
