"""The one exception tree, and the diagnostic that names file, line and reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# Why an article has no brief, or not the latest, in a word: for reports that count.
ReasonClass = Literal[
    "file",  # cannot be opened, or is nothing that is read
    "format",  # its content breaks the rules of its format
    "encoding",
    "empty",
    "size",  # more bytes or characters than allowed
    "time",  # took longer than allowed
    "memory",  # needed more than allowed
    "crash",  # ended the process that analysed it, again and again
    "fault",  # an error of the program
    "duplicate",
    "correction",  # what the editor says of it cannot be applied
    "prune",  # too many briefs would go at once
    # Of a brief that is checked:
    "evidence",  # it says what its article does not
    "stale",
    "missing",
    "orphaned",
    "premature",  # its article is not released
]


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One problem in one place.

    ``path`` is shown as given; ``line`` is 1-based, ``None`` where no line applies;
    ``reason`` says cause and remedy in one sentence without a final full stop; ``kind`` classes it;
    ``record`` is the number of the record in its dump, from 0, where that is known.
    """

    path: str
    line: int | None
    reason: str
    kind: ReasonClass = field(default="format", compare=False)
    record: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"


class BriefingError(Exception):
    """Base of every error this package raises on purpose."""


class ConfigurationError(BriefingError):
    """The configuration or the call is wrong (exit code 2). Carries every problem at once."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(map(str, diagnostics)))

    def __reduce__(self) -> tuple[object, ...]:
        return ConfigurationError, (self.diagnostics,)


class ModelError(BriefingError):
    """The language model is missing, altered or does not fit."""


class ArticleError(BriefingError):
    """One article, or one record of a dump, cannot be read or analysed; the others go on."""

    def __init__(
        self,
        path: str,
        reason: str,
        *,
        line: int | None = None,
        kind: ReasonClass = "format",
        record: int | None = None,
    ) -> None:
        self.diagnostic = Diagnostic(path, line, reason, kind, record)
        super().__init__(str(self.diagnostic))

    def __reduce__(self) -> tuple[object, ...]:
        return _article_error, (self.diagnostic,)


def _article_error(diagnostic: Diagnostic) -> ArticleError:
    """Rebuild an error that a worker process sent: exceptions pickle by their positional arguments alone."""
    return ArticleError(
        diagnostic.path, diagnostic.reason, line=diagnostic.line, kind=diagnostic.kind, record=diagnostic.record
    )


class FrontMatterError(BriefingError):
    """Front matter is unclosed, unparsable or breaks the schema; ``line`` is 1-based in the file."""

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(reason if line is None else f"line {line}: {reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return _front_matter_error, (self.reason, self.line)


def _front_matter_error(reason: str, line: int | None) -> FrontMatterError:
    """As ``_article_error``."""
    return FrontMatterError(reason, line=line)


class StoreError(BriefingError):
    """Output cannot be written, or another run holds the lock."""
