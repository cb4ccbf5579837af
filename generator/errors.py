"""The one exception tree, and the diagnostic that names file, line and reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# Why an article has no brief, or not the latest, in a word: for reports that count.
ReasonClass = Literal[
    "file",  # cannot be opened, or is nothing that is read
    "format",  # its content breaks the rules of its format
    "encoding",
    "empty",
    "language",  # there is no model for its language
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


def wrong_value(item: Mapping[str, Any]) -> str:
    """What pydantic finds wrong with a value (an item of ``ValidationError.errors()``), in our own words."""
    known = _VALUES.get(item["type"])
    return known or re.sub(
        r"^(?:Value error, |\w+ should (?=(be|have|match)\b))", lambda at: "must " * bool(at[1]), item["msg"]
    )


# What a value of another type should have been, by pydantic's name of the fault: files of settings know no "tuple".
_VALUES = {
    "missing": "is missing",
    **dict.fromkeys(("tuple_type", "list_type"), "must be a list, as [one, two]"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "must be a mapping, as {name: value}"),
    "string_type": "must be text",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "must be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "must be a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false"),
}


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
    """One article, or one record of a dump, cannot be read or analysed; the others go on.

    ``diagnostics`` are all its problems, in order; ``diagnostic`` is the first, mostly the only one.
    """

    def __init__(
        self,
        path: str,
        reason: str,
        *,
        line: int | None = None,
        kind: ReasonClass = "format",
        record: int | None = None,
        more: Iterable[Diagnostic] = (),
    ) -> None:
        self.diagnostic = Diagnostic(path, line, reason, kind, record)
        self.diagnostics = (self.diagnostic, *more)
        super().__init__("\n".join(map(str, self.diagnostics)))

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> ArticleError:
        """The error of an article that has these problems, at least one."""
        first, *more = diagnostics
        return cls(first.path, first.reason, line=first.line, kind=first.kind, record=first.record, more=more)

    def __reduce__(self) -> tuple[object, ...]:
        return ArticleError.of, (self.diagnostics,)


class UnreachableError(BriefingError):
    """The store that holds the articles cannot be reached: nothing more can be read of it."""


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
