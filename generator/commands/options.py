"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def talk_options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-q", "--quiet", action="store_true", help="print problems and results only")
    parser.add_argument("-v", "--verbose", action="store_true", help="name every file that is written")
    return parser


def project_options(*, jobs: bool) -> argparse.ArgumentParser:
    """The options of every command that works on a project; ``jobs`` adds the number of processes."""
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
        add_jobs(parser)
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


def add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j",
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="processes that analyse articles; 0: one a core (default: 1)",
    )


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"must be a number, 0 or more, not {text!r}")
    return int(text) or len(os.sched_getaffinity(0))
