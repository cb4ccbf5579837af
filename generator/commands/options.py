"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from generator.commands.console import Console
from generator.errors import ConfigurationError, Diagnostic

if TYPE_CHECKING:
    from generator.engine import Cluster

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def talk_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-q", "--quiet", action="store_true", help="print problems and results only")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every file that is written")
    return parser


def project_options(*, jobs: bool) -> argparse.ArgumentParser:
    """The options of every command that works on a project; ``jobs`` adds where articles are analysed."""
    parser = argparse.ArgumentParser(add_help=False, parents=[talk_options()])
    parser.add_argument(
        "-p",
        "--project",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the project's folder, the one that holds site_config/ (default: here or the nearest above)",
    )
    if jobs:
        add_engine(parser)
    return parser


def add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of",
        type=_time,
        metavar="TIME",
        help="the time that decides which embargoes are over, as 2022-02-17T06:00:00Z (default: now)",
    )


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a time such as 2022-02-17T06:00:00Z, not {text!r}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j",
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="processes that analyse articles; 0: one a core (default: 1)",
    )


def add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what became of each article into FILE, as JSON, with totals by outcome and by reason",
    )


def own_name() -> str:
    """How this program is called in a shell: by its name if that finds it, else with its path."""
    script = Path(sys.executable).with_name("briefing")
    found = shutil.which("briefing")
    if found and Path(found).resolve() == script.resolve():
        return "briefing"
    return shlex.quote(str(script)) if script.is_file() else f"{shlex.quote(sys.executable)} -m generator"


def engine_told(arguments: argparse.Namespace) -> dict[str, str | int | None]:
    """Where articles are analysed, as reports say it."""
    return {"name": arguments.engine, "jobs": arguments.jobs, "scheduler": arguments.scheduler}


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Where articles are analysed: ``--jobs``, ``--engine`` and ``--scheduler``."""
    _add_jobs(parser)
    parser.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="where articles are analysed (and, by extract, read from a store): local, processes of this machine "
        "(default); dask, a Dask cluster",
    )
    parser.add_argument(
        "--scheduler",
        type=_scheduler,
        metavar="ADDRESS",
        help="the Dask scheduler, as tcp://host:8786 (default: a cluster of --jobs processes on this machine)",
    )


def cluster(arguments: argparse.Namespace, console: Console) -> Cluster | None:
    """The cluster that articles are analysed over, if there is to be one.

    Raises:
        ConfigurationError: a scheduler is named that is not asked for.
    """
    from generator.engine import Cluster

    if arguments.engine == "dask":
        return Cluster(arguments.scheduler, tell=console.note)
    if arguments.scheduler is not None:
        raise ConfigurationError([Diagnostic("--scheduler", None, "is of use with --engine dask alone: add that")])
    return None


def _scheduler(text: str) -> str:
    if not re.fullmatch(r"(\w+://)?\S+:\d+", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"must be an address such as tcp://host:8786, not {text!r}")
    return text


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"must be a number, 0 or more, not {text!r}")
    return int(text) or len(os.sched_getaffinity(0))
