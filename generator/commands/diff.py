"""``briefing diff``: what changed in the briefs between two states of the repository, in words."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from generator import brief as briefs
from generator import escape, store
from generator.brief.changes import Change, Note, compare
from generator.commands import files, git
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, find_project
from generator.errors import Diagnostic, FrontMatterError
from generator.models import Brief

# A brief's file at some state, or ``None`` if it is not there.
State = Callable[[str], str | None]


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "diff",
        help="say in words what changed in the briefs since a commit: facts, quotations, speakers, actors",
        description="Compare the briefs of a commit with those that are there now, or with those of a second commit.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument("rev", nargs="?", default="HEAD", metavar="REV", help="a commit, or OLD..NEW (default: HEAD)")
    parser.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="what to write (default: text); markdown for summaries",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    project, problems = find_project(arguments.project), list[Diagnostic]()
    changes = list(diff(project, arguments.rev, problems))
    files.write(arguments.output, FORMATS[arguments.format](changes))
    for problem in problems:
        console.problem(problem)
    return 1 if problems else 0


def diff(project: Project, rev: str, problems: list[Diagnostic]) -> Iterator[Change]:
    """Every brief that changed for readers, by path; briefs that cannot be read are added to ``problems``.

    Raises:
        ConfigurationError: no such commit, or no git repository.
    """
    old, dots, new = rev.partition("..")
    folder = project.briefs if project.briefs.is_dir() else project.root
    before, after = git.commit(folder, old or "HEAD"), git.commit(folder, new or "HEAD") if dots else None
    paths = git.changed(folder, before, after)
    states = (partial(git.at, folder, before), partial(git.at, folder, after) if after else _now(project))
    moved: dict[str, tuple[str, Brief]] = {}
    pairs: list[tuple[str, Brief | None, Brief | None]] = []
    for path in sorted(path for path in paths if path.endswith(".md")):
        found = [_load(path, state(path), problems) for state in states]
        pairs.append((path, found[0], found[1]))
        if found[0] and not found[1]:
            moved[found[0].source.identity] = (path, found[0])
    yield from _compared(pairs, moved)


def _compared(
    pairs: list[tuple[str, Brief | None, Brief | None]], moved: dict[str, tuple[str, Brief]]
) -> Iterator[Change]:
    """The changes; a brief that has only got another file is not gone."""
    arrived = {after.source.identity for _, before, after in pairs if after and not before}
    for path, before, after in pairs:
        if before and not after and before.source.identity in arrived:
            continue
        if after and not before and after.source.identity in moved:
            before = moved[after.source.identity][1]
        change = compare(path, before, after)
        if change is not None:
            yield change


def _now(project: Project) -> State:
    def read(path: str) -> str | None:
        file = store.inside(project.briefs, path)
        return file.read_bytes().decode("utf-8", "replace") if file.is_file() else None

    return read


def _load(path: str, document: str | None, problems: list[Diagnostic]) -> Brief | None:
    if document is None:
        return None
    try:
        return briefs.load(document)[0]
    except FrontMatterError as error:
        problem = Diagnostic(f"content/briefs/{path}", error.line, error.reason)
        problems += [] if problem in problems else [problem]
        return None


def _text(changes: list[Change]) -> Iterator[str]:
    yield f"{_count(changes)}\n"
    for change in changes:
        yield f"\n{_KINDS[change.kind]}: {change.title} (content/briefs/{change.path})\n"
        yield from (f"  {_words(note)}\n" for note in change.notes)


def _markdown(changes: list[Change]) -> Iterator[str]:
    """For a pull request: nothing in an article can be markup in it."""
    yield f"## {_count(changes)}\n"
    for change in changes:
        yield f"\n### {_KINDS[change.kind]}: {escape.markdown(change.title)}\n\n"
        yield f"`content/briefs/{escape.code(change.path)}`\n\n"
        yield from (f"- {escape.markdown(_words(note))}\n" for note in change.notes)


def _json(changes: list[Change]) -> Iterator[str]:
    yield json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[list[Change]], Iterator[str]]] = {"text": _text, "markdown": _markdown, "json": _json}
_KINDS = {"new": "New", "gone": "Gone", "changed": "Changed"}


def _count(changes: list[Change]) -> str:
    return f"{len(changes) or 'No'} brief{'' if len(changes) == 1 else 's'} changed"


def _words(note: Note) -> str:
    line = f"{note.what} {note.verb}: "
    if note.before is None:
        return line + f"“{note.text}”"
    subject = "" if note.after == note.text else f"“{note.text}”, "
    return f"{line}{subject}from “{note.before}” to “{note.after}”"
