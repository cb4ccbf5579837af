"""Running a command and measuring what it took: processor time, so that other work on the machine does not count."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

PACKAGES = ("spacy", "mkdocs", "mkdocs-material", "Markdown", "pagefind", "pydantic", "PyYAML")
MEGABYTE = 1 << 20


class Taken(NamedTuple):
    """Seconds of processor time of a command and its children, and the most memory of one process, in MiB."""

    cpu: float
    memory: float


def taken(command: list[str], *, cwd: Path | None = None, more: Mapping[str, str] = MappingProxyType({})) -> Taken:
    """Run a command to its end, with ``more`` in its environment.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "NO_MKDOCS_2_WARNING": "1", **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages have their bytecode; so shall ours
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {said.strip()[-2000:]}")
    return Taken(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def python(*arguments: str, cwd: Path | None = None) -> Taken:
    return taken([sys.executable, *arguments], cwd=cwd)


def briefing(project: Path, *arguments: str) -> Taken:
    """``briefing …`` on a project; processes that it starts count too."""
    return python("-m", "generator", *arguments, "--quiet", "--project", str(project))


def clock() -> float:
    """Seconds on the clock."""
    return time.monotonic()


def machine() -> dict[str, str]:
    """What the figures were measured on; ``load``: processes that were at work in the minute before."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    load = f"{os.getloadavg()[0]:.1f}"
    return {"cpu": cpu, "cores": str(os.cpu_count()), "load": load, "python": platform.python_version(), **versions}


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).is_file() else []


def weight(root: Path, pattern: str = "*") -> int:
    """Bytes of the files below a folder."""
    return sum(path.stat().st_size for path in root.rglob(pattern) if path.is_file())
