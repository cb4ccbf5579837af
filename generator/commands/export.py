"""``briefing export``: the briefs for other programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from generator import export, pages, store
from generator.commands import files
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, find_project, load
from generator.editorial import load_registry
from generator.errors import Diagnostic
from generator.export import ftm
from generator.models import Brief
from generator.pages import site
from generator.pages.catalog import Catalog

FTM = "ftm"


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "export",
        help="write the briefs as IPTC ninjs 3, CSV, JSON lines or FollowTheMoney entities",
        description="Write all briefs of the project. ninjs: one composite object, each brief an association; "
        "csv: a row a brief; jsonl: a brief's front matter a line; ftm: FollowTheMoney entities, one a line.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument(
        "--format", choices=sorted([*export.FORMATS, FTM]), default="ninjs", help="what to write (default: ninjs)"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    project, failures = find_project(arguments.project), dict[Diagnostic, None]()
    if arguments.format == FTM:
        pieces = ftm.entities(_briefs(project, failures), _catalog(project, failures))
    else:
        pieces = export.FORMATS[arguments.format](_briefs(project, failures))
    files.write(arguments.output, pieces)
    if arguments.output is not None:
        console.note(f"written: {arguments.output}")
    for failure in failures:
        console.problem(failure)
    return 1 if failures else 0


def _briefs(project: Project, failures: dict[Diagnostic, None]) -> Iterator[Brief]:
    found = list[Diagnostic]()
    for _, brief in files.read(project, store.files(project.briefs, ".md"), found):
        yield brief
    failures.update(dict.fromkeys(found))


def _catalog(project: Project, failures: dict[Diagnostic, None]) -> Catalog:
    """Who is who over all briefs, as the site has it. (An entity's id goes by no path.)"""
    entries = (pages.entry(str(number), brief) for number, brief in enumerate(_briefs(project, failures)))
    return Catalog(entries, load_registry(project.root), load(project).duplicates, lang=site.load(project).lang)
