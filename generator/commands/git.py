"""What git knows of a project: commits, what changed since one, and files as they were."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.errors import BriefingError, ConfigurationError, Diagnostic


def said(folder: Path, *arguments: str) -> str:
    """What git says in a folder.

    Raises:
        BriefingError: it refuses, or is not installed.
    """
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError as error:
        raise BriefingError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise BriefingError(f"git: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8", "replace")


def commit(folder: Path, rev: str) -> str:
    """The full name of a commit.

    Raises:
        ConfigurationError: no such commit, or no git repository.
    """
    try:
        return said(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}").strip()
    except BriefingError:
        raise ConfigurationError([Diagnostic(rev, None, "no commit of a git repository here")]) from None


def changed(folder: Path, before: str, after: str | None = None) -> set[str]:
    """Paths below a folder that differ between two commits, or between one and what is there now, new files too."""
    commits = [before, *([after] if after else [])]
    told = said(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", *commits, "--", ".").split("\0")
    if after is None:
        told += said(folder, "ls-files", "-z", "--others", "--", ".").split("\0")
    return {path for path in told if path}


def at(folder: Path, known: str, path: str) -> str | None:
    """A file below a folder as a commit has it; ``None`` if it has none."""
    try:
        return said(folder, "cat-file", "blob", f"{known}:./{path}")
    except BriefingError:
        return None
