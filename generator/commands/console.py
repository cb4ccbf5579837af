"""What people see of a run: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

from generator import escape
from generator.errors import Diagnostic

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds between two lines of progress where there is no terminal, as in CI.
LINE_EVERY = 10.0

# What is said of every article alike: that there is no model for its language.
COMMON = ("language",)


def grouped(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The problems, those of ``COMMON`` kinds with one reason as one, which names the first and how many there are."""
    groups: dict[object, list[Diagnostic]] = {}
    for number, one in enumerate(diagnostics):
        groups.setdefault((one.kind, one.reason) if one.kind in COMMON else number, []).append(one)
    more = "{} and {:,} more (--verbose names them all)"
    return [
        first if not others else replace(first, path=more.format(first.path, len(others)), line=None)
        for first, *others in groups.values()
    ]


class Console:
    """Prints; nothing of an article reaches the terminal unescaped."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet, self.verbose = quiet, verbose
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._stage = ""
        self._last = time.monotonic()
        self._is_terminal = sys.stderr.isatty()

    def result(self, line: str) -> None:
        print(escape.terminal(line))  # noqa: T201

    def note(self, line: str) -> None:
        if not self.quiet:
            print(escape.terminal(line), file=sys.stderr)  # noqa: T201

    def detail(self, line: str) -> None:
        if self.verbose:
            self.note(line)

    def problem(self, diagnostic: Diagnostic) -> None:
        print(escape.terminal(str(diagnostic)), file=sys.stderr)  # noqa: T201

    def told(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """What is printed of some problems: what many articles have in common once, unless all is asked for."""
        return list(diagnostics) if self.verbose else grouped(diagnostics)

    def error(self, message: str) -> None:
        print(f"briefing: {escape.terminal(message)}", file=sys.stderr)  # noqa: T201

    def progress(self, stage: str, done: int) -> None:
        """A moving line on a terminal; elsewhere a plain one every ten seconds."""
        if self.quiet:
            return
        if self._is_terminal:
            self._move(stage, done)
        elif time.monotonic() - self._last >= LINE_EVERY:
            self._last = time.monotonic()
            self.note(f"{stage}: {done}" if done else stage)

    def _move(self, stage: str, done: int) -> None:
        if self._bar is None:
            from rich import console, progress

            columns = (
                progress.SpinnerColumn(),
                progress.TextColumn("{task.description}"),
                progress.TimeElapsedColumn(),
            )
            self._bar = progress.Progress(*columns, console=console.Console(stderr=True), transient=True)
            self._bar.start()
        if stage != self._stage or self._task is None:
            self._stage, self._task = stage, self._bar.add_task(stage, total=None)
        self._bar.update(self._task, description=f"{stage} … {done}" if done else f"{stage} …")

    def __enter__(self) -> Console:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
