"""The report of a run for programs: every article with its outcome, as JSON, written while the run goes on."""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

from generator.errors import ConfigurationError, Diagnostic, StoreError

Outcome = Literal["built", "unchanged", "refused", "set aside", "waiting", "wrong"]
# Reason classes of articles that went over a limit, or ended what analysed them; the others were refused.
SET_ASIDE = ("time", "memory", "crash")
# Those of briefs that are checked.
WRONG = ("evidence", "stale", "missing", "orphaned", "premature")


class Log:
    """Writes one line an article, then the rest; in the memory of the totals.

    The file appears under its name when the run is over, whole; a run that is cut off leaves the one before. Without a
    path nothing is written.
    """

    def __init__(self, path: Path | None) -> None:
        """Nothing but a file gives way to the report, and that is told before the run.

        Raises:
            ConfigurationError: ``path`` is a folder or a device, or names nothing.
        """
        if path is not None and (not path.name or (path.exists() and not path.is_file())):
            raise _refused(path, "give the name of a file")
        self._path = path
        self._temporary = path.with_name(f".briefing-{os.getpid()}-{path.name}.tmp") if path is not None else None
        self._file: TextIO | None = None
        self._outcomes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()

    def __enter__(self) -> Log:
        """Folders on the way are made.

        Raises:
            ConfigurationError: the file cannot be written.
        """
        if self._temporary is not None:
            try:
                self._temporary.parent.mkdir(parents=True, exist_ok=True)
                self._file = self._temporary.open("w", encoding="utf-8")
            except OSError as error:
                raise _refused(self._temporary.parent, f"{error.strerror}; give another file") from None
            self._write('{"articles": [')
        return self

    def article(
        self,
        path: str,
        outcome: Outcome,
        *,
        line: int | None = None,
        record: str | None = None,
        brief: str | None = None,
        kind: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Note an article. ``path`` is from the project's folder, ``brief`` from ``content/briefs``."""
        if self._file is None:
            return
        said = {"path": path, "line": line, "record": record or None, "outcome": outcome}
        said |= {"brief": brief, "class": kind, "reason": reason}
        self._outcomes[outcome] += 1
        if kind is not None:
            self._reasons[kind] += 1
        comma = "" if self._outcomes.total() == 1 else ","
        self._write(f"{comma}\n{json.dumps(said)}")

    def refused(self, found: Diagnostic) -> None:
        """Note an article that cannot be read, or was set aside; or a brief that is wrong."""
        outcome: Outcome = "set aside" if found.kind in SET_ASIDE else "wrong" if found.kind in WRONG else "refused"
        record = None if found.record is None else str(found.record)
        self.article(found.path, outcome, line=found.line, record=record, kind=found.kind, reason=found.reason)

    def end(self, **rest: Any) -> None:
        """Write what is known at the end, with the totals, and give the file its name.

        Raises:
            StoreError: it cannot be written.
        """
        if self._file is None or self._temporary is None or self._path is None:
            return
        totals = {"totals": dict(sorted(self._outcomes.items())), "reasons": dict(sorted(self._reasons.items()))}
        self._write(f"\n],\n{json.dumps({**totals, **rest}, indent=1)[1:]}\n")
        try:
            self._file.close()
            self._temporary.replace(self._path)
        except OSError as error:
            raise self._error(error) from None

    def _write(self, text: str) -> None:
        assert self._file is not None
        try:
            self._file.write(text)
        except OSError as error:
            raise self._error(error) from None

    def _error(self, error: OSError) -> StoreError:
        return StoreError(f"{self._path}: the report cannot be written: {error.strerror}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None and self._temporary is not None:
            with contextlib.suppress(OSError):  # what a full disk did not take, is tried again
                self._file.close()
            self._temporary.unlink(missing_ok=True)


def _refused(path: Path, why: str) -> ConfigurationError:
    return ConfigurationError([Diagnostic(str(path), None, f"the report cannot be written: {why}")])
