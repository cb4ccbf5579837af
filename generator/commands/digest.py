"""``briefing digest``: a day's briefing as a mail, for whatever program sends mails."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from generator import pages, store
from generator.commands import files
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, find_project, load
from generator.errors import BriefingError, Diagnostic
from generator.pages import digest, site
from generator.pages.catalog import Catalog
from generator.pages.entries import Entry


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "digest",
        help="write a day's briefing as a mail, in plain text or HTML",
        description="Write the briefing of a day: the facts and the quotation of each of its briefs, linked where "
        "the site's address is known. The first line of the text, and the title of the HTML, make the subject.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument("--day", type=_day, metavar="DAY", help="as 2022-02-17 (default: the newest brief's)")
    parser.add_argument("--format", choices=("text", "html"), default="text", help="what to write (default: text)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.set_defaults(run=run)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a day such as 2022-02-17, not {text!r}") from None


def run(arguments: argparse.Namespace, console: Console) -> int:
    project, failures = find_project(arguments.project), list[Diagnostic]()
    entries = _entries(project, arguments.day, failures)
    day = arguments.day or max((one.date for one in entries if one.date), default=None)
    about = site.load(project)
    catalog = Catalog(entries, copies=load(project).duplicates, lang=about.lang)
    mail = digest.make(catalog, day, about) if day else None
    for failure in failures:
        console.problem(failure)
    if mail is None:
        raise BriefingError(f"there is no brief of {arguments.day}" if day else "there is no brief that has a date")
    files.write(arguments.output, [mail.html if arguments.format == "html" else mail.text])
    if arguments.output is not None:
        console.note(f"written: {arguments.output}")
    return 1 if failures else 0


def _entries(project: Project, day: str | None, failures: list[Diagnostic]) -> list[Entry]:
    """The briefs of the day's month, else of the newest; briefs lie in folders by year and month."""
    months: dict[str, list[str]] = {}
    for name in store.files(project.briefs, ".md"):
        months.setdefault(name[:7], []).append(name)
    months.pop("undated", None)
    wanted = months.get(f"{day[:4]}/{day[5:7]}" if day else max(months, default=""), [])
    return [pages.entry(name, brief) for name, brief in files.read(project, wanted, failures)]
