"""``briefing export``: the briefs for other programs."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from generator import brief as briefs
from generator import export, store
from generator.commands.console import Console
from generator.commands.options import Subparsers, project_options
from generator.config import Project, find_project
from generator.errors import BriefingError, Diagnostic, FrontMatterError
from generator.models import Brief


def add(commands: Subparsers) -> None:
    parser = commands.add_parser(
        "export",
        help="write the briefs as IPTC ninjs 3, CSV or JSON lines",
        description="Write all briefs of the project. ninjs: one composite object, each brief an association; "
        "csv: a row a brief; jsonl: a brief's front matter a line.",
        parents=[project_options(jobs=False)],
    )
    parser.add_argument("--format", choices=sorted(export.FORMATS), default="ninjs", help="what to write (default: ninjs)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, console: Console) -> int:
    failures: list[Diagnostic] = []
    pieces = export.FORMATS[arguments.format](_briefs(find_project(arguments.project), failures))
    if arguments.output is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # these formats are bytes, whatever the terminal
        sys.stdout.writelines(pieces)
    else:
        _write(arguments.output, pieces)
        console.note(f"written: {arguments.output}")
    for failure in failures:
        console.problem(failure)
    return 1 if failures else 0


def _briefs(project: Project, failures: list[Diagnostic]) -> Iterator[Brief]:
    """Every brief by its path; those that cannot be read are added to ``failures``."""
    for name in store.files(project.briefs, ".md"):
        try:
            found, _ = briefs.load((project.briefs / name).read_text(encoding="utf-8"))
        except FrontMatterError as error:
            failures.append(Diagnostic(f"content/briefs/{name}", error.line, f"{error.reason}; make it anew"))
        except (OSError, UnicodeDecodeError) as error:
            failures.append(Diagnostic(f"content/briefs/{name}", None, f"cannot be read ({error}); make it anew"))
        else:
            yield found


def _write(path: Path, pieces: Iterator[str]) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        temporary.replace(path)
    except OSError as error:
        raise BriefingError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
