"""``briefing init``: a project of the user's own."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from generator import starter
from generator.commands.console import Console
from generator.commands.options import Subparsers, own_name, talk_options


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "init",
        help="make a project of your own: configuration, theme, an example article, the workflow for CI",
        description="Write a project that is ready for 'briefing build': site_config/ with the configuration and the "
        "theme, an example article with an editor's corrections, and .github/workflows/briefs.yml. "
        "No file is ever overwritten.",
        parents=[talk_options()],
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the project's folder; made if it is not there")
    parser.add_argument("--merge", action="store_true", help="add what is missing to a folder that is not empty")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    folder: Path = arguments.folder
    made = starter.create(folder, merge=arguments.merge)
    for path in made.written:
        console.detail(f"written: {path}")
    for path in made.left:
        console.note(f"left as it was: {path}")
    console.result(f"Project made: {folder} ({len(made.written)} files)")
    console.note("Name and announcement of the site are in site_config/mkdocs.yml, articles go into content/articles.")
    if made.needed:
        console.error(f"For CI, put this package's wheel there: {made.needed}")
    to_there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    console.note(f"Next: {to_there}{own_name()} build")
    return 0
