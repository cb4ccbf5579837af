"""``briefing export``: the briefs for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import export, store
from generator.commands import files
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import find_project
from generator.errors import Diagnostic


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "export",
        help="write the briefs as IPTC ninjs 3, CSV or JSON lines",
        description="Write all briefs of the project. ninjs: one composite object, each brief an association; "
        "csv: a row a brief; jsonl: a brief's front matter a line.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument(
        "--format", choices=sorted(export.FORMATS), default="ninjs", help="what to write (default: ninjs)"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    project, failures = find_project(arguments.project), list[Diagnostic]()
    found = files.read(project, store.files(project.briefs, ".md"), failures)
    files.write(arguments.output, export.FORMATS[arguments.format](brief for _, brief in found))
    if arguments.output is not None:
        console.note(f"written: {arguments.output}")
    for failure in failures:
        console.problem(failure)
    return 1 if failures else 0
